"""Who came and went, which networks our peers are in, and what the register does not know."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from app.core.i18n import NONE, _, choice
from app.core.periods import Quarter
from app.core.urls import url_for
from app.engagements.models import EngagementState, EngagementType
from app.insight.full import Report
from app.insight.report.shapes import Cell, Limit, Section, Table, behind, day, number, plain
from app.insight.rules import TAKES_PART


def visits(report: Report, _limit: Limit) -> Section:
    """In three quarters, with the requests for visits that were turned away."""
    counts = [report.log[quarter] for quarter in report.quarters]
    rows = [
        _linked(report, label, [found.by_type.get(kind, 0) for found in counts], type=kind.value)
        for label, kind in (
            (_("Visits to us"), EngagementType.INCOMING_VISIT),
            (_("Our delegations out"), EngagementType.OUTGOING_DELEGATION),
        )
    ]
    state = EngagementState.CANCELLED
    cancelled = [found.by_state.get(state, 0) for found in counts]
    told = _("Cancelled engagements of any type")
    rows.append(_linked(report, told, cancelled, state=state.value))
    away = [number(_within(report.turned_away, quarter)) for quarter in report.quarters]
    rows.append(plain(_("Requests turned away"), *away))
    emitted = [number(report.emitted[quarter]) for quarter in report.quarters]
    rows.append(plain(_("Emissions of our journeys, kg CO₂e"), *emitted))
    headings = [_("Visits"), *(str(quarter) for quarter in report.quarters)]
    table = Table(headings, rows, [4, 2, 2, 2], _("None."))
    return Section(
        "visits", _("Visits in, out and turned away"), [table],
        text=_("Turned away are requests for visits that were declined or redirected; a dash "
               "is not zero."),
    )  # fmt: skip


def _linked(report: Report, label: str, counts: list[int], **asked: str) -> list[Cell]:
    """Numbers of engagements by quarter with the lists behind them."""
    urls = [
        behind(report.portfolio, "engagements", quarter=quarter, **asked) if count else ""
        for quarter, count in zip(report.quarters, counts, strict=True)
    ]
    return [(label, ""), *zip(map(number, counts), urls, strict=True)]


def _within(days: list[date] | None, quarter: Quarter) -> int | None:
    if days is None:
        return None
    return sum(quarter.first_day <= day <= quarter.last_day for day in days)


def benchmark(report: Report, limit: Limit) -> Section:
    """Networks that our peer cities are in; a city is named only where a list names it. Where a
    partnership is not open to all, the public is not told "no" but nothing."""
    absent = NONE if report.portfolio.scope.is_public else _("No")
    rows: list[list[Cell]] = []
    networks = [
        (number_, name, list(found))
        for (number_, name), found in groupby(report.benchmark, key=lambda row: (row.id, row.name))
    ]
    # Where we are not comes first: that is what the comparison is for.
    for number_, name, peers in sorted(
        networks, key=lambda each: each[2][0].participation in TAKES_PART
    ):
        days = [peer.evidence_on for peer in peers if peer.evidence_on is not None]
        url = url_for("organisations.show_organisation", organisation_id=number_)
        complete = all(peer.list_is_complete for peer in peers)
        rows.append(
            [
                (name, url),
                (", ".join(peer.peer for peer in peers), ""),
                (choice(ours) if (ours := peers[0].participation) else absent, ""),
                (day(max(days)) if days else NONE, ""),
                (_("Yes") if complete else _("No"), ""),
            ]
        )
    table = Table(
        [_("Network"), _("Peer cities in it"), _("We are in"), _("List of"), _("List complete")],
        rows[:limit],
        [4, 6, 2, 3, 2],
        _("No list of members names a peer city."),
        total=len(rows),
    )
    return Section(
        "benchmark", _("Networks of our peer cities"), [table],
        text=_("Only what dated lists say. A city that no list names is a member nowhere we know "
               "of, which is not the same as not being one."),
    )  # fmt: skip


def blanks(report: Report, _limit: Limit) -> Section:
    """How many partnerships lack what a report would need."""
    whole = len(report.portfolio.lines)
    labels = {
        "unverified": _("Not verified by anybody"),
        "source": _("Source not named"),
        "unit": _("No unit"),
        "fee": _("Membership without a recorded fee"),
        "term": _("Term unknown"),
        "cadence": _("No agreed rhythm of contact"),
        "benefit": _("Benefit not scored"),
        "working_days": _("Working days not planned"),
    }
    rows = [plain(label, number(report.blanks[name])) for name, label in labels.items()]
    table = Table([_("What is missing"), _("Partnerships")], rows, [4, 2], _("Nothing is missing."))
    return Section(
        "blanks", _("What the register does not know"), [table],
        text=_("Of %(number)s partnerships in effect.", number=whole),
    )  # fmt: skip
