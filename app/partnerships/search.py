"""Partnerships as the search index sees them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.core.i18n import _l
from app.core.search import documents
from app.core.search.documents import Document
from app.partnerships import queries
from app.partnerships.models import PartnershipKind, PartnershipState

KIND = "partnership"
OF_KIND: Mapping[PartnershipKind, tuple[str, ...]] = {
    PartnershipKind.CITY_AGREEMENT: ("civic_partners",),
    PartnershipKind.EU_PROJECT: ("programme", "call", "topic", "grant_agreement", "our_actor"),
}


def to_document(partnership: Any, titles: str | None = None) -> Document:
    """Names in every language and former ones, acronym, reference and case number; as text the
    partners' names, what its kind is looked for by, so the columns of its kind are loaded, and the
    ``titles`` of its papers, one on each line, by default those that are loaded.

    Partners with their organisations and the focus areas are loaded. The country is that of the
    first partner that has one.
    """
    organisations = [partner.organisation for partner in partnership.partners]
    countries = (organisation.country for organisation in organisations if organisation.country)
    names = (
        partnership.name, partnership.name_fi, partnership.name_sv, partnership.acronym,
        *partnership.former_names.splitlines(),
    )  # fmt: skip
    partners = ", ".join(organisation.name for organisation in organisations[:3])
    texts = (
        partnership.reference, partnership.case_number, partnership.summary, partnership.themes,
        *_of_kind(partnership),
    )  # fmt: skip
    # The database gives them in any order; one order keeps the index and a rebuilt one alike.
    papers = sorted((partnership.paper_titles if titles is None else titles).split("\n"))
    return Document(
        kind=KIND,
        entity_id=partnership.id,
        title=partnership.name,
        names=tuple(dict.fromkeys(name for name in names if name)),
        body=" ".join((*texts, *(one.name for one in organisations), *filter(None, papers))),
        detail=" · ".join(part for part in (partnership.reference, partners) if part),
        visibility=partnership.visibility,
        unit_id=partnership.unit_id,
        owner_id=partnership.owner_id,
        deputy_id=partnership.deputy_id,
        country=next(countries, ""),
        state=partnership.state,
        subkind=partnership.kind,
        focus_area_ids=tuple(area.id for area in partnership.focus_areas),
        last_engaged_on=partnership.last_engaged_on,
        is_archived=partnership.state == PartnershipState.ENDED,
    )


def _of_kind(partnership: Any) -> list[str]:
    """What people look for in one kind: a call, a grant number, the society behind a friendship."""
    names = OF_KIND.get(partnership.kind, ())
    return [text for name in names if (text := getattr(partnership, name))]


def every_document(session: Session) -> Iterator[Document]:
    """The documents of all partnerships, for rebuilding the index."""
    return (to_document(partnership) for partnership in queries.every_partnership(session))


documents.register(KIND, _l("Partnership"), every_document)
