"""Solutions and knowledge notes as the search sees them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.core.i18n import _l
from app.core.search import documents
from app.core.search.documents import Document
from app.knowledge import queries
from app.knowledge.models import NOTE, SOLUTION, KnowledgeNote, Solution, SolutionState


def solution_document(solution: Solution) -> Document:
    """Its organisation, focus areas and uses with their organisations must be loaded."""
    source = solution.organisation
    users = sorted(use.organisation.name for use in solution.uses if use.organisation is not None)
    names = [*([source.name] if source is not None else ()), *users]
    texts = (*names, solution.body, solution.assessment, solution.aside_reason)
    return Document(
        kind=SOLUTION,
        entity_id=solution.id,
        title=solution.title,
        names=(solution.title,),
        body=" ".join(text for text in texts if text),
        detail=source.name if source is not None else "",
        visibility=solution.visibility,
        unit_id=solution.unit_id,
        owner_id=solution.owner_id,
        country=(source.country or "") if source is not None else "",
        state=solution.state,
        subkind=solution.direction,
        focus_area_ids=tuple(area.id for area in solution.focus_areas),
        is_archived=solution.state is SolutionState.SET_ASIDE,
    )


def note_document(note: KnowledgeNote) -> Document:
    """Its organisations, focus areas and documents with their files must be loaded; the first
    country stands for all."""
    names = [each.name for each in sorted(note.organisations, key=lambda one: one.name_folded)]
    files = sorted(document.attachment.filename for document in note.documents)
    countries = note.countries.split()
    return Document(
        kind=NOTE,
        entity_id=note.id,
        title=note.title,
        names=(note.title,),
        body=" ".join(text for text in (*names, note.body, note.source, *files) if text),
        detail=", ".join(names[:3]),
        visibility=note.visibility,
        unit_id=note.unit_id,
        owner_id=note.author_id,
        country=countries[0] if countries else "",
        subkind=note.kind,
        focus_area_ids=tuple(area.id for area in note.focus_areas),
    )


def _solutions(session: Session) -> Iterator[Document]:
    return map(solution_document, queries.solutions_for_search(session))


def _notes(session: Session) -> Iterator[Document]:
    return map(note_document, queries.notes_for_search(session))


documents.register(SOLUTION, _l("Solution"), _solutions)
documents.register(NOTE, _l("Knowledge note"), _notes)
