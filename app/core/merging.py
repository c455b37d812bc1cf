"""One row becomes another: what points at it is moved, by the foreign keys of the metadata.

A new table is covered by itself. Everything done is a list of steps in JSON, and can be undone.
Steps, each of one ``table``: **move** and **set** give ``column`` of the row ``key`` another value
(``old``, ``new``); **drop** deletes ``row``, which its twin makes needless; **add** writes ``row``.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core import audit, clock
from app.core.db import Base

Step = dict[str, Any]
Twins = Mapping[str, Sequence[str]]


@dataclass
class Planner:
    """``twins`` names, by table, columns that make two rows one though no constraint says so."""

    session: Session
    twins: Twins
    steps: list[Step] = field(default_factory=list)
    planned: dict[tuple[Any, ...], dict[str, Any] | None] = field(default_factory=dict)

    def fold(self, table: sa.Table, kept: int, gone: int) -> None:
        """Plan that whatever points at ``gone`` points at ``kept``."""
        for column in pointing_at(table):
            self._column(column, kept, gone)

    def _column(self, column: sa.Column[Any], kept: int, gone: int) -> None:
        table = column.table
        rows = self._rows(column, gone)
        keys = [key for key in self._keys(table) if column.name in key] if rows else []
        there = self._rows(column, kept) if keys else []
        known = {(k, *(row[c] for c in k if c != column.name)): row for k in keys for row in there}
        for row in rows:
            same = (known.get((k, *(row[c] for c in k if c != column.name))) for k in keys)
            twin = next((one for one in same if one is not None), None)
            if twin is not None:
                if "id" in table.c:
                    self.fold(table, twin["id"], row["id"])
                self._drop(table, row)
            elif self._meets_itself(column, row, kept):
                if column.nullable:
                    self._change("move", column, row, gone, None)
                else:
                    self._drop(table, row)
            else:
                self._change("move", column, row, gone, kept)

    def _rows(self, column: sa.Column[Any], value: int) -> list[dict[str, Any]]:
        found = sa.select(column.table).where(column == value)
        found = found.order_by(*column.table.primary_key.columns)
        rows = self.session.connection().execute(found).mappings().all()
        pairs = [(dict(row), self.planned.get(_place(column.table, row), {})) for row in rows]
        # As the rows will be once the steps before are done; None are those dropped by then.
        return [row | new for row, new in pairs if new is not None]

    def _keys(self, table: sa.Table) -> list[tuple[str, ...]]:
        found = [c for c in table.constraints if isinstance(c, sa.UniqueConstraint)]
        keys = [tuple(column.name for column in constraint.columns) for constraint in found]
        keys.append(tuple(column.name for column in table.primary_key.columns))
        return [*keys, tuple(self.twins[table.name])] if table.name in self.twins else keys

    def _meets_itself(self, column: sa.Column[Any], row: Mapping[str, Any], kept: int) -> bool:
        """Whether the row would tie the record to itself: a network its own member."""
        (target,) = (key.column.table for key in column.foreign_keys)
        if target is column.table:
            return bool(row["id"] == kept)
        others = (c for c in pointing_at(target) if c.table is column.table and c is not column)
        return any(row[other.name] == kept for other in others)

    def _drop(self, table: sa.Table, row: Mapping[str, Any]) -> None:
        self.steps.append({"do": "drop", "table": table.name, "row": _plain(row)})
        self.planned[_place(table, row)] = None

    def _change(self, do: str, column: Any, row: Mapping[str, Any], old: Any, new: Any) -> None:
        key = {c.name: row[c.name] for c in column.table.primary_key.columns}
        self.steps.append(changed(column, key, old, new) | {"do": do})
        row_now = self.planned.setdefault(_place(column.table, row), {})
        if row_now is not None:
            row_now[column.name] = new


def _place(table: sa.Table, row: Mapping[Any, Any]) -> tuple[Any, ...]:
    return (table.name, *(row[column.name] for column in table.primary_key.columns))


def pointing_at(table: sa.Table) -> list[sa.Column[Any]]:
    """Every column of the database that is a foreign key to this table, in a fixed order."""
    return [
        column
        for each in Base.metadata.sorted_tables
        for column in each.columns
        if any(key.column.table is table for key in column.foreign_keys)
    ]


def changed(column: Any, key: Mapping[str, Any], old: Any, new: Any) -> Step:
    """The step that gives one column of one row another value."""
    return {
        "do": "set", "table": column.table.name, "column": column.name, "key": dict(key),
        "old": audit.plain(old), "new": audit.plain(new),
    }  # fmt: skip


def added(table: sa.Table, row: Mapping[str, Any]) -> Step:
    """The step that writes a new row; its number is noted when it is done."""
    return {"do": "add", "table": table.name, "row": _plain(row)}


def fingerprint(steps: Sequence[Step]) -> str:
    """What a preview showed, so that what is done later is the same."""
    return hashlib.sha256(json.dumps(steps, sort_keys=True).encode()).hexdigest()


def apply(session: Session, steps: Sequence[Step]) -> None:
    """Do the steps in their order, with history and versions; within ``audit.acting``."""
    session.flush()
    for run in _runs(steps):
        _tell_dropped(session, run)
        _write(session, run)
        _tell(session, run)
    session.expire_all()


def subjects(session: Session, steps: Sequence[Step]) -> list[tuple[str, int] | None]:
    """To which record the row of each step belongs, as its history names it; None for nobody's."""
    found: list[tuple[str, int] | None] = []
    for run in _runs(steps):
        table = Base.metadata.tables[run[0]["table"]]
        rows = [step.get("row") or step["key"] for step in run]
        own = _mapped().get(table.name)
        if own is None:
            owner, _name, near, _far = _owner_of(table)
            found += [(owner.__table__.name, row[near]) for row in rows]
        elif issubclass(own, audit.Audited):
            records = _records(session, own, [row["id"] for row in rows])
            found += [records[row["id"]].audit_subject() for row in rows]
        else:
            found += [None for _row in rows]
    return found


def _records(session: Session, own: Any, ids: Sequence[int]) -> dict[int, Any]:
    key = sa.inspect(own).primary_key[0]
    found = session.scalars(sa.select(own).where(key.in_(ids))).unique()
    return {record.id: record for record in found}


def changed_since(session: Session, steps: Sequence[Step]) -> list[Step]:
    """The steps whose rows are not any more as they were left; only others can be undone."""
    tables = Base.metadata.tables
    gone = {_place(tables[s["table"]], s["row"]) for s in steps if s["do"] == "drop"}
    lasting = [
        s
        for s in steps
        if s["do"] != "drop" and _place(tables[s["table"]], s.get("key") or s["row"]) not in gone
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
        if "id" in row and _row(session, table, {"id": row["id"]}) is not None:
            renumbered[table.name, row["id"]] = _next_number(session, table)
            row["id"] = renumbered[table.name, row["id"]]
        return {"do": "add", "table": table.name, "row": _plain(row)}
    old = step["old"]
    for foreign in table.c[step["column"]].foreign_keys:
        old = renumbered.get((foreign.column.table.name, old), old)
    return step | {"old": step["new"], "new": old, "key": _key_after(step)}


def _next_number(session: Session, table: sa.Table) -> int:
    newest = session.connection().scalar(sa.select(sa.func.max(table.c.id)))
    return int(newest or 0) + 1


def _runs(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """Steps that follow each other and are alike, to be written in one statement."""
    run: list[Step] = []
    for step in steps:
        if run and any(run[0].get(n) != step.get(n) for n in ("do", "table", "column")):
            yield run
            run = []
        run.append(step)
    if run:
        yield run


def _write(session: Session, run: Sequence[Step]) -> None:
    table, do = Base.metadata.tables[run[0]["table"]], run[0]["do"]
    connection = session.connection()
    key = [column.name for column in table.primary_key.columns]
    if do == "add":
        for step in run:
            made = connection.execute(sa.insert(table).values(_typed(table, step["row"])))
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
        | {"value": _typed(table, {column: step["new"]})[column]}
        for step in run
    ]
    change: Any = sa.update(table).where(*where)
    new = sa.bindparam("value", type_=table.c[column].type)
    connection.execute(change.values({column: new}), rows)


def _stands(session: Session, step: Step) -> bool:
    table = Base.metadata.tables[step["table"]]
    if step["do"] == "add":
        key = {c.name: step["row"][c.name] for c in table.primary_key.columns}
        row = _row(session, table, key)
        return row is not None and all(row[name] == v for name, v in step["row"].items())
    row = _row(session, table, _key_after(step))
    return row is not None and row[step["column"]] == step["new"]


def _row(session: Session, table: sa.Table, key: Mapping[str, Any]) -> dict[str, Any] | None:
    found = sa.select(table).where(*(table.c[name] == value for name, value in key.items()))
    row = session.connection().execute(found).mappings().one_or_none()
    return None if row is None else _plain(row)


def _key_after(step: Step) -> dict[str, Any]:
    """Where the row lies now: in link tables the moved column is part of the key."""
    key: dict[str, Any] = step["key"]
    return {name: step["new"] if name == step["column"] else key[name] for name in key}


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    return {name: audit.plain(value) for name, value in row.items()}


def _typed(table: sa.Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """Values as they came back from JSON, in the types of their columns."""
    return {name: _value(table.c[name], value) for name, value in row.items()}


def _value(column: sa.Column[Any], value: Any) -> Any:
    if value is None or isinstance(column.type, sa.Enum | sa.JSON):
        return value
    kind = column.type.python_type
    if issubclass(kind, datetime | date):
        return kind.fromisoformat(value)
    return Decimal(value) if kind is Decimal else value


def _tell_dropped(session: Session, run: Sequence[Step]) -> None:
    if run[0]["do"] == "drop":
        _note(session, run, lambda step: {n: [v, None] for n, v in _content(step["row"]).items()})


def _tell(session: Session, run: Sequence[Step]) -> None:
    if run[0]["do"] == "add":
        _note(session, run, lambda step: {n: [None, v] for n, v in _content(step["row"]).items()})
    elif run[0]["do"] != "drop":
        _note(session, run, lambda step: {step["column"]: [step["old"], step["new"]]})


def _content(row: Mapping[str, Any]) -> dict[str, Any]:
    left_out = audit.Audited.audit_skip | {"id"}
    return {n: v for n, v in row.items() if n not in left_out and v not in (None, "", False)}


def _note(session: Session, run: Sequence[Step], fields: Any) -> None:
    """Write into the history of the records that the rows belong to; their versions rise."""
    table = Base.metadata.tables[run[0]["table"]]
    own = _mapped().get(table.name)
    if own is None:
        _note_links(session, run, table)
        return
    if not issubclass(own, audit.Audited):
        return
    keys = [step["row"]["id"] if "row" in step else step["key"]["id"] for step in run]
    session.expire_all()
    records = _records(session, own, keys)
    entries, risen = [], defaultdict(set)
    for number, step in zip(keys, run, strict=True):
        told = {n: v for n, v in fields(step).items() if n not in own.audit_skip}
        if told:
            entries.append(audit.entry(session, records[number], told))
        subject, subject_id = records[number].audit_subject()
        risen[subject].add(subject_id)
        risen[table.name].add(number)
    _write_history(session, entries, risen)


def _note_links(session: Session, run: Sequence[Step], table: sa.Table) -> None:
    """A link table has no history of its own: the record whose collection it is has."""
    owner, name, near, far = _owner_of(table)
    entries = []
    numbers = [(step.get("row") or step["key"])[near] for step in run]
    records = {
        record.id: record
        for record in session.scalars(sa.select(owner).where(owner.id.in_(numbers)))
    }
    for number, step in zip(numbers, run, strict=True):
        if "row" in step:
            side = "added" if step["do"] == "add" else "removed"
            change = {"added": [], "removed": [], side: [step["row"][far]]}
        else:
            change = {"added": [step["new"]], "removed": [step["old"]]}
        entries.append(audit.entry(session, records[number], {name: change}))
    _write_history(session, entries, {owner.__table__.name: set(numbers)})


def _write_history(session: Session, entries: list[Any], risen: Mapping[str, set[int]]) -> None:
    connection = session.connection()
    if entries:
        connection.execute(sa.insert(audit.Change), entries)
    for name, numbers in sorted(risen.items()):
        table = Base.metadata.tables[name]
        if "version" in table.c and numbers:
            higher = {"version": table.c.version + 1}
            if "updated_at" in table.c:
                higher["updated_at"] = sa.literal(clock.now(), table.c.updated_at.type)
            where = table.c.id.in_(sorted(numbers))
            connection.execute(sa.update(table).where(where).values(higher))


def _mapped() -> dict[str, Any]:
    return {
        str(mapper.local_table.name): mapper.class_
        for mapper in Base.registry.mappers
        if mapper.inherits is None and isinstance(mapper.local_table, sa.Table)
    }


def _owner_of(table: sa.Table) -> tuple[Any, str, str, str]:
    """(class, collection, its column, the other's column) of a link table."""
    for mapper in Base.registry.mappers:
        for relation in mapper.relationships:
            audited = issubclass(mapper.class_, audit.Audited) and mapper.inherits is None
            if relation.secondary is table and audited and not relation.viewonly:
                near = relation.synchronize_pairs[0][1].name
                far = relation.secondary_synchronize_pairs[0][1].name
                return mapper.class_, relation.key, near, far
    raise LookupError(f"No audited record has {table.name} as a collection.")


def check_table(table: sa.Table) -> None:
    """LookupError when rows of this table could not be moved with their history."""
    own = _mapped().get(table.name)
    if own is None:
        _owner_of(table)
    elif not issubclass(own, audit.Audited):
        raise LookupError(f"{table.name} has no history.")
