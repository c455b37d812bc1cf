"""Looking for records that may be one, and remembering which are two."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor
from app.organisations import queries, rules
from app.organisations.models import DuplicatePair

LIKENESSES = {
    rules.ORGANISATION: queries.organisation_likenesses,
    rules.CONTACT: queries.contact_likenesses,
}


def find_duplicates(session: Session, kind: str) -> int:
    """Compare all records of a kind again; how many pairs wait for somebody to look.

    What somebody has said to be two stays so; what does not look alike any more goes.
    """
    known = {(pair.first_id, pair.second_id): pair for pair in queries.stored_pairs(session, kind)}
    found = rules.find_pairs(LIKENESSES[kind](session))
    waiting = 0
    for pair in found:
        stored = known.pop((pair.first, pair.second), None)
        if stored is None:
            stored = DuplicatePair(kind=kind, first_id=pair.first, second_id=pair.second)
            session.add(stored)
        stored.score, stored.reasons = pair.score, " ".join(pair.reasons)
        waiting += stored.apart_at is None
    for stored in known.values():
        if stored.apart_at is None:
            session.delete(stored)
    session.flush()
    return waiting


def keep_apart(session: Session, pair: DuplicatePair, *, actor: Actor) -> DuplicatePair:
    """Somebody has looked: these are two. The pair never comes back by itself."""
    pair.apart_at, pair.apart_by_name = clock.now(), actor.name
    session.flush()
    return pair


def look_again(session: Session, pair: DuplicatePair, *, actor: Actor) -> DuplicatePair:
    """That they are two was a mistake."""
    pair.apart_at, pair.apart_by_name = None, ""
    session.flush()
    return pair
