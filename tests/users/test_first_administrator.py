"""An empty installation belongs to the first who comes, and to nobody afterwards."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.core.errors import Refused
from app.core.permissions import Role
from app.users import queries, services
from app.users.models import UnitKind, User
from tests.client import Page
from tests.factories.users import PASSWORD, make_user

FORM = {
    "name": "Maija Manager",
    "email": "maija@example.org",
    "password": PASSWORD,
    "repeated": PASSWORD,
    "unit_name": "International Affairs Unit",
    "unit_kind": "unit",
}


@pytest.mark.parametrize("path", ["/", "/users", "/sign-in", "/organisations"])
def test_every_page_leads_to_the_set_up_while_nobody_has_an_account(client, path):
    assert client.get(path).location == "/first-administrator"


def test_first_administrator_is_signed_in_and_founds_the_unit(client, session):
    response = client.submit("/first-administrator", FORM)
    assert (response.status_code, response.location) == (302, "/users")
    user = session.scalars(sa.select(User)).one()
    assert user.role is Role.ADMINISTRATOR
    assert not user.password_is_temporary
    assert queries.unit_choices(session) == [(user.unit_id, "International Affairs Unit")]
    assert client.get("/users").status_code == 200


def test_set_up_is_closed_once_there_is_an_account(client, session):
    make_user(session)
    assert client.get("/first-administrator").location == "/sign-in"
    assert client.post("/first-administrator", FORM).location == "/sign-in"
    assert len(session.scalars(sa.select(User.id)).all()) == 1


def test_second_founder_at_the_same_moment_is_refused(session):
    make_user(session)
    values = {**FORM, "unit_kind": UnitKind.UNIT, "locale": "en"}
    with pytest.raises(Refused):
        services.found_installation(session, values)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("email", "not an address", "Write an e-mail address like"),
        ("password", "short", "at least 15 characters"),
        ("repeated", "another one entirely", "Write the same password twice."),
        ("unit_kind", "palace", "Choose one of the listed options."),
        ("unit_name", "", "Write the name of your unit."),
    ],
)
def test_mistakes_are_told_at_their_fields_and_the_rest_stays(client, field, value, message):
    typed = {**FORM, field: value}
    if field == "password":
        typed["repeated"] = value
    response = client.submit("/first-administrator", typed)
    page = Page(response)
    assert response.status_code == 422
    assert message in page.errors()[field]
    assert page.soup.find(id="name")["value"] == "Maija Manager"
