"""Selects over contacts and their affiliations, as far as a viewer may see them."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from app.core.db import Visibility
from app.core.permissions import Viewer
from app.core.records import get_one
from app.organisations import rules
from app.organisations.models import Affiliation, Contact, Organisation


def contact_is_visible(viewer: Viewer) -> sa.ColumnElement[bool]:
    """Restricted contacts show to their unit and to the coordinators only."""
    if viewer.sees_restricted:
        return sa.true()
    return sa.or_(Contact.visibility != Visibility.RESTRICTED, Contact.unit_id == viewer.unit_id)


def get_contact(session: Session, contact_id: int, viewer: Viewer, lock: bool = False) -> Contact:
    """The contact with affiliations and their organisations; NotFound when it may not be seen."""
    statement = (
        sa.select(Contact)
        .where(Contact.id == contact_id, contact_is_visible(viewer))
        .options(selectinload(Contact.affiliations).joinedload(Affiliation.organisation))
    )
    return get_one(session, statement, lock=lock)


def select_contacts(viewer: Viewer, archived: bool = False) -> sa.Select[Any]:
    """Contacts for a list, with their main affiliations, in one statement."""
    is_archived = Contact.archived_at.is_not(None)
    return (
        sa.select(Contact)
        .where(contact_is_visible(viewer), is_archived if archived else ~is_archived)
        .options(joinedload(Contact.main_affiliation).joinedload(Affiliation.organisation))
    )


def select_contact_rows(viewer: Viewer, archived: bool = False) -> sa.Select[Any]:
    """The same as rows of what a list shows, with the main affiliation's role and organisation."""
    is_archived = Contact.archived_at.is_not(None)
    is_main = sa.and_(
        Affiliation.contact_id == Contact.id, Affiliation.ended_on.is_(None), Affiliation.is_primary
    )
    columns: tuple[Any, ...] = (
        Contact.id,
        Contact.given_name,
        Contact.family_name,
        Contact.name_folded,
        Contact.title,
        Contact.last_engaged_on,
        Contact.last_verified_on,
        Contact.is_demonstration,
        Affiliation.role,
        Organisation.id.label("organisation_id"),
        Organisation.name.label("organisation_name"),
    )
    return (
        sa.select(*columns)
        .select_from(Contact)
        .outerjoin(Affiliation, is_main)
        .outerjoin(Organisation, Organisation.id == Affiliation.organisation_id)
        .where(contact_is_visible(viewer), is_archived if archived else ~is_archived)
    )


def working_at(select: sa.Select[Any], organisation_ids: Any) -> sa.Select[Any]:
    """Those contacts of ``select`` who work at one of the organisations now."""
    there = sa.select(Affiliation.contact_id).where(
        Affiliation.organisation_id.in_(organisation_ids), Affiliation.ended_on.is_(None)
    )
    return select.where(Contact.id.in_(there))


def speaking(select: sa.Select[Any], language: str) -> sa.Select[Any]:
    """Those contacts of ``select`` who speak the language, an ISO 639-1 code."""
    return select.where((" " + Contact.languages + " ").contains(f" {language} "))


def find_same_contact(
    session: Session, given_name: str, family_name: str, email: str, viewer: Viewer
) -> Contact | None:
    """Who bears this very name and this very address, with the affiliations; None without one."""
    if not email:
        return None
    same = sa.select(Contact).where(
        sa.type_coerce(Contact.email_folded, sa.Text) == rules.folded_email(email),
        sa.type_coerce(Contact.name_folded, sa.Text) == rules.sort_name(given_name, family_name),
        Contact.archived_at.is_(None),
        contact_is_visible(viewer),
    )
    return session.scalars(
        same.options(selectinload(Contact.affiliations)).order_by(Contact.id).limit(1)
    ).first()


def find_contacts_like(
    session: Session, email: str, name: str, organisation_id: int | None, viewer: Viewer
) -> list[Contact]:
    """Visible contacts with this folded e-mail, or of this folded name at this organisation."""
    same = []
    if email:
        same.append(Contact.email_folded == email)
    if organisation_id is not None:
        there = sa.select(Affiliation.contact_id).where(
            Affiliation.organisation_id == organisation_id
        )
        same.append(sa.and_(Contact.name_folded == name, Contact.id.in_(there)))
    if not same:
        return []
    statement = select_contacts(viewer).where(sa.or_(*same)).order_by(Contact.id).limit(5)
    return list(session.scalars(statement))


def list_affiliations_at(
    session: Session, organisation_id: int, viewer: Viewer, present: int = 50, former: int = 10
) -> list[Affiliation]:
    """People there now by name, then people who were there, as far as the viewer may see them.

    Of more than ``present`` people those who came to the register last, of more than ``former``
    those who left last: the numbers are found in the index before anybody is read.
    """
    there = (
        sa.select(Affiliation.id)
        .join(Affiliation.contact)
        .where(Affiliation.organisation_id == organisation_id, contact_is_visible(viewer))
    )
    last = Affiliation.id.desc()
    now = there.where(Affiliation.ended_on.is_(None)).order_by(last).limit(present)
    then = there.where(Affiliation.ended_on.is_not(None))
    then = then.order_by(Affiliation.ended_on.desc(), last).limit(former)
    numbers = sa.union_all(*(sa.select(part.subquery()) for part in (now, then)))
    statement = (
        sa.select(Affiliation)
        .join(Affiliation.contact)
        .where(Affiliation.id.in_(numbers))
        .options(contains_eager(Affiliation.contact))
        .order_by(
            Affiliation.ended_on.is_not(None),
            Affiliation.ended_on.desc(),
            Contact.name_folded,
            Affiliation.id,
        )
    )
    return list(session.scalars(statement))
