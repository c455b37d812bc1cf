"""Where a visit stands."""

from __future__ import annotations

import enum


class VisitState(enum.StrEnum):
    """Requested → accepted / redirected / declined → programmed → held → reported; what was
    accepted may be cancelled."""

    REQUESTED = "requested"
    ACCEPTED = "accepted"
    PROGRAMMED = "programmed"
    HELD = "held"
    REPORTED = "reported"
    REDIRECTED = "redirected"
    DECLINED = "declined"
    CANCELLED = "cancelled"


# Still to take place.
AHEAD = frozenset({VisitState.ACCEPTED, VisitState.PROGRAMMED})
# What a host unit has taken on.
BOOKED = AHEAD | {VisitState.HELD, VisitState.REPORTED}
# Somebody has still something to do.
OPEN = AHEAD | {VisitState.REQUESTED, VisitState.HELD}
TURNED_AWAY = frozenset({VisitState.DECLINED, VisitState.REDIRECTED})
