"""Addresses that are built once are those that Flask builds each time."""

from __future__ import annotations

import flask
import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter, Rule

from app.core.urls import url_for


def _numbered(rule: Rule) -> bool:
    return all(isinstance(found, IntegerConverter) for found in rule._converters.values())


def test_every_address_of_numbers_is_flasks_own(app: Flask) -> None:
    with app.test_request_context():
        rules = [rule for rule in app.url_map.iter_rules() if _numbered(rule)]
        assert len(rules) > 50
        for rule in rules:
            for start in (1, 2_000_000):
                values = {name: start + step for step, name in enumerate(sorted(rule._converters))}
                wanted = flask.url_for(rule.endpoint, **values)
                assert url_for(rule.endpoint, **values) == wanted
                turned = dict(reversed(values.items()))
                assert url_for(rule.endpoint, **turned) == wanted


@pytest.mark.parametrize(
    "values",
    [{"q": "a%20b"}, {"page": "2"}, {"organisation": 3}, {"organisation": True}, {"q": None}],
)
def test_an_address_with_a_question_is_flasks_own(app: Flask, values: dict[str, object]) -> None:
    with app.test_request_context():
        wanted = flask.url_for("organisations.list_organisations", **values)  # type: ignore[arg-type]
        assert url_for("organisations.list_organisations", **values) == wanted
