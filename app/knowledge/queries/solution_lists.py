"""The list of solutions: its rows, where each is in use, and what it is narrowed by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.i18n import localised
from app.core.permissions import Viewer
from app.engagements.models import Engagement
from app.engagements.queries.visibility import visible_to
from app.knowledge.models import Solution, SolutionUse, solution_engagement, solution_focus_area
from app.knowledge.queries.visibility import visible
from app.organisations.models import Organisation
from app.users.models import Unit, User


def list_solutions(viewer: Viewer) -> sa.Select[Any]:
    """Solutions as the list shows them, with source, owner and the names of the unit."""
    columns: tuple[Any, ...] = (
        Solution.id,
        Solution.title,
        Solution.title_folded,
        Solution.direction,
        Solution.noted_on,
        Solution.state,
        Solution.organisation_id,
        Organisation.name.label("organisation_name"),
        User.name.label("owner_name"),
        Unit.name_en,
        Unit.name_fi,
        Unit.name_sv,
    )
    rows = (
        sa.select(*columns)
        .select_from(Solution)
        .join(User, User.id == Solution.owner_id)
        .join(Unit, Unit.id == Solution.unit_id)
        .outerjoin(Organisation, Organisation.id == Solution.organisation_id)
    )
    return rows.where(visible(viewer, Solution))


def places_of_use(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Solution → where it is in use, in the order in which it began, in one statement."""
    statement = (
        sa.select(SolutionUse.solution_id, Organisation.name, Unit)
        .outerjoin(Organisation, Organisation.id == SolutionUse.organisation_id)
        .outerjoin(Unit, Unit.id == SolutionUse.unit_id)
        .where(SolutionUse.solution_id.in_(ids))
        .order_by(SolutionUse.started_on, SolutionUse.id)
    )
    found: dict[int, list[str]] = {}
    for number, name, unit in session.execute(statement):
        found.setdefault(number, []).append(name or localised(unit))
    return {number: ", ".join(names) for number, names in found.items()}


def by_focus_area(statement: sa.Select[Any], value: str) -> sa.Select[Any]:
    """Narrow a list to what serves one focus area."""
    link = solution_focus_area.c
    serving = sa.select(link.solution_id).where(link.focus_area_id == int(value))
    return statement.where(Solution.id.in_(serving))


def by_country(statement: sa.Select[Any], value: str) -> sa.Select[Any]:
    """Narrow a list to what was learned from, or taken up in, one country."""
    there = sa.select(Organisation.id).where(Organisation.country == value)
    used = sa.select(SolutionUse.solution_id).where(SolutionUse.organisation_id.in_(there))
    return statement.where(sa.or_(Solution.organisation_id.in_(there), Solution.id.in_(used)))


def by_partnerships(
    statement: sa.Select[Any], partnership_ids: Sequence[int], viewer: Viewer
) -> sa.Select[Any]:
    """Narrow a list to what came up in engagements of these partnerships, as far as the viewer may
    know of the engagement."""
    link = solution_engagement.c
    there = (
        sa.select(link.solution_id)
        .join(Engagement, Engagement.id == link.engagement_id)
        .where(Engagement.partnership_id.in_(partnership_ids), visible_to(viewer))
    )
    return statement.where(Solution.id.in_(there))
