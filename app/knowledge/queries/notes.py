"""Knowledge notes: one with all its page shows, the list, and what they are found by."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from app.core.permissions import EVERYTHING, Viewer
from app.core.records import get_one
from app.knowledge.models import (
    KnowledgeDocument,
    KnowledgeNote,
    knowledge_note_focus_area,
    knowledge_note_organisation,
)
from app.knowledge.queries.visibility import visible

# From when to when the home page tells an author that a note goes out of date.
SOON, RECENTLY = timedelta(days=14), timedelta(days=90)


def get_note(
    session: Session, note_id: int, viewer: Viewer = EVERYTHING, lock: bool = False
) -> KnowledgeNote:
    """One note with everything on its page, else NotFound."""
    wanted = sa.select(KnowledgeNote).where(
        KnowledgeNote.id == note_id, visible(viewer, KnowledgeNote)
    )
    if lock:
        get_one(session, wanted, lock=True)
    whole = wanted.options(
        joinedload(KnowledgeNote.author),
        joinedload(KnowledgeNote.unit),
        selectinload(KnowledgeNote.focus_areas),
        selectinload(KnowledgeNote.organisations),
        selectinload(KnowledgeNote.documents).joinedload(KnowledgeDocument.attachment),
    )
    return get_one(session, whole.execution_options(populate_existing=lock))


def list_notes(viewer: Viewer) -> sa.Select[Any]:
    """Notes with author and unit, for the list."""
    links = joinedload(KnowledgeNote.author), joinedload(KnowledgeNote.unit)
    return sa.select(KnowledgeNote).where(visible(viewer, KnowledgeNote)).options(*links)


def note_by_focus_area(statement: sa.Select[Any], value: str) -> sa.Select[Any]:
    """Narrow a list to what is about one focus area."""
    link = knowledge_note_focus_area.c
    about = sa.select(link.note_id).where(link.focus_area_id == int(value))
    return statement.where(KnowledgeNote.id.in_(about))


def note_by_country(statement: sa.Select[Any], value: str) -> sa.Select[Any]:
    """Narrow a list to what is about one country, by its ISO code."""
    codes = sa.literal(" ").concat(KnowledgeNote.countries).concat(" ")
    return statement.where(codes.contains(f" {value} ", autoescape=True))


def note_by_validity(statement: sa.Select[Any], today: date, is_valid: bool) -> sa.Select[Any]:
    """Narrow a list to what may still be relied upon, or to the rest."""
    is_past = KnowledgeNote.valid_until < today
    valid = sa.or_(KnowledgeNote.valid_until.is_(None), sa.not_(is_past))
    return statement.where(valid if is_valid else is_past)


def notes_to_renew(user_id: int, today: date) -> sa.Select[Any]:
    """Numbers of this author's notes that are soon out of date or have been for a while, the
    longest first."""
    near = KnowledgeNote.valid_until.between(today - RECENTLY, today + SOON)
    found = sa.select(KnowledgeNote.id).where(KnowledgeNote.author_id == user_id, near)
    return found.order_by(KnowledgeNote.valid_until, KnowledgeNote.id)


def notes_for_index(session: Session, ids: Any) -> list[KnowledgeNote]:
    """Notes (by numbers, or a select of numbers) with what their documents show."""
    statement = _with_document().where(KnowledgeNote.id.in_(ids))
    return list(session.scalars(statement))


def notes_about(organisation_id: int) -> sa.Select[Any]:
    """Numbers of the notes about an organisation."""
    link = knowledge_note_organisation.c
    return sa.select(link.note_id).where(link.organisation_id == organisation_id)


def notes_for_search(session: Session) -> Iterator[KnowledgeNote]:
    """Every note with what its search document shows."""
    found = _with_document().order_by(KnowledgeNote.id)
    yield from session.scalars(found.execution_options(yield_per=500))


def _with_document() -> sa.Select[Any]:
    links = selectinload(KnowledgeNote.organisations), selectinload(KnowledgeNote.focus_areas)
    files = selectinload(KnowledgeNote.documents).joinedload(KnowledgeDocument.attachment)
    return sa.select(KnowledgeNote).options(*links, files)
