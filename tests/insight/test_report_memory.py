"""A long report must not take the memory of the server that makes it."""

from __future__ import annotations

import subprocess
import sys

import pytest

# A process of its own, or what other tests left behind would count, and free places hide growth.
MEASURE = """
from flask import Flask
from app.insight.report import Paper, report_docx, report_pdf, report_xlsx
from app.insight.report.shapes import Section, Table, number

def highest():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))

with Flask("report").app_context():
    rows = [[(f"Partnership {row}", ""), (number(row), ""), *[("On track", "")] * 5]
            for row in range(10_000)]
    table = Table(["Head"] * 7, rows, [1] * 7, "None")
    paper = Paper("Report", "Lead", "Helsinki", "Author", "en", "2026-Q3", "Now", [],
                  [Section("all", "All", [table])])
    before = highest()
    for write in (report_docx, report_xlsx, report_pdf):
        write(paper)
    print(highest() - before)
"""
MOST = 20 * 1024
"""In KiB: with the 120 MB that the application takes, and the 50 MB that a report of 10,000
partnerships reads, it stays below 200 MB."""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="read from /proc")
def test_tables_of_ten_thousand_rows_take_little_memory_in_every_file() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEASURE], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) < MOST
