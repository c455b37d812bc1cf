"""What every move of a visit has in common."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor, acting
from app.core.errors import Refused
from app.core.i18n import _l
from app.core.search import documents
from app.visits import rules, search
from app.visits.models import Visit

GONE_ON = _l("The state has changed meanwhile, so this cannot be done any more.")


@contextmanager
def moving(
    session: Session, visit: Visit, verb: str, actor: Actor, reason: str = ""
) -> Iterator[None]:
    """Do ``verb``: refused from a wrong state, else the visit enters the verb's own."""
    demand_source(visit, verb)
    with acting(session, actor, f"visit.{verb}", reason):
        yield
        visit.state = rules.MOVES[verb].target
        visit.state_since = clock.today()
    documents.put(session, search.to_document(visit))


def demand_source(visit: Visit, verb: str) -> None:
    """Refuse a verb that may not start where the visit stands."""
    if visit.state not in rules.MOVES[verb].sources:
        raise Refused(GONE_ON)
