"""One thing that hangs on a partnership, and the few lists that its verbs ask for."""

from __future__ import annotations

from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.core.records import get_one
from app.partnerships.models import (
    Instrument,
    MembershipFee,
    NetworkSeat,
    Obligation,
    PartnershipDocument,
)

Record = TypeVar("Record", Instrument, MembershipFee, NetworkSeat, Obligation, PartnershipDocument)


def _get(
    session: Session, model: type[Record], key: Any, partnership_id: int, number: int, *options: Any
) -> Record:
    found: sa.Select[Any] = sa.select(model).where(model.id == number, key == partnership_id)
    record: Record = get_one(session, found.options(*options))
    return record


def get_instrument(session: Session, partnership_id: int, instrument_id: int) -> Instrument:
    """One instrument of this partnership, else NotFound."""
    key = Instrument.partnership_id
    return _get(session, Instrument, key, partnership_id, instrument_id)


def get_fee(session: Session, membership_id: int, fee_id: int) -> MembershipFee:
    """The fee of one year of this membership, else NotFound."""
    return _get(session, MembershipFee, MembershipFee.membership_id, membership_id, fee_id)


def get_seat(session: Session, membership_id: int, seat_id: int) -> NetworkSeat:
    """One seat of this membership with its holder, else NotFound."""
    key, holder = NetworkSeat.membership_id, joinedload(NetworkSeat.holder)
    return _get(session, NetworkSeat, key, membership_id, seat_id, holder)


def get_obligation(session: Session, partnership_id: int, obligation_id: int) -> Obligation:
    """One obligation of this partnership with who is responsible, else NotFound."""
    key, person = Obligation.partnership_id, joinedload(Obligation.responsible)
    return _get(session, Obligation, key, partnership_id, obligation_id, person)


def get_document(session: Session, partnership_id: int, document_id: int) -> PartnershipDocument:
    """One file of this partnership, without its content, else NotFound."""
    key, file = PartnershipDocument.partnership_id, joinedload(PartnershipDocument.attachment)
    return _get(session, PartnershipDocument, key, partnership_id, document_id, file)


def documents_of(
    session: Session, *, instrument_id: int | None = None, obligation_id: int | None = None
) -> list[PartnershipDocument]:
    """The files of an instrument or an obligation."""
    found = sa.select(PartnershipDocument).options(joinedload(PartnershipDocument.attachment))
    if instrument_id is not None:
        found = found.where(PartnershipDocument.instrument_id == instrument_id)
    else:
        found = found.where(PartnershipDocument.obligation_id == obligation_id)
    return list(session.scalars(found.order_by(PartnershipDocument.id)))


def fees_of(session: Session, membership_id: int) -> list[MembershipFee]:
    """The fees of a membership, newest year first."""
    found = sa.select(MembershipFee).where(MembershipFee.membership_id == membership_id)
    return list(session.scalars(found.order_by(MembershipFee.year.desc())))


def seats_of(session: Session, membership_id: int) -> list[NetworkSeat]:
    """The seats of a membership, as they were entered."""
    found = sa.select(NetworkSeat).where(NetworkSeat.membership_id == membership_id)
    return list(session.scalars(found.order_by(NetworkSeat.id)))
