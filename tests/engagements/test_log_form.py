"""The log form, as people meet it."""

from __future__ import annotations

from app.core.session import Session
from tests.client import AuditedClient
from tests.factories.users import make_user


def test_form_opens(client: AuditedClient, session: Session) -> None:
    client.sign_in(session, make_user(session))
    page = client.page("/engagements/new")
    assert page.heading == "Log an engagement"
