"""One's own page, and the matrix of what each role may do."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.core.permissions import Role, all_permissions
from app.users import queries, services
from app.users.models import UserSession
from tests.client import Page
from tests.factories.users import PASSWORD, make_user
from tests.seeded import NOW


def test_everybody_edits_their_own_name_language_and_key(client, session, sign_in):
    user = sign_in("reader")
    response = client.submit("/me", {"name": "New Name", "locale": "fi", "shortcut_key": "K"})
    assert response.location == "/me"
    session.refresh(user)
    assert (user.name, user.locale, user.shortcut_key) == ("New Name", "fi", "k")
    assert client.page("/me").heading


def test_key_is_switched_off_by_leaving_it_empty(client, session, sign_in):
    user = sign_in()
    assert client.page("/me").soup.body.get("data-shortcut") in (None, "n")
    client.submit("/me", {"shortcut_key": ""})
    session.refresh(user)
    assert user.shortcut_key == ""
    assert client.page("/me").soup.body.get("data-shortcut") is None


@pytest.mark.parametrize("key", ["1", "ä", "ab", "/", "\u0130"])
def test_key_is_one_plain_letter(client, sign_in, key):
    sign_in()
    response = client.submit("/me", {"shortcut_key": key})
    assert response.status_code == 422
    assert Page(response).errors()["shortcut_key"]


def test_own_page_changes_neither_role_nor_address(client, session, sign_in):
    user = sign_in("reader")
    client.submit("/me", {"role": "administrator", "email": "other@example.org", "is_active": ""})
    session.refresh(user)
    assert user.role is Role.READER
    assert user.email != "other@example.org"


def test_own_sessions_are_listed_and_another_browser_is_signed_out(app, client, session, sign_in):
    user = sign_in()
    other = app.test_client()
    other.sign_in(session, user)
    page = client.page("/me")
    assert page.text.count("This browser") == 1
    ended = next(f for f in page.forms() if str(f.get("action")).endswith("/end"))
    assert client.post(ended["action"]).status_code == 302
    assert client.get("/me").status_code == 200
    assert other.get("/me").status_code == 302


def test_all_other_browsers_are_signed_out_at_once(app, client, session, sign_in):
    user = sign_in()
    others = [app.test_client() for _number in range(2)]
    for other in others:
        other.sign_in(session, user)
    client.submit("/me", form="/me/sessions/end-others")
    assert [other.get("/me").status_code for other in others] == [302, 302]
    page = client.page("/me")
    assert "Sign out the other browsers" not in page.text


def test_nobody_ends_the_session_of_somebody_else(client, session, sign_in):
    stranger = make_user(session)
    services.start_session(session, stranger)
    number = session.scalar(sa.select(UserSession.id).where(UserSession.user_id == stranger.id))
    sign_in("administrator")
    assert client.post(f"/me/sessions/{number}/end").status_code == 404
    assert queries.open_sessions(session, stranger.id, NOW, NOW.replace(year=2000))


def test_password_change_needs_the_old_one_and_ends_the_other_browsers(
    app, client, session, sign_in
):
    user = sign_in("reader", password=PASSWORD)
    other = app.test_client()
    other.sign_in(session, user)
    new = "granite under slow water"
    wrong = client.submit(
        "/me/password", {"old_password": "wrong", "password": new, "repeated": new}
    )
    assert wrong.status_code == 422
    assert "that you use now" in Page(wrong).errors()["old_password"]
    right = client.submit(
        "/me/password", {"old_password": PASSWORD, "password": new, "repeated": new}
    )
    assert right.location == "/me"
    assert client.get("/me").status_code == 200
    assert other.get("/me").status_code == 302
    session.expire_all()
    assert services.authenticate(session, user.email, new) is not None


def test_new_password_is_written_twice_and_judged(client, sign_in):
    sign_in(password=PASSWORD)
    differing = client.submit(
        "/me/password",
        {"old_password": PASSWORD, "password": "one long sentence", "repeated": "another one"},
    )
    assert "the same password twice" in Page(differing).errors()["repeated"]
    poor = client.submit(
        "/me/password",
        {"old_password": PASSWORD, "password": "kumppani12345678", "repeated": "kumppani12345678"},
    )
    assert poor.status_code == 422
    assert Page(poor).errors()["password"]


@pytest.mark.parametrize("role", list(Role))
def test_matrix_shows_every_permission_of_every_role(client, sign_in, role):
    sign_in(role)
    page = client.page("/permissions")
    rows = {
        row.th.get_text().strip(): [cell.get_text().strip() for cell in row.find_all("td")]
        for row in page.soup.select("main tbody tr")
        if row.find("td")
    }
    labels = [str(permission.label) for permission in all_permissions()]
    assert len(set(labels)) == len(labels)
    assert set(rows) == set(labels)
    assert rows["Manage users"] == ["No", "No", "No", "No", "Yes"]
    assert "(" not in "".join(str(group) for group in rows)


def test_resources_of_the_matrix_have_readable_names(client, sign_in):
    sign_in("reader")
    page = client.page("/permissions")
    groups = [head.get_text().strip() for head in page.soup.select("th[scope=rowgroup]")]
    codes = {permission.code.partition(":")[0] for permission in all_permissions()}
    assert not codes & set(groups)
    assert len(groups) == len(codes)
