"""The list of the members of one network, or of those who have left it."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa

from app.core import i18n
from app.core.i18n import _l
from app.core.lists import Column, Filter, ListPage
from app.core.permissions import current_viewer
from app.core.search.query import ids_named
from app.core.session import db
from app.organisations import queries
from app.organisations.lists.shared import (
    BY_COUNTRY,
    BY_KIND,
    COUNTRY,
    KIND,
    NAME,
    Select,
    as_it_is,
    checked,
    checked_tone,
)
from app.organisations.models import NetworkMember, Organisation
from app.organisations.permissions import ORGANISATION_VIEW


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
    named = ids_named(db.session, value, current_viewer(), kind="organisation")
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
            lambda o: checked(_membership(o)),
            kind="tag",
            tone=lambda o: checked_tone(_membership(o)),
        ),
    ),
    filters=(
        Filter("member", _l("Name"), _named, kind="search"),
        BY_KIND,
        BY_COUNTRY,
        Filter("former", _l("Those who have left"), as_it_is, kind="checkbox"),
    ),
    default_sort="name",
    empty_text=_l("No member is listed yet."),
)
