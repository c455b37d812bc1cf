"""The rows of a list as HTML.

A page has three hundred cells in four shapes. The template draws each shape of each column once per
language, with places left open; here the places are filled, at a tenth of the cost. Cells, rows and
options have no end tags and no space between them, as HTML allows: that is a tenth of a page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import current_app
from markupsafe import Markup, escape

from app.core.i18n import language
from app.core.lean import attribute
from app.core.lists.declared import NUMERIC, Column, ListPage
from app.core.lists.result import ListResult, shown

_PLACE = Markup("%s")
_known: dict[tuple[Any, ...], list[tuple[Column, Shapes]]] = {}


@dataclass(frozen=True)
class Shapes:
    """A column's cell as a pattern: for nothing, a text, an address and a text, a tone and a
    text."""

    empty: str
    text: str
    link: str
    tag: str


def rows_of(result: ListResult) -> Markup:
    """The rows of a page of a list."""
    columns = _shapes(result.definition)
    parts: list[str] = []
    for row in result.rows:
        parts.append("<tr>")
        parts += [_cell(column, shapes, row) for column, shapes in columns]
    # The patterns come from the template, and what fills them is escaped.
    return Markup("".join(parts))  # noqa: S704


def options_of(choices: Iterable[tuple[Any, Any]], chosen: Any) -> Markup:
    """What a select offers, as (value, label) pairs, with the chosen value marked.

    The same countries and kinds stand in every list, so each set of choices is drawn once.
    """
    drawn = _options(tuple((str(value), str(label)) for value, label in choices))
    if chosen:
        mark = f"<option value={attribute(str(chosen))}"
        drawn = drawn.replace(f"{mark}>", f"{mark} selected>", 1)
    # Drawn below, where every value and label is escaped.
    return Markup(drawn)  # noqa: S704


@lru_cache(maxsize=256)
def _options(choices: tuple[tuple[str, str], ...]) -> str:
    return "".join(f"<option value={attribute(value)}>{escape(label)}" for value, label in choices)


def _cell(column: Column, shapes: Shapes, row: Any) -> str:
    text = shown(column, row)
    if not text:
        return shapes.empty
    if column.kind == "tag":
        tone = column.tone(row) if column.tone else ""
        return shapes.tag % (tone or "neutral", escape(text))
    url = column.url(row) if column.url else None
    if url is not None:
        return shapes.link % (escape(url), escape(text))
    return shapes.text % escape(text)


def _shapes(page: ListPage) -> list[tuple[Column, Shapes]]:
    # Lists made for one occasion share their columns, so these and not the key name them.
    key = (language(), *map(id, page.columns))
    if key not in _known:
        _known[key] = [
            (column, _draw(column, is_first=place == 0))
            for place, column in enumerate(page.columns)
        ]
    return _known[key]


def _draw(column: Column, is_first: bool) -> Shapes:
    cell: Any = current_app.jinja_env.get_template("components/_cell.html").module.cell  # type: ignore[attr-defined]
    label = Markup(attribute(str(column.label)).replace("%", "%%"))  # noqa: S704
    is_numeric = column.kind in NUMERIC
    drawn = {
        shape: str(cell(is_first, label, is_numeric, shape, _PLACE, _PLACE, _PLACE))
        for shape in ("empty", "text", "link", "tag")
    }
    # Nothing fills this one, so its sign for a place must not be doubled.
    return Shapes(**{**drawn, "empty": drawn["empty"] % ()})
