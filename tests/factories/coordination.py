"""Seats of the coordination group and their members."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from app.coordination import services
from app.coordination.models import Seat, SeatMember
from app.core.audit import SYSTEM
from app.core.session import Session

_numbers = count(1)


def make_seat(session: Session, name: str = "", **values: Any) -> Seat:
    """A seat since 10 June 2019, vacant."""
    given = {"name_en": name or f"Seat {next(_numbers)}", "started_on": date(2019, 6, 10), **values}
    return services.add_seat(session, given, actor=SYSTEM)


def make_member(
    session: Session, seat: Seat | None = None, name: str = "", **values: Any
) -> SeatMember:
    """Somebody without an account who has held the seat since 1 January 2026."""
    given = {"name": name or f"Member {next(_numbers)}", "started_on": date(2026, 1, 1), **values}
    return services.add_member(session, seat or make_seat(session), given, actor=SYSTEM)
