"""Columns and filters that the lists of partnerships are made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import g

from app.core.i18n import _, _l, choice, choices, country_name, show_money
from app.core.lists import Column, Filter, Order
from app.core.permissions import current_viewer
from app.core.search.query import ids_named
from app.core.session import db
from app.core.urls import url_for
from app.partnerships.labels import SHORT_KINDS, STATE_TONES
from app.partnerships.models import (
    Partnership,
    PartnershipState,
    PoliticalLead,
    ProjectStage,
)
from app.partnerships.queries import filter_choices
from app.partnerships.queries import lists as narrow
from app.partnerships.rules import CODES
from app.users.models import User
from app.users.search import KIND as USER

Options = Callable[[], Sequence[tuple[str, Any]]]

MISSING_LABELS = {
    "owner": _l("Owner"),
    "goal": _l("Goal in force"),
    "decision": _l("Decision"),
    "next_review": _l("Next review"),
    "partners": _l("Partner"),
}


def offered(name: str) -> Options:
    """The choices of a filter; those of all filters are read in one statement a request."""

    def options() -> Sequence[tuple[str, Any]]:
        if "partnership_filters" not in g:
            g.partnership_filters = filter_choices(db.session, current_viewer())
        return list(g.partnership_filters[name])

    return options


def _missing_options() -> list[tuple[str, Any]]:
    known = [code for code in CODES if code in narrow.MISSING]
    return [("any", _("Anything")), *((code, MISSING_LABELS[code]) for code in known)]


def _state_options() -> list[tuple[str, Any]]:
    return [(narrow.CURRENT, _("In effect")), *choices(PartnershipState)]


def stage_options() -> list[tuple[str, Any]]:
    """Every stage, and the two halves of a project's way."""
    return [
        (narrow.BIDS, _("Bids in the pipeline")),
        (narrow.GRANTS, _("Granted and running")),
        *choices(ProjectStage),
    ]


def _verified_options() -> list[tuple[str, Any]]:
    return [("yes", _("Verified")), ("no", _("Unverified"))]


def _team_options() -> list[tuple[str, Any]]:
    return [("yes", _("For the team")), ("no", _("Not for the team"))]


def enum_filter(key: str, label: Any, column: Any, members: Any) -> Filter:
    """A filter by the members of an enum."""
    return Filter(key, label, narrow.by_column(column), lambda: choices(members))


def _url(partnership: Any) -> str:
    return url_for("partnerships.show_partnership", partnership_id=partnership.id)


def _money(partnership: Any) -> str:
    if partnership.fee_amount is None:
        return ""
    return show_money(partnership.fee_amount, partnership.fee_currency)


def _partners(row: Any) -> str:
    names = [name for name, _country in row.partners or ()]
    shown = ", ".join(names[:2])
    return shown if len(names) < 3 else _("%(names)s and %(n)d more", names=shown, n=len(names) - 2)


def _countries(row: Any) -> str:
    codes = dict.fromkeys(country for _name, country in row.partners or ())
    return ", ".join(country_name(code) for code in codes if code)


def _owned_by(select: Any, value: str) -> Any:
    """A name as it is typed, or an account's number in a link."""
    if value.isascii() and value.isdigit() and len(value) < 10:
        return narrow.by_owners(select, [int(value)])
    return narrow.by_owners(select, ids_named(db.session, value, current_viewer(), kind=USER))


def day_column(key: str, label: Any, name: str, sort: Any) -> Column:
    """A column of days."""
    return Column(key, label, lambda row: getattr(row, name), "date", sort)


def owner_text(row: Any) -> str:
    """The owner, with whoever handed it over while the owner has not accepted it."""
    return held_text(row.owner_name or "", row.giver_name)


def held_text(owner: str, giver: str | None) -> str:
    """Who holds something, with whoever handed it over while the holder has not accepted it."""
    if not giver:
        return owner
    return _("%(giver)s, handed over to %(owner)s, not accepted yet", giver=giver, owner=owner)


def word_column(key: str, label: Any, name: str) -> Column:
    """A column of a coded value in words."""
    return Column(key, label, lambda row: choice(getattr(row, name)))


NAME = Column("name", _l("Name"), lambda p: p.name, sort=Partnership.name_folded, url=_url)
STATE = Column(
    "state",
    _l("State"),
    lambda p: choice(p.state),
    "tag",
    Partnership.state,
    tone=lambda p: STATE_TONES[p.state],
)
KIND_COLUMN = Column("kind", _l("Kind"), lambda p: str(SHORT_KINDS[p.kind]))
# One owner after the other by name, and each one's partnerships by theirs.
BY_OWNER = Order.through(
    {
        "owner_name": User.name,
        "owner_id": User.id,
        "name_folded": Partnership.name_folded,
        "id": Partnership.id,
    },
    unknown=Partnership.owner_id.is_(None),
    rest=("name_folded", "id"),
)
OWNER = Column("owner", _l("Owner"), owner_text, sort=BY_OWNER)
PARTNERS = Column("partners", _l("Partners"), _partners)
COUNTRY = Column("country", _l("Country"), _countries)
ENGAGED = day_column("engaged", _l("Last engaged"), "last_engaged_on", Partnership.last_engaged_on)
REVIEW = day_column("review", _l("Next review"), "next_review_on", Partnership.next_review_on)
FEE = Column("fee", _l("Fee"), lambda p: p.fee_amount, "money", Partnership.fee_eur, text=_money)

FILTERS = (
    Filter("state", _l("State"), narrow.by_state, _state_options),
    Filter("unit", _l("Unit"), narrow.by_number(Partnership.unit_id), offered("unit")),
    Filter("owner", _l("Owner"), _owned_by, kind="search"),
    Filter("focus_area", _l("Focus area"), narrow.by_focus_area, offered("focus_area")),
    Filter("objective", _l("Objective"), narrow.by_objective, offered("objective")),
    Filter("goal", _l("Goal"), narrow.by_goal, offered("goal")),
    Filter("country", _l("Country"), narrow.by_country, offered("country")),
    enum_filter("lead", _l("Political lead"), Partnership.political_lead, PoliticalLead),
    Filter("team", _l("City management team"), narrow.by_team, _team_options),
    Filter("verified", _l("Evidence"), narrow.by_verified, _verified_options),
    Filter("missing", _l("Missing"), narrow.by_missing, _missing_options),
)
