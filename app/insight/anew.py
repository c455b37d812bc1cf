"""What a new strategy or framework left in this person's hands, for the home page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from app.core import clock
from app.core.i18n import choice
from app.core.permissions import allows
from app.core.urls import url_for
from app.partnerships.permissions import PARTNERSHIP_EDIT
from app.reviews.views import Task
from app.strategy.models import StrategyKind
from app.strategy.rules import is_overdue

Asked = Sequence[tuple[Any, StrategyKind, date | None]]
WHAT = {StrategyKind.CITY_STRATEGY: "goals", StrategyKind.FRAMEWORK: "framework"}


def to_justify(found: Asked, user: Any) -> list[Task]:
    """Their own partnerships to be justified anew, the soonest deadline first, each leading to
    the form, or to its page where somebody else has to write."""
    today = clock.today()
    return [
        Task(
            title=partnership.name,
            url=_url(partnership, kind, user),
            meta=choice(kind),
            due=rejustify_by,
            late=is_overdue(rejustify_by, today),
            tag=choice(partnership.state),
            tone="neutral",
        )
        for partnership, kind, rejustify_by in found
    ]


def _url(partnership: Any, kind: StrategyKind, user: Any) -> str:
    if allows(user, PARTNERSHIP_EDIT, partnership):
        return url_for("partnerships.rejustify", what=WHAT[kind], partnership=partnership.id)
    return url_for("partnerships.show_partnership", partnership_id=partnership.id)
