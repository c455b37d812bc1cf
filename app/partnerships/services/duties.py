"""Obligations and seats of somebody who leaves, and what is still owed before an end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.core import clock, hooks
from app.core.audit import Actor, acting
from app.core.hooks import Holding, Ownership
from app.core.i18n import _, _l
from app.core.together import set_together
from app.partnerships import queries
from app.partnerships.models import NetworkSeat
from app.partnerships.permissions import PARTNERSHIP_EDIT, PARTNERSHIP_VIEW

OBLIGATION, SEAT = "obligation", "network_seat"
OBLIGATION_PAGE, SEAT_PAGE = "partnerships.show_obligation", "partnerships.show_seat"


def open_under(session: Session, partnership_id: int) -> list[Holding]:
    """Ending a partnership asks for what is owed to be fulfilled, or taken out with a reason."""
    return [
        Holding(OBLIGATION, each.id, _("Obligation: %(what)s", what=each.what), OBLIGATION_PAGE)
        for each in queries.open_obligations(session, partnership_id)
    ]


def owed_by(session: Session, user_id: int) -> list[Holding]:
    """Open obligations that this person is to fulfil."""
    return [
        Holding(
            OBLIGATION,
            obligation.id,
            f"{obligation.what} ({partnership.name})",
            OBLIGATION_PAGE,
            partnership.unit_id,
        )
        for obligation, partnership in queries.obligations_of_user(session, user_id)
    ]


def hand_over_obligations(
    session: Session,
    ids: Sequence[int],
    giver_id: int,
    successor_id: int | None,
    *,
    actor: Actor,
    reason: str,
) -> None:
    """Open obligations pass on; what was fulfilled meanwhile stays with who fulfilled it."""
    with acting(session, actor, "partnership.obligation_hand_over", reason):
        found = queries.lock_obligations(session, ids)
        theirs = [
            each for each in found if each.fulfilled_on is None and each.responsible_id == giver_id
        ]
        set_together(session, theirs, {"responsible_id": successor_id})


def seated(session: Session, user_id: int) -> list[Holding]:
    """Seats in networks that this person holds beyond today."""
    return [
        Holding(
            SEAT,
            seat.id,
            f"{' – '.join(filter(None, (seat.body, seat.role)))} ({partnership.name})",
            SEAT_PAGE,
            partnership.unit_id,
        )
        for seat, partnership in queries.seats_of_user(session, user_id, clock.today())
    ]


def hand_over_seats(
    session: Session,
    ids: Sequence[int],
    giver_id: int,
    successor_id: int | None,
    *,
    actor: Actor,
    reason: str,
) -> None:
    """From tomorrow the successor sits there, until the same day; the giver's time up to today is
    written down beside it. Without a successor nobody of ours sits there any more.
    """
    today = clock.today()
    with session.begin_nested(), acting(session, actor, "partnership.seat_hand_over", reason):
        found = queries.lock_seats(session, ids)
        theirs = [
            each
            for each in found
            if each.holder_id == giver_id and (each.to_on is None or each.to_on > today)
        ]
        running = [each for each in theirs if each.from_on is None or each.from_on <= today]
        to_come = [each for each in theirs if each not in running]
        if successor_id is None:
            set_together(session, running, {"to_on": today})
            for seat in to_come:
                session.delete(seat)
            return
        pasts = [_past(seat, today) for seat in running]
        tomorrow = today + timedelta(days=1)
        set_together(session, to_come, {"holder_id": successor_id})
        set_together(session, running, {"holder_id": successor_id, "from_on": tomorrow})
        session.add_all(pasts)


def _past(seat: NetworkSeat, today: date) -> NetworkSeat:
    """The holder's time in a seat up to today."""
    return NetworkSeat(
        membership_id=seat.membership_id,
        body=seat.body,
        role=seat.role,
        places=seat.places,
        holder_id=seat.holder_id,
        from_on=seat.from_on,
        to_on=today,
        note=seat.note,
    )


hooks.before_end.append(open_under)
hooks.ownership.append(
    Ownership(
        OBLIGATION,
        _l("Obligations to fulfil"),
        frozenset({"obligation.responsible_id"}),
        owed_by,
        hand_over_obligations,
        PARTNERSHIP_EDIT,
        "partnership",
        may_be_vacant=True,
    )
)
hooks.ownership.append(
    Ownership(
        SEAT,
        _l("Seats in networks"),
        frozenset({"network_seat.holder_id"}),
        seated,
        hand_over_seats,
        PARTNERSHIP_VIEW,
        "partnership",
        may_be_vacant=True,
    )
)
