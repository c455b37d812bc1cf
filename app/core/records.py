"""Reading one record, and writing checked values onto it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified, set_committed_value
from sqlalchemy.sql.base import ExecutableOption

from app.core import clock
from app.core.errors import NotFound

Record = TypeVar("Record")
First = TypeVar("First")
Second = TypeVar("Second")
Values = Mapping[str, Any]


def get_one(session: Session, statement: sa.Select[Record], lock: bool = False) -> Record:
    """The one record the statement finds; NotFound when there is none (or it may not be seen).

    ``lock`` holds the row until the transaction ends, so that the version that was compared is
    the version that is changed (SQLite's writers already hold the whole file).
    """
    if lock:
        statement = statement.with_for_update(of=statement.column_descriptions[0]["entity"])
    found = session.scalars(statement).unique().one_or_none()
    if found is None:
        raise NotFound
    return found


def assign(record: Any, values: Values, allowed: Collection[str]) -> None:
    """Set attributes by name; a name that is not allowed is a mistake in the program."""
    for name, value in values.items():
        if name not in allowed:
            raise KeyError(f"{type(record).__name__}.{name} is not set this way.")
        if getattr(record, name) != value:
            setattr(record, name, value)


def walk_values(column: Any) -> sa.Select[Any]:
    """The values of an indexed column, each once as ``value``, one step of the index for each."""
    first = sa.select(sa.func.min(column).label("value")).cte(recursive=True)
    following = sa.select(sa.func.min(column)).where(column > first.c.value).scalar_subquery()
    values = first.union_all(sa.select(following).where(first.c.value.is_not(None)))
    return sa.select(values.c.value).where(values.c.value.is_not(None))


def by_ids(
    session: Session, model: type[Record], ids: Sequence[int], *options: ExecutableOption
) -> list[Record]:
    """The records with these numbers, in one statement; none for none."""
    if not ids:
        return []
    key = sa.inspect(model).primary_key[0]
    return list(session.scalars(sa.select(model).where(key.in_(ids)).options(*options)))


def of_two_kinds(
    session: Session,
    first: type[First],
    of_first: sa.Select[Any],
    second: type[Second],
    of_second: sa.Select[Any],
    *,
    options: Sequence[ExecutableOption] = (),
    order_by: Sequence[Any] = (),
) -> tuple[list[First], list[Second]]:
    """Records of two kinds by selects of their numbers, in one statement: for pages that have none
    to spare. ``order_by`` names columns of either kind.
    """
    ones, others = of_first.subquery(), of_second.subquery()
    missing = sa.cast(sa.null(), sa.Integer)
    both = sa.union_all(
        sa.select(ones.c[0].label("first"), missing.label("second")),
        sa.select(missing, others.c[0]),
    ).subquery()
    keys = [sa.inspect(kind).primary_key[0] for kind in (first, second)]
    rows = session.execute(
        sa.select(first, second)
        .select_from(both)
        .outerjoin(first, keys[0] == both.c.first)
        .outerjoin(second, keys[1] == both.c.second)
        .options(*options)
        .order_by(*order_by)
    ).all()
    return (
        [one for one, _other in rows if one is not None],
        [other for _one, other in rows if other is not None],
    )


def raise_version(record: Any) -> None:
    """Let the record's version rise although only rows that belong to it have changed."""
    record.updated_at = clock.now()
    # Two changes in one moment would leave the column as it is, and so the version.
    flag_modified(record, "updated_at")


def load_links(
    session: Session, records: Sequence[Any], *links: Any, options: Sequence[Any] = ()
) -> None:
    """Fill collections of records that are linked by a table each, all in one statement.

    Joining them to the records' own statement would multiply its rows, and SQLite would read each
    link table from end to end; a statement for each costs as much as this one for all.
    ``links`` are relationships of one class, ordered by columns of what they lead to; ``options``
    load what hangs on that, or only parts of it.
    """
    if not records:
        return
    relations = tuple(link.property for link in links)
    owners = [record.id for record in records]
    rows = session.execute(_linked(relations).options(*options), {"owners": owners})
    found: dict[tuple[int, int], list[Any]] = {}
    for place, owner, *members in rows:
        found.setdefault((place, owner), []).append(members[place])
    for place, one in enumerate(relations):
        rank = attrgetter(*(one.mapper.get_property_by_column(each).key for each in one.order_by))
        for record in records:
            members = sorted(found.get((place, record.id), ()), key=rank)
            set_committed_value(record, one.key, members)


# Most pages of a record ask it of the same links, so it is put together once for these.
@cache
def _linked(relations: tuple[Any, ...]) -> sa.Select[Any]:
    numbers = sa.union_all(*(_numbers_of(place, one) for place, one in enumerate(relations)))
    linked = numbers.subquery()
    targets = [one.mapper.class_ for one in relations]
    source: Any = linked
    for place, (one, target) in enumerate(zip(relations, targets, strict=True)):
        key = one.mapper.primary_key[0]
        source = source.outerjoin(target, sa.and_(linked.c.link == place, key == linked.c.number))
    return sa.select(linked.c.link, linked.c.owner, *targets).select_from(source)


def _numbers_of(place: int, relation: Any) -> sa.Select[Any]:
    """The numbers on the far side of a link table, with the place of the link and the owner,
    which is one of ``owners``."""
    ((_id, near),), ((_far_id, far),) = (
        relation.synchronize_pairs,
        relation.secondary_synchronize_pairs,
    )
    return sa.select(
        sa.literal(place).label("link"), near.label("owner"), far.label("number")
    ).where(near.in_(sa.bindparam("owners", expanding=True)))
