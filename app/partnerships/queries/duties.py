"""Obligations and seats across partnerships: in whose hands, still open, coming up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.core.permissions import Viewer
from app.core.records import by_ids
from app.partnerships.models import (
    Instrument,
    MembershipFee,
    NetworkSeat,
    Obligation,
    Partnership,
    PartnershipState,
)
from app.partnerships.queries.papers import Papers, read_papers
from app.partnerships.queries.visibility import visible


def open_obligations(session: Session, partnership_id: int) -> list[Obligation]:
    """What is still owed under a partnership, by its day."""
    found = sa.select(Obligation).where(
        Obligation.partnership_id == partnership_id, Obligation.fulfilled_on.is_(None)
    )
    return list(session.scalars(found.order_by(Obligation.due_on, Obligation.id)))


def obligations_of_user(session: Session, user_id: int) -> list[tuple[Obligation, Partnership]]:
    """Open obligations that this person is to fulfil, each with its partnership."""
    found = (
        sa.select(Obligation, Partnership)
        .join(Partnership, Partnership.id == Obligation.partnership_id)
        .where(Obligation.responsible_id == user_id, Obligation.fulfilled_on.is_(None))
        .order_by(Obligation.due_on, Obligation.id)
    )
    return [(obligation, partnership) for obligation, partnership in session.execute(found)]


def lock_obligations(session: Session, ids: Sequence[int]) -> list[Obligation]:
    """These obligations, held until the transaction ends."""
    found = sa.select(Obligation).where(Obligation.id.in_(ids)).order_by(Obligation.id)
    return list(session.scalars(found.with_for_update()))


def seats_of_user(
    session: Session, user_id: int, today: date
) -> list[tuple[NetworkSeat, Partnership]]:
    """Seats that this person holds today or later, each with its membership."""
    found = (
        sa.select(NetworkSeat, Partnership)
        .join(Partnership, Partnership.id == NetworkSeat.membership_id)
        .where(
            NetworkSeat.holder_id == user_id,
            sa.or_(NetworkSeat.to_on.is_(None), NetworkSeat.to_on > today),
        )
        .order_by(Partnership.name_folded, NetworkSeat.id)
    )
    return [(seat, partnership) for seat, partnership in session.execute(found)]


def lock_seats(session: Session, ids: Sequence[int]) -> list[NetworkSeat]:
    """These seats, held until the transaction ends."""
    found = sa.select(NetworkSeat).where(NetworkSeat.id.in_(ids)).order_by(NetworkSeat.id)
    return list(session.scalars(found.with_for_update()))


def papers_ahead(
    session: Session, viewer: Viewer, today: date, days: int
) -> list[tuple[Partnership, Papers]]:
    """What the viewer must see to within ``days`` days or has missed, by partnership.

    Their own obligations; and of partnerships that they own or deputise for the rest that nobody
    else answers for, fees to be paid, and instruments with a day to come.
    """
    horizon, user_id = today + timedelta(days=days), viewer.user_id
    open_ones = sa.select(Partnership.id).where(
        Partnership.state != PartnershipState.ENDED, visible(viewer)
    )
    mine = open_ones.where(
        sa.or_(Partnership.owner_id == user_id, Partnership.deputy_id == user_id)
    )
    papers = read_papers(
        session,
        {
            "instruments": sa.and_(
                Instrument.partnership_id.in_(mine),
                sa.or_(Instrument.ends_on.is_not(None), Instrument.signed_on > today),
            ),
            "fees": sa.and_(
                MembershipFee.membership_id.in_(mine),
                MembershipFee.paid_on.is_(None),
                MembershipFee.due_on <= horizon,
            ),
            "obligations": sa.and_(
                Obligation.fulfilled_on.is_(None),
                Obligation.due_on <= horizon,
                sa.or_(
                    sa.and_(
                        Obligation.responsible_id == user_id,
                        Obligation.partnership_id.in_(open_ones),
                    ),
                    sa.and_(
                        Obligation.responsible_id.is_(None), Obligation.partnership_id.in_(mine)
                    ),
                ),
            ),
        },
    )
    partnerships = by_ids(session, Partnership, sorted(papers))
    return [(partnership, papers[partnership.id]) for partnership in partnerships]


def partnership_of_obligation(session: Session, obligation_id: int, viewer: Viewer) -> int:
    """The number of the partnership it stands under, else NotFound."""
    return _home_of(session, Obligation.partnership_id, Obligation.id == obligation_id, viewer)


def membership_of_seat(session: Session, seat_id: int, viewer: Viewer) -> int:
    """The number of the membership that gives it, else NotFound."""
    return _home_of(session, NetworkSeat.membership_id, NetworkSeat.id == seat_id, viewer)


def _home_of(session: Session, key: Any, condition: Any, viewer: Viewer) -> int:
    found = sa.select(Partnership.id).join_from(key.class_, Partnership, Partnership.id == key)
    number = session.scalar(found.where(condition, visible(viewer)))
    if number is None:
        raise NotFound
    return number
