"""The search index of what is loaded, from the slices' own documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from app.bench_data.batch import Batch, Sink
from app.bench_data.rows import plain
from app.bench_data.texts import Texts
from app.core.search.documents import Document
from app.core.search.models import (
    SearchDocument,
    SearchDocumentFocusArea,
    SearchGram,
    SearchSpelling,
)
from app.core.search.names import grams, spelled_words, spelling_keys
from app.core.search.rows import row

DOCUMENT = SearchDocument.__tablename__
FOCUS_AREA = SearchDocumentFocusArea.__tablename__
GRAM = SearchGram.__tablename__
SPELLING = SearchSpelling.__tablename__


class Index:
    """Writes documents; remembers the words of names, to write their spellings at the end."""

    def __init__(self, batch: Batch, texts: Texts) -> None:
        self._batch, self._texts = batch, texts
        self.words: set[str] = set()

    def put(self, document: Document) -> None:
        """A new document with its words and focus areas."""
        values = plain(row(document, self._texts.remembered))
        number = values["id"] = self._batch.number(DOCUMENT)
        self._batch.put(DOCUMENT, values)
        for area in values["focus_areas"].split():
            self._batch.put(FOCUS_AREA, {"document_id": number, "focus_area_id": int(area)})
        if values["names"]:
            self.words |= spelled_words(values["names"])
            for g, rank in sorted(grams(values["names"])):
                self._batch.put(GRAM, {"document_id": number, "g": g, "rank": rank})

    def write_spellings(self, sink: Sink, known: Iterable[str]) -> None:
        """How all words may be mistyped, except those that are ``known`` already."""
        words = self.words - set(known)
        rows: Sequence[Any] = sorted((key, word) for word in words for key in spelling_keys(word))
        sink.write(SPELLING, ("key", "word"), rows)
