"""What the pictures of the portfolio are drawn from: partnerships in effect, by viewer."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.core.permissions import Viewer
from app.partnerships.models import (
    IN_EFFECT,
    Instrument,
    Partnership,
    PartnershipKind,
    partnership_focus_area,
    partnership_objective,
)
from app.partnerships.queries.visibility import visible


@dataclass(frozen=True)
class Parts:
    """Which part of the portfolio is drawn; None where all is meant."""

    kind: PartnershipKind | None = None
    unit_id: int | None = None
    objective_id: int | None = None
    focus_area_id: int | None = None

    @property
    def is_whole(self) -> bool:
        return self == Parts()

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        """What a partnership must be to belong to it."""
        serves, touches = partnership_objective.c, partnership_focus_area.c
        serving = sa.select(serves.partnership_id).where(serves.objective_id == self.objective_id)
        touching = sa.select(touches.partnership_id).where(
            touches.focus_area_id == self.focus_area_id
        )
        conditions = (
            (self.kind, Partnership.kind == self.kind),
            (self.unit_id, Partnership.unit_id == self.unit_id),
            (self.objective_id, Partnership.id.in_(serving)),
            (self.focus_area_id, Partnership.id.in_(touching)),
        )
        return [condition for asked, condition in conditions if asked is not None]


def in_effect_today(session: Session, viewer: Viewer, parts: Parts) -> list[Partnership]:
    """Partnerships in effect with owner and unit, by name, of the part that is drawn."""
    found = sa.select(Partnership).where(
        Partnership.state.in_(IN_EFFECT), visible(viewer), *parts.conditions()
    )
    ordered = found.order_by(Partnership.name_folded, Partnership.id)
    people = (joinedload(Partnership.owner), joinedload(Partnership.unit))
    return list(session.scalars(ordered.options(*people)))


def instruments_in_effect(session: Session) -> list[Instrument]:
    """Instruments with an end, of partnerships in effect, whoever may see them: the caller keeps
    to the partnerships that the viewer has.
    """
    found = (
        sa.select(Instrument)
        .join(Partnership, Partnership.id == Instrument.partnership_id)
        .where(Partnership.state.in_(IN_EFFECT), Instrument.ends_on.is_not(None))
    )
    return list(session.scalars(found.order_by(Instrument.id)))


def cells_in_effect(session: Session) -> list[tuple[int, int, int]]:
    """(objective, focus area, partnership) of every partnership in effect, whoever may see it: the
    caller keeps to the partnerships that the viewer has.
    """
    objectives, areas = partnership_objective.c, partnership_focus_area.c
    found = (
        sa.select(objectives.objective_id, areas.focus_area_id, objectives.partnership_id)
        .join(partnership_focus_area, areas.partnership_id == objectives.partnership_id)
        .join(Partnership, Partnership.id == objectives.partnership_id)
        .where(Partnership.state.in_(IN_EFFECT))
    )
    return [(row[0], row[1], row[2]) for row in session.execute(found)]
