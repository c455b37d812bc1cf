"""The board of a round: its rows as columns, how many stand where, and what it is narrowed by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.core.i18n import localised
from app.core.permissions import Viewer
from app.core.search.fold import fold
from app.partnerships.models import Partnership
from app.partnerships.queries import visible
from app.reviews.models import Review, ReviewRound, ReviewState
from app.reviews.queries.reviews import OPEN, is_newest
from app.users.models import Unit, User

Choices = dict[str, list[tuple[str, str]]]
NOBODY = "nobody"


def list_board(viewer: Viewer, round_id: int) -> sa.Select[Any]:
    """The newest edition of each review of a round, as what the board shows of it; ``deputy`` is
    named only where the deputy is to write."""
    owner, deputy = aliased(User), aliased(User)
    shown: list[Any] = [
        Review.id,
        Review.edition,
        Review.state,
        Review.progress,
        Review.recommendation,
        Partnership.name,
        Partnership.name_folded,
        ReviewRound.year,
        ReviewRound.quarter_number,
        ReviewRound.due_on,
        owner.name.label("owner"),
        deputy.name.label("deputy"),
    ]
    return (
        sa.select(*shown)
        .select_from(Review)
        .join(Review.partnership)
        .join(Review.round)
        .outerjoin(owner, owner.id == Review.owner_id)
        .outerjoin(deputy, sa.and_(deputy.id == Partnership.deputy_id, _is_deputised()))
        .where(Review.round_id == round_id, is_newest(), visible(viewer))
    )


def _is_deputised() -> sa.ColumnElement[bool]:
    """As ``rules.writer_id`` says it, until it is handed in."""
    return sa.and_(Review.is_delegated, Partnership.deputy_id.is_not(None), Review.state.in_(OPEN))


def by_states(select: sa.Select[Any], asked: Iterable[tuple[ReviewState, bool]]) -> sa.Select[Any]:
    """Those in one of these states, each with whether it is a correction."""
    pairs = [
        sa.and_(Review.state == state, Review.edition > 1 if corrects else Review.edition == 1)
        for state, corrects in asked
    ]
    return select.where(sa.or_(sa.false(), *pairs))


def by_units(select: sa.Select[Any], units: Sequence[str]) -> sa.Select[Any]:
    return select.where(Partnership.unit_id.in_(map(int, units)))


def by_writers(select: sa.Select[Any], writers: Sequence[str]) -> sa.Select[Any]:
    """Those that one of these people is to write or wrote; `NOBODY` for those without an owner."""
    numbers = [int(writer) for writer in writers if writer != NOBODY]
    owns: sa.ColumnElement[bool] = Review.owner_id.in_(numbers)
    if NOBODY in writers:
        owns = sa.or_(owns, Review.owner_id.is_(None))
    written = sa.and_(_is_deputised(), Partnership.deputy_id.in_(numbers))
    return select.where(sa.or_(written, sa.and_(owns, ~_is_deputised())))


def count_board(
    session: Session, viewer: Viewer, round_id: int
) -> Sequence[tuple[ReviewState, bool, int]]:
    """How many of the whole round are in each state, apart for those that are corrections."""
    corrects = (Review.edition > 1).label("corrects")
    found = (
        sa.select(Review.state, corrects, sa.func.count())
        .join(Review.partnership)
        .where(Review.round_id == round_id, is_newest(), visible(viewer))
        .group_by(Review.state, corrects)
    )
    return [(state, bool(corrects), number) for state, corrects, number in session.execute(found)]


def board_choices(session: Session, viewer: Viewer, round_id: int) -> Choices:
    """The units and the people of a round by name, in one statement."""
    of_round = (
        sa.select(Partnership.unit_id, Partnership.deputy_id, Review.owner_id)
        .select_from(Review)
        .join(Review.partnership)
        .where(Review.round_id == round_id, visible(viewer))
        .cte("of_round")
    )
    blank = sa.literal("")
    people = sa.union(sa.select(of_round.c.owner_id), sa.select(of_round.c.deputy_id))
    statement = sa.union_all(
        sa.select(
            sa.literal("unit").label("offered"),
            Unit.id.label("number"),
            Unit.name_en.label("name_en"),
            Unit.name_fi.label("name_fi"),
            Unit.name_sv.label("name_sv"),
        ).where(Unit.id.in_(sa.select(of_round.c.unit_id))),
        sa.select(sa.literal("writer"), User.id, User.name, blank, blank).where(
            User.id.in_(people)
        ),
    )
    found: Choices = defaultdict(list)
    for row in session.execute(statement):
        found[row.offered].append((str(row.number), localised(row)))
    for choices in found.values():
        choices.sort(key=lambda choice: fold(choice[1]))
    return found
