"""Instruments, obligations, fees and seats of partnerships, with sensible defaults."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from app.core.attachments import Upload
from app.core.audit import SYSTEM
from app.core.session import Session
from app.partnerships import services
from app.partnerships.models import (
    Binding,
    Instrument,
    InstrumentKind,
    MembershipFee,
    NetworkSeat,
    Obligation,
    Recurrence,
    Term,
)


def make_instrument(
    session: Session, partnership: Any, upload: Upload | None = None, **values: Any
) -> Instrument:
    """A signed memorandum of unknown term."""
    given = {
        "kind": InstrumentKind.MEMORANDUM,
        "title": "Memorandum of understanding",
        "signed_on": date(2024, 5, 6),
        "binding": Binding.UNKNOWN,
        "term": Term.UNKNOWN,
        **values,
    }
    return services.add_instrument(session, partnership, given, upload, actor=SYSTEM)


def make_obligation(session: Session, partnership: Any, **values: Any) -> Obligation:
    """A report due at the end of 2026, once."""
    given = {
        "what": "Progress report",
        "due_on": date(2026, 12, 31),
        "recurrence": Recurrence.NONE,
        **values,
    }
    return services.add_obligation(session, partnership, given, actor=SYSTEM)


def make_fee(session: Session, membership: Any, year: int = 2026, **values: Any) -> MembershipFee:
    """2,000 euros for a year."""
    given = {"year": year, "amount": Decimal(2000), "currency": "EUR", **values}
    return services.add_fee(session, membership, given, actor=SYSTEM)


def make_seat(session: Session, membership: Any, **values: Any) -> NetworkSeat:
    """A seat on the board, held by somebody without an account since 2025."""
    given = {
        "body": "Board",
        "role": "Member",
        "places": 1,
        "holder_name": "Aino Virta",
        "from_on": date(2025, 1, 1),
        **values,
    }
    return services.add_seat(session, membership, given, actor=SYSTEM)
