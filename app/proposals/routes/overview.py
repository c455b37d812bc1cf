"""What a proposal's page shows besides the record itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_login import current_user

from app.core import clock
from app.core.errors import Gap
from app.core.permissions import can, current_viewer
from app.core.session import db
from app.partnerships.models import Partnership
from app.partnerships.rules import may_see
from app.proposals import queries, rules
from app.proposals.lists import tone
from app.proposals.models import (
    OPEN,
    Assessment,
    AssessmentScore,
    Criterion,
    Proposal,
    ProposalState,
)


@dataclass(frozen=True)
class ScoreRow:
    """One criterion with what each assessor says, in the order of the assessors."""

    criterion: Criterion
    scores: list[AssessmentScore | None]


@dataclass(frozen=True)
class Step:
    """A verb that this viewer may do now, and where."""

    move: rules.Move
    url: str
    is_next: bool


@dataclass(frozen=True)
class Overview:
    """``mine`` is the viewer's own assessment, ``table`` the scores once both are in."""

    tone: str
    demands: list[Gap]
    steps: list[Step]
    may_edit: bool
    may_ask: bool
    mine: Assessment | None
    table: list[ScoreRow]
    fit_passes: bool
    answer_by: date
    is_late: bool
    could_leave: Partnership | None
    partnership: Partnership | None

    @property
    def missing(self) -> int:
        return sum(not demand.is_met for demand in self.demands)


def overview_of(proposal: Proposal) -> Overview:
    """Everything around the record that its own row does not hold."""
    scores = queries.list_scores(db.session, proposal.id, current_viewer())
    is_revealed = rules.are_both_in(proposal.assessments)
    is_triaged = proposal.state is ProposalState.TRIAGED
    mine = (each for each in proposal.assessments if each.assessor_id == current_user.id)
    return Overview(
        tone=tone(proposal),
        demands=rules.demands(proposal, scores),
        steps=steps_of(proposal),
        may_edit=can("proposal:handle") and proposal.state in OPEN,
        may_ask=can("proposal:handle") and is_triaged,
        mine=next(mine, None),
        table=_table(proposal, scores) if is_revealed else [],
        fit_passes=rules.fit_passes(scores),
        answer_by=rules.answer_by(proposal.received_on),
        is_late=rules.is_late(proposal, clock.today()),
        could_leave=_seen(proposal.could_leave),
        partnership=_seen(proposal.partnership),
    )


def _seen(partnership: Partnership | None) -> Partnership | None:
    """The partnership where this viewer may know of it."""
    if partnership is None or not may_see(partnership, current_viewer()):
        return None
    return partnership


def steps_of(proposal: Proposal) -> list[Step]:
    """The moves the viewer may make, the one that carries it on first."""
    following = rules.next_move(proposal)
    steps = [
        Step(
            move,
            url_for(f"proposals.{move.verb}", proposal_id=proposal.id),
            move.verb == following,
        )
        for move in rules.allowed_moves(proposal.state)
        if can(move.permission)
    ]
    return sorted(steps, key=lambda step: (not step.is_next, step.move.is_grave))


def _table(proposal: Proposal, scores: Sequence[AssessmentScore]) -> list[ScoreRow]:
    known: dict[tuple[Any, int], AssessmentScore] = {
        (score.criterion, score.assessment_id): score for score in scores
    }
    return [
        ScoreRow(each, [known.get((each, a.id)) for a in proposal.assessments])
        for each in Criterion
    ]
