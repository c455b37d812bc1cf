"""Editing: the form's fields, the owner, the partners, the evidence."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor
from app.core.errors import Refused
from app.core.i18n import _l
from app.core.records import Values, assign, raise_version
from app.partnerships import queries
from app.partnerships.models import PartnershipOrganisation
from app.partnerships.services.amounts import demand_possible, demand_whole
from app.partnerships.services.consortium import ROW_FIELDS
from app.partnerships.services.create import ROLE
from app.partnerships.services.parts import (
    LINKS,
    demand_people,
    new_partners,
    partner_values,
    set_columns,
    set_links,
)
from app.partnerships.services.settle import verb

PEOPLE = ("owner_id", "deputy_id")
PLACED = (*PEOPLE, "unit_id")
FEE = ("fee_amount", "fee_currency", "fee_eur", "fee_eur_on")


def update_partnership(
    session: Session, partnership: Any, values: Values, *, actor: Actor, reason: str = ""
) -> None:
    """Save edited columns, links by ids, and ``partners`` by numbers; those who stay keep roles.

    ``reason`` goes into the history, where a new owner is explained.
    """
    if _changes(partnership, values, PLACED):
        # Setting one of them must not make both the same person, or move it out of their hands.
        would_be = {name: values.get(name, getattr(partnership, name)) for name in PLACED}
        demand_people(session, would_be, would_be["unit_id"])
    if _changes(partnership, values, FEE) and queries.fees_of(session, partnership.id):
        raise Refused(_l("The fee follows the fees per year; change it there."), field="fee_amount")
    if sa.inspect(partnership).unloaded & {"partners", *LINKS}:
        queries.reload(session, partnership.id)
    with verb(session, partnership, actor, "partnership.update", reason, demand_possible):
        columns = {k: v for k, v in values.items() if k not in LINKS and k != "partners"}
        set_columns(partnership, columns)
        set_links(session, partnership, values)
        _answer_framework(session, partnership)
        if "partners" in values:
            _set_partners(session, partnership, values["partners"])
        demand_whole(partnership, values)


def _changes(partnership: Any, values: Values, names: tuple[str, ...]) -> bool:
    return any(name in values and values[name] != getattr(partnership, name) for name in names)


def _answer_framework(session: Session, partnership: Any) -> None:
    """Something of the framework in force answers for what it had of a former one."""
    if partnership.framework_lapsed_on is not None:
        session.flush()
        if queries.is_in_framework(session, partnership.id):
            partnership.framework_lapsed_on = None


def _set_partners(session: Session, partnership: Any, given: Any) -> None:
    wanted = partner_values(given)
    ids = {values["organisation_id"] for values in wanted}
    kept = [partner for partner in partnership.partners if partner.organisation_id in ids]
    known = {partner.organisation_id for partner in kept}
    added = [values for values in wanted if values["organisation_id"] not in known]
    start = 1 + max((partner.position for partner in kept), default=-1)
    partnership.partners = kept + new_partners(session, added, ROLE[partnership.kind], start)


def set_owner(
    session: Session, partnership: Any, owner_id: int | None, reason: str = "", *, actor: Actor
) -> None:
    """Give it another accountable owner, or none; an active one keeps one."""
    deputy_id = None if partnership.deputy_id == owner_id else partnership.deputy_id
    demand_people(session, {"owner_id": owner_id}, partnership.unit_id)
    with verb(session, partnership, actor, "partnership.owner", reason):
        partnership.owner_id = owner_id
        partnership.deputy_id = deputy_id


def add_partner(session: Session, partnership: Any, values: Values, *, actor: Actor) -> None:
    """Add an organisation with its role, country, cost and contribution in EUR, and note."""
    partnership = queries.reload(session, partnership.id)
    partners = partnership.partners
    if values["organisation_id"] in {partner.organisation_id for partner in partners}:
        raise Refused(_l("This organisation is a partner already."), field="organisation_id")
    start = 1 + max((partner.position for partner in partners), default=-1)
    with verb(session, partnership, actor, "partnership.partner_add", demand=demand_possible):
        raise_version(partnership)
        partners.extend(new_partners(session, [values], ROLE[partnership.kind], start))


def update_partner(
    session: Session,
    partnership: Any,
    partner: PartnershipOrganisation,
    values: Values,
    *,
    actor: Actor,
) -> None:
    """Edit a partner's role, country, cost, contribution or note."""
    with verb(session, partnership, actor, "partnership.partner_update", demand=demand_possible):
        raise_version(partnership)
        assign(partner, values, ROW_FIELDS)


def remove_partner(
    session: Session, partnership: Any, partner: PartnershipOrganisation, *, actor: Actor
) -> None:
    """Take a partner out; an active partnership keeps at least one."""
    with verb(session, partnership, actor, "partnership.partner_remove"):
        raise_version(partnership)
        session.delete(partner)


def verify(session: Session, partnership: Any, values: Values, *, actor: Actor) -> None:
    """Somebody has checked the facts against ``source`` as of ``evidence_on``, today."""
    if not values["source"].strip():
        raise Refused(_l("Say where the facts were checked."), field="source")
    with verb(session, partnership, actor, "partnership.verify"):
        assign(partnership, values, frozenset({"source", "evidence_on"}))
        partnership.verified_on = clock.today()
        partnership.verified_by_name = actor.name
