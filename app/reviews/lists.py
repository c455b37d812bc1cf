"""The board of a round as a list: who must write what, narrowed and page by page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.core import clock
from app.core.i18n import _, _l, choice, choices, show_date
from app.core.lists import Column, Filter, ListPage, Order
from app.core.periods import Quarter
from app.core.permissions import Viewer
from app.core.search.fold import fold
from app.core.session import db
from app.core.urls import url_for
from app.partnerships.models import Partnership
from app.reviews import labels, queries, rules
from app.reviews.models import Review, ReviewRound
from app.reviews.permissions import REVIEW_VIEW
from app.reviews.views import TONES

__all__ = ["board", "labels"]


def _standing(row: Any) -> rules.Standing:
    quarter = Quarter(row.year, row.quarter_number)
    return rules.standing(row.state, quarter, row.due_on, clock.today(), row.edition)


def _writer(row: Any) -> str:
    """Who is to write it, or wrote it."""
    owner = row.owner or _("No owner")
    return f"{row.deputy}, {_('for %(name)s', name=owner)}" if row.deputy else owner


def _due(row: Any) -> Any:
    """A correction is never overdue, and what is handed in needs no day."""
    return row.due_on if row.edition == 1 and rules.may_be_written(row.state) else None


def _told_due(row: Any) -> str:
    due = _due(row)
    return show_date(due) if due else ""


def _judged(row: Any, name: str) -> str:
    """What the owner says of it, once it is handed in."""
    value = getattr(row, name)
    return "" if value is None or rules.may_be_written(row.state) else choice(value)


Choices = list[tuple[str, str]]
OFFERED = 60
"""Units or people that a filter offers one by one."""

COLUMNS = (
    Column(
        "partnership",
        _l("Partnership"),
        lambda row: row.name,
        sort=Order({"name_folded": Partnership.name_folded, "id": Review.id}),
        url=lambda row: url_for("reviews.show_review", review_id=row.id),
    ),
    Column("writer", _l("Who writes"), _writer),
    # A date that wraps costs every row a second line.
    Column("due", _l("By"), _due, "date", text=lambda row: _told_due(row).replace(" ", "\u00a0")),
    Column(
        "state",
        _l("State"),
        lambda row: choice(_standing(row)),
        kind="tag",
        sort=Review.state,
        tone=lambda row: TONES[_standing(row)],
    ),
    Column("progress", _l("Status of the quarter"), lambda row: _judged(row, "progress")),
    Column("recommendation", _l("Recommendation"), lambda row: _judged(row, "recommendation")),
)


def _one_of(
    key: str, label: Any, narrow: Callable[[Any, list[str]], Any], known: Choices
) -> Filter:
    """A choice of a few; of many a part of the name is typed, or their list would be most of the
    page. A number, as in an older address, means what it meant."""
    if len(known) <= OFFERED:
        return Filter(key, label, lambda select, value: narrow(select, [value]), lambda: known)

    def named(select: Any, text: str) -> Any:
        asked = fold(text)
        return narrow(select, [each for each, name in known if text == each or asked in fold(name)])

    return Filter(key, label, named, kind="search")


def board(opened: ReviewRound, viewer: Viewer) -> ListPage:
    """The reviews of one round that the viewer may see."""

    offered = queries.board_choices(db.session, viewer, opened.id)
    writers = [(queries.NOBODY, _("No owner")), *offered["writer"]]

    def by_standing(select: Any, value: str) -> Any:
        wanted, today = rules.Standing(value), clock.today()
        states = rules.states_meaning(wanted, opened.quarter, opened.due_on, today)
        return queries.by_states(select, states)

    return ListPage(
        key="reviews",
        title=_l("Reviews of the round %(quarter)s", quarter=opened.quarter),
        permission=REVIEW_VIEW,
        model=Review,
        query=lambda asking: queries.list_board(asking, opened.id),
        columns=COLUMNS,
        filters=(
            Filter("state", _l("State"), by_standing, lambda: choices(rules.Standing)),
            _one_of("unit", _l("Unit"), queries.by_units, offered["unit"]),
            _one_of("writer", _l("Who writes"), queries.by_writers, writers),
        ),
        default_sort="partnership",
        empty_text=_l("No partnership was in effect in this quarter"),
    )
