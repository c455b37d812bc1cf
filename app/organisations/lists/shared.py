"""Columns and filters that several lists of this slice have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from flask import g, request

from app.core import i18n
from app.core.i18n import _l, country_choices, country_name
from app.core.lists import Column, Filter
from app.core.session import db
from app.core.urls import url_for
from app.organisations import queries
from app.organisations.labels import KIND_LABELS
from app.organisations.models import Organisation, OrganisationKind

Select = sa.Select[Any]


def organisation_url(organisation: Organisation) -> str:
    """The page of an organisation."""
    return url_for("organisations.show_organisation", organisation_id=organisation.id)


def checked(record: Any) -> str:
    """Whether a record with evidence is an example, checked by somebody, or neither yet."""
    if record.is_demonstration:
        return i18n._("Demonstration")
    return i18n._("Verified") if record.is_verified else i18n._("Unverified")


def checked_tone(record: Any) -> str:
    """The colour of what ``checked`` says."""
    if record.is_demonstration:
        return "info"
    return "success" if record.is_verified else "neutral"


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


def as_it_is(select: Select, _value: str) -> Select:
    """The view has chosen another list already; the filter keeps its tick in the form."""
    return select


NAME = Column(
    "name", _l("Name"), lambda o: o.name, sort=Organisation.name_folded, url=organisation_url
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
