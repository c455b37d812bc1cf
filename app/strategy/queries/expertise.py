"""Which organisation is expert in which focus areas."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.strategy.models import FocusArea, OrganisationExpertise


def expertise_of(session: Session, organisation_id: int) -> list[FocusArea]:
    """The focus areas an organisation is expert in, in their order."""
    return list(
        session.scalars(
            sa.select(FocusArea)
            .join(OrganisationExpertise, OrganisationExpertise.focus_area_id == FocusArea.id)
            .where(OrganisationExpertise.organisation_id == organisation_id)
            .order_by(FocusArea.strategy_id, FocusArea.position, FocusArea.id)
        )
    )


def expertise_rows(session: Session, organisation_id: int) -> list[OrganisationExpertise]:
    """The links themselves, for changing them."""
    statement = sa.select(OrganisationExpertise).where(
        OrganisationExpertise.organisation_id == organisation_id
    )
    return list(session.scalars(statement))


def expertise_ids(session: Session, organisation_ids: Iterable[int]) -> dict[int, list[int]]:
    """The numbers of the focus areas of those organisations that have any, in one statement."""
    found: dict[int, list[int]] = {}
    rows = session.execute(
        sa.select(OrganisationExpertise.organisation_id, OrganisationExpertise.focus_area_id)
        .where(OrganisationExpertise.organisation_id.in_(list(organisation_ids)))
        .order_by(OrganisationExpertise.focus_area_id)
    )
    for organisation_id, focus_area_id in rows:
        found.setdefault(organisation_id, []).append(focus_area_id)
    return found
