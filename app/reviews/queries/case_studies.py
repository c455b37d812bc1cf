"""Case studies, and what they are told from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, defer, joinedload, selectinload

from app.core.db import Visibility
from app.core.permissions import Viewer
from app.core.records import get_one
from app.engagements.models import Engagement, EngagementState, MediaMention
from app.engagements.queries.visibility import audience
from app.partnerships.models import Alignment, Partnership, PartnershipOrganisation
from app.partnerships.queries import visible
from app.reviews.models import CaseStudy, Review, ReviewState
from app.reviews.queries.behind import RESULTS
from app.reviews.queries.reviews import is_in_force


def may_be_read(viewer: Viewer) -> sa.ColumnElement[bool]:
    """As the partnership; what restricted engagements say of an open one, by coordinators alone."""
    if viewer.sees_restricted:
        return sa.true()
    is_shared = CaseStudy.audience != Visibility.RESTRICTED
    is_restricted = Partnership.visibility == Visibility.RESTRICTED
    return sa.and_(visible(viewer), sa.or_(is_shared, is_restricted))


def _told(load: Any) -> list[Any]:
    """What a telling reads of the partnership: its goals, and its partners by name."""
    partner = PartnershipOrganisation.organisation
    return [
        load.joinedload(Partnership.alignments).joinedload(Alignment.goal),
        load.selectinload(Partnership.partners).joinedload(partner),
    ]


def get_case_study(
    session: Session, case_study_id: int, viewer: Viewer, lock: bool = False
) -> CaseStudy:
    """One case study with its chain and partnership; NotFound where the viewer may not read it."""
    if lock:
        get_one(session, sa.select(CaseStudy).where(CaseStudy.id == case_study_id), lock=True)
    statement = (
        sa.select(CaseStudy)
        .join(CaseStudy.partnership)
        .where(CaseStudy.id == case_study_id, may_be_read(viewer))
        .options(
            joinedload(CaseStudy.steps),
            *_told(contains_eager(CaseStudy.partnership)),
        )
        .execution_options(populate_existing=lock)
    )
    return get_one(session, statement)


def get_told_partnership(session: Session, partnership_id: int, viewer: Viewer) -> Partnership:
    """The partnership as a new case study is told from it, else NotFound."""
    statement = (
        sa.select(Partnership)
        .where(Partnership.id == partnership_id, visible(viewer))
        .options(
            joinedload(Partnership.alignments).joinedload(Alignment.goal),
            selectinload(Partnership.partners).joinedload(PartnershipOrganisation.organisation),
        )
    )
    return get_one(session, statement)


def list_case_studies(
    session: Session, viewer: Viewer, partnership_id: int | None = None, limit: int = 500
) -> list[CaseStudy]:
    """Those of one partnership, or all, by the partnership's name, without their chains."""
    statement = (
        sa.select(CaseStudy)
        .join(CaseStudy.partnership)
        .where(may_be_read(viewer))
        .options(contains_eager(CaseStudy.partnership))
        .order_by(Partnership.name_folded, CaseStudy.id)
        .limit(limit)
    )
    if partnership_id is not None:
        statement = statement.where(CaseStudy.partnership_id == partnership_id)
    return list(session.scalars(statement))


def has_case_study(
    session: Session, partnership_id: int, audience: Visibility, language: str
) -> bool:
    found = sa.select(CaseStudy.id).where(
        CaseStudy.partnership_id == partnership_id,
        CaseStudy.audience == audience,
        CaseStudy.language == language,
    )
    return session.scalar(found) is not None


def held_engagements(
    session: Session, partnership_id: int, widest: Visibility
) -> list[tuple[Engagement, list[str]]]:
    """What took place with a partnership, with the codes of the results, oldest first, for an
    audience; own columns only."""
    statement = (
        sa.select(Engagement, RESULTS)
        .where(
            Engagement.partnership_id == partnership_id,
            Engagement.state == EngagementState.HELD,
            audience(widest),
        )
        .options(defer(Engagement.notes))
        .order_by(Engagement.starts_on, Engagement.id)
    )
    rows: Any = session.execute(statement)
    return [(engagement, sorted((kinds or "").split())) for engagement, kinds in rows]


def media_mentions(
    session: Session, partnership_id: int, widest: Visibility
) -> list[tuple[date, MediaMention]]:
    """Where the press told of it, oldest first, for an audience."""
    statement = (
        sa.select(Engagement.starts_on, MediaMention)
        .join(Engagement, Engagement.id == MediaMention.engagement_id)
        .where(
            Engagement.partnership_id == partnership_id,
            Engagement.state == EngagementState.HELD,
            audience(widest),
        )
        .order_by(Engagement.starts_on, MediaMention.id)
    )
    rows: Any = session.execute(statement)
    return [(on, mention) for on, mention in rows]


def reviews_in_force(session: Session, partnership_id: int) -> Sequence[Review]:
    """The accepted reviews that stand, oldest quarter first, without their figures."""
    statement = (
        sa.select(Review)
        .join(Review.round)
        .where(
            Review.partnership_id == partnership_id,
            Review.state == ReviewState.ACCEPTED,
            is_in_force(),
        )
        .options(contains_eager(Review.round), defer(Review.figures))
    )
    found = session.scalars(statement).all()
    return sorted(found, key=lambda review: review.round.quarter)
