"""What lists of partnerships can be narrowed by, and what their forms offer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.db import Visibility
from app.core.i18n import country_name, language, localised
from app.core.permissions import CONTRIBUTORS, Viewer
from app.core.records import walk_values
from app.core.search.fold import fold
from app.organisations.queries import walk_countries
from app.partnerships.models import EuProject, Partnership
from app.strategy.models import (
    FocusArea,
    FocusAreaGroup,
    Goal,
    Objective,
    Sdg,
    Strategy,
    StrategyState,
)
from app.users.models import Unit, User

Choices = dict[str, list[tuple[str, str]]]
# Sorted by name in the user's language; the rest keeps the order of its strategy.
NAMED = ("unit", "owner", "country", "programme")


def filter_choices(session: Session, viewer: Viewer | None = None) -> Choices:
    """What the lists can be narrowed by, in one statement: name of the filter → (value, label).

    Units and programmes in use, as far as records that are restricted do not have them alone (a
    coordinator and a report see these as well); countries of organisations, and what the two
    strategies in force hold.
    """
    sees_all = viewer is None or viewer.sees_restricted
    return _kept(tuple(session.execute(_filters(sees_all))), language())


def form_choices(session: Session) -> Choices:
    """What the form offers, in one statement: active people and units, the strategies, SDGs."""
    return _said(session.execute(_fields()))


# Statements of seven parts: putting them together takes longer than running them.
@cache
def _filters(sees_all: bool) -> sa.CompoundSelect[Any]:
    country = walk_countries().subquery().c.value
    programme = walk_values(EuProject.__table__.c.programme).subquery().c.value
    is_open = sa.true() if sees_all else Partnership.visibility != Visibility.RESTRICTED
    owns = sa.exists().where(Partnership.unit_id == Unit.id, is_open)
    runs = programme != ""
    if not sees_all:
        project = EuProject.__table__.alias().c
        named = sa.exists().where(project.programme == programme, project.id == Partnership.id)
        runs = sa.and_(runs, named.where(is_open))
    return _together(
        _part("unit", Unit.id, *_names(Unit)).where(owns),
        _part("programme", programme, programme).where(runs),
        _part("country", country, country),
        *_from_strategies(),
    )


@cache
def _fields() -> sa.CompoundSelect[Any]:
    number = sa.cast(Sdg.number, sa.String)
    return _together(
        _part("unit", Unit.id, *_names(Unit)).where(Unit.is_active),
        _part("person", User.id, User.name).where(User.is_active),
        _part("owner", User.id, User.name).where(User.is_active, User.role.in_(CONTRIBUTORS)),
        _part("sdg", Sdg.number, *_names(Sdg), position=Sdg.number, code=number),
        *_from_strategies(),
    )


def _from_strategies() -> list[sa.Select[Any]]:
    areas = (FocusArea.id, *_names(FocusArea))
    # Megatrends stand before strengths, as the framework has them.
    rank = sa.case((FocusArea.group == FocusAreaGroup.MEGATREND, 0), else_=1000)
    parts: list[tuple[Any, sa.Select[Any]]] = [
        (FocusArea, _part("focus_area", *areas, position=rank + FocusArea.position)),
        (Objective, _coded("objective", Objective)),
        (Goal, _coded("goal", Goal)),
    ]
    return [
        part.join(Strategy, Strategy.id == model.strategy_id).where(
            Strategy.state == StrategyState.IN_FORCE
        )
        for model, part in parts
    ]


def _together(*parts: sa.Select[Any]) -> sa.CompoundSelect[Any]:
    return sa.union_all(*parts).order_by("offered", "position", "value")


@lru_cache(maxsize=12)
def _kept(rows: tuple[Any, ...], _language: str) -> Choices:
    """The same for one request after the other, until somebody changes a name."""
    return _said(rows)


def _said(rows: Iterable[Any]) -> Choices:
    """The choices in the language that is spoken."""
    found: Choices = defaultdict(list)
    for row in rows:
        label = country_name(row.value) if row.offered == "country" else localised(row)
        found[row.offered].append((row.value, f"{row.code} {label}".strip()))
    for name in NAMED:
        found[name].sort(key=lambda choice: (fold(choice[1]), choice[0]))
    return found


def _names(model: Any) -> tuple[Any, Any, Any]:
    return model.name_en, model.name_fi, model.name_sv


def _coded(offered: str, model: Any) -> sa.Select[Any]:
    return _part(offered, model.id, *_names(model), position=model.position, code=model.code)


def _part(
    offered: str,
    value: Any,
    english: Any,
    finnish: Any = "",
    swedish: Any = "",
    *,
    position: Any = 0,
    code: Any = "",
) -> sa.Select[Any]:
    """Rows of one field's choices; every part of the union has the same columns."""
    return sa.select(
        sa.literal(offered).label("offered"),
        sa.cast(value, sa.String).label("value"),
        _column(english).label("name_en"),
        _column(finnish).label("name_fi"),
        _column(swedish).label("name_sv"),
        _column(position).label("position"),
        _column(code).label("code"),
    )


def _column(given: Any) -> Any:
    return sa.literal(given) if isinstance(given, str | int) else given
