"""The language of a request and its words: found once a request, then looked up without a detour.

A page says several hundred words. Flask-Babel looks the locale up for each of them; here the
language of the request is kept, and Flask-Babel stays for what asks it by name (the messages of
WTForms).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from babel import Locale
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, has_app_context, has_request_context, request, session
from flask_babel import Babel
from flask_babel.speaklater import LazyString
from flask_login import current_user
from markupsafe import Markup
from wtforms.i18n import messages_path

from config import ROOT

LANGUAGES = {"en": "English", "fi": "Suomi", "sv": "Svenska"}
# English dates are British, as the city writes them.
_LOCALES = {"en": "en_GB"}


@dataclass(frozen=True)
class Language:
    """A language of the interface: its code, its locale for dates and numbers, its words, and
    those that WTForms says by itself."""

    code: str
    locale: Locale
    words: NullTranslations
    form_words: NullTranslations
    # Labels of enumerations, said over and over in lists and exports.
    said: dict[Any, str] = field(default_factory=dict)


@cache
def _language(code: str) -> Language:
    locale = Locale.parse(_LOCALES.get(code, code))
    words = Translations.load(ROOT / "translations", [code])
    return Language(code, locale, words, Translations.load(messages_path(), [code], "wtforms"))


def spoken() -> Language:
    """The language of this request; English outside of one."""
    if not has_app_context():
        return _language("en")
    # A list asks hundreds of times, and each look through a proxy costs as much as the answer.
    kept = g._get_current_object()
    found: Language | None = kept.get("language")
    if found is None:
        found = kept.language = _language(_pick())
    return found


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Within the block everything is said in another language (for mail, and for papers); outside
    of the application all is English."""
    if not has_app_context():
        yield
        return
    before = g.get("language")
    g.language = _language(code)
    try:
        yield
    finally:
        g.language = before


def choose(code: str) -> None:
    """Keep a visitor's choice, for this request and for those that follow."""
    session["language"] = code
    g.language = _language(code)


def _pick() -> str:
    if not has_request_context():
        return "en"
    if getattr(current_user, "is_authenticated", False):
        return str(current_user.locale)
    # The signed session holds the choice, so that there is one cookie only.
    chosen = session.get("language", "")
    if chosen in LANGUAGES:
        return str(chosen)
    default = current_app.config["BABEL_DEFAULT_LOCALE"]
    return request.accept_languages.best_match(list(LANGUAGES), default) or "en"


def _(text: str, /, **variables: Any) -> str:
    """The text in the user's language, with its named places filled."""
    found = spoken().words.gettext(text)
    return found % variables if variables else found


def ngettext(singular: str, plural: str, num: int, /, **variables: Any) -> str:
    """The text for one or for many; ``%(num)s`` is the number itself unless given otherwise."""
    return spoken().words.ngettext(singular, plural, num) % {"num": num, **variables}


def _l(text: str, /, **variables: Any) -> Any:
    """A text that is translated when it is shown; for what is written down before any request."""
    return LazyString(_, text, **variables)


def _in_template(text: str, /, **variables: Any) -> Markup:
    """The words are ours and safe; what fills their places is escaped."""
    found = Markup(spoken().words.gettext(text))  # noqa: S704 (from our own catalogue)
    return found % variables if variables or "%" in found else found


def _many_in_template(singular: str, plural: str, num: int, /, **variables: Any) -> Markup:
    found = Markup(spoken().words.ngettext(singular, plural, num))  # noqa: S704 (ours too)
    return found % {"num": num, **variables}


def init_app(app: Flask) -> None:
    """Teach the application and its templates to speak."""
    Babel(app, locale_selector=lambda: str(spoken().locale))
    app.jinja_env.globals.update(_=_in_template, gettext=_in_template, ngettext=_many_in_template)
