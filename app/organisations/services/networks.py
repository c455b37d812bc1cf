"""Who is listed as a member of which network."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor, acting
from app.core.records import Values, assign
from app.organisations import rules
from app.organisations.models import NetworkMember
from app.organisations.services.organisations import EVIDENCE

EDITABLE = EVIDENCE | {
    "network_id", "member_id", "status", "joined_year", "left_on",
}  # fmt: skip


def add_network_member(session: Session, values: Values, *, actor: Actor) -> NetworkMember:
    """A membership as a list states it; ``values`` needs ``network_id`` and ``member_id``.

    A pair that is there already breaks its unique constraint.
    """
    membership = NetworkMember()
    with acting(session, actor, "network_member.add"):
        _write(membership, values)
        session.add(membership)
    return membership


def update_network_member(
    session: Session, membership: NetworkMember, values: Values, *, actor: Actor
) -> NetworkMember:
    """Correct a membership, or note that the member has left."""
    with acting(session, actor, "network_member.update"):
        _write(membership, values)
    return membership


def _write(membership: NetworkMember, values: Values) -> None:
    merged = {name: values.get(name, getattr(membership, name)) for name in EDITABLE}
    rules.check_membership(merged)
    rules.check_past(values.get("evidence_on"), clock.today(), "evidence_on")
    assign(membership, values, EDITABLE)
