"""What the search index is written from: everything, whoever may see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from app.organisations.models import Affiliation, Contact, Organisation

T = TypeVar("T")


def contacts_at(session: Session, organisation_id: int) -> list[Contact]:
    """Everybody who is or was at an organisation, for the search index."""
    there = sa.select(Affiliation.contact_id).where(Affiliation.organisation_id == organisation_id)
    statement = (
        sa.select(Contact)
        .where(Contact.id.in_(there))
        .options(selectinload(Contact.affiliations).joinedload(Affiliation.organisation))
    )
    return list(session.scalars(statement))


def all_organisations(session: Session) -> Iterator[Sequence[Organisation]]:
    """Every organisation with its aliases, a thousand at a time."""
    return _in_parts(session, Organisation, selectinload(Organisation.aliases))


def all_contacts(session: Session) -> Iterator[Sequence[Contact]]:
    """Every contact with affiliations, a thousand at a time."""
    load = selectinload(Contact.affiliations).joinedload(Affiliation.organisation)
    return _in_parts(session, Contact, load)


def _in_parts(session: Session, model: type[T], *options: Any) -> Iterator[Sequence[T]]:
    statement = sa.select(model).options(*options).order_by(sa.inspect(model).primary_key[0])
    yield from session.scalars(statement.execution_options(yield_per=1000)).partitions()
