"""The change history as people read it: labels for fields, names for numbers, words for codes."""

from __future__ import annotations

import enum
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapper, Session

from app.core import audit
from app.core.audit import Change
from app.core.db import Base, UtcDateTime
from app.core.i18n import (
    NONE,
    _,
    action_label,
    choice,
    field_label,
    localised,
    show_date,
    show_datetime,
)
from app.core.records import by_ids

Names = dict[str, dict[Any, str]]


@dataclass(frozen=True)
class FieldChange:
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Entry:
    """One change: who did what, when, why, and which fields it touched."""

    action: str
    who: str
    when: datetime
    reason: str
    fields: list[FieldChange]


def entries(session: Session, changes: Sequence[Change]) -> list[Entry]:
    """History entries in the order given; one statement per kind of record they point at."""
    names = _names(session, changes)
    return [
        Entry(
            action=action_label(change.action),
            who=change.actor_name,
            when=change.at,
            reason=change.reason,
            fields=[
                _field(change.part or change.entity_type, name, value, names)
                for name, value in change.fields.items()
            ],
        )
        for change in changes
    ]


def leave_out(
    session: Session,
    changes: Sequence[Change],
    field: str,
    seen: Callable[[Collection[int]], Collection[int]],
) -> None:
    """Take a field that names a record out of the changes, unless the reader may see all it names.

    ``seen`` gives those of some numbers that may be seen.
    """
    pointing = [change for change in changes if field in change.fields]
    ids = {number for change in pointing for number in change.fields[field] if number is not None}
    known = set(seen(ids)) if ids else set()
    for change in pointing:
        if not known.issuperset(n for n in change.fields[field] if n is not None):
            without(session, change, (field,))


def without(session: Session, change: Change, hidden: Collection[str]) -> None:
    """The change as it is shown, without these fields; what is stored stays as it is."""
    if change in session:
        session.expunge(change)
    change.fields = {k: v for k, v in change.fields.items() if k not in hidden}


def word(session: Session, entity: str, name: str, value: Any) -> str:
    """One value of a field as the history would write it."""
    value = audit.plain(value)
    change = Change(entity_type=entity, part="", fields={name: [None, value]})
    return _word(entity, name, value, _names(session, [change]))


def _field(entity: str, name: str, value: Any, names: Names) -> FieldChange:
    label = field_label(entity, name)
    if isinstance(value, dict):
        target = _targets(entity).get(name, "")
        old = ", ".join(names[target].get(n, str(n)) for n in value["removed"])
        new = ", ".join(names[target].get(n, str(n)) for n in value["added"])
        return FieldChange(label, old or NONE, new or NONE)
    return FieldChange(label, *(_word(entity, name, each, names) for each in value))


def _word(entity: str, name: str, value: Any, names: Names) -> str:
    if value is None or value == "":
        return NONE
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    target = _targets(entity).get(name)
    if target is not None:
        return names[target].get(value, str(value))
    column = _columns(entity).get(name)
    if column is None:
        return str(value)
    kind: Any = column.type
    if isinstance(kind, sa.Enum) and kind.enum_class is not None:
        return choice(_member(kind.enum_class, value))
    if isinstance(kind, UtcDateTime):
        return show_datetime(datetime.fromisoformat(value))
    if isinstance(kind, sa.Date):
        return show_date(date.fromisoformat(value))
    return str(value)


def _member(members: Any, value: str) -> enum.StrEnum | None:
    return next((member for member in members if member.value == value), None)


@cache
def _mappers(entity: str) -> tuple[Mapper[Any], ...]:
    """The mappers of a table and of the kinds that extend it."""
    return tuple(
        mapper
        for mapper in Base.registry.mappers
        if mapper.base_mapper.local_table.description == entity
    )


@cache
def _columns(entity: str) -> dict[str, Any]:
    return {
        attribute.key: attribute.columns[0]
        for mapper in _mappers(entity)
        for attribute in mapper.column_attrs
    }


@cache
def _home_of(table: str) -> str:
    """The table that a record is found in, for the table of one of its kinds."""
    for mapper in Base.registry.mappers:
        if mapper.local_table.description == table:
            return str(mapper.base_mapper.local_table.description)
    return table


@cache
def _targets(entity: str) -> dict[str, str]:
    """From a field to the table it points at, for foreign keys and many-to-many relations."""
    found = {
        name: _home_of(next(iter(column.foreign_keys)).column.table.name)
        for name, column in _columns(entity).items()
        if column.foreign_keys and not column.primary_key
    }
    for mapper in _mappers(entity):
        for relation in mapper.relationships:
            if relation.secondary is not None:
                found[relation.key] = relation.mapper.base_mapper.local_table.description
    return found


def _names(session: Session, changes: Sequence[Change]) -> Names:
    wanted: dict[str, set[Any]] = {}
    for change in changes:
        targets = _targets(change.part or change.entity_type)
        for name, value in change.fields.items():
            if (target := targets.get(name)) is not None:
                both = value["added"] + value["removed"] if isinstance(value, dict) else value
                wanted.setdefault(target, set()).update(v for v in both if v is not None)
    return {table: _names_in(session, table, ids) for table, ids in wanted.items()}


def _names_in(session: Session, table: str, ids: set[Any]) -> dict[Any, str]:
    model = next(m.class_ for m in _mappers(table) if m.inherits is None)
    key = sa.inspect(model).primary_key[0].key
    return {getattr(record, key): name_of(record) for record in by_ids(session, model, list(ids))}


def name_of(record: Any) -> str:
    """What a record is called, whatever its kind: by the one name it bears everywhere, or else by
    that of the user's language."""
    if text := getattr(record, "name", ""):
        return str(text)
    for field in ("name", "title"):
        if text := localised(record, field):
            return text
    for attribute in ("summary", "what", "reference"):
        if text := getattr(record, attribute, ""):
            return str(text)
    return str(record.id)
