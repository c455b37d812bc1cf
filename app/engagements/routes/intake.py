"""Invitations and messages, dropped or uploaded: each becomes a draft, or is told why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_login import current_user

from app.core import web
from app.core.attachments.names import safe_name
from app.core.attachments.sending import takes_files
from app.core.i18n import _
from app.core.permissions import requires
from app.core.session import db
from app.engagements import services
from app.engagements.permissions import ENGAGEMENT_LOG
from app.engagements.routes.blueprint import bp
from app.engagements.services import Outcome, Taken

MOST_FILES = 20
# One byte more than any format allows is enough to know that it is too large.
LARGEST = 25_000_001


@dataclass(frozen=True)
class Line:
    """What came of one event or file: told, where to go on, and whether it was refused."""

    filename: str
    told: str
    url: str | None = None
    is_refused: bool = False


@bp.route("/engagements/intake", methods=["GET", "POST"])
@takes_files
@requires(ENGAGEMENT_LOG)
def take_in_files() -> Any:
    """Reads the ``files``; a single draft is opened at once, several are listed."""
    if request.method == "GET":
        return redirect(url_for(".new_engagement"))
    sent = [each for each in request.files.getlist("files") if each.filename][:MOST_FILES]
    lines = [
        line for each in sent for line in _read(each.filename or "", each.stream.read(LARGEST))
    ]
    if not lines:
        lines = [Line("", _("Choose at least one file."), is_refused=True)]
    done = [line for line in lines if not line.is_refused]
    if len(lines) == 1 and done and done[0].url:
        web.done(done[0].told)
        return redirect(done[0].url)
    page = render_template("engagements/intake.html", lines=lines, has_any=bool(done))
    return page, 200 if done else 422


def _read(filename: str, content: bytes) -> Iterator[Line]:
    name = safe_name(filename)
    for result in services.take_in_file(db.session, filename, content, actor=current_user):
        outcome = result.outcome
        if outcome is None:
            yield Line(name, result.reason, is_refused=True)
        else:
            told = _told(outcome, result.repeats)
            yield Line(name, f"{told} {result.left_out}".strip(), _url(outcome))


def _told(outcome: Outcome, repeats: bool) -> str:
    title = outcome.title or _("Engagement without a summary")
    told = {
        Taken.DRAFTED: _("“%(title)s” is a draft now. Check it, then save.", title=title),
        Taken.RENEWED: _("The draft “%(title)s” has the newer version now.", title=title),
        Taken.UNCHANGED: _("“%(title)s” is a draft already; nothing changed.", title=title),
        Taken.WITHDRAWN: _("“%(title)s” was cancelled, so its draft is gone.", title=title),
        Taken.LOGGED: _("“%(title)s” is logged already; nothing changed.", title=title),
        Taken.MOVED: _(
            "“%(title)s” has the times and place of the newer version now.", title=title
        ),
        Taken.CANCELLED: _("“%(title)s” was cancelled, and is marked so.", title=title),
    }[outcome.taken]
    if repeats and outcome.taken is Taken.DRAFTED:
        told += " " + _("It repeats; this is its next day. Drop it again for the one after.")
    return told


def _url(outcome: Outcome) -> str | None:
    if outcome.draft_id is not None:
        return url_for(".new_engagement", draft=outcome.draft_id)
    if outcome.engagement_id is not None:
        return url_for(".show_engagement", engagement_id=outcome.engagement_id)
    return None
