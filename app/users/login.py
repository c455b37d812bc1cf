"""Flask-Login over sessions that live in the database.

The signed cookie holds the CSRF token, the language of a visitor and the token of a session; whose
session it is, and whether it still holds, stands in ``user_session`` alone.
"""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, g, redirect, request, session, url_for
from flask_login import AnonymousUserMixin, LoginManager, current_user, login_user
from sqlalchemy.exc import SQLAlchemyError

from app.core import clock
from app.core.session import READING, db
from app.users import queries, rules, services
from app.users.models import User

TOKEN = "_user_id"  # noqa: S105 (the name under which Flask-Login keeps the token)
LANGUAGE = "language"
# Where somebody with a temporary password may still go.
BEFORE_OWN_PASSWORD = frozenset({"users.change_password", "users.sign_out", "users.set_language"})


class Visitor(AnonymousUserMixin):  # type: ignore[misc] # Flask-Login has no types.
    """Somebody who is not signed in."""

    id = None
    name = ""


def init_app(app: Flask) -> None:
    """Attach sign-in: the loader of users, the way to the sign-in page, the forced password."""
    # A form may stay open for as long as the session that its token belongs to.
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    app.config["PERMANENT_SESSION_LIFETIME"] = rules.ABSOLUTE_LIMIT
    manager = LoginManager()
    manager.anonymous_user = Visitor
    # Binding sessions to addresses signs people out who move between networks.
    manager.session_protection = None
    manager.user_loader(load_user)
    manager.unauthorized_handler(to_sign_in)
    manager.init_app(app)
    app.before_request(_demand_own_password)


def load_user(token: str) -> User | None:
    """The user of a session that still holds; one statement."""
    now = clock.now()
    try:
        found = queries.find_session(
            db.session, services.hash_token(token), now, now - rules.IDLE_LIMIT
        )
    except SQLAlchemyError:
        # The page that says so must not ask again who is looking at it.
        g._login_user = Visitor()
        raise
    if found is None:
        return None
    user, session_id, last_seen_at = found
    user.session_token = token
    if now - last_seen_at >= rules.SEEN_EVERY:
        _note_seen(session_id)
    return user


def _note_seen(session_id: int) -> None:
    # A writing request holds SQLite's only writer itself, so a second one would wait for it.
    if request.method not in READING:
        services.see_session(db.session, session_id)
        return
    try:
        with db.transaction() as writing:
            services.see_session(writing, session_id)
    except SQLAlchemyError:
        # A page is worth more than the time of its session.
        return


def to_sign_in() -> Any:
    """Send a visitor to the sign-in page and back afterwards; htmx turns the whole page there."""
    if not queries.has_accounts(db.session):
        target = url_for("users.first_administrator")
    else:
        target = url_for("users.sign_in", next=_wanted())
    if request.headers.get("HX-Request") == "true":
        return Response(status=401, headers={"HX-Redirect": target})
    return redirect(target)


def _wanted() -> str | None:
    """The page to come back to; the address of a form's target or a fragment is none."""
    if request.method not in READING or request.headers.get("HX-Request") == "true":
        return None
    path = request.full_path if request.query_string else request.path
    return path if path != "/" and rules.is_safe_path(path) else None


def _demand_own_password() -> Any:
    if request.endpoint is None or request.endpoint in BEFORE_OWN_PASSWORD:
        return None
    if current_user.is_authenticated and current_user.password_is_temporary:
        return redirect(url_for("users.change_password"))
    return None


def enter(user: User, token: str) -> None:
    """Begin the browser's side of a session with a cookie in which nothing of before remains."""
    session.clear()
    user.session_token = token
    login_user(user)


def leave() -> None:
    """End the session in the database and empty the cookie; the language stays."""
    locale = current_user.locale
    services.end_session(db.session, session.get(TOKEN, ""))
    session.clear()
    session[LANGUAGE] = locale
    g._login_user = Visitor()
