"""The history of rows that a merge moves: to whom they belong, and what is told there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core import audit, clock
from app.core.db import Base
from app.core.merging.steps import Step, runs


def subjects(session: Session, steps: Sequence[Step]) -> list[tuple[str, int] | None]:
    """To which record the row of each step belongs, as its history names it; None for nobody's."""
    found: list[tuple[str, int] | None] = []
    for run in runs(steps):
        table = Base.metadata.tables[run[0]["table"]]
        rows = [step.get("row") or step["key"] for step in run]
        own = mapped().get(table.name)
        if own is None:
            owner, _name, near, _far = owner_of(table)
            found += [(owner.__table__.name, row[near]) for row in rows]
        elif issubclass(own, audit.Audited):
            records = records_of(session, own, [row["id"] for row in rows])
            found += [records[row["id"]].audit_subject() for row in rows]
        else:
            found += [None for stored_row in rows]
    return found


def records_of(session: Session, own: Any, ids: Sequence[int]) -> dict[int, Any]:
    key = sa.inspect(own).primary_key[0]
    found = session.scalars(sa.select(own).where(key.in_(ids))).unique()
    return {record.id: record for record in found}


def tell_dropped(session: Session, run: Sequence[Step]) -> None:
    if run[0]["do"] == "drop":
        _note(session, run, lambda step: {n: [v, None] for n, v in _content(step["row"]).items()})


def tell(session: Session, run: Sequence[Step]) -> None:
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
    own = mapped().get(table.name)
    if own is None:
        _note_links(session, run, table)
        return
    if not issubclass(own, audit.Audited):
        return
    keys = [step["row"]["id"] if "row" in step else step["key"]["id"] for step in run]
    session.expire_all()
    records = records_of(session, own, keys)
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
    owner, name, near, far = owner_of(table)
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


def mapped() -> dict[str, Any]:
    return {
        str(mapper.local_table.name): mapper.class_
        for mapper in Base.registry.mappers
        if mapper.inherits is None and isinstance(mapper.local_table, sa.Table)
    }


def owner_of(table: sa.Table) -> tuple[Any, str, str, str]:
    """(class, collection, its column, the other's column) of a link table."""
    for mapper in Base.registry.mappers:
        for relation in mapper.relationships:
            audited = issubclass(mapper.class_, audit.Audited) and mapper.inherits is None
            if relation.secondary is table and audited and not relation.viewonly:
                near = relation.synchronize_pairs[0][1].name
                far = (relation.secondary_synchronize_pairs or [])[0][1].name
                return mapper.class_, relation.key, near, far
    raise LookupError(f"No audited record has {table.name} as a collection.")


def check_table(table: sa.Table) -> None:
    """LookupError when rows of this table could not be moved with their history."""
    own = mapped().get(table.name)
    if own is None:
        owner_of(table)
    elif not issubclass(own, audit.Audited):
        raise LookupError(f"{table.name} has no history.")
