"""What was dropped before, and who the people in an invitation are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from app.core.permissions import Viewer
from app.engagements.models import Engagement, Intake
from app.engagements.queries.visibility import visible_to
from app.engagements.rules import Person
from app.organisations.models import Contact
from app.organisations.queries import contact_is_visible
from app.organisations.rules import sort_name
from app.users.models import User


@dataclass
class Recognised:
    """The people of an invitation: contacts, ours, colleagues without an account, and the rest."""

    contacts: list[Contact] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    colleagues: list[Person] = field(default_factory=list)
    unknown: list[Person] = field(default_factory=list)


def find_intake(session: Session, user_id: int, key: str) -> Intake | None:
    """What this user took in under this key, with its draft."""
    found = sa.select(Intake).where(Intake.user_id == user_id, Intake.key == key)
    return session.scalars(found.options(joinedload(Intake.draft))).one_or_none()


def find_logged(session: Session, key: str, viewer: Viewer) -> tuple[int, int] | None:
    """(the engagement that somebody logged from it, the version it was read in), if the viewer may
    see it."""
    found = (
        sa.select(Engagement.id, Intake.version)
        .join(Intake, Intake.engagement_id == Engagement.id)
        .where(Intake.key == key, visible_to(viewer))
        .order_by(Intake.version.desc(), Engagement.id)
    )
    row = session.execute(found).first()
    return None if row is None else (row[0], row[1])


def recognise(
    session: Session, named: Sequence[Person], our_domain: str, viewer: Viewer
) -> Recognised:
    """Each by e-mail (a contact's own before its other ones), else by the city's own domain, else
    by the folded name if only one bears it.

    Four statements and those of the affiliations, for any number of people.
    """
    found = Recognised()
    emails = [each.email for each in named if each.email]
    ours = _users(session, emails)
    by_email = {
        each.email_folded: each for each in _contacts(session, Contact.email_folded, emails, viewer)
    }
    strangers = {each for each in emails if each not in ours and each not in by_email}
    by_email |= _by_other_email(session, strangers, viewer)
    rest = []
    for each in named:
        if each.email in ours:
            found.people.append(ours[each.email])
        elif each.email in by_email:
            found.contacts.append(by_email[each.email])
        elif our_domain and each.domain == our_domain:
            found.colleagues.append(each)
        else:
            rest.append(each)
    _by_name(session, rest, found, viewer)
    return found


def _by_name(session: Session, named: Sequence[Person], found: Recognised, viewer: Viewer) -> None:
    folded = {each: sort_name(*each.names) for each in named if each.name}
    bearers: dict[str, list[Contact]] = {}
    for contact in _contacts(session, Contact.name_folded, set(folded.values()), viewer):
        bearers.setdefault(contact.name_folded, []).append(contact)
    for each in named:
        alike = bearers.get(folded.get(each, ""), [])
        if len(alike) == 1:
            found.contacts.append(alike[0])
        else:
            found.unknown.append(each)


def _users(session: Session, emails: Collection[str]) -> dict[str, int]:
    if not emails:
        return {}
    found = sa.select(User.email_folded, User.id).where(
        User.email_folded.in_(emails), User.is_active
    )
    return {email: number for email, number in session.execute(found)}


def _by_other_email(
    session: Session, emails: Collection[str], viewer: Viewer
) -> dict[str, Contact]:
    """Contacts by the addresses that they have besides their own; of two with the same the older.

    The condition is written as that of the index is, which holds only those who have any.
    """
    if not emails:
        return {}
    written = sa.func.lower(Contact.other_emails)
    named = [written.contains(each, autoescape=True) for each in sorted(emails)]
    has_others = Contact.other_emails != sa.literal_column("''")
    return {
        email: contact
        for contact in reversed(_found(session, viewer, has_others, sa.or_(*named)))
        for email in map(str.casefold, contact.other_emails.split())
        if email in emails
    }


def _contacts(
    session: Session, column: Any, values: Iterable[str], viewer: Viewer
) -> list[Contact]:
    wanted = sorted(set(values))
    if not wanted:
        return []
    return _found(session, viewer, sa.type_coerce(column, sa.Text).in_(wanted))


def _found(session: Session, viewer: Viewer, *conditions: sa.ColumnElement[bool]) -> list[Contact]:
    """The contacts meant that the viewer may know, the oldest first, with where they work."""
    found = (
        sa.select(Contact)
        .where(*conditions, Contact.archived_at.is_(None), contact_is_visible(viewer))
        .options(selectinload(Contact.affiliations))
        .order_by(Contact.id)
    )
    return list(session.scalars(found))
