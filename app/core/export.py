"""Any list as CSV or XLSX, with formulas made harmless; rows stream, memory stays constant."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter

from app.core.lists import Column, shown

# Spreadsheets take a cell that begins with one of these for a formula.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """The text with an apostrophe before anything a spreadsheet would run."""
    return "'" + text if text.lstrip(" ").startswith(FORMULA_SIGNS) else text


def _value(column: Column, row: Any) -> Any:
    value = column.value(row)
    if isinstance(value, Decimal | int | float | date) and not isinstance(value, bool):
        return value
    return shown(column, row)


def csv_lines(columns: Iterable[Column], rows: Iterable[Any]) -> Iterator[str]:
    """UTF-8 lines with a byte order mark, which spreadsheet programs need to see."""
    columns = list(columns)
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow([str(column.label) for column in columns])
    for row in rows:
        cells = [_value(column, row) for column in columns]
        writer.writerow([harmless(c) if isinstance(c, str) else c for c in cells])
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
    """A workbook with one sheet: bold frozen headings, real dates and numbers."""
    columns = list(columns)
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    book.set_properties({"title": title})
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet(_sheet_name(title))
    sheet.freeze_panes(1, 0)
    for x, column in enumerate(columns):
        sheet.set_column(x, x, 24)
        sheet.write_string(0, x, str(column.label), bold)
    for y, row in enumerate(rows, start=1):
        for x, column in enumerate(columns):
            value = _value(column, row)
            if isinstance(value, datetime | date):
                sheet.write_datetime(y, x, datetime(value.year, value.month, value.day), day)
            elif isinstance(value, str):
                sheet.write_string(y, x, harmless(value))
            else:
                sheet.write_number(y, x, float(value))
    book.close()
    file.seek(0)
    return file


def _sheet_name(title: str) -> str:
    return "".join(sign for sign in title if sign not in "[]:*?/\\")[:31] or "List"
