"""Signing in and out: what a session is worth, and what a guesser learns."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from app.core import clock
from app.core.audit import SYSTEM
from app.core.session import Session
from app.users import rules, services
from app.users.models import SignIn, Throttle, User, UserSession
from tests.client import AuditedClient, Page
from tests.factories.users import PASSWORD, make_user
from tests.seeded import NOW


@pytest.fixture
def person(session: Session) -> User:
    return make_user(session, email="Anna.Person@example.org", password=PASSWORD)


def sign_in(client: AuditedClient, email: str, password: str = PASSWORD, path: str = "/sign-in"):
    return client.submit(path, {"email": email, "password": password})


def cookie_of(client: AuditedClient) -> str:
    found = client.get_cookie("kumppani")
    return found.value if found else ""


def test_right_password_opens_the_home_page(client, person):
    response = sign_in(client, "anna.person@EXAMPLE.org")
    assert (response.status_code, response.location) == (302, "/")
    assert client.get("/me").status_code == 200


def test_wrong_password_and_unknown_address_answer_alike(client, person):
    known = sign_in(client, person.email, "not the right password")
    unknown = sign_in(client, "nobody@example.org", "not the right password")
    assert known.status_code == unknown.status_code == 422
    page = Page(known)
    assert page.soup.title.get_text().startswith("Error: Sign in")
    assert "do not belong together" in page.text
    told = page.text.replace(person.email, "")
    assert told == Page(unknown).text.replace("nobody@example.org", "")


def test_unknown_address_costs_the_same_hashing(monkeypatch, session, person):
    from app.users import passwords

    checked = []
    real = passwords._hasher

    class Counting:
        def verify(self, stored, password):
            checked.append(stored)
            return real.verify(stored, password)

        def hash(self, password):
            return real.hash(password)

    monkeypatch.setattr(passwords, "_hasher", Counting())
    assert services.authenticate(session, "nobody@example.org", "a wrong password") is None
    assert services.authenticate(session, person.email, "a wrong password") is None
    assert len(checked) == 2


def test_deactivated_account_cannot_sign_in_and_is_told_nothing(client, session, person):
    services.deactivate_user(session, person, actor=SYSTEM)
    response = sign_in(client, person.email)
    assert response.status_code == 422
    assert "do not belong together" in Page(response).text


def test_what_was_typed_stays_but_not_the_password(client, person):
    page = Page(sign_in(client, "somebody@example.org", "a secret nobody may see"))
    assert page.soup.find(id="email")["value"] == "somebody@example.org"
    assert "a secret nobody may see" not in str(page.soup)


def test_empty_form_says_what_to_write_at_each_field(client, person):
    page = Page(sign_in(client, "", ""))
    assert "Write your e-mail address." in page.errors()["email"]
    assert "Write your password." in page.errors()["password"]


def test_session_is_renewed_at_sign_in(client, person):
    client.get("/sign-in")
    before = cookie_of(client)
    with client.session_transaction() as cookie:
        planted = cookie["csrf_token"]
    sign_in(client, person.email)
    assert cookie_of(client) != before
    with client.session_transaction() as cookie:
        assert cookie.get("csrf_token") != planted


def test_planted_session_token_is_not_taken_over(client, session, person):
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "planted-by-somebody-else"
    sign_in(client, person.email)
    with client.session_transaction() as cookie:
        assert cookie["_user_id"] != "planted-by-somebody-else"


def test_token_itself_is_stored_nowhere(client, session, person):
    sign_in(client, person.email)
    with client.session_transaction() as cookie:
        token = cookie["_user_id"]
    stored = session.scalars(sa.select(UserSession.token_hash)).all()
    assert len(stored) == 1
    assert token not in stored


def test_signing_out_makes_the_old_cookie_worthless(app: Flask, client, person):
    sign_in(client, person.email)
    stolen = cookie_of(client)
    assert client.submit("/me", form=0).status_code == 302
    client.post("/sign-out")
    thief = app.test_client()
    thief.set_cookie("kumppani", stolen)
    response = thief.get("/me")
    assert response.location == "/sign-in?next=/me"


def test_signing_out_needs_a_token(client, sign_in):
    sign_in()
    assert client.post("/sign-out", csrf=False).status_code == 400
    assert client.get("/sign-out").status_code == 405
    assert client.get("/me").status_code == 200


def test_deactivated_user_is_out_at_the_next_request(client, session, sign_in):
    user = sign_in("officer")
    assert client.get("/me").status_code == 200
    services.deactivate_user(session, user, actor=SYSTEM)
    session.flush()
    assert client.get("/me").status_code == 302


def test_session_ends_after_the_idle_limit(client, sign_in):
    sign_in()
    with clock.frozen(NOW + rules.IDLE_LIMIT - timedelta(minutes=1)):
        assert client.get("/me").status_code == 200
    with clock.frozen(NOW + rules.IDLE_LIMIT + rules.IDLE_LIMIT):
        assert client.get("/me").status_code == 302


def test_session_in_use_still_ends_after_the_absolute_limit(client, sign_in):
    sign_in()
    for hours in (4, 8, 11):
        with clock.frozen(NOW + timedelta(hours=hours)):
            assert client.get("/me").status_code == 200
    with clock.frozen(NOW + rules.ABSOLUTE_LIMIT + timedelta(seconds=1)):
        assert client.get("/me").status_code == 302


def test_last_seen_is_written_every_five_minutes_at_most(client, session, sign_in):
    sign_in()
    seen = sa.select(UserSession.last_seen_at)
    with clock.frozen(NOW + timedelta(minutes=4)):
        client.get("/me")
    assert session.scalar(seen) == NOW
    with clock.frozen(NOW + timedelta(minutes=5)):
        client.get("/me")
    assert session.scalar(seen) == NOW + timedelta(minutes=5)


def test_account_is_slowed_after_five_failures(client, session, person):
    answers = [sign_in(client, person.email, f"guess {n}").status_code for n in range(6)]
    assert answers == [422] * 5 + [429]
    blocked = sign_in(client, person.email, PASSWORD)
    assert blocked.status_code == 429
    assert "Try again in 1 s." in Page(blocked).text
    assert blocked.headers["Retry-After"] == "2"


def test_unknown_account_is_slowed_alike(client, person):
    answers = [sign_in(client, "nobody@example.org", f"{n}").status_code for n in range(6)]
    assert answers == [422] * 5 + [429]


def test_waiting_lets_the_owner_in_and_forgets_the_failures(client, session, person):
    for number in range(6):
        sign_in(client, person.email, f"guess {number}")
    with clock.frozen(NOW + timedelta(seconds=2)):
        assert sign_in(client, person.email).status_code == 302
    left = session.scalars(sa.select(Throttle.key)).all()
    assert [key for key in left if key.startswith("account:")] == []


def test_failures_are_kept_although_the_page_answers_with_an_error(client, session, person):
    sign_in(client, person.email, "a wrong password")
    failed = session.scalars(sa.select(SignIn).where(SignIn.outcome == "failed")).one()
    assert failed.user_id == person.id
    assert failed.address == "127.0.0.1"


def test_one_address_may_fail_for_many_accounts_before_it_waits(session):
    waits = [
        services.count_attempt(session, f"person{n}@example.org", "192.0.2.7") for n in range(101)
    ]
    assert waits[:100] == [None] * 100
    assert waits[100] is not None
    assert services.count_attempt(session, "person1@example.org", "192.0.2.8") is None


def test_delays_double_from_one_second_to_fifteen_minutes():
    seconds = [rules.delay_after(n, 5).total_seconds() for n in (4, 5, 6, 7, 14, 15, 90)]
    assert seconds == [0, 1, 2, 4, 512, 900, 900]


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.invalid/", "//evil.invalid/", "/\\evil.invalid", "https:evil.invalid",
        "/\t/evil.invalid", "\\\\evil.invalid", "/\n/evil.invalid", " //evil.invalid",
        "javascript:alert(1)", "", "organisations", "/" + "a" * 3000, "/a\x00",
    ],
)  # fmt: skip
def test_nobody_is_sent_to_another_site_after_sign_in(client, person, target):
    response = client.post(
        "/sign-in",
        {"email": person.email, "password": PASSWORD},
        query_string={"next": target},
    )
    assert (response.status_code, response.location) == (302, "/")


def test_sign_in_leads_back_to_the_page_that_was_asked_for(client, person):
    asked = client.get("/users?role=officer&sort=-name")
    assert asked.location == "/sign-in?next=/users?role%3Dofficer%26sort%3D-name"
    response = client.submit(asked.location, {"email": person.email, "password": PASSWORD})
    assert response.location == "/users?role=officer&sort=-name"


def test_htmx_is_turned_to_the_sign_in_page_as_a_whole(client, person):
    response = client.get("/users", headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Redirect"]) == (401, "/sign-in")


def test_signed_in_people_do_not_sign_in_again(client, sign_in):
    sign_in()
    assert client.get("/sign-in").location == "/"


def test_visitor_chooses_a_language_and_keeps_it(client, person):
    client.post("/language", {"language": "fi", "next": "/sign-in"})
    page = client.page("/sign-in")
    assert page.soup.html["lang"] == "fi"
    assert client.post("/language", {"language": "xx"}).status_code == 302
    assert client.page("/sign-in").soup.html["lang"] == "fi"


def test_language_of_a_user_goes_into_the_profile(client, session, sign_in):
    user = sign_in()
    response = client.post("/language", {"language": "sv", "next": "//evil.invalid"})
    assert response.location == "/"
    session.refresh(user)
    assert user.locale == "sv"
    assert client.page("/me").soup.html["lang"] == "sv"


def test_every_cookie_is_host_bound_under_https(settings):
    from dataclasses import replace

    config = replace(settings, https=True).flask_config()
    assert config["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert config["SESSION_COOKIE_SECURE"]


def test_only_one_cookie_is_ever_set(client, person):
    client.post("/language", {"language": "fi"})
    sign_in(client, person.email)
    assert {cookie.key for cookie in client._cookies.values()} == {"kumppani"}
