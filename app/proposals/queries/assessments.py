"""Assessments: scores are read here alone, and nobody reads another's before both are in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload, selectinload

from app.core.audit import Change
from app.core.permissions import Viewer
from app.core.records import get_one
from app.proposals.models import (
    ASSESSMENTS,
    OPEN,
    Assessment,
    AssessmentScore,
    Proposal,
    ProposalState,
    Proposer,
)
from app.proposals.queries.proposals import visible

ASKED = ("assessment.ask", "assessment.release", "assessment.hand_over")


def may_be_read(viewer: Viewer) -> sa.ColumnElement[bool]:
    """One's own assessment always, others' once both have been handed in."""
    other = aliased(Assessment)
    handed_in = (
        sa.select(sa.func.count())
        .where(other.proposal_id == Assessment.proposal_id, other.submitted_on.is_not(None))
        .scalar_subquery()
    )
    return sa.or_(Assessment.assessor_id == viewer.user_id, handed_in >= ASSESSMENTS)


def list_scores(session: Session, proposal_id: int, viewer: Viewer) -> list[AssessmentScore]:
    """The scores of a proposal that the viewer may read now, with their assessment."""
    found = (
        sa.select(AssessmentScore)
        .join(AssessmentScore.assessment)
        .where(Assessment.proposal_id == proposal_id, may_be_read(viewer))
        .options(contains_eager(AssessmentScore.assessment))
        .order_by(Assessment.place)
    )
    return list(session.scalars(found))


def find_assessment(session: Session, proposal_id: int, assessor_id: int) -> Assessment | None:
    """Somebody's own assessment of a proposal with its scores, or None when not asked."""
    found = sa.select(Assessment).where(
        Assessment.proposal_id == proposal_id, Assessment.assessor_id == assessor_id
    )
    return session.scalars(found.options(selectinload(Assessment.scores))).one_or_none()


def get_assessment(session: Session, proposal_id: int, assessment_id: int) -> Assessment:
    """One of a proposal's assessments with its assessor, without scores, else NotFound."""
    found = sa.select(Assessment).where(
        Assessment.id == assessment_id, Assessment.proposal_id == proposal_id
    )
    return get_one(session, found.options(joinedload(Assessment.assessor)))


def get_proposal_id(session: Session, assessment_id: int) -> int:
    """The number of the proposal that an assessment is of, else NotFound."""
    return get_one(session, sa.select(Assessment).where(Assessment.id == assessment_id)).proposal_id


def assessments_owed(session: Session, user_id: int) -> list[tuple[Assessment, str]]:
    """What this person was asked to assess and has not handed in, with the proposals' titles."""
    found = (
        sa.select(Assessment, Proposal.title)
        .join(Proposal, Proposal.id == Assessment.proposal_id)
        .where(
            Assessment.assessor_id == user_id,
            Assessment.submitted_on.is_(None),
            Proposal.state == ProposalState.TRIAGED,
        )
        .order_by(Assessment.due_on, Assessment.id)
    )
    return [(assessment, title) for assessment, title in session.execute(found)]


def lock_owed(
    session: Session, ids: Sequence[int], assessor_id: int
) -> list[tuple[Assessment, Proposal, str]]:
    """Those of these assessments that this person still owes, held, with the proposer's e-mail."""
    held = (
        sa.select(Assessment)
        .where(
            Assessment.id.in_(ids),
            Assessment.assessor_id == assessor_id,
            Assessment.submitted_on.is_(None),
        )
        .order_by(Assessment.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    owed = {each.proposal_id: each for each in session.scalars(held)}
    found = (
        sa.select(Proposal, Proposer.email)
        .join(Proposer, Proposer.proposal_id == Proposal.id)
        .where(Proposal.id.in_(owed))
        .options(selectinload(Proposal.assessments))
    )
    return [(owed[each.id], each, email) for each, email in session.execute(found)]


def history_changes(session: Session, proposal_id: int, viewer: Viewer) -> list[Change]:
    """The history of a proposal, newest first, with those assessments that may be read.

    Of the others it tells only who was asked.
    """
    own = sa.and_(Change.entity_type == "proposal", Change.entity_id == proposal_id)
    of_it = sa.select(Assessment.id).where(Assessment.proposal_id == proposal_id)
    readable = of_it.where(may_be_read(viewer))
    told = sa.or_(Change.entity_id.in_(readable), Change.action.in_(ASKED))
    parts = sa.and_(Change.entity_type == "assessment", Change.entity_id.in_(of_it), told)
    found = sa.select(Change).where(sa.or_(own, parts)).order_by(Change.id.desc()).limit(200)
    return list(session.scalars(found))


def waiting_for(
    session: Session, viewer: Viewer, *, handles: bool, decides: bool, limit: int = 8
) -> list[tuple[Proposal, Assessment | None]]:
    """Proposals that wait for this person, oldest first, with their assessment to write.

    An officer is waited for by whatever came in and by what they handle, a manager by what is
    recommended, an assessor by what they were asked.
    """
    mine = sa.and_(
        Assessment.proposal_id == Proposal.id,
        Assessment.assessor_id == viewer.user_id,
        Assessment.submitted_on.is_(None),
    )
    to_assess = sa.and_(Assessment.id.is_not(None), Proposal.state == ProposalState.TRIAGED)
    reasons: list[Any] = [to_assess]
    if handles:
        carried_on = OPEN - {ProposalState.RECEIVED, ProposalState.RECOMMENDED}
        reasons.append(Proposal.state == ProposalState.RECEIVED)
        reasons.append(
            sa.and_(Proposal.handler_id == viewer.user_id, Proposal.state.in_(carried_on))
        )
    if decides:
        waiting = (ProposalState.RECOMMENDED, ProposalState.DECIDED)
        reasons.append(Proposal.state.in_(waiting))
    found = (
        sa.select(Proposal, Assessment)
        .outerjoin(Assessment, mine)
        .where(visible(viewer), sa.or_(*reasons))
        .order_by(Proposal.received_on, Proposal.id)
        .limit(limit)
    )
    return [(proposal, assessment) for proposal, assessment in session.execute(found)]
