"""Visits as the search sees them; never the person who asked, nor who leads the guests."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.core.i18n import _l
from app.core.search import documents
from app.core.search.documents import Document
from app.visits import queries
from app.visits.models import OPEN, Visit

KIND = "visit"


def to_document(visit: Visit) -> Document:
    """Organisation and focus areas must be loaded."""
    organisation = visit.organisation
    name = organisation.name if organisation is not None else visit.organisation_name
    written = "" if visit.organisation_name == name else visit.organisation_name
    texts = (name, written, visit.reference, visit.purpose)
    answers = (visit.state_reason, visit.redirected_to, visit.report)
    return Document(
        kind=KIND,
        entity_id=visit.id,
        title=visit.title,
        names=(visit.title,),
        body=" ".join(text for text in (*texts, *answers) if text),
        detail=" · ".join(part for part in (visit.reference, name) if part),
        visibility=visit.visibility,
        unit_id=visit.unit_id,
        owner_id=visit.handler_id,
        country=visit.country or "",
        state=visit.state,
        focus_area_ids=tuple(area.id for area in visit.focus_areas),
        is_archived=visit.state not in OPEN,
    )


def _all(session: Session) -> Iterator[Document]:
    return (to_document(visit) for visit in queries.all_for_search(session))


documents.register(KIND, _l("Visit"), _all)
