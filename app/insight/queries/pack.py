"""Selects of a visit's briefing pack."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.core.permissions import Viewer
from app.engagements.models import OPEN, FollowUp, engagement_organisation
from app.engagements.queries.visibility import follow_up_visible_to
from app.organisations.models import Affiliation, Contact
from app.organisations.queries import contact_is_visible
from app.partnerships.models import PartnershipOrganisation
from app.visits.models import Visit

MOST = 40


def people_to_meet(
    session: Session, visit: Visit, viewer: Viewer
) -> list[tuple[Contact, str, bool]]:
    """The guests, then others who work at the organisation now: contact, role there, whether they
    come. The visit's contacts must be loaded."""
    guests = [contact.id for contact in visit.contacts]
    there = sa.and_(
        Affiliation.contact_id == Contact.id,
        Affiliation.organisation_id == visit.organisation_id,
        Affiliation.ended_on.is_(None),
    )
    comes: Any = Contact.id.in_(guests)
    found = (
        sa.select(Contact, sa.func.max(Affiliation.role), comes)
        .outerjoin(Affiliation, there)
        .where(
            sa.or_(comes, Affiliation.id.is_not(None)),
            contact_is_visible(viewer),
            Contact.archived_at.is_(None),
        )
        .group_by(Contact.id)
        .order_by(comes.desc(), Contact.name_folded, Contact.id)
        .limit(MOST)
    )
    return [(contact, role or "", bool(guest)) for contact, role, guest in session.execute(found)]


def open_promises_with(session: Session, organisation_id: int, viewer: Viewer) -> list[FollowUp]:
    """What is open both ways, made at an engagement with the organisation or under a partnership
    with it; the soonest first."""
    met = engagement_organisation.c
    engaged = sa.select(met.engagement_id).where(met.organisation_id == organisation_id)
    partner = PartnershipOrganisation
    kept = sa.select(partner.partnership_id).where(partner.organisation_id == organisation_id)
    found = (
        sa.select(FollowUp)
        .where(
            FollowUp.state.in_(OPEN),
            sa.or_(FollowUp.engagement_id.in_(engaged), FollowUp.partnership_id.in_(kept)),
            follow_up_visible_to(viewer),
        )
        .options(joinedload(FollowUp.assignee))
        .order_by(FollowUp.due_on.asc().nulls_last(), FollowUp.id)
        .limit(MOST)
    )
    return list(session.scalars(found))
