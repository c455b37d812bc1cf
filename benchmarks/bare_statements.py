"""The best statements written by hand for the rows of each page, as the floor under both sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from benchmarks.facts import Facts

ORGANISATION = (
    "id, name, kind, country, city, standing, last_engaged_on, verified_on, is_demonstration"
)
LINE = "e.id, e.summary, e.starts_on, e.type, e.state, e.partnership_id, p.name"
FROM = "FROM engagement e LEFT JOIN partnership p ON p.id = e.partnership_id"
PARTNERSHIP = (
    "SELECT p.id, p.name, p.kind, p.state, u.name, p.last_engaged_on, p.next_review_on, "
    'p.fee_amount, p.fee_currency FROM partnership p LEFT JOIN "user" u ON u.id = p.owner_id'
)
MET = (
    "SELECT l.engagement_id, o.name FROM engagement_organisation l "
    "JOIN organisation o ON o.id = l.organisation_id WHERE l.engagement_id IN ({})"
)


@dataclass(frozen=True)
class Query:
    """A statement with its values; ``met`` fetches the organisations of the rows as well."""

    statement: str
    values: tuple[Any, ...] = ()
    met: bool = False


def queries(facts: Facts, is_postgres: bool) -> dict[str, list[Query]]:
    """The statements of each page by its name."""
    day, number = facts.far
    log = f"SELECT {LINE} {FROM}"
    nulls = "NULLS LAST"
    return {
        "organisations, filter and sort": [
            Query(
                f"SELECT {ORGANISATION} FROM organisation WHERE kind = 'city' "
                f"AND archived_at IS NULL ORDER BY last_engaged_on DESC {nulls}, id DESC LIMIT 50"
            )
        ],
        "partnerships, filter and sort": [
            Query(
                f"{PARTNERSHIP} WHERE p.state = 'active' "
                f"ORDER BY p.last_engaged_on DESC {nulls}, p.id DESC LIMIT 50"
            )
        ],
        "engagements, filter and sort": [
            Query(
                f"{log} WHERE e.type = 'meeting' ORDER BY e.starts_on DESC, e.id DESC LIMIT 50",
                met=True,
            )
        ],
        "engagements, first page": [
            Query(f"{log} ORDER BY e.starts_on DESC, e.id DESC LIMIT 50", met=True)
        ],
        "engagements, deep page": [
            Query(
                f"{log} WHERE (e.starts_on, e.id) < (?, ?) "
                "ORDER BY e.starts_on DESC, e.id DESC LIMIT 50",
                (day, number),
                met=True,
            )
        ],
        "engagements by partnership": [
            # Those of no partnership stand last, so the first page needs no outer join.
            Query(
                f"SELECT {LINE} FROM partnership p JOIN engagement e ON e.partnership_id = p.id "
                "ORDER BY p.name_folded DESC, p.id DESC, e.starts_on DESC, e.id DESC LIMIT 50",
                met=True,
            )
        ],
        "partnerships by owner": [
            Query(
                f"{PARTNERSHIP.replace('LEFT JOIN', 'JOIN')} "
                "ORDER BY u.name DESC, u.id DESC, p.id DESC LIMIT 50"
            )
        ],
        **_searches(facts, is_postgres),
        **_suggestions(facts),
        **_details(facts),
        **_reports(facts),
    }


def _searches(facts: Facts, is_postgres: bool) -> dict[str, list[Query]]:
    asked = {
        "one word": [facts.word],
        "two words": [facts.word, facts.second],
        "a rare word": [facts.rare],
        "a very common word": [facts.common],
    }
    shown = "d.kind, d.entity_id, d.title, d.detail, d.state, d.last_engaged_on"
    if is_postgres:
        statement = (
            f"SELECT {shown} FROM search_document d WHERE d.search_fts @@ CAST(? AS tsquery) "
            "ORDER BY d.id DESC LIMIT 50"
        )
        join = " & "
    else:
        statement = (
            f"SELECT {shown} FROM search_fts JOIN search_document d ON d.id = search_fts.rowid "
            "WHERE search_fts MATCH ? ORDER BY search_fts.rowid DESC LIMIT 50"
        )
        join = " AND "
    return {
        f"search, {name}": [Query(statement, (join.join(words),))] for name, words in asked.items()
    }


def _suggestions(facts: Facts) -> dict[str, list[Query]]:
    statement = (
        "SELECT d.entity_id, d.title, d.detail FROM search_gram s "
        "JOIN search_document d ON d.id = s.document_id "
        "WHERE s.g = ? AND d.kind = 'organisation' ORDER BY s.rank, s.document_id LIMIT 8"
    )
    longer = statement.replace("s.g = ?", "s.g >= ? AND s.g < ?").replace(
        "ORDER BY s.rank", "ORDER BY s.g, s.rank"
    )
    two, four = facts.name[:2], facts.name[:4]
    return {
        "suggest, two letters": [Query(statement, (two,))],
        "suggest, four letters": [Query(longer, (four, four + "\U0010ffff"))],
    }


def _details(facts: Facts) -> dict[str, list[Query]]:
    met = (
        "JOIN engagement_organisation l ON l.engagement_id = e.id WHERE l.organisation_id = ? "
        "ORDER BY l.starts_on DESC, l.engagement_id DESC LIMIT 20"
    )
    line = "SELECT e.id, e.starts_on, e.type, e.summary, e.state FROM engagement e"
    own = (facts.organisation,)
    about = (facts.partnership,)
    return {
        "organisation detail": [
            Query("SELECT * FROM organisation WHERE id = ?", own),
            Query("SELECT * FROM organisation_alias WHERE organisation_id = ?", own),
            Query(
                "SELECT c.given_name, c.family_name, a.role FROM affiliation a "
                "JOIN contact c ON c.id = a.contact_id "
                "WHERE a.organisation_id = ? AND a.ended_on IS NULL "
                "ORDER BY c.name_folded LIMIT 20",
                own,
            ),
            Query(
                "SELECT p.id, p.name, p.state FROM partnership_organisation l "
                "JOIN partnership p ON p.id = l.partnership_id WHERE l.organisation_id = ?",
                own,
            ),
            Query(f"{line} {met}", own),
        ],
        "partnership detail": [
            Query(f"{PARTNERSHIP} WHERE p.id = ?", about),
            Query("SELECT * FROM partnership WHERE id = ?", about),
            Query(
                "SELECT o.id, o.name, l.role FROM partnership_organisation l "
                "JOIN organisation o ON o.id = l.organisation_id WHERE l.partnership_id = ?",
                about,
            ),
            Query(
                "SELECT a.*, g.name_en FROM alignment a JOIN goal g ON g.id = a.goal_id "
                "WHERE a.partnership_id = ?",
                about,
            ),
            Query(
                f"{line} WHERE e.partnership_id = ? ORDER BY e.starts_on DESC, e.id DESC LIMIT 20",
                about,
            ),
        ],
    }


def _reports(facts: Facts) -> dict[str, list[Query]]:
    year, quarter = facts.quarter
    first = f"{year}-{3 * quarter - 2:02}-01"
    last = f"{year}-{3 * quarter:02}-{31 if quarter in (1, 4) else 30}"
    within = "e.starts_on BETWEEN ? AND ? AND e.visibility IN ('public', 'city')"
    export = f"SELECT {LINE} {FROM} WHERE e.starts_on >= ? ORDER BY e.starts_on DESC, e.id DESC"
    return {
        "quarter": [
            Query(
                "SELECT e.partnership_id, e.state, e.type, COUNT(*), SUM(e.cost_eur) "
                f"FROM engagement e WHERE {within} AND e.partnership_id IS NOT NULL "
                "GROUP BY 1, 2, 3",
                (first, last),
            ),
            Query(
                "SELECT o.objective_id, a.focus_area_id, COUNT(*) FROM engagement e "
                "JOIN engagement_objective o ON o.engagement_id = e.id "
                "JOIN engagement_focus_area a ON a.engagement_id = e.id "
                f"WHERE e.state = 'held' AND {within} GROUP BY 1, 2",
                (first, last),
            ),
            Query(
                "SELECT p.id, p.name, u.name, r.state, r.progress, r.recommendation "
                "FROM partnership p "
                'LEFT JOIN "user" u ON u.id = p.owner_id '
                "LEFT JOIN review r ON r.partnership_id = p.id AND r.round_id = ? "
                "WHERE p.in_effect_from <= ? AND (p.ended_on IS NULL OR p.ended_on >= ?)",
                (facts.round, last, first),
            ),
        ],
        "csv": [Query(export, (facts.csv_from,), met=True)],
        "xlsx": [Query(export, (facts.xlsx_from,), met=True)],
    }
