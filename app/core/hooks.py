"""The one extension point: where earlier code must reach data of later slices.

A later slice registers a function; the earlier side calls them all without naming anybody.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from sqlalchemy import Select, union
from sqlalchemy.orm import Session

from app.core.audit import Actor
from app.core.errors import Gap
from app.core.permissions import Permission


@dataclass(frozen=True)
class Holding:
    """Something in a user's hands, or still open: ``unit_id`` is the unit whose people may edit it.

    ``url_endpoint`` is the page that shows it, whose one number is ``entity_id``, or ``page_id``
    where it is shown on the page of another record.
    """

    kind: str
    entity_id: int
    title: str
    url_endpoint: str
    unit_id: int | None = None
    page_id: int | None = None


class HandOver(Protocol):
    """Puts records of one kind from one user's hands into another's, by the slice's own rules.

    What is not in the giver's hands any more stays as it is. A constant number of statements for
    any number of records. ``successor_id`` is None only where ``Ownership.may_be_vacant``.
    Raises Refused when a rule of the slice forbids it, with gaps at ``successor_field``. May give
    the numbers of those that were left vacant instead, because the successor holds them otherwise.
    """

    def __call__(
        self,
        session: Session,
        ids: Sequence[int],
        giver_id: int,
        successor_id: int | None,
        *,
        actor: Actor,
        reason: str,
    ) -> Collection[int] | None: ...


@dataclass(frozen=True)
class Ownership:
    """One way in which a user can be responsible for something.

    ``kind`` is that of its holdings, ``label`` their heading (plural), ``columns`` the foreign keys
    to ``user`` it answers for, as ``table.column``. ``find(session, user_id)`` gives what is in a
    user's hands. Whoever takes over must hold ``needs`` for it. ``record`` is the history it shows
    in (the table of the record).
    """

    kind: str
    label: Any
    columns: frozenset[str]
    find: Callable[[Session, int], list[Holding]]
    hand_over: HandOver
    needs: Permission
    record: str
    may_be_vacant: bool = False


class StandingChanged(Protocol):
    def __call__(
        self, session: Session, organisation_id: int, *, actor: Actor, reason: str
    ) -> None: ...


class OwnerChanged(Protocol):
    def __call__(
        self,
        session: Session,
        partnership_ids: Sequence[int],
        owner_id: int | None,
        *,
        actor: Actor,
        reason: str,
    ) -> None: ...


class StrategySwitched(Protocol):
    def __call__(self, session: Session, *, actor: Actor, on: date, kind: str) -> list[Any]: ...


class Fate(enum.StrEnum):
    """What becomes of something open when its partnership ends."""

    DONE = "done"
    DROPPED = "dropped"
    MOVED = "moved"


@dataclass(frozen=True)
class Settlement:
    """A fate with its reason (needed for dropping); moved ones go to ``partnership_id``."""

    fate: Fate
    reason: str = ""
    partnership_id: int | None = None


class SettleEnd(Protocol):
    """Closes or moves one open thing of its kind; raises Refused as its own verbs do."""

    def __call__(
        self, session: Session, entity_id: int, settlement: Settlement, /, *, actor: Actor
    ) -> None: ...


Hold = Callable[[Session, int], None]
BeforeEnd = Callable[[Session, int], list[Holding]]
Expertise = Callable[[Session, Iterable[int]], Mapping[int, Sequence[int]]]
OrganisationChanged = Callable[[Session, int], None]
MergeChecked = Callable[[Session, str, int, int], Iterable[Gap]]
Merged = Callable[[Session, str, Sequence[int]], None]
RuleCheck = Callable[[Session], Iterable[str]]
RecentUse = Callable[[Session, int, str], Sequence[int]]
InCare = Callable[[int], Select[Any]]

ownership: list[Ownership] = []
"""What can be in a user's hands. A closed account and another unit need it handed over, and a test
demands that every foreign key to ``user`` is registered here or explained."""

before_standing: list[Hold] = []
"""An organisation is about to be judged: what may have to answer is held before the organisation.
Whoever goes through the gate holds a partnership first, and its partners after it.
"""

before_leaving: list[Hold] = []
"""A user's work is about to pass on: what the gate asks of them is held before the user is."""

standing_changed: list[StandingChanged] = []
"""A partner lost its normal standing: what depends on it must answer in the same transaction."""

owner_changed: list[OwnerChanged] = []
"""Partnerships have another owner, or none: what waits for the owner follows."""

organisation_changed: list[OrganisationChanged] = []
"""An organisation has another name or country: what shows them in the search follows."""

before_merge: list[MergeChecked] = []
"""What forbids that the second record of a kind (organisation, contact) becomes the first?"""

after_merge: list[MergeChecked] = []
"""Which rule is broken now that what hung on one of two records hangs on the other?"""

merged: list[Merged] = []
"""What hangs on these records of a kind has moved: kept dates and the search follow."""

before_switch: list[Callable[[Session], None]] = []
"""Another strategy or framework is about to be in force: what may have to answer is held now.
Everybody else holds a partnership before the strategy, so this must come first as well.
"""

strategy_switched: list[StrategySwitched] = []
"""Another strategy or framework is in force: what served the old one lapses, or is reviewed."""

before_end: list[BeforeEnd] = []
"""What is still open under this partnership? Ending asks for it to be closed or moved."""

settle_end: dict[str, SettleEnd] = {}
"""By kind of what is open: how ending closes or moves it in the same step. What has no such verb
must be closed on its own page first.
"""

expertise: list[Expertise] = []
"""Which focus areas are these organisations experts in? The search narrows by them."""

recent_use: list[RecentUse] = []
"""Which records of a search kind has this user dealt with lately? Pickers offer them first."""

in_care: list[InCare] = []
"""Selects of the numbers of the organisations that a user has to look after."""

rule_checks: list[RuleCheck] = []
"""Which stored records break a rule? One line each, for the sweep of ``flask check-rules``."""


def holdings(session: Session, user_id: int) -> list[Holding]:
    """Everything the user owns, over all slices."""
    return [holding for each in ownership for holding in each.find(session, user_id)]


def successor_field(kind: str, entity_id: int) -> str:
    """The field of the hand-over screen in which a record's successor is chosen."""
    return f"successor-{kind}-{entity_id}"


def ownership_of(kind: str) -> Ownership:
    """What is registered for this kind; KeyError for a kind that nobody registered."""
    return {each.kind: each for each in ownership}[kind]


def recently_used(session: Session, user_id: int, kind: str) -> list[int]:
    """Numbers of what a user dealt with lately, the most used first, over all slices."""
    return [number for find in recent_use for number in find(session, user_id, kind)]


def cared_for(user_id: int) -> Any:
    """A select of the organisations that the user has to look after, over all slices."""
    return union(*(select_for(user_id) for select_for in in_care))


def open_ends(session: Session, partnership_id: int) -> list[Holding]:
    """Everything that is still open under the partnership, over all slices."""
    return [holding for find in before_end for holding in find(session, partnership_id)]


def fate_field(kind: str, entity_id: int) -> str:
    """The field of the ending screen in which the fate of an open thing is chosen."""
    return f"fate-{kind}-{entity_id}"


def expertise_of(session: Session, organisation_ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """The focus areas of each organisation that has any, over all slices."""
    ids = list(organisation_ids)
    found: dict[int, tuple[int, ...]] = {}
    for find in expertise:
        for organisation_id, focus_area_ids in find(session, ids).items():
            found[organisation_id] = (*found.get(organisation_id, ()), *focus_area_ids)
    return found
