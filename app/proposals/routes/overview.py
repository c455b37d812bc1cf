"""What a proposal's page shows besides the record itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_login import current_user

from app.core import audit, clock
from app.core.errors import Gap
from app.core.i18n import _
from app.core.navigation import Step
from app.core.permissions import can, current_viewer
from app.core.session import db
from app.partnerships.models import Partnership
from app.partnerships.rules import may_see
from app.proposals import queries, rules
from app.proposals.lists import tone
from app.proposals.models import (
    ASSESSMENTS,
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
class Demand:
    """What the next step needs; ``url`` is where this viewer can see to it."""

    label: Any
    is_met: bool
    url: str


@dataclass(frozen=True)
class Overview:
    """``mine`` is the viewer's own assessment, ``table`` the scores once both are in."""

    tone: str
    demands: list[Demand]
    steps: list[Step]
    waits_for: str
    may_edit: bool
    may_ask: bool
    mine: Assessment | None
    table: list[ScoreRow]
    fit_passes: bool
    answer_by: date
    is_late: bool
    could_leave: Partnership | None
    partnership: Partnership | None
    withdrawn_because: str


def overview_of(proposal: Proposal) -> Overview:
    """Everything around the record that its own row does not hold."""
    scores = queries.list_scores(db.session, proposal.id, current_viewer())
    is_revealed = rules.are_both_in(proposal.assessments)
    is_triaged = proposal.state is ProposalState.TRIAGED
    mine = (each for each in proposal.assessments if each.assessor_id == current_user.id)
    return Overview(
        tone=tone(proposal),
        demands=[_demand(proposal, gap) for gap in rules.demands(proposal, scores)],
        steps=steps_of(proposal),
        waits_for=_waits_for(proposal),
        may_edit=can("proposal:handle") and proposal.state in OPEN,
        may_ask=can("proposal:handle") and is_triaged,
        mine=next(mine, None),
        table=_table(proposal, scores) if is_revealed else [],
        fit_passes=rules.fit_passes(scores),
        answer_by=rules.answer_by(proposal.received_on),
        is_late=rules.is_late(proposal, clock.today()),
        could_leave=_seen(proposal.could_leave),
        partnership=_seen(proposal.partnership),
        withdrawn_because=_withdrawn_because(proposal),
    )


def _withdrawn_because(proposal: Proposal) -> str:
    """Why it was taken back; nothing changes a proposal after that."""
    if proposal.state is not ProposalState.WITHDRAWN:
        return ""
    last = audit.last_change(db.session, *proposal.audit_subject())
    return last.reason if last else ""


def _seen(partnership: Partnership | None) -> Partnership | None:
    """The partnership where this viewer may know of it."""
    if partnership is None or not may_see(partnership, current_viewer()):
        return None
    return partnership


def steps_of(proposal: Proposal) -> list[Step]:
    """The moves the viewer may make, the one that carries it on first."""
    following = rules.next_move(proposal)
    steps = [
        Step(move.label, _url(proposal, move.verb), move.verb == following, move.is_grave)
        for move in rules.allowed_moves(proposal)
        if can(move.permission)
    ]
    if _lacks_assessors(proposal) and can("proposal:handle"):
        steps.append(Step(_("Ask for an assessment"), _url(proposal, "ask_assessor"), True))
    return sorted(steps, key=lambda step: (not step.is_next, step.is_grave))


def _lacks_assessors(proposal: Proposal) -> bool:
    is_triaged = proposal.state is ProposalState.TRIAGED
    return is_triaged and len(proposal.assessments) < ASSESSMENTS


def _url(proposal: Proposal, endpoint: str) -> str:
    return url_for(f"proposals.{endpoint}", proposal_id=proposal.id)


# Where each thing that is demanded is seen to: the page, what it takes, the field.
PLACES = {
    "handler": ("triage", "proposal:handle", "handler_id"),
    "unit": ("triage", "proposal:handle", "unit_id"),
    "asked": ("ask_assessor", "proposal:handle", "assessor_id"),
    "goal": ("edit_proposal", "proposal:handle", "goals"),
    "rationale": ("edit_proposal", "proposal:handle", "rationale"),
    "leave": ("recommend", "proposal:handle", "could_leave_id"),
    "decision": ("decide", "proposal:decide", "decision"),
    "partner": ("convert", "proposal:decide", "organisation_id"),
}


def _demand(proposal: Proposal, gap: Gap) -> Demand:
    endpoint, permission, field = PLACES.get(gap.code, ("", "", ""))
    is_open = bool(endpoint) and not gap.is_met and can(permission)
    return Demand(gap.label, gap.is_met, f"{_url(proposal, endpoint)}#{field}" if is_open else "")


def _waits_for(proposal: Proposal) -> str:
    """Whose turn it is, where it is not this viewer's."""
    following = rules.next_move(proposal)
    if following:
        move = rules.MOVES[following]
        handled = _("It waits for whoever handles it: %(step)s.", step=move.label)
        decided = _("It waits for a manager: %(step)s.", step=move.label)
        told = decided if move.permission == "proposal:decide" else handled
        return "" if can(move.permission) else told
    if proposal.state is ProposalState.TRIAGED and not _lacks_assessors(proposal):
        return _("It waits for the assessors.")
    return ""


def _table(proposal: Proposal, scores: Sequence[AssessmentScore]) -> list[ScoreRow]:
    known: dict[tuple[Any, int], AssessmentScore] = {
        (score.criterion, score.assessment_id): score for score in scores
    }
    return [
        ScoreRow(each, [known.get((each, a.id)) for a in proposal.assessments])
        for each in Criterion
    ]
