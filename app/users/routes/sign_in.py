"""Coming in and going out: sign-in, sign-out, the language, the first administrator."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from flask_login import current_user

from app.core import clock, translations, web
from app.core.i18n import LANGUAGES, _, language
from app.core.permissions import public
from app.core.session import db
from app.users import login, queries, rules, services
from app.users.forms import FirstAdministratorForm, SignInForm
from app.users.routes.blueprint import bp


@bp.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Any:
    """Ask for e-mail and password; 429 while an account or an address has to wait."""
    if current_user.is_authenticated:
        return redirect(_destination())
    if not queries.has_accounts(db.session):
        return redirect(url_for(".first_administrator"))
    form = SignInForm()
    # The reading above must not hold SQLite's writer while the password is checked.
    db.close()
    if not form.wants_to_save():
        return web.render_form("users/sign_in.html", form)
    email, password = form.email.data, form.password.data
    address = request.remote_addr or ""
    with db.transaction() as writing:
        wait_until = services.count_attempt(writing, email, address)
    if wait_until is not None:
        return _please_wait(form, wait_until)
    with closing(db.new_session(read_only=True)) as reading:
        user = services.authenticate(reading, email, password)
    if user is None:
        with db.transaction() as writing:
            services.record_failure(writing, email, address)
        form.form_errors.append(_("E-mail and password do not belong together. Check both."))
        return web.render_form("users/sign_in.html", form)
    with db.transaction() as writing:
        browser = request.user_agent.string
        token = services.sign_in(writing, user.id, password, address=address, browser=browser)
    login.enter(user, token)
    return redirect(_destination())


def _please_wait(form: SignInForm, until: datetime) -> Response:
    now = clock.now()
    wait = rules.wait_in_words(until, now)
    form.form_errors.append(_("There were too many attempts for now. %(wait)s", wait=wait))
    response = make_response(render_template("users/sign_in.html", form=form), 429)
    response.headers["Retry-After"] = str(int((until - now).total_seconds()) + 1)
    return response


def _destination() -> str:
    wanted = request.args.get("next", "")
    return wanted if rules.is_safe_path(wanted) else url_for("insight.home")


@bp.post("/sign-out")
@public
def sign_out() -> Any:
    """End this browser's session; the cookie is worth nothing afterwards."""
    if current_user.is_authenticated:
        login.leave()
    return redirect(url_for(".sign_in"))


@bp.post("/language")
@public
def set_language() -> Any:
    """Change the language: kept in the profile, or in the cookie of a visitor."""
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        if current_user.is_authenticated:
            services.update_profile(db.session, current_user, {"locale": chosen})
        else:
            translations.choose(chosen)
    target = request.form.get("next", "")
    return redirect(target if rules.is_safe_path(target) else url_for("insight.home"))


@bp.route("/first-administrator", methods=["GET", "POST"])
@public
def first_administrator() -> Any:
    """Found a new installation; afterwards this page only leads to the sign-in page."""
    if queries.has_accounts(db.session):
        return redirect(url_for(".sign_in"))
    form = FirstAdministratorForm()
    if form.wants_to_save():
        values = form.values("repeated") | {"locale": language()}
        user = web.save(form, lambda: services.found_installation(db.session, values))
        if user is not None:
            address, browser = request.remote_addr or "", request.user_agent.string
            token = services.start_session(db.session, user, address=address, browser=browser)
            login.enter(user, token)
            web.done(_("Welcome. Add your units and colleagues next."))
            return redirect(url_for(".list_users"))
    return web.render_form("users/first_administrator.html", form)
