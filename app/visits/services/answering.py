"""The answer to a request, and the cancelling of what was accepted."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core.audit import Actor
from app.core.errors import Refused
from app.core.i18n import _l
from app.core.records import Values, assign
from app.core.search.fold import fold
from app.proposals.services import settle_organisation
from app.visits import rules
from app.visits.models import Visit
from app.visits.services.moving import demand_source, moving
from app.visits.services.receiving import demand_handler, demand_welcome

ACCEPTANCE = frozenset({"unit_id", "handler_id", "starts_on", "ends_on", "caution_reason", "note"})


def accept(session: Session, visit: Visit, values: Values, *, actor: Actor) -> None:
    """Requested → accepted: ``unit_id``, ``handler_id``, ``starts_on``, ``ends_on``, and
    ``organisation_id`` or ``organisation_kind`` where the body is not in the register yet.

    Refused for a suspended partner, and without ``caution_reason`` for one under caution.
    """
    demand_source(visit, "accept")
    for name, message in (
        ("unit_id", _l("Choose the unit that hosts it.")),
        ("handler_id", _l("Choose who handles it.")),
        ("starts_on", _l("Enter the first day.")),
    ):
        if not values.get(name):
            raise Refused(message, field=name)
    demand_handler(session, values["handler_id"])
    rules.check_days(values["starts_on"], values.get("ends_on"))
    settle_organisation(session, visit, values, "visit.update", actor=actor)
    with moving(session, visit, "accept", actor):
        assign(visit, {k: v for k, v in values.items() if k in ACCEPTANCE}, ACCEPTANCE)
        visit.organisation_folded = fold(visit.organisation_name)
        demand_welcome(visit)


def redirect(session: Session, visit: Visit, values: Values, *, actor: Actor) -> None:
    """Requested → redirected: ``redirected_to`` says to whom, ``state_reason`` why."""
    if not values.get("redirected_to", "").strip():
        raise Refused(_l("Write who can receive them."), field="redirected_to")
    _end(session, visit, "redirect", values, actor)


def decline(session: Session, visit: Visit, values: Values, *, actor: Actor) -> None:
    """Requested → declined, with ``state_reason``."""
    _end(session, visit, "decline", values, actor)


def cancel(session: Session, visit: Visit, values: Values, *, actor: Actor) -> None:
    """Accepted or programmed → cancelled, with ``state_reason``."""
    _end(session, visit, "cancel", values, actor)


def _end(session: Session, visit: Visit, verb: str, values: Values, actor: Actor) -> None:
    reason = values.get("state_reason", "").strip()
    if not reason:
        raise Refused(_l("Write the reason for the answer."), field="state_reason")
    with moving(session, visit, verb, actor, reason):
        visit.state_reason = reason
        visit.redirected_to = (values.get("redirected_to") or "").strip()
