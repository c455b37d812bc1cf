"""What happened and what comes: coverage, changes, dates ahead, reviews."""

from __future__ import annotations

from typing import Any

from app.core import clock
from app.core.i18n import NONE, _, choice, localised, show_date, show_number
from app.core.urls import url_for
from app.insight.portfolio import Portfolio
from app.insight.report.shapes import Section, Table, link, owner, state
from app.partnerships.models import PartnershipState
from app.reviews.models import ReviewState


def coverage(portfolio: Portfolio) -> Section:
    coverage = portfolio.coverage
    rows = [
        [
            (localised(row.objective), ""),
            *((_cell(cell.partnerships, cell.engagements), cell_url(cell)) for cell in row.cells),
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
    return Section("coverage", _("Coverage of objectives and focus areas"), [table], text=text)


def _cell(partnerships: int, engagements: int) -> str:
    if not partnerships:
        return f"{_('Gap')} / {show_number(engagements)}" if engagements else _("Gap")
    return f"{show_number(partnerships)} / {show_number(engagements)}"


def cell_url(cell: Any) -> str:
    """The partnerships behind a cell of the matrix."""
    return url_for(
        "partnerships.list_partnerships",
        objective=cell.objective_id,
        focus_area=cell.focus_area_id,
    )


def changes(portfolio: Portfolio) -> Section:
    names = {p.id: p for p in portfolio.partnerships}
    rows = []
    for change in portfolio.state_changes:
        old, new = (_state_name(value) for value in change.fields["state"])
        day = show_date(clock.local(change.at).date())
        if change.entity_id in names:
            rows.append([(day, ""), link(names[change.entity_id]), (old, ""), (new, "")])
    table = Table(
        [_("Date"), _("Partnership"), _("State before"), _("State after")],
        rows,
        [1, 3, 1, 1],
        _("No partnership changed its state."),
    )
    return Section("changes", _("What changed"), [table])


def _state_name(value: str | None) -> str:
    return choice(PartnershipState(value)) if value else NONE


def deadlines(portfolio: Portfolio) -> Section:
    kinds = {"end": _("Term ends"), "notice": _("Last day for notice"), "review": _("Review due")}
    rows = [
        [(show_date(each.on), ""), (kinds[each.what], ""), link(each.partnership)]
        for each in portfolio.deadlines
    ]
    table = Table(
        [_("Date"), _("What"), _("Partnership")],
        rows,
        [1, 1, 3],
        _("Nothing ends and no notice is due within six months."),
    )
    return Section("deadlines", _("Dates in the next two quarters"), [table])


def reviews(portfolio: Portfolio) -> Section:
    rows = []
    for partnership in portfolio.partnerships:
        review = portfolio.reviews.get(partnership.id)
        figure = portfolio.figures[partnership.id]
        written = review is not None and review.state in (
            ReviewState.SUBMITTED,
            ReviewState.ACCEPTED,
        )
        url = url_for("reviews.show_review", review_id=review.id) if review else ""
        rows.append(
            [
                link(partnership),
                (owner(partnership), ""),
                (show_number(figure.held), ""),
                (state(review, portfolio) if review else _("No review"), url),
                (choice(review.progress) if review and written else "", ""),
                (choice(review.recommendation) if review and written else "", ""),
            ]
        )
    table = Table(
        [
            _("Partnership"),
            _("Owner"),
            _("Engagements"),
            _("Review"),
            _("Status"),
            _("Recommendation"),
        ],
        rows,
        [6, 5, 3, 3, 3, 4],
        _("No partnership was in effect."),
    )
    return Section("reviews", _("Reviews of the round"), [table])
