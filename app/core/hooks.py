"""The one extension point: where earlier code must reach data of later slices.

A later slice registers a function; the earlier side calls them all without naming anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from sqlalchemy.orm import Session

from app.core.audit import Actor


@dataclass(frozen=True)
class Holding:
    """Something a user owns and must hand over before leaving."""

    kind: str
    entity_id: int
    title: str
    url_endpoint: str


class StandingChanged(Protocol):
    def __call__(
        self, session: Session, organisation_id: int, *, actor: Actor, reason: str
    ) -> None: ...


class StrategySwitched(Protocol):
    def __call__(self, session: Session, *, actor: Actor, on: date) -> list[Any]: ...


Ownership = Callable[[Session, int], list[Holding]]
BeforeEnd = Callable[[Session, int], list[Holding]]
Expertise = Callable[[Session, Iterable[int]], Mapping[int, Sequence[int]]]
OrganisationChanged = Callable[[Session, int], None]
RuleCheck = Callable[[Session], Iterable[str]]

ownership: list[Ownership] = []
"""What does this user own? Deactivation is refused while anything is listed."""

standing_changed: list[StandingChanged] = []
"""A partner lost its normal standing: what depends on it must answer in the same transaction."""

organisation_changed: list[OrganisationChanged] = []
"""An organisation has another name or country: what shows them in the search follows."""

strategy_switched: list[StrategySwitched] = []
"""Another strategy is in force: alignments lapse, active partnerships go under review."""

before_end: list[BeforeEnd] = []
"""What is still open under this partnership? Ending asks for it to be closed or moved."""

expertise: list[Expertise] = []
"""Which focus areas are these organisations experts in? The search narrows by them."""

rule_checks: list[RuleCheck] = []
"""Which stored records break a rule? One line each, for the sweep of ``flask check-rules``."""


def holdings(session: Session, user_id: int) -> list[Holding]:
    """Everything the user owns, over all slices."""
    return [holding for find in ownership for holding in find(session, user_id)]


def open_ends(session: Session, partnership_id: int) -> list[Holding]:
    """Everything that is still open under the partnership, over all slices."""
    return [holding for find in before_end for holding in find(session, partnership_id)]


def expertise_of(session: Session, organisation_ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """The focus areas of each organisation that has any, over all slices."""
    ids = list(organisation_ids)
    found: dict[int, tuple[int, ...]] = {}
    for find in expertise:
        for organisation_id, focus_area_ids in find(session, ids).items():
            found[organisation_id] = (*found.get(organisation_id, ()), *focus_area_ids)
    return found
