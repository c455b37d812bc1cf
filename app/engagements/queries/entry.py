"""What the log form needs to know: the frame of a partnership, suggestions, what one was on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload

from app.core.permissions import Viewer
from app.organisations.models import Contact
from app.organisations.queries import contact_is_visible
from app.partnerships.models import (
    Partnership,
    PartnershipOrganisation,
    partnership_focus_area,
    partnership_objective,
)
from app.partnerships.queries import visible
from app.strategy.models import FocusArea, Objective, Strategy, StrategyState


def find_partnerships(
    session: Session, partnership_ids: Sequence[int], viewer: Viewer
) -> list[Partnership]:
    """The partnerships a viewer may see, with objectives and focus areas, in one statement."""
    if not partnership_ids:
        return []
    wanted = _with_frame().where(Partnership.id.in_(partnership_ids), visible(viewer))
    return list(session.scalars(wanted).unique())


# Every engagement logged asks this, so it is put together once.
@cache
def _with_frame() -> sa.Select[Partnership]:
    objectives, areas = partnership_objective.c, partnership_focus_area.c
    of_objective, of_area = aliased(Strategy), aliased(Strategy)
    # Joined one by one: what joinedload nests, SQLite builds whole before it looks for the few.
    return (
        sa.select(Partnership)
        .outerjoin(partnership_objective, objectives.partnership_id == Partnership.id)
        .outerjoin(Objective, Objective.id == objectives.objective_id)
        .outerjoin(of_objective, of_objective.id == Objective.strategy_id)
        .outerjoin(partnership_focus_area, areas.partnership_id == Partnership.id)
        .outerjoin(FocusArea, FocusArea.id == areas.focus_area_id)
        .outerjoin(of_area, of_area.id == FocusArea.strategy_id)
        .options(
            contains_eager(Partnership.objectives)
            .contains_eager(Objective.strategy.of_type(of_objective))
            .load_only(of_objective.state),
            contains_eager(Partnership.focus_areas)
            .contains_eager(FocusArea.strategy.of_type(of_area))
            .load_only(of_area.state),
        )
        .order_by(Partnership.id, Objective.position, FocusArea.position)
    )


def frame_of(partnerships: Sequence[Partnership]) -> tuple[list[Objective], list[FocusArea]]:
    """The objectives and focus areas of loaded partnerships, those in force only."""
    objectives = {o.id: o for p in partnerships for o in p.objectives if is_in_force(o)}
    focus_areas = {f.id: f for p in partnerships for f in p.focus_areas if is_in_force(f)}
    return list(objectives.values()), list(focus_areas.values())


def is_in_force(part: Objective | FocusArea) -> bool:
    """Whether an objective or a focus area belongs to the framework in force."""
    return part.strategy.state is StrategyState.IN_FORCE


def organisations_of_partnership(session: Session, partnership_id: int) -> list[int]:
    """The organisations that a log entry from a partnership's page most likely is about: its only
    partner, else nobody, because a network or a consortium is not met as a whole."""
    link = PartnershipOrganisation
    statement = sa.select(link.organisation_id).where(link.partnership_id == partnership_id)
    ids = list(session.scalars(statement.order_by(link.position, link.id).limit(2)))
    return ids if len(ids) == 1 else []


def contacts_with_affiliations(
    session: Session, contact_ids: Sequence[int], viewer: Viewer
) -> list[Contact]:
    """Contacts a viewer may see, with where they work and worked."""
    if not contact_ids:
        return []
    statement = (
        sa.select(Contact)
        .where(Contact.id.in_(contact_ids), contact_is_visible(viewer))
        .options(joinedload(Contact.affiliations))
    )
    return list(session.scalars(statement).unique())
