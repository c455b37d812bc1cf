"""Colleagues and units as everybody may see them: who they are, and what they have done."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from app.core import web
from app.core.permissions import current_viewer, requires
from app.core.session import db
from app.core.timeline import Timeline, show_timeline
from app.core.urls import url_for
from app.engagements.queries import timeline
from app.users import queries
from app.users.permissions import COLLEAGUE_VIEW
from app.users.routes.blueprint import bp

PEOPLE_SHOWN = 100


@bp.get("/people/<int:user_id>")
@requires(COLLEAGUE_VIEW)
def show_person(user_id: int) -> Any:
    person = queries.get_user(db.session, user_id)
    engagements = _timeline("user", user_id)
    if web.is_fragment():
        return web.render_timeline(engagements)
    return render_template("users/person.html", person=person, engagements=engagements)


@bp.get("/units/<int:unit_id>")
@requires(COLLEAGUE_VIEW)
def show_unit(unit_id: int) -> Any:
    unit = queries.get_unit(db.session, unit_id)
    engagements = _timeline("unit", unit_id)
    if web.is_fragment():
        return web.render_timeline(engagements)
    people = queries.people_of(db.session, unit_id, PEOPLE_SHOWN + 1)
    return render_template(
        "users/unit.html",
        unit=unit,
        people=people[:PEOPLE_SHOWN],
        has_more_people=len(people) > PEOPLE_SHOWN,
        engagements=engagements,
    )


def _timeline(subject: str, number: int) -> Timeline:
    """What the address asks of a timeline, in two statements."""
    found = timeline(db.session, subject, number, current_viewer(), request.args)
    return show_timeline(
        found, lambda each: url_for("engagements.show_engagement", engagement_id=each)
    )
