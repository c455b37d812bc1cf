"""The tests of a city look at one copy of it, with its pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from flask import Flask

from app.core import clock
from app.core.session import Database, Session, db
from app.users.models import User
from app.users.queries import find_user_by_email
from tests.client import AuditedClient
from tests.conftest import CityDatabase
from tests.seeded import NOW


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
def opened(app: Flask, url: str, name: str) -> Iterator[City]:
    """The city of a database, in a transaction that is rolled back at the end."""
    database = Database()
    database.init(url)
    with database.engine.connect() as connection, clock.frozen(NOW):
        outer = connection.begin()
        with db.bind_connection(connection):
            session = db.new_session()
            client = app.test_client()
            assert isinstance(client, AuditedClient)
            yield City(name, session, client)
            session.close()
        outer.rollback()
    database.engine.dispose()


@pytest.fixture(scope="module", params=["helsinki", "espoo"])
def city(app: Flask, city_database: CityDatabase, request: pytest.FixtureRequest) -> Iterator[City]:
    with opened(app, city_database(request.param), request.param) as found:
        yield found
