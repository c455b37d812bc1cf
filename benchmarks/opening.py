"""Opening a round of reviews, one for each partnership in effect; nothing of it is kept."""

from __future__ import annotations

import time

import sqlalchemy as sa

from app.core.audit import SYSTEM
from app.core.session import Database
from app.reviews import queries, services


def measured(url: str) -> dict[str, float]:
    """Seconds, statements and reviews of the round before the oldest one that is open."""
    database = Database()
    database.init(url)
    session = database.new_session()
    said: list[str] = []
    sa.event.listen(database.engine, "before_cursor_execute", lambda *told: said.append(told[2]))
    try:
        quarter = queries.list_rounds(session)[-1].quarter.previous
        said.clear()
        began = time.monotonic()
        opened = services.open_round(session, quarter, actor=SYSTEM)
        session.flush()
        seconds = time.monotonic() - began
        statements = len(said)
        reviews = len(queries.reviewed_partnerships(session, opened.id))
    finally:
        session.rollback()
        session.close()
        database.engine.dispose()
    return {"seconds": seconds, "statements": statements, "reviews": reviews}
