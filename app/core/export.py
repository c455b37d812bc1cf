"""Any list as CSV or XLSX, with formulas made harmless; rows stream, memory stays constant."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter
from markupsafe import escape
from xlsxwriter.utility import xl_col_to_name

from app.core.lists import Column, exported

# Spreadsheets take a cell that begins with one of these for a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
# What no XML may hold, however it is written.
_UNWRITABLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SHEET = "xl/worksheets/sheet1.xml"
# Day 0 of a spreadsheet, counted so that its days after February 1900 are right.
_DAY_ZERO = date(1899, 12, 30).toordinal()
# The number that `_skeleton` was given for the format of a day.
_DAY_FORMAT = re.compile('<col [^>]*style="([0-9]+)"')


def harmless(text: str) -> str:
    """The text with an apostrophe before anything a spreadsheet would run."""
    return "'" + text if text.lstrip(" ").startswith(FORMULA_SIGNS) else text


def csv_lines(columns: Iterable[Column], rows: Iterable[Any]) -> Iterator[str]:
    """UTF-8 lines with a byte order mark, which spreadsheet programs need to see."""
    columns = list(columns)
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow([str(column.label) for column in columns])
    for row in rows:
        cells = [exported(column, row) for column in columns]
        writer.writerow([harmless(c) if type(c) is str else c for c in cells])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def csv_file(columns: Iterable[Column], rows: Iterable[Any]) -> BinaryIO:
    """The lines in a file, written while the request still has its session and its language."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    for line in csv_lines(columns, rows):
        file.write(line.encode())
    file.seek(0)
    return file


def xlsx_file(title: str, columns: Iterable[Column], rows: Iterable[Any]) -> BinaryIO:
    """A workbook with one sheet: bold frozen headings, real dates and numbers.

    XlsxWriter makes the workbook with its headings; the rows, all of three plain shapes, are
    written into its sheet here, because cell by cell it takes several times as long.
    """
    columns = list(columns)
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    with ZipFile(_skeleton(title, columns)) as book, ZipFile(file, "w", ZIP_DEFLATED) as out:
        for name in book.namelist():
            if name != _SHEET:
                out.writestr(name, book.read(name))
        head, tail = book.read(_SHEET).decode().split("</sheetData>")
        with out.open(_SHEET, "w") as sheet:
            # The size of the sheet is not known yet, and need not be told.
            sheet.write(re.sub("<dimension [^>]*/>", "", head).encode())
            for line in _lines(columns, rows, _DAY_FORMAT.findall(head)[0]):
                sheet.write(line.encode())
            sheet.write(f"</sheetData>{tail}".encode())
    file.seek(0)
    return file


def _skeleton(title: str, columns: Sequence[Column]) -> BinaryIO:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"title": title})
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet(_sheet_name(title))
    sheet.freeze_panes(1, 0)
    for x, column in enumerate(columns):
        sheet.set_column(x, x, 24)
        sheet.write_string(0, x, str(column.label), bold)
    # A format that nothing uses would be left out: it goes to the first column without cells.
    sheet.set_column(len(columns), len(columns), None, day)
    book.close()
    file.seek(0)
    return file


def _lines(columns: Sequence[Column], rows: Iterable[Any], day: str) -> Iterator[str]:
    places = [(column, xl_col_to_name(x)) for x, column in enumerate(columns)]
    for y, row in enumerate(rows, start=2):
        cells = "".join(
            _cell(f"{place}{y}", exported(column, row), day) for column, place in places
        )
        yield f'<row r="{y}">{cells}</row>'


def _cell(place: str, value: Any, day_format: str) -> str:
    if type(value) is str:
        if not value:
            return ""
        text = escape(_UNWRITABLE.sub("\ufffd", harmless(value)))
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    if isinstance(value, (datetime, date)):
        day = date(value.year, value.month, value.day).toordinal() - _DAY_ZERO
        return f'<c r="{place}" s="{day_format}"><v>{day}</v></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def _sheet_name(title: str) -> str:
    return "".join(sign for sign in title if sign not in "[]:*?/\\")[:31] or "List"
