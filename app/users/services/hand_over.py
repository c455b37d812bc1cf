"""Handing over everything that is in somebody's hands, in one transaction, whatever slice it is of.

The successors hold it at once, so that an active partnership never lacks an active owner; their
acceptance says that they know. See docs/adr/0007-ownership-and-hand-over.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy.orm import Session

from app.core import clock, hooks
from app.core.audit import Actor, acting
from app.core.errors import Gap, Refused
from app.core.hooks import Holding
from app.core.i18n import _
from app.core.together import add_together, set_together
from app.users import queries, rules
from app.users.models import HandOver, HandOverItem, HandOverState, Occasion, User

Key = tuple[str, int]


@dataclass(frozen=True)
class Decision:
    """What becomes of one record: it passes to ``successor_id``; without one it is left vacant, or
    ``stays`` where it is. ``note`` is for the successor.
    """

    successor_id: int | None = None
    note: str = ""
    stays: bool = False


@dataclass(frozen=True)
class Given:
    """What the screen was filled with: a decision by (kind, number), and one for all the rest."""

    decisions: Mapping[Key, Decision] = field(default_factory=dict)
    for_the_rest: Decision | None = None
    note: str = ""
    reason: str = ""

    def but_keeping(self, kept: Iterable[Holding]) -> Given:
        """The same, with these records left where they are."""
        stays = {(each.kind, each.entity_id): Decision(stays=True) for each in kept}
        return replace(self, decisions={**self.decisions, **stays})

    def of(self, holding: Holding) -> Decision | None:
        return self.decisions.get((holding.kind, holding.entity_id), self.for_the_rest)


def hand_over(
    session: Session,
    user: User,
    given: Given,
    *,
    actor: Actor,
    occasion: Occasion = Occasion.SHARING,
    mover: rules.InUnit | None = None,
) -> HandOver | None:
    """Pass on what is in the user's hands; None when nothing passed to anybody.

    ``mover`` is the user in the unit and role to come, which decide what they may keep. Refused,
    with a gap at the field of each record: no decision, a successor who is not active or may not
    act on it.
    """
    with session.begin_nested():
        held = hooks.holdings(session, user.id)
        _demand_decisions(session, user, held, given, occasion, mover)
        reason = _reason(user, given, occasion)
        vacant = set()
        for (kind, successor_id), ids in _batches(held, given).items():
            verb = hooks.ownership_of(kind).hand_over
            left = verb(session, ids, user.id, successor_id, actor=actor, reason=reason)
            vacant |= {(kind, number) for number in left or ()}
        passing = [
            each
            for each in held
            if _decided(given, each).successor_id is not None
            and (each.kind, each.entity_id) not in vacant
        ]
        if not passing:
            return None
        return _write_down(session, user, given, passing, occasion, actor)


def _decided(given: Given, holding: Holding) -> Decision:
    decision = given.of(holding)
    if decision is None:
        raise ValueError("Every record has a decision by now.")
    return decision


def _demand_decisions(
    session: Session,
    user: User,
    held: Sequence[Holding],
    given: Given,
    occasion: Occasion,
    mover: rules.InUnit | None,
) -> None:
    decided = [(holding, given.of(holding)) for holding in held]
    wanted = {d.successor_id for _holding, d in decided if d is not None and d.successor_id}
    people = queries.lock_people(session, wanted - {user.id})
    gaps = []
    for holding, decision in decided:
        message = rules.decision_gap(
            holding,
            hooks.ownership_of(holding.kind),
            decision,
            successor=people.get(decision.successor_id or 0) if decision else None,
            mover=mover,
            may_stay=occasion is not Occasion.LEAVING,
        )
        if message is not None:
            where = hooks.successor_field(holding.kind, holding.entity_id)
            gaps.append(Gap(holding.kind, f"{holding.title}: {message}", where))
    if gaps:
        raise Refused(_("Not everything has found somebody who can take it."), gaps)


def _reason(user: User, given: Given, occasion: Occasion) -> str:
    words = {
        Occasion.LEAVING: _("%(name)s leaves.", name=user.name),
        Occasion.UNIT_MOVE: _("%(name)s moves to another unit.", name=user.name),
        Occasion.SHARING: _("%(name)s hands it over.", name=user.name),
    }
    return " ".join(part for part in (words[occasion], given.reason.strip()) if part)


def _batches(held: Iterable[Holding], given: Given) -> dict[tuple[str, int | None], list[int]]:
    """(kind, successor) → numbers: each batch costs the same however large it is."""
    batches: dict[tuple[str, int | None], list[int]] = defaultdict(list)
    for holding in held:
        decision = _decided(given, holding)
        if not decision.stays:
            batches[holding.kind, decision.successor_id].append(holding.entity_id)
    return batches


def _write_down(
    session: Session,
    user: User,
    given: Given,
    passing: Sequence[Holding],
    occasion: Occasion,
    actor: Actor,
) -> HandOver:
    written = HandOver(
        giver_id=user.id,
        occasion=occasion,
        reason=given.reason.strip(),
        note=given.note.strip(),
        started_by_id=actor.id,
        started_by_name=actor.name,
    )
    decided = [(each, _decided(given, each)) for each in passing]
    _ask(session, written, decided, actor)
    return written


def note_passing(
    session: Session,
    giver_id: int,
    successor_id: int,
    passing: Sequence[Holding],
    *,
    actor: Actor,
    reason: str,
) -> None:
    """These records have passed by an edit of their own: the successor is asked to accept them."""
    written = HandOver(
        giver_id=giver_id,
        occasion=Occasion.SHARING,
        reason=reason.strip(),
        started_by_id=actor.id,
        started_by_name=actor.name,
    )
    _ask(session, written, [(each, Decision(successor_id)) for each in passing], actor)


def _ask(
    session: Session,
    written: HandOver,
    decided: Sequence[tuple[Holding, Decision]],
    actor: Actor,
) -> None:
    """Write down what passed to whom; an earlier question about the same records is over."""
    keys = [(holding.kind, holding.entity_id) for holding, _decision in decided]
    overtake(session, keys, actor=actor)
    session.add(written)
    with acting(session, actor, "hand_over.give"):
        session.flush()
        add_together(session, [_item(written, holding, one) for holding, one in decided])


def _item(written: HandOver, holding: Holding, decision: Decision) -> HandOverItem:
    return HandOverItem(
        hand_over_id=written.id,
        kind=holding.kind,
        record=hooks.ownership_of(holding.kind).record,
        entity_id=holding.entity_id,
        title=holding.title,
        endpoint=holding.url_endpoint,
        page_id=holding.page_id or holding.entity_id,
        successor_id=decision.successor_id,
        note=decision.note.strip(),
        state=HandOverState.PENDING,
        answer="",
        answered_at=None,
    )


def overtake(session: Session, keys: Iterable[Key], *, actor: Actor) -> None:
    """These records changed hands once more, or are over: nobody's answer is awaited any more."""
    waiting = queries.unsettled_items(session, keys)
    with acting(session, actor, "hand_over.overtake"):
        values = {"state": HandOverState.OVERTAKEN, "answered_at": clock.now()}
        set_together(session, waiting, values)
