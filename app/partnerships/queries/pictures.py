"""What the pictures of the portfolio are drawn from: partnerships in effect, by viewer."""

from __future__ import annotations

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


def in_effect_today(
    session: Session, viewer: Viewer, kind: PartnershipKind | None, unit_id: int | None
) -> list[Partnership]:
    """Partnerships in effect with owner and unit, by name; of one kind or unit where given."""
    found = sa.select(Partnership).where(Partnership.state.in_(IN_EFFECT), visible(viewer))
    if kind is not None:
        found = found.where(Partnership.kind == kind)
    if unit_id is not None:
        found = found.where(Partnership.unit_id == unit_id)
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
