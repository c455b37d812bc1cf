"""The registry of permissions, own units, and what a viewer sees."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from app.core import permissions
from app.core.permissions import (
    CONTRIBUTORS,
    MANAGERS,
    OFFICERS,
    Permission,
    Role,
    all_permissions,
    allows,
    viewer_of,
)

EDIT = Permission("thing:edit", "Edit", OFFICERS, frozenset({Role.CONTRIBUTOR}))


@dataclass
class Thing:
    unit_id: int | None


def person(role: Role, unit_id: int = 7, **values: object) -> SimpleNamespace:
    return SimpleNamespace(id=1, role=role, unit_id=unit_id, is_authenticated=True, **values)


def test_roles_rise_from_reader_to_administrator():
    assert [role.value for role in Role] == [
        "reader", "contributor", "officer", "manager", "administrator",
    ]  # fmt: skip
    assert MANAGERS < OFFICERS < CONTRIBUTORS


@pytest.mark.parametrize("role", sorted(OFFICERS))
def test_role_that_holds_a_right_holds_it_for_every_record(role):
    assert allows(person(role), EDIT)
    assert allows(person(role), EDIT, Thing(99))
    assert allows(person(role), EDIT, Thing(None))


def test_right_for_the_own_unit_ends_at_its_border():
    contributor = person(Role.CONTRIBUTOR, unit_id=7)
    assert allows(contributor, EDIT)
    assert allows(contributor, EDIT, Thing(7))
    assert not allows(contributor, EDIT, Thing(8))
    assert not allows(contributor, EDIT, Thing(None))


def test_person_without_a_unit_shares_none_with_a_record_without_one():
    nobody = SimpleNamespace(id=1, role=Role.CONTRIBUTOR, unit_id=None, is_authenticated=True)
    assert not allows(nobody, EDIT, Thing(None))


def test_reader_and_visitor_hold_nothing_of_it():
    assert not allows(person(Role.READER), EDIT)
    assert not allows(None, EDIT)
    assert not allows(SimpleNamespace(is_authenticated=False), EDIT)


def test_permission_is_declared_once(monkeypatch):
    monkeypatch.setattr(permissions, "_registry", {})
    permissions.permission("thing:edit", "Edit", OFFICERS)
    with pytest.raises(ValueError, match="declared twice"):
        permissions.permission("thing:edit", "Edit again", OFFICERS)


@pytest.mark.parametrize("role", list(Role))
def test_only_officers_and_above_see_restricted_records_of_other_units(role):
    viewer = viewer_of(person(role, unit_id=5))
    assert (viewer.user_id, viewer.unit_id) == (1, 5)
    assert viewer.sees_restricted == (role in OFFICERS)


def test_administrators_hold_every_right_and_readers_change_nothing(app):
    for declared in all_permissions():
        assert Role.ADMINISTRATOR in declared.roles, declared.code
        if declared.code.endswith((":edit", ":create", ":manage", ":decide", ":archive")):
            reads_only = Role.READER not in declared.roles | declared.own_unit
            assert reads_only or declared.code == "profile:edit", declared.code


def test_whoever_holds_a_right_below_holds_it_above(app):
    """A higher role never lacks what a lower one may do everywhere."""
    ranks = list(Role)
    for declared in all_permissions():
        lowest = min(ranks.index(role) for role in declared.roles)
        assert set(ranks[lowest:]) == set(declared.roles), declared.code


def test_every_code_names_a_resource_and_an_action(app):
    for declared in all_permissions():
        resource, _sign, action = declared.code.partition(":")
        assert resource
        assert action
        assert str(declared.label)


def test_visitor_gets_no_page_and_no_form(client, session):
    from tests.factories.users import make_user

    make_user(session)
    for path in ("/users", "/units", "/me", "/permissions", "/organisations"):
        response = client.get(path)
        assert (response.status_code, response.location) == (302, f"/sign-in?next={path}")
    assert client.post("/me", {"name": "x"}).location == "/sign-in"


def test_refusal_is_a_page_with_a_way_on(client, sign_in):
    sign_in("reader")
    page = client.page("/users", status=403)
    assert page.heading == "You may not see or do this"
    assert page.soup.find("main").find("a", href="/permissions")
