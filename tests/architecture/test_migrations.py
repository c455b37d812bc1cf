"""Rules of the migrations, on an empty database and on one full of the demonstration's records."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from app.core import migrate
from app.core.session import Session
from app.engagements.models import kept_quarter
from app.engagements.queries.summaries import summary_differences
from tests.conftest import CityDatabase, MakeDatabase

VERSIONS = migrate.ROOT / "migrations" / "versions"
REBUILD = """
from alembic import op

revision = "9999"
down_revision = "{head}"


def upgrade() -> None:
    with op.batch_alter_table("partnership", recreate="{mode}"):
        pass


def downgrade() -> None:
    pass
"""


@pytest.fixture(scope="module")
def full_database(city_database: CityDatabase) -> str:
    """The address of a database at the newest revision with the demonstration city in it."""
    return city_database("helsinki")


def scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(migrate.configuration("sqlite://"))


def count_rows(url: str) -> dict[str, int]:
    """Rows of every table but the version's own."""
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        tables = set(sa.inspect(connection).get_table_names()) - {"alembic_version"}
        quoted = {table: engine.dialect.identifier_preparer.quote(table) for table in tables}
        rows = {
            table: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()
            for table, name in quoted.items()
        }
    engine.dispose()
    return rows


def revisions() -> Iterator[Path]:
    return iter(sorted(VERSIONS.glob("[0-9]*.py")))


def test_models_and_migrations_agree(make_database: MakeDatabase) -> None:
    migrate.check(make_database())


def test_rebuilding_a_table_keeps_every_row(full_database: str, tmp_path: Path) -> None:
    before = count_rows(full_database)
    assert before["partnership"] > 0
    head = scripts().get_current_head()
    mode = "always" if full_database.startswith("sqlite") else "auto"
    (tmp_path / "9999_rebuild.py").write_text(REBUILD.format(head=head, mode=mode))
    config = migrate.configuration(full_database)
    config.set_main_option("version_locations", f"{VERSIONS}:{tmp_path}")
    command.upgrade(config, "9999")
    assert count_rows(full_database) == before
    command.downgrade(config, str(head))


def test_counts_of_quarters_are_filled_for_what_was_logged_before(full_database: str) -> None:
    migrate.downgrade(full_database, "0005")
    migrate.upgrade(full_database)
    engine = sa.create_engine(full_database, poolclass=sa.NullPool)
    with Session(engine) as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(kept_quarter))
        assert summary_differences(session) == []
    engine.dispose()


def owner_periods(url: str) -> list[tuple[object, ...]]:
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    statement = (
        "SELECT partnership_id, started_on, ended_on, user_id, reason, by_name "
        "FROM partnership_owner_period ORDER BY partnership_id, started_on"
    )
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.exec_driver_sql(statement)]
    engine.dispose()
    return rows


def test_owners_of_the_past_are_found_again_in_the_history(full_database: str) -> None:
    kept = owner_periods(full_database)
    assert len(kept) > len({row[0] for row in kept}), "nobody has followed anybody"
    (step,) = VERSIONS.glob("*_owner_periods.py")
    migrate.downgrade(full_database, f"{int(step.name[:4]) - 1:04d}")
    migrate.upgrade(full_database)
    assert owner_periods(full_database) == kept


def test_each_step_down_and_up_again_works_with_records(full_database: str) -> None:
    before = count_rows(full_database)
    steps = [script.revision for script in scripts().walk_revisions()]
    if len(steps) > 1:
        migrate.downgrade(full_database, steps[1])
        kept = count_rows(full_database)
        migrate.upgrade(full_database)
        assert {name: rows for name, rows in count_rows(full_database).items() if name in kept} == {
            name: rows for name, rows in before.items() if name in kept
        }
    for revision in [*steps[1:], "base"]:
        migrate.downgrade(full_database, revision)
    assert count_rows(full_database) == {}
    migrate.upgrade(full_database)
    migrate.check(full_database)


def test_migrations_are_numbered_in_one_line() -> None:
    names = [path.name for path in revisions()]
    assert names
    for number, name in enumerate(names, 1):
        assert re.fullmatch(rf"{number:04d}_[a-z0-9_]+\.py", name), name
    assert len(scripts().get_heads()) == 1


def test_migrations_never_import_the_application() -> None:
    for path in revisions():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = {
            name
            for node in ast.walk(tree)
            for name in (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
        }
        assert not [name for name in imported if name.split(".")[0] in ("app", "config")], path


def test_sqlite_counts_again_when_the_history_grew(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/history.db"
    engine = sa.create_engine(url, poolclass=sa.NullPool)

    def counted_after(rows: int) -> str:
        with engine.begin() as connection:
            connection.exec_driver_sql(
                f"INSERT INTO change (at) VALUES {', '.join(['(1)'] * rows)}"
            )
        migrate.gather_statistics(url)
        with engine.begin() as connection:
            found = connection.exec_driver_sql("SELECT stat FROM sqlite_stat1").scalar_one()
        return str(found).split()[0]

    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE change (id INTEGER PRIMARY KEY, at)")
        connection.exec_driver_sql("CREATE INDEX ix_change_at ON change (at)")
    assert counted_after(20) == "20"
    assert counted_after(2) == "20"
    assert counted_after(1) == "23"
