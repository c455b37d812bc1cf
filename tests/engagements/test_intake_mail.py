"""The city's mailbox: forwarded invitations and messages become drafts, by a real IMAP server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage

import pytest
import sqlalchemy as sa
from flask import Flask

from app.core.mail import MailboxError, opened
from app.core.permissions import Role
from app.core.session import Session
from app.engagements import services
from app.engagements.models import Draft
from app.engagements.services import Taken
from app.users.models import User
from tests.engagements import dropped_samples as samples
from tests.engagements.dropped_samples import changed
from tests.factories.users import make_user
from tests.imap import ImapServer, imap_server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ImapServer]:
    with imap_server(tmp_path_factory.mktemp("imap")) as running:
        yield running


@pytest.fixture
def matti(session: Session) -> User:
    return make_user(session, Role.CONTRIBUTOR, email="matti.virtanen@city.example")


def forwarded(*, sender: str, to: str = "crm@city.example", calendar: bytes = b"") -> bytes:
    """A message with an invitation attached, as mail programs forward it."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, "FW: Invitation"
    message.set_content("See the invitation.")
    if calendar:
        message.add_attachment(calendar, "text", "calendar", filename="invite.ics")
    return message.as_bytes()


def drafts(session: Session) -> list[Draft]:
    return list(session.scalars(sa.select(Draft).order_by(Draft.id)))


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_mailbox_is_read_over_tls_and_each_message_once(server: ImapServer, security: str) -> None:
    server.receive(samples.MESSAGE)
    port = server.tls_port if security == "tls" else server.port
    with opened(replace(server.mailbox, port=port, security=security)) as folder:
        (uid,) = folder.unread()
        assert folder.read(uid).replace(b"\r\n", b"\n") == samples.MESSAGE
        # Reading alone does not mark: a fault in between loses nothing.
        assert folder.unread() == [uid]
        folder.mark_read(uid)
        assert folder.unread() == []
    assert server.unread() == 0


def test_mailbox_that_cannot_be_trusted_or_entered_is_told(server: ImapServer) -> None:
    for wrong in (
        replace(server.mailbox, ca_file=""),
        replace(server.mailbox, password="wrong"),
        replace(server.mailbox, folder="Nowhere"),
        replace(server.mailbox, security="tls"),
        replace(server.mailbox, port=1),
    ):
        with pytest.raises(MailboxError), opened(wrong):
            pass


def test_forwarded_invitation_is_the_draft_of_whoever_forwarded_it(
    session: Session, matti: User
) -> None:
    mail = forwarded(sender=f"Matti <{matti.email.upper()}>", calendar=changed(samples.GOOGLE))
    (result,) = services.take_in_message(session, mail)
    assert result.outcome is not None
    assert result.outcome.taken is Taken.DRAFTED
    (draft,) = drafts(session)
    assert (draft.user_id, draft.title) == (matti.id, "Möte om hamnar")
    (again,) = services.take_in_message(session, mail)
    assert again.outcome is not None
    assert again.outcome.taken is Taken.UNCHANGED


def test_message_from_outside_is_the_draft_of_its_receiver(session: Session, matti: User) -> None:
    (result,) = services.take_in_message(session, samples.MESSAGE)
    assert result.outcome is not None
    (draft,) = drafts(session)
    assert (draft.user_id, draft.title) == (matti.id, "Lautat ja maasähkö")


def test_message_attached_to_another_is_taken_in_instead(session: Session, matti: User) -> None:
    outer = EmailMessage()
    outer["From"], outer["Subject"] = matti.email, "FW"
    outer.set_content("Here it is.")
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "anna@malmo.example", "Ferries"
    inner.set_content("Hello")
    outer.add_attachment(inner)
    services.take_in_message(session, outer.as_bytes())
    assert [draft.title for draft in drafts(session)] == ["Ferries"]


@pytest.mark.parametrize(
    ("mail", "reason"),
    [
        (forwarded(sender="stranger@example.org"), "Neither sender nor receiver"),
        (forwarded(sender="reader@city.example"), "Neither sender nor receiver"),
        (b"Auto-Submitted: auto-replied\nFrom: a@b.example\n\nAway", "by itself"),
        (b"\xff\x00", "Neither|no message"),
    ],
)
def test_what_is_for_nobody_is_refused(session: Session, mail: bytes, reason: str) -> None:
    make_user(session, Role.READER, email="reader@city.example")
    (result,) = services.take_in_message(session, mail)
    assert result.outcome is None
    assert any(part in result.reason for part in reason.split("|"))
    assert drafts(session) == []


def test_command_reads_what_is_new_and_marks_it(
    app: Flask, connection: sa.Connection, session: Session, matti: User, server: ImapServer
) -> None:
    settings = app.extensions["kumppani_settings"]
    read = server.mailbox
    app.extensions["kumppani_settings"] = replace(
        settings,
        imap_host=read.host,
        imap_port=read.port,
        imap_security=read.security,
        imap_user=read.user,
        imap_password=read.password,
        imap_ca_file=read.ca_file,
    )
    try:
        server.receive(forwarded(sender=matti.email, calendar=changed(samples.APPLE)))
        server.receive(forwarded(sender="stranger@example.org"))
        run = app.test_cli_runner().invoke
        told = run(args=["intake-mail"])
        assert told.exit_code == 0, told.output
        assert "drafted" in told.output
        assert "refused: Neither sender" in told.output
        assert server.unread() == 0
        assert [draft.title for draft in drafts(session)] == ["Conference on harbours"]
        assert run(args=["intake-mail"]).output == ""
    finally:
        app.extensions["kumppani_settings"] = settings
    refused = app.test_cli_runner().invoke(args=["intake-mail"])
    assert refused.exit_code == 1
    assert "IMAP_HOST" in refused.output
