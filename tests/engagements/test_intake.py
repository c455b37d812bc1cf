"""Dropping invitations and messages on the log form."""

from __future__ import annotations

import io
import random
from datetime import date, time
from typing import Any

import pytest
import sqlalchemy as sa

from app.core.db import Visibility
from app.core.permissions import Role
from app.core.session import Session
from app.engagements.models import (
    CancelledBy,
    Draft,
    Engagement,
    EngagementContact,
    EngagementState,
    Intake,
)
from app.users.models import User
from tests.client import AuditedClient, Page, form_values
from tests.engagements import dropped_samples as samples
from tests.engagements.dropped_samples import changed
from tests.factories.organisations import make_contact, make_organisation
from tests.factories.users import make_unit, make_user

INTAKE = "/engagements/intake"
DAY = date(2026, 12, 3)
NEWER = changed(samples.EXCHANGE, ("SEQUENCE:2", "SEQUENCE:3"), ("20261203T", "20261204T"))
CANCELLED = changed(
    samples.EXCHANGE, ("METHOD:REQUEST", "METHOD:CANCEL"), ("SEQUENCE:2", "SEQUENCE:4")
)


@pytest.fixture
def me(client: AuditedClient, session: Session) -> User:
    user = make_user(session, Role.CONTRIBUTOR, email="me@city.example")
    client.sign_in(session, user)
    return user


def drop(client: AuditedClient, *files: tuple[str, bytes]) -> Any:
    sent = {"files": [(io.BytesIO(content), name) for name, content in files]}
    return client.post(INTAKE, sent, content_type="multipart/form-data")


def invitation(content: bytes = b"") -> tuple[str, bytes]:
    return "invite.ics", content or changed(samples.EXCHANGE)


def chosen(page: Page, name: str) -> list[str]:
    ticked = page.soup.find_all("input", {"name": name, "checked": True})
    return [str(box["value"]) for box in ticked]


def value(page: Page, name: str) -> str:
    field = page.soup.find(attrs={"name": name})
    assert field is not None
    return str(field.get("value", ""))


def count(session: Session, model: Any) -> int:
    session.expire_all()
    return session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def log(client: AuditedClient, address: str, **values: Any) -> Engagement:
    page = client.page(address)
    answer = client.post(address, {**form_values(page.forms()[0]), **values})
    assert answer.status_code == 302, Page(answer).errors()
    return answer


def test_invitation_becomes_a_draft_with_everybody_recognised(
    client: AuditedClient, session: Session, me: User
) -> None:
    malmo = make_organisation(session, "City of Malmö")
    anna = make_contact(
        session, organisation=malmo, given_name="Anna", family_name="Svensson",
        email="Anna.Svensson@malmo.example",
    )  # fmt: skip
    colleague = make_user(session, email="matti.virtanen@city.example")
    answer = drop(client, invitation())
    draft = session.scalars(sa.select(Draft)).one()
    assert answer.location == f"/engagements/new?draft={draft.id}"
    page = client.page(answer.location)
    assert value(page, "summary") == "Call on shore power"
    assert value(page, "starts_on") == "3.12.2026"
    assert value(page, "starts_at") == "10:00"
    assert chosen(page, "contacts") == [str(anna.id)]
    assert chosen(page, "organisations") == [str(malmo.id)]
    assert chosen(page, "people") == [str(me.id), str(colleague.id)]
    assert page.soup.find(attrs={"name": "attendees"}) is None


def test_other_addresses_of_a_contact_are_known_and_parts_of_them_are_not(
    client: AuditedClient, session: Session, me: User
) -> None:
    make_contact(session, family_name="Else", other_emails="not.anna.svensson@malmo.example")
    anna = make_contact(
        session, family_name="Quite Another", email="anna@home.example",
        other_emails="a@old.example\nAnna.Svensson@malmo.example",
    )  # fmt: skip
    page = client.page(drop(client, invitation()).location)
    assert chosen(page, "contacts") == [str(anna.id)]


def test_what_outlook_wrapped_is_told_of(client: AuditedClient, session: Session, me: User) -> None:
    page = client.page(drop(client, ("message.eml", samples.MESSAGE)).location)
    assert "winmail.dat was left out" in page.text
    assert "ask for it as .ics" in page.text
    bare = drop(client, ("winmail.dat", b"\x78\x9f\x3e\x22\x00\x00"))
    assert (bare.status_code, "winmail.dat was left out" in bare.text) == (422, True)


def test_name_is_matched_when_one_contact_bears_it_and_not_when_two_do(
    client: AuditedClient, session: Session, me: User
) -> None:
    make_contact(session, given_name="Anna", family_name="Svensson")
    page = client.page(drop(client, invitation()).location)
    assert len(chosen(page, "contacts")) == 1
    make_contact(session, given_name="Anna", family_name="Svensson")
    page = client.page(drop(client, invitation(changed(samples.GOOGLE))).location)
    assert chosen(page, "contacts") == []
    assert "Anna Svensson <anna.svensson@malmo.example>" in page.text


def test_unknown_attendees_are_offered_and_those_ticked_become_contacts(
    client: AuditedClient, session: Session, me: User
) -> None:
    malmo = make_organisation(session, "City of Malmö")
    make_organisation(session, "Malmöhus Regional Council")
    address = drop(client, invitation()).location
    page = client.page(address)
    # The colleague without an account is ours by the domain, and nobody to be added.
    offered = [str(box["value"]) for box in page.soup.select("input[name=attendees]")]
    assert offered == ["Svensson, Anna <anna.svensson@malmo.example>"]
    # The address tells the organisation by a whole word of its name.
    assert chosen(page, "organisations") == [str(malmo.id)]
    log(client, address, attendees=offered)
    link = session.scalars(
        sa.select(EngagementContact).options(sa.orm.joinedload(EngagementContact.contact))
    ).one()
    assert (link.contact.given_name, link.contact.family_name) == ("Anna", "Svensson")
    assert link.contact.email == "anna.svensson@malmo.example"
    assert (count(session, Draft), count(session, Engagement)) == (0, 1)


def test_restricted_contact_is_not_recognised(
    client: AuditedClient, session: Session, me: User
) -> None:
    make_contact(
        session, family_name="Svensson", email="anna.svensson@malmo.example",
        visibility=Visibility.RESTRICTED, unit_id=make_unit(session).id,
    )  # fmt: skip
    page = client.page(drop(client, invitation()).location)
    assert chosen(page, "contacts") == []


def test_dropping_again_changes_nothing_and_keeps_what_was_typed(
    client: AuditedClient, session: Session, me: User
) -> None:
    address = drop(client, invitation()).location
    client.submit(address, {"summary": "My own words"}, button="Save draft")
    answer = drop(client, invitation())
    assert answer.location == address
    page = client.page(address)
    assert "is a draft already" in page.text
    assert value(page, "summary") == "My own words"
    assert (count(session, Draft), count(session, Intake)) == (1, 1)


def test_newer_version_renews_the_draft_and_an_older_one_does_not(
    client: AuditedClient, session: Session, me: User
) -> None:
    address = drop(client, invitation()).location
    client.submit(address, {"notes": "To be asked there"}, button="Save draft")
    drop(client, invitation(NEWER))
    page = client.page(address)
    assert value(page, "starts_on") == "4.12.2026"
    assert "To be asked there" in page.text
    drop(client, invitation())
    assert value(client.page(address), "starts_on") == "4.12.2026"


def test_cancellation_deletes_the_draft_and_of_the_unknown_is_refused(
    client: AuditedClient, session: Session, me: User
) -> None:
    assert drop(client, invitation(CANCELLED)).status_code == 422
    drop(client, invitation())
    page = Page(drop(client, invitation(CANCELLED)))
    assert "was cancelled, so its draft is gone" in page.text
    assert (count(session, Draft), count(session, Intake)) == (0, 0)


def planned(client: AuditedClient, session: Session) -> Engagement:
    """The invitation, logged as planned."""
    organisation = make_organisation(session)
    address = drop(client, invitation()).location
    log(client, address, organisations=[str(organisation.id)])
    session.expire_all()
    return session.scalars(sa.select(Engagement)).one()


def test_newer_version_moves_what_was_logged(
    client: AuditedClient, session: Session, me: User
) -> None:
    engagement = planned(client, session)
    assert drop(client, invitation()).location == f"/engagements/{engagement.id}"
    drop(client, invitation(NEWER))
    session.expire_all()
    assert engagement.starts_on == date(2026, 12, 4)
    assert engagement.starts_at == time(10)
    assert engagement.state is EngagementState.RESCHEDULED
    drop(client, invitation(NEWER))
    assert count(session, Engagement) == 1


def test_cancellation_marks_what_was_logged_as_cancelled_by_the_organiser(
    client: AuditedClient, session: Session, me: User
) -> None:
    engagement = planned(client, session)
    drop(client, invitation(CANCELLED))
    session.expire_all()
    assert engagement.state is EngagementState.CANCELLED
    assert engagement.cancelled_by is CancelledBy.THEM


def test_colleague_is_led_to_what_is_logged_already(
    client: AuditedClient, session: Session, me: User
) -> None:
    engagement = planned(client, session)
    client.sign_in(session, make_user(session, Role.CONTRIBUTOR))
    answer = drop(client, invitation(NEWER))
    assert answer.location == f"/engagements/{engagement.id}"
    session.expire_all()
    # Who may not edit it moves nothing.
    assert engagement.starts_on == DAY
    assert count(session, Draft) == 0


def test_colleague_learns_nothing_of_a_restricted_engagement(
    client: AuditedClient, session: Session, me: User
) -> None:
    organisation = make_organisation(session)
    address = drop(client, invitation()).location
    log(client, address, organisations=[str(organisation.id)], visibility="restricted")
    client.sign_in(session, make_user(session, Role.CONTRIBUTOR))
    assert "draft=" in drop(client, invitation()).location


def test_several_files_each_tell_what_came_of_them(
    client: AuditedClient, session: Session, me: User
) -> None:
    private = changed(samples.EXCHANGE, ("CLASS:PUBLIC", "CLASS:PRIVATE"))
    answer = drop(
        client,
        invitation(changed(samples.GOOGLE)),
        ("../secret/message.eml", samples.MESSAGE),
        ("private.ics", private),
        ("notes.txt", b"Hello"),
    )
    page = Page(answer)
    assert answer.status_code == 200
    assert "“Möte om hamnar” is a draft now" in page.text
    assert "“Lautat ja maasähkö” is a draft now" in page.text
    assert "marked as private" in page.text
    assert "Only invitations" in page.text
    assert "secret" not in page.text
    assert count(session, Draft) == 2


def test_series_says_that_it_repeats(client: AuditedClient, session: Session, me: User) -> None:
    page = client.page(drop(client, invitation(changed(samples.SERIES))).location)
    assert "It repeats" in page.text
    assert value(page, "starts_on") == "5.11.2026"


def test_without_a_file_the_page_says_so(client: AuditedClient, session: Session, me: User) -> None:
    assert drop(client).status_code == 422
    assert client.get(INTAKE).location == "/engagements/new"


def test_reader_drops_nothing(client: AuditedClient, session: Session) -> None:
    client.sign_in(session, make_user(session, Role.READER))
    assert drop(client, invitation()).status_code == 403


def broken(rng: random.Random) -> tuple[str, bytes]:
    """A file that was sound before something fell on it."""
    name, sound = rng.choice(
        [
            ("a.ics", changed(samples.EXCHANGE)),
            ("a.ics", changed(samples.SERIES)),
            ("a.eml", samples.MESSAGE),
            ("a.eml", samples.invitation_by_mail(samples.APPLE)),
        ]
    )
    content = bytearray(sound)
    for _ in range(rng.randrange(1, 8)):
        at = rng.randrange(len(content))
        content[at : at + rng.randrange(30)] = bytes([rng.randrange(256)])
    return name, bytes(content)


def test_a_thousand_broken_files_leave_nothing_half_saved(
    client: AuditedClient, session: Session, me: User
) -> None:
    rng = random.Random(7)  # noqa: S311 (repeatable)
    client.is_examining = False
    for _ in range(50):
        answer = drop(client, *(broken(rng) for _ in range(20)))
        assert answer.status_code in (200, 302, 422)
    drafts = session.scalars(sa.select(Draft.id)).all()
    taken = session.scalars(sa.select(Intake.draft_id).where(Intake.draft_id.is_not(None)))
    assert set(drafts) == set(taken)
    for number in drafts[:20]:
        assert client.get(f"/engagements/new?draft={number}").status_code == 200
