"""The public doors: forms that anybody may send, in any language, so often and no oftener."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import make_response, redirect, request, session, url_for

from app.core import clock, translations, web
from app.core.forms import Form
from app.core.session import db
from app.users.rules import wait_in_words
from app.users.services.throttle import take_public_turn


@dataclass(frozen=True)
class Door:
    """``name`` is what its sendings are counted under, ``page`` draws it, ``receive`` gives the
    reference number and whether an acknowledgement was mailed, ``receipt`` is the page that says
    so, and ``too_many`` tells how long to wait."""

    name: str
    form: Callable[[], Form]
    page: Callable[[Any], Any]
    receive: Callable[[Any], tuple[str, bool]]
    receipt: str
    too_many: Callable[[str], str]


def enter(door: Door) -> Any:
    """The form, also to go on in another language; 429 with all that was typed where there are
    too many for now."""
    chosen = request.form.get("language", "")
    if chosen in translations.LANGUAGES:
        # Before the form is made: it shows what was typed, in the new language.
        translations.choose(chosen)
        return door.page(door.form())
    form = door.form()
    if not form.wants_to_save():
        return door.page(form)
    # What was read above must not hold SQLite's writer while the attempt is counted.
    db.close()
    with db.transaction() as counting:
        wait_until = take_public_turn(counting, door.name, request.remote_addr or "")
    if wait_until is not None:
        return _please_wait(door, form, wait_until)
    made = web.save(form, lambda: door.receive(form))
    if made is None:
        return door.page(form)
    session[door.name] = list(made)
    return redirect(url_for(door.receipt))


def receipt(name: str) -> tuple[str, bool] | None:
    """(reference number, whether it was acknowledged by mail) of what this browser sent last."""
    if name not in session:
        return None
    reference, is_mailed = session[name]
    return reference, is_mailed


def _please_wait(door: Door, form: Form, until: datetime) -> Any:
    now = clock.now()
    form.form_errors.append(door.too_many(wait_in_words(until, now)))
    body, _status = door.page(form)
    response = make_response(body, 429)
    response.headers["Retry-After"] = str(int((until - now).total_seconds()) + 1)
    return response
