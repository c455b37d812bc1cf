"""Requests for introductions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from app.core import clock
from app.core.session import Session
from app.introductions import queries, services
from app.introductions.models import Introduction
from app.users.models import User
from tests.factories.users import make_user


def make_introduction(
    session: Session, organisation_id: int, asker: User | None = None, **values: Any
) -> Introduction:
    """Asked today by a reader, of whoever owns the relation; as its page reads it."""
    given = {"organisation_id": organisation_id, "purpose": "A joint bid on heat", **values}
    made = services.ask(session, given, actor=asker or make_user(session, "reader"))
    return queries.get_introduction(session, made.id)


def in_days(number: int) -> Any:
    return clock.today() + timedelta(days=number)
