"""The lists of pairs that may be one record: organisations, and contacts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.core import i18n
from app.core.i18n import _l, country_name
from app.core.lists import Column, Filter, ListPage
from app.core.urls import url_for
from app.organisations import queries, rules
from app.organisations.lists.shared import as_it_is
from app.organisations.models import DuplicatePair
from app.organisations.permissions import RECORDS_MERGE


def reasons_of(pair: Any) -> str:
    """Why the two may be one, in words."""
    return ", ".join(i18n.choice(rules.Reason(code)) for code in pair.reasons.split())


def _pair_url(pair: Any) -> str:
    return url_for("organisations.show_pair", pair_id=pair.id)


_FIRST = Column("first", _l("Record"), lambda pair: pair.first_name, url=_pair_url)
_SECOND = Column("second", _l("May be the same as"), lambda pair: pair.second_name)
_SCORE = Column("score", _l("Likeness"), lambda p: p.score, kind="number", sort=DuplicatePair.score)
_WHY = Column("reasons", _l("Reasons"), reasons_of)
_APART = Filter("apart", _l("Those said to be two"), as_it_is, kind="checkbox")
# Where the page is of contacts, its address says so; the filter's form must keep it.
_OF_CONTACTS = Filter(
    "kind",
    _l("Contacts"),
    as_it_is,
    options=lambda: [("contact", _l("Contacts"))],
    kind="hidden",
)


def _country(pair: Any) -> str:
    return country_name(pair.country) if pair.country else ""


DUPLICATE_ORGANISATIONS = ListPage(
    key="duplicates",
    title=_l("Duplicate organisations"),
    permission=RECORDS_MERGE,
    model=DuplicatePair,
    query=lambda viewer: queries.select_pairs(rules.ORGANISATION, viewer),
    columns=(
        _FIRST,
        _SECOND,
        Column("kind", _l("Kind"), lambda pair: i18n.choice(pair.organisation_kind)),
        Column("country", _l("Country"), _country),
        _SCORE,
        _WHY,
    ),
    filters=(_APART,),
    default_sort="-score",
    empty_text=_l("No two records look alike."),
)
DUPLICATE_CONTACTS = replace(
    DUPLICATE_ORGANISATIONS,
    title=_l("Duplicate contacts"),
    query=lambda viewer: queries.select_pairs(rules.CONTACT, viewer),
    columns=(_FIRST, _SECOND, _SCORE, _WHY),
    filters=(_OF_CONTACTS, _APART),
)


def duplicates_of(kind: str, apart: bool) -> ListPage:
    """The list of a kind: what waits for somebody to look, or what was said to be two."""
    page = DUPLICATE_CONTACTS if kind == rules.CONTACT else DUPLICATE_ORGANISATIONS
    if not apart:
        return page
    return replace(page, query=lambda viewer: queries.select_pairs(kind, viewer, apart=True))
