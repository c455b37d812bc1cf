"""The selects behind the list pages, what they can be narrowed by, and the choices offered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.i18n import country_name, language, localised
from app.core.permissions import CONTRIBUTORS, Viewer
from app.core.records import walk_values
from app.core.search.fold import fold
from app.organisations.models import Organisation
from app.organisations.queries import walk_countries
from app.partnerships.models import (
    IN_EFFECT,
    Alignment,
    EuProject,
    Partnership,
    PartnershipOrganisation,
    PartnershipState,
    ProjectStage,
    partnership_focus_area,
    partnership_objective,
)
from app.partnerships.queries.sweeps import serves_goal
from app.partnerships.queries.visibility import visible
from app.partnerships.rules import BIDDING, UNDER_GRANT
from app.strategy.models import (
    FocusArea,
    FocusAreaGroup,
    Goal,
    Objective,
    Sdg,
    Strategy,
    StrategyState,
)
from app.users.models import Unit, User, giver_of

# The kind under which an owner holds a partnership; see ``services/ownership.py``.
KIND = "partnership"

Choices = dict[str, list[tuple[str, str]]]
Narrow = Callable[[sa.Select[Any], str], sa.Select[Any]]


CURRENT = "in_effect"
BIDS, GRANTS = "bids", "grants"
_STAGES = {BIDS: BIDDING, GRANTS: UNDER_GRANT}
# Sorted by name in the user's language; the rest keeps the order of its strategy.
NAMED = ("unit", "owner", "country", "programme")


SHOWN = (
    "id", "name", "name_folded", "kind", "state", "owner_id", "last_engaged_on", "next_review_on",
    "fee_amount", "fee_currency", "fee_eur",
)  # fmt: skip


def listing(model: Any, *own: str) -> Callable[[Viewer], sa.Select[Any]]:
    """The select of a list of ``model``: what every list shows, its ``own`` columns, the owner's
    name."""
    columns = [getattr(model, name) for name in (*SHOWN, *own)]

    @cache
    def rows() -> sa.Select[Any]:
        owner, giver = User.name.label("owner_name"), giver_of(KIND, model.id).label("giver_name")
        found = sa.select(*columns, owner, giver).select_from(model)
        return found.outerjoin(User, User.id == model.owner_id)

    return lambda viewer: rows().where(visible(viewer, model))


def partners_of(session: Session, ids: Sequence[int]) -> dict[int, list[tuple[str, str | None]]]:
    """Partnership → name and country of its partners, in their order, in one statement."""
    link = PartnershipOrganisation
    statement = (
        sa.select(
            link.partnership_id,
            Organisation.name,
            sa.func.coalesce(link.country, Organisation.country),
        )
        .join(Organisation, Organisation.id == link.organisation_id)
        .where(link.partnership_id.in_(ids))
        .order_by(link.position, link.id)
    )
    found: dict[int, list[tuple[str, str | None]]] = {}
    for number, name, country in session.execute(statement):
        found.setdefault(number, []).append((name, country))
    return found


def by_column(column: Any) -> Narrow:
    """Narrow a list to one value of an enumeration or text column."""
    return lambda statement, value: statement.where(column == value)


def by_state(statement: sa.Select[Any], value: str) -> sa.Select[Any]:
    """Narrow a list to one state, or to all those in effect."""
    states = IN_EFFECT if value == CURRENT else {PartnershipState(value)}
    return statement.where(Partnership.state.in_(states))


def by_stage(statement: sa.Select[Any], value: str) -> sa.Select[Any]:
    """Narrow a list of EU projects to one stage, or to all bids or all grants."""
    stages = _STAGES.get(value) or {ProjectStage(value)}
    return statement.where(EuProject.stage.in_(stages))


def by_number(column: Any) -> Narrow:
    """Narrow a list to one related record by its number."""
    return lambda statement, value: statement.where(column == int(value))


def by_owners(statement: sa.Select[Any], owner_ids: Sequence[int]) -> sa.Select[Any]:
    """Narrow a list to what one of these people owns."""
    return statement.where(Partnership.owner_id.in_(owner_ids))


def by_link(link: sa.Table, column: str) -> Narrow:
    """Narrow a list through a table that links partnerships to something."""

    def narrow(statement: sa.Select[Any], value: str) -> sa.Select[Any]:
        linked = sa.select(link.c.partnership_id).where(link.c[column] == int(value))
        return statement.where(Partnership.id.in_(linked))

    return narrow


by_focus_area = by_link(partnership_focus_area, "focus_area_id")
by_objective = by_link(partnership_objective, "objective_id")


def by_goal(statement: sa.Select[Any], value: str) -> sa.Select[Any]:
    """Narrow a list to what serves one goal now."""
    aligned = sa.select(Alignment.partnership_id).where(
        Alignment.goal_id == int(value), Alignment.lapsed_on.is_(None)
    )
    return statement.where(Partnership.id.in_(aligned))


def by_country(statement: sa.Select[Any], value: str) -> sa.Select[Any]:
    """Narrow a list to what has a partner in one country."""
    there = (
        sa.select(PartnershipOrganisation.partnership_id)
        .join(Organisation, Organisation.id == PartnershipOrganisation.organisation_id)
        .where(sa.func.coalesce(PartnershipOrganisation.country, Organisation.country) == value)
    )
    return statement.where(Partnership.id.in_(there))


def by_verified(statement: sa.Select[Any], value: str) -> sa.Select[Any]:
    """Narrow a list to ``yes``, what somebody has checked, or ``no``."""
    checked = Partnership.verified_on.is_not(None)
    return statement.where(checked if value == "yes" else sa.not_(checked))


def by_team(statement: sa.Select[Any], value: str) -> sa.Select[Any]:
    """Narrow a list to ``yes``, what the city management team follows, or ``no``."""
    followed = Partnership.for_management_team
    return statement.where(followed if value == "yes" else sa.not_(followed))


def _missing() -> dict[str, sa.ColumnElement[bool]]:
    has_partner = sa.exists().where(PartnershipOrganisation.partnership_id == Partnership.id)
    return {
        "owner": Partnership.owner_id.is_(None),
        "goal": ~serves_goal(),
        "decision": sa.or_(Partnership.decided_on.is_(None), Partnership.decision_body == ""),
        "next_review": Partnership.next_review_on.is_(None),
        "partners": ~has_partner.correlate(Partnership),
    }


MISSING = tuple(_missing())


def by_missing(statement: sa.Select[Any], value: str) -> sa.Select[Any]:
    """Narrow a list to what lacks one of ``MISSING``, or ``any`` of them, and has not ended."""
    missing = _missing()
    lacks = sa.or_(*missing.values()) if value == "any" else missing[value]
    return statement.where(Partnership.state != PartnershipState.ENDED, lacks)


def filter_choices(session: Session) -> Choices:
    """What the lists can be narrowed by, in one statement: name of the filter → (value, label).

    Units in use, countries of organisations, and what the two strategies in force hold.
    """
    return _kept(tuple(session.execute(_filters())), language())


def form_choices(session: Session) -> Choices:
    """What the form offers, in one statement: active people and units, the strategies, SDGs."""
    return _said(session.execute(_fields()))


# Statements of seven parts: putting them together takes longer than running them.
@cache
def _filters() -> sa.CompoundSelect[Any]:
    country = walk_countries().subquery().c.value
    programme = walk_values(EuProject.__table__.c.programme).subquery().c.value
    owns = sa.exists().where(Partnership.unit_id == Unit.id)
    return _together(
        _part("unit", Unit.id, *_names(Unit)).where(owns),
        _part("programme", programme, programme).where(programme != ""),
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


@lru_cache(maxsize=6)
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
