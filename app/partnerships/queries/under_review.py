"""What stands under review and waits to be justified, a part at a time."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, joinedload

from app.core.permissions import Viewer
from app.partnerships.models import Partnership, PartnershipState
from app.partnerships.queries.records import EVERY, gate_options
from app.partnerships.queries.visibility import visible

# How many a page shows: each is judged by the rules.
WORKLIST = 300


def comes_after(model: Any, partnership_id: int) -> sa.ColumnElement[bool]:
    """What follows this partnership in the order of names; nothing where there is none such."""
    last = aliased(Partnership)
    before = sa.select(last.name_folded, last.id).where(last.id == partnership_id)
    return sa.tuple_(model.name_folded, model.id) > before.scalar_subquery()


def worklist(session: Session, viewer: Viewer, after: int | None = None) -> list[Any]:
    """Partnerships under review with what the gate asks about; at most ``WORKLIST``, by name,
    those that follow ``after``."""
    found = sa.select(EVERY).where(
        EVERY.state == PartnershipState.UNDER_REVIEW, visible(viewer, EVERY)
    )
    if after is not None:
        found = found.where(comes_after(EVERY, after))
    ordered = found.order_by(EVERY.name_folded, EVERY.id).limit(WORKLIST)
    options = *gate_options(), joinedload(EVERY.unit)
    return list(session.scalars(ordered.options(*options)).unique())


def count_under_review(session: Session, viewer: Viewer) -> int:
    """How many partnerships the whole worklist has."""
    counted = sa.select(sa.func.count()).where(
        Partnership.state == PartnershipState.UNDER_REVIEW, visible(viewer)
    )
    return session.scalar(counted) or 0
