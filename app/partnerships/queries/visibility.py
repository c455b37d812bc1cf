"""Who may see which partnership, as SQL; every query applies it before it counts or limits."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from app.core.db import Visibility
from app.core.permissions import Viewer
from app.partnerships.models import Partnership


def visible(viewer: Viewer, entity: Any = Partnership) -> sa.ColumnElement[bool]:
    """Restricted ones show to coordinators, to their unit, their owner and their deputy."""
    if viewer.sees_restricted:
        return sa.true()
    reasons = [
        entity.visibility != Visibility.RESTRICTED,
        entity.owner_id == viewer.user_id,
        entity.deputy_id == viewer.user_id,
    ]
    if viewer.unit_id is not None:
        reasons.append(entity.unit_id == viewer.unit_id)
    return sa.or_(*reasons)
