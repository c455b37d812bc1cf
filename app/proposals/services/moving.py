"""What every move of a proposal has in common."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor, acting
from app.core.errors import Refused
from app.core.i18n import _l
from app.core.search import documents
from app.proposals import rules, search
from app.proposals.models import OPEN, Proposal, ProposalState
from app.users.services import overtake

ASSESSMENT = "assessment"
GONE_ON = _l("The state has changed meanwhile, so this cannot be done any more.")


@contextmanager
def moving(
    session: Session, proposal: Proposal, verb: str, actor: Actor, reason: str = ""
) -> Iterator[None]:
    """Do ``verb``: refused from a wrong state, else the proposal enters the verb's own."""
    demand_source(proposal, verb)
    with acting(session, actor, f"proposal.{verb}", reason):
        yield
        enter(proposal, rules.MOVES[verb].target)
    if proposal.state not in OPEN:
        owed = [(ASSESSMENT, each.id) for each in proposal.assessments]
        overtake(session, [(search.KIND, proposal.id), *owed], actor=actor)
    documents.put(session, search.to_document(proposal))


def demand_source(proposal: Proposal, verb: str) -> None:
    """Refuse a verb that may not start where the proposal stands."""
    if proposal.state not in rules.MOVES[verb].sources:
        raise Refused(GONE_ON)


def enter(proposal: Proposal, state: ProposalState) -> None:
    """Set the state with its day."""
    if proposal.state is not state:
        proposal.state = state
        proposal.state_since = clock.today()
