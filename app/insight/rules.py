"""How well an organisation fits what a division looks for: signals, points and weights, no magic.

Each signal gives between nothing and one point; the weights say how much it counts, and whoever
asks may change them.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from app.engagements.models import ResultKind, Tier
from app.partnerships.models import Participation, PartnerRole

# What makes us one of a network; its partners, and those whom only a list names, are not in it.
TAKES_PART = frozenset(
    {
        Participation.MEMBER,
        Participation.FOUNDING_MEMBER,
        Participation.SIGNATORY,
        Participation.PARTICIPANT,
    }
)


class Action(enum.StrEnum):
    """What a partner is wanted for."""

    EU_BID = "eu_bid"
    STUDY_VISIT = "study_visit"
    BENCHMARK = "benchmark"
    JOINT_PILOT = "joint_pilot"
    ADVOCACY = "advocacy"


class Signal(enum.StrEnum):
    """What speaks for a partner."""

    FOCUS = "focus"
    WORDS = "words"
    PROJECTS = "projects"
    RESULTS = "results"
    RELATION = "relation"
    NETWORKS = "networks"


# The most that a reason may weigh.
HEAVIEST = 5
USUAL: dict[Action, tuple[int, ...]] = {
    Action.EU_BID: (4, 4, 5, 2, 2, 2),
    Action.STUDY_VISIT: (5, 4, 1, 4, 3, 2),
    Action.BENCHMARK: (4, 3, 1, 3, 1, 4),
    Action.JOINT_PILOT: (5, 4, 3, 4, 3, 1),
    Action.ADVOCACY: (3, 3, 2, 4, 4, 5),
}
# The results that count for an action; a contact alone is none.
WANTED: dict[Action, tuple[ResultKind, ...]] = {
    Action.EU_BID: (ResultKind.COMMITMENT,),
    Action.STUDY_VISIT: (ResultKind.LEARNING,),
    Action.BENCHMARK: (ResultKind.LEARNING,),
    Action.JOINT_PILOT: (ResultKind.COMMITMENT, ResultKind.LEARNING),
    Action.ADVOCACY: (ResultKind.INFLUENCE, ResultKind.VISIBILITY),
}
# So many of them are a full point.
FULL_PROJECTS, FULL_RESULTS, FULL_NETWORKS = 3, 4, 5
# Points for how long ago we last met, in days, and for how high the meetings were.
RECENCY = ((92, 1.0), (365, 0.7), (3 * 365, 0.4))
LONG_AGO = 0.2
TIERS = {Tier.POLITICAL: 1.0, Tier.MANAGEMENT: 0.7, Tier.EXPERT: 0.4}

Weights = Mapping[Signal, int]


class Together(NamedTuple):
    """A project of the Union that an organisation was in with us, and as what."""

    programme: str
    role: PartnerRole
    number: int
    name: str


@dataclass
class Known:
    """What we know of an organisation, as far as the one who asks may see it."""

    focus_areas: set[int] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    projects: list[Together] = field(default_factory=list)
    results: dict[ResultKind, int] = field(default_factory=dict)
    tier: Tier | None = None
    last_engaged_on: date | None = None
    networks: list[str] = field(default_factory=list)


def usual_weights(action: Action) -> dict[Signal, int]:
    """The weights that an action begins with."""
    return dict(zip(Signal, USUAL[action], strict=True))


def points(
    known: Known, action: Action, areas: set[int], words: set[str], today: date
) -> dict[Signal, float]:
    """The points of each signal, from 0 to 1; a signal that was not asked about is left out."""
    results = sum(known.results.get(kind, 0) for kind in WANTED[action])
    asked = {
        Signal.FOCUS: len(known.focus_areas & areas) / len(areas) if areas else None,
        Signal.WORDS: len(known.words & words) / len(words) if words else None,
    }
    return {signal: given for signal, given in asked.items() if given is not None} | {
        Signal.PROJECTS: min(1.0, len(known.projects) / FULL_PROJECTS),
        Signal.RESULTS: min(1.0, results / FULL_RESULTS),
        Signal.RELATION: _relation(known, today),
        Signal.NETWORKS: min(1.0, len(known.networks) / FULL_NETWORKS),
    }


def fit(given: Mapping[Signal, float], weights: Weights) -> int:
    """The weighted mean of the points given, in per cent; 0 when nothing weighs."""
    total = sum(weights[signal] for signal in given)
    if not total:
        return 0
    return round(100 * sum(weights[signal] * value for signal, value in given.items()) / total)


def _relation(known: Known, today: date) -> float:
    """How lately and how high we met, one half each."""
    if known.last_engaged_on is None:
        return 0.0
    days = (today - known.last_engaged_on).days
    recency = next((value for limit, value in RECENCY if days <= limit), LONG_AGO)
    return (recency + (TIERS[known.tier] if known.tier else 0.0)) / 2
