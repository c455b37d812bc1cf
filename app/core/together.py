"""Changing many audited records alike: one UPDATE and one INSERT of their history."""

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
    changed = [(record, fields) for record, fields in changes if fields]
    if not changed:
        return []
    table: Any = sa.inspect(type(changed[0][0])).base_mapper.local_table
    ids = [record.id for record, _fields in changed]
    stamps: dict[str, Any] = {"version": table.c.version + 1}
    if "updated_at" in table.c:
        stamps["updated_at"] = clock.now()
    session.execute(sa.update(table).where(table.c.id.in_(ids)).values({**values, **stamps}))
    session.execute(
        sa.insert(Change), [entry(session, record, fields) for record, fields in changed]
    )
    for record, _fields in changed:
        session.expire(record)
    return [record for record, _fields in changed]


def _differences(record: Audited, values: Mapping[str, Any]) -> dict[str, Any]:
    pairs = {name: [plain(getattr(record, name)), plain(new)] for name, new in values.items()}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
