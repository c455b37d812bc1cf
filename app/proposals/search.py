"""Proposals as the search sees them, declined ones too; never the person who sent one."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from app.core.i18n import _l
from app.core.search import documents
from app.core.search.documents import Document
from app.proposals import queries
from app.proposals.models import OPEN, Proposal

KIND = "proposal"


def to_document(proposal: Proposal) -> Document:
    """Organisation, focus areas and documents with their files must be loaded."""
    organisation = proposal.organisation
    name = organisation.name if organisation is not None else proposal.organisation_name
    written = "" if proposal.organisation_name == name else proposal.organisation_name
    texts = (name, written, proposal.reference, proposal.case_number, proposal.what)
    answers = (proposal.decline_reason, proposal.alternative)
    files = sorted(document.attachment.filename for document in proposal.documents)
    return Document(
        kind=KIND,
        entity_id=proposal.id,
        title=proposal.title,
        names=(proposal.title,),
        body=" ".join(text for text in (*texts, *answers, *files) if text),
        detail=" · ".join(part for part in (proposal.reference, name) if part),
        visibility=proposal.visibility,
        unit_id=proposal.unit_id,
        owner_id=proposal.handler_id,
        country=proposal.country or "",
        state=proposal.state,
        subkind=proposal.kind,
        focus_area_ids=tuple(area.id for area in proposal.focus_areas),
        is_archived=proposal.state not in OPEN,
    )


def _all(session: Session) -> Iterator[Document]:
    return (to_document(proposal) for proposal in queries.all_for_search(session))


documents.register(KIND, _l("Proposal"), _all)
