"""The records behind a figure of a report: those of the same scope, so that they count the same."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.errors import NotFound
from app.core.periods import Quarter
from app.engagements.models import Engagement, EngagementState, EngagementType
from app.engagements.queries.promised import late_promises, open_promises, promises_in
from app.insight import queries
from app.insight.scope import Scope
from app.partnerships.models import (
    Partnership,
    PartnershipKind,
    PartnershipState,
)
from app.reviews.models import ReviewRound

Member = TypeVar("Member", bound=enum.Enum)
MOST = 500
"""Rows on the page; the lists of the register page further."""


@dataclass(frozen=True)
class Figure:
    """The first rows of `queries.list_lines`, `queries.engagements_of` or `open_promises`, by
    ``what`` the address names, and how many there are; ``narrowed`` are the codes that it adds to
    the scope."""

    what: str
    quarter: Quarter
    rows: Sequence[Any]
    total: int
    narrowed: list[Any]


def behind(
    session: Session, opened: ReviewRound, scope: Scope, what: str, asked: Mapping[str, str]
) -> Figure:
    """NotFound for what no report asks."""
    quarter = opened.quarter
    within = scope.within(quarter.first_day, quarter.last_day)
    if what == "partnerships":
        return _partnerships(session, opened, within, asked)
    if what == "engagements":
        return _engagements(session, opened, within, scope, asked)
    still_open, late = promises_in(session, within, quarter, scope.audience)
    if what == "late_follow_ups":
        found = late_promises(session, within, quarter, scope.audience, MOST)
        return Figure(what, quarter, found, late, [])
    found = open_promises(session, within, quarter, scope.audience, MOST)
    return Figure(what, quarter, found, still_open, [])


def _partnerships(
    session: Session, opened: ReviewRound, within: sa.Select[Any], asked: Mapping[str, str]
) -> Figure:
    kind, state = _one(PartnershipKind, asked, "kind"), _one(PartnershipState, asked, "state")
    if kind:
        within = within.where(Partnership.kind == kind)
    if state:
        within = within.where(Partnership.state == state)
    if cell := asked.get("cell", ""):
        within = within.where(*queries.serving_both(*_cell(cell)))
    found = queries.list_lines(session, within, opened.id)
    narrowed = [each for each in (kind, state) if each]
    return Figure("partnerships", opened.quarter, found[:MOST], len(found), narrowed)


def _cell(text: str) -> tuple[int, int]:
    """An objective and a focus area, written like 3-5."""
    numbers = text.split("-")
    if len(numbers) != 2 or not all(n.isascii() and n.isdigit() and len(n) < 10 for n in numbers):
        raise NotFound
    return int(numbers[0]), int(numbers[1])


def _engagements(
    session: Session,
    opened: ReviewRound,
    within: sa.Select[Any],
    scope: Scope,
    asked: Mapping[str, str],
) -> Figure:
    """Held ones, unless another state is asked for; of the round's quarter, or another one."""
    state = _one(EngagementState, asked, "state") or EngagementState.HELD
    conditions = [Engagement.state == state]
    kind = _one(EngagementType, asked, "type")
    if kind:
        conditions.append(Engagement.type == kind)
    try:
        quarter = Quarter.parse(asked["quarter"]) if "quarter" in asked else opened.quarter
    except ValueError as problem:
        raise NotFound from problem
    found = queries.engagements_of(session, within, quarter, scope.audience, conditions, MOST)
    total = queries.count_engagements_of(session, within, quarter, scope.audience, conditions)
    return Figure("engagements", quarter, found, total, [state, *([kind] if kind else [])])


def _one(members: type[Member], asked: Mapping[str, str], name: str) -> Member | None:
    text = asked.get(name, "")
    try:
        return members(text) if text else None
    except ValueError as problem:
        raise NotFound from problem
