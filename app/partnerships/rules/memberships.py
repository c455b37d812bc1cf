"""Fees and seats of a network: which year counts, what can be added up, who sits where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.core.errors import Gap
from app.core.i18n import _l


def newest_fee(fees: Sequence[Any]) -> Any:
    """The fee that stands for the membership in lists and reports: of the newest year, or None."""
    return max(fees, key=lambda fee: fee.year, default=None)


@dataclass(frozen=True)
class FeeTotals:
    """``eur`` adds the years whose euro value is stated, of which there are ``stated``.

    ``original`` is the sum in the one currency of all years, or None where they differ. A year
    without an amount is in neither sum: blank is not zero.
    """

    years: int
    stated: int
    eur: Decimal | None
    amounts: int
    original: Decimal | None
    currency: str


def fee_totals(fees: Sequence[Any]) -> FeeTotals:
    """The sums that can honestly be made of these years."""
    stated = [fee.eur for fee in fees if fee.eur is not None]
    given = [fee for fee in fees if fee.amount is not None]
    currencies = {fee.currency for fee in given}
    is_one = len(currencies) == 1
    return FeeTotals(
        years=len(fees),
        stated=len(stated),
        eur=sum(stated, Decimal()) if stated else None,
        amounts=len(given),
        original=sum((fee.amount for fee in given), Decimal()) if is_one else None,
        currency=currencies.pop() if is_one else "",
    )


def fee_gaps(fee: Any, today: date) -> list[Gap]:
    """What is wrong with the fee of a year as it was written; empty when nothing is."""
    ahead = [
        Gap(name, _l("This date lies ahead."), name)
        for name in ("paid_on", "eur_on")
        if getattr(fee, name) is not None and getattr(fee, name) > today
    ]
    if fee.eur is None and fee.eur_on is not None:
        return [*ahead, Gap("eur", _l("Write the value in euros that was stated then."), "eur")]
    return ahead


def fee_is_late(fee: Any, today: date) -> bool:
    """Due and not paid."""
    return fee.paid_on is None and fee.due_on is not None and bool(fee.due_on < today)


def seat_key(seat: Any) -> tuple[str, str]:
    """What makes two rows the same seat: body and role, however they are spaced or cased."""
    body, role = (" ".join(text.split()).casefold() for text in (seat.body, seat.role))
    return body, role


def holds_on(seat: Any, day: date) -> bool:
    """Whether its holder sits there on ``day``; an open beginning or end counts as always."""
    return (seat.from_on is None or seat.from_on <= day) and (
        seat.to_on is None or day <= seat.to_on
    )


def holders_on(seats: Sequence[Any], day: date) -> list[Any]:
    """The seats as they are held on ``day``."""
    return [seat for seat in seats if holds_on(seat, day)]


def seats_overlap(seats: Sequence[Any], seat: Any) -> bool:
    """Whether on some day more people than there are places sit in the body and role of ``seat``.

    ``seats`` are those of the membership, with or without ``seat``.
    """
    same = [one for one in seats if one is not seat and seat_key(one) == seat_key(seat)]
    places = max(one.places for one in (*same, seat))
    # A crowd begins on the day somebody comes in.
    days = [one.from_on or date.min for one in (*same, seat)]
    return any(
        holds_on(seat, day) and sum(holds_on(one, day) for one in same) >= places for day in days
    )
