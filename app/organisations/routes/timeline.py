"""The engagements of an organisation's or a contact's page."""

from __future__ import annotations

from flask import request

from app.core.permissions import current_viewer
from app.core.session import db
from app.core.timeline import Timeline, show_timeline
from app.core.urls import url_for
from app.engagements import queries


def timeline_of(subject: str, number: int) -> Timeline:
    """What the address asks of its timeline, in two statements."""
    found = queries.timeline(db.session, subject, number, current_viewer(), request.args)
    return show_timeline(found, _page, but=number if subject == "organisation" else 0)


def _page(number: int) -> str:
    return url_for("engagements.show_engagement", engagement_id=number)
