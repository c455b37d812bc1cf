"""One loading for all tests of a city: it is the slow part, and they only look at it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from flask import Flask

from app.core import clock
from app.core.session import Session, db
from app.demonstration import load_city
from app.users.models import User
from app.users.queries import find_user_by_email
from tests.client import AuditedClient
from tests.seeded import NOW, PASSWORD


@dataclass(frozen=True)
class City:
    """A loaded city: a session on it and a client for its pages."""

    name: str
    session: Session
    client: AuditedClient

    def account(self, role: str) -> User:
        """The account that one can sign in with, by the name before its @."""
        user = find_user_by_email(self.session, f"{role}@demo.example")
        assert user is not None
        return user

    def sign_in(self, role: str) -> User:
        user = self.account(role)
        self.client.sign_in(self.session, user)
        return user


@contextmanager
def loaded(app: Flask, name: str) -> Iterator[City]:
    """A city in a transaction that is rolled back at the end."""
    with db.engine.connect() as connection, clock.frozen(NOW):
        outer = connection.begin()
        with db.bind_connection(connection):
            load_city(app, name, PASSWORD)
            session = db.new_session()
            client = app.test_client()
            assert isinstance(client, AuditedClient)
            yield City(name, session, client)
            session.close()
        outer.rollback()


@pytest.fixture(scope="module", params=["helsinki", "espoo"])
def city(app: Flask, request: pytest.FixtureRequest) -> Iterator[City]:
    with loaded(app, request.param) as found:
        yield found
