"""The strings of the interface and their Finnish and Swedish catalogues.

``python -m tests.catalogues`` brings the catalogues up to date: new strings come in untranslated,
strings that are gone leave, nothing is guessed. ``tests/architecture/test_translations.py`` fails
until the new ones are translated.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LANGUAGES = ("fi", "sv")
SOURCES = [("app/**.py", "python"), ("templates/**.html", "jinja2")]
KEYWORDS = {"_": None, "_l": None, "gettext": None, "ngettext": (1, 2)}


def extracted() -> Catalog:
    """Every string that the program and the templates pass through gettext."""
    catalogue = Catalog(project="Kumppani", charset="utf-8")
    for folder in ("app", "templates"):
        found = extract_from_dir(
            str(ROOT / folder),
            [(pattern.removeprefix(f"{folder}/"), kind) for pattern, kind in SOURCES],
            keywords=KEYWORDS,
        )
        for _file, _line, message, _comments, _context in found:
            catalogue.add(message, None)
    return catalogue


def path_of(language: str) -> Path:
    return ROOT / "translations" / language / "LC_MESSAGES" / "messages.po"


def stored(language: str) -> Catalog:
    """The catalogue of a language as it stands in the repository."""
    return read_po(BytesIO(path_of(language).read_bytes()), locale=language)


def update(language: str) -> int:
    """Rewrite one catalogue in its lasting order; how many strings still lack a translation."""
    known = {message.id: message.string for message in stored(language) if message.id}
    fresh = Catalog(
        locale=language, project="Kumppani", charset="utf-8", fuzzy=False, header_comment="#"
    )
    missing = 0
    for message in extracted():
        if message.id:
            text = known.get(message.id) or ("" if isinstance(message.id, str) else ("", ""))
            missing += not all([text] if isinstance(text, str) else text)
            fresh.add(message.id, text, flags=message.flags)
    lines = BytesIO()
    write_po(lines, fresh, sort_output=True, width=100)
    # Dates and names of tools would change with every run and say nothing.
    dated = (
        b'"POT-Creation',
        b'"PO-Revision',
        b'"Last-Tr',
        b'"Generated',
        b'"Language-Team',
        b'"Report',
    )
    kept = [line for line in lines.getvalue().splitlines(True) if not line.startswith(dated)]
    path_of(language).write_bytes(b"".join(kept))
    return missing


if __name__ == "__main__":
    for code in LANGUAGES:
        print(f"{code}: {update(code)} strings to translate")  # noqa: T201 (a command's answer)
