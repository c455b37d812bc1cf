"""Pages of requests for introductions: asking, the list, one of them, its answers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, abort, current_app, redirect, request
from flask import render_template as render
from flask_login import current_user

from app.core import audit, history, web
from app.core.errors import NotFound
from app.core.forms import Begun
from app.core.i18n import _
from app.core.permissions import current_viewer, requires
from app.core.session import db
from app.core.urls import url_for
from app.engagements.models import EngagementType
from app.engagements.queries import may_see_contact, may_see_partnership, seen
from app.introductions import forms, labels, lists, queries, rules, services
from app.introductions.models import Introduction
from app.introductions.permissions import INTRODUCTION_ANSWER, INTRODUCTION_ASK, INTRODUCTION_STEER
from app.organisations.queries import get_contact, get_organisation
from app.users.queries import get_user

bp = Blueprint("introductions", __name__)
# What the history names, though who is asked may not see it.
POINTING = ("engagement_id", "partnership_id", "contact_id")


@bp.get("/introductions")
@requires(INTRODUCTION_ASK)
def list_introductions() -> Any:
    return web.render_list(lists.INTRODUCTIONS)


@bp.route("/introductions/new", methods=["GET", "POST"])
@requires(INTRODUCTION_ASK)
def new_introduction() -> Any:
    """Ask for an introduction to ``?organisation=``, of a ``partnership`` or to a ``contact``."""
    subject = _subject()
    organisation = subject["organisation"]
    form = forms.AskForm()
    if form.wants_to_save():
        values = {
            **form.values(),
            "organisation_id": organisation.id,
            "partnership_id": subject["partnership_id"],
            "contact_id": subject["contact"].id if subject["contact"] else None,
        }
        made = web.save(
            form, lambda: services.ask(db.session, values, actor=current_user, city=_city())
        )
        if made is not None:
            web.done(_("Your request was made; the answer comes to your home page."))
            return _to(made)
        organisation = get_organisation(db.session, organisation.id)
    owned = queries.owned_with(
        db.session, organisation.id, current_viewer(), subject["partnership_id"]
    )
    return web.render_form(
        "introductions/new.html", form, **{**subject, "organisation": organisation}, owned=owned
    )


def _subject() -> dict[str, Any]:
    """About whom the address asks; NotFound for what is not there or may not be seen."""
    viewer, contact = current_viewer(), None
    organisation_id, partnership_id = _number("organisation"), _number("partnership")
    if contact_id := _number("contact"):
        contact = get_contact(db.session, contact_id, viewer)
        current = contact.current_affiliation
        organisation_id = organisation_id or (current.organisation_id if current else None)
    if partnership_id:
        partners = queries.partners_of(db.session, partnership_id, viewer)
        known = [each.id for each in partners]
        if organisation_id not in known:
            organisation_id = known[0] if known else None
    if organisation_id is None:
        raise NotFound
    organisation = get_organisation(db.session, organisation_id)
    return {"organisation": organisation, "contact": contact, "partnership_id": partnership_id}


def _number(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


@bp.get("/introductions/<int:introduction_id>")
@requires(INTRODUCTION_ASK)
def show_introduction(introduction_id: int) -> Any:
    viewer = current_viewer()
    one = queries.get_introduction(db.session, introduction_id, viewer)
    contact = one.contact
    if contact is not None and not may_see_contact(viewer, contact):
        contact = None
    partnership = one.partnership
    if partnership is not None and not may_see_partnership(viewer, partnership):
        partnership = None
    changes = audit.history_of(db.session, "introduction", introduction_id)
    if not viewer.sees_restricted:
        for field in POINTING:
            history.leave_out(db.session, changes, field, partial(seen, db.session, viewer, field))
    return render(
        "introductions/show.html",
        one=one,
        contact=contact,
        partnership=partnership,
        tone=labels.TONES.get(one.state, "neutral"),
        may_answer=rules.may_answer(current_user, one),
        may_take=rules.may_take(current_user, one),
        may_redirect=rules.may_redirect(current_user, one),
        may_withdraw=rules.may_withdraw(current_user, one),
        changes=history.entries(db.session, changes),
    )


@bp.route("/introductions/<int:introduction_id>/accept", methods=["GET", "POST"])
@requires(INTRODUCTION_ANSWER)
def accept_introduction(introduction_id: int) -> Any:
    one = _held(introduction_id, rules.may_answer)
    likely = {
        "type": EngagementType.MEETING,
        "summary": _("%(name)s: introduction of %(who)s",
                     name=one.organisation.name, who=one.asker.name),
    }  # fmt: skip
    form = forms.AcceptForm.for_record(Begun(one, likely))
    return _answer(
        one, form, "accept",
        lambda: services.accept(db.session, one, form.values(), actor=current_user,
                                viewer=current_viewer(), city=_city()),
    )  # fmt: skip


@bp.route("/introductions/<int:introduction_id>/decline", methods=["GET", "POST"])
@requires(INTRODUCTION_ANSWER)
def decline_introduction(introduction_id: int) -> Any:
    one = _held(introduction_id, rules.may_answer)
    form = forms.DeclineForm.for_record(one)
    return _answer(
        one, form, "decline",
        lambda: services.decline(db.session, one, form.message.data or "", actor=current_user,
                                 city=_city()),
    )  # fmt: skip


@bp.route("/introductions/<int:introduction_id>/redirect", methods=["GET", "POST"])
@requires(INTRODUCTION_ANSWER)
def redirect_introduction(introduction_id: int) -> Any:
    one = _held(introduction_id, rules.may_redirect)
    form = forms.RedirectForm.for_record(one)
    return _answer(
        one, form, "redirect",
        lambda: services.redirect(
            db.session, one, get_user(db.session, form.colleague_id.data), form.message.data or "",
            actor=current_user, city=_city(),
        ),
    )  # fmt: skip


@bp.post("/introductions/<int:introduction_id>/take")
@requires(INTRODUCTION_STEER)
def take_introduction(introduction_id: int) -> Any:
    one = _held(introduction_id, rules.may_take)
    services.take(db.session, one, actor=current_user)
    web.done(_("The request waits for your answer now."))
    return _to(one)


@bp.post("/introductions/<int:introduction_id>/withdraw")
@requires(INTRODUCTION_ASK)
def withdraw_introduction(introduction_id: int) -> Any:
    one = _held(introduction_id, rules.may_withdraw)
    services.withdraw(db.session, one, actor=current_user)
    web.done(_("The request was withdrawn."))
    return _to(one)


def _held(introduction_id: int, may: Callable[[Any, Introduction], bool]) -> Introduction:
    """The request for whoever may do this with it, else 403; an answered one says so."""
    one = queries.get_introduction(
        db.session, introduction_id, current_viewer(), lock=request.method == "POST"
    )
    rules.check_open(one)
    if not may(current_user, one):
        abort(403)
    return one


def _answer(one: Introduction, form: Any, verb: str, action: Callable[[], object]) -> Any:
    number = one.id
    conflict, is_saved = web.save_edit(form, one, action)
    if is_saved:
        web.done(_("The request was answered."))
        return redirect(url_for("introductions.show_introduction", introduction_id=number))
    if form.errors:
        one = queries.get_introduction(db.session, number)
    return web.render_form("introductions/answer.html", form, conflict=conflict, one=one, verb=verb)


def _to(one: Introduction) -> Any:
    return redirect(url_for("introductions.show_introduction", introduction_id=one.id))


def _city() -> str:
    return str(current_app.jinja_env.globals["city"])
