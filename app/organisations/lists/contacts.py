"""The list of contacts, and that of archived ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.core import clock, i18n
from app.core.i18n import _l
from app.core.languages import language_choices
from app.core.lists import Column, Filter, ListPage
from app.core.permissions import current_viewer
from app.core.search.query import ids_named
from app.core.session import db
from app.core.urls import url_for
from app.organisations import queries, rules
from app.organisations.lists.shared import Select, as_it_is
from app.organisations.models import Contact
from app.organisations.permissions import CONTACT_VIEW

FILTERED_LANGUAGES = frozenset(
    {
        "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr",
        "ga", "he", "hi", "hr", "hu", "id", "is", "it", "ja", "ko", "lt", "lv", "ms", "mt", "nb",
        "nl", "nn", "no", "pl", "pt", "ro", "ru", "se", "sk", "sl", "sq", "sr", "sv", "sw", "th",
        "tr", "uk", "ur", "vi", "zh",
    }
)  # fmt: skip


def _contact_url(row: Any) -> str:
    return url_for("organisations.show_contact", contact_id=row.id)


def _organisation_url(row: Any) -> str | None:
    if row.organisation_id is None:
        return None
    return url_for("organisations.show_organisation", organisation_id=row.organisation_id)


def _sorted_name(row: Any) -> str:
    return ", ".join(name for name in (row.family_name, row.given_name) if name)


def _languages() -> Sequence[tuple[str, str]]:
    """The languages of the Union and its neighbours, and those partners elsewhere write in."""
    return [pair for pair in language_choices() if pair[0] in FILTERED_LANGUAGES]


def _working_at(select: Select, value: str) -> Select:
    named = ids_named(db.session, value, current_viewer(), kind="organisation")
    return queries.working_at(select, named)


def _lacks() -> Sequence[tuple[str, str]]:
    return [(lack.value, i18n.choice(lack)) for lack in rules.OF_CONTACT]


def _lacking(select: Select, value: str) -> Select:
    return queries.contacts_lacking(select, rules.Lack(value), clock.today())


def _in_care(select: Select, _value: str) -> Select:
    return queries.contacts_in_care(select, current_viewer().user_id)


CONTACTS = ListPage(
    key="contacts",
    title=_l("Contacts"),
    permission=CONTACT_VIEW,
    model=Contact,
    query=queries.select_contact_rows,
    columns=(
        Column("name", _l("Name"), _sorted_name, sort=Contact.name_folded, url=_contact_url),
        Column("role", _l("Role"), lambda c: c.role or c.title),
        Column(
            "organisation",
            _l("Organisation"),
            lambda c: c.organisation_name,
            url=_organisation_url,
        ),
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
        Filter("lacks", _l("What is missing"), _lacking, options=_lacks),
        Filter("care", _l("At partners of mine"), _in_care, kind="checkbox"),
        Filter("archived", _l("Archived ones"), as_it_is, kind="checkbox"),
    ),
    default_sort="name",
    search_kind="contact",
    empty_text=_l("No contact is in the register yet. Add the first one."),
)


ARCHIVED_CONTACTS = replace(
    CONTACTS,
    key="archived-contacts",
    title=_l("Archived contacts"),
    query=lambda viewer: queries.select_contact_rows(viewer, archived=True),
    empty_text=_l("No contact has been archived."),
)
