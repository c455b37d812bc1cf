"""Counting attempts per key, for all processes, so that guessing and flooding slow down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core import clock
from app.users import queries, rules
from app.users.models import Throttle


@dataclass(frozen=True)
class Limit:
    """``free`` attempts go through; then each waits twice as long. ``memory``: until all is
    forgotten after the last attempt."""

    free: int
    memory: timedelta


# Of the forms that anybody may send: an office shares an address; a whole city never sends this
# many in an hour.
PER_ADDRESS = Limit(free=5, memory=timedelta(hours=1))
ALTOGETHER = Limit(free=100, memory=timedelta(hours=1))


def take_public_turn(session: Session, form: str, address: str) -> datetime | None:
    """Count one sending of a public form from an address of the net; until when to wait, or
    None."""
    return take_turn(session, {form: ALTOGETHER, f"{form}-from:{address[:64]}": PER_ADDRESS})


def take_turn(session: Session, limits: Mapping[str, Limit]) -> datetime | None:
    """Count one attempt against every key; until when to wait, or None.

    An attempt that has to wait is counted nowhere, so that waiting ends.
    """
    counters = [(lock_counter(session, key, each.memory), each) for key, each in limits.items()]
    now = clock.now()
    waits = [
        counter.blocked_until
        for counter, _limit in counters
        if counter.blocked_until and counter.blocked_until > now
    ]
    if waits:
        return max(waits)
    for counter, limit in counters:
        counter.failures += 1
        counter.updated_at = now
        delay = rules.delay_after(counter.failures, limit.free)
        counter.blocked_until = now + delay if delay else None
    session.flush()
    return None


def lock_counter(session: Session, key: str, memory: timedelta) -> Throttle:
    """The locked counter of a key; begun when it is new, begun again when it is old."""
    now = clock.now()
    inserted = {"key": key, "failures": 0, "updated_at": now}
    session.execute(
        sa.text(
            "INSERT INTO throttle (key, failures, updated_at) VALUES (:key, :failures, :updated_at)"
            " ON CONFLICT (key) DO NOTHING"
        ).bindparams(sa.bindparam("updated_at", type_=Throttle.updated_at.type)),
        inserted,
    )
    found = queries.lock_throttle(session, key)
    if now - found.updated_at > memory:
        found.failures, found.blocked_until = 0, None
    return found
