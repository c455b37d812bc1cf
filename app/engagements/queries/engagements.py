"""Engagements one by one, as a list, and what a new one may repeat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, load_only, selectinload
from sqlalchemy.sql.base import ExecutableOption

from app.core.attachments import Attachment
from app.core.permissions import EVERYTHING, Viewer
from app.core.records import get_one, load_links
from app.engagements.models import (
    Engagement,
    EngagementContact,
    EngagementDocument,
    EngagementState,
    FollowUp,
    engagement_organisation,
    engagement_user,
)
from app.engagements.queries.visibility import visible_to
from app.organisations.models import Affiliation, Organisation
from app.partnerships.models import Partnership
from app.partnerships.queries import visible
from app.users.models import User


def load_lines(session: Session, found: sa.Select[Any], *collections: Any) -> list[Engagement]:
    """Engagements as the lines of a timeline show them, in two statements.

    Of their own columns only what a line shows, because notes are long; and their organisations or
    people with nothing but the name.
    """
    own = (Engagement.type, Engagement.state, Engagement.starts_on, Engagement.summary)
    lines = list(session.scalars(found.options(load_only(*own, raiseload=True))))
    names = [load_only(Organisation.name, Organisation.name_folded), load_only(User.name)]
    load_links(session, lines, *collections, options=names[: len(collections)])
    return lines


def full() -> list[ExecutableOption]:
    """Everything the page of an engagement shows, but its links to other records."""
    contact = selectinload(Engagement.contacts)
    return [
        joinedload(Engagement.partnership),
        joinedload(Engagement.unit),
        joinedload(Engagement.created_by),
        joinedload(Engagement.results),
        contact.joinedload(EngagementContact.contact),
        contact.joinedload(EngagementContact.affiliation).joinedload(Affiliation.organisation),
        selectinload(Engagement.media),
        selectinload(Engagement.travel),
        selectinload(Engagement.documents).joinedload(EngagementDocument.attachment),
        selectinload(Engagement.follow_ups).joinedload(FollowUp.assignee),
    ]


def get_engagement(
    session: Session, engagement_id: int, viewer: Viewer = EVERYTHING, lock: bool = False
) -> Engagement:
    """One engagement with everything on its page, else NotFound."""
    statement = sa.select(Engagement).where(Engagement.id == engagement_id, visible_to(viewer))
    if lock:
        # The row is held first; the page's outer joins cannot be locked on PostgreSQL.
        get_one(session, statement, lock=True)
    whole = statement.options(*full()).execution_options(populate_existing=lock)
    return _with_links(session, get_one(session, whole))


def find_engagement(session: Session, engagement_id: int, viewer: Viewer) -> Engagement | None:
    """One engagement with everything on its page, or None."""
    statement = sa.select(Engagement).where(Engagement.id == engagement_id, visible_to(viewer))
    found = session.scalars(statement.options(*full())).unique().one_or_none()
    return None if found is None else _with_links(session, found)


def _with_links(session: Session, engagement: Engagement) -> Engagement:
    load_links(
        session,
        [engagement],
        Engagement.organisations,
        Engagement.people,
        Engagement.objectives,
        Engagement.focus_areas,
    )
    return engagement


def select_rows(viewer: Viewer) -> sa.Select[Any]:
    """Engagements as a list shows them; the partnership's columns are empty where it may not be
    seen."""
    columns: tuple[Any, ...] = (
        Engagement.id,
        Engagement.summary,
        Engagement.starts_on,
        Engagement.type,
        Engagement.state,
        Partnership.id.label("partnership_id"),
        Partnership.name.label("partnership_name"),
        Partnership.name_folded,
    )
    theirs = sa.and_(Partnership.id == Engagement.partnership_id, visible(viewer))
    rows = sa.select(*columns).select_from(Engagement).outerjoin(Partnership, theirs)
    return rows.where(visible_to(viewer))


def organisation_names(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Engagement → the names of its organisations, in their order, in one statement."""
    link = engagement_organisation.c
    statement = (
        sa.select(link.engagement_id, Organisation.name)
        .join(Organisation, Organisation.id == link.organisation_id)
        .where(link.engagement_id.in_(ids))
        .order_by(Organisation.name_folded)
    )
    names: dict[int, list[str]] = {}
    for engagement_id, name in session.execute(statement):
        names.setdefault(engagement_id, []).append(name)
    return {number: ", ".join(found) for number, found in names.items()}


def taken_part(user_id: int) -> Any:
    """Engagements that somebody logged or took part in."""
    took_part = sa.select(engagement_user.c.engagement_id).where(
        engagement_user.c.user_id == user_id
    )
    return sa.or_(Engagement.created_by_id == user_id, Engagement.id.in_(took_part))


def serves(focus_area_id: int) -> Any:
    """Engagements within a focus area."""
    return Engagement.focus_areas.any(id=focus_area_id)


def with_kind(kind: str) -> Any:
    """Engagements of partnerships of one kind."""
    ids = sa.select(Partnership.id).where(Partnership.kind == kind)
    return Engagement.partnership_id.in_(ids)


def recent(session: Session, viewer: Viewer, limit: int = 5) -> list[Engagement]:
    """What was held last, for the home page."""
    statement = (
        sa.select(Engagement)
        .where(Engagement.state == EngagementState.HELD, visible_to(viewer))
        .order_by(Engagement.starts_on.desc(), Engagement.id.desc())
        .limit(limit)
    )
    return load_lines(session, statement, Engagement.organisations)


def possible_duplicates(
    session: Session,
    viewer: Viewer,
    day: date,
    organisation_ids: Sequence[int],
    user_ids: Sequence[int],
    contact_ids: Sequence[int] = (),
) -> list[Engagement]:
    """Engagements of the same day with an organisation and a participant in common."""
    if not organisation_ids or not (user_ids or contact_ids):
        return []
    # The day in the links' indexes leaves a handful, also of those who meet every day.
    link, person, contact = (
        engagement_organisation.c,
        engagement_user.c,
        EngagementContact.__table__.c,
    )
    met = sa.select(link.engagement_id).where(
        link.organisation_id.in_(organisation_ids), link.starts_on == day
    )
    people = sa.select(person.engagement_id).where(
        person.user_id.in_(user_ids), person.starts_on == day
    )
    contacts = sa.select(contact.engagement_id).where(
        contact.contact_id.in_(contact_ids), contact.starts_on == day
    )
    statement = sa.select(Engagement).where(
        Engagement.starts_on == day,
        Engagement.state != EngagementState.CANCELLED,
        Engagement.id.in_(met),
        sa.or_(Engagement.id.in_(people), Engagement.id.in_(contacts)),
        visible_to(viewer),
    )
    return list(session.scalars(statement.order_by(Engagement.id).limit(5)))


def _for_search() -> tuple[ExecutableOption, ...]:
    """What a search document is made of."""
    files = selectinload(Engagement.documents).joinedload(EngagementDocument.attachment)
    return (
        selectinload(Engagement.organisations),
        selectinload(Engagement.focus_areas),
        files.load_only(Attachment.filename),
    )


def engagements_with(session: Session, organisation_ids: Sequence[int]) -> list[Engagement]:
    """Engagements with any of these organisations, as their search documents need them."""
    with_any = Engagement.organisations.any(Organisation.id.in_(organisation_ids))
    statement = sa.select(Engagement).where(with_any).order_by(Engagement.id)
    return list(session.scalars(statement.options(*_for_search())))


def all_for_search(session: Session) -> Iterator[Engagement]:
    """Every engagement as its search document needs it, a thousand at a time."""
    statement = (
        sa.select(Engagement)
        .options(*_for_search())
        .order_by(Engagement.id)
        .execution_options(yield_per=1000)
    )
    yield from session.scalars(statement)
