"""On PostgreSQL the application serves as a role that owns no table: it works, and cannot undo what
the database keeps. The role is that of ``docs/application-role.sql``, gone when a test ends."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from app.core.permissions import EVERYTHING, Role
from app.core.session import Session
from app.reviews import queries, services
from tests.client import AuditedClient
from tests.conftest import SignIn
from tests.factories.partnerships import make_active_partnership
from tests.factories.reviews import make_round, make_submitted, review_of
from tests.factories.users import make_user

pytestmark = pytest.mark.skipif(
    os.environ.get("KUMPPANI_TEST_DB") != "postgresql", reason="SQLite knows no roles"
)
SCRIPT = Path(__file__).parents[2] / "docs" / "application-role.sql"
FORBIDDEN = (
    "UPDATE review SET achievements = 'Better than it was'",
    "DELETE FROM review",
    "UPDATE review_score SET score = 5",
    "DELETE FROM change",
    "ALTER TABLE review DISABLE TRIGGER ALL",
    "DROP TRIGGER review_score_keep ON review_score",
    "DROP FUNCTION refuse_review_score() CASCADE",
    "TRUNCATE review CASCADE",
    "SET session_replication_role = replica",
    "ALTER TABLE review ADD COLUMN more text",
    "CREATE TABLE beside (id integer)",
    "UPDATE alembic_version SET version_num = '0001'",
)


@pytest.fixture
def as_application(connection: sa.Connection) -> None:
    """From here to the end of the test everything is done as the application's role."""
    lines = SCRIPT.read_text(encoding="utf-8").splitlines()
    told = "\n".join(line for line in lines if not line.startswith("--"))
    for statement in told.split(";"):
        if statement.strip():
            connection.exec_driver_sql(statement)
    connection.exec_driver_sql("SET LOCAL ROLE kumppani_app")


@pytest.mark.usefixtures("as_application")
def test_the_application_works_as_it_and_cannot_change_what_was_accepted(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    sign_in("manager")
    partnership = make_active_partnership(session, starts_on=date(2026, 1, 1))
    scored = {"risk_score": 4, "risk_reason": "Calm", "risk_evidence": "Minutes"}
    review = review_of(session, make_round(session), partnership)
    make_submitted(session, review, make_user(session), **scored)
    session.flush()
    session.expire_all()
    whole = queries.get_review(session, review.id, EVERYTHING)
    services.accept(session, whole, actor=make_user(session, Role.MANAGER))
    for page in ("/", f"/reviews/{review.id}", f"/partnerships/{partnership.id}", "/search?q=p"):
        client.page(page)
    added = client.submit("/organisations/new", {"name": "City of Turku", "kind": "city"})
    assert added.status_code == 302
    for statement in FORBIDDEN:
        with pytest.raises(DBAPIError), session.begin_nested():
            session.execute(sa.text(statement))
    again = queries.get_review(session, review.id, EVERYTHING)
    assert again.achievements == "Two working visits and a shared data model."
