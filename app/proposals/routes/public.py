"""The public door: anybody may propose, and hears what happens next and by when."""

from __future__ import annotations

from typing import Any

from flask import current_app, redirect, render_template, url_for

from app.core import clock, mail, web
from app.core.attachments.sending import takes_files
from app.core.i18n import _, language
from app.core.permissions import public
from app.core.session import db
from app.proposals import rules, services
from app.proposals.forms import PublicProposalForm
from app.proposals.routes.blueprint import asked_words, bp
from app.users import door

NAME = "propose"


@bp.route("/propose", methods=["GET", "POST"])
@public
@takes_files
def propose() -> Any:
    """``?organisation=`` carries over whom a colleague searched for in vain."""
    return door.enter(door.Door(NAME, _form, _page, _receive, "proposals.proposed", _too_many))


def _form() -> PublicProposalForm:
    return PublicProposalForm(organisation_name=asked_words("organisation"))


def _receive(form: PublicProposalForm) -> tuple[str, bool]:
    proposal, is_mailed = services.receive_from_public(
        db.session,
        form.values("document", "understood"),
        form.document.data,
        language=language(),
        city=str(current_app.jinja_env.globals["city"]),
    )
    return proposal.reference, is_mailed


def _page(form: PublicProposalForm) -> Any:
    return web.render_form(
        "proposals/propose.html", form, answer_days=rules.ANSWER_DAYS, sends_mail=mail.is_on()
    )


def _too_many(wait: str) -> str:
    return _("Too many proposals came at once. What you wrote is still here. %(wait)s", wait=wait)


@bp.get("/propose/received")
@public
def proposed() -> Any:
    """The receipt of the proposal this browser sent last."""
    found = door.receipt(NAME)
    if found is None:
        return redirect(url_for(".propose"))
    return render_template(
        "proposals/proposed.html",
        reference=found[0],
        answer_by=rules.answer_by(clock.today()),
        is_mailed=found[1],
    )
