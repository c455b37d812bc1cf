"""The report as a workbook: a sheet for each table and picture, with numbers as numbers and days
as days."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from textwrap import wrap
from typing import Any

import xlsxwriter

from app.core import pdf
from app.core.export import harmless
from app.core.i18n import NONE, _, language
from app.insight.report.paper import Paper
from app.insight.report.shapes import Drawing, Figure, Table, beginning

LONGEST_NAME = 31
FORBIDDEN = "[]:*?/\\'"
WIDE, LEAST = 120, 10
"""Signs in a line of a sheet, which is then as wide as the others, and of its narrowest column."""
PICTURE, DOTS = 130, 144
"""How wide a drawing is, in millimetres, and the dots of an inch of it."""
LINE = 15
"""How high a line of a sheet is, in points."""
MOST_LINES = 27
"""The highest row that a spreadsheet knows is of 409 points."""
COVER = (34, 70)
"""Widths of the cover's columns, in signs."""
A4 = 9
TOP = {"valign": "top"}
TO_THE_RIGHT = {**TOP, "align": "right", "indent": 1}
DAYS = {"en": "[$-809]d mmm yyyy", "fi": "d.m.yyyy", "sv": "[$-41D]d mmm yyyy"}
"""Days as the report's language writes them."""


def report_xlsx(paper: Paper) -> bytes:
    """Cover first, with the figures of every section; then one sheet for each table."""
    file = io.BytesIO()
    # Rows leave for a temporary file as they are written, so each sheet is written from the top.
    book = xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_formulas": False,
                                      "strings_to_urls": False})  # fmt: skip
    book.set_properties({"title": paper.title, "author": paper.author, "company": paper.city})
    writer = _Writer(book)
    cover, *names = (writer.name(title) for title in (_("Cover"), *_titles(paper)))
    writer.cover(paper, cover, names)
    sheets = iter(names)
    for section in paper.sections:
        for table in section.tables:
            writer.table(next(sheets), table)
    drawn = pdf.pixels({picture.svg: PICTURE for picture in paper.pictures}, DOTS)
    for picture in paper.pictures:
        writer.picture(next(sheets), picture, drawn[picture.svg])
    book.close()
    return file.getvalue()


def _titles(paper: Paper) -> list[str]:
    """Those of the sheets after the cover."""
    tables = [table.title or one.title for one in paper.sections for table in one.tables]
    return tables + [picture.title for picture in paper.pictures]


class _Writer:
    """Writes sheets of one workbook, whose names must differ."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.heading = book.add_format({"bold": True})
        self.bold = book.add_format({"bold": True, "text_wrap": True, **TOP})
        self.wrapped = book.add_format({"text_wrap": True, **TOP})
        self.right = book.add_format(TO_THE_RIGHT)
        self.bold_right = book.add_format({**TO_THE_RIGHT, "bold": True, "text_wrap": True})
        self.day = book.add_format({"num_format": DAYS[language()], **TOP, "align": "left"})
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.link = book.get_default_url_format()
        self.numbers: dict[str, Any] = {}
        self.names: set[str] = set()

    def cover(self, paper: Paper, name: str, names: Sequence[str]) -> None:
        """What the report is, its figures, and links to its sheets."""
        sheet = self.sheet(name, COVER)
        sheet.write_string(0, 0, paper.title, self.title)
        sheet.write_string(1, 0, paper.city)
        y = 3
        for label, value in paper.cover:
            y = self.pair(sheet, y, label, value)
        for section in paper.sections:
            if section.facts:
                sheet.write_string(y + 1, 0, section.title, self.heading)
                y += 2
                for label, value in section.facts:
                    y = self.pair(sheet, y, label, value)
        sheet.write_string(y + 1, 0, _("Contents"), self.heading)
        for place, (target, title) in enumerate(zip(names, _titles(paper), strict=True), y + 2):
            quoted = target.replace("'", "''")
            sheet.write_url(place, 0, f"internal:'{quoted}'!A1", self.link, title)

    def pair(self, sheet: Any, y: int, label: str, value: str) -> int:
        """A label with its value; the next row."""
        _fit(sheet, y, (label, value), COVER)
        sheet.write_string(y, 0, label, self.wrapped)
        self.cell(sheet, y, 1, value)
        return y + 1

    def table(self, name: str, table: Table) -> None:
        whole = sum(table.widths)
        widths = [max(WIDE * width // whole, LEAST) for width in table.widths]
        sheet = self.sheet(name, widths)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        self.rows(sheet, 0, table, widths)

    def rows(self, sheet: Any, y: int, table: Table, widths: Sequence[int]) -> int:
        """Headings and rows from line ``y`` on; the next line."""
        _fit(sheet, y, table.headings, widths)
        for x, (heading, is_number) in enumerate(zip(table.headings, table.numeric, strict=True)):
            sheet.write_string(y, x, heading, self.bold_right if is_number else self.bold)
        for row in table.rows:
            y += 1
            _fit(sheet, y, [text for text, _url in row], widths)
            for x, (text, _url) in enumerate(row):
                if text == NONE and table.numeric[x]:
                    sheet.write_string(y, x, text, self.right)
                else:
                    self.cell(sheet, y, x, text)
        if not table.rows or table.is_cut:
            y += 1
            told = beginning(len(table.rows), table.total) if table.rows else table.empty
            sheet.write_string(y, 0, told)
        return y + 1

    def picture(self, name: str, picture: Drawing, drawn: bytes) -> None:
        """The drawing (a PNG), and beneath it its words and the same as tables."""
        columns = max(len(table.headings) for table in picture.tables)
        widths = [max(WIDE // columns, LEAST)] * columns
        sheet = self.sheet(name, widths)
        sheet.write_string(0, 0, picture.title, self.title)
        sheet.insert_image(2, 0, f"{picture.title}.png", {
            "image_data": io.BytesIO(drawn), "description": picture.alt, "object_position": 3,
            "x_scale": 96 / DOTS, "y_scale": 96 / DOTS,
        })  # fmt: skip
        y = 3 + _high(drawn)
        for text in (picture.text, *(text for _symbol, text in picture.legend), *picture.notes):
            sheet.write_string(y, 0, text)
            y += 1
        for table in picture.tables:
            sheet.write_string(y + 1, 0, table.title, self.heading)
            y = self.rows(sheet, y + 2, table, widths)

    def sheet(self, name: str, widths: Sequence[int]) -> Any:
        """A new sheet that is printed on its side, as wide as the paper."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&A · &P / &N")
        for x, width in enumerate(widths):
            sheet.set_column(x, x, width)
        return sheet

    def cell(self, sheet: Any, y: int, x: int, text: str) -> None:
        if not isinstance(text, Figure):
            sheet.write_string(y, x, harmless(text), self.wrapped)
        elif isinstance(text.value, date):
            moment = datetime(text.value.year, text.value.month, text.value.day)
            sheet.write_datetime(y, x, moment, self.day)
        else:
            sheet.write_number(y, x, text.value, self.number(text.value, text.currency))

    def number(self, value: int | Decimal, currency: str) -> Any:
        """With the reader's own signs for thousands and decimals, and its currency."""
        shape = "#,##0" if value == int(value) else "#,##0.0##"
        if currency:
            shape = f'{shape.replace(".0##", ".00")} "{currency}"'
        if shape not in self.numbers:
            self.numbers[shape] = self.book.add_format({"num_format": shape, **TO_THE_RIGHT})
        return self.numbers[shape]

    def name(self, wanted: str) -> str:
        """At most 31 signs, none forbidden, and unlike the others whatever their case."""
        plain = "".join(sign for sign in wanted if sign not in FORBIDDEN).strip()
        name, number = _shortened(plain, LONGEST_NAME), 1
        while name.casefold() in self.names:
            number += 1
            name = f"{_shortened(plain, LONGEST_NAME - 3)} {number}"
        self.names.add(name.casefold())
        return name


def _shortened(text: str, most: int) -> str:
    """Cut between words, where there are any."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    return f"{kept.rpartition(' ')[0] or kept}…"


def _fit(sheet: Any, y: int, texts: Sequence[str], widths: Sequence[int]) -> None:
    """Make a row as high as its longest cell: not every program does so when it opens the file."""
    lines = max(
        sum(len(wrap(line, width)) or 1 for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=False)
    )
    if lines > 1:
        sheet.set_row(y, LINE * min(lines, MOST_LINES))


def _high(png: bytes) -> int:
    """How many lines of a sheet a drawing covers: its height in dots stands in its head."""
    dots = int.from_bytes(png[20:24], "big")
    return -(-dots * 72 // DOTS // LINE)
