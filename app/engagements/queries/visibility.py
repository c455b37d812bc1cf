"""Which engagements and follow-ups a viewer may know of, as SQL predicates."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.db import Visibility
from app.core.permissions import Viewer
from app.engagements.models import Engagement, FollowUp, engagement_user
from app.engagements.rules import note_visibility
from app.organisations.models import Contact
from app.organisations.queries import contact_is_visible
from app.partnerships.models import Partnership
from app.partnerships.queries import visible

Predicate = sa.ColumnElement[bool]


def visible_to(viewer: Viewer) -> Predicate:
    """Not restricted, or the viewer coordinates, shares the unit, logged it or took part."""
    if viewer.sees_restricted:
        return sa.true()
    took_part = sa.select(engagement_user.c.engagement_id).where(
        engagement_user.c.user_id == viewer.user_id
    )
    return sa.or_(
        Engagement.visibility != Visibility.RESTRICTED,
        Engagement.unit_id == viewer.unit_id,
        Engagement.created_by_id == viewer.user_id,
        Engagement.id.in_(took_part),
    )


def follow_up_visible_to(viewer: Viewer) -> Predicate:
    """A promise shows to whoever keeps it, and to those who may see what it belongs to."""
    if viewer.sees_restricted:
        return sa.true()
    engagements = sa.select(Engagement.id).where(visible_to(viewer))
    partnerships = sa.select(Partnership.id).where(visible(viewer))
    return sa.or_(
        FollowUp.assignee_id == viewer.user_id,
        sa.and_(
            sa.or_(FollowUp.engagement_id.is_(None), FollowUp.engagement_id.in_(engagements)),
            sa.or_(FollowUp.partnership_id.is_(None), FollowUp.partnership_id.in_(partnerships)),
        ),
    )


def may_see_partnership(viewer: Viewer, partnership: Partnership) -> bool:
    """The same rule for a partnership that is loaded already."""
    return (
        viewer.sees_restricted
        or partnership.visibility is not Visibility.RESTRICTED
        or (partnership.unit_id is not None and partnership.unit_id == viewer.unit_id)
        or viewer.user_id in (partnership.owner_id, partnership.deputy_id)
    )


def seen(session: Session, viewer: Viewer, field: str, ids: Collection[int]) -> set[int]:
    """Those of ``ids``, as a field of the history points at them, that the viewer may see."""
    model: Any
    predicate: Any
    model, predicate = {
        "engagement_id": (Engagement, visible_to),
        "partnership_id": (Partnership, visible),
        "contact_id": (Contact, contact_is_visible),
    }[field]
    return set(session.scalars(sa.select(model.id).where(model.id.in_(ids), predicate(viewer))))


def may_see_engagement(viewer: Viewer, engagement: Engagement) -> bool:
    """The same rule for an engagement that is loaded without its people: a promise shows to
    whoever keeps it, its engagement to a participant by its own page only."""
    return (
        viewer.sees_restricted
        or engagement.visibility is not Visibility.RESTRICTED
        or engagement.unit_id == viewer.unit_id
        or engagement.created_by_id == viewer.user_id
    )


def may_read_notes(viewer: Viewer, engagement: Engagement) -> bool:
    """The same rule for the notes of an engagement that is loaded with its people."""
    readers = note_visibility(engagement.visibility, engagement.notes_visibility)
    return (
        viewer.sees_restricted
        or readers is not Visibility.RESTRICTED
        or engagement.unit_id == viewer.unit_id
        or viewer.user_id in (engagement.created_by_id, *(one.id for one in engagement.people))
    )


def may_see_contact(viewer: Viewer, contact: Contact) -> bool:
    """The same rule for a contact that is loaded already."""
    return (
        viewer.sees_restricted
        or contact.visibility is not Visibility.RESTRICTED
        or (contact.unit_id is not None and contact.unit_id == viewer.unit_id)
    )


def audience(widest: Visibility, column: Any = Engagement.visibility) -> Any:
    """What a report for this audience may count: engagements, or rows with such a ``column``."""
    order = list(Visibility)
    return column.in_(order[: order.index(widest) + 1])
