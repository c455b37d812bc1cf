"""The hottest selects use their index, on either engine, in the words in which pages send them.

The pages are asked, and what they sent is explained. On PostgreSQL the ways that suit a table of a
few rows are switched off, so that a plan tells what is possible; SQLite has no statistics and plans
the same for a few rows as for a million.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from app.core.db import Base
from app.core.lists import declared
from app.core.periods import Quarter
from app.core.session import Session
from tests.client import AuditedClient
from tests.conftest import SignIn
from tests.factories.engagements import make_engagement, make_follow_up
from tests.factories.organisations import make_contact, make_organisation
from tests.factories.partnerships import make_active_partnership
from tests.factories.reviews import make_round, review_of
from tests.seeded import NOW

WALK = ("seqscan", "bitmapscan", "sort", "hashjoin", "mergejoin")
Sent = list[tuple[str, Any]]


@dataclass(frozen=True)
class Hot:
    """A page, a pattern of the statement, and the index that must drive it on each engine.

    ``is_ordered``: the index gives the order, so nothing is sorted. ``off``: what PostgreSQL may
    not do. ``aside``: takes away what would do as well for a few rows.
    """

    path: str
    pattern: str
    sqlite: str
    postgresql: str
    is_ordered: bool = True
    off: tuple[str, ...] = WALK
    aside: str = ""


HOT = {
    "organisations": Hot(
        "/organisations",
        r"FROM organisation\b.* ORDER BY .*LIMIT",
        "organisation USING INDEX ix_organisation_name",
        "ix_organisation_name",
    ),
    "organisations of a kind": Hot(
        "/organisations?kind=city",
        r"FROM organisation\b.* ORDER BY .*LIMIT",
        "organisation USING INDEX ix_organisation_kind_name",
        "ix_organisation_kind_name",
    ),
    "organisations of a kind, counted": Hot(
        "/organisations?kind=city",
        r"^SELECT count\(",
        "organisation USING INDEX ix_organisation_kept_kind",
        "ix_organisation_kept_kind",
        aside="DROP INDEX IF EXISTS ix_organisation_kind_name",
    ),
    "organisations of a kind by last contact": Hot(
        "/organisations?kind=city&sort=-last_engaged_on",
        r"FROM organisation\b.*\blast_engaged_on IS NOT NULL ORDER BY .*LIMIT",
        "organisation USING INDEX ix_organisation_kept_kind (kind=? AND last_engaged_on>?)",
        "ix_organisation_kept_kind",
    ),
    "partnerships": Hot(
        "/partnerships",
        r"FROM partnership\b.* ORDER BY .*LIMIT",
        "partnership USING INDEX ix_partnership_name",
        "ix_partnership_name",
    ),
    "partnerships by owner": Hot(
        "/partnerships?sort=-owner",
        r"FROM partnership\b.* WHERE \S+name >= .* ORDER BY .*LIMIT",
        "SEARCH user USING COVERING INDEX ix_user_name (name>?)",
        "ix_user_name",
    ),
    "partnerships of nobody": Hot(
        "/partnerships?sort=owner",
        r"FROM partnership\b.*\bowner_id IS NULL ORDER BY .*LIMIT",
        "SEARCH partnership USING INDEX ix_partnership_owner_name (owner_id=?)",
        "ix_partnership_owner_name",
        # PostgreSQL does not see that all of one owner, nobody, stand in the order of names.
        is_ordered=False,
        aside="DROP INDEX IF EXISTS ix_partnership_name",
    ),
    "what partnerships are narrowed by": Hot(
        "/partnerships",
        r"eu_project.programme > ",
        "SEARCH eu_project USING COVERING INDEX ix_eu_project_programme (programme>?)",
        "ix_eu_project_programme",
        is_ordered=False,
    ),
    "engagements by partnership": Hot(
        "/engagements?sort=partnership",
        r"FROM engagement\b.*name_folded >= .* ORDER BY partnership.name_folded .*LIMIT",
        "SEARCH partnership USING INDEX ix_partnership_name (name_folded>?)",
        "ix_partnership_name",
    ),
    "engagements": Hot(
        "/engagements",
        r"FROM engagement\b.* ORDER BY .*LIMIT",
        "engagement USING INDEX ix_engagement_day",
        "ix_engagement_day",
    ),
    "engagements of a type": Hot(
        "/engagements?type=meeting",
        r"FROM engagement\b.* ORDER BY .*LIMIT",
        "engagement USING INDEX ix_engagement_type",
        "ix_engagement_type",
    ),
    "engagements, deep page": Hot(
        "{deep}",
        r"FROM engagement\b.* ORDER BY .*LIMIT",
        "SEARCH engagement USING INDEX ix_engagement_day (starts_on<?)",
        "ix_engagement_day",
    ),
    "timeline of an organisation": Hot(
        "/organisations/{organisation}",
        r"FROM engagement\b.*\borganisation_id = .* ORDER BY .*LIMIT",
        "ix_engagement_organisation_organisation_id",
        "ix_engagement_organisation_organisation_id",
    ),
    "timeline of a contact": Hot(
        "/contacts/{contact}",
        r"FROM engagement\b.*\bcontact_id = .* ORDER BY .*LIMIT",
        "ix_engagement_contact_contact",
        "ix_engagement_contact_contact",
    ),
    "timeline of a partnership": Hot(
        "/partnerships/{partnership}",
        r"FROM engagement\b.*\bpartnership_id = .* ORDER BY .*LIMIT",
        "SEARCH engagement USING INDEX ix_engagement_partnership",
        "ix_engagement_partnership",
    ),
    "timeline of a partnership, narrowed": Hot(
        "/partnerships/{partnership}?quarter=2026-Q4",
        r"FROM engagement\b.*\bpartnership_id = .* ORDER BY .*LIMIT",
        "SEARCH engagement USING INDEX ix_engagement_partnership (partnership_id=? AND starts_on>?",
        "ix_engagement_partnership",
    ),
    "timeline of a user": Hot(
        "/people/{me}?type=meeting",
        r"FROM engagement\b.*engagement_user.user_id = .* ORDER BY .*LIMIT",
        "ix_engagement_user_user_id",
        "ix_engagement_user_user_id",
    ),
    "timeline of a unit": Hot(
        "/units/{unit}?type=meeting",
        r"FROM engagement\b.*\bunit_id = .* ORDER BY .*LIMIT",
        "SEARCH engagement USING INDEX ix_engagement_unit",
        "ix_engagement_unit",
    ),
    "follow-ups due": Hot(
        "/",
        r"FROM follow_up\b.* ORDER BY .*LIMIT",
        "SEARCH follow_up USING INDEX ix_follow_up_assignee",
        "ix_follow_up_assignee",
        is_ordered=False,
    ),
    "open follow-ups": Hot(
        "/follow-ups",
        r"FROM follow_up\b.*\bdue_on IS NOT NULL ORDER BY .*LIMIT",
        "SEARCH follow_up USING INDEX ix_follow_up_closed (closed_on=? AND due_on>?)",
        "ix_follow_up_open",
    ),
    "suggestions": Hot(
        "/search/suggest?q=lon",
        r"FROM search_gram\b.* ORDER BY .*LIMIT",
        "SEARCH search_gram USING PRIMARY KEY (g=?)",
        "pk_search_gram",
    ),
    "search by a name": Hot(
        "/search?q=london",
        r"FROM search_gram\b.* ORDER BY .*LIMIT",
        "SEARCH search_gram USING PRIMARY KEY (g>? AND g<?)",
        "pk_search_gram",
    ),
    "search in texts": Hot(
        "/search?q=ethics",
        r"search_fts\b.* ORDER BY .*LIMIT",
        "search_fts VIRTUAL TABLE INDEX",
        "search_fts_body",
        is_ordered=False,
        off=("seqscan", "indexscan"),
        aside="ALTER TABLE search_document"
        " DROP CONSTRAINT IF EXISTS uq_search_document_kind_entity_id",
    ),
    "figures of a review": Hot(
        "/reviews/{review}",
        r"FROM kept_quarter\b",
        "SEARCH kept_quarter USING PRIMARY KEY (year=? AND quarter_number=? AND partnership_id",
        "pk_kept_quarter",
        is_ordered=False,
    ),
    "figures of the portfolio": Hot(
        "/reviews/rounds/{round}/portfolio",
        r"FROM kept_quarter\b.* GROUP BY kept_quarter.partnership_id",
        "SEARCH kept_quarter USING PRIMARY KEY (year=? AND quarter_number=? AND partnership_id>?)",
        "pk_kept_quarter",
        is_ordered=False,
    ),
    "follow-ups of the portfolio": Hot(
        "/reviews/rounds/{round}/portfolio",
        r"^SELECT count\(.* FROM follow_up\b",
        "SEARCH follow_up USING INDEX ix_follow_up_closed",
        "ix_follow_up_closed",
        is_ordered=False,
        off=("seqscan", "indexscan"),
    ),
    "reviews that wait": Hot(
        "/",
        r"FROM review\b.* ORDER BY review.submitted_at LIMIT",
        "SEARCH review USING INDEX ix_review_waiting (state=?)",
        "ix_review_waiting",
        # The few that are found are sorted with those to write.
        is_ordered=False,
    ),
    "silent partnerships": Hot(
        "/",
        r"FROM partnership\b.* ORDER BY partnership.last_engaged_on ASC",
        "SEARCH partnership USING INDEX ix_partnership_silence (state=?)",
        "ix_partnership_silence",
        # PostgreSQL has the blanks of an index at its other end, and finds one's own by two.
        off=("seqscan",),
        is_ordered=False,
        aside="DROP INDEX IF EXISTS ix_partnership_state_name",
    ),
    "what a partnership replaced": Hot(
        "/partnerships/{partnership}",
        r"FROM partnership\b.* partnership.id = partnership_2.superseded_by_id",
        "SEARCH partnership_2 USING INDEX ix_partnership_superseded_by (superseded_by_id=?)",
        "ix_partnership_superseded_by",
        is_ordered=False,
    ),
    "changes of the portfolio's quarter": Hot(
        "/reviews/rounds/{round}/portfolio",
        r"FROM change\b",
        "SEARCH change USING INDEX ix_change_time (entity_type=? AND at>? AND at<?)",
        "ix_change_time",
        # In the order of their numbers a few rows are quicker read than sorted.
        off=("seqscan", "bitmapscan"),
        is_ordered=False,
        aside="DROP INDEX IF EXISTS ix_change_record; ALTER TABLE change DROP CONSTRAINT pk_change",
    ),
    "partners in trouble": Hot(
        "/reviews/rounds/{round}/portfolio",
        r"organisation.standing != 'normal'",
        "SEARCH organisation USING INTEGER PRIMARY KEY (rowid=?)",
        "ix_organisation_troubled",
        is_ordered=False,
    ),
    "coverage": Hot(
        "/reviews/rounds/{round}/portfolio",
        r"FROM kept_quarter\b.* GROUP BY kept_quarter.objective_id",
        "SEARCH kept_quarter USING PRIMARY KEY (year=? AND quarter_number=? AND partnership_id=?)",
        "pk_kept_quarter",
    ),
}
# Partnerships are few beside engagements, and those in effect are most of them; units and the
# strategies are few at all.
MAY_BE_READ_WHOLE = {
    "figures of the portfolio": {"partnership"},
    "follow-ups of the portfolio": {"partnership"},
    "changes of the portfolio's quarter": {"partnership"},
    "partners in trouble": {"partnership"},
    "what partnerships are narrowed by": {"unit", "strategy", "focus_area", "objective", "goal"},
}


@pytest.fixture
def places(
    client: AuditedClient,
    session: Session,
    sign_in: SignIn,
    monkeypatch: pytest.MonkeyPatch,
) -> dict[str, Any]:
    """What the addresses of the pages need."""
    me = sign_in("manager")
    organisation = make_organisation(session, name="City of London")
    contact = make_contact(session, organisation=organisation)
    partnership = make_active_partnership(session, name="London ethics")
    for _number in range(2):
        make_engagement(
            session,
            partnership=partnership,
            organisations=[organisation],
            contacts=[contact],
            summary="Ethics",
        )
    make_follow_up(session, partnership=partnership, assignee_id=me.id, due_on=NOW.date())
    opened = make_round(session, Quarter.of(NOW.date()))
    monkeypatch.setattr(declared, "PAGE", 1)
    deep = client.page("/engagements").soup.find("a", href=re.compile(r"[?&]after="))
    assert deep is not None
    return {
        "deep": deep["href"],
        "me": me.id,
        "unit": me.unit_id,
        "organisation": organisation.id,
        "contact": contact.id,
        "partnership": partnership.id,
        "round": opened.id,
        "review": review_of(session, opened, partnership).id,
    }


@contextmanager
def listening(connection: sa.Connection) -> Iterator[Sent]:
    """The statements sent meanwhile, with their parameters."""
    sent: Sent = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        sent.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(connection, "before_cursor_execute", note)


def plan_of(connection: sa.Connection, statement: str, parameters: Any, hot: Hot) -> list[str]:
    """The lines in which the engine says how it would go about it."""
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        return [row.detail for row in rows]
    for way in hot.off:
        connection.exec_driver_sql(f"SET LOCAL enable_{way} = off")
    if hot.aside:
        connection.exec_driver_sql(hot.aside)
    rows = connection.exec_driver_sql(f"EXPLAIN (COSTS OFF) {statement}", parameters)
    return [row[0] for row in rows]


def read_whole(plan: list[str]) -> set[str]:
    """The tables that the plan reads from one end to the other, in no order."""
    scan = re.compile(r"Seq Scan on \"?(\w+)|^SCAN (\w+)(?: AS \w+)?$")
    found = {match[1] or match[2] for line in plan if (match := scan.search(line))}
    return found & set(Base.metadata.tables)


def is_sorted(plan: list[str]) -> bool:
    return any(re.search(r"(?:->|^) *Sort$|TEMP B-TREE FOR ORDER BY", line) for line in plan)


@pytest.mark.parametrize("name", HOT)
def test_hot_select_uses_its_index(
    client: AuditedClient, connection: sa.Connection, places: dict[str, Any], name: str
) -> None:
    hot = HOT[name]
    with listening(connection) as sent:
        assert client.get(hot.path.format(**places)).status_code == 200
    found = [
        (statement, parameters)
        for statement, parameters in sent
        if re.search(hot.pattern, " ".join(statement.split()))
    ]
    assert found, "\n\n".join(statement for statement, _parameters in sent)
    index = getattr(hot, connection.dialect.name)
    for statement, parameters in found:
        plan = plan_of(connection, statement, parameters, hot)
        shown = "\n".join([statement, *plan])
        assert any(re.search(rf"{re.escape(index)}(?!\w)", line) for line in plan), shown
        assert not read_whole(plan) - MAY_BE_READ_WHOLE.get(name, set()), shown
        assert not (hot.is_ordered and is_sorted(plan)), shown


def test_postgresql_knows_the_words_of_a_text_search_when_it_plans(
    client: AuditedClient, connection: sa.Connection, places: dict[str, Any]
) -> None:
    """A prepared statement is planned for any word, and a common one would then be sorted whole."""
    if connection.dialect.name == "sqlite":
        pytest.skip("SQLite plans the same for any word")
    with listening(connection) as sent:
        client.page("/search?q=ethics")
    searched = [statement for statement, _parameters in sent if "search_fts" in statement]
    assert searched
    for statement in searched:
        assert "ethics" in statement
        assert statement.rstrip().endswith("LIMIT 1000")
