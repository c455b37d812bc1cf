"""Adding and editing people at partners, and where they work from when to when."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor, acting
from app.core.db import Visibility
from app.core.errors import Refused
from app.core.i18n import _
from app.core.records import Values, assign, raise_version
from app.organisations import queries, rules, search
from app.organisations.models import Affiliation, Contact

AFFILIATION = frozenset({"organisation_id", "role", "unit", "started_on", "ended_on", "is_primary"})
EDITABLE = frozenset(
    {
        "given_name", "family_name", "title", "form_of_address", "languages", "email",
        "other_emails", "phones", "assistant", "notes", "source", "purpose", "lawful_basis",
        "last_verified_on", "visibility", "unit_id", "is_demonstration",
    }
)  # fmt: skip


def create_contact(session: Session, values: Values, *, actor: Actor) -> Contact:
    """A new contact; ``values`` needs ``family_name``.

    With ``organisation_id`` the first affiliation is made from it, ``role``, ``unit``,
    ``started_on`` and ``ended_on``.
    """
    own = {name: value for name, value in values.items() if name not in AFFILIATION}
    first = {name: value for name, value in values.items() if name in AFFILIATION}
    contact = Contact(affiliations=[])
    with acting(session, actor, "contact.create"):
        _write(contact, own)
        if first.get("organisation_id") is not None:
            _affiliate(session, contact, first)
        session.add(contact)
    search.put_contacts(session, [contact])
    return contact


def update_contact(session: Session, contact: Contact, values: Values, *, actor: Actor) -> Contact:
    """Change what ``values`` names; affiliations have verbs of their own."""
    with acting(session, actor, "contact.update"):
        _write(contact, values)
    search.put_contacts(session, [contact])
    return contact


def verify_contact(session: Session, contact: Contact, *, actor: Actor) -> Contact:
    """The actor has checked, today, that the details still hold."""
    with acting(session, actor, "contact.verify"):
        contact.last_verified_on = clock.today()
    return contact


def archive_contact(session: Session, contact: Contact, *, actor: Actor) -> Contact:
    """Take the contact out of lists and pickers; engagements keep it."""
    with acting(session, actor, "contact.archive"):
        contact.archived_at = contact.archived_at or clock.now()
    search.put_contacts(session, [contact])
    return contact


def restore_contact(session: Session, contact: Contact, *, actor: Actor) -> Contact:
    """Bring an archived contact back."""
    rules.check_not_merged(contact)
    with acting(session, actor, "contact.restore"):
        contact.archived_at = None
    search.put_contacts(session, [contact])
    return contact


def add_affiliation(
    session: Session, contact: Contact, values: Values, *, actor: Actor
) -> Affiliation:
    """One more place where the contact works; a new main one replaces the old main one."""
    with acting(session, actor, "affiliation.add"):
        affiliation = _affiliate(session, contact, values)
    search.put_contacts(session, [contact])
    return affiliation


def update_affiliation(
    session: Session, contact: Contact, affiliation: Affiliation, values: Values, *, actor: Actor
) -> Affiliation:
    """Correct an affiliation; its organisation stays, because "Moved job" keeps the old one."""
    with acting(session, actor, "affiliation.update"):
        assign(affiliation, values, AFFILIATION - {"organisation_id"})
        _settle(contact, affiliation)
    search.put_contacts(session, [contact])
    return affiliation


def end_affiliation(
    session: Session, contact: Contact, affiliation: Affiliation, values: Values, *, actor: Actor
) -> Affiliation:
    """The contact has left; ``ended_on`` is the last day there."""
    with acting(session, actor, "affiliation.end"):
        _refuse_ended(affiliation)
        affiliation.ended_on = values["ended_on"]
        _settle(contact, affiliation)
    search.put_contacts(session, [contact])
    return affiliation


def move_job(session: Session, contact: Contact, values: Values, *, actor: Actor) -> Affiliation:
    """End one affiliation the day before another starts; engagements keep the old one.

    ``values``: ``organisation_id``, ``role``, ``unit``, ``started_on`` (today when missing), and
    ``ends_id``, the affiliation that ends (the main one when missing, if there is one).
    """
    values = dict(values)
    ends_id = values.pop("ends_id", None)
    ending = contact.current_affiliation
    if ends_id is not None:
        ending = next((a for a in contact.affiliations if a.id == ends_id), None)
        if ending is None:
            raise Refused(_("Choose one of this contact's affiliations."), field="ends_id")
    values["started_on"] = values.get("started_on") or clock.today()
    with acting(session, actor, "affiliation.move"):
        if ending is not None:
            _refuse_ended(ending)
            rules.check_move(values["started_on"], ending.started_on)
            ending.ended_on = values["started_on"] - timedelta(days=1)
            values.setdefault("is_primary", ending.is_primary)
        affiliation = _affiliate(session, contact, values)
    search.put_contacts(session, [contact])
    return affiliation


def _write(contact: Contact, values: Values) -> None:
    visibility = values.get("visibility", contact.visibility) or Visibility.CITY
    rules.check_contact(visibility, values.get("unit_id", contact.unit_id))
    rules.check_past(values.get("last_verified_on"), clock.today(), "last_verified_on")
    assign(contact, values, EDITABLE)
    contact.name_folded = rules.sort_name(contact.given_name or "", contact.family_name)
    contact.email_folded = rules.folded_email(contact.email or "")


def _affiliate(session: Session, contact: Contact, values: Values) -> Affiliation:
    organisation = queries.get_organisation(session, values["organisation_id"])
    affiliation = Affiliation(organisation=organisation, is_primary=True)
    assign(affiliation, {n: v for n, v in values.items() if n != "organisation_id"}, AFFILIATION)
    contact.affiliations.append(affiliation)
    _settle(contact, affiliation)
    return affiliation


def _settle(contact: Contact, affiliation: Affiliation) -> None:
    """Dates in order, exactly one main affiliation while there is any, and a version that rises."""
    rules.check_period(affiliation.started_on, affiliation.ended_on, "ended_on")
    current = [one for one in contact.affiliations if one.ended_on is None]
    for one in current:
        if one is not affiliation and affiliation in current and affiliation.is_primary:
            one.is_primary = False
    if current and not any(one.is_primary for one in current):
        latest = max(current, key=lambda one: (one.started_on or date.min, one.id or 0))
        latest.is_primary = True
    raise_version(contact)


def _refuse_ended(affiliation: Affiliation) -> None:
    if affiliation.ended_on is not None:
        raise Refused(_("This affiliation has ended already."), field="ended_on")
