"""Every select over requests for introductions; each applies what the viewer may know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, joinedload, undefer

from app.core.permissions import EVERYTHING, Viewer
from app.core.records import get_one
from app.introductions.models import Introduction, IntroductionState
from app.organisations.models import Organisation
from app.partnerships.models import IN_EFFECT, Partnership, PartnershipOrganisation
from app.partnerships.queries import visible as partnership_visible
from app.users.models import User


def visible(viewer: Viewer) -> sa.ColumnElement[bool]:
    """A request is known to who asks, who is asked and the coordinators."""
    if viewer.sees_restricted:
        return sa.true()
    return sa.or_(
        Introduction.asker_id == viewer.user_id, Introduction.handler_id == viewer.user_id
    )


def get_introduction(
    session: Session, introduction_id: int, viewer: Viewer = EVERYTHING, lock: bool = False
) -> Introduction:
    """One request with all that its page shows, else NotFound."""
    wanted = sa.select(Introduction).where(Introduction.id == introduction_id, visible(viewer))
    if lock:
        get_one(session, wanted, lock=True)
    whole = wanted.options(
        joinedload(Introduction.organisation),
        joinedload(Introduction.partnership),
        joinedload(Introduction.contact),
        joinedload(Introduction.asker),
        joinedload(Introduction.handler),
        joinedload(Introduction.engagement),
        undefer(Introduction.giver_name),
    )
    return get_one(session, whole.execution_options(populate_existing=lock))


def select_introductions(viewer: Viewer) -> sa.Select[Any]:
    """Requests as rows of what a list shows."""
    asker, handler = aliased(User), aliased(User)
    columns: tuple[Any, ...] = (
        Introduction.id,
        Introduction.asked_on,
        Introduction.wanted_by,
        Introduction.purpose,
        Introduction.state,
        Introduction.organisation_id,
        Organisation.name.label("organisation_name"),
        asker.name.label("asker_name"),
        handler.name.label("handler_name"),
    )
    return (
        sa.select(*columns)
        .join(Organisation, Organisation.id == Introduction.organisation_id)
        .join(asker, asker.id == Introduction.asker_id)
        .outerjoin(handler, handler.id == Introduction.handler_id)
        .where(visible(viewer))
    )


def waits_for(viewer: Viewer, *, steers: bool) -> sa.ColumnElement[bool]:
    """Open requests that wait for this person, or that they made; whoever ``steers`` also sees
    those that nobody is asked.
    """
    mine = [Introduction.handler_id == viewer.user_id, Introduction.asker_id == viewer.user_id]
    if steers:
        mine.append(Introduction.handler_id.is_(None))
    return sa.and_(Introduction.state == IntroductionState.OPEN, sa.or_(*mine))


def open_of(session: Session, handler_id: int) -> list[Introduction]:
    """Everything that waits for this person's answer."""
    found = (
        sa.select(Introduction)
        .where(Introduction.handler_id == handler_id, Introduction.state == IntroductionState.OPEN)
        .options(joinedload(Introduction.organisation))
    )
    return list(session.scalars(found.order_by(Introduction.id)))


def lock_introductions(session: Session, ids: Sequence[int]) -> list[Introduction]:
    """These requests, held."""
    found = sa.select(Introduction).where(Introduction.id.in_(ids)).order_by(Introduction.id)
    return list(session.scalars(found.with_for_update()))


def open_by(session: Session, asker_id: int, organisation_id: int) -> Introduction | None:
    """What this person asks already about this organisation."""
    found = sa.select(Introduction).where(
        Introduction.asker_id == asker_id,
        Introduction.organisation_id == organisation_id,
        Introduction.state == IntroductionState.OPEN,
    )
    return session.scalars(found.limit(1)).one_or_none()


def owned_with(
    session: Session, organisation_id: int, viewer: Viewer, partnership_id: int | None = None
) -> Partnership | None:
    """The partnership with this organisation whose owner knows it best, as far as the viewer may
    see: the one asked for, else that in effect which was engaged last; None where nobody owns one.
    """
    found = (
        sa.select(Partnership)
        .join(PartnershipOrganisation, PartnershipOrganisation.partnership_id == Partnership.id)
        .where(
            PartnershipOrganisation.organisation_id == organisation_id,
            Partnership.owner_id.is_not(None),
            Partnership.state.in_(IN_EFFECT),
            partnership_visible(viewer),
        )
        .options(joinedload(Partnership.owner))
        .order_by(
            sa.case((Partnership.id == partnership_id, 0), else_=1),
            Partnership.last_engaged_on.desc().nulls_last(),
            Partnership.id,
        )
        .limit(1)
    )
    return session.scalars(found).one_or_none()


def partners_of(session: Session, partnership_id: int, viewer: Viewer) -> list[Organisation]:
    """The organisations of a partnership that the viewer may see."""
    found = (
        sa.select(Organisation)
        .join(PartnershipOrganisation, PartnershipOrganisation.organisation_id == Organisation.id)
        .join(Partnership, Partnership.id == PartnershipOrganisation.partnership_id)
        .where(Partnership.id == partnership_id, partnership_visible(viewer))
        .order_by(PartnershipOrganisation.id)
    )
    return list(session.scalars(found))
