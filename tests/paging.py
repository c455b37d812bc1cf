"""A list walked through page by page, to its end and back."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from app.core import lists
from app.core.permissions import EVERYTHING, Viewer
from app.core.session import Session


def pages(
    page: lists.ListPage, session: Session, sort: str, viewer: Viewer = EVERYTHING
) -> list[lists.ListResult]:
    """All pages from the first on."""
    found = [lists.run(page, session, viewer, "/", {"sort": sort})]
    while url := found[-1].next_url:
        found.append(lists.run(page, session, viewer, "/", _arguments(url)))
    return found


def pages_back(
    session: Session, last: lists.ListResult, viewer: Viewer = EVERYTHING
) -> list[lists.ListResult]:
    """The pages that lead to the last one, as one meets them on the way back, and itself."""
    found = [last]
    while url := found[0].previous_url:
        found.insert(0, lists.run(last.definition, session, viewer, "/", _arguments(url)))
    return found


def numbers(found: list[lists.ListResult]) -> list[list[int]]:
    """The numbers of the records on each page."""
    return [[row.id for row in page.rows] for page in found]


def _arguments(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query))
