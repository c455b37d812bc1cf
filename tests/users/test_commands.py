"""The administrator's commands."""

from __future__ import annotations

from datetime import date

import pytest

from app.core import clock, hooks
from app.core.audit import SYSTEM
from app.core.permissions import Role
from app.core.search import documents
from app.partnerships import services as moves
from app.partnerships.queries import reload
from app.users import queries, services
from app.users.search import to_document
from tests.factories.engagements import make_engagement
from tests.factories.partnerships import make_active_partnership
from tests.factories.users import PASSWORD, make_user
from tests.partnerships.test_succession import switch


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


def test_an_account_is_closed_when_nothing_is_in_its_hands(run, session):
    user = make_user(session, email="leaver@example.org")
    result = run(args=["deactivate-user", "leaver@example.org"])
    assert result.exit_code == 0, result.output
    session.refresh(user)
    assert not user.is_active


def test_an_account_is_not_closed_past_the_hand_over(run, session):
    user, heir = make_user(session), make_user(session)
    owned = make_active_partnership(session, owner=user, name="Work with Riga")
    refused = run(args=["deactivate-user", user.email])
    assert refused.exit_code == 1
    assert "Work with Riga" in refused.output
    assert "--successor" in refused.output
    session.expire_all()
    assert user.is_active
    unknown = run(args=["deactivate-user", user.email, "--successor", "nobody@example.org"])
    assert unknown.exit_code == 1
    assert "There is no account" in unknown.output
    done = run(args=["deactivate-user", user.email, "--successor", heir.email, "--note", "Call"])
    assert done.exit_code == 0, done.output
    session.expire_all()
    assert not user.is_active
    assert reload(session, owned.id).owner_id == heir.id
    [item] = queries.handed_to(session, heir.id)
    assert item.hand_over.note == "Call"


def test_the_last_administrator_is_not_closed_by_command(run, session):
    user = make_user(session, Role.ADMINISTRATOR)
    result = run(args=["deactivate-user", user.email])
    assert result.exit_code == 1
    assert "one must always remain" in result.output


def test_what_was_not_justified_in_time_is_put_under_review_by_command(run, session):
    partnership = make_active_partnership(session)
    moves.make_dormant(session, partnership, "Quiet", actor=SYSTEM)
    switch(session)
    assert run(args=["enforce-deadlines"]).output == "Put under review: 0\n"
    with clock.at(clock.local(clock.now()).replace(2027, 4, 2)):
        found = run(args=["enforce-deadlines"])
    assert found.exit_code == 0
    lines = [f"{partnership.reference} {partnership.name}", "Put under review: 1"]
    assert found.output.splitlines() == lines


def test_kept_dates_and_counts_are_computed_again_by_command(run, session):
    partnership = make_active_partnership(session)
    make_engagement(session, partnership=partnership, starts_on=date(2026, 5, 4))
    assert run(args=["rebuild-kept"]).output.startswith("Dates corrected: 0\n")
