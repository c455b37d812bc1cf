"""Accounts: who may manage them, and the rules that keep the program in somebody's hands."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import served
from app.core import audit, hooks
from app.core.audit import SYSTEM, acting
from app.core.errors import Refused
from app.core.permissions import Role
from app.core.search.models import SearchDocument
from app.users import passwords, queries, services
from app.users.models import User, UserSession
from tests.client import Page
from tests.factories.users import PASSWORD, make_unit, make_user

PAGES = ("/users", "/users/new", "/units", "/units/new")


@pytest.mark.parametrize("role", ["reader", "contributor", "officer", "manager"])
@pytest.mark.parametrize("path", PAGES)
def test_only_administrators_reach_accounts_and_units(client, sign_in, role, path):
    sign_in(role)
    assert client.get(path).status_code == 403


def test_nobody_but_an_administrator_changes_an_account(client, session, sign_in):
    other = make_user(session)
    sign_in("manager")
    for path in ("edit", "password", "deactivate", "reactivate"):
        assert (
            client.post(f"/users/{other.id}/{path}", {"role": "administrator"}).status_code == 403
        )
    session.refresh(other)
    assert other.role is Role.OFFICER


def test_administrator_adds_a_user_who_changes_the_temporary_password(
    app, client, session, sign_in
):
    admin = sign_in("administrator")
    response = client.submit(
        "/users/new",
        {
            "name": "Ville Virta",
            "email": "Ville.Virta@example.org",
            "title": "Planner",
            "role": "contributor",
            "unit_id": str(admin.unit_id),
            "locale": "en",
            "password": PASSWORD,
        },
    )
    user = queries.find_user_by_email(session, "ville.virta@example.org")
    assert response.location == f"/users/{user.id}"
    assert "Ville Virta" in client.page(response.location).text
    newcomer = app.test_client()
    newcomer.submit("/sign-in", {"email": user.email, "password": PASSWORD})
    assert newcomer.get("/users").location == "/me/password"
    page = Page(newcomer.get("/me/password"))
    assert page.heading == "Change password"
    own = "winter light over the harbour"
    changed = newcomer.submit(
        "/me/password", {"old_password": PASSWORD, "password": own, "repeated": own}
    )
    assert changed.location == "/me"
    assert newcomer.get("/me").status_code == 200


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("name", "", "Write the name."),
        ("name", "A" * 201, "200 characters or fewer"),
        ("name", "A\u202eB", "invisible character U+202E"),
        ("email", "nobody", "e-mail address like"),
        ("role", "emperor", "Choose one of the listed options."),
        ("unit_id", "999999", "Choose one of the listed options."),
        ("unit_id", "9" * 30, "Choose one of the listed options."),
        ("locale", "xx", "Choose one of the listed options."),
        ("password", "passwordpassword", "among the first guessed"),
    ],
)
def test_mistakes_are_told_at_their_fields_and_the_rest_stays(
    client, sign_in, field, value, message
):
    admin = sign_in("administrator")
    typed = {
        "name": "Ville",
        "email": "ville@example.org",
        "title": "Planner",
        "role": "officer",
        "unit_id": str(admin.unit_id),
        "locale": "en",
        "password": PASSWORD,
        field: value,
    }
    response = client.submit("/users/new", typed)
    page = Page(response)
    assert response.status_code == 422
    assert message in page.errors()[field]
    assert page.soup.find(id="title")["value"] == "Planner"


def test_one_address_has_one_account_whatever_its_case(client, session, sign_in):
    admin = sign_in("administrator")
    make_user(session, email="taken@example.org")
    response = client.submit(
        "/users/new",
        {
            "name": "Ville",
            "email": "Taken@Example.org",
            "role": "officer",
            "unit_id": str(admin.unit_id),
            "locale": "en",
            "password": PASSWORD,
        },
    )
    assert response.status_code == 422
    assert "has an account already" in Page(response).errors()["email"]


def test_editing_writes_history_and_the_search_document(client, session, sign_in):
    sign_in("administrator")
    user = make_user(session, name="Old Name")
    response = client.submit(f"/users/{user.id}/edit", {"name": "New Name", "role": "manager"})
    assert response.location == f"/users/{user.id}"
    text = client.page(f"/users/{user.id}/history").text
    assert "Old Name became New Name" in text.replace("  ", " ")
    assert "Officer became Manager" in text
    document = session.scalars(
        sa.select(SearchDocument).where(
            SearchDocument.kind == "user", SearchDocument.entity_id == user.id
        )
    ).one()
    assert document.title == "New Name"


def test_second_editor_sees_both_versions(client, session, sign_in):
    sign_in("administrator")
    user = make_user(session, name="First")
    stale = {"version": str(user.version), "name": "Mine"}
    services.update_user(session, user, {"name": "Theirs"}, actor=SYSTEM)
    response = client.submit(f"/users/{user.id}/edit", stale)
    text = Page(response).text
    assert response.status_code == 409
    assert "Theirs" in text
    assert "Mine" in text
    session.refresh(user)
    assert user.name == "Theirs"


def test_password_is_never_in_the_history(session):
    user = make_user(session, password=PASSWORD)
    services.set_password(session, user, "another quiet evening tide", actor=SYSTEM)
    changes = audit.history_of(session, "user", user.id)
    assert [change.action for change in changes] == ["user.password", "user.create"]
    assert "argon2" not in str([change.fields for change in changes])


def test_setting_a_password_signs_the_user_out_everywhere(session):
    user = make_user(session)
    services.start_session(session, user)
    services.set_password(session, user, PASSWORD, actor=SYSTEM)
    session.expire_all()
    assert session.scalars(sa.select(UserSession)).one().ended_at is not None


def test_nobody_raises_their_own_role(session):
    officer = make_user(session, Role.OFFICER)
    with pytest.raises(Refused, match="own role"):
        services.update_user(session, officer, {"role": Role.MANAGER}, actor=officer)
    assert officer.role is Role.OFFICER


def test_last_administrator_keeps_the_role_and_the_account(session):
    admin = make_user(session, Role.ADMINISTRATOR)
    make_user(session, Role.MANAGER)
    closed = make_user(session, Role.ADMINISTRATOR)
    services.deactivate_user(session, closed, actor=SYSTEM)
    with pytest.raises(Refused, match="one must always remain"):
        services.update_user(session, admin, {"role": Role.MANAGER}, actor=SYSTEM)
    with pytest.raises(Refused, match="one must always remain"):
        services.deactivate_user(session, admin, actor=SYSTEM)


def test_administrator_steps_down_when_another_remains(session):
    admin = make_user(session, Role.ADMINISTRATOR)
    make_user(session, Role.ADMINISTRATOR)
    services.update_user(session, admin, {"role": Role.MANAGER}, actor=admin)
    assert admin.role is Role.MANAGER


def test_role_of_the_last_administrator_is_refused_at_its_field(client, sign_in):
    admin = sign_in("administrator")
    response = client.submit(f"/users/{admin.id}/edit", {"role": "reader"})
    assert response.status_code == 422
    assert "one must always remain" in Page(response).errors()["role"]


def test_nobody_deactivates_their_own_account(client, session, sign_in):
    admin = sign_in("administrator")
    make_user(session, Role.ADMINISTRATOR)
    response = client.submit(f"/users/{admin.id}/deactivate")
    assert response.status_code == 409
    assert "nobody deactivates their own account" in Page(response).text


def test_deactivated_user_leaves_the_choices_and_comes_back(client, session, sign_in):
    sign_in("administrator")
    user = make_user(session, name="Leaving Person")
    assert client.submit(f"/users/{user.id}/deactivate").status_code == 302
    session.expire_all()
    assert client.get("/pick/people?q=leaving").json["options"] == []
    client.post(f"/users/{user.id}/reactivate")
    session.expire_all()
    offered = client.get("/pick/people?q=leaving").json["options"]
    assert [option["value"] for option in offered] == [str(user.id)]
    assert user.deactivated_at is None


def test_unknown_account_is_not_found(client, sign_in):
    sign_in("administrator")
    for path in ("/users/999999", "/users/999999/edit", f"/users/{'9' * 30}", "/users/0"):
        assert client.get(path).status_code == 404


def test_demonstration_accounts_are_known_until_they_are_closed(session):
    make_user(session)
    assert not queries.has_demonstration_accounts(session)
    demonstration = make_user(session, email="Officer@Demo.example", password="short one")
    assert queries.has_demonstration_accounts(session)
    services.deactivate_user(session, demonstration, actor=SYSTEM)
    assert not queries.has_demonstration_accounts(session)


def test_poor_password_is_refused_by_the_service_too(session):
    with pytest.raises(Refused) as refusal:
        make_user(session, password="passwordpassword")
    assert refusal.value.field == "password"


def test_list_of_users_filters_sorts_and_costs_the_same_for_many(
    client, session, sign_in, count_statements
):
    sign_in("administrator", name="Aaa Administrator")
    unit = make_unit(session, "Harbour Unit")
    make_user(session, Role.READER, unit, name="Bertta")
    with count_statements() as few:
        client.get("/users")
    for number in range(30):
        make_user(session, Role.READER, unit, name=f"Cecilia {number:02}")
    with count_statements() as many:
        page = client.page("/users?role=reader&sort=-name")
    assert len(few) == len(many) <= 6
    names = [row.th.get_text() for row in page.soup.select("#list tbody tr")]
    assert names[0] == "Cecilia 29"
    assert names[-1] == "Bertta"
    assert "Aaa Administrator" not in names
    by_unit = client.page(f"/users?unit={unit.id}&active=yes")
    assert "Found: 31" in by_unit.text


def test_account_page_costs_few_statements(client, session, sign_in, count_statements):
    sign_in("administrator")
    user = make_user(session)
    with count_statements() as statements:
        client.page(f"/users/{user.id}")
    # The account, its sign-ins, the menu's own; then one for each kind of thing that people own.
    assert len(statements) <= 3 + len(hooks.ownership)


def test_old_hash_is_renewed_at_sign_in_without_raising_the_version(session, monkeypatch):
    from argon2 import PasswordHasher

    user = make_user(session, password=PASSWORD)
    version = user.version
    monkeypatch.setattr(
        passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=16, parallelism=1)
    )
    services.sign_in(session, user.id, PASSWORD)
    session.expire_all()
    renewed = session.get(User, user.id)
    assert "m=16," in renewed.password_hash
    assert renewed.version == version


def test_audited_change_outside_a_verb_is_refused(session):
    user = make_user(session)
    user.name = "Somebody else"
    with pytest.raises(RuntimeError, match=r"outside audit.acting"):
        session.flush()
    session.rollback()
    with acting(session, SYSTEM, "user.update"):
        pass


def test_empty_database_starts_a_command_that_migrates_it(monkeypatch):
    engine = sa.create_engine("sqlite://")
    monkeypatch.setattr(served.db, "new_session", lambda **_options: Session(engine))
    assert not served.has_demonstration_accounts()
    engine.dispose()
