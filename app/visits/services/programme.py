"""The programme hour by hour: items with hosts and places, and the day on which it is ready."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core.audit import Actor, acting
from app.core.errors import Refused
from app.core.i18n import _l
from app.core.permissions import EVERYTHING, Viewer
from app.core.records import Values, assign, raise_version
from app.visits import queries, rules
from app.visits.models import AHEAD, Visit, VisitStop
from app.visits.services.moving import moving

COLUMNS = frozenset({"day", "starts_at", "ends_at", "what", "place", "host_id", "hosts"})


def add_stop(
    session: Session, visit: Visit, values: Values, *, actor: Actor, viewer: Viewer = EVERYTHING
) -> VisitStop:
    """A new item: ``day``, ``starts_at``, ``ends_at``, ``what``, ``place``, ``host_id`` of a
    colleague, ``hosts`` for others.

    Refused where the viewer knows of another visit at that place and time, unless ``save_anyway``.
    """
    _demand_ahead(visit)
    stop = VisitStop()
    _check(session, visit, values, viewer)
    with acting(session, actor, "visit.stop_add"):
        assign(stop, {k: v for k, v in values.items() if k in COLUMNS}, COLUMNS)
        visit.stops.append(stop)
        raise_version(visit)
    return stop


def update_stop(
    session: Session,
    visit: Visit,
    stop: VisitStop,
    values: Values,
    *,
    actor: Actor,
    viewer: Viewer = EVERYTHING,
) -> None:
    """Correct an item of the programme; refused as a new one is."""
    _demand_ahead(visit)
    _check(session, visit, values, viewer)
    with acting(session, actor, "visit.stop_update"):
        assign(stop, {k: v for k, v in values.items() if k in COLUMNS}, COLUMNS)
        raise_version(visit)


def remove_stop(session: Session, visit: Visit, stop: VisitStop, *, actor: Actor) -> None:
    """Take an item out; a programme that is ready keeps at least one."""
    _demand_ahead(visit)
    if visit.state is rules.MOVES["programme"].target and len(visit.stops) == 1:
        raise Refused(_l("The programme is ready: it keeps at least one item."))
    with acting(session, actor, "visit.stop_remove"):
        session.delete(stop)
        raise_version(visit)


def complete_programme(session: Session, visit: Visit, *, actor: Actor) -> None:
    """Accepted → programmed; refused with what the programme lacks."""
    gaps = [gap for gap in rules.demands(visit) if not gap.is_met]
    with moving(session, visit, "programme", actor):
        if gaps:
            raise Refused(_l("The programme is not ready. This is missing:"), gaps)


def _check(session: Session, visit: Visit, values: Values, viewer: Viewer) -> None:
    if not values.get("what", "").strip():
        raise Refused(_l("Write what takes place."), field="what")
    if values.get("day") is None:
        raise Refused(_l("Choose a day of the visit."), field="day")
    if values.get("starts_at") is None:
        raise Refused(_l("Enter when it begins."), field="starts_at")
    if not (values.get("host_id") or (values.get("hosts") or "").strip()):
        raise Refused(_l("Choose who hosts it, or write it."), field="host_id")
    day, hours = values["day"], (values["starts_at"], values.get("ends_at"))
    rules.check_stop(visit, day, *hours)
    place = values.get("place") or ""
    if place and not values.get("save_anyway"):
        rules.check_place(place, *hours, queries.stops_elsewhere(session, visit, day, viewer))


def _demand_ahead(visit: Visit) -> None:
    if visit.state not in AHEAD:
        raise Refused(_l("A programme is written for a visit that was accepted."))
