"""Organisations and contacts as the search sees them.

E-mail addresses and telephone numbers are never indexed: a search must not tell who has which.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy.orm import Session

from app.core import hooks
from app.core.i18n import _l
from app.core.search import documents
from app.core.search.documents import Document
from app.organisations import queries
from app.organisations.models import Contact, Organisation

ORGANISATION = "organisation"
CONTACT = "contact"


def to_document(organisation: Organisation, focus_area_ids: Sequence[int] = ()) -> Document:
    """An organisation under all its names; ``detail`` is its city, the country is a facet."""
    identifiers = (organisation.pic, organisation.vat, organisation.ror, organisation.wikidata)
    words = (organisation.city, *identifiers, organisation.website, organisation.description)
    return Document(
        kind=ORGANISATION,
        entity_id=organisation.id,
        title=organisation.name,
        names=tuple(organisation.names),
        body=" ".join(word for word in words if word),
        detail=organisation.city,
        country=organisation.country or "",
        state=organisation.standing,
        subkind=organisation.kind,
        focus_area_ids=tuple(focus_area_ids),
        last_engaged_on=organisation.last_engaged_on,
        is_archived=organisation.archived_at is not None,
    )


def contact_document(contact: Contact) -> Document:
    """A contact by name, found also by title, roles and organisations, present and former."""
    held = sorted((a.organisation.name, a.role, a.unit) for a in contact.affiliations)
    current = contact.current_affiliation
    return Document(
        kind=CONTACT,
        entity_id=contact.id,
        title=contact.name,
        names=(contact.name,),
        body=" ".join(word for words in ((contact.title,), *held) for word in words if word),
        detail=current.organisation.name if current is not None else contact.title,
        visibility=contact.visibility,
        unit_id=contact.unit_id,
        country=(current.organisation.country or "") if current is not None else "",
        last_engaged_on=contact.last_engaged_on,
        is_archived=contact.archived_at is not None,
    )


def put_organisations(session: Session, organisations: Iterable[Organisation]) -> None:
    """Write organisations to the index, each with the focus areas it is an expert in."""
    documents.put_many(session, _with_expertise(session, list(organisations)))


def put_contacts(session: Session, contacts: Iterable[Contact]) -> None:
    """Write contacts to the index."""
    documents.put_many(session, [contact_document(contact) for contact in contacts])


def _with_expertise(session: Session, organisations: Sequence[Organisation]) -> list[Document]:
    expertise = hooks.expertise_of(session, [organisation.id for organisation in organisations])
    return [to_document(o, expertise.get(o.id, ())) for o in organisations]


def _organisation_documents(session: Session) -> Iterator[Document]:
    for part in queries.all_organisations(session):
        yield from _with_expertise(session, part)


def _contact_documents(session: Session) -> Iterator[Document]:
    for part in queries.all_contacts(session):
        yield from map(contact_document, part)


documents.register(ORGANISATION, _l("Organisation"), _organisation_documents)
documents.register(CONTACT, _l("Contact"), _contact_documents)
