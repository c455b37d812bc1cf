"""Fixtures for every test, on the engine named by KUMPPANI_TEST_DB (sqlite or postgresql).

The schema comes from the migrations, once. Each test runs in one outer transaction that is rolled
back: what it makes through `session` is what the test client sees, and nothing outlives it.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import event

from app import create_app
from app.core import clock as core_clock
from app.core import migrate
from app.core.session import Database, Session, db
from app.users import passwords
from app.users.models import Unit, User
from config import Settings
from tests import postgres
from tests.client import AuditedClient
from tests.factories.users import make_user
from tests.mailbox import Inbox, mail_server
from tests.seeded import NOW, PASSWORD, seed

ENGINE = os.environ.get("KUMPPANI_TEST_DB", "sqlite")
# What every signed-in page costs, measured apart: the session, its user and unit, the access log.
APART = re.compile(r"\buser_session\b|\baccess_log\b", re.IGNORECASE)
NOT_COUNTED = re.compile(r"\s*(SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT)\b", re.IGNORECASE)

MakeDatabase = Callable[[], str]
CopyDatabase = Callable[[str], str]
CityDatabase = Callable[[str], str]
SignIn = Callable[..., User]
CountStatements = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture(scope="session")
def copy_database() -> Iterator[CopyDatabase]:
    """Call it with the address of a database nobody has open, for the address of a copy.

    An empty address stands for the empty database.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kumppani-test-")))
        # Counted, not listed: a database that is open has files beside it, which come and go.
        numbers = count()

        def copy_file(source: str) -> str:
            file = folder / f"{next(numbers)}.db"
            if source:
                shutil.copyfile(source.removeprefix("sqlite:///"), file)
            return f"sqlite:///{file}"

        if ENGINE == "postgresql":
            server = stack.enter_context(postgres.server())
            yield lambda source: stack.enter_context(postgres.database(server, source))
        elif ENGINE == "sqlite":
            yield copy_file
        else:
            raise ValueError(f"KUMPPANI_TEST_DB must be sqlite or postgresql, not {ENGINE!r}.")


@pytest.fixture(scope="session")
def empty_database(copy_database: CopyDatabase) -> MakeDatabase:
    """Call it for the address of a new, empty database of the engine under test."""
    return lambda: copy_database("")


@pytest.fixture(scope="session")
def make_database(copy_database: CopyDatabase) -> MakeDatabase:
    """Call it for the address of a new database with the schema of the newest migration.

    The migrations run once; what is given out are copies.
    """
    migrated = copy_database("")
    migrate.upgrade(migrated)
    return lambda: copy_database(migrated)


@pytest.fixture(scope="session")
def city_database(
    make_database: MakeDatabase,
    copy_database: CopyDatabase,
    tmp_path_factory: pytest.TempPathFactory,
) -> CityDatabase:
    """Call it with the name of a demonstration city, for a new database with all its records.

    A city is loaded once, which takes long; what is given out are copies.
    """

    @cache
    def seeded(name: str) -> str:
        url = make_database()
        seed(url, tmp_path_factory.mktemp("seeded"), name)
        return url

    return lambda name: copy_database(seeded(name))


@pytest.fixture(scope="session")
def settings(make_database: MakeDatabase, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of the application under test."""
    return Settings(
        environment="development",
        database_url=make_database(),
        secret_key="only-for-tests-0123456789-abcdefgh",
        instance=tmp_path_factory.mktemp("instance"),
        demo_password=PASSWORD,
    )


@pytest.fixture(scope="session")
def app(settings: Settings) -> Iterator[Flask]:
    """The application on a migrated, empty database."""
    # Hashing is slow on purpose; here it only has to be right.
    passwords.use_hasher(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    application = create_app(settings)
    application.testing = True
    application.test_client_class = AuditedClient
    yield application
    db.engine.dispose()


@pytest.fixture
def connection(app: Flask) -> Iterator[sa.Connection]:
    """The one connection of a test; all it does is rolled back at the end."""
    with db.engine.connect() as connection:
        outer = connection.begin()
        with db.bind_connection(connection):
            yield connection
        if outer.is_active:
            outer.rollback()


@pytest.fixture
def session(connection: sa.Connection) -> Iterator[Session]:
    """A writing session on the test's connection; flush before asking the test client."""
    session = db.new_session()
    yield session
    session.close()


@pytest.fixture
def database(make_database: MakeDatabase) -> Iterator[Database]:
    """A migrated database of its own, for several connections that really commit."""
    database = Database()
    database.init(make_database())
    yield database
    database.engine.dispose()


@pytest.fixture
def client(app: Flask, connection: sa.Connection) -> AuditedClient:
    """A client that examines every page it receives."""
    client = app.test_client()
    assert isinstance(client, AuditedClient)
    return client


@pytest.fixture
def sign_in(client: AuditedClient, session: Session) -> SignIn:
    """``sign_in("manager")`` makes somebody and signs `client` in as them; returns the user."""

    def enter(role: str = "officer", unit: Unit | None = None, **values: Any) -> User:
        user = make_user(session, role, unit, **values)
        client.sign_in(session, user)
        return user

    return enter


@pytest.fixture(autouse=True)
def frozen_clock() -> Iterator[datetime]:
    """No test depends on the day it runs: it is 2 November 2026, 09:00 UTC."""
    with core_clock.frozen(NOW):
        yield NOW


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    """A mail server that the program uses during the test, with what came in."""
    with mail_server() as inbox:
        yield inbox


@pytest.fixture
def count_statements(connection: sa.Connection) -> CountStatements:
    """``with count_statements() as statements:`` collects the SQL a page costs."""

    @contextmanager
    def counting() -> Iterator[list[str]]:
        statements: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            if not NOT_COUNTED.match(statement) and not APART.search(statement):
                statements.append(statement)

        event.listen(connection, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            event.remove(connection, "before_cursor_execute", note)

    return counting
