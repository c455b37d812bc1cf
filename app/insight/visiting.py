"""Visits that wait for somebody, as the home page shows them."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.core.i18n import choice
from app.core.permissions import Viewer, allows
from app.core.urls import url_for
from app.reviews.views import Task
from app.visits.lists import TONES
from app.visits.permissions import VISIT_CREATE, VISIT_HANDLE
from app.visits.queries import waiting_for
from app.visits.rules import due_on, is_late


def visits_waiting(session: Session, user: Any, viewer: Viewer, limit: int) -> list[Task]:
    """Requests for an answer, and what this person handles: to programme, to note, to report."""
    if not allows(user, VISIT_CREATE):
        return []
    today = clock.today()
    found = waiting_for(session, viewer, handles=user.role in VISIT_HANDLE.roles, limit=limit)
    return [
        Task(
            title=each.title,
            url=url_for("visits.show_visit", visit_id=each.id),
            meta=each.organisation_name,
            due=due_on(each),
            late=is_late(each, today),
            tag=choice(each.state),
            tone=TONES.get(each.state, "info"),
        )
        for each in found
    ]
