"""The engagements of an organisation's or a contact's page, and where the older ones are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import request

from app.core.timeline import STEP, TimelineItem, timeline_items
from app.core.urls import url_for
from app.engagements.queries import cursor_after


def before() -> str | None:
    """From where "Show older" goes on, by the query string."""
    return request.args.get("before")


def timeline_rows(engagements: Sequence[Any], but: int = 0) -> list[TimelineItem]:
    """The first ``STEP`` of ``STEP + 1`` engagements as items, newest first; ``but`` is the
    organisation whose page it is and need not be named.
    """
    return timeline_items(engagements[:STEP], _page, but)


def older_url(engagements: Sequence[Any]) -> str | None:
    """The same page with the engagements before these, or None when there are none."""
    cursor = cursor_after(engagements, STEP)
    return f"{request.path}?before={cursor}#timeline" if cursor else None


def _page(number: int) -> str:
    return url_for("engagements.show_engagement", engagement_id=number)
