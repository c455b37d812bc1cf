"""What the search index is written from: everything, whoever may see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from app.organisations.models import Affiliation, Contact, Organisation


def contacts_at(session: Session, organisation_id: int) -> list[Contact]:
    """Everybody who is or was at an organisation, for the search index."""
    there = sa.select(Affiliation.contact_id).where(Affiliation.organisation_id == organisation_id)
    statement = (
        sa.select(Contact)
        .where(Contact.id.in_(there))
        .options(selectinload(Contact.affiliations).joinedload(Affiliation.organisation))
    )
    return list(session.scalars(statement))


def contacts_for_index(session: Session, ids: Sequence[int]) -> list[Contact]:
    """These contacts with what their search documents show."""
    load = selectinload(Contact.affiliations).joinedload(Affiliation.organisation)
    return list(session.scalars(sa.select(Contact).where(Contact.id.in_(ids)).options(load)))


def all_organisations(session: Session) -> Iterator[Sequence[Organisation]]:
    """Every organisation with its aliases, a thousand at a time."""
    return _in_parts(session, Organisation, selectinload(Organisation.aliases))


def all_contacts(session: Session) -> Iterator[Sequence[Contact]]:
    """Every contact with affiliations, a thousand at a time."""
    load = selectinload(Contact.affiliations).joinedload(Affiliation.organisation)
    return _in_parts(session, Contact, load)


def _in_parts(session: Session, model: Any, *options: Any) -> Iterator[Sequence[Any]]:
    """Those that have become another are found as that one."""
    statement = sa.select(model).where(model.merged_into_id.is_(None)).options(*options)
    statement = statement.order_by(model.id)
    yield from session.scalars(statement.execution_options(yield_per=1000)).partitions()
