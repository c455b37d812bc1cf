"""Reviews, each with the loader options its page needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, contains_eager, defer, joinedload, selectinload

from app.core.audit import Change
from app.core.permissions import Viewer
from app.core.records import get_one
from app.partnerships.models import Partnership
from app.partnerships.queries import visible
from app.reviews.models import Review, ReviewComment, ReviewDraft, ReviewRound, ReviewState
from app.strategy.models import GoalChange
from app.users.models import User

OPEN = (ReviewState.OPEN, ReviewState.SENT_BACK)


def get_review(session: Session, review_id: int, viewer: Viewer, lock: bool = False) -> Review:
    """One review with all its page shows, and what the viewer typed into it without saving;
    NotFound where the viewer may not see the partnership."""
    if lock:
        get_one(session, sa.select(Review).where(Review.id == review_id), lock=True)
    statement = (
        sa.select(Review)
        .join(Review.partnership)
        .where(Review.id == review_id, visible(viewer))
        .options(
            contains_eager(Review.partnership).joinedload(Partnership.deputy),
            joinedload(Review.round),
            joinedload(Review.owner),
            joinedload(Review.corrected_by).load_only(Review.id, Review.state),
            joinedload(Review.scores),
            joinedload(Review.drafts.and_(ReviewDraft.user_id == viewer.user_id)),
            joinedload(Review.submitted_by),
            joinedload(Review.on_behalf_of),
            joinedload(Review.accepted_by),
            # A handful at most: one joined row set costs less than a statement.
            joinedload(Review.comments).joinedload(ReviewComment.author),
            joinedload(Review.goal_changes).joinedload(GoalChange.goal),
            joinedload(Review.goal_changes).joinedload(GoalChange.objective),
        )
        .execution_options(populate_existing=lock)
    )
    return get_one(session, statement)


def is_newest() -> sa.ColumnElement[bool]:
    """Not corrected: neither for good nor by something still being written."""
    later = aliased(Review)
    return ~sa.exists().where(later.corrects_id == Review.id)


@cache
def is_in_force() -> sa.ColumnElement[bool]:
    """What a report reads: the newest accepted edition, or the first while none is accepted."""
    later = aliased(Review)
    corrected = sa.exists().where(
        later.corrects_id == Review.id, later.state == ReviewState.ACCEPTED
    )
    stands = sa.or_(Review.edition == 1, Review.state == ReviewState.ACCEPTED)
    return sa.and_(stands, ~corrected)


def reviews_of_round(viewer: Viewer, round_id: int) -> sa.Select[Any]:
    """The reviews of one round that the viewer may see, with partnership, owner and deputy; the
    frozen figures, which no list shows, are left where they are."""
    deputy = aliased(User)
    return (
        sa.select(Review)
        .join(Review.partnership)
        .outerjoin(Review.owner)
        .outerjoin(Partnership.deputy.of_type(deputy))
        .where(Review.round_id == round_id, visible(viewer))
        .options(
            contains_eager(Review.partnership).contains_eager(Partnership.deputy.of_type(deputy)),
            contains_eager(Review.owner),
            defer(Review.figures),
        )
        .order_by(Partnership.name_folded, Review.id)
    )


def list_reviews(session: Session, viewer: Viewer, round_id: int) -> list[Review]:
    """The newest edition of each review of a round, by the partnership's name."""
    return list(session.scalars(reviews_of_round(viewer, round_id).where(is_newest())))


def reviews_for(
    session: Session, viewer: Viewer, *, accepts: bool, limit: int = 50
) -> tuple[list[Review], list[Review]]:
    """Reviews that the viewer is expected to write, soonest due first, and, for whoever ``accepts``
    them, submitted ones, oldest first.

    Both in one statement: the home page has none to spare.
    """
    waiting = _to_write(viewer.user_id, limit)
    if accepts:
        waiting = sa.union_all(waiting, _to_accept(viewer, limit))
    found = session.scalars(
        sa.select(Review)
        .join(Review.round)
        .join(Review.partnership)
        .where(Review.id.in_(waiting))
        .options(contains_eager(Review.partnership), contains_eager(Review.round))
        .order_by(ReviewRound.due_on, Partnership.name_folded)
    ).all()
    submitted = [each for each in found if each.state is ReviewState.SUBMITTED]
    submitted.sort(key=lambda each: (each.submitted_at, each.id))
    return [each for each in found if each.state in OPEN], submitted


def _to_write(user_id: int, limit: int) -> Any:
    """Numbers of open and sent-back reviews of this user: their own partnerships', unless
    delegated, and what owners delegated to them as deputies."""
    unwritten = Review.state.in_(OPEN)
    deputised = sa.select(Partnership.id).where(Partnership.deputy_id == user_id)
    has_deputy = sa.exists().where(
        Partnership.id == Review.partnership_id, Partnership.deputy_id.is_not(None)
    )
    # Each way has its index; asked with OR, all reviews that nobody wrote yet would be read.
    mine = sa.union(
        sa.select(Review.id).where(
            Review.owner_id == user_id, unwritten, ~sa.and_(Review.is_delegated, has_deputy)
        ),
        sa.select(Review.id).where(
            Review.partnership_id.in_(deputised), unwritten, Review.is_delegated
        ),
    )
    first = (
        sa.select(Review.id)
        .join(Review.round)
        .join(Review.partnership)
        .where(Review.id.in_(mine))
        .order_by(ReviewRound.due_on, Partnership.name_folded)
        .limit(limit)
    )
    return sa.select(first.subquery())


def _to_accept(viewer: Viewer, limit: int) -> Any:
    """Numbers of submitted reviews that wait for a manager, oldest first."""
    first = (
        sa.select(Review.id)
        .join(Review.partnership)
        .where(Review.state == ReviewState.SUBMITTED, visible(viewer))
        .order_by(Review.submitted_at)
        .limit(limit)
    )
    return sa.select(first.subquery())


def reviews_of_partnership(session: Session, partnership_id: int, limit: int = 16) -> list[Review]:
    """The reviews of one partnership, newest quarter first (who may see it may read them)."""
    statement = (
        sa.select(Review)
        .join(Review.round)
        .where(Review.partnership_id == partnership_id)
        .options(contains_eager(Review.round), defer(Review.figures))
        .order_by(ReviewRound.year.desc(), ReviewRound.quarter_number.desc(), Review.edition.desc())
        .limit(limit)
    )
    return list(session.scalars(statement))


def lock_unaccepted(session: Session, partnership_ids: Sequence[int]) -> list[Review]:
    """The reviews of these partnerships that are not accepted yet, held until the end."""
    found = sa.select(Review).where(
        Review.partnership_id.in_(partnership_ids), Review.state != ReviewState.ACCEPTED
    )
    return list(session.scalars(found.order_by(Review.id).with_for_update()))


def drop_drafts(session: Session, review_id: int) -> None:
    """Remove what anybody typed into a review and did not save."""
    session.execute(sa.delete(ReviewDraft).where(ReviewDraft.review_id == review_id))


def waiting_reviews(session: Session) -> list[Review]:
    """Everything that somebody has yet to write, with round, owner and deputy, by its day."""
    statement = (
        sa.select(Review)
        .join(Review.round)
        .where(Review.state.in_(OPEN))
        .options(
            contains_eager(Review.round),
            joinedload(Review.owner),
            joinedload(Review.partnership).joinedload(Partnership.deputy),
        )
        .order_by(ReviewRound.due_on, Review.id)
    )
    return list(session.scalars(statement))


def changed_since_accepted(session: Session) -> Sequence[int]:
    """Numbers of what the history calls accepted under a hash, and that is gone, stands in another
    state or has another hash."""
    sealed = Change.fields["content_hash"][1].as_string()
    stands = sa.exists().where(
        Review.id == Change.entity_id,
        Review.state == ReviewState.ACCEPTED,
        Review.content_hash == sealed,
    )
    return session.scalars(
        sa.select(Change.entity_id)
        .where(
            Change.entity_type == "review",
            Change.action == "review.accept",
            Change.part == "",
            sealed.is_not(None),
            ~stands,
        )
        .order_by(Change.id)
    ).all()


def accepted_reviews(session: Session, step: int = 200) -> Iterator[Review]:
    """Every accepted review with its scores, by number, some at a time."""
    number = 0
    while True:
        found = sa.select(Review).where(Review.state == ReviewState.ACCEPTED, Review.id > number)
        some = found.options(selectinload(Review.scores)).order_by(Review.id).limit(step)
        reviews = list(session.scalars(some))
        if not reviews:
            return
        yield from reviews
        number = reviews[-1].id
        for review in reviews:
            session.expunge(review)
