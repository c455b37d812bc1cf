"""Doing the steps of a merge, and undoing them while what they wrote stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.db import Base
from app.core.merging.steps import Step, key_after, place, plain, runs, stored_row, typed
from app.core.merging.telling import tell, tell_dropped


def apply(session: Session, steps: Sequence[Step]) -> None:
    """Do the steps in their order, with history and versions; within ``audit.acting``."""
    session.flush()
    for run in runs(steps):
        tell_dropped(session, run)
        _write(session, run)
        tell(session, run)
    session.expire_all()


def changed_since(session: Session, steps: Sequence[Step]) -> list[Step]:
    """The steps whose rows are not any more as they were left; only others can be undone."""
    tables = Base.metadata.tables
    gone = {place(tables[s["table"]], s["row"]) for s in steps if s["do"] == "drop"}
    lasting = [
        s
        for s in steps
        if s["do"] != "drop" and place(tables[s["table"]], s.get("key") or s["row"]) not in gone
    ]
    return [step for step in lasting if not _stands(session, step)]


def undo(session: Session, steps: Sequence[Step]) -> None:
    """Do the opposite of the steps, the last one first; within ``audit.acting``."""
    session.flush()
    renumbered: dict[tuple[str, Any], Any] = {}
    for step in reversed(steps):
        apply(session, [_opposite(session, step, renumbered)])


def _opposite(session: Session, step: Step, renumbered: dict[tuple[str, Any], Any]) -> Step:
    table = Base.metadata.tables[step["table"]]
    if step["do"] == "add":
        return step | {"do": "drop"}
    if step["do"] == "drop":
        row = dict(step["row"])
        # SQLite gives the number of a deleted row to the next one.
        if "id" in row and stored_row(session, table, {"id": row["id"]}) is not None:
            renumbered[table.name, row["id"]] = _next_number(session, table)
            row["id"] = renumbered[table.name, row["id"]]
        return {"do": "add", "table": table.name, "row": plain(row)}
    old = step["old"]
    for foreign in table.c[step["column"]].foreign_keys:
        old = renumbered.get((foreign.column.table.name, old), old)
    return step | {"old": step["new"], "new": old, "key": key_after(step)}


def _next_number(session: Session, table: sa.Table) -> int:
    newest = session.connection().scalar(sa.select(sa.func.max(table.c.id)))
    return int(newest or 0) + 1


def _write(session: Session, run: Sequence[Step]) -> None:
    table, do = Base.metadata.tables[run[0]["table"]], run[0]["do"]
    connection = session.connection()
    key = [column.name for column in table.primary_key.columns]
    if do == "add":
        for step in run:
            made = connection.execute(sa.insert(table).values(typed(table, step["row"])))
            step["row"] |= dict(zip(key, made.inserted_primary_key or (), strict=False))
        return
    where = [table.c[name] == sa.bindparam(f"key_{name}") for name in key]
    if do == "drop":
        rows = [{f"key_{name}": step["row"][name] for name in key} for step in run]
        connection.execute(sa.delete(table).where(*where), rows)
        return
    column = run[0]["column"]
    rows = [
        {f"key_{name}": value for name, value in step["key"].items()}
        | {"value": typed(table, {column: step["new"]})[column]}
        for step in run
    ]
    change: Any = sa.update(table).where(*where)
    new = sa.bindparam("value", type_=table.c[column].type)
    connection.execute(change.values({column: new}), rows)


def _stands(session: Session, step: Step) -> bool:
    table = Base.metadata.tables[step["table"]]
    if step["do"] == "add":
        key = {c.name: step["row"][c.name] for c in table.primary_key.columns}
        row = stored_row(session, table, key)
        return row is not None and all(row[name] == v for name, v in step["row"].items())
    row = stored_row(session, table, key_after(step))
    return row is not None and row[step["column"]] == step["new"]
