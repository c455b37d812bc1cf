"""What it costs and what it gives; the pipeline of EU projects and its money."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from app.core.i18n import NONE, _, choice, show_number
from app.insight.full import Report
from app.insight.queries import PROJECT_SUMS
from app.insight.report.shapes import Cell, Limit, Section, Table, link, money, number, plain
from app.partnerships.models import ProjectStage


def costs(report: Report, limit: Limit) -> Section:
    """Plan and recorded cost beside what it is worth to us; blanks are counted, never added.

    The public is told the money alone: how our people spend their days, and what a partner is
    worth to us, are our own judgement.
    """
    is_open = report.portfolio.scope.is_public
    rows = sorted(filter(_has_money, report.costs) if is_open else report.costs, key=_dearest)
    headings = [
        _("Partnership"), _("Fee a year"), _("Travel planned a year"),
        _("Recorded in the quarter"), _("Working days planned a year"),
        _("Working days used"), _("Engagements"), _("Benefit, 1 to 5"),
    ]  # fmt: skip
    lines = [_cost(each, report) for each in rows[:limit]]
    if is_open:
        lines = [[*line[:4], line[6]] for line in lines]
        headings = [*headings[:4], headings[6]]
    widths = [5, *(2 for _heading in headings[1:])]
    table = Table(headings, lines, widths, _("No cost is recorded."), total=len(rows))
    return Section(
        "costs", _("What it costs") if is_open else _("Cost against benefit"), [table],
        facts=_totals(report),
        text=_("Yearly plans and what the quarter recorded. A dash means not recorded; it is in "
               "no sum."),
    )  # fmt: skip


def _cost(each: Any, report: Report) -> list[Cell]:
    return [
        link(each),
        *plain(
            money(each.fee_eur),
            money(each.travel_eur),
            money(_recorded(each)),
            number(each.working_days),
            number(each.used_days),
            number(report.portfolio.held.get(each.id, 0)),
            number(each.benefit),
        ),
    ]


def _has_money(each: Any) -> bool:
    return any(part is not None for part in (each.fee_eur, each.travel_eur, each.cost_cents))


def fees(report: Report) -> tuple[str, str]:
    """What all memberships cost a year."""
    amounts = [each.fee_eur for each in report.costs]
    return _("Fees a year"), _sum(amounts, len(report.portfolio.lines))


def _dearest(each: Any) -> tuple[Decimal, str]:
    total = sum((part for part in (each.fee_eur, each.travel_eur) if part is not None), Decimal())
    return -total, each.name


def _recorded(each: Any) -> Decimal | None:
    return None if each.cost_cents is None else Decimal(int(each.cost_cents)).scaleb(-2)


def _totals(report: Report) -> list[tuple[str, str]]:
    rows, whole = report.costs, len(report.portfolio.lines)
    totals = [
        fees(report),
        (_("Travel planned a year"), _sum([each.travel_eur for each in rows], whole)),
        (_("Cost recorded in the quarter"), _sum([_recorded(each) for each in rows], whole)),
    ]
    if not report.portfolio.scope.is_public:
        days = _days([each.used_days for each in rows], whole)
        totals.append((_("Working days used, by accepted reviews"), days))
    return totals


def _sum(amounts: Iterable[Decimal | None], whole: int) -> str:
    """A sum with how many of all state it; a dash when none does."""
    known = [amount for amount in amounts if amount is not None]
    return _of(money(sum(known, Decimal())), len(known), whole) if known else NONE


def _days(days: Iterable[Decimal | None], whole: int) -> str:
    known = [each for each in days if each is not None]
    return _of(show_number(sum(known, Decimal())), len(known), whole) if known else NONE


def _of(total: str, known: int, whole: int) -> str:
    return _("%(total)s (stated by %(known)s of %(whole)s)", total=total, known=known, whole=whole)


def projects(report: Report, _limit: Limit) -> Section:
    rows = [
        plain(
            choice(stage),
            number(report.stages[stage]["number"]),
            *(_stated(report.stages[stage], name) for name in PROJECT_SUMS),
        )
        for stage in ProjectStage
        if stage in report.stages
    ]
    table = Table(
        [
            _("Stage"), _("Projects"), _("Total cost"), _("EU contribution"), _("Our cost"),
            _("Our EU share"), _("Own funding"),
        ],
        rows,
        [3, 2, 3, 3, 3, 3, 3],
        _("There is no EU project."),
    )  # fmt: skip
    return Section(
        "projects", _("EU projects and their money"), [table],
        text=_("From an idea to the end of the grant, whether in effect or not; sums of what is "
               "stated."),
    )  # fmt: skip


def _stated(found: dict[str, Any], name: str) -> str:
    if not found[f"{name}_stated"]:
        return NONE
    return money(Decimal(found[name]))
