"""How our people travelled, and what that emitted."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core.audit import Actor, acting
from app.core.errors import NotFound
from app.core.records import Values, raise_version
from app.engagements import rules
from app.engagements.models import Engagement, EngagementTravel


def journey(values: Values) -> EngagementTravel:
    """``means``, ``distance_km`` of one traveller there and back, and ``travellers`` (one unless
    said), with the emissions by the factors of today."""
    travellers = values.get("travellers") or 1
    emitted = rules.emissions(values["means"], values["distance_km"], travellers)
    return EngagementTravel(
        means=values["means"],
        distance_km=values["distance_km"],
        travellers=travellers,
        co2e_kg=emitted,
        factor_year=rules.FACTOR_YEAR,
    )


def add_travel(
    session: Session, engagement: Engagement, values: Values, *, actor: Actor
) -> EngagementTravel:
    """One more journey to it; Refused when there can be no such journey."""
    added = journey(values)
    with acting(session, actor, "engagement.add_travel"):
        engagement.travel.append(added)
        raise_version(engagement)
    return added


def remove_travel(
    session: Session, engagement: Engagement, travel_id: int, *, actor: Actor
) -> None:
    """Take back a journey that was entered by mistake; NotFound when it is not there."""
    found = next((each for each in engagement.travel if each.id == travel_id), None)
    if found is None:
        raise NotFound
    with acting(session, actor, "engagement.remove_travel"):
        engagement.travel.remove(found)
        # An orphan would go too, but only what is deleted by name is written into the history.
        session.delete(found)
        raise_version(engagement)
