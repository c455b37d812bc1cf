"""What a new strategy or framework leaves to be justified anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from app.core.permissions import Viewer
from app.core.records import by_ids
from app.partnerships.models import (
    Alignment,
    Partnership,
    PartnershipState,
    partnership_focus_area,
    partnership_objective,
)
from app.partnerships.queries.sweeps import serves_goal
from app.partnerships.queries.under_review import WORKLIST, comes_after
from app.partnerships.queries.visibility import visible
from app.strategy.models import FocusArea, Goal, Objective, Strategy, StrategyKind, StrategyState

LINKS: tuple[tuple[sa.Table, Any], ...] = (
    (partnership_objective, Objective),
    (partnership_focus_area, FocusArea),
)


def _linked(state: StrategyState) -> sa.ColumnElement[bool]:
    """Whether the partnership has an objective or a focus area of a framework in this state."""
    found = [
        sa.exists()
        .where(
            link.c.partnership_id == Partnership.id,
            link.c[f"{model.__tablename__}_id"] == model.id,
            model.strategy_id == Strategy.id,
            Strategy.state == state,
        )
        .correlate(Partnership)
        for link, model in LINKS
    ]
    return sa.or_(*found)


def is_open(kind: StrategyKind) -> sa.ColumnElement[bool]:
    """It waits: it served what is not in force any more, and serves nothing that is."""
    if kind is StrategyKind.FRAMEWORK:
        waits: sa.ColumnElement[bool] = Partnership.framework_lapsed_on.is_not(None)
    else:
        waits = sa.and_(_has_lapsed(), ~serves_goal())
    return sa.and_(Partnership.state != PartnershipState.ENDED, waits)


def _has_lapsed() -> sa.Exists:
    lapsed = sa.exists().where(
        Alignment.partnership_id == Partnership.id, Alignment.lapsed_on.is_not(None)
    )
    return lapsed.correlate(Partnership)


def was_asked(kind: StrategyKind, since: date) -> sa.ColumnElement[bool]:
    """It had something of an earlier one when this one came into force."""
    had = _linked(StrategyState.SUPERSEDED) if kind is StrategyKind.FRAMEWORK else _has_lapsed()
    return sa.and_(had, sa.or_(Partnership.ended_on.is_(None), Partnership.ended_on >= since))


def list_to_rejustify(
    session: Session,
    kind: StrategyKind,
    viewer: Viewer,
    *,
    unit_id: int | None = None,
    ids: Sequence[int] | None = None,
    after: int | None = None,
) -> list[Any]:
    """What waits, whatever its state, with owner, unit and its old goals or focus areas, by name;
    narrowed to a unit or to chosen ones, at most ``WORKLIST``, those that follow ``after``.
    """
    found = sa.select(Partnership).where(is_open(kind), visible(viewer))
    if unit_id is not None:
        found = found.where(Partnership.unit_id == unit_id)
    if ids is not None:
        found = found.where(Partnership.id.in_(ids))
    if after is not None:
        found = found.where(comes_after(Partnership, after))
    served: list[Any] = [selectinload(Partnership.alignments).joinedload(Alignment.goal)]
    if kind is StrategyKind.FRAMEWORK:
        served = [selectinload(Partnership.objectives), selectinload(Partnership.focus_areas)]
    ordered = found.order_by(Partnership.name_folded, Partnership.id).limit(WORKLIST)
    people = (joinedload(Partnership.owner), joinedload(Partnership.unit))
    return list(session.scalars(ordered.options(*people, *served)).unique())


def waiting_for_owner(viewer: Viewer) -> sa.Select[int, StrategyKind, date | None]:
    """(id, kind, rejustify_by) of what this person owns or deputises for and must justify anew:
    what asks for it and by when, the soonest first."""
    user_id = viewer.user_id
    asks = sa.or_(*(sa.and_(Strategy.kind == kind, is_open(kind)) for kind in StrategyKind))
    return (
        sa.select(Partnership.id, Strategy.kind, Strategy.rejustify_by)
        .join(Strategy, sa.and_(Strategy.state == StrategyState.IN_FORCE, asks))
        .where(
            visible(viewer),
            sa.or_(Partnership.owner_id == user_id, Partnership.deputy_id == user_id),
        )
        .order_by(Strategy.rejustify_by.asc().nulls_last(), Partnership.name_folded, Partnership.id)
    )


def only_former_framework(session: Session) -> list[Any]:
    """What has not ended and was tied to a superseded framework only; locked."""
    found = sa.select(Partnership).where(
        Partnership.state != PartnershipState.ENDED,
        Partnership.framework_lapsed_on.is_(None),
        _linked(StrategyState.SUPERSEDED),
        ~_linked(StrategyState.IN_FORCE),
    )
    return list(session.scalars(found.order_by(Partnership.id).with_for_update(of=Partnership)))


def count_of_framework(session: Session) -> tuple[int, int]:
    """How many not ended have something of the framework in force, and how many are active."""
    linked = sa.and_(_linked(StrategyState.IN_FORCE), Partnership.state != PartnershipState.ENDED)
    is_active = sa.case((Partnership.state == PartnershipState.ACTIVE, 1), else_=0)
    counted = sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(is_active), 0)).where(linked)
    total, active = session.execute(counted).one()
    return int(total), int(active)


def resting_unjustified(session: Session, kind: StrategyKind) -> list[Any]:
    """Dormant ones (and active, were there any) that still wait to be justified anew; locked."""
    resting = (PartnershipState.ACTIVE, PartnershipState.DORMANT)
    found = sa.select(Partnership).where(Partnership.state.in_(resting), is_open(kind))
    return list(session.scalars(found.order_by(Partnership.id).with_for_update(of=Partnership)))


def former_parts(session: Session, model: Any, parts: Sequence[Any]) -> list[Any]:
    """Those of these objectives or focus areas whose framework was superseded."""
    ids = [part.id for part in parts]
    former = by_ids(session, model, ids, joinedload(model.strategy))
    return [part for part in former if part.strategy.state == StrategyState.SUPERSEDED]


def is_in_framework(session: Session, partnership_id: int) -> bool:
    """Whether the partnership has an objective or a focus area of the framework in force."""
    found = sa.select(Partnership.id).where(
        Partnership.id == partnership_id, _linked(StrategyState.IN_FORCE)
    )
    return session.scalar(found) is not None


def goals_with_links(session: Session, goal_ids: Sequence[int]) -> list[Goal]:
    """Goals with what a comparison asks about, in one statement."""
    options = (joinedload(Goal.objectives), joinedload(Goal.sdgs))
    found = sa.select(Goal).where(Goal.id.in_(goal_ids)).options(*options)
    return list(session.scalars(found.order_by(Goal.position, Goal.id)).unique())
