"""What the city owes under a partnership: noted, fulfilled with evidence, opened again."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.core import clock, hooks
from app.core.attachments import Upload
from app.core.audit import Actor, acting
from app.core.errors import Refused
from app.core.hooks import Fate, Settlement
from app.core.i18n import _l
from app.core.records import Values, assign
from app.partnerships import queries, rules
from app.partnerships.models import Obligation, PartnershipDocument
from app.partnerships.services.documents import attach, detach
from app.partnerships.services.duties import OBLIGATION
from app.partnerships.services.parts import demand_active
from app.partnerships.services.settle import verb
from app.users.services import overtake

FIELDS = frozenset({"what", "due_on", "recurrence", "responsible_id", "evidence", "evidence_url"})


def add_obligation(
    session: Session, partnership: Any, values: Values, *, actor: Actor
) -> Obligation:
    """Something owed by a day; ``due_on`` is the first occasion of one that recurs."""
    demand_active(session, values.get("responsible_id"), "responsible_id")
    obligation = Obligation(partnership_id=partnership.id, first_due_on=values["due_on"])
    with verb(session, partnership, actor, "partnership.obligation_add"):
        assign(obligation, values, FIELDS)
        session.add(obligation)
    return obligation


def update_obligation(
    session: Session, partnership: Any, obligation: Obligation, values: Values, *, actor: Actor
) -> None:
    """Save edited fields; another day begins a new count of occasions."""
    passes = values.get("responsible_id", obligation.responsible_id) != obligation.responsible_id
    if passes:
        demand_active(session, values["responsible_id"], "responsible_id")
    with verb(session, partnership, actor, "partnership.obligation_update"):
        if values.get("due_on", obligation.due_on) != obligation.due_on:
            obligation.first_due_on = values["due_on"]
        assign(obligation, values, FIELDS)
    if passes:
        _nobody_is_asked(session, obligation, actor)


def _nobody_is_asked(session: Session, obligation: Obligation, actor: Actor) -> None:
    """Whoever was to accept it has it no more, or it is done."""
    overtake(session, [(OBLIGATION, obligation.id)], actor=actor)


def fulfil_obligation(
    session: Session,
    partnership: Any,
    obligation: Obligation,
    values: Values,
    upload: Upload | None = None,
    *,
    actor: Actor,
) -> Obligation | None:
    """It is done, ``fulfilled_on`` a day that is not ahead, with ``evidence`` where there is any.

    Gives the next occasion, which opens at once, or None. Refused where it was done already.
    """
    if obligation.fulfilled_on is not None:
        raise Refused(_l("This is marked as fulfilled already."))
    fulfilled_on: date = values["fulfilled_on"]
    if fulfilled_on > clock.today():
        raise Refused(_l("This date lies ahead."), field="fulfilled_on")
    with verb(session, partnership, actor, "partnership.obligation_fulfil"):
        assign(obligation, values, FIELDS | {"fulfilled_on"})
        if upload is not None:
            attach(session, partnership.id, upload, actor=actor, obligation_id=obligation.id)
        following = _following(obligation)
        if following is not None:
            session.add(following)
    _nobody_is_asked(session, obligation, actor)
    return following


def _following(obligation: Obligation) -> Obligation | None:
    due_on = rules.next_due(obligation)
    if due_on is None:
        return None
    return Obligation(
        partnership_id=obligation.partnership_id,
        what=obligation.what,
        first_due_on=obligation.first_due_on,
        due_on=due_on,
        recurrence=obligation.recurrence,
        responsible_id=obligation.responsible_id,
    )


def remove_obligation(
    session: Session, partnership: Any, obligation: Obligation, reason: str, *, actor: Actor
) -> None:
    """It is not owed any more, or never was, and why; no further occasion opens."""
    with verb(session, partnership, actor, "partnership.obligation_remove", reason):
        detach(session, queries.documents_of(session, obligation_id=obligation.id))
        session.delete(obligation)
    _nobody_is_asked(session, obligation, actor)


def settle_obligation(
    session: Session, obligation_id: int, settlement: Settlement, *, actor: Actor
) -> None:
    """Its partnership ends: it was fulfilled today, is not owed any more (with a reason), or is
    owed under another partnership. No further occasion opens under this one.
    """
    [obligation] = queries.lock_obligations(session, [obligation_id])
    _nobody_is_asked(session, obligation, actor)
    reason = settlement.reason.strip()
    if settlement.fate is Fate.DONE:
        with acting(session, actor, "partnership.obligation_fulfil", reason):
            obligation.fulfilled_on = clock.today()
            obligation.evidence = obligation.evidence or reason
        return
    if settlement.fate is Fate.DROPPED and not reason:
        raise Refused(_l("Write why it is not owed any more."))
    files = queries.documents_of(session, obligation_id=obligation.id)
    if settlement.fate is Fate.MOVED:
        _move(session, obligation, files, settlement, actor)
        files = []
    with acting(session, actor, "partnership.obligation_remove", reason):
        detach(session, files)
        session.delete(obligation)


def _move(
    session: Session,
    obligation: Obligation,
    files: list[PartnershipDocument],
    settlement: Settlement,
    actor: Actor,
) -> None:
    """The same is owed under another partnership, whose history tells of it too."""
    with acting(session, actor, "partnership.obligation_add", settlement.reason.strip()):
        moved = Obligation(
            partnership_id=settlement.partnership_id,
            **{name: getattr(obligation, name) for name in FIELDS | {"first_due_on"}},
        )
        session.add(moved)
        session.flush()
        for file in files:
            file.partnership_id, file.obligation_id = moved.partnership_id, moved.id


hooks.settle_end[OBLIGATION] = settle_obligation
