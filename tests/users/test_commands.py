"""The administrator's commands."""

from __future__ import annotations

import pytest

from app.core import hooks
from app.core.audit import SYSTEM
from app.core.permissions import Role
from app.core.search import documents
from app.users import queries, services
from app.users.search import to_document
from tests.factories.users import PASSWORD, make_user


@pytest.fixture
def run(app, connection):
    return app.test_cli_runner().invoke


def test_administrator_is_created_with_a_unit(run, session):
    typed = f"{PASSWORD}\n{PASSWORD}\n"
    result = run(args=["create-administrator", "a@example.org", "Aino A"], input=typed)
    assert result.exit_code == 0, result.output
    user = queries.find_user_by_email(session, "a@example.org")
    assert user.role is Role.ADMINISTRATOR
    assert user.unit.name_en == "International Affairs Unit"
    assert services.authenticate(session, "a@example.org", PASSWORD) is user
    assert PASSWORD not in result.output


def test_administrator_needs_a_good_password_and_a_free_address(run, session):
    poor = run(args=["create-administrator", "a@example.org", "A"], input="short\nshort\n")
    assert poor.exit_code == 1
    assert "at least 15 characters" in poor.output
    make_user(session, email="taken@example.org")
    typed = f"{PASSWORD}\n{PASSWORD}\n"
    taken = run(args=["create-administrator", "Taken@example.org", "A"], input=typed)
    assert taken.exit_code == 1
    assert "already" in taken.output


def test_index_is_checked_and_rebuilt(run, session):
    user = make_user(session)
    assert run(args=["reindex", "--check"]).exit_code == 0
    documents.remove(session, "user", user.id)
    session.flush()
    wrong = run(args=["reindex", "--check"])
    assert wrong.exit_code == 1
    assert f"user {user.id}" in wrong.output
    assert run(args=["reindex"]).exit_code == 0
    assert run(args=["reindex", "--check"]).exit_code == 0


def test_index_holds_people_as_their_document_says(session):
    user = make_user(session, title="Planner")
    document = to_document(queries.get_user(session, user.id))
    assert document.detail == f"Planner · {user.unit.name_en}"
    assert not document.is_archived
    services.deactivate_user(session, user, actor=SYSTEM)
    assert to_document(queries.get_user(session, user.id)).is_archived


def test_broken_rules_are_listed(run, session, monkeypatch):
    monkeypatch.setattr(hooks, "rule_checks", [lambda _session: []])
    assert run(args=["check-rules"]).output == "Every rule holds.\n"
    monkeypatch.setattr(hooks, "rule_checks", [lambda _session: ["P-1 has no owner"]])
    result = run(args=["check-rules"])
    assert result.exit_code == 1
    assert "P-1 has no owner" in result.output


def test_demonstration_is_not_loaded_over_existing_accounts(run, session):
    make_user(session)
    result = run(args=["seed", "--city", "helsinki"])
    assert result.exit_code == 1
    assert "in use already" in result.output
