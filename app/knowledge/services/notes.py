"""A knowledge note is written and corrected; files are added to it and taken out."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.core.attachments import Upload, holding
from app.core.audit import Actor, acting
from app.core.errors import Refused
from app.core.i18n import _l
from app.core.records import Values, assign, by_ids, raise_version
from app.core.search import documents
from app.core.search.fold import fold
from app.knowledge import search
from app.knowledge.models import KnowledgeDocument, KnowledgeNote
from app.organisations.models import Organisation
from app.strategy.models import FocusArea
from app.users import queries as users

COLUMNS = frozenset(
    {
        "kind", "title", "body", "source", "countries", "author_id", "written_on", "valid_until",
        "visibility", "is_demonstration",
    }
)  # fmt: skip
LINKS: dict[str, Any] = {"focus_areas": FocusArea, "organisations": Organisation}


def add_note(session: Session, values: Values, *, actor: Actor) -> KnowledgeNote:
    """A new note. ``values``: columns, numbers of ``focus_areas`` and ``organisations``; the author
    is whoever adds it unless somebody else is named, and it belongs to the unit of either."""
    given = {"written_on": clock.today(), **values}
    given["author_id"] = given.get("author_id") or actor.id
    with acting(session, actor, "knowledge_note.add"):
        note = KnowledgeNote(documents=[])
        _fill(session, note, {**dict.fromkeys(LINKS, ()), **given})
        note.unit_id = users.unit_of(session, actor, given["author_id"])
        session.add(note)
    documents.put(session, search.note_document(note))
    return note


def update_note(
    session: Session, note: KnowledgeNote, values: Values, *, actor: Actor
) -> KnowledgeNote:
    """Correct what is written."""
    with acting(session, actor, "knowledge_note.update"):
        _fill(session, note, values)
        raise_version(note)
    documents.put(session, search.note_document(note))
    return note


def add_document(
    session: Session, note: KnowledgeNote, upload: Upload, *, actor: Actor
) -> KnowledgeDocument:
    """Keep a file with the note; refused when it is of no kind that we keep."""
    verb = "knowledge_note.add_document"
    document = holding.add(session, note, KnowledgeDocument, upload, verb, actor=actor)
    documents.put(session, search.note_document(note))
    return document


def remove_document(
    session: Session, note: KnowledgeNote, document_id: int, *, actor: Actor
) -> None:
    """Take a file out; NotFound when it is not there."""
    holding.take_out(session, note, document_id, "knowledge_note.remove_document", actor=actor)
    documents.put(session, search.note_document(note))


def _fill(session: Session, note: KnowledgeNote, values: Values) -> None:
    assign(note, {k: v for k, v in values.items() if k in COLUMNS}, COLUMNS)
    note.title_folded = fold(note.title)
    if note.written_on > clock.today():
        raise Refused(_l("This date lies ahead."), field="written_on")
    if note.valid_until is not None and note.valid_until < note.written_on:
        raise Refused(_l("It cannot end before it was written."), field="valid_until")
    for name, model in LINKS.items():
        if name in values:
            setattr(note, name, by_ids(session, model, list(values[name])))
