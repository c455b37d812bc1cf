"""Loading: the same each time, into an empty database only, and nothing is left to correct."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from app.bench_data import SCALES, load
from app.bench_data.scales import BUSY_ORGANISATION, BUSY_PARTNERSHIP, TODAY, moment
from app.bench_data.texts import COMMON_WORD, RARE_NOTES, RARE_WORD
from app.core import clock, hooks
from app.core.db import Base
from app.core.errors import Refused
from app.core.search import rebuild
from app.engagements import services as engagements
from app.engagements.models import Engagement, engagement_organisation
from app.users import services as users
from tests.bench_data.conftest import PASSWORD, TINY, contents, opened
from tests.factories.organisations import make_organisation


def schema(url: str) -> list[tuple[str, str]]:
    """Every index, constraint and trigger with its definition."""
    asked = {
        "sqlite": "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'",
        "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' "
        "UNION SELECT conrelid::regclass || conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "UNION SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    }
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(asked[engine.dialect.name])
        found = sorted((name, str(definition)) for name, definition in rows)
    engine.dispose()
    return found


def test_two_loadings_make_the_same_rows_and_leave_the_schema(app, loaded, make_database):
    again = make_database()
    before = schema(again)
    load(again, TINY, PASSWORD, lambda _steps: None)
    assert schema(again) == before
    first, second = contents(loaded), contents(again)
    for table, rows in first.items():
        assert rows == second[table], table
    assert len(first["engagement"]) == TINY.engagements


def test_nothing_is_left_to_correct(loaded):
    database = opened(loaded)
    with clock.frozen(moment(TODAY, 12)), database.transaction() as session:
        assert rebuild.difference(session) == []
        assert engagements.rebuild_kept(session) == 0
        assert [line for check in hooks.rule_checks for line in check(session)] == []
    database.engine.dispose()


def test_every_reference_points_at_a_row(loaded):
    engine = sa.create_engine(loaded)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        for table in Base.metadata.sorted_tables:
            for key in table.foreign_keys:
                target = key.column.table.alias()
                missing = sa.select(sa.func.count()).select_from(
                    table.outerjoin(target, key.parent == target.c[key.column.name])
                )
                missing = missing.where(
                    key.parent.is_not(None), target.c[key.column.name].is_(None)
                )
                assert connection.scalar(missing) == 0, f"{table.name}.{key.parent.name}"
    engine.dispose()


def test_busy_records_and_known_words_can_be_relied_on(loaded):
    database = opened(loaded)
    with database.transaction() as session:
        of_partnership = sa.select(sa.func.count()).where(
            Engagement.partnership_id == BUSY_PARTNERSHIP
        )
        link = engagement_organisation.c
        of_organisation = sa.select(sa.func.count()).where(
            link.organisation_id == BUSY_ORGANISATION
        )
        assert session.scalar(of_partnership) == TINY.busy
        assert session.scalar(of_organisation) == TINY.busy
        notes = [note.lower() for note in session.scalars(sa.select(Engagement.notes))]
        assert sum(RARE_WORD in note for note in notes) == RARE_NOTES
        assert sum(COMMON_WORD in note for note in notes) > 0.8 * len(notes)
        assert all(45 <= len(note.split()) <= 420 for note in notes)
        for role in ("reader", "contributor", "officer", "manager", "admin"):
            user = users.authenticate(session, f"{role}@demo.example", PASSWORD)
            assert user is not None
            assert role in user.role
    database.engine.dispose()


def test_next_record_gets_the_next_number(loaded):
    database = opened(loaded)
    session = database.new_session()
    assert make_organisation(session).id == TINY.organisations + 1
    session.rollback()
    session.close()
    database.engine.dispose()


def test_database_in_use_is_refused_and_stays_as_it_was(app, loaded):
    before = contents(loaded)
    with pytest.raises(Refused, match="in use already"):
        load(loaded, TINY, PASSWORD, lambda _steps: None)
    assert contents(loaded) == before


def test_interruption_leaves_the_database_as_it_was(app, make_database):
    url = make_database()
    before = contents(url), schema(url)

    def interrupted(steps: int) -> None:
        if steps > 90:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(url, TINY, PASSWORD, interrupted)
    assert (contents(url), schema(url)) == before


def test_scales_are_those_of_the_benchmark():
    sizes = {name: (scale.organisations, scale.engagements) for name, scale in SCALES.items()}
    assert sizes == {
        "S": (1_000, 5_000),
        "M": (20_000, 100_000),
        "L": (200_000, 1_000_000),
    }
