"""A request speaks one language; a block may speak another."""

from __future__ import annotations

from datetime import date

import flask_babel
from flask import Flask, render_template_string

from app.core.i18n import _, _l, language, ngettext, show_date, show_number
from app.core.translations import speaking

LATER = _l("Sign out")


def test_a_block_speaks_another_language_and_gives_the_first_one_back(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "sv"}):
        assert (language(), _("Sign out"), str(LATER)) == ("sv", "Logga ut", "Logga ut")
        with speaking("fi"):
            assert (language(), _("Sign out"), str(LATER)) == (
                "fi",
                "Kirjaudu ulos",
                "Kirjaudu ulos",
            )
            assert show_date(date(2026, 3, 1)) == "1.3.2026"
        assert (language(), str(LATER)) == ("sv", "Logga ut")


def test_the_library_of_forms_is_told_the_same_language(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "fi"}):
        assert str(flask_babel.get_locale()) == "fi"


def test_english_is_spoken_outside_of_a_request() -> None:
    assert (language(), str(LATER)) == ("en", "Sign out")
    assert show_date(date(2026, 3, 1)) == "1 Mar 2026"


def test_numbers_that_are_equal_in_python_keep_their_looks(app: Flask) -> None:
    with app.test_request_context():
        assert (show_number(1), show_number(1.0), show_number(True)) == ("1", "1", "1")
        assert show_number(1234.5) == "1,234.5"


def test_words_in_templates_escape_what_fills_them_and_nothing_else(app: Flask) -> None:
    with app.test_request_context():
        source = (
            '{{ _("Found: %(count)s", count=x) }} '
            '{{ ngettext("%(num)s result", "%(num)s results", 2) }}'
        )
        shown = render_template_string(source, x="<b>")
        assert shown == "Found: &lt;b&gt; 2 results"
        assert ngettext("%(num)s result", "%(num)s results", 1) == "1 result"
