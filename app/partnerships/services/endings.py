"""What may be said of an end, and saying it better afterwards."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.core.audit import Actor
from app.core.errors import Refused
from app.core.i18n import _l
from app.core.records import Values, assign
from app.partnerships import queries, rules
from app.partnerships.models import EndKind, PartnershipState
from app.partnerships.services.settle import verb

CORRECTED = frozenset({"end_kind", "superseded_by_id"})


def correct_ending(session: Session, partnership: Any, values: Values, *, actor: Actor) -> None:
    """How an ended partnership ended: ``end_kind``, ``superseded_by_id`` where another one has
    taken its place since, and the ``reason`` for saying so now. It stays ended.
    """
    if partnership.state != PartnershipState.ENDED:
        raise Refused(_l("Only what has ended has an end to correct."))
    if not values.get("reason", "").strip():
        raise Refused(_l("Write the reason; it stays in the history."), field="reason")
    never_began = partnership.in_effect_from is None
    demand_kind(values.get("end_kind"), never_began=never_began)
    demand_successor(session, partnership, values)
    reason = values["reason"].strip()
    with verb(session, partnership, actor, "partnership.correct_ending", reason):
        assign(partnership, {name: values.get(name) for name in CORRECTED}, CORRECTED)


def demand_kind(end_kind: EndKind | None, *, never_began: bool) -> None:
    """A kind of ending is chosen, and only what was never in effect is rejected."""
    if not end_kind:
        raise Refused(_l("Choose how it ended."), field="end_kind")
    if end_kind in rules.BEFORE_EFFECT and not never_began:
        raise Refused(_l("Only what was never in effect can be rejected."), field="end_kind")


def demand_successor(session: Session, partnership: Any, values: Values) -> None:
    """Superseded by another partnership, and by none that this one has taken the place of."""
    successor = values.get("superseded_by_id")
    if (values["end_kind"] == EndKind.SUPERSEDED) != (successor is not None):
        raise Refused(
            _l("Name the partnership that takes its place, for this kind of ending only."),
            field="superseded_by_id",
        )
    if successor == partnership.id:
        raise Refused(_l("It cannot take its own place."), field="superseded_by_id")
    if successor is not None and partnership.id in queries.successors_of(session, successor):
        raise Refused(
            _l("This partnership has taken the place of that one."), field="superseded_by_id"
        )
