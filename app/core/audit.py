"""Append-only change history: a listener captures fields, the verb names the action.

The old value of an attribute is lost once it expires, so every audited column keeps its active
history; changes are read in ``after_flush``, when new rows have their numbers.
"""

from __future__ import annotations

import enum
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, ClassVar, Protocol

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import (
    Mapped,
    Mapper,
    ORMExecuteState,
    Session,
    UOWTransaction,
    mapped_column,
    object_session,
)
from sqlalchemy.orm.attributes import (
    InstrumentedAttribute,
    QueryableAttribute,
    flag_modified,
)

from app.core import clock
from app.core.db import Base


class Actor(Protocol):
    """Whoever acts: a user, or the system itself."""

    @property
    def id(self) -> int | None: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True)
class System:
    """The program acting on its own: commands, the demonstration, migrations of data."""

    id: int | None = None
    name: str = "Kumppani"


SYSTEM = System()


class Change(Base):
    """One change of one record. ``fields`` maps a field to [old, new] or {added, removed}.

    The actor's name is copied, so history outlives accounts; triggers refuse update and delete,
    except of ``fields``, where the erasure of a person must reach.
    """

    __tablename__ = "change"
    __table_args__ = (
        sa.Index("ix_change_record", "entity_type", "entity_id", "id"),
        # A report reads the quarter of one kind, not every record's whole history.
        sa.Index("ix_change_time", "entity_type", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    request_id: Mapped[str] = mapped_column(sa.String(36))
    actor_id: Mapped[int | None]
    actor_name: Mapped[str]
    action: Mapped[str] = mapped_column(sa.String(60))
    entity_type: Mapped[str] = mapped_column(sa.String(60))
    entity_id: Mapped[int]
    part: Mapped[str] = mapped_column(sa.String(60), default="")
    reason: Mapped[str] = mapped_column(default="")
    fields: Mapped[dict[str, Any]] = mapped_column(sa.JSON)


class Audited:
    """Mixin: changes of this class are written into the history of its subject."""

    id: Any
    audit_skip: ClassVar[frozenset[str]] = frozenset({"version", "created_at", "updated_at"})

    def audit_subject(self) -> tuple[str, int]:
        """The record whose page shows the change: itself, or the one it is a part of."""
        mapper = sa.inspect(type(self)).base_mapper
        return str(mapper.local_table.name), self.id


@contextmanager
def acting(session: Session, actor: Actor, action: str, reason: str = "") -> Iterator[None]:
    """Everything written inside is done by ``actor`` as ``action`` and flushed at the end."""
    before = session.info.get("acting")
    session.info["acting"] = (actor, action, reason)
    session.info.setdefault("request_id", str(uuid.uuid4()))
    try:
        yield
        session.flush()
    finally:
        session.info["acting"] = before


def plain(value: Any) -> Any:
    """A value as the history keeps it, in JSON."""
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value


def _column_changes(record: Audited, mapper: Mapper[Any], is_new: bool) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    state = sa.inspect(record, raiseerr=True)
    for attribute in mapper.column_attrs:
        if attribute.key in record.audit_skip or attribute.columns[0].primary_key:
            continue
        history = state.attrs[attribute.key].history
        if not history.has_changes():
            continue
        old = plain(history.deleted[0]) if history.deleted else None
        new = plain(history.added[0]) if history.added else None
        # A blank in a new record says nothing; a zero does.
        is_blank = new is None or new == "" or new is False
        if old != new and not (is_new and is_blank):
            changes[attribute.key] = [old, new]
    return changes


def _link_changes(record: Any, mapper: Mapper[Any]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    state = sa.inspect(record)
    for relation in mapper.relationships:
        if relation.secondary is None or relation.viewonly:
            continue
        history = state.attrs[relation.key].history
        if history.added or history.deleted:
            changes[relation.key] = {
                "added": sorted(_reference(r) for r in history.added or ()),
                "removed": sorted(_reference(r) for r in history.deleted or ()),
            }
    return changes


def _reference(record: Any) -> int:
    return int(sa.inspect(record).mapper.primary_key_from_instance(record)[0])


def _bump_owners(session: Session, _context: UOWTransaction, _instances: Any) -> None:
    """A many-to-many change alone would not raise the version; changing a column does."""
    if session.info.get("read_only"):
        raise RuntimeError("A request that reads must not write.")
    for record in session.dirty:
        stamped = isinstance(record, Audited) and hasattr(record, "updated_at")
        if stamped and _link_changes(record, sa.inspect(type(record))):
            record.updated_at = clock.now()
            # Within one tick of the clock the moment is the same; the version rises all the same.
            flag_modified(record, "updated_at")


def _write_history(session: Session, _context: UOWTransaction) -> None:
    rows = []
    gone = session.info.pop("gone", [])
    for kind, records in (("new", session.new), ("dirty", session.dirty), ("gone", gone)):
        for record in records:
            if isinstance(record, Audited) and (row := _row(session, record, kind)):
                rows.append(row)
    if rows:
        session.connection().execute(sa.insert(Change), rows)


def _row(session: Session, record: Audited, kind: str) -> dict[str, Any] | None:
    mapper = sa.inspect(type(record))
    if kind == "gone":
        fields: dict[str, Any] = {
            a.key: [plain(getattr(record, a.key)), None]
            for a in mapper.column_attrs
            # What is worked out from other tables is no part of the record.
            if isinstance(a.columns[0], sa.Column)
            and a.key not in record.audit_skip
            and not a.columns[0].primary_key
        }
    else:
        fields = _column_changes(record, mapper, kind == "new") | _link_changes(record, mapper)
    if not fields and kind == "dirty":
        return None
    return entry(session, record, fields)


def entry(session: Session, record: Audited, fields: dict[str, Any]) -> dict[str, Any]:
    """The row of the history that tells these changes of a record."""
    acting_now = session.info.get("acting")
    if acting_now is None:
        raise RuntimeError(f"{type(record).__name__} was changed outside audit.acting().")
    actor, action, reason = acting_now
    entity_type, entity_id = record.audit_subject()
    own = str(sa.inspect(type(record)).base_mapper.local_table.name)
    return {
        "at": clock.now(),
        "request_id": session.info["request_id"],
        "actor_id": actor.id,
        "actor_name": actor.name,
        "action": action,
        "entity_type": entity_type,
        "entity_id": entity_id,
        "part": "" if own == entity_type else own,
        "reason": reason,
        "fields": fields,
    }


def _keep_history(
    _class: type[Any], _key: str, attribute: InstrumentedAttribute[Any] | QueryableAttribute[Any]
) -> None:
    if issubclass(_class, Audited) and hasattr(attribute.property, "columns"):
        attribute.impl.active_history = True


def _refuse_silent_writes(state: ORMExecuteState) -> None:
    is_write = state.is_insert or state.is_update or state.is_delete
    if is_write and state.session.info.get("read_only"):
        raise RuntimeError("A request that reads must not write.")
    mapper = state.bind_mapper if state.is_update or state.is_delete else None
    if mapper is not None and issubclass(mapper.class_, Audited):
        raise RuntimeError("Bulk changes of audited records would bypass their history.")


def _note_gone(_mapper: Mapper[Any], _connection: sa.Connection, record: Any) -> None:
    """Parts that lost their owner are deleted without ever standing in ``session.deleted``."""
    session = object_session(record)
    if session is not None and isinstance(record, Audited):
        session.info.setdefault("gone", []).append(record)


def listen(session_class: type[Session]) -> None:
    """Attach the listeners to a session class."""
    event.listen(session_class, "before_flush", _bump_owners)
    event.listen(session_class, "after_flush", _write_history)
    event.listen(session_class, "do_orm_execute", _refuse_silent_writes)


event.listen(Base, "after_delete", _note_gone, propagate=True)
event.listen(Base, "attribute_instrument", _keep_history, propagate=True)


def history_of(
    session: Session, entity_type: str, entity_id: int, limit: int = 200
) -> list[Change]:
    """The changes of one record and its parts, newest first."""
    found = sa.select(Change).where(
        Change.entity_type == entity_type, Change.entity_id == entity_id
    )
    return list(session.scalars(found.order_by(Change.id.desc()).limit(limit)))


def last_change(session: Session, entity_type: str, entity_id: int) -> Change | None:
    """Who touched the record last, and when."""
    return next(iter(history_of(session, entity_type, entity_id, limit=1)), None)
