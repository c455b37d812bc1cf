"""What there is to ask for in a prepared database: busy records, words, far pages, days.

Found by plain SQL, the same for both sides, so that every run on the same data asks the same.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.core.permissions import Role
from benchmarks import accounts

PAGE = 50
# The deep page lies behind this share of the log.
DEPTH = 0.9
SAMPLE = 3000
WORD = re.compile(r"(?<![\w-])[a-z]{5,12}(?![\w-])", re.ASCII)
CSV_ROWS, XLSX_ROWS = 100_000, 10_000


@dataclass(frozen=True)
class Facts:
    """Numbers of records, words, and rows that the pages of `pages.py` are about."""

    engagements: int
    organisations: int
    organisation: int
    organisation_rows: int
    partnership: int
    partnership_rows: int
    far: tuple[Any, int]
    far_page: int
    common: str
    word: str
    second: str
    rare: str
    csv_from: str
    csv_rows: int
    xlsx_from: str
    xlsx_rows: int
    round: int
    review: int
    quarter: tuple[int, int]
    people: dict[str, Any]
    partners: list[tuple[int, int]]
    name: str


def read(engine: sa.Engine) -> Facts:
    """Everything at once; RuntimeError where the database lacks what a page needs."""
    with engine.connect() as connection:
        count = _one(connection, "SELECT COUNT(*) FROM engagement")
        organisation, organisation_rows = _busiest(
            connection, "engagement_organisation", "organisation_id"
        )
        partnership, partnership_rows = _busiest(connection, "engagement", "partnership_id")
        far_page = max(1, int(count * DEPTH) // PAGE)
        csv_from, csv_rows = _since(connection, CSV_ROWS)
        xlsx_from, xlsx_rows = _since(connection, XLSX_ROWS)
        opened = connection.execute(
            sa.text("SELECT id, year, quarter_number FROM review_round ORDER BY 2 DESC, 3 DESC")
        ).first()
        if opened is None:
            raise RuntimeError("There is no review round.")
        common, word, second, rare = _words(connection)
        return Facts(
            engagements=count,
            organisations=_one(connection, "SELECT COUNT(*) FROM organisation"),
            organisation=organisation,
            organisation_rows=organisation_rows,
            partnership=partnership,
            partnership_rows=partnership_rows,
            far=_far(connection, far_page * PAGE - 1),
            far_page=far_page + 1,
            common=common,
            word=word,
            second=second,
            rare=rare,
            csv_from=csv_from,
            csv_rows=csv_rows,
            xlsx_from=xlsx_from,
            xlsx_rows=xlsx_rows,
            round=opened.id,
            review=_one(connection, "SELECT MIN(id) FROM review WHERE state = 'accepted'"),
            quarter=(opened.year, opened.quarter_number),
            people={role.value: accounts.person(connection, role) for role in Role},
            partners=_partners(connection),
            name=_name(connection, organisation),
        )


def _one(connection: sa.Connection, statement: str, **values: Any) -> int:
    return int(connection.execute(sa.text(statement), values).scalar_one())


def _busiest(connection: sa.Connection, table: str, column: str) -> tuple[int, int]:
    """The record with most engagements, and how many."""
    row = connection.execute(
        sa.text(
            f"SELECT {column}, COUNT(*) AS n FROM {table} WHERE {column} IS NOT NULL "
            f"GROUP BY {column} ORDER BY n DESC, {column} LIMIT 1"
        )
    ).one()
    return int(row[0]), int(row[1])


def _far(connection: sa.Connection, offset: int) -> tuple[Any, int]:
    """Day and number of the engagement at this place of the list, newest first."""
    row = connection.execute(
        sa.text("SELECT starts_on, id FROM engagement ORDER BY 1 DESC, 2 DESC LIMIT 1 OFFSET :n"),
        {"n": offset},
    ).one()
    return str(row[0]), int(row[1])


def _since(connection: sa.Connection, rows: int) -> tuple[str, int]:
    """The latest day since which there are at least so many engagements, and how many; or all."""
    days = connection.execute(
        sa.text("SELECT starts_on, COUNT(*) FROM engagement GROUP BY 1 ORDER BY 1 DESC")
    ).all()
    total = 0
    for day, number in days:
        total += number
        if total >= rows:
            return str(day), total
    return str(days[-1][0]), total


def _words(connection: sa.Connection) -> tuple[str, str, str, str]:
    """A very common word, one in about a hundred texts, another beside it, and a rare one."""
    last = _one(connection, "SELECT MAX(id) FROM engagement")
    numbers = ",".join(map(str, range(1, last + 1, max(1, last // SAMPLE))))
    rows = connection.execute(
        sa.text(f"SELECT summary, notes FROM engagement WHERE id IN ({numbers}) ORDER BY id")
    ).all()
    texts = [frozenset(WORD.findall(f"{row.summary} {row.notes}".lower())) for row in rows]
    borne = Counter(word for text in texts for word in text)
    ordered = sorted(borne, key=lambda word: (-borne[word], word))
    if len(ordered) < 4:
        raise RuntimeError("The texts have too few words.")
    wanted = max(2, len(texts) // 100)
    word = min(ordered[1:], key=lambda one: (abs(borne[one] - wanted), one))
    beside = Counter(other for text in texts if word in text for other in text - {word, ordered[0]})
    second = min(beside, key=lambda one: (abs(borne[one] - 2 * wanted), one))
    return ordered[0], word, second, ordered[-1]


def _partners(connection: sa.Connection) -> list[tuple[int, int]]:
    """(partnership, its first partner) of some that are in effect, for what is logged."""
    rows = connection.execute(
        sa.text(
            "SELECT p.id, MIN(o.organisation_id) FROM partnership p "
            "JOIN partnership_organisation o ON o.partnership_id = p.id "
            "WHERE p.state = 'active' GROUP BY p.id ORDER BY p.id LIMIT 50"
        )
    )
    return [(int(row[0]), int(row[1])) for row in rows]


def _name(connection: sa.Connection, organisation: int) -> str:
    """The folded name of the organisation, for suggestions."""
    found = connection.execute(
        sa.text("SELECT name_folded FROM organisation WHERE id = :id"), {"id": organisation}
    )
    return str(found.scalar_one())
