"""Engagements as the search sees them: by summary, notes, partners, place and files."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.core.i18n import _l
from app.core.search import documents
from app.core.search.documents import Document
from app.engagements import queries, rules
from app.engagements.models import Engagement, EngagementState

KIND = "engagement"


def to_document(engagement: Engagement) -> Document:
    """Organisations, focus areas and documents with their files must be loaded; ``detail`` names
    the partners met, the country is that of the first one that has any."""
    files = (document.attachment.filename for document in engagement.documents)
    # Sorted here as when they are read, so that rebuilding the index finds the same text.
    met = sorted(engagement.organisations, key=lambda organisation: organisation.name_folded)
    partners = [organisation.name for organisation in met]
    countries = (organisation.country for organisation in met if organisation.country)
    # A note that fewer people may read than the record is not to be found by the others.
    readers = rules.note_visibility(engagement.visibility, engagement.notes_visibility)
    notes = engagement.notes if readers is engagement.visibility else ""
    texts = (notes, engagement.place, engagement.learned, engagement.forum)
    held = engagement.state is EngagementState.HELD
    return Document(
        kind=KIND,
        entity_id=engagement.id,
        title=engagement.summary,
        body=" ".join(text for text in (*partners, *texts, *sorted(files)) if text),
        detail=", ".join(partners[:3]),
        visibility=engagement.visibility,
        unit_id=engagement.unit_id,
        owner_id=engagement.created_by_id,
        country=next(countries, ""),
        state=engagement.state,
        subkind=engagement.type,
        focus_area_ids=tuple(area.id for area in engagement.focus_areas),
        last_engaged_on=engagement.starts_on if held else None,
    )


def _all(session: Session) -> Iterator[Document]:
    for engagement in queries.all_for_search(session):
        yield to_document(engagement)


documents.register(KIND, _l("Engagement"), _all)
