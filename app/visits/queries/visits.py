"""Visits: one with all its page shows, the list, the public calendar, what was turned away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload, selectinload

from app.core.db import Visibility
from app.core.mail import OutgoingMail
from app.core.permissions import Viewer
from app.core.records import get_one
from app.organisations.queries import contact_is_visible
from app.visits.models import (
    AHEAD,
    BOOKED,
    TURNED_AWAY,
    Visit,
    VisitRequester,
    VisitStop,
    visit_focus_area,
)

CALENDAR = 200


def visible(viewer: Viewer) -> sa.ColumnElement[bool]:
    """Restricted ones show to coordinators, their host unit, and whoever has a part in them."""
    if viewer.sees_restricted:
        return sa.true()
    # Another name for the table, so that a query that joins it may ask this as well.
    own = aliased(VisitStop)
    hosting = sa.select(own.visit_id).where(own.host_id == viewer.user_id)
    reasons = [
        Visit.visibility != Visibility.RESTRICTED,
        Visit.handler_id == viewer.user_id,
        Visit.submitted_by_id == viewer.user_id,
        Visit.id.in_(hosting),
    ]
    if viewer.unit_id is not None:
        reasons.append(Visit.unit_id == viewer.unit_id)
    return sa.or_(*reasons)


def get_visit(session: Session, visit_id: int, viewer: Viewer, lock: bool = False) -> Visit:
    """The visit with all its page shows but the person, else NotFound; contacts that the viewer
    may not see are left out where it is only read.

    ``lock`` takes the row first and reads it afterwards, with what others wrote meanwhile.
    """
    wanted = Visit.id == visit_id
    if lock:
        get_one(session, sa.select(Visit).where(wanted), lock=True)
    contacts = Visit.contacts if lock else Visit.contacts.and_(contact_is_visible(viewer))
    options = (
        joinedload(Visit.organisation),
        joinedload(Visit.submitted_by),
        joinedload(Visit.handler),
        joinedload(Visit.unit),
        joinedload(Visit.partnership),
        joinedload(Visit.engagement),
        joinedload(Visit.focus_areas),
        selectinload(contacts),
        selectinload(Visit.stops).joinedload(VisitStop.host),
    )
    found = sa.select(Visit).where(wanted, visible(viewer)).options(*options)
    return get_one(session, found.execution_options(populate_existing=lock))


def get_stop(session: Session, visit_id: int, stop_id: int, lock: bool = False) -> VisitStop:
    """One item of a visit's programme, else NotFound."""
    found = sa.select(VisitStop).where(VisitStop.id == stop_id, VisitStop.visit_id == visit_id)
    return get_one(session, found, lock=lock)


def stops_elsewhere(session: Session, visit: Visit, day: date, viewer: Viewer) -> list[VisitStop]:
    """What other visits still ahead have at some place on a day, as far as the viewer may know of
    them, with those visits; the earliest first."""
    found = (
        sa.select(VisitStop)
        .join(VisitStop.visit)
        .where(
            Visit.state.in_(AHEAD),
            Visit.id != visit.id,
            VisitStop.day == day,
            VisitStop.place != "",
            visible(viewer),
        )
        .options(contains_eager(VisitStop.visit).load_only(Visit.title))
        .order_by(VisitStop.starts_at, VisitStop.id)
    )
    return list(session.scalars(found))


def get_requester(session: Session, visit_id: int) -> VisitRequester:
    """The person behind a request; ask only for somebody who may know."""
    return get_one(session, sa.select(VisitRequester).where(VisitRequester.visit_id == visit_id))


def get_requester_and_letters(
    session: Session, visit_id: int
) -> tuple[VisitRequester, list[OutgoingMail]]:
    """The same with our letters to that person, newest first, in one statement."""
    about = OutgoingMail.entity_type == "visit", OutgoingMail.entity_id == VisitRequester.visit_id
    found = (
        sa.select(VisitRequester, OutgoingMail)
        .outerjoin(OutgoingMail, sa.and_(*about))
        .where(VisitRequester.visit_id == visit_id)
        .order_by(OutgoingMail.id.desc())
    )
    rows: list[Any] = list(session.execute(found))
    return rows[0][0], [letter for _requester, letter in rows if letter is not None]


def list_visits(viewer: Viewer) -> sa.Select[Any]:
    """Visits with handler and host unit, for the list."""
    links = joinedload(Visit.handler), joinedload(Visit.unit)
    return sa.select(Visit).where(visible(viewer)).options(*links)


def by_focus_area(statement: sa.Select[Any], value: str) -> sa.Select[Any]:
    """Narrow a list to visits about one focus area."""
    link = visit_focus_area.c
    about = sa.select(link.visit_id).where(link.focus_area_id == int(value))
    return statement.where(Visit.id.in_(about))


def list_public(session: Session, since: date) -> list[Visit]:
    """What anybody may know: accepted, marked public, and the guests agree; the soonest first."""
    found = (
        sa.select(Visit)
        .where(
            Visit.visibility == Visibility.PUBLIC,
            Visit.allows_calendar,
            Visit.state.in_(BOOKED),
            sa.func.coalesce(Visit.ends_on, Visit.starts_on) >= since,
        )
        .options(joinedload(Visit.unit))
        .order_by(Visit.starts_on, Visit.id)
        .limit(CALENDAR)
    )
    return list(session.scalars(found))


def turned_away(session: Session, viewer: Viewer, first: date, last: date) -> list[Visit]:
    """Requests declined or redirected in these days with their topics, as far as the viewer may
    know of them; newest first."""
    found = (
        sa.select(Visit)
        .where(visible(viewer), *_away(first, last))
        .options(joinedload(Visit.focus_areas))
        .order_by(Visit.state_since.desc(), Visit.id.desc())
    )
    return list(session.scalars(found).unique())


def first_turned_away(session: Session, viewer: Viewer) -> date | None:
    """The day on which the first request was turned away that the viewer may know of."""
    oldest = sa.select(sa.func.min(Visit.state_since))
    return session.scalar(oldest.where(visible(viewer), Visit.state.in_(TURNED_AWAY)))


def turned_away_between(
    session: Session, first: date, last: date, widest: Visibility
) -> list[date]:
    """The days on which requests were turned away that a report for this audience may count."""
    order = list(Visibility)
    told = Visit.visibility.in_(order[: order.index(widest) + 1])
    return list(session.scalars(sa.select(Visit.state_since).where(told, *_away(first, last))))


def _away(first: date, last: date) -> tuple[Any, ...]:
    return Visit.state.in_(TURNED_AWAY), Visit.state_since.between(first, last)


def for_index(session: Session, ids: Sequence[int]) -> list[Visit]:
    """Visits with what their search documents show."""
    return list(session.scalars(_with_document().where(Visit.id.in_(ids))))


def with_organisations(session: Session, ids: Sequence[int]) -> list[Visit]:
    """Visits of these organisations with what their search documents show."""
    return list(session.scalars(_with_document().where(Visit.organisation_id.in_(ids))))


def all_for_search(session: Session) -> Iterator[Visit]:
    """Every visit with what its search document shows."""
    found = _with_document().order_by(Visit.id)
    yield from session.scalars(found.execution_options(yield_per=500))


def _with_document() -> sa.Select[Any]:
    links = selectinload(Visit.focus_areas), joinedload(Visit.organisation)
    return sa.select(Visit).options(*links)
