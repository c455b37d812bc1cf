"""Pure questions about engagements and follow-ups; a "no" is raised as Refused, at its field."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from typing import Protocol, TypeVar

from app.core.errors import Refused
from app.core.i18n import _
from app.engagements.models import (
    OPEN,
    UPCOMING,
    EngagementState,
    EngagementType,
    FollowUpState,
    Promiser,
)
from app.organisations.models import Standing

S = EngagementState
F = FollowUpState

# Held never goes back to planned; what was logged by mistake can still be cancelled, with a reason.
NEXT: dict[EngagementState, frozenset[EngagementState]] = {
    S.PLANNED: frozenset({S.RESCHEDULED, S.HELD, S.CANCELLED}),
    S.RESCHEDULED: frozenset({S.RESCHEDULED, S.HELD, S.CANCELLED}),
    S.HELD: frozenset({S.CANCELLED}),
    S.CANCELLED: frozenset(),
}
FOLLOW_UP_NEXT: dict[FollowUpState, frozenset[FollowUpState]] = {
    F.OPEN: frozenset({F.IN_PROGRESS, F.DONE, F.DROPPED}),
    F.IN_PROGRESS: frozenset({F.DONE, F.DROPPED}),
    F.DONE: frozenset(),
    F.DROPPED: frozenset(),
}


VISITS = frozenset({EngagementType.INCOMING_VISIT, EngagementType.OUTGOING_DELEGATION})


class Partner(Protocol):
    """An organisation with its standing, and since when it has it."""

    @property
    def name(self) -> str: ...
    @property
    def standing(self) -> Standing: ...
    @property
    def standing_on(self) -> date | None: ...


def check_visit(
    type_: EngagementType, starts_on: date, partners: Iterable[Partner], reason: str
) -> None:
    """No new visits with a suspended partner, none without a reason with one under caution.

    What took place before the standing changed, and whatever is no visit, can always be logged:
    history must not have holes (product description, section 3).
    """
    if type_ not in VISITS:
        return
    for partner in partners:
        if partner.standing_on is not None and starts_on < partner.standing_on:
            continue
        if partner.standing is Standing.SUSPENDED:
            raise Refused(
                _("%(name)s is suspended: no visits until that is lifted.", name=partner.name),
                field="organisations",
            )
        if partner.standing is Standing.CAUTION and not reason.strip():
            raise Refused(
                _("%(name)s is under caution: write why there is a visit.", name=partner.name),
                field="caution_reason",
            )


class Dated(Protocol):
    """An affiliation as far as the rule needs it; None means unknown start or no end yet."""

    @property
    def organisation_id(self) -> int: ...
    @property
    def started_on(self) -> date | None: ...
    @property
    def ended_on(self) -> date | None: ...
    @property
    def is_primary(self) -> bool: ...


A = TypeVar("A", bound=Dated)


def state_by_date(starts_on: date, today: date) -> EngagementState:
    """What an engagement is when nobody says: planned in the future, else held."""
    return S.PLANNED if starts_on > today else S.HELD


def check_new_state(state: EngagementState, starts_on: date, today: date) -> None:
    """A new engagement is planned or held, and nothing in the future was held."""
    if state not in (S.PLANNED, S.HELD):
        raise Refused(_("A new engagement is planned or held."), field="state")
    if state is S.HELD:
        check_held_on(starts_on, today)


def check_held_on(starts_on: date, today: date) -> None:
    """A held engagement does not lie in the future."""
    if starts_on > today:
        raise Refused(
            _("This date is in the future, so the engagement cannot have been held yet."),
            field="starts_on",
        )


def check_order(
    starts_on: date, ends_on: date | None, starts_at: time | None, ends_at: time | None
) -> None:
    """The end does not come before the start."""
    if ends_on is not None and ends_on < starts_on:
        raise Refused(_("The end cannot be before the start."), field="ends_on")
    is_one_day = ends_on in (None, starts_on)
    if is_one_day and starts_at is not None and ends_at is not None and ends_at < starts_at:
        raise Refused(_("The end cannot be before the start."), field="ends_at")


def check_next(current: EngagementState, wanted: EngagementState) -> None:
    """Planned → held (never back) / cancelled / rescheduled."""
    if wanted in NEXT[current]:
        return
    if current is S.CANCELLED:
        raise Refused(_("This engagement was cancelled. Log a new one instead."))
    if current is wanted:
        raise Refused(_("This engagement is marked as held already."))
    raise Refused(_("An engagement that was held cannot be planned again."))


def check_cancelling(current: EngagementState, reason: str) -> None:
    """Taking back what was held is a correction, so it says why."""
    check_next(current, S.CANCELLED)
    if current is S.HELD and not reason.strip():
        raise Refused(_("Say why something that was logged as held is cancelled."), field="reason")


def check_new_date(current: EngagementState, old: date, new: date) -> None:
    """Rescheduling gives another date."""
    check_next(current, S.RESCHEDULED)
    if new == old:
        raise Refused(_("Choose another date than the present one."), field="starts_on")


def is_upcoming(state: EngagementState) -> bool:
    """Whether it is still to take place."""
    return state in UPCOMING


def affiliation_on(
    affiliations: Iterable[A], day: date, organisation_ids: Iterable[int]
) -> A | None:
    """Where a contact worked on ``day``: at one of the organisations met, else the primary post."""
    met = set(organisation_ids)
    valid = [
        a
        for a in affiliations
        if (a.started_on is None or a.started_on <= day)
        and (a.ended_on is None or a.ended_on >= day)
    ]
    valid.sort(
        key=lambda a: (a.organisation_id in met, a.is_primary, a.started_on or date.min),
        reverse=True,
    )
    return valid[0] if valid else None


def check_follow_up_next(current: FollowUpState, wanted: FollowUpState) -> None:
    """Open → in progress → done / dropped; what is closed stays closed."""
    if wanted not in FOLLOW_UP_NEXT[current]:
        raise Refused(_("This follow-up is closed already."))


def check_dropping(current: FollowUpState, reason: str) -> None:
    """Dropping a promise needs a reason."""
    check_follow_up_next(current, F.DROPPED)
    if not reason.strip():
        raise Refused(_("Say why this follow-up is dropped."), field="reason")


def check_postponing(
    current: FollowUpState, old: date | None, new: date | None, reason: str
) -> None:
    """A promise moves to a later date, with a reason."""
    if current not in OPEN:
        raise Refused(_("This follow-up is closed already."))
    if new is None or (old is not None and new <= old):
        raise Refused(_("Choose a later date than the present one."), field="due_on")
    if not reason.strip():
        raise Refused(_("Say why this follow-up is postponed."), field="reason")


def is_late(state: FollowUpState, due_on: date | None, today: date) -> bool:
    """Whether a promise that is still open should have been kept before ``today``."""
    return state in OPEN and due_on is not None and due_on < today


def check_promise(what: str, promiser: Promiser, assignee_id: int | None) -> None:
    """A follow-up says what is promised; a promise of ours has somebody who keeps it."""
    if not what.strip():
        raise Refused(_("Say what was promised."), field="what")
    if promiser is Promiser.US and assignee_id is None:
        raise Refused(_("Choose who keeps this promise."), field="assignee_id")


def cost_in_euros(amount: Decimal | None, currency: str, stated: Decimal | None) -> Decimal | None:
    """The stated euro value; an amount in euros is its own. Blank stays blank: it is not zero."""
    if stated is None and currency == "EUR":
        return amount
    return stated
