"""Around a visit: earlier ones of the same body, what the log has, what was promised."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, load_only, selectinload

from app.core.i18n import choice
from app.core.permissions import Viewer
from app.core.records import of_two_kinds
from app.engagements.models import (
    Engagement,
    EngagementState,
    EngagementType,
    FollowUp,
    engagement_organisation,
)
from app.engagements.queries.follow_ups import open_promises_of, shown, soonest
from app.engagements.queries.visibility import follow_up_visible_to, visible_to
from app.knowledge.queries.around import Beside, Line, about_organisation, line_of
from app.visits.models import BOOKED, Visit, VisitState
from app.visits.queries.visits import visible
from app.visits.rules import same_topic_since

SHOWN = 12
# Visits asked for, on the pages of organisations and partnerships.
VISIT, ASKED = "visit", 6
# So far from the agreed day an engagement may be the visit that was held.
NEAR = timedelta(days=14)


def _of_body(visit: Visit) -> sa.Select[Any]:
    """Numbers of the incoming visits of the log with the same organisation."""
    link = engagement_organisation.c
    return sa.select(link.engagement_id).where(link.organisation_id == visit.organisation_id)


def earlier_visits(session: Session, visit: Visit, viewer: Viewer) -> list[Engagement]:
    """Visits of the same body that the log has held within two years before, newest first."""
    if visit.organisation_id is None:
        return []
    found = (
        sa.select(Engagement)
        .where(
            Engagement.id.in_(_of_body(visit)),
            Engagement.type == EngagementType.INCOMING_VISIT,
            Engagement.state == EngagementState.HELD,
            Engagement.starts_on.between(same_topic_since(visit.starts_on), visit.starts_on),
            visible_to(viewer),
        )
        .options(selectinload(Engagement.focus_areas))
        .order_by(Engagement.starts_on.desc(), Engagement.id.desc())
        .limit(SHOWN)
    )
    if visit.engagement_id is not None:
        found = found.where(Engagement.id != visit.engagement_id)
    return list(session.scalars(found))


def other_visits(session: Session, visit: Visit, viewer: Viewer) -> list[Visit]:
    """Other visits of the same body, by number or by name, that are to take place within two years
    of it; those that were held are in the log."""
    same = [Visit.organisation_folded == visit.organisation_folded]
    if visit.organisation_id is not None:
        same.append(Visit.organisation_id == visit.organisation_id)
    span = visit.starts_on - same_topic_since(visit.starts_on)
    found = (
        sa.select(Visit)
        .where(
            Visit.id != visit.id,
            sa.or_(*same),
            Visit.state.in_(BOOKED),
            Visit.engagement_id.is_(None),
            Visit.starts_on.between(visit.starts_on - span, visit.starts_on + span),
            visible(viewer),
        )
        .options(selectinload(Visit.focus_areas))
        .order_by(Visit.starts_on.desc(), Visit.id.desc())
        .limit(SHOWN)
    )
    return list(session.scalars(found))


def logged_near(session: Session, visit: Visit, viewer: Viewer) -> list[Engagement]:
    """What the log has about the same days that may be this visit, and belongs to no other."""
    if visit.organisation_id is None:
        return []
    taken = sa.select(Visit.engagement_id).where(Visit.engagement_id.is_not(None))
    found = (
        sa.select(Engagement)
        .where(
            Engagement.id.in_(_of_body(visit)),
            Engagement.type == EngagementType.INCOMING_VISIT,
            Engagement.state == EngagementState.HELD,
            Engagement.starts_on.between(visit.starts_on - NEAR, visit.starts_on + NEAR),
            Engagement.id.not_in(taken),
            visible_to(viewer),
        )
        .order_by(Engagement.starts_on, Engagement.id)
        .limit(SHOWN)
    )
    return list(session.scalars(found))


def promises_after(session: Session, engagement_id: int, viewer: Viewer) -> list[FollowUp]:
    """What was promised at the visit, whoever promised it."""
    found = sa.select(FollowUp).where(
        FollowUp.engagement_id == engagement_id, follow_up_visible_to(viewer)
    )
    return list(session.scalars(found.order_by(FollowUp.due_on, FollowUp.id)))


def around_organisation(
    session: Session, organisation_id: int, viewer: Viewer
) -> tuple[list[Line], list[Line]]:
    """Visits of the organisation that the log does not have, the latest first; and what was learned
    and noted about it. Both in one statement: its page has none to spare."""
    asked = _asked(viewer, Visit.organisation_id == organisation_id)
    beside = Beside(VISIT, asked, VisitState, ASKED)
    lines = about_organisation(session, organisation_id, viewer, beside)
    visits = [line for line in lines if line.kind == VISIT]
    return visits, [line for line in lines if line.kind != VISIT]


def around_partnership(
    session: Session, partnership_id: int, viewer: Viewer, promises: int
) -> tuple[list[FollowUp], list[Line]]:
    """At most so many promises still open under a partnership, the most urgent first; and its
    visits that the log does not have, the latest first. Both in one statement."""
    # What a row shows is joined to those that are shown, not to all of them.
    asked = _asked(viewer, Visit.partnership_id == partnership_id).subquery()
    open_ones, visits = of_two_kinds(
        session,
        FollowUp,
        soonest(open_promises_of(partnership_id, viewer)).limit(promises),
        Visit,
        sa.select(asked.c.number),
        options=[*shown(viewer), load_only(Visit.title, Visit.starts_on, Visit.state)],
        order_by=[
            FollowUp.due_on.asc().nulls_last(),
            FollowUp.id,
            Visit.starts_on.desc(),
            Visit.id,
        ],
    )
    return open_ones, [
        Line(VISIT, visit.id, visit.title, visit.starts_on, choice(visit.state)) for visit in visits
    ]


def _asked(viewer: Viewer, whose: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """Visits that are no engagement yet, or never became one."""
    lines = line_of(VISIT, Visit, Visit.starts_on, Visit.state)
    return (
        lines.where(whose, Visit.engagement_id.is_(None), visible(viewer))
        .order_by(Visit.starts_on.desc(), Visit.id.desc())
        .limit(ASKED)
    )
