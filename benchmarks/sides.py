"""The two running servers, the bare statements and the client: one batch of requests at a time."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from benchmarks import arithmetic, creating, pages, processes, servers
from benchmarks.bare import Bare
from benchmarks.browser import Browser
from benchmarks.facts import Facts
from benchmarks.load import Client

OURS, THEIRS, BARE = "ours", "django", "bare"
# Numbers of engagements made: each stands for another day (`creating.day_of`), so that neither side
# sees a meeting of the other as a repetition.
COUNTED, FIRST_THERE = -1, 1500


@dataclass
class Cost:
    """What a page cost one side: all requests' milliseconds, and seconds of processor time."""

    milliseconds: list[float] = field(default_factory=list)
    server_cpu: float = 0.0
    database_cpu: float = 0.0
    elapsed: float = 0.0

    def summary(self) -> dict[str, float]:
        """Per request: p50, p95, server and database CPU in ms; requests a second."""
        number = max(1, len(self.milliseconds))
        server, database = self.server_cpu * 1000 / number, self.database_cpu * 1000 / number
        return {
            "requests": len(self.milliseconds),
            "p50": arithmetic.percentile(self.milliseconds, 0.5),
            "p95": arithmetic.percentile(self.milliseconds, 0.95),
            "server_cpu": server,
            "database_cpu": database,
            "cpu": server + database,
            "rps": len(self.milliseconds) / self.elapsed if self.elapsed else 0.0,
        }


def add(total: Cost, cost: Cost) -> None:
    """Add a batch to what was measured before."""
    total.milliseconds += cost.milliseconds
    total.server_cpu += cost.server_cpu
    total.database_cpu += cost.database_cpu
    total.elapsed += cost.elapsed


@dataclass
class Bench:
    """The running servers, the client and who is signed in."""

    ours: servers.Server
    theirs: servers.Server
    postgres: int
    client: Client
    bare: Bare
    facts: Facts
    url: str
    # A batch of one side fills about this many seconds.
    budget: float
    staff: dict[str, Browser] = field(default_factory=dict)
    admin: Browser = field(default_factory=lambda: Browser(0, ""))
    # Name of a page → what went wrong; such a page is left out, the others are measured.
    failed: dict[str, str] = field(default_factory=dict)
    created: dict[str, int] = field(default_factory=dict)

    def sign_in(self) -> None:
        """One person of each role with us, the administrator with Django."""
        for role, person in self.facts.people.items():
            self.staff[role] = servers.sign_in_here(self.ours, person.email)
        self.admin = servers.sign_in_there(self.theirs)

    def ask(self, page: pages.Page, side: str, count: int, seconds: float, users: int = 1) -> Cost:
        """A batch of requests to one side, with what the processes used meanwhile."""
        server = self.ours if side == OURS else self.theirs
        browser = self.staff[page.as_role] if side == OURS else self.admin
        requests = self._requests(page, side, browser, count)
        before = (server.cpu(), self._database_cpu())
        batch = self.client.run(
            port=server.port,
            headers=browser.headers,
            requests=requests,
            count=count,
            seconds=seconds,
            users=users,
        )
        after = (server.cpu(), self._database_cpu())
        if batch.failed or (page.post and set(batch.statuses) != {"302"}):
            raise RuntimeError(f"{page.name}, {side}: {batch.statuses}")
        used = (after[0] - before[0], after[1] - before[1])
        return Cost(batch.milliseconds, *used, batch.elapsed)

    def ask_bare(self, page: pages.Page, count: int, seconds: float) -> Cost:
        """As `ask`, for the statements by hand; the processor time is this process's own."""
        cost, ends, before = Cost(), time.monotonic() + seconds, self._database_cpu()
        while len(cost.milliseconds) < count and (not cost.milliseconds or time.monotonic() < ends):
            milliseconds, used = self.bare.run(page.bare)
            cost.milliseconds.append(milliseconds)
            cost.server_cpu += used
        cost.database_cpu = self._database_cpu() - before
        cost.elapsed = sum(cost.milliseconds) / 1000
        return cost

    def _database_cpu(self) -> float:
        return processes.cpu_with_ended(self.postgres) if self.postgres else 0.0

    def _requests(
        self, page: pages.Page, side: str, browser: Browser, count: int
    ) -> list[dict[str, Any]]:
        path = page.ours if side == OURS else page.theirs
        if not page.post:
            return [{"method": "GET", "path": path}]
        begin = self.created.get(side, 0 if side == OURS else FIRST_THERE)
        self.created[side] = begin + count
        token = browser.form(path, {})
        forms = [self.form(side, number) for number in range(begin, begin + count)]
        bodies = [f"{token}&{urlencode(form, doseq=True)}" for form in forms]
        return [{"method": "POST", "path": path, "body": body} for body in bodies]

    def form(self, side: str, number: int) -> dict[str, str | list[str]]:
        """A new engagement for either side."""
        person = self.facts.people["officer"]
        if side == OURS:
            return creating.create_here(self.facts, person.id, number)
        return creating.create_there(self.facts, person.id, person.unit_id, number)
