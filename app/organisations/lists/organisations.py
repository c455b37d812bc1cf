"""The list of organisations, and that of archived ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from app.core import clock, i18n
from app.core.i18n import _l
from app.core.lists import Column, Filter, ListPage
from app.core.permissions import current_viewer
from app.organisations import queries, rules
from app.organisations.labels import STANDING_TONES
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
from app.organisations.models import Organisation, Standing
from app.organisations.permissions import ORGANISATION_VIEW


def _flags() -> Sequence[tuple[str, Any]]:
    return [("peer", _l("Peer city")), ("influencer", _l("Key influencer"))]


def _flagged(select: Select, value: str) -> Select:
    start, end = {
        "peer": (Organisation.peer_from, Organisation.peer_to),
        "influencer": (Organisation.influencer_from, Organisation.influencer_to),
    }[value]
    today: date = clock.today()
    return select.where(start <= today, sa.or_(end.is_(None), end >= today))


def _lacks() -> Sequence[tuple[str, str]]:
    return [(lack.value, i18n.choice(lack)) for lack in rules.OF_ORGANISATION]


def _lacking(select: Select, value: str) -> Select:
    lack = rules.Lack(value)
    return queries.organisations_lacking(select, lack, current_viewer(), clock.today())


def _in_care(select: Select, _value: str) -> Select:
    return queries.organisations_in_care(select, current_viewer().user_id)


ORGANISATIONS = ListPage(
    key="organisations",
    title=_l("Organisations"),
    permission=ORGANISATION_VIEW,
    model=Organisation,
    query=lambda _viewer: queries.select_organisation_rows(),
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
        Column("checked", _l("Record"), checked, kind="tag", tone=checked_tone),
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
        Filter("lacks", _l("What is missing"), _lacking, options=_lacks),
        Filter("care", _l("Partners of mine"), _in_care, kind="checkbox"),
        Filter("flag", _l("Marked as"), _flagged, options=_flags),
        Filter("archived", _l("Archived ones"), as_it_is, kind="checkbox"),
    ),
    default_sort="name",
    search_kind="organisation",
    empty_text=_l("No organisation is in the register yet. Add the first one."),
)


ARCHIVED_ORGANISATIONS = replace(
    ORGANISATIONS,
    key="archived-organisations",
    title=_l("Archived organisations"),
    query=lambda _viewer: queries.select_organisation_rows(archived=True),
    empty_text=_l("No organisation has been archived."),
)
