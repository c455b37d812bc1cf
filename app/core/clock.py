"""The one place that reads the clock, so that tests and the demonstration can set it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_frozen: ContextVar[datetime | None] = ContextVar("frozen_clock", default=None)
_everywhere: list[datetime] = []
zone = ZoneInfo("Europe/Helsinki")


def set_zone(name: str) -> None:
    """The city's time zone, an IANA name; decides where a day begins."""
    global zone
    zone = ZoneInfo(name)


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _frozen.get() or (_everywhere[-1] if _everywhere else datetime.now(UTC))


def today() -> date:
    """Today's date in the city."""
    return now().astimezone(zone).date()


def local(moment: datetime) -> datetime:
    """A UTC moment in the city's time zone."""
    return moment.astimezone(zone)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Within the block, in this context only, the clock stands at ``moment``."""
    token = _frozen.set(moment)
    try:
        yield
    finally:
        _frozen.reset(token)


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Within the block the clock of the whole process stands at ``moment`` (for tests)."""
    _everywhere.append(moment)
    try:
        yield
    finally:
        _everywhere.pop()
