"""What happened and what comes: coverage, changes, dates ahead, reviews."""

from __future__ import annotations

from typing import Any

from app.core import clock
from app.core.i18n import NONE, _, choice, localised, show_number
from app.core.urls import url_for
from app.insight.portfolio import Portfolio
from app.insight.report.shapes import (
    Cell,
    Limit,
    Section,
    Table,
    behind,
    day,
    link,
    named,
    number,
    owner,
    standing,
)
from app.partnerships.models import PartnershipState
from app.reviews.models import ReviewState


def coverage(portfolio: Portfolio, _limit: Limit) -> Section:
    coverage = portfolio.coverage
    rows = [
        [
            (localised(row.objective), ""),
            *(
                (_cell(cell.partnerships, cell.engagements), cell_url(portfolio, cell))
                for cell in row.cells
            ),
        ]
        for row in coverage.rows
    ]
    table = Table(
        [_("Objective"), *(localised(area) for area in coverage.focus_areas)],
        rows,
        [2, *(1 for _area in coverage.focus_areas)],
        _("No international framework is in force."),
    )
    text = _(
        "Partnerships in effect / engagements held in the quarter, by objective and focus area. "
        "%(number)s cells are empty.",
        number=len(coverage.gaps),
    )
    if not portfolio.scope.is_whole:
        text += " " + _("Engagements are those of the partnerships that serve the cell.")
    return Section("coverage", _("Coverage of objectives and focus areas"), [table], text=text)


def _cell(partnerships: int, engagements: int) -> str:
    if not partnerships:
        return f"{_('Gap')} / {show_number(engagements)}" if engagements else _("Gap")
    return f"{show_number(partnerships)} / {show_number(engagements)}"


def cell_url(portfolio: Portfolio, cell: Any) -> str:
    """The partnerships behind a cell of the matrix."""
    served = f"{cell.objective_id}-{cell.focus_area_id}"
    return behind(portfolio, "partnerships", cell=served)


def changes(portfolio: Portfolio, limit: Limit) -> Section:
    rows = []
    for change in portfolio.state_changes[:limit]:
        old, new = (_state_name(value) for value in change.fields["state"])
        on = day(clock.local(change.at).date())
        rows.append([(on, ""), link(portfolio.by_id[change.entity_id]), (old, ""), (new, "")])
    table = Table(
        [_("Date"), _("Partnership"), _("State before"), _("State after")],
        rows,
        [1, 3, 1, 1],
        _("No partnership changed its state."),
        _("Changes of state"),
        total=len(portfolio.state_changes),
    )
    if not portfolio.scope.names_people:
        return Section("changes", _("What changed"), [table])
    return Section("changes", _("What changed"), [table, _owners(portfolio, limit)])


def _owners(portfolio: Portfolio, limit: Limit) -> Table:
    rows = []
    for change in portfolio.owner_changes[:limit]:
        old, new = (
            owner(portfolio.people.get(number) if number else None)
            for number in change.fields["owner_id"]
        )
        on = day(clock.local(change.at).date())
        rows.append([(on, ""), link(portfolio.by_id[change.entity_id]), (old, ""), (new, "")])
    return Table(
        [_("Date"), _("Partnership"), _("Owner before"), _("Owner after")],
        rows,
        [1, 3, 2, 2],
        _("No partnership changed its owner."),
        _("Changes of owner"),
        len(portfolio.owner_changes),
    )


def _state_name(value: str | None) -> str:
    return choice(PartnershipState(value)) if value else NONE


def deadlines(portfolio: Portfolio, limit: Limit) -> Section:
    ahead = portfolio.deadlines()
    kinds = {"end": _("Term ends"), "notice": _("Last day for notice"), "review": _("Review due")}
    rows = [
        [(day(each.on), ""), (kinds[each.what], ""), link(each.partnership)]
        for each in ahead[:limit]
    ]
    table = Table(
        [_("Date"), _("What"), _("Partnership")],
        rows,
        [1, 1, 3],
        _("Nothing ends and no notice is due within six months."),
        total=len(ahead),
    )
    return Section("deadlines", _("Dates in the next two quarters"), [table])


def reviews(portfolio: Portfolio, limit: Limit) -> Section:
    table = Table(
        [
            _("Partnership"),
            _("Owner"),
            _("Engagements"),
            _("Review"),
            _("Status"),
            _("Recommendation"),
        ],
        [_review(line, portfolio) for line in portfolio.lines[:limit]],
        [6, 5, 3, 3, 3, 4],
        _("No partnership was in effect."),
        total=len(portfolio.lines),
    )
    return Section("reviews", _("Reviews of the round"), [table])


def _review(line: Any, portfolio: Portfolio) -> list[Cell]:
    review_id, state = line.review_id, line.review_state
    url = url_for("reviews.show_review", review_id=review_id) if review_id else ""
    is_written = state in (ReviewState.SUBMITTED, ReviewState.ACCEPTED)
    return [
        link(line),
        (named(line.owner_name, portfolio), ""),
        (number(portfolio.held.get(line.id, 0)), ""),
        (standing(state, portfolio) if review_id else _("No review"), url),
        (choice(line.progress) if is_written else "", ""),
        (choice(line.recommendation) if is_written else "", ""),
    ]
