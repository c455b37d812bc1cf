"""The floor: the best statement written by hand for the same rows, by the plain driver.

It runs in this process and fetches everything; no page is made. Sums of the measured time go to
the one who asks, the database's own processor time is read beside it.
"""

from __future__ import annotations

import sqlite3
import time
from typing import Any

import psycopg
import sqlalchemy as sa

from benchmarks.bare_statements import MET, Query, queries
from benchmarks.creating import NOTES
from benchmarks.facts import Facts


class Bare:
    """One connection of the plain driver, kept open, and the statements for it."""

    def __init__(self, url: str, facts: Facts) -> None:
        parts = sa.make_url(url)
        self.is_postgres = parts.get_backend_name() == "postgresql"
        self.connection: Any
        if self.is_postgres:
            plain = url.replace("postgresql+psycopg", "postgresql")
            self.connection = psycopg.connect(plain, autocommit=True)
        else:
            self.connection = sqlite3.connect(str(parts.database), isolation_level=None)
            for pragma in (
                "foreign_keys=on",
                "journal_mode=wal",
                "synchronous=full",
                "cache_size=-8000",
            ):
                self.connection.execute("PRAGMA " + pragma)
        self.queries = queries(facts, self.is_postgres)
        self.facts = facts

    def run(self, name: str) -> tuple[float, float]:
        """Milliseconds and processor seconds of this process for one page's rows."""
        began, used = time.perf_counter(), time.process_time()
        if name == "create":
            self._create()
        for query in self.queries.get(name, ()):
            self._ask(query)
        return (time.perf_counter() - began) * 1000, time.process_time() - used

    def rows(self, name: str) -> list[Any]:
        """What the first statement of a page gives."""
        return self._fetch(self.queries[name][0].statement, self.queries[name][0].values)

    def knows(self, name: str) -> bool:
        return name in self.queries or name == "create"

    def close(self) -> None:
        self.connection.close()

    def _ask(self, query: Query) -> None:
        rows = self._fetch(query.statement, query.values)
        for start in range(0, len(rows) if query.met else 0, 5000):
            numbers = [row[0] for row in rows[start : start + 5000]]
            self._fetch(MET.format(",".join(map(str, numbers))), ())

    def _fetch(self, statement: str, values: tuple[Any, ...]) -> list[Any]:
        found: list[Any] = self.connection.execute(self._own(statement), values).fetchall()
        return found

    def _own(self, statement: str) -> str:
        return statement.replace("?", "%s") if self.is_postgres else statement

    def _create(self) -> None:
        person = self.facts.people["officer"]
        partnership, partner = self.facts.partners[0]
        self.connection.execute("BEGIN")
        number = self._fetch(
            "INSERT INTO engagement (type, state, starts_on, summary, place, is_online, notes, "
            "partnership_id, unit_id, created_by_id, learned, learned_for, cost_currency, "
            "position, forum, ask, advocacy_outcome, visibility, state_reason, "
            "is_demonstration, created_at, updated_at, version) "
            "VALUES ('meeting', 'held', '2009-01-01', 'Bare', '', ?, ?, ?, ?, ?, '', '', 'EUR', "
            "'', '', '', '', 'city', '', ?, '2010-01-01', '2010-01-01', 1) RETURNING id",
            (False, NOTES, partnership, person.unit_id, person.id, False),
        )[0][0]
        for table, linked in (("organisation", partner), ("user", person.id)):
            link = f"INSERT INTO engagement_{table} (engagement_id, {table}_id) VALUES (?, ?)"
            self.connection.execute(self._own(link), (number, linked))
        self.connection.execute("COMMIT")
