"""Loading itself: nothing for no city, and the same records whenever the day is the same."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Flask

from app.core.session import Session, db
from app.demonstration import load_city
from app.engagements.models import Engagement
from app.reviews.models import Review
from app.users.queries import has_accounts
from tests.conftest import CityDatabase
from tests.demonstration.conftest import opened
from tests.seeded import PASSWORD


def test_no_city_loads_nothing(app: Flask, session: Session) -> None:
    load_city(app, "none", PASSWORD)
    assert not has_accounts(session)


def _told(session: Session) -> tuple[list[tuple[object, ...]], ...]:
    logged = sa.select(Engagement.starts_on, Engagement.summary, Engagement.notes)
    written = sa.select(Review.state, Review.achievements, Review.recommendation)
    return (
        [tuple(row) for row in session.execute(logged.order_by(Engagement.id))],
        [tuple(row) for row in session.execute(written.order_by(Review.id))],
    )


def test_two_loadings_on_the_same_day_make_the_same_records(
    app: Flask, city_database: CityDatabase, session: Session
) -> None:
    with opened(app, city_database("espoo"), "espoo") as elsewhere:
        loaded_by_another_process = _told(elsewhere.session)
    with db.bind_connection(session.connection()):
        load_city(app, "espoo", PASSWORD)
        assert _told(session) == loaded_by_another_process
    assert all(loaded_by_another_process)
