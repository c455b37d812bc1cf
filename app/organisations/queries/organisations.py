"""Selects over organisations: one, many, by name, by identifier, by likeness."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from app.core.permissions import Viewer
from app.core.records import get_one, walk_values
from app.core.search.fold import fold
from app.core.search.query import suggest
from app.organisations import rules
from app.organisations.models import Organisation

# Circles are refused on writing, so a chain this long can only be a mistake.
DEEPEST = 20


def get_organisation(session: Session, organisation_id: int, lock: bool = False) -> Organisation:
    """The organisation with its aliases and its parent, in one statement."""
    statement = (
        sa.select(Organisation)
        .where(Organisation.id == organisation_id)
        .options(joinedload(Organisation.aliases), joinedload(Organisation.parent))
    )
    return get_one(session, statement, lock=lock)


def select_organisations(archived: bool = False) -> sa.Select[Any]:
    """Organisations for a list; archived ones stand in a list of their own."""
    is_archived = Organisation.archived_at.is_not(None)
    return sa.select(Organisation).where(is_archived if archived else ~is_archived)


def select_organisation_rows(archived: bool = False) -> sa.Select[Any]:
    """The same as rows of what a list shows."""
    columns: tuple[Any, ...] = (
        Organisation.id,
        Organisation.name,
        Organisation.name_folded,
        Organisation.kind,
        Organisation.country,
        Organisation.city,
        Organisation.standing,
        Organisation.last_engaged_on,
        Organisation.is_demonstration,
        Organisation.verified_on.is_not(None).label("is_verified"),
    )
    return select_organisations(archived).with_only_columns(*columns)


def walk_countries() -> sa.Select[Any]:
    """The countries organisations are in, by code."""
    return walk_values(Organisation.country)


_COUNTRIES_IN_USE = walk_countries()


def countries_in_use(session: Session) -> list[str]:
    """The countries organisations are in, by code."""
    return list(session.scalars(_COUNTRIES_IN_USE))


def organisations_by_ids(session: Session, ids: Sequence[int]) -> list[Organisation]:
    """Organisations with their aliases, by official name."""
    if not ids:
        return []
    statement = (
        sa.select(Organisation)
        .where(Organisation.id.in_(ids))
        .options(selectinload(Organisation.aliases))
        .order_by(Organisation.name_folded, Organisation.id)
    )
    return list(session.scalars(statement))


def find_organisation_by_name(session: Session, name: str) -> Organisation | None:
    """The organisation with this official name, however it is spelled in case and accents."""
    statement = (
        sa.select(Organisation)
        .where(Organisation.name_folded == fold(name))
        .options(selectinload(Organisation.aliases))
        .order_by(Organisation.id)
        .limit(1)
    )
    return session.scalars(statement).one_or_none()


def similar_organisations(
    session: Session, names: Sequence[str], country: str | None, viewer: Viewer
) -> list[Organisation]:
    """Organisations that may be the one of these names, in this country or an unknown one."""
    asked = rules.core_name(names[0])
    hits = suggest(session, asked, viewer, kinds=("organisation",), limit=10, include_archived=True)
    near = [hit.entity_id for hit in hits if not (country and hit.country not in ("", country))]
    found = organisations_by_ids(session, near)
    return [one for one in found if rules.are_similar(names, one.names)]


def find_by_identifiers(
    session: Session, identifiers: dict[str, str], but: int | None = None
) -> list[tuple[str, Organisation]]:
    """(identifier, organisation) for each of ``pic``, ``vat``, ``ror``, ``wikidata`` in use."""
    wanted = [getattr(Organisation, name) == value for name, value in identifiers.items() if value]
    if not wanted:
        return []
    statement = sa.select(Organisation).where(sa.or_(*wanted))
    if but is not None:
        statement = statement.where(Organisation.id != but)
    return [
        (name, found)
        for found in session.scalars(statement)
        for name, value in identifiers.items()
        if value and getattr(found, name) == value
    ]


def ancestor_ids(session: Session, organisation_id: int | None) -> list[int]:
    """The organisation itself and what it is part of, up to the top, in one statement."""
    if organisation_id is None:
        return []
    start = sa.select(Organisation.id, Organisation.parent_id, sa.literal(1).label("depth")).where(
        Organisation.id == organisation_id
    )
    above = start.cte(recursive=True)
    further = (
        sa.select(Organisation.id, Organisation.parent_id, above.c.depth + 1)
        .join(above, Organisation.id == above.c.parent_id)
        .where(above.c.depth < DEEPEST)
    )
    return list(session.scalars(sa.select(above.union_all(further).c.id)))
