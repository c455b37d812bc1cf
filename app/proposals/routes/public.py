"""The public door: anybody may propose, and hears what happens next and by when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import (
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)

from app.core import clock, mail, translations, web
from app.core.attachments.sending import takes_files
from app.core.i18n import _, language
from app.core.permissions import public
from app.core.session import db
from app.proposals import rules, services
from app.proposals.forms import PublicProposalForm
from app.proposals.models import Proposal
from app.proposals.routes.blueprint import bp
from app.users.rules import wait_in_words

RECEIVED = "proposal_received"


@bp.route("/propose", methods=["GET", "POST"])
@public
@takes_files
def propose() -> Any:
    """The form, also to go on in another language; 429 with all that was typed where there are
    too many for now."""
    chosen = request.form.get("language", "")
    if chosen in translations.LANGUAGES:
        # Before the form is made: it shows what was typed, in the new language.
        translations.choose(chosen)
        return _page(PublicProposalForm())
    form = PublicProposalForm()
    if not form.wants_to_save():
        return _page(form)
    # What was read above must not hold SQLite's writer while the attempt is counted.
    db.close()
    with db.transaction() as counting:
        wait_until = services.take_turn(counting, request.remote_addr or "")
    if wait_until is not None:
        return _please_wait(form, wait_until)
    made = web.save(form, lambda: _receive(form))
    if made is None:
        return _page(form)
    proposal, is_mailed = made
    session[RECEIVED] = [proposal.reference, is_mailed]
    return redirect(url_for(".proposed"))


def _receive(form: PublicProposalForm) -> tuple[Proposal, bool]:
    return services.receive_from_public(
        db.session,
        form.values("document", "understood"),
        form.document.data,
        language=language(),
        city=str(current_app.jinja_env.globals["city"]),
    )


def _page(form: PublicProposalForm) -> Any:
    return web.render_form(
        "proposals/propose.html", form, answer_days=rules.ANSWER_DAYS, sends_mail=mail.is_on()
    )


def _please_wait(form: PublicProposalForm, until: datetime) -> Any:
    now = clock.now()
    wait = wait_in_words(until, now)
    message = _(
        "Too many proposals came at once. What you wrote is still here. %(wait)s", wait=wait
    )
    form.form_errors.append(message)
    body, _status = _page(form)
    response = make_response(body, 429)
    response.headers["Retry-After"] = str(int((until - now).total_seconds()) + 1)
    return response


@bp.get("/propose/received")
@public
def proposed() -> Any:
    """The receipt of the proposal this browser sent last."""
    if RECEIVED not in session:
        return redirect(url_for(".propose"))
    reference, is_mailed = session[RECEIVED]
    return render_template(
        "proposals/proposed.html",
        reference=reference,
        answer_by=rules.answer_by(clock.today()),
        is_mailed=is_mailed,
    )
