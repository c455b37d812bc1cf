"""The web side of files: larger requests where a route asks for them, and safe downloads."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, current_app, request, send_file

from app.core.attachments.examining import largest, set_largest
from app.core.attachments.models import Attachment
from app.core.attachments.storing import content_of
from app.core.session import db

View = TypeVar("View", bound=Callable[..., Any])

# A downloaded file that a browser shows all the same may run nothing and load nothing.
POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"
# Files a form may carry at once; one that is a little too large still gets a message of its own.
FILES = 3


def takes_files(view: View) -> View:
    """Let the view's forms carry files; every other address keeps the small limit."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def send(attachment: Attachment) -> Response:
    """The file as a download, never shown in place; the caller has asked who may see it."""
    if request.if_none_match.contains_weak(attachment.sha256):
        response = Response(status=304)
        response.set_etag(attachment.sha256)
    else:
        response = send_file(
            io.BytesIO(content_of(db.session, attachment)),
            mimetype=attachment.media_type,
            as_attachment=True,
            download_name=attachment.filename,
            etag=attachment.sha256,
            last_modified=attachment.uploaded_at,
        )
    response.headers["Content-Security-Policy"] = POLICY
    # Kept by the browser of the one who may see it, and asked for again each time.
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def room(form: int, file: int) -> int:
    """Bytes of the largest request with files; ``form`` and ``file`` are the limits of each."""
    return form + FILES * file


def _widen() -> None:
    """Before anything reads the form, the check of its token included."""
    view = current_app.view_functions.get(request.endpoint or "")
    if getattr(view, "takes_files", False):
        form = current_app.config["MAX_CONTENT_LENGTH"] or 0
        request.max_content_length = room(form, largest())


def init_app(app: Flask, largest_file: int) -> None:
    """``largest_file`` in bytes. Comes before whatever reads forms."""
    set_largest(largest_file)
    app.before_request(_widen)
