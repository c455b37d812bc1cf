"""Ordering a long report, and telling how far it is."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor
from app.core.errors import NotFound, Refused
from app.core.i18n import _, language
from app.insight import orders, queries
from app.insight.models import OrderedReport, OrderState, ReportKind
from app.reviews.models import ReviewRound


def order_report(
    session: Session, opened: ReviewRound, kind: ReportKind, question: str, *, actor: Actor
) -> tuple[OrderedReport, bool]:
    """An order in the language of whoever asks, and whether it is new: while one of theirs is being
    made it is that one.

    ``question`` is the query string of the report. Whatever is kept no longer goes. Refused while
    as many are being made as the server bears.
    """
    if actor.id is None:
        raise NotFound
    now = clock.now()
    queries.drop_orders(session, now - orders.KEPT)
    for order in queries.lost_orders(session, now - orders.LOST_AFTER):
        fail_order(session, order)
    running = queries.find_running_order(session, actor.id)
    if running is not None:
        return running, False
    if queries.count_running_orders(session) >= orders.MOST:
        raise Refused(_("Other reports are being made just now. Try again in a minute."))
    order = OrderedReport(
        user_id=actor.id, round_id=opened.id, kind=kind, question=question, locale=language()
    )
    try:
        with session.begin_nested():
            session.add(order)
    except IntegrityError:
        # Pressed twice: the database lets each person have one.
        return queries.get_running_order(session, actor.id), False
    return order, True


def move_order(session: Session, order: OrderedReport, step: int) -> None:
    """It is at ``step`` of `orders.STEPS` now."""
    order.step, order.moved_at = step, clock.now()
    session.flush()


def finish_order(session: Session, order: OrderedReport, content: bytes) -> None:
    """The file is there; from now on it is kept for a while."""
    move_order(session, order, orders.STEPS)
    order.state, order.content, order.size = OrderState.MADE, content, len(content)
    session.flush()


def fail_order(session: Session, order: OrderedReport) -> None:
    """Nothing comes of it, unless it is there already."""
    if order.state is OrderState.MAKING:
        order.state = OrderState.FAILED
        session.flush()
