"""Real names of cities, networks and people to search in, and the questions asked of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.core.db import Visibility
from app.core.permissions import Viewer
from app.core.search.documents import Document

DATA = Path(__file__).with_name("data")
OFFICER = Viewer(user_id=1, unit_id=1, sees_restricted=True)
READER = Viewer(user_id=2, unit_id=2, sees_restricted=False)


def documents() -> list[Document]:
    """The records of ``data/search_records.txt``, numbered from one in each kind's own series."""
    return [_document(number, *fields) for number, fields in enumerate(_lines("records"), 1)]


def every_document(_session: Session) -> Iterator[Document]:
    yield from documents()


def queries() -> list[tuple[str, str, str]]:
    """(query, kind, title of the record that must come first)."""
    return [(query, kind, title) for query, kind, title in _lines("queries")]


def document(kind: str = "organisation", entity_id: int = 1, **fields: Any) -> Document:
    """A document of which only what matters is given; its title is one of its names."""
    title = fields.pop("title", "Malmö")
    names = fields.pop("names", (title,))
    return Document(kind=kind, entity_id=entity_id, title=title, names=names, **fields)


def _document(
    number: int, kind: str, title: str, names: str, body: str, country: str, state: str, day: str
) -> Document:
    further = tuple(name.strip() for name in names.split(";") if name.strip())
    return Document(
        kind=kind,
        entity_id=number,
        title=title,
        names=() if kind == "engagement" else (title, *further),
        body=body,
        detail=country,
        visibility=Visibility.CITY,
        country=country,
        state=state,
        focus_area_ids=(number % 6 + 1,),
        last_engaged_on=date.fromisoformat(day) if day else None,
        is_archived=state == "archived",
    )


def _lines(name: str) -> Iterator[list[str]]:
    for line in (DATA / f"search_{name}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [field.strip() for field in line.split("|")]
