"""The lists of organisations, members of a network, and contacts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import g, request, url_for

from app.core import clock, i18n
from app.core.i18n import _l, country_choices, country_name
from app.core.languages import language_choices
from app.core.lists import Column, Filter, ListPage
from app.core.permissions import current_viewer
from app.core.session import db
from app.organisations import queries
from app.organisations.labels import KIND_LABELS, STANDING_TONES
from app.organisations.models import (
    Contact,
    NetworkMember,
    Organisation,
    OrganisationKind,
    Standing,
)
from app.organisations.permissions import CONTACT_VIEW, ORGANISATION_VIEW

Select = sa.Select[Any]
FILTERED_LANGUAGES = frozenset(
    {
        "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr",
        "ga", "he", "hi", "hr", "hu", "id", "is", "it", "ja", "ko", "lt", "lv", "ms", "mt", "nb",
        "nl", "nn", "no", "pl", "pt", "ro", "ru", "se", "sk", "sl", "sq", "sr", "sv", "sw", "th",
        "tr", "uk", "ur", "vi", "zh",
    }
)  # fmt: skip


def _organisation_url(organisation: Organisation) -> str:
    return url_for("organisations.show_organisation", organisation_id=organisation.id)


def _contact_url(contact: Contact) -> str:
    return url_for("organisations.show_contact", contact_id=contact.id)


def _current_organisation_url(contact: Contact) -> str | None:
    current = contact.main_affiliation
    return _organisation_url(current.organisation) if current is not None else None


def _checked(record: Any) -> str:
    if record.is_demonstration:
        return i18n._("Demonstration")
    return i18n._("Verified") if record.is_verified else i18n._("Unverified")


def _checked_tone(record: Any) -> str:
    if record.is_demonstration:
        return "info"
    return "success" if record.is_verified else "neutral"


def _role(contact: Contact) -> str:
    current = contact.main_affiliation
    return (current.role if current is not None else "") or contact.title


def _employer(contact: Contact) -> str:
    current = contact.main_affiliation
    return current.organisation.name if current is not None else ""


def _sorted_name(contact: Contact) -> str:
    return ", ".join(name for name in (contact.family_name, contact.given_name) if name)


def _flags() -> Sequence[tuple[str, Any]]:
    return [("peer", _l("Peer city")), ("influencer", _l("Key influencer"))]


def _flagged(select: Select, value: str) -> Select:
    start, end = {
        "peer": (Organisation.peer_from, Organisation.peer_to),
        "influencer": (Organisation.influencer_from, Organisation.influencer_to),
    }[value]
    today: date = clock.today()
    return select.where(start <= today, sa.or_(end.is_(None), end >= today))


def _countries() -> Sequence[tuple[str, str]]:
    """Countries that have an organisation, by name; asked once for each request.

    A search has statements of its own to spend and fewer rows to show: it offers all countries.
    """
    if request.args.get("q") or request.args.get("member"):
        return country_choices()
    if "countries_in_use" not in g:
        codes = set(queries.countries_in_use(db.session))
        g.countries_in_use = [pair for pair in country_choices() if pair[0] in codes]
    found: Sequence[tuple[str, str]] = g.countries_in_use
    return found


def _languages() -> Sequence[tuple[str, str]]:
    """The languages of the Union and its neighbours, and those partners elsewhere write in."""
    return [pair for pair in language_choices() if pair[0] in FILTERED_LANGUAGES]


def _as_it_is(select: Select, _value: str) -> Select:
    """The view has chosen another list already; the filter keeps its tick in the form."""
    return select


NAME = Column(
    "name", _l("Name"), lambda o: o.name, sort=Organisation.name_folded, url=_organisation_url
)
KIND = Column("kind", _l("Kind"), lambda o: i18n.choice(o.kind), sort=Organisation.kind)
COUNTRY = Column(
    "country",
    _l("Country"),
    lambda o: country_name(o.country) if o.country else "",
    sort=Organisation.country,
)
BY_KIND = Filter(
    "kind",
    _l("Kind"),
    lambda select, value: select.where(Organisation.kind == OrganisationKind(value)),
    options=lambda: [(kind.value, KIND_LABELS[kind]) for kind in OrganisationKind],
)
BY_COUNTRY = Filter(
    "country",
    _l("Country"),
    lambda select, value: select.where(Organisation.country == value),
    options=_countries,
)

ORGANISATIONS = ListPage(
    key="organisations",
    title=_l("Organisations"),
    permission=ORGANISATION_VIEW,
    model=Organisation,
    query=lambda _viewer: queries.select_organisations(),
    columns=(
        NAME,
        KIND,
        COUNTRY,
        Column("city", _l("City"), lambda o: o.city),
        Column(
            "standing",
            _l("Standing"),
            lambda o: "" if o.standing is Standing.NORMAL else i18n.choice(o.standing),
            kind="tag",
            tone=lambda o: STANDING_TONES.get(o.standing, "danger"),
        ),
        Column(
            "last_engaged_on",
            _l("Last engaged"),
            lambda o: o.last_engaged_on,
            kind="date",
            sort=Organisation.last_engaged_on,
        ),
        Column("checked", _l("Record"), _checked, kind="tag", tone=_checked_tone),
    ),
    filters=(
        BY_KIND,
        BY_COUNTRY,
        Filter(
            "standing",
            _l("Standing"),
            lambda select, value: select.where(Organisation.standing == Standing(value)),
            options=lambda: i18n.choices(Standing),
        ),
        Filter("flag", _l("Marked as"), _flagged, options=_flags),
        Filter("archived", _l("Archived ones"), _as_it_is, kind="checkbox"),
    ),
    default_sort="name",
    search_kind="organisation",
    empty_text=_l("No organisation is in the register yet. Add the first one."),
)
ARCHIVED_ORGANISATIONS = replace(
    ORGANISATIONS,
    key="archived-organisations",
    title=_l("Archived organisations"),
    query=lambda _viewer: queries.select_organisations(archived=True),
    empty_text=_l("No organisation has been archived."),
)


def members_of(network: Organisation, former: bool) -> ListPage:
    """The list of a network's members, or of those who have left."""
    title = i18n._("Members of %(name)s", name=network.name)
    if former:
        title = i18n._("Former members of %(name)s", name=network.name)
    number = network.id
    return replace(
        MEMBERS, title=title, query=lambda _viewer: queries.select_members(number, former)
    )


def _named(select: Select, value: str) -> Select:
    named = queries.organisation_ids_named(db.session, value, current_viewer())
    return select.where(Organisation.id.in_(named))


def _membership(member: Organisation) -> NetworkMember:
    return member.memberships[0]


MEMBERS = ListPage(
    key="members",
    title=_l("Members"),
    permission=ORGANISATION_VIEW,
    model=Organisation,
    query=lambda _viewer: queries.select_organisations().where(sa.false()),
    columns=(
        NAME,
        KIND,
        COUNTRY,
        Column("status", _l("Status in the list"), lambda o: _membership(o).status),
        Column(
            "joined_year",
            _l("Joined in"),
            lambda o: _membership(o).joined_year,
            text=lambda o: str(_membership(o).joined_year or ""),
        ),
        Column("evidence_on", _l("Date of the list"), lambda o: _membership(o).evidence_on),
        Column(
            "checked",
            _l("Record"),
            lambda o: _checked(_membership(o)),
            kind="tag",
            tone=lambda o: _checked_tone(_membership(o)),
        ),
    ),
    filters=(
        Filter("member", _l("Name"), _named, kind="search"),
        BY_KIND,
        BY_COUNTRY,
        Filter("former", _l("Those who have left"), _as_it_is, kind="checkbox"),
    ),
    default_sort="name",
    empty_text=_l("No member is listed yet."),
)


def _working_at(select: Select, value: str) -> Select:
    named = queries.organisation_ids_named(db.session, value, current_viewer())
    return queries.working_at(select, named)


CONTACTS = ListPage(
    key="contacts",
    title=_l("Contacts"),
    permission=CONTACT_VIEW,
    model=Contact,
    query=queries.select_contacts,
    columns=(
        Column("name", _l("Name"), _sorted_name, sort=Contact.name_folded, url=_contact_url),
        Column("role", _l("Role"), _role),
        Column("organisation", _l("Organisation"), _employer, url=_current_organisation_url),
        Column(
            "last_engaged_on",
            _l("Last engaged"),
            lambda c: c.last_engaged_on,
            kind="date",
            sort=Contact.last_engaged_on,
        ),
        Column(
            "last_verified_on",
            _l("Last verified"),
            lambda c: c.last_verified_on,
            kind="date",
            sort=Contact.last_verified_on,
        ),
        Column(
            "mark",
            _l("Record"),
            lambda c: i18n._("Demonstration") if c.is_demonstration else "",
            kind="tag",
            tone=lambda _contact: "info",
        ),
    ),
    filters=(
        Filter("organisation", _l("Works at"), _working_at, kind="search"),
        Filter("language", _l("Language"), queries.speaking, options=_languages),
        Filter("archived", _l("Archived ones"), _as_it_is, kind="checkbox"),
    ),
    default_sort="name",
    search_kind="contact",
    empty_text=_l("No contact is in the register yet. Add the first one."),
)
ARCHIVED_CONTACTS = replace(
    CONTACTS,
    key="archived-contacts",
    title=_l("Archived contacts"),
    query=lambda viewer: queries.select_contacts(viewer, archived=True),
    empty_text=_l("No contact has been archived."),
)
