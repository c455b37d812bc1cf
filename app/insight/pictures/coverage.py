"""Objectives × focus areas: how many partnerships, how active, at what cost, and what is empty."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from app.core import charts
from app.core.i18n import NONE, _, localised, ngettext, show_money, show_number
from app.core.permissions import Viewer
from app.engagements.queries.activity import held_by_cell
from app.insight.pictures.frame import Asked, Picture
from app.insight.pictures.money import yearly_cost
from app.insight.report.matrix import Matrix, ShownCell, ShownColumn, ShownRow
from app.partnerships.queries.pictures import cells_in_effect, in_effect_today
from app.strategy.queries import current_focus_areas, current_objectives

Cell = tuple[int, int]


def coverage(session: Session, asked: Asked, viewer: Viewer) -> Picture:
    """The matrix of the framework in force, in five statements."""
    objectives, areas = current_objectives(session), current_focus_areas(session)
    shown = {p.id: p for p in in_effect_today(session, viewer, asked.parts)}
    served: dict[Cell, list[Any]] = defaultdict(list)
    for objective, area, number in cells_in_effect(session):
        if number in shown:
            served[objective, area].append(shown[number])
    held = _held(session, asked, viewer, shown)
    numbers = [[len(served[o.id, a.id]) for a in areas] for o in objectives]
    gaps = sum(number == 0 for row in numbers for number in row)
    return Picture(
        key="coverage",
        title=_("Coverage of the framework"),
        description=ngettext(
            "%(num)s combination of an objective and a focus area is served by no partnership.",
            "%(num)s combinations of an objective and a focus area are served by no partnership.",
            gaps,
        ),
        chart=charts.grid(numbers),
        tables=[],
        across=[area.code for area in areas],
        up=[objective.code for objective in objectives],
        legend=[
            (None, _("In a cell: partnerships, engagements held, and cost in EUR (+ and more)")),
            *map(_named, objectives),
            *map(_named, areas),
        ],
        lines=[
            _under(held[objective.id, area.id], served[objective.id, area.id])
            for objective in objectives
            for area in areas
        ],
        notes=[
            _("Engagements held in %(quarter)s.", quarter=asked.quarter),
            _("Cost is fees and travel in a year."),
            _("A partnership counts in full in every cell it serves, so cells do not add up."),
        ],
        matrix=_matrix(objectives, areas, served, held, asked),
    )


def _under(engagements: int, partnerships: list[Any]) -> tuple[str, ...]:
    """The lines under the number of a cell; ``+`` where some cost is not recorded."""
    if not partnerships:
        return (show_number(engagements),) if engagements else ()
    known, blanks = _known_cost(partnerships)
    money = show_number(round(known)) if known is not None else NONE
    return show_number(engagements), f"{money} +" if known is not None and blanks else money


def _named(part: Any) -> tuple[None, str]:
    return None, f"{part.code} {localised(part)}"


def _held(session: Session, asked: Asked, viewer: Viewer, shown: dict[int, Any]) -> dict[Cell, int]:
    """Engagements by cell; where the picture is narrowed, those of the partnerships in it only."""
    first, last = asked.quarter.first_day, asked.quarter.last_day
    held: dict[Cell, int] = defaultdict(int)
    for (objective, area, number), count in held_by_cell(session, first, last, viewer).items():
        if asked.parts.is_whole or number in shown:
            held[objective, area] += count
    return held


def _matrix(
    objectives: list[Any],
    areas: list[Any],
    served: dict[Cell, list[Any]],
    held: dict[Cell, int],
    asked: Asked,
) -> Matrix:
    return Matrix(
        _("Partnerships, engagements and cost by objective and focus area"),
        [ShownColumn(f"{area.code} {localised(area)}") for area in areas],
        [
            ShownRow(
                f"{objective.code} {localised(objective)}",
                [
                    ShownCell(
                        len(served[objective.id, area.id]),
                        held[objective.id, area.id],
                        _list_url(asked, objective.id, area.id),
                        _told_cost(served[objective.id, area.id]),
                    )
                    for area in areas
                ],
            )
            for objective in objectives
        ],
    )


def _list_url(asked: Asked, objective_id: int, area_id: int) -> str:
    return url_for(
        "partnerships.list_partnerships",
        objective=objective_id,
        focus_area=area_id,
        **asked.arguments,
    )


def _told_cost(partnerships: list[Any]) -> str:
    """The sum of what is recorded, and for how many nothing is: blank is not zero."""
    known, blanks = _known_cost(partnerships)
    if known is None:
        return _("cost not recorded") if blanks else ""
    told = [show_money(known)]
    if blanks:
        told.append(
            ngettext("cost of %(num)s not recorded", "cost of %(num)s not recorded", blanks)
        )
    return ", ".join(told)


def _known_cost(partnerships: list[Any]) -> tuple[Decimal | None, int]:
    """The sum of the costs that are recorded, if any is, and how many are not."""
    costs = [yearly_cost(partnership) for partnership in partnerships]
    known = [cost for cost in costs if cost is not None]
    return sum(known, Decimal(0)) if known else None, len(costs) - len(known)
