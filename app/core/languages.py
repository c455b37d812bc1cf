"""Names of the languages people speak, from and to ISO 639-1 codes."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError

from app.core.i18n import LANGUAGES, language
from app.core.search.fold import fold


@lru_cache
def _names(locale: str) -> dict[str, str]:
    return {code: name for code, name in Locale(locale).languages.items() if len(code) == 2}


@lru_cache
def _codes() -> dict[str, str]:
    """Codes and folded names in the languages of the interface, to codes."""
    named = {fold(name): code for at in LANGUAGES for code, name in _names(at).items()}
    return named | {code: code for code in _names("en")}


@lru_cache
def _own_codes() -> dict[str, str]:
    """Folded names of languages in themselves, to codes; reading them takes half a second."""
    codes = {}
    for code in _names("en"):
        try:
            codes[fold(Locale(code).language_name or code)] = code
        except UnknownLocaleError:
            # Babel knows this language by its code only.
            continue
    return codes


def language_name(code: str) -> str:
    """A language in the user's own: ``fi`` is Finnish, suomi or finska."""
    return _names(language()).get(code, code)


def language_code(text: str) -> str | None:
    """The code of a language written as code or name, in any case; None when it is unknown."""
    folded = fold(text)
    return _codes().get(folded) or _own_codes().get(folded)


def language_choices() -> list[tuple[str, str]]:
    """(code, name) of every language with a two-letter code, by name in the user's language."""
    return sorted(_names(language()).items(), key=lambda item: (fold(item[1]), item[0]))
