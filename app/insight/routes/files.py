"""Sending a report as a file, and keeping who took it out."""

from __future__ import annotations

from flask import Response, request
from flask_login import current_user

from app.core import access_log
from app.core.errors import Refused
from app.core.i18n import _

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "svg": "image/svg+xml",
}


def log_export(what: str, number: int, question: str | None = None) -> None:
    """Who took which report out, and with which filters (those of the address, unless it was
    ordered with others); without that nothing is made."""
    query = request.query_string.decode(errors="replace") if question is None else question
    if not access_log.record(current_user.id, "export", what, number, query):
        raise Refused(_("The export could not be logged, so it was not made. Try again later."))


def send_file(file: bytes | str, name: str, kind: str) -> Response:
    """A PDF opens in the browser, everything else is saved as ``name`` with its ending."""
    response = Response(file, mimetype=TYPES[kind])
    place = "inline" if kind == "pdf" else "attachment"
    response.headers["Content-Disposition"] = f'{place}; filename="{name}.{kind}"'
    return response
