"""Where a proposal comes from, where it stands, and what may be said about it."""

from __future__ import annotations

import enum


class Channel(enum.StrEnum):
    """The form that anybody may fill in, or the one for colleagues."""

    PUBLIC = "public"
    INTERNAL = "internal"


class ProposalState(enum.StrEnum):
    """Received → triaged → assessed → recommended → decided → converted, declined, withdrawn."""

    RECEIVED = "received"
    TRIAGED = "triaged"
    ASSESSED = "assessed"
    RECOMMENDED = "recommended"
    DECIDED = "decided"
    CONVERTED = "converted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


OPEN = frozenset(
    {
        ProposalState.RECEIVED,
        ProposalState.TRIAGED,
        ProposalState.ASSESSED,
        ProposalState.RECOMMENDED,
        ProposalState.DECIDED,
    }
)


class Verdict(enum.StrEnum):
    """What is recommended, and what is decided."""

    ACCEPT = "accept"
    DECLINE = "decline"
