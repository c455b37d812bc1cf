"""Visits at any point of their way."""

from __future__ import annotations

from datetime import date, time
from itertools import count
from typing import Any

from app.core import clock
from app.core.audit import SYSTEM
from app.core.permissions import EVERYTHING
from app.core.session import Session
from app.proposals.models import Channel
from app.users.models import User
from app.visits import queries, services
from app.visits.models import Visit
from tests.factories.organisations import make_organisation
from tests.factories.users import make_user
from tests.seeded import NOW

_numbers = count(1)
SOON = date(2026, 12, 10)


def make_visit(session: Session, *, channel: Channel = Channel.INTERNAL, **values: Any) -> Any:
    """A request of today, for five weeks ahead unless ``starts_on`` says otherwise."""
    number = next(_numbers)
    given = {
        "title": f"Visit {number}",
        "organisation_name": f"City of Guests {number}",
        "starts_on": SOON,
        "contact_name": "Ada Asker",
        "contact_email": "ada@example.org",
        **values,
    }
    actor, language = given.pop("actor", SYSTEM), given.pop("language", "en")
    made = services.receive(session, given, actor=actor, channel=channel, language=language)
    return read_again(session, made)


def make_accepted(session: Session, handler: User | None = None, **values: Any) -> Any:
    """Hosted by the handler's unit."""
    if "organisation_id" not in values:
        values["organisation_id"] = make_organisation(session, f"City of {next(_numbers)}").id
    visit = make_visit(session, **values)
    handler = handler or make_user(session)
    given = {
        "unit_id": handler.unit_id,
        "handler_id": handler.id,
        "starts_on": visit.starts_on,
        "ends_on": visit.ends_on,
    }
    services.accept(session, visit, given, actor=handler)
    return read_again(session, visit)


def make_programmed(session: Session, handler: User | None = None, **values: Any) -> Any:
    """With one item, hosted by the handler."""
    visit = make_accepted(session, handler, **values)
    services.add_stop(session, visit, stop_values(visit), actor=SYSTEM)
    visit = read_again(session, visit)
    services.complete_programme(session, visit, actor=SYSTEM)
    return read_again(session, visit)


def make_held(session: Session, handler: User | None = None, **values: Any) -> Any:
    """Held today."""
    given = {"starts_on": clock.local(NOW).date(), **values}
    visit = make_programmed(session, handler, **given)
    services.hold(session, visit, {}, actor=SYSTEM)
    return read_again(session, visit)


def stop_values(visit: Visit, **values: Any) -> dict[str, Any]:
    """An item of the first morning."""
    return {
        "day": visit.starts_on,
        "starts_at": time(9),
        "ends_at": time(10, 30),
        "what": "Welcome",
        "place": "City Hall",
        "host_id": visit.handler_id,
        "hosts": "",
        "save_anyway": True,
        **values,
    }


def read_again(session: Session, visit: Visit) -> Visit:
    """The visit with all that its page shows, as it is now."""
    session.flush()
    return queries.get_visit(session, visit.id, EVERYTHING, lock=True)
