"""What somebody works with: the records in the engagements they took part in last."""

from __future__ import annotations

from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.engagements.models import (
    Engagement,
    EngagementContact,
    engagement_organisation,
    engagement_user,
)

# Engagements looked back at, and records remembered from them.
LATELY, MOST = 60, 40
_CONTACT: Any = EngagementContact.__table__
# Search kind → the column that names its records, and that of the engagement beside it.
COLUMNS: dict[str, tuple[Any, Any]] = {
    "organisation": (
        engagement_organisation.c.organisation_id,
        engagement_organisation.c.engagement_id,
    ),
    "contact": (_CONTACT.c.contact_id, _CONTACT.c.engagement_id),
    "partnership": (Engagement.partnership_id, Engagement.id),
    "user": (engagement_user.c.user_id, engagement_user.c.engagement_id),
}


def recently_used(session: Session, user_id: int, kind: str) -> list[int]:
    """Numbers of the records of one search kind, the most used first, then the newest.

    Colleagues only, not oneself. Kinds that engagements do not name give nothing.
    """
    if kind not in COLUMNS:
        return []
    return list(session.scalars(_lately(kind), {"user_id": user_id}))


# Asked for every few letters typed into a picker, so it is put together once.
@cache
def _lately(kind: str) -> sa.Select[int]:
    number, engagement_id = COLUMNS[kind]
    user_id: sa.BindParameter[int] = sa.bindparam("user_id")
    mine = engagement_user.alias("mine").c
    last = (
        sa.select(mine.engagement_id, mine.starts_on)
        .where(mine.user_id == user_id)
        .order_by(mine.starts_on.desc(), mine.engagement_id.desc())
        .limit(LATELY)
        .subquery()
    )
    used = (
        sa.select(number)
        .join(last, last.c.engagement_id == engagement_id)
        .where(number.is_not(None))
        .group_by(number)
        .order_by(sa.func.count().desc(), sa.func.max(last.c.starts_on).desc(), number)
        .limit(MOST)
    )
    return used.where(number != user_id) if kind == "user" else used
