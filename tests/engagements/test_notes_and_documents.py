"""Notes that fewer people may read than the record, and the files of an engagement."""

from __future__ import annotations

import io
from itertools import product

import pytest
import sqlalchemy as sa

from app.core.attachments import Attachment, Upload
from app.core.audit import SYSTEM
from app.core.db import Visibility
from app.core.errors import Refused
from app.core.permissions import EVERYTHING, Role, viewer_of
from app.core.search.query import search
from app.core.session import Session
from app.engagements import queries, rules, services
from app.engagements.models import Engagement, EngagementDocument
from app.users.models import User
from tests.client import AuditedClient
from tests.factories.engagements import make_engagement
from tests.factories.users import make_user

V = Visibility
SECRET = "The mayor will not stand again"
FILE = Upload("minutes.txt", b"What was said")


@pytest.fixture
def stranger(client: AuditedClient, session: Session) -> User:
    """A contributor of another unit, signed in."""
    user = make_user(session, Role.CONTRIBUTOR)
    client.sign_in(session, user)
    return user


def confidential(session: Session) -> Engagement:
    """Everybody may see the meeting, few what was said."""
    return make_engagement(session, notes=SECRET, notes_visibility=V.RESTRICTED)


def whole(session: Session, engagement: Engagement) -> Engagement:
    return queries.get_engagement(session, engagement.id)


@pytest.mark.parametrize(("record", "note"), list(product(V, [None, *V])))
def test_note_is_never_open_to_more_people_than_its_record(
    record: Visibility, note: Visibility | None
) -> None:
    order = list(V)
    readers = rules.note_visibility(record, note)
    assert order.index(readers) >= order.index(record)
    assert readers in (record, note)


def test_restricted_note_shows_nowhere_to_others(
    client: AuditedClient, session: Session, stranger: User
) -> None:
    engagement = confidential(session)
    address = f"/engagements/{engagement.id}"
    page = client.page(address)
    assert engagement.summary in page.text
    assert "may read the notes" in page.text
    for place in (
        address,
        f"{address}/history",
        "/engagements",
        "/engagements?format=csv",
        "/search?q=mayor+stand",
        f"/engagements/new?copy={engagement.id}",
        f"/organisations/{engagement.organisations[0].id}",
    ):
        assert SECRET not in client.get(place).get_data(as_text=True), place


def test_restricted_note_is_found_by_nobody_but_its_record_is(
    session: Session, stranger: User
) -> None:
    engagement = confidential(session)
    assert search(session, "mayor stand", viewer_of(stranger)).hits == []
    (hit,) = search(session, engagement.summary, viewer_of(stranger), kinds=["engagement"]).hits
    assert hit.entity_id == engagement.id


def test_participants_unit_and_coordinators_read_the_note(
    client: AuditedClient, session: Session
) -> None:
    author = make_user(session, Role.CONTRIBUTOR)
    guest = make_user(session, Role.READER)
    engagement = make_engagement(
        session, people=[author, guest], notes=SECRET, notes_visibility=V.RESTRICTED
    )
    colleague = make_user(session, Role.READER, unit=author.unit)
    for reader in (author, guest, colleague, make_user(session, Role.OFFICER)):
        client.sign_in(session, reader)
        assert SECRET in client.page(f"/engagements/{engagement.id}").text
        assert SECRET in client.page(f"/engagements/{engagement.id}/history").text


def test_opening_the_note_puts_it_into_the_index(session: Session, stranger: User) -> None:
    engagement = whole(session, confidential(session))
    services.update_engagement(session, engagement, {"notes_visibility": None}, actor=SYSTEM)
    (hit,) = search(session, "mayor stand", viewer_of(stranger)).hits
    assert hit.entity_id == engagement.id


def test_document_is_kept_sent_and_taken_out(client: AuditedClient, session: Session) -> None:
    officer = make_user(session)
    client.sign_in(session, officer)
    engagement = make_engagement(session)
    address = f"/engagements/{engagement.id}"
    sent = {"document": (io.BytesIO(b"What was said"), "minutes.txt")}
    client.post(f"{address}/documents/new", sent, content_type="multipart/form-data")
    document = session.scalars(sa.select(EngagementDocument)).one()
    assert "minutes.txt" in client.page(address).text
    file = client.get(f"{address}/documents/{document.id}")
    assert file.data == b"What was said"
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert [hit.entity_id for hit in search(session, "minutes", EVERYTHING).hits] == [engagement.id]
    assert client.post(f"{address}/documents/{document.id}/remove").status_code == 302
    assert search(session, "minutes", EVERYTHING).hits == []
    assert session.scalar(sa.select(sa.func.count()).select_from(Attachment)) == 0
    assert client.get(f"{address}/documents/{document.id}").status_code == 404


def test_document_of_a_restricted_engagement_is_not_there_for_others(
    client: AuditedClient, session: Session, stranger: User
) -> None:
    hidden = whole(session, make_engagement(session, visibility=V.RESTRICTED))
    document = services.add_document(session, hidden, FILE, actor=SYSTEM)
    other = make_engagement(session, people=[stranger])
    assert client.get(f"/engagements/{hidden.id}/documents/{document.id}").status_code == 404
    assert client.get(f"/engagements/{other.id}/documents/{document.id}").status_code == 404
    assert (
        client.post(f"/engagements/{hidden.id}/documents/{document.id}/remove").status_code == 404
    )


def test_twenty_documents_are_enough(session: Session) -> None:
    engagement = whole(session, make_engagement(session))
    for _ in range(20):
        services.add_document(session, engagement, FILE, actor=SYSTEM)
    with pytest.raises(Refused):
        services.add_document(session, engagement, FILE, actor=SYSTEM)
