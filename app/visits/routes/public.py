"""The public door: anybody may ask to visit, and hears what happens next and by when."""

from __future__ import annotations

from typing import Any

from flask import current_app, redirect, render_template, url_for

from app.core import clock, mail, web
from app.core.i18n import _, language
from app.core.permissions import public
from app.core.session import db
from app.users import door
from app.visits import rules, services
from app.visits.forms import PublicVisitForm
from app.visits.routes.blueprint import bp

NAME = "request-visit"


@bp.route("/request-visit", methods=["GET", "POST"])
@public
def request_visit() -> Any:
    return door.enter(
        door.Door(NAME, PublicVisitForm, _page, _receive, "visits.requested", _too_many)
    )


def _receive(form: PublicVisitForm) -> tuple[str, bool]:
    visit, is_mailed = services.receive_from_public(
        db.session,
        form.values("understood"),
        language=language(),
        city=str(current_app.jinja_env.globals["city"]),
    )
    return visit.reference, is_mailed


def _page(form: PublicVisitForm) -> Any:
    return web.render_form(
        "visits/request.html", form, answer_days=rules.ANSWER_DAYS, sends_mail=mail.is_on()
    )


def _too_many(wait: str) -> str:
    return _("Too many requests came at once. What you wrote is still here. %(wait)s", wait=wait)


@bp.get("/request-visit/received")
@public
def requested() -> Any:
    """The receipt of the request this browser sent last."""
    found = door.receipt(NAME)
    if found is None:
        return redirect(url_for(".request_visit"))
    return render_template(
        "visits/requested.html",
        reference=found[0],
        answer_by=rules.answer_by(clock.today()),
        is_mailed=found[1],
    )
