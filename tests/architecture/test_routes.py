"""Every address: who may open it is said exactly once, and none breaks on what nobody expected."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from app.core.permissions import Permission
from tests.factories.users import make_user

# Anyone may open these; whatever else is added here needs a reason in its review.
PUBLIC = {
    "proposals.propose",
    "proposals.proposed",
    "users.first_administrator",
    "users.set_language",
    "users.sign_in",
    "users.sign_out",
    "visits.calendar_feed",
    "visits.request_visit",
    "visits.requested",
    "visits.show_calendar",
}
SAMPLES = {"IntegerConverter": "999999", "RecordNumber": "999999"}


def marks(view) -> list[Permission | None]:
    """The permissions stated on a view and on whatever it wraps."""
    found, layers = [], 0
    while view is not None:
        if "permission" in vars(view):
            found.append(view.permission)
        view, layers = getattr(view, "__wrapped__", None), layers + 1
    # A public mark on a guarded view would silently open it.
    return found if found != [None] or layers == 1 else []


def address(rule: Rule) -> str:
    """An address of the rule, with the number of a record that does not exist."""
    values = {
        name: SAMPLES.get(type(converter).__name__, "no-such-thing")
        for name, converter in rule._converters.items()
    }
    for name, converter in rule._converters.items():
        if items := getattr(converter, "items", None):
            # The last by name: the first may be the default, which lives at a shorter address.
            values[name] = max(items)
    return re.sub(r"<(?:[^:<>]+:)?(\w+)>", lambda found: values[found[1]], rule.rule)


def rules(app: Flask, method: str) -> Iterator[Rule]:
    for rule in app.url_map.iter_rules():
        if rule.methods and method in rule.methods:
            yield rule


def test_every_view_states_exactly_one_permission_or_is_public(app):
    for endpoint, view in app.view_functions.items():
        found = marks(view)
        assert len(found) == 1, f"{endpoint} states {len(found)} permissions"
        assert (found[0] is None) == (endpoint in PUBLIC), endpoint


def test_addresses_are_lower_case_with_hyphens_and_typed_numbers(app):
    for rule in app.url_map.iter_rules():
        fixed = re.sub(r"<[^>]+>", "", rule.rule)
        assert re.fullmatch(r"[a-z0-9/.-]*", fixed), rule.rule
        for name in rule.arguments:
            if name.endswith("_id"):
                assert type(rule._converters[name]).__name__ == "RecordNumber", rule.rule


def test_visitor_reaches_only_public_pages(app, client, session):
    make_user(session)
    for rule in rules(app, "GET"):
        if rule.endpoint not in PUBLIC:
            response = client.get(address(rule))
            assert response.status_code == 302, rule.rule
            assert response.location.startswith("/sign-in"), rule.rule


def test_visitor_sends_no_form(app, client, session):
    make_user(session)
    for rule in rules(app, "POST"):
        if rule.endpoint not in PUBLIC:
            response = client.post(address(rule))
            assert (response.status_code, response.location) == (302, "/sign-in"), rule.rule


@pytest.mark.parametrize("role", ["reader", "contributor", "administrator"])
def test_every_address_answers_without_a_fault(app, client, session, sign_in, role):
    user = sign_in(role)
    client.is_examining = role == "administrator"
    for rule in rules(app, "GET"):
        response = client.get(address(rule))
        allowed = (200, 302, 403, 404)
        assert response.status_code in allowed, f"{rule.rule}: {response.status}"
        client.sign_in(session, user)


@pytest.mark.parametrize("role", ["reader", "contributor", "administrator"])
def test_every_empty_form_is_answered_without_a_fault(app, client, session, sign_in, role):
    user = sign_in(role)
    client.is_examining = role == "administrator"
    for rule in rules(app, "POST"):
        response = client.post(address(rule))
        assert response.status_code < 500, f"{rule.rule}: {response.status}"
        client.sign_in(session, user)


def test_reader_changes_nothing_but_their_own(app, client, session, sign_in):
    user = sign_in("reader")
    client.is_examining = False
    for rule in rules(app, "POST"):
        mark = marks(app.view_functions[rule.endpoint])[0]
        if mark is not None and user.role not in mark.roles | mark.own_unit:
            response = client.post(address(rule))
            assert response.status_code == 403, f"{rule.rule}: {response.status}"


def test_form_without_a_token_is_refused_everywhere(app, client, session, sign_in):
    sign_in("administrator")
    client.is_examining = False
    for rule in rules(app, "POST"):
        response = client.post(address(rule), csrf=False)
        assert response.status_code == 400, f"{rule.rule}: {response.status}"


def test_every_page_carries_the_safety_headers(app, client, sign_in):
    sign_in("administrator")
    for path in ("/me", "/no-such-page", "/users", "/sign-in"):
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert "base-uri 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"
