"""Whatever strangers send names an organisation; here it becomes one of the register."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.core.audit import Actor, acting
from app.core.errors import Refused
from app.core.i18n import _l
from app.core.records import Values, by_ids
from app.organisations import services as organisations
from app.organisations.models import Organisation


def set_organisation(session: Session, record: Any, number: int | None) -> None:
    """Say which organisation of the register it comes from; its name and country fill blanks."""
    found = by_ids(session, Organisation, [number] if number else [])
    record.organisation = found[0] if found else None
    if found:
        record.organisation_name = record.organisation_name or found[0].name
        record.country = record.country or found[0].country


def settle_organisation(
    session: Session, record: Any, values: Values, action: str, *, actor: Actor
) -> None:
    """Tie a record to the organisation chosen (``organisation_id``), or add it to the register as
    an ``organisation_kind``. Refused where neither is said and none is known yet.

    ``record`` has the name, country, reference and day that it came in with.
    """
    number = values.get("organisation_id") or record.organisation_id
    if not number and values.get("organisation_kind"):
        given = {
            "name": record.organisation_name,
            "kind": values["organisation_kind"],
            "country": record.country,
            "source": record.reference,
            "evidence_on": record.received_on,
        }
        number = organisations.create_organisation(session, given, actor=actor).id
    if not number:
        message = _l("Choose the organisation, or the kind as which it is added.")
        raise Refused(message, field="organisation_id")
    if number != record.organisation_id:
        with acting(session, actor, action):
            set_organisation(session, record, number)
