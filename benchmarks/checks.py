"""Are the two sides comparable? The rows that both show for a page, read from their pages."""

from __future__ import annotations

import csv
import gzip
import io
import re
from dataclasses import dataclass

from benchmarks.browser import Answer
from benchmarks.pages import Page

OURS = re.compile(r'<th scope="row"[^>]*><a href="/[\w-]+/(\d+)"')
THEIRS = re.compile(r'<th class="field-[^>]*><a href="/admin/register/\w+/(\d+)/change/')


@dataclass
class Compared:
    """Sizes in bytes, and how many of how many rows are the same (None: nothing to compare)."""

    raw: int
    gzip: int
    their_raw: int
    their_gzip: int
    same: int | None = None
    rows: int = 0

    @property
    def words(self) -> str:
        return "" if self.same is None else f"{self.same}/{self.rows}"


def compare(page: Page, ours: Answer, theirs: Answer) -> Compared:
    """Raises RuntimeError where a page did not answer as a page."""
    for side, answer in (("ours", ours), ("Django's", theirs)):
        if answer.status != 200:
            raise RuntimeError(f"{page.name}, {side}: status {answer.status}.")
    found = Compared(*_sizes(ours), *_sizes(theirs))
    if page.goal == "csv":
        left, right = _first_cells(ours), _first_cells(theirs)
    elif page.same:
        left, right = OURS.findall(ours.text), THEIRS.findall(theirs.text)
        if page.same == "found":
            # Ours may find more, spelled otherwise; what Django finds is to be among it.
            left = [number for number in right if number in left]
    else:
        return found
    found.rows = max(len(left), len(right))
    found.same = sum(a == b for a, b in zip(left, right, strict=False))
    return found


def _sizes(answer: Answer) -> tuple[int, int]:
    return len(answer.body), len(gzip.compress(answer.body, 6))


def _first_cells(answer: Answer) -> list[str]:
    text = answer.body.decode("utf-8-sig")
    rows = csv.reader(io.StringIO(text))
    # An apostrophe makes a formula harmless in ours.
    return [row[0].removeprefix("'") for row in rows][1:]
