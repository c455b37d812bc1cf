"""Selects of the searches that people keep."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.core.records import get_one
from app.insight.models import SavedSearch


def my_searches(session: Session, user_id: int) -> list[SavedSearch]:
    """What somebody keeps, by name."""
    found = sa.select(SavedSearch).where(SavedSearch.user_id == user_id).order_by(SavedSearch.name)
    return list(session.scalars(found))


def searches_for(session: Session, user_id: int) -> list[SavedSearch]:
    """What somebody keeps, and then what colleagues share, each by name, with their keepers."""
    mine = SavedSearch.user_id == user_id
    found = (
        sa.select(SavedSearch)
        .where(sa.or_(mine, SavedSearch.is_shared))
        .order_by(sa.case((mine, 0), else_=1), SavedSearch.name, SavedSearch.id)
        .options(joinedload(SavedSearch.user))
        .limit(200)
    )
    return list(session.scalars(found))


def get_saved_search(session: Session, number: int) -> SavedSearch:
    """The saved search, else NotFound."""
    return get_one(session, sa.select(SavedSearch).where(SavedSearch.id == number))
