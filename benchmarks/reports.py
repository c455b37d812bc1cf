"""Each file of a whole portfolio report, made as for somebody who ordered it: time and memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from app.core.permissions import Role
from app.core.session import Database
from app.insight.models import OrderedReport, OrderState, ReportKind
from benchmarks import processes
from benchmarks.facts import Facts
from config import ROOT

# How often memory is looked at; a process keeps its own peak, so that only its end may be missed.
LOOK = 0.01


def measured(url: str, facts: Facts) -> dict[str, dict[str, float]]:
    """Kind of file → seconds from order to file, KiB of the file, and the peaks (KiB) of the
    process that makes it and of the typesetter beside it; RuntimeError where none came."""
    database = Database()
    database.init(url)
    try:
        return {kind.value: _made(database, url, facts, kind) for kind in ReportKind}
    finally:
        database.engine.dispose()


def _made(database: Database, url: str, facts: Facts, kind: ReportKind) -> dict[str, float]:
    person = facts.people[Role.MANAGER.value].id
    with database.transaction() as session:
        order = OrderedReport(
            user_id=person, round_id=facts.round, kind=kind, question="", locale="en"
        )
        session.add(order)
        session.flush()
        number = order.id
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "make-report", str(number)]
    began = time.monotonic()
    maker = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "DATABASE_URL": url})
    peak, beside = _peaks(maker)
    seconds = time.monotonic() - began
    with database.transaction() as session:
        made = session.get_one(OrderedReport, number)
        state, size = made.state, made.size
        session.delete(made)
    if state is not OrderState.MADE:
        raise RuntimeError(f"No {kind} came: status {maker.returncode}.")
    return {"seconds": seconds, "size": size / 1024, "peak": peak, "typesetter": beside}


def _peaks(maker: subprocess.Popen[bytes]) -> tuple[int, int]:
    peak = beside = 0
    while maker.poll() is None:
        peak = max(peak, processes.peak_memory([maker.pid]))
        for child in processes.children(maker.pid):
            # Until it has become the typesetter it is a copy of its parent.
            if processes.runs(child, "typesetting.py"):
                beside = max(beside, processes.peak_memory([child]))
        time.sleep(LOOK)
    return peak, beside
