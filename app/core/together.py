"""Changing or adding many audited records alike: one statement, and one INSERT of their history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Audited, Change, entry, plain


def set_together(
    session: Session, records: Sequence[Audited], values: Mapping[str, Any]
) -> list[Any]:
    """Give records of one table the same values, inside ``acting``; those that differed, expired.

    The records are locked and loaded, and ``values`` are columns of the base table. Versions rise
    as by an ordinary save: the mapper would spend a statement on each record to compare them.
    """
    session.flush()
    changes = [(record, _differences(record, values)) for record in records]
    changed = [(record, told) for record, told in changes if told is not None]
    if not changed:
        return []
    table: Any = sa.inspect(type(changed[0][0])).base_mapper.local_table
    ids = [record.id for record, _told in changed]
    stamps: dict[str, Any] = {"version": table.c.version + 1}
    if "updated_at" in table.c:
        stamps["updated_at"] = clock.now()
    session.execute(sa.update(table).where(table.c.id.in_(ids)).values({**values, **stamps}))
    if rows := [entry(session, record, told) for record, told in changed if told]:
        session.execute(sa.insert(Change), rows)
    for record, _told in changed:
        session.expire(record)
    return [record for record, _told in changed]


def _differences(record: Audited, values: Mapping[str, Any]) -> dict[str, Any] | None:
    """What the history tells of the change, or None when there is none."""
    pairs = {name: [plain(getattr(record, name)), plain(new)] for name, new in values.items()}
    differing = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    if not differing:
        return None
    return {name: pair for name, pair in differing.items() if name not in record.audit_skip}


def add_together(session: Session, records: Sequence[Audited], by: str = "") -> None:
    """Write new records of one class, all given the same columns, inside ``acting``: one INSERT,
    and one of their history (of very many, one for each thousand). They are not attached to the
    session.

    Where the history tells of a record under its own number, ``by`` names a column in which the
    records differ: the database, which gives the numbers, is then asked which went where.
    """
    if not records:
        return
    mapper = sa.inspect(type(records[0]))
    given = [a.key for a in mapper.column_attrs if a.key in sa.inspect(records[0]).dict]
    first = {"version": 1} if "version" in mapper.column_attrs else {}
    rows = [{name: getattr(record, name) for name in given} | first for record in records]
    # A NULL left out would begin another statement.
    insert = sa.insert(mapper.class_).execution_options(render_nulls=True)
    if by:
        (number,) = mapper.primary_key
        kept = session.execute(insert.returning(mapper.attrs[by].columns[0], number), rows)
        numbers = {key: own for key, own in kept}
        for record in records:
            record.id = numbers[getattr(record, by)]
    else:
        session.execute(insert, rows)
    changes = [
        entry(
            session,
            record,
            {
                name: [None, plain(value)]
                for name, value in row.items()
                if name not in record.audit_skip and value not in (None, "", False)
            },
        )
        for record, row in zip(records, rows, strict=True)
    ]
    session.execute(sa.insert(Change), changes)
