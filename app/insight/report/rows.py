"""The rows of a Word document's tables, written as text when it is saved: a tree of all cells of a
long table would take a hundred times the memory of what it says."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from app.insight.report.shapes import Cell

DOCUMENT = "word/document.xml"
PLACE = re.compile(rb'<w:tr w:rsidR="([0-9]{8})"/>')
# What XML cannot hold, whatever somebody pasted into a field.
IMPOSSIBLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
WHOLE = "<w:trPr><w:cantSplit/></w:trPr>"
"""A row that does not fit is put on the next page as a whole."""
RIGHT = '<w:pPr><w:jc w:val="right"/></w:pPr>'
TWENTIETHS = 635
"""English Metric Units of a twentieth of a point, in which Word measures columns."""


class Rows:
    """Keeps the rows of each table aside, and a numbered row in the document where they belong."""

    def __init__(self, half_points: int) -> None:
        self.half_points = half_points
        self.kept: list[tuple[Sequence[Sequence[Cell]], Sequence[int], Sequence[bool]]] = []

    def put(
        self,
        table: Any,
        rows: Sequence[Sequence[Cell]],
        widths: Sequence[int],
        numeric: Sequence[bool],
    ) -> None:
        """At the end of ``table``; ``widths`` of its columns in English Metric Units; those that
        are ``numeric`` are set to the right."""
        place: Any = OxmlElement("w:tr")
        place.set(qn("w:rsidR"), f"{len(self.kept):08}")
        table.append(place)
        self.kept.append((rows, widths, numeric))

    def save(self, document: Any) -> bytes:
        """The whole file."""
        bare, file = io.BytesIO(), io.BytesIO()
        document.save(bare)
        with ZipFile(bare) as source, ZipFile(file, "w", ZIP_DEFLATED) as target:
            for part in source.infolist():
                if part.filename == DOCUMENT:
                    with target.open(DOCUMENT, "w") as written:
                        written.writelines(self._filled(source.read(part)))
                else:
                    target.writestr(part, source.read(part))
        return file.getvalue()

    def _filled(self, bare: bytes) -> Iterator[bytes]:
        # With one group in the pattern, every other part is the number of a table.
        for place, part in enumerate(PLACE.split(bare)):
            if place % 2:
                yield from self._rows(*self.kept[int(part)])
            else:
                yield part

    def _rows(
        self, rows: Sequence[Sequence[Cell]], widths: Sequence[int], numeric: Sequence[bool]
    ) -> Iterator[bytes]:
        begins = [
            f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width // TWENTIETHS}"/></w:tcPr><w:p>'
            f"{RIGHT if is_number else ''}<w:r>"
            f'<w:rPr><w:sz w:val="{self.half_points}"/></w:rPr><w:t xml:space="preserve">'
            for width, is_number in zip(widths, numeric, strict=True)
        ]
        for row in rows:
            cells = (
                f"{begin}{_text(text)}</w:t></w:r></w:p></w:tc>"
                for begin, (text, _url) in zip(begins, row, strict=True)
            )
            yield f"<w:tr>{WHOLE}{''.join(cells)}</w:tr>".encode()


def _text(text: str) -> str:
    """As it stands inside of ``w:t``; a line that its writer broke is broken there, too."""
    plain = escape(IMPOSSIBLE.sub("", str(text)))
    return plain.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
