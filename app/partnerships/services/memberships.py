"""Fees of a network year by year, and our seats in it."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor
from app.core.errors import Refused
from app.core.i18n import _l
from app.core.records import Values, assign
from app.partnerships import queries, rules
from app.partnerships.models import MembershipFee, NetworkSeat
from app.partnerships.services.duties import SEAT
from app.partnerships.services.settle import verb
from app.users.services import overtake

FEE_FIELDS = frozenset(
    {"year", "amount", "currency", "eur", "eur_on", "budget_line", "due_on", "paid_on", "note"}
)
SEAT_FIELDS = frozenset(
    {"body", "role", "places", "holder_id", "holder_name", "from_on", "to_on", "note"}
)


def add_fee(session: Session, membership: Any, values: Values, *, actor: Actor) -> MembershipFee:
    """The fee of a year that has none yet; the newest year becomes the fee of the membership."""
    fee = MembershipFee(membership_id=membership.id)
    with verb(session, membership, actor, "partnership.fee_add"):
        _fill_fee(fee, values)
        session.add(fee)
        _agree(session, membership)
    return fee


def update_fee(
    session: Session, membership: Any, fee: MembershipFee, values: Values, *, actor: Actor
) -> None:
    """Save the edited fee of a year."""
    with verb(session, membership, actor, "partnership.fee_update"):
        _fill_fee(fee, values)
        _agree(session, membership)


def remove_fee(
    session: Session, membership: Any, fee: MembershipFee, reason: str, *, actor: Actor
) -> None:
    """Take a year out, and why; the newest of the others becomes the fee of the membership."""
    with verb(session, membership, actor, "partnership.fee_remove", reason):
        session.delete(fee)
        _agree(session, membership)


def _fill_fee(fee: MembershipFee, values: Values) -> None:
    assign(fee, values, FEE_FIELDS)
    if fee.currency in (None, "EUR") and fee.eur != fee.amount:
        fee.eur = fee.amount
    if gaps := rules.fee_gaps(fee, clock.today()):
        raise Refused(gaps[0].label, gaps)


def _agree(session: Session, membership: Any) -> None:
    """Lists and reports read one fee a membership: that of the newest year, kept here."""
    session.flush()
    newest = rules.newest_fee(queries.fees_of(session, membership.id))
    if newest is not None:
        membership.fee_amount, membership.fee_currency = newest.amount, newest.currency or "EUR"
        membership.fee_eur, membership.fee_eur_on = newest.eur, newest.eur_on
    elif membership.fee_amount is not None or membership.fee_eur is not None:
        membership.fee_amount = membership.fee_eur = membership.fee_eur_on = None


def add_seat(session: Session, membership: Any, values: Values, *, actor: Actor) -> NetworkSeat:
    """Somebody of ours in a body of the network. Refused where the seat is taken on those days."""
    seat = NetworkSeat(membership_id=membership.id, places=1, role="", holder_name="")
    with verb(session, membership, actor, "partnership.seat_add"):
        _fill_seat(session, seat, values)
        session.add(seat)
    return seat


def update_seat(
    session: Session, membership: Any, seat: NetworkSeat, values: Values, *, actor: Actor
) -> None:
    """Save an edited seat."""
    before = seat.holder_id
    with verb(session, membership, actor, "partnership.seat_update"):
        _fill_seat(session, seat, values)
    if seat.holder_id != before:
        overtake(session, [(SEAT, seat.id)], actor=actor)


def remove_seat(
    session: Session, membership: Any, seat: NetworkSeat, reason: str, *, actor: Actor
) -> None:
    """Take out a seat that was entered by mistake, and why."""
    with verb(session, membership, actor, "partnership.seat_remove", reason):
        session.delete(seat)
    overtake(session, [(SEAT, seat.id)], actor=actor)


def _fill_seat(session: Session, seat: NetworkSeat, values: Values) -> None:
    others = [one for one in queries.seats_of(session, seat.membership_id) if one is not seat]
    with session.no_autoflush:
        assign(seat, values, SEAT_FIELDS)
    if bool(seat.holder_id) == bool(seat.holder_name):
        raise Refused(
            _l("Choose a colleague, or write the name of somebody without an account."),
            field="holder_id",
        )
    if rules.seats_overlap(others, seat):
        raise Refused(
            _l("Somebody holds this seat on those days. End theirs first, or give it more places."),
            field="from_on",
        )
