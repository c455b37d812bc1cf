"""Proposals at any point of their way."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from app.core.audit import SYSTEM
from app.core.permissions import EVERYTHING
from app.core.session import Session
from app.partnerships.models import PartnershipKind
from app.proposals import queries, services
from app.proposals.models import Channel, Criterion, Proposal, Verdict
from app.users.models import User
from tests.factories.organisations import make_organisation
from tests.factories.strategy import make_goal
from tests.factories.users import make_user

_numbers = count(1)
DECISION: dict[str, Any] = {
    "decision": Verdict.ACCEPT,
    "decision_body": "City Board",
    "decided_on": date(2026, 10, 26),
    "case_number": "HEL 2026-001234",
    "decision_section": "§ 12",
}


def make_proposal(session: Session, *, channel: Channel = Channel.INTERNAL, **values: Any) -> Any:
    """A proposed network membership that came in today."""
    number = next(_numbers)
    given = {
        "kind": PartnershipKind.NETWORK,
        "title": f"Proposal {number}",
        "what": "Join and share what we know.",
        "organisation_name": f"Proposing body {number}",
        "contact_name": "Ada Proposer",
        "contact_email": "ada@example.org",
        **values,
    }
    actor, language = given.pop("actor", SYSTEM), given.pop("language", "en")
    made = services.receive(session, given, actor=actor, channel=channel, language=language)
    return read_again(session, made)


def make_triaged(session: Session, handler: User | None = None, **values: Any) -> Any:
    """Sorted, with a handler."""
    proposal = make_proposal(session, **values)
    handler = handler or make_user(session)
    given = {"kind": proposal.kind, "unit_id": handler.unit_id, "handler_id": handler.id}
    services.triage(session, proposal, {**given, "triage_note": ""}, actor=handler)
    return read_again(session, proposal)


def ask(session: Session, proposal: Proposal, assessor: User) -> Any:
    """An assessment somebody was asked for."""
    values = {"assessor_id": assessor.id, "due_on": None}
    services.ask_assessor(session, proposal, values, actor=SYSTEM)
    return queries.find_assessment(session, proposal.id, assessor.id)


def scores(score: int = 4, **values: Any) -> dict[str, Any]:
    """A whole assessment, the same score everywhere unless said otherwise."""
    given: dict[str, Any] = {}
    for each in Criterion:
        given[f"{each.value}_score"] = score
        given[f"{each.value}_reason"] = f"Because of {each.value}."
    return given | values


def hand_in(session: Session, proposal: Proposal, assessor: User, **values: Any) -> Any:
    """Ask somebody, who hands in at once."""
    assessment = ask(session, proposal, assessor)
    services.submit_assessment(session, proposal, assessment, scores(**values), actor=assessor)
    return read_again(session, proposal)


def make_assessed(session: Session, **values: Any) -> Any:
    """Assessed twice, with a goal, a reason and an answer about what could be left."""
    marks = values.pop("marks", {})
    given = {
        "goals": [make_goal(session).id],
        "rationale": "It brings what the goal asks for.",
        "could_leave_note": "All others are needed.",
        **values,
    }
    proposal = make_triaged(session, **given)
    for _number in range(2):
        proposal = hand_in(session, proposal, make_user(session), **marks)
    return proposal


def make_decided(session: Session, **values: Any) -> Any:
    """Recommended and decided: accepted."""
    if "organisation_id" not in values:
        values["organisation_id"] = make_organisation(session, f"Network {next(_numbers)}").id
    proposal = make_assessed(session, **values)
    recommended = {"recommendation": Verdict.ACCEPT, "recommendation_text": "It fits."}
    services.recommend(session, proposal, recommended, actor=make_user(session))
    services.decide(session, proposal, DECISION, actor=make_user(session, "manager"))
    return read_again(session, proposal)


def read_again(session: Session, proposal: Proposal) -> Proposal:
    """The proposal with all that its page shows, as it is now."""
    session.flush()
    return queries.get_proposal(session, proposal.id, EVERYTHING, lock=True)
