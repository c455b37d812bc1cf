"""Where the partners are: counts and first names by country, over the partnerships seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.permissions import Viewer
from app.organisations.models import Organisation
from app.partnerships.models import Partnership, PartnershipOrganisation
from app.partnerships.queries.visibility import visible

Narrow = Callable[[sa.Select[Any]], sa.Select[Any]]


def count_by_country(session: Session, viewer: Viewer, narrow: Narrow) -> dict[str | None, Any]:
    """ISO country → row with ``partners`` and ``partnerships``; None where none is recorded."""
    link = _links(viewer, narrow)
    counted = sa.select(
        link.country,
        sa.func.count(link.organisation_id.distinct()).label("partners"),
        sa.func.count(link.partnership_id.distinct()).label("partnerships"),
    ).group_by(link.country)
    return {row.country: row for row in session.execute(counted)}


def first_partners(
    session: Session, viewer: Viewer, narrow: Narrow, most: int
) -> dict[str | None, list[tuple[int, str]]]:
    """ISO country → number and name of its first partners by name, at most ``most`` of each."""
    link = _links(viewer, narrow)
    partner = (link.country, link.organisation_id, link.name, link.name_folded)
    once = sa.select(*partner).distinct().subquery().c
    order = (once.name_folded, once.organisation_id)
    place = sa.func.row_number().over(partition_by=once.country, order_by=order).label("place")
    placed = sa.select(once.country, once.organisation_id, once.name, place).subquery().c
    statement = sa.select(placed.country, placed.organisation_id, placed.name)
    found: dict[str | None, list[tuple[int, str]]] = defaultdict(list)
    rows = statement.where(placed.place <= most).order_by(placed.country, placed.place)
    for country, number, name in session.execute(rows):
        found[country].append((number, name))
    return found


def _links(viewer: Viewer, narrow: Narrow) -> Any:
    """Every partner of every partnership that ``viewer`` sees and ``narrow`` leaves."""
    link = PartnershipOrganisation
    statement: Any = (
        sa.select(
            sa.func.coalesce(link.country, Organisation.country).label("country"),
            link.organisation_id,
            link.partnership_id,
            Organisation.name,
            Organisation.name_folded,
        )
        .select_from(link)
        .join(Organisation, Organisation.id == link.organisation_id)
        .join(Partnership, Partnership.id == link.partnership_id)
        .where(visible(viewer))
    )
    return narrow(statement).subquery().c
