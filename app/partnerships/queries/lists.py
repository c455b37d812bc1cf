"""The selects behind the list pages, what they can be narrowed by, and the choices offered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.core.i18n import country_name, localised
from app.core.permissions import Viewer
from app.core.search.fold import fold
from app.organisations.models import Organisation
from app.partnerships.models import (
    Alignment,
    Partnership,
    PartnershipOrganisation,
    PartnershipState,
    partnership_focus_area,
    partnership_objective,
)
from app.partnerships.queries.overview import with_partners
from app.partnerships.queries.records import serves_goal
from app.partnerships.queries.visibility import visible
from app.strategy.models import FocusArea, Goal, Objective, Strategy, StrategyState
from app.users.models import Unit, User

Narrow = Callable[[sa.Select[Any], str], sa.Select[Any]]


def listing(model: Any, partners: bool = False) -> Callable[[Viewer], sa.Select[Any]]:
    """The select of a list of ``model`` with owner and unit, and partners where it shows them."""

    def query(viewer: Viewer) -> sa.Select[Any]:
        found = sa.select(model).where(visible(viewer, model))
        found = found.options(joinedload(model.owner), joinedload(model.unit))
        return with_partners(found, model) if partners else found

    return query


def by_column(column: Any) -> Narrow:
    """Narrow a list to one value of an enumeration or text column."""
    return lambda statement, value: statement.where(column == value)


def by_number(column: Any) -> Narrow:
    """Narrow a list to one related record by its number."""
    return lambda statement, value: statement.where(column == int(value))


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
        .where(Organisation.country == value)
    )
    return statement.where(Partnership.id.in_(there))


def by_verified(statement: sa.Select[Any], value: str) -> sa.Select[Any]:
    """Narrow a list to ``yes``, what somebody has checked, or ``no``."""
    checked = Partnership.verified_on.is_not(None)
    return statement.where(checked if value == "yes" else sa.not_(checked))


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


def filter_choices(session: Session) -> dict[str, list[tuple[str, str]]]:
    """What the lists can be narrowed by, in one statement: name of the filter → (value, label).

    Units and owners in use, countries of partners, and what the two strategies in force hold.
    """
    found: dict[str, list[tuple[str, str]]] = {
        name: [] for name in ("unit", "owner", "country", "focus_area", "objective", "goal")
    }
    for row in session.execute(_choices()):
        label = country_name(row.value) if row.filter == "country" else localised(row)
        found[row.filter].append((row.value, label))
    for name in ("unit", "owner", "country"):
        found[name].sort(key=lambda choice: (fold(choice[1]), choice[0]))
    return found


def _choices() -> sa.CompoundSelect[Any]:
    used = sa.select(Partnership.unit_id)
    owners = sa.select(Partnership.owner_id)
    partners = sa.select(PartnershipOrganisation.organisation_id)
    parts = sa.union_all(
        _part("unit", Unit.id, Unit).where(Unit.id.in_(used)),
        _part("owner", User.id, None, name=User.name).where(User.id.in_(owners)),
        _part("country", Organisation.country, None, name=Organisation.country)
        .where(Organisation.id.in_(partners), Organisation.country.is_not(None))
        .distinct(),
        *(
            _part(name, model.id, model, position=model.position)
            .join(Strategy, Strategy.id == model.strategy_id)
            .where(Strategy.state == StrategyState.IN_FORCE)
            for name, model in _FROM_STRATEGY
        ),
    )
    return parts.order_by("filter", "position", "value")


_FROM_STRATEGY: tuple[tuple[str, Any], ...] = (
    ("focus_area", FocusArea),
    ("objective", Objective),
    ("goal", Goal),
)


def _part(
    filter_name: str, value: Any, model: Any, name: Any = None, position: Any = None
) -> sa.Select[Any]:
    empty = sa.literal("")
    return sa.select(
        sa.literal(filter_name).label("filter"),
        sa.cast(value, sa.String).label("value"),
        (model.name_en if model is not None else name).label("name_en"),
        (model.name_fi if model is not None else empty).label("name_fi"),
        (model.name_sv if model is not None else empty).label("name_sv"),
        (position if position is not None else sa.literal(0)).label("position"),
    )
