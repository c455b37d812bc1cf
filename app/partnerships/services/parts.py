"""What is common to making and editing a partnership: its columns, links, partners and people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core import clock
from app.core.errors import Refused
from app.core.i18n import _l
from app.core.permissions import OfUnit, allows
from app.core.records import Values, by_ids
from app.core.search.fold import fold
from app.organisations.models import Organisation
from app.partnerships import queries, rules
from app.partnerships.models import PartnerRole, PartnershipOrganisation, PoliticalLead
from app.partnerships.permissions import PARTNERSHIP_EDIT
from app.strategy.models import FocusArea, Objective, Sdg
from app.users.models import User

LINKS: Mapping[str, Any] = {"focus_areas": FocusArea, "objectives": Objective, "sdgs": Sdg}
COMMON = frozenset(
    {
        "name", "name_fi", "name_sv", "acronym", "former_names", "themes", "summary",
        "participation", "owner_id", "deputy_id", "unit_id", "political_lead", "political_area",
        "for_management_team", "fee_amount", "fee_currency", "fee_eur", "fee_eur_on",
        "travel_eur", "working_days", "budget_line", "benefit", "benefit_reason", "offer",
        "offer_reason", "signed_on", "term", "starts_on", "ends_on", "renewal_months",
        "notice_months", "review_cycle_months", "decision_body", "decided_on", "case_number",
        "decision_section", "next_review_on", "cadence_days", "visibility", "source",
        "evidence_on", "is_demonstration", "origin", "kind_as_written", "status_as_written",
        "since_as_written", "until_as_written", "decided_as_written", "contact_as_written",
        "evidence_as_written", "confidence", "evidence_note",
    }
)  # fmt: skip


def editable(model: type[Any]) -> frozenset[str]:
    """The columns that a form may set: the common ones and those of the kind's own table.

    The stage of a project has verbs of its own.
    """
    mapper = sa.inspect(model)
    own = {column.key for column in mapper.local_table.columns} - {"id", "stage", "stage_since"}
    return COMMON | own


LEAD = ("political_lead", "political_area")


def set_columns(partnership: Any, values: Values) -> None:
    """Set what is given and differs, with what follows from it."""
    allowed = editable(type(partnership))
    if any(name in values and values[name] != getattr(partnership, name) for name in LEAD):
        _demand_area(*(values.get(name, getattr(partnership, name)) for name in LEAD))
    for name, value in values.items():
        if name not in allowed:
            raise KeyError(f"{type(partnership).__name__}.{name} is not set this way.")
        if getattr(partnership, name) != value:
            setattr(partnership, name, value)
    if "name" in values:
        partnership.name_folded = fold(partnership.name)
    for money in ("fee", "support"):
        _keep_euros(partnership, money)
    if partnership.in_effect_from is not None:
        partnership.in_effect_from = min(partnership.in_effect_from, first_day(partnership))


def _demand_area(lead: PoliticalLead | None, area: str | None) -> None:
    if rules.lacks_area(lead, area):
        raise Refused(_l("Name the deputy mayor's area of responsibility."), field="political_area")


def _keep_euros(partnership: Any, money: str) -> None:
    """An amount in euros is its own stated value."""
    if not hasattr(partnership, f"{money}_amount"):
        return
    amount, currency = (getattr(partnership, f"{money}_{part}") for part in ("amount", "currency"))
    if currency in (None, "EUR") and getattr(partnership, f"{money}_eur") != amount:
        setattr(partnership, f"{money}_eur", amount)


def first_day(partnership: Any) -> date:
    """The earliest day its own dates give, at most today: when it came into effect."""
    today = clock.today()
    joined = getattr(partnership, "joined_on", None)
    known = (partnership.starts_on, partnership.signed_on, joined)
    return min((day for day in known if day is not None and day <= today), default=today)


def set_links(session: Session, partnership: Any, values: Values) -> None:
    """Set the focus areas, objectives and SDGs that are given, by their numbers.

    Those of a superseded framework stay: no form offers them, so none can mean to drop them.
    """
    for name, model in LINKS.items():
        if name in values:
            chosen = by_ids(session, model, list(values[name]))
            kept = _former(session, model, getattr(partnership, name))
            setattr(partnership, name, chosen + [one for one in kept if one not in chosen])


def _former(session: Session, model: Any, present: Sequence[Any]) -> list[Any]:
    if model is Sdg or not present:
        return []
    return queries.former_parts(session, model, present)


def demand_people(session: Session, values: Values, unit_id: int | None = None) -> None:
    """Owner and deputy are two active users who may edit partnerships, the owner one of this unit;
    raises Refused at the field otherwise.
    """
    chosen = {name: values[name] for name in ("owner_id", "deputy_id") if values.get(name)}
    if not chosen:
        return
    people = {user.id: user for user in by_ids(session, User, sorted(chosen.values()))}
    for name, number in chosen.items():
        user = people.get(number)
        if user is None or not user.is_active:
            raise Refused(_l("Choose somebody with an active account."), field=name)
        # A deputy may sit in another unit: whoever stands in asks, the owner decides.
        if not allows(user, PARTNERSHIP_EDIT, OfUnit(unit_id) if name == "owner_id" else None):
            message = _l("%(name)s may not act on a partnership of this unit.", name=user.name)
            raise Refused(message, field=name)
    if len(set(chosen.values())) < len(chosen):
        raise Refused(_l("Owner and deputy must be two people."), field="deputy_id")


def demand_active(session: Session, user_id: int | None, field: str) -> None:
    """Nobody, or somebody with an active account; raises Refused at ``field`` otherwise."""
    if user_id and not any(user.is_active for user in by_ids(session, User, [user_id])):
        raise Refused(_l("Choose somebody with an active account."), field=field)


def partner_values(partners: Iterable[Any]) -> list[dict[str, Any]]:
    """Partners as given, by number or by mapping, each organisation once, as mappings."""
    found: dict[int, dict[str, Any]] = {}
    for given in partners:
        values = dict(given) if isinstance(given, Mapping) else {"organisation_id": int(given)}
        found.setdefault(values["organisation_id"], values)
    return list(found.values())


def new_partners(
    session: Session, partners: Sequence[Mapping[str, Any]], role: PartnerRole, start: int = 0
) -> list[PartnershipOrganisation]:
    """Partners in the order given; raises Refused for an organisation that is not there."""
    ids = [values["organisation_id"] for values in partners]
    known = {organisation.id: organisation for organisation in by_ids(session, Organisation, ids)}
    if len(known) < len(ids):
        raise Refused(_l("Choose again: an organisation is not there any more."))
    return [
        PartnershipOrganisation(
            organisation=known[values["organisation_id"]],
            role=values.get("role") or role,
            position=start + place,
            country=values.get("country"),
            cost_eur=values.get("cost_eur"),
            contribution_eur=values.get("contribution_eur"),
            note=values.get("note", ""),
        )
        for place, values in enumerate(partners)
    ]
