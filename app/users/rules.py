"""Questions about accounts that need no database: limits, delays, what nobody may do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.core.hooks import Holding, Ownership, ownership_of
from app.core.i18n import _
from app.core.permissions import Role, allows

# A session ends after a working day, and sooner when its browser is left alone.
ABSOLUTE_LIMIT = timedelta(hours=12)
IDLE_LIMIT = timedelta(hours=8)
# How exactly the idle time is known: a write for every page would cost more than it tells.
SEEN_EVERY = timedelta(minutes=5)

LONGEST_DELAY = timedelta(minutes=15)
ACCOUNT_FAILURES = 5
ADDRESS_FAILURES = 100
# Failures are forgotten after this long without another one.
ACCOUNT_MEMORY = timedelta(hours=24)
ADDRESS_MEMORY = timedelta(hours=1)

DEMONSTRATION_DOMAIN = "@demo.example"


def delay_after(failures: int, free: int) -> timedelta:
    """How long to wait after so many failures: nothing, then 1 s, doubled up to 15 minutes."""
    if failures < free:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(failures - free, 20)), LONGEST_DELAY)


def wait_in_words(until: datetime, now: datetime) -> str:
    """How long somebody has to wait, rounded up."""
    seconds = max(1, int((until - now).total_seconds() + 0.999))
    if seconds < 60:
        return _("Try again in %(number)d s.", number=seconds)
    return _("Try again in %(number)d min.", number=-(-seconds // 60))


def is_safe_path(target: str) -> bool:
    """Whether ``target`` stays on this site: a path, not something a browser reads as a host."""
    return (
        target.startswith("/")
        and not target.startswith(("//", "/\\"))
        and "\\" not in target
        and target.isprintable()
        and len(target) <= 2000
    )


def is_own_promotion(role: Role, new_role: Role) -> bool:
    """Whether this change of one's own role would raise it."""
    ranks = list(Role)
    return ranks.index(new_role) > ranks.index(role)


def leaves_administrator(*, is_administrator: bool, others: int) -> bool:
    """Whether an administrator remains when this account stops being an active one."""
    return not is_administrator or others > 0


@dataclass(frozen=True)
class InUnit:
    """Somebody in the unit they will belong to, as far as permissions ask."""

    role: Role
    unit_id: int
    is_authenticated: bool = True


def out_of_reach(held: Sequence[Holding], mover: InUnit) -> list[Holding]:
    """What of it somebody could not act on any more in this role and unit."""
    return [
        holding for holding in held if not allows(mover, ownership_of(holding.kind).needs, holding)
    ]


def decision_gap(
    holding: Holding,
    ownership: Ownership,
    decision: Any,
    *,
    successor: Any,
    mover: InUnit | None,
    may_stay: bool,
) -> str | None:
    """What is wrong with what was decided about one holding, in words, or None.

    ``successor`` is the account of the one chosen; ``mover`` is the giver in the new unit and role,
    who may keep only what they may still act on.
    """
    if decision is None:
        return _("choose who takes it over.")
    if decision.stays:
        if not may_stay:
            return _("it cannot stay with somebody who leaves.")
        if mover is not None and not allows(mover, ownership.needs, holding):
            return _("it cannot stay: the new unit or role may not act on it.")
        return None
    if decision.successor_id is None:
        return None if ownership.may_be_vacant else _("choose who takes it over.")
    if successor is None or not successor.is_active:
        return _("choose somebody with an active account.")
    if not allows(successor, ownership.needs, holding):
        return _("%(name)s has no right to act on it.", name=successor.name)
    return None


_BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("Windows", "Windows"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"),
    ("Mac OS X", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


def browser_name(agent: str) -> str:
    """A browser and its system in two words people know, from the User-Agent header."""
    found = [
        next((name for sign, name in signs if sign in agent), "") for signs in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(name for name in found if name) or re.sub(r"[^ -~]", "", agent)[:40]
