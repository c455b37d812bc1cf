"""The selects behind the list pages, and what they can be narrowed by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.permissions import Viewer
from app.organisations.models import Organisation
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
from app.users.models import User, giver_of

# The kind under which an owner holds a partnership; see ``services/ownership.py``.
KIND = "partnership"

Narrow = Callable[[sa.Select[Any], str], sa.Select[Any]]


CURRENT = "in_effect"
BIDS, GRANTS = "bids", "grants"
_STAGES = {BIDS: BIDDING, GRANTS: UNDER_GRANT}


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
