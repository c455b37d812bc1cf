"""Measures every page: both sides and the bare SQL in turn, in several rounds."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from http.client import HTTPException
from typing import Any

import psycopg

from benchmarks import accounts, arithmetic, checks, pages, processes, servers
from benchmarks.sides import BARE, COUNTED, OURS, THEIRS, Bench, Cost, add
from config import ROOT

# A batch has no more requests than this; so many come first, unmeasured.
MOST, WARM = 40, 6
# What spoils one page and leaves the others to be measured.
FAILURES = (RuntimeError, OSError, HTTPException, psycopg.Error, sqlite3.Error)
USERS, CROWD_SECONDS = 16, 4.0


def compare(bench: Bench, asked: Iterable[pages.Page]) -> dict[str, checks.Compared]:
    """Each page once on either side: sizes, and whether the rows are the same."""
    found = {}
    for page in asked:
        if page.post:
            continue
        try:
            ours = bench.staff[page.as_role].get(page.ours)
            found[page.name] = checks.compare(page, ours, bench.admin.get(page.theirs))
        except FAILURES as error:
            bench.failed[page.name] = str(error)
    return found


def inside(bench: Bench, asked: Iterable[pages.Page]) -> dict[str, dict[str, float]]:
    """What `inside.py` tells of each page, and Django's statements, beside the servers."""
    here: dict[str, Any] = {}
    there: dict[str, Any] = {}
    for page in asked:
        if page.goal == "csv":
            # A long export costs no other statements than a short one, only more of them.
            continue
        email = bench.facts.people[page.as_role].email
        here[page.name] = [page.ours, email, bench.form(OURS, COUNTED) if page.post else None]
        there[page.name] = [page.theirs, bench.form(THEIRS, COUNTED) if page.post else None]
    ours = _counted([sys.executable, "-m", "benchmarks.inside", bench.url], here)
    python, env = str(servers.django_python()), servers.django_environment(bench.url)
    command = [python, "-m", "benchmarks.django_admin.count", accounts.ADMINISTRATOR]
    theirs = _counted(command, there, env)
    return {name: {**ours[name], "django_statements": theirs[name]} for name in here}


def _counted(
    command: list[str], asked: dict[str, Any], env: dict[str, str] | None = None
) -> dict[str, Any]:
    done = subprocess.run(
        command, cwd=ROOT, env=env, input=json.dumps(asked), capture_output=True, text=True
    )
    if done.returncode != 0:
        raise RuntimeError(f"Statements could not be counted: {done.stderr[-1500:]}")
    counted: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return counted


Costs = dict[str, dict[str, Cost]]
# Side → how many requests a batch has, and seconds of one.
Plan = dict[str, tuple[int, float]]


def rounds(bench: Bench, asked: list[pages.Page], number: int, say: Callable[[str], None]) -> Costs:
    """Every page `number` times a side in batches, the sides in turn and in changing order."""
    costs: Costs = {}
    began = time.monotonic()
    plans = {page.name: plan for page in asked if (plan := _warm(bench, page))}
    seconds = sum(count * each for plan in plans.values() for count, each in plan.values())
    say(f"warm after {time.monotonic() - began:.0f} s; about {seconds * number:.0f} s to go")
    for turn in range(number):
        for page in asked:
            if page.name in plans and page.name not in bench.failed:
                try:
                    _turn(bench, page, plans[page.name], turn, costs.setdefault(page.name, {}))
                except FAILURES as error:
                    bench.failed[page.name] = str(error)
        say(f"round {turn + 1} of {number}")
    return costs


def _turn(bench: Bench, page: pages.Page, plan: Plan, turn: int, costs: dict[str, Cost]) -> None:
    """One batch of each side, another one first every time."""
    sides = list(plan)
    for side in sides[turn % len(sides) :] + sides[: turn % len(sides)]:
        cost = _batch(bench, page, side, plan[side][0], bench.budget * 4)
        add(costs.setdefault(side, Cost()), cost)


def _batch(bench: Bench, page: pages.Page, side: str, count: int, seconds: float) -> Cost:
    if side == BARE:
        return bench.ask_bare(page, count, seconds)
    return bench.ask(page, side, count, seconds)


def _warm(bench: Bench, page: pages.Page) -> Plan:
    """Requests in a batch of each side, found while templates and caches get warm."""
    sides = [OURS, THEIRS]
    if page.heavy:
        # Asked once already, when the rows were compared.
        return dict.fromkeys([*sides, BARE], (1, 0.0))
    if page.bare and bench.bare.knows(page.bare):
        sides.append(BARE)
    plan = {}
    try:
        for side in sides:
            fastest = min(_batch(bench, page, side, WARM, bench.budget).milliseconds) / 1000
            plan[side] = (arithmetic.repetitions(fastest, bench.budget, MOST), fastest)
    except FAILURES as error:
        bench.failed[page.name] = str(error)
        return {}
    return plan


def crowd(bench: Bench, page: pages.Page, number: int) -> dict[str, Cost]:
    """Sixteen users at once on one page, both sides in turn."""
    costs = {OURS: Cost(), THEIRS: Cost()}
    for turn in range(number):
        for side in (OURS, THEIRS) if turn % 2 == 0 else (THEIRS, OURS):
            add(costs[side], bench.ask(page, side, 10_000, CROWD_SECONDS, USERS))
    return costs


def memory(server: servers.Server) -> dict[str, int]:
    """KiB of the workers: private now, and the greatest resident size so far."""
    return {
        "private": processes.private_memory(server.workers),
        "peak": processes.peak_memory(server.workers),
    }
