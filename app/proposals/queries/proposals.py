"""Proposals: one with all its page shows, the list, the board, the index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, joinedload, selectinload, undefer

from app.core.db import Visibility
from app.core.mail import OutgoingMail
from app.core.permissions import Viewer
from app.core.records import get_one
from app.proposals.models import OPEN, Assessment, Proposal, ProposalDocument, Proposer
from app.proposals.models.proposal import proposal_focus_area
from app.strategy.models import Goal

BOARD = 100


def visible(viewer: Viewer) -> sa.ColumnElement[bool]:
    """Restricted ones show to coordinators, their unit, and whoever has a part in them."""
    if viewer.sees_restricted:
        return sa.true()
    # Another name for the table, so that a query that joins it may ask this as well.
    own = aliased(Assessment)
    assessed = sa.select(own.proposal_id).where(own.assessor_id == viewer.user_id)
    reasons = [
        Proposal.visibility != Visibility.RESTRICTED,
        Proposal.handler_id == viewer.user_id,
        Proposal.submitted_by_id == viewer.user_id,
        Proposal.id.in_(assessed),
    ]
    if viewer.unit_id is not None:
        reasons.append(Proposal.unit_id == viewer.unit_id)
    return sa.or_(*reasons)


def get_proposal(
    session: Session, proposal_id: int, viewer: Viewer, lock: bool = False
) -> Proposal:
    """The proposal with all its page shows but scores and the person, else NotFound.

    ``lock`` takes the row first and reads it afterwards, with what others wrote meanwhile.
    """
    wanted = Proposal.id == proposal_id
    if lock:
        get_one(session, sa.select(Proposal).where(wanted), lock=True)
    assessments = selectinload(Proposal.assessments)
    options = (
        joinedload(Proposal.organisation),
        joinedload(Proposal.submitted_by),
        joinedload(Proposal.handler),
        joinedload(Proposal.recommended_by),
        joinedload(Proposal.unit),
        joinedload(Proposal.could_leave),
        joinedload(Proposal.partnership),
        joinedload(Proposal.focus_areas),
        joinedload(Proposal.objectives),
        joinedload(Proposal.goals).joinedload(Goal.strategy),
        joinedload(Proposal.documents).joinedload(ProposalDocument.attachment),
        undefer(Proposal.giver_name),
        assessments.joinedload(Assessment.assessor),
        assessments.undefer(Assessment.giver_name),
    )
    found = sa.select(Proposal).where(wanted, visible(viewer)).options(*options)
    return get_one(session, found.execution_options(populate_existing=lock))


def get_proposer(session: Session, proposal_id: int) -> Proposer:
    """The person behind a proposal; ask only for somebody who may know."""
    return get_one(session, sa.select(Proposer).where(Proposer.proposal_id == proposal_id))


def get_proposer_and_letters(
    session: Session, proposal_id: int
) -> tuple[Proposer, list[OutgoingMail]]:
    """The same with our letters to that person, newest first, in one statement."""
    about = OutgoingMail.entity_type == "proposal", OutgoingMail.entity_id == Proposer.proposal_id
    found = (
        sa.select(Proposer, OutgoingMail)
        .outerjoin(OutgoingMail, sa.and_(*about))
        .where(Proposer.proposal_id == proposal_id)
        .order_by(OutgoingMail.id.desc())
    )
    rows: list[Any] = list(session.execute(found))
    return rows[0][0], [letter for _proposer, letter in rows if letter is not None]


def get_document(session: Session, proposal_id: int, document_id: int) -> ProposalDocument:
    """One of a proposal's documents with its file's name and size, else NotFound."""
    found = sa.select(ProposalDocument).where(
        ProposalDocument.id == document_id, ProposalDocument.proposal_id == proposal_id
    )
    return get_one(session, found.options(joinedload(ProposalDocument.attachment)))


def list_proposals(viewer: Viewer) -> sa.Select[Any]:
    """Proposals with handler and unit, for the list."""
    links = joinedload(Proposal.handler), joinedload(Proposal.unit), undefer(Proposal.giver_name)
    return sa.select(Proposal).where(visible(viewer)).options(*links)


def by_focus_area(statement: sa.Select[Any], value: str) -> sa.Select[Any]:
    """Narrow a list to what serves one focus area."""
    link = proposal_focus_area.c
    serving = sa.select(link.proposal_id).where(link.focus_area_id == int(value))
    return statement.where(Proposal.id.in_(serving))


def list_board(session: Session, viewer: Viewer, closed_since: date) -> list[Proposal]:
    """Open proposals, oldest first, and those answered since a day; at most ``BOARD``."""
    shown = sa.or_(Proposal.state.in_(OPEN), Proposal.state_since >= closed_since)
    found = sa.select(Proposal).where(visible(viewer), shown)
    ordered = found.order_by(Proposal.received_on, Proposal.id).limit(BOARD)
    held = joinedload(Proposal.handler), undefer(Proposal.giver_name)
    return list(session.scalars(ordered.options(*held)))


def handled_by(session: Session, user_id: int) -> list[Proposal]:
    """Open proposals that this person handles."""
    found = sa.select(Proposal).where(Proposal.handler_id == user_id, Proposal.state.in_(OPEN))
    return list(session.scalars(found.order_by(Proposal.received_on, Proposal.id)))


def lock_proposals(session: Session, ids: Sequence[int]) -> list[Proposal]:
    """Those of these proposals that are open, held until the transaction ends."""
    found = sa.select(Proposal).where(Proposal.id.in_(ids), Proposal.state.in_(OPEN))
    locked = found.order_by(Proposal.id).with_for_update(of=Proposal)
    return list(session.scalars(locked.execution_options(populate_existing=True)))


def for_index(session: Session, ids: Sequence[int]) -> list[Proposal]:
    """Proposals with what their search documents show."""
    return list(session.scalars(_with_document().where(Proposal.id.in_(ids))))


def get_by_reference(session: Session, reference: str, viewer: Viewer) -> Proposal:
    """The proposal of a reference number, else NotFound."""
    return get_one(
        session, sa.select(Proposal).where(Proposal.reference == reference, visible(viewer))
    )


def with_organisations(session: Session, ids: Sequence[int]) -> list[Proposal]:
    """Proposals of these organisations with what their search documents show."""
    return list(session.scalars(_with_document().where(Proposal.organisation_id.in_(ids))))


def all_for_search(session: Session) -> Iterator[Proposal]:
    """Every proposal with what its search document shows."""
    found = _with_document().order_by(Proposal.id)
    yield from session.scalars(found.execution_options(yield_per=500))


def _with_document() -> sa.Select[Any]:
    files = selectinload(Proposal.documents).joinedload(ProposalDocument.attachment)
    links = selectinload(Proposal.focus_areas), joinedload(Proposal.organisation)
    return sa.select(Proposal).options(*links, files)
