"""Who may know of a solution or a note, as SQL; the search asks the same."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from app.core.db import Visibility
from app.core.permissions import Viewer
from app.knowledge.models import KnowledgeNote, Solution


def visible(viewer: Viewer, model: type[Any]) -> sa.ColumnElement[bool]:
    """Restricted ones show to coordinators, their unit, and whoever looks after or wrote them."""
    if viewer.sees_restricted:
        return sa.true()
    person = {Solution: Solution.owner_id, KnowledgeNote: KnowledgeNote.author_id}[model]
    reasons = [model.visibility != Visibility.RESTRICTED, person == viewer.user_id]
    if viewer.unit_id is not None:
        reasons.append(model.unit_id == viewer.unit_id)
    return sa.or_(*reasons)
