"""Visits that wait for somebody, and notes that go out of date, as the home page shows them."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.core.i18n import choice
from app.core.permissions import Viewer, allows
from app.core.urls import url_for
from app.insight.queries import visits_and_notes
from app.knowledge.models import KnowledgeNote
from app.knowledge.rules import is_out_of_date
from app.reviews.views import Task
from app.visits.lists import TONES
from app.visits.models import Visit
from app.visits.permissions import VISIT_CREATE, VISIT_HANDLE
from app.visits.rules import due_on, is_late


def visits_and_notes_waiting(
    session: Session, user: Any, viewer: Viewer, limit: int
) -> tuple[list[Task], list[Task]]:
    """Requests for an answer and what this person handles: to programme, to note, to report; and
    notes of theirs to renew."""
    if not allows(user, VISIT_CREATE):
        return [], []
    handles = user.role in VISIT_HANDLE.roles
    visits, notes = visits_and_notes(session, viewer, clock.today(), limit, handles=handles)
    return [_visit(each) for each in visits], [_note(each) for each in notes]


def _visit(visit: Visit) -> Task:
    return Task(
        title=visit.title,
        url=url_for("visits.show_visit", visit_id=visit.id),
        meta=visit.organisation_name,
        due=due_on(visit),
        late=is_late(visit, clock.today()),
        tag=choice(visit.state),
        tone=TONES.get(visit.state, "info"),
    )


def _note(note: KnowledgeNote) -> Task:
    return Task(
        title=note.title,
        url=url_for("knowledge.show_note", note_id=note.id),
        meta="",
        due=note.valid_until,
        late=is_out_of_date(note, clock.today()),
        tag=choice(note.kind),
        tone="neutral",
    )
