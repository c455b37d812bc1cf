"""One session a request, committed once at the edge; both engines lose nothing."""

from __future__ import annotations

import threading

import pytest
import sqlalchemy as sa
from flask import Flask, redirect
from flask_login import current_user
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from app.core.audit import SYSTEM
from app.core.permissions import public
from app.core.session import db
from app.users import services
from app.users.models import Throttle, User
from tests.client import Page


@pytest.fixture
def at_profile(app: Flask, monkeypatch: pytest.MonkeyPatch):
    """Puts another view behind /me."""

    def put(view):
        monkeypatch.setitem(app.view_functions, "users.profile", public(view))

    return put


def rename(name: str) -> None:
    user = db.session.get(User, current_user.id)
    services.update_profile(db.session, user, {"name": name})


def name_of(session, user: User) -> str:
    session.expire_all()
    return session.get(User, user.id).name


def test_answer_below_400_is_committed(client, session, sign_in, at_profile):
    user = sign_in(name="Before")

    def view():
        rename("After")
        return redirect("/me")

    at_profile(view)
    client.post("/me")
    assert name_of(session, user) == "After"


@pytest.mark.parametrize("status", [400, 409, 422])
def test_answer_of_400_and_above_leaves_nothing_behind(
    client, session, sign_in, at_profile, status
):
    user = sign_in(name="Before")

    def view():
        rename("After")
        return "refused", status, {"Content-Type": "text/plain"}

    at_profile(view)
    assert client.post("/me").status_code == status
    assert name_of(session, user) == "Before"


def test_crash_leaves_nothing_behind(client, session, sign_in, at_profile):
    user = sign_in(name="Before")

    def view():
        rename("After")
        raise RuntimeError("a fault in the program")

    at_profile(view)
    with pytest.raises(RuntimeError, match="a fault"):
        client.post("/me")
    assert name_of(session, user) == "Before"


def test_reading_request_must_not_write(client, sign_in, at_profile):
    sign_in()
    at_profile(lambda: rename("After"))
    with pytest.raises(RuntimeError, match="must not write"):
        client.get("/me")


def test_reading_request_must_not_write_around_the_objects_either(client, sign_in, at_profile):
    sign_in()
    at_profile(lambda: db.session.execute(sa.insert(Throttle).values(key="k", failures=0)))
    with pytest.raises(RuntimeError, match="must not write"):
        client.get("/me")


class FromTheDriver(Exception):
    """What the driver said."""


@pytest.mark.parametrize(
    ("error", "status", "heading"),
    [
        (StaleDataError("one row expected"), 409, "This was changed in the meantime"),
        (DataError("UPDATE", {}, FromTheDriver("out of range")), 400, "This request could not"),
        (
            OperationalError("UPDATE", {}, FromTheDriver("server closed the connection")),
            503,
            "Kumppani is not available right now",
        ),
    ],
)
def test_database_errors_become_honest_pages(
    client, session, sign_in, at_profile, error, status, heading
):
    user = sign_in(name="Before", locale="en")

    def view():
        rename("After")
        raise error

    at_profile(view)
    response = client.post("/me")
    assert response.status_code == status
    assert Page(response).heading.startswith(heading)
    assert name_of(session, user) == "Before"


def test_error_page_is_shown_when_the_user_cannot_be_read_at_all(client, sign_in, monkeypatch):
    from app.users import queries

    def away(*_args):
        raise OperationalError("SELECT", {}, FromTheDriver("no route to host"))

    sign_in()
    monkeypatch.setattr(queries, "find_session", away)
    response = client.get("/me")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "10"


def test_failed_save_of_ones_own_account_still_answers(client, session, sign_in, at_profile):
    user = sign_in(name="Before")

    def view():
        db.session.execute(sa.text('UPDATE "user" SET version = version + 1'))
        rename("After")

    at_profile(view)
    response = client.post("/me")
    assert response.status_code == 409
    assert "Before" in Page(response).text
    assert name_of(session, user) == "Before"


def test_page_about_our_own_fault_asks_nobody(app, client, sign_in, at_profile, monkeypatch):
    sign_in()
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    def view():
        raise RuntimeError("a fault in the program")

    at_profile(view)
    response = client.get("/me")
    assert response.status_code == 500
    assert "a fault in the program" not in Page(response).text


def test_wrong_method_is_answered_with_the_right_ones(client, sign_in):
    sign_in()
    response = client.get("/sign-out")
    assert response.status_code == 405
    assert response.headers["Allow"] == "OPTIONS, POST"


def test_simultaneous_writers_lose_no_update(database):
    with database.transaction() as session:
        session.add(Throttle(key="counter", failures=0))

    def count() -> None:
        for _turn in range(10):
            with database.transaction() as session:
                found = session.get(Throttle, "counter", with_for_update=True)
                found.failures = found.failures + 1

    threads = [threading.Thread(target=count) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.transaction() as session:
        assert session.get(Throttle, "counter").failures == 40


def test_transaction_is_rolled_back_on_any_error(database):
    def fail() -> None:
        with database.transaction() as session:
            session.add(Throttle(key="k", failures=1))
            session.flush()
            raise RuntimeError("a fault")

    with pytest.raises(RuntimeError, match="a fault"):
        fail()
    with database.transaction() as session:
        assert session.get(Throttle, "k") is None


def test_sqlite_keeps_what_it_acknowledged_and_checks_references(database):
    if database.engine.dialect.name != "sqlite":
        pytest.skip("pragmas are SQLite's")
    with database.engine.connect() as connection:
        read = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert read == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_reader_sees_one_moment_while_others_write(database):
    with database.transaction() as session:
        services.create_unit(session, {"name_en": "First", "kind": "unit"}, actor=SYSTEM)
    reader = database.new_session(read_only=True)
    count = sa.select(sa.func.count()).select_from(sa.table("unit"))
    assert reader.scalar(count) == 1
    with database.transaction() as session:
        services.create_unit(session, {"name_en": "Second", "kind": "unit"}, actor=SYSTEM)
    seen = reader.scalar(count)
    reader.close()
    assert seen == (1 if database.engine.dialect.name == "sqlite" else 2)
