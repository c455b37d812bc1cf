"""The public calendar: visits that may be told of, as a page and as a feed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Response, current_app, render_template, request
from icalendar import Calendar, Event

from app.core import clock
from app.core.i18n import _, country_name, localised
from app.core.permissions import public
from app.core.session import db
from app.visits import queries, rules
from app.visits.models import Visit
from app.visits.routes.blueprint import bp

# What took place stays for a while.
KEPT = timedelta(days=92)


def _listed() -> list[Visit]:
    return queries.list_public(db.session, clock.today() - KEPT)


@bp.get("/visiting")
@public
def show_calendar() -> Any:
    """Who comes and came, soonest first; only what is public and the guests agreed to."""
    today = clock.today()
    found = _listed()
    ahead = [each for each in found if (each.ends_on or each.starts_on) >= today]
    return render_template(
        "visits/calendar.html",
        ahead=ahead,
        past=[each for each in reversed(found) if each not in ahead],
        days=rules.show_days,
    )


@bp.get("/visiting.ics")
@public
def calendar_feed() -> Any:
    """The same for calendar programs: whole days, no hours, places or names of people."""
    calendar = Calendar()
    calendar.add("prodid", "-//Kumppani//visits//EN")
    calendar.add("version", "2.0")
    city = str(current_app.jinja_env.globals["city"])
    calendar.add("x-wr-calname", _("Visits to the City of %(city)s", city=city))
    for visit in _listed():
        calendar.add_component(_event(visit))
    response = Response(calendar.to_ical(), mimetype="text/calendar")
    response.headers["Content-Disposition"] = 'inline; filename="visits.ics"'
    return response


def _event(visit: Visit) -> Event:
    event = Event()
    event.add("uid", f"{visit.reference.lower()}@{request.host.partition(':')[0]}")
    event.add("dtstamp", visit.updated_at)
    event.add("dtstart", visit.starts_on)
    # The end of whole days is the day after the last one.
    event.add("dtend", (visit.ends_on or visit.starts_on) + timedelta(days=1))
    event.add("summary", f"{_name(visit)}: {visit.title}")
    if visit.unit is not None:
        event.add("description", _("Host: %(unit)s", unit=localised(visit.unit)))
    return event


def _name(visit: Visit) -> str:
    name = visit.organisation_name
    return f"{name} ({country_name(visit.country)})" if visit.country else name
