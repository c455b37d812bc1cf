"""A proposal comes in, is corrected, and gets somebody who looks after it."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor, acting
from app.core.errors import Refused
from app.core.i18n import _l
from app.core.numbers import next_number
from app.core.records import Values, assign, by_ids, raise_version
from app.core.search import documents
from app.core.search.fold import fold
from app.proposals import queries, search
from app.proposals.models import Channel, Proposal, ProposalCounter, ProposalState, Proposer
from app.proposals.services.moving import moving
from app.proposals.services.organisation import set_organisation
from app.strategy.models import FocusArea, Goal, Objective
from app.users import queries as users
from app.users.services import overtake

COLUMNS = frozenset(
    {
        "kind", "title", "what", "rationale", "resources", "timetable", "organisation_name",
        "country", "received_on", "visibility", "unit_id", "could_leave_id", "could_leave_note",
    }
)  # fmt: skip
LINKS: dict[str, Any] = {"focus_areas": FocusArea, "objectives": Objective, "goals": Goal}
PERSON = ("name", "email", "phone", "role")
TRIAGE = frozenset({"kind", "unit_id", "handler_id", "triage_note"})


def receive(
    session: Session,
    values: Values,
    *,
    actor: Actor,
    channel: Channel,
    language: str = "en",
) -> Proposal:
    """A new proposal with its reference number, such as ``PR-2026-0012``.

    ``values`` holds columns, numbers of ``focus_areas``, ``objectives``, ``goals`` and
    ``organisation_id``, and the person as ``contact_name``, ``_email``, ``_phone``, ``_role``.
    """
    today = clock.today()
    proposal = Proposal(
        channel=channel,
        language=language,
        state=ProposalState.RECEIVED,
        state_since=today,
        submitted_by_id=actor.id,
        organisation=None,
        assessments=[],
        documents=[],
    )
    with acting(session, actor, "proposal.receive"):
        _fill(session, proposal, {**dict.fromkeys(LINKS, ()), "received_on": today, **values})
        number = next_number(session, ProposalCounter, today.year)
        proposal.reference = f"PR-{today.year}-{number:04d}"
        session.add(proposal)
    person = {name: values.get(f"contact_{name}") or "" for name in PERSON}
    session.add(Proposer(proposal_id=proposal.id, **person))
    documents.put(session, search.to_document(proposal))
    return proposal


def update_proposal(session: Session, proposal: Proposal, values: Values, *, actor: Actor) -> None:
    """Correct what was written, while nothing is decided; the person's data leave no history."""
    if proposal.state in (ProposalState.CONVERTED, ProposalState.DECLINED):
        raise Refused(_l("It has been answered; what was answered does not change any more."))
    person = queries.get_proposer(session, proposal.id)
    for name in PERSON:
        if f"contact_{name}" in values:
            setattr(person, name, values[f"contact_{name}"] or "")
    with acting(session, actor, "proposal.update"):
        _fill(session, proposal, values)
        raise_version(proposal)
    documents.put(session, search.to_document(proposal))


def _fill(session: Session, proposal: Proposal, values: Values) -> None:
    assign(proposal, {k: v for k, v in values.items() if k in COLUMNS}, COLUMNS)
    proposal.title_folded = fold(proposal.title)
    for name, model in LINKS.items():
        if name in values:
            setattr(proposal, name, by_ids(session, model, list(values[name])))
    if "organisation_id" in values:
        set_organisation(session, proposal, values["organisation_id"])


def triage(session: Session, proposal: Proposal, values: Values, *, actor: Actor) -> None:
    """Received → triaged, or sorted anew: ``kind``, ``unit_id``, ``handler_id``,
    ``triage_note``."""
    if not values.get("handler_id"):
        raise Refused(_l("Choose who handles it."), field="handler_id")
    if not values.get("unit_id"):
        raise Refused(_l("Choose the unit that it concerns."), field="unit_id")
    _demand_handler(session, values["handler_id"])
    before = proposal.handler_id
    with moving(session, proposal, "triage", actor):
        assign(proposal, values, TRIAGE)
    if before is not None and proposal.handler_id != before:
        overtake(session, [(search.KIND, proposal.id)], actor=actor)


def _demand_handler(session: Session, user_id: int) -> None:
    user = users.get_user(session, user_id)
    if not user.is_active or user.role == "reader":
        raise Refused(_l("Choose an active colleague who may write."), field="handler_id")
