"""From the recommendation to the answer: decided, converted, declined, withdrawn."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor
from app.core.errors import Refused
from app.core.i18n import _, _l
from app.core.permissions import EVERYTHING
from app.core.records import Values, assign
from app.partnerships import services as partnerships
from app.proposals import queries, rules
from app.proposals.models import Proposal, ProposalState, Verdict
from app.proposals.services.moving import demand_source, moving
from app.proposals.services.organisation import settle_organisation

DECISION = frozenset({"decision", "decision_body", "decided_on", "case_number", "decision_section"})

RECOMMENDATION = frozenset(
    {"recommendation", "recommendation_text", "could_leave_id", "could_leave_note"}
)


def recommend(session: Session, proposal: Proposal, values: Values, *, actor: Actor) -> None:
    """Assessed → recommended: ``recommendation`` and ``recommendation_text``.

    Acceptance is refused where the strategic fit fails or anything else demanded is missing.
    """
    if not values.get("recommendation"):
        raise Refused(_l("Choose what you recommend."), field="recommendation")
    if not values.get("recommendation_text", "").strip():
        raise Refused(_l("Write why you recommend it."), field="recommendation_text")
    with moving(session, proposal, "recommend", actor):
        assign(proposal, values, RECOMMENDATION)
        if proposal.recommendation is Verdict.ACCEPT:
            _demand_acceptable(session, proposal)
        proposal.recommended_by_id = actor.id


def _demand_acceptable(session: Session, proposal: Proposal) -> None:
    scores = queries.list_scores(session, proposal.id, EVERYTHING)
    gaps = [gap for gap in rules.acceptance_gaps(proposal, scores) if not gap.is_met]
    if gaps:
        raise Refused(_l("It cannot be recommended for acceptance. This is missing:"), gaps)


def decide(session: Session, proposal: Proposal, values: Values, *, actor: Actor) -> None:
    """Recommended → decided: ``decision``, ``decision_body``, ``decided_on``, ``case_number``,
    ``decision_section``."""
    if not values.get("decision"):
        raise Refused(_l("Choose what was decided."), field="decision")
    if not values.get("decision_body", "").strip():
        raise Refused(_l("Write who decided, such as City Board."), field="decision_body")
    if values.get("decided_on") is None:
        raise Refused(_l("Enter the day of the decision."), field="decided_on")
    if values["decided_on"] > clock.today():
        raise Refused(_l("The decision may not lie ahead."), field="decided_on")
    with moving(session, proposal, "decide", actor):
        assign(proposal, values, DECISION)


def convert(session: Session, proposal: Proposal, values: Values, *, actor: Actor) -> Any:
    """Decided → converted; gives the partnership it became, which is approved.

    ``values``: ``name``, ``owner_id``, and ``organisation_id`` or ``organisation_kind`` where the
    proposing organisation is not in the register yet. Goals with the rationale, objectives, focus
    areas, documents and the decision go along.
    """
    demand_source(proposal, "convert")
    if proposal.decision is not Verdict.ACCEPT:
        raise Refused(_l("The decision was not to accept it."))
    settle_organisation(session, proposal, values, "proposal.update", actor=actor)
    made = partnerships.create_partnership(
        session, proposal.kind, _partnership_values(proposal, values), actor=actor
    )
    reason = _("From proposal %(reference)s", reference=proposal.reference)
    partnerships.assess(session, made, reason, actor=actor)
    partnerships.approve(session, made, reason, actor=actor)
    with moving(session, proposal, "convert", actor):
        proposal.partnership_id = made.id
    files = [document.attachment for document in proposal.documents]
    if files:
        partnerships.adopt_documents(session, made, files, actor=actor)
    return made


def _partnership_values(proposal: Proposal, values: Values) -> dict[str, Any]:
    organisation = proposal.organisation
    return {
        "name": values.get("name") or proposal.title,
        "summary": proposal.what,
        "partners": [organisation.id] if organisation is not None else [],
        "owner_id": values.get("owner_id"),
        "unit_id": proposal.unit_id,
        "alignments": [
            {"goal_id": goal.id, "rationale": proposal.rationale} for goal in proposal.goals
        ],
        "objectives": [objective.id for objective in proposal.objectives],
        "focus_areas": [area.id for area in proposal.focus_areas],
        "decision_body": proposal.decision_body,
        "decided_on": proposal.decided_on,
        "case_number": proposal.case_number,
        "decision_section": proposal.decision_section,
        "visibility": proposal.visibility,
        "is_demonstration": values.get("is_demonstration", False),
        "origin": proposal.reference,
        "source": _("Proposal %(reference)s", reference=proposal.reference),
        "evidence_on": proposal.decided_on,
    }


def decline(session: Session, proposal: Proposal, values: Values, *, actor: Actor) -> None:
    """Open → declined, with ``decline_reason`` and, where there is another way,
    ``alternative``."""
    if proposal.state is ProposalState.DECIDED and proposal.decision is Verdict.ACCEPT:
        raise Refused(_l("The decision was to accept it."))
    reason = values.get("decline_reason", "").strip()
    if not reason:
        raise Refused(_l("Write the reason for the answer."), field="decline_reason")
    with moving(session, proposal, "decline", actor, reason):
        proposal.decline_reason = reason
        proposal.alternative = values.get("alternative", "").strip()


def withdraw(session: Session, proposal: Proposal, reason: str, *, actor: Actor) -> None:
    """Open → withdrawn: whoever proposed it has taken it back."""
    if not reason.strip():
        raise Refused(_l("Write the reason; it stays in the history."), field="reason")
    with moving(session, proposal, "withdraw", actor, reason.strip()):
        pass
