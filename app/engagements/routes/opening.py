"""What the log form already knows when it opens: the page one was on, a draft, an earlier entry."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from flask import request
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from app.core import clock
from app.core.days import parse_day
from app.core.i18n import _
from app.core.permissions import current_viewer
from app.core.session import db
from app.engagements import queries
from app.engagements.forms import LogForm
from app.engagements.models import Draft, Engagement
from app.partnerships.queries import suggest_for_organisations

# An address of a record, as the button and the key of every page send it along.
PLACE = re.compile(
    r"/(organisations|contacts|partnerships|networks|sister-cities|eu-projects|cooperation"
    r"|engagements|follow-ups)/(\d{1,9})(?:/|$)",
    re.ASCII,
)
COPIED = ("type", "place", "is_online", "our_tier", "their_tier", "our_role", "visibility")
Known = dict[str, Any]


def opened() -> LogForm:
    """A fresh form: today, me, and what the address tells."""
    draft = queries.find_draft(db.session, request.args.get("draft"), current_user.id)
    if draft is not None:
        return restored(draft)
    known: Known = {"people": [current_user.id]}
    if (earlier := _number("copy")) is not None:
        known |= _copied(queries.find_engagement(db.session, earlier, current_viewer()))
    known |= _place(request.args.get("from", ""))
    if (number := _number("organisation")) is not None:
        known["organisations"] = [number]
    if (number := _number("partnership")) is not None:
        known |= _partnership(number)
    if (day := parse_day(request.args.get("on", ""))) is not None:
        known["starts_on"] = day
    form = LogForm(data=known)
    form.prefilled_for.data = str(known.get("partnership_id") or "")
    suggest(form)
    return form


def restored(draft: Draft) -> LogForm:
    """The form exactly as it was typed."""
    typed = MultiDict([(name, v) for name, values in draft.payload.items() for v in values])
    typed.setlist("draft", [str(draft.id)])
    return LogForm(formdata=typed)


def suggest(form: LogForm) -> None:
    """Offer the partnerships of the organisations chosen, where none is chosen yet."""
    field = form.partnership_id
    if field.data or field.candidates is not None or not form.organisations.data:
        return
    found = suggest_for_organisations(db.session, form.organisations.data, current_viewer())
    field.candidates = [(p.id, p.name, p.reference) for p in found] or None


def near_days() -> list[tuple[str, str]]:
    """The days on which most of what is logged took place, as the date field shows them."""
    today = clock.today()
    near = ((_("Today"), today), (_("Yesterday"), today - timedelta(days=1)))
    return [(label, f"{day.day}.{day.month}.{day.year}") for label, day in near]


def _number(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if re.fullmatch(r"\d{1,9}", text, re.ASCII) else None


def _place(path: str) -> Known:
    found = PLACE.match(path)
    if found is None:
        return {}
    kind, number = found[1], int(found[2])
    if kind == "organisations":
        return {"organisations": [number]}
    if kind == "contacts":
        return _contact(number)
    if kind == "engagements":
        return _around(queries.find_engagement(db.session, number, current_viewer()))
    if kind == "follow-ups":
        return _partnership(queries.find_partnership_of(db.session, number, current_viewer()) or 0)
    return _partnership(number)


def _contact(number: int) -> Known:
    for contact in queries.contacts_with_affiliations(db.session, [number], current_viewer()):
        current = [a.organisation_id for a in contact.affiliations if a.ended_on is None]
        return {"contacts": [number], "organisations": current[:1]}
    return {}


def _partnership(number: int) -> Known:
    found = queries.find_partnerships(db.session, [number], current_viewer())
    if not found:
        return {}
    objectives, focus_areas = queries.frame_of(found)
    return {
        "partnership_id": number,
        "organisations": queries.organisations_of_partnership(db.session, number),
        "objectives": objectives,
        "focus_areas": focus_areas,
    }


def _around(engagement: Engagement | None) -> Known:
    """The partnership of the engagement one was on, else whom it was with."""
    if engagement is None:
        return {}
    met = {"organisations": engagement.organisations}
    if engagement.partnership_id is None:
        return met
    return _partnership(engagement.partnership_id) | met


def _copied(earlier: Engagement | None) -> Known:
    """With whom and about what, but neither when nor what came of it."""
    if earlier is None:
        return {}
    known: Known = {name: getattr(earlier, name) for name in COPIED}
    for name in ("organisations", "people", "contacts", "objectives", "focus_areas"):
        known[name] = getattr(earlier, name)
    known["partnership_id"] = earlier.partnership_id
    return known
