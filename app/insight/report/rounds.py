"""Round over round in words: a trend, the difference of two reports, the fate of advice."""

from __future__ import annotations

from typing import Any

from app.core import clock
from app.core.i18n import NONE, _, choice, ngettext
from app.core.periods import Quarter
from app.core.urls import url_for
from app.engagements.models import EngagementType
from app.insight.report.shapes import Cell, Section, Table, day, link, money, number, plain
from app.insight.rounds import Compared, is_done
from app.reviews.models import Recommendation


def compared_sections(compared: Compared) -> list[Section]:
    """The trends, then what differs between the first and the last round, then what was done.

    The public is told what was in effect and what was logged: what somebody recommends stays
    inside the city, as in the portfolio report.
    """
    if compared.is_public:
        return [_trend(compared), _difference(compared)]
    return [_trend(compared), _advice(compared), _difference(compared), _fates(compared)]


def _trend(compared: Compared) -> Section:
    quarters = compared.quarters
    log = [compared.log[quarter] for quarter in quarters]
    rows = [
        plain(_("Partnerships in effect"), *(number(compared.in_effect[q]) for q in quarters)),
        plain(_("Engagements held"), *(number(each.held) for each in log)),
        *(
            plain(label, *(number(each.by_type.get(kind, 0)) for each in log))
            for label, kind in (
                (_("Visits to us"), EngagementType.INCOMING_VISIT),
                (_("Our delegations out"), EngagementType.OUTGOING_DELEGATION),
            )
        ),
        plain(_("Recorded cost"), *(money(each.cost_eur) for each in log)),
        plain(
            _("Emissions of our journeys, kg CO₂e"),
            *(number(compared.emitted[quarter]) for quarter in quarters),
        ),
    ]
    text = _("A dash means that nothing was recorded; it is not zero.")
    return Section("trend", _("Quarter by quarter"), [_by_quarter(compared, rows)], text=text)


def _advice(compared: Compared) -> Section:
    quarters = compared.quarters
    rows = [
        plain(
            _("Reviews accepted"), *(_of_round(compared, q, compared.accepted(q)) for q in quarters)
        ),
        *(
            plain(
                _("Recommended: %(what)s", what=choice(what)),
                *(_of_round(compared, q, compared.recommended(q, what)) for q in quarters),
            )
            for what in Recommendation
        ),
    ]
    text = _("A dash under a quarter means that no round was opened.")
    return Section("advice", _("What was recommended"), [_by_quarter(compared, rows)], text=text)


def _by_quarter(compared: Compared, rows: list[list[Cell]]) -> Table:
    return Table(
        [_("Figure"), *(str(quarter) for quarter in compared.quarters)],
        rows,
        [4, *(2 for _quarter in compared.quarters)],
        _("None."),
    )


def _of_round(compared: Compared, quarter: Quarter, count: int) -> str:
    return number(count) if compared.is_opened(quarter) else NONE


def _difference(compared: Compared) -> Section:
    title = _("From %(first)s to %(last)s", first=compared.first, last=compared.last)
    ends = (compared.first, compared.last)
    missing = [str(quarter) for quarter in ends if not compared.is_opened(quarter)]
    if missing:
        text = _("No round was opened in %(quarters)s.", quarters=", ".join(missing))
        return Section("difference", title, [], text=text)
    if compared.first == compared.last:
        return Section("difference", title, [], text=_("Choose two quarters to compare."))
    before, after = compared.held
    headings = [_("Partnership"), *(_("Engagements %(quarter)s", quarter=q) for q in ends)]
    simple = [
        Table(
            headings,
            [[link(p), *plain(number(before.get(p.id, 0)), number(after.get(p.id, 0)))]
             for p in found],
            [6, 2, 2], _("None."), heading, len(found),
        )
        for heading, found in (
            (_("Came into effect between"), compared.came()),
            (_("No longer in effect"), compared.left()),
        )
    ]  # fmt: skip
    if compared.is_public:
        return Section("difference", title, simple)
    return Section("difference", title, [_changed(compared), *simple], text=_unwritten(compared))


def _unwritten(compared: Compared) -> str:
    count = compared.unwritten()
    if not count:
        return ""
    return ngettext(
        "One partnership is left out of the comparison: its review was not handed in both times.",
        "%(num)s partnerships are left out of the comparison: their reviews were not handed in"
        " both times.",
        count,
    )


def _changed(compared: Compared) -> Table:
    before, after = compared.held
    found = compared.changed()
    rows: list[list[Cell]] = [
        [
            link(pair),
            *plain(
                choice(pair.progress_before),
                choice(pair.progress_after),
                choice(pair.recommendation_before),
                choice(pair.recommendation_after),
                number(before.get(pair.id, 0)),
                number(after.get(pair.id, 0)),
            ),
        ]
        for pair in found
    ]
    ends = (compared.first, compared.last)
    headings = [
        _("Partnership"),
        *(_("Status %(quarter)s", quarter=quarter) for quarter in ends),
        *(_("Recommended %(quarter)s", quarter=quarter) for quarter in ends),
        *(_("Engagements %(quarter)s", quarter=quarter) for quarter in ends),
    ]
    empty = _("No partnership was judged or advised otherwise.")
    title = _("Judged or advised otherwise")
    return Table(headings, rows, [5, 2, 2, 2, 2, 2, 2], empty, title, len(found))


def _fates(compared: Compared) -> Section:
    rows = [
        [
            link(move),
            (
                str(Quarter(move.year, move.quarter_number)),
                url_for("reviews.show_review", review_id=move.review_id),
            ),
            *plain(
                choice(move.recommendation),
                day(clock.local(move.accepted_at).date()),
                choice(move.state),
                _told(move),
            ),
        ]
        for move in compared.moves
    ]
    table = Table(
        [
            _("Partnership"), _("Review"), _("Recommendation"), _("Accepted on"),
            _("State today"), _("What became of it"),
        ],
        rows,
        [5, 2, 2, 2, 2, 3],
        _("No accepted review recommended more than to go on."),
        total=len(rows),
    )  # fmt: skip
    return Section("fates", _("What was recommended and what became of it"), [table])


def _told(move: Any) -> str:
    if move.recommendation is Recommendation.STRENGTHEN:
        return _("No move needed") if is_done(move) else _("Not done yet")
    return _("Done") if is_done(move) else _("Not done yet")
