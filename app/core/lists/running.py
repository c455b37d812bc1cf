"""Turns the query string of a list into one page of it, or into all of its rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.lists import declared
from app.core.lists.declared import ListPage
from app.core.lists.paging import Order, Place
from app.core.lists.result import ListResult
from app.core.permissions import Viewer
from app.core.search.query import matching_ids

CHUNK = 500


def run(
    page: ListPage, session: Session, viewer: Viewer, path: str, arguments: dict[str, str]
) -> ListResult:
    """A capped count, one page of rows, and the statements of the loader options or gatherers.

    Where rows with known and with unknown sort values meet, the page takes one statement more.
    """
    result, select = _prepare(page, session, viewer, path, arguments)
    order = page.order(result.sort)
    result.total = session.scalar(_capped_count(select, page.model)) or 0
    place = order.decode(arguments.get("before") or arguments.get("after"))
    backwards = place is not None and "before" in arguments
    descending = result.descending != backwards
    found = _around(session, select, order, place, descending, backwards)
    more = len(found) > declared.PAGE
    rows = found[: declared.PAGE]
    result.rows = list(_complete(page, session, rows[::-1] if backwards else rows))
    if result.rows:
        has_next = more or backwards
        has_previous = more if backwards else place is not None
        if has_next:
            result.next_url = result.url(after=order.encode(result.rows[-1]))
        if has_previous:
            result.previous_url = result.url(before=order.encode(result.rows[0]))
    return result


def everything(
    page: ListPage, session: Session, viewer: Viewer, arguments: dict[str, str]
) -> Iterator[Any]:
    """All rows of the filtered list in its order, streamed, for export."""
    result, select = _prepare(page, session, viewer, "", arguments)
    order = page.order(result.sort)
    for is_known in _parts(order, None, False):
        statement = order.sort(select, is_known, result.descending)
        found = session.execute(statement.execution_options(yield_per=CHUNK))
        for rows in found.partitions(CHUNK):
            yield from _complete(page, session, [_one(row) for row in rows])


def _around(
    session: Session,
    select: sa.Select[Any],
    order: Order,
    place: Place | None,
    descending: bool,
    backwards: bool,
) -> list[Any]:
    """The rows from a place on, one more than a page holds, over the parts of the list."""
    found: list[Any] = []
    for is_known in _parts(order, place, backwards):
        # What is unknown comes last, so it is met first on the way back.
        part = order.sort(select, is_known, descending, place)
        rows = session.execute(part.limit(declared.PAGE + 1 - len(found))).unique()
        found += [_one(row) for row in rows]
        if len(found) > declared.PAGE:
            break
    return found


def _parts(order: Order, place: Place | None, backwards: bool) -> list[bool]:
    """Which parts of the list follow a place: the known values (True), then the unknown ones."""
    if order.known is None:
        return [True]
    if place is None:
        return [True, False]
    if backwards:
        return [True] if place[0] else [False, True]
    return [True, False] if place[0] else [False]


def _one(row: Any) -> Any:
    """The record of a row that holds nothing else, or the row."""
    return row[0] if len(row) == 1 else row


def _complete(page: ListPage, session: Session, rows: Sequence[Any]) -> Sequence[Any]:
    """The rows with what is gathered for them."""
    if not page.gather or not rows:
        return rows
    numbers = [row.id for row in rows]
    gathered = {name: find(session, numbers) for name, find in page.gather.items()}
    return [
        SimpleNamespace(
            **row._asdict(), **{name: values.get(row.id) for name, values in gathered.items()}
        )
        for row in rows
    ]


def _prepare(
    page: ListPage, session: Session, viewer: Viewer, path: str, arguments: dict[str, str]
) -> tuple[ListResult, sa.Select[Any]]:
    sort = arguments.get("sort") or page.default_sort
    if sort.lstrip("-") not in page.sorts:
        sort = page.default_sort
    select = page.query(viewer)
    for one in page.filters:
        if value := one.known(arguments.get(one.key, "")):
            select = one.apply(select, value)
    if page.search_kind and (text := arguments.get("q", "").strip()):
        ids = matching_ids(session, text, viewer, kind=page.search_kind)
        select = select.where(page.model.id.in_(ids))
    return ListResult(page, path, arguments, sort.lstrip("-"), sort.startswith("-")), select


def _capped_count(select: sa.Select[Any], model: Any) -> sa.Select[Any]:
    number = select.order_by(None).with_only_columns(model.id, maintain_column_froms=True)
    capped = number.limit(declared.COUNT_CAP + 1).subquery()
    return sa.select(sa.func.count()).select_from(capped)
