"""The day of an engagement beside its links: kept by the database, whoever writes."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from app.core.audit import SYSTEM
from app.core.session import Session
from app.engagements import queries, services
from app.engagements.models import EngagementContact, engagement_organisation, engagement_user
from tests.factories.engagements import make_engagement
from tests.factories.organisations import make_contact, make_organisation

LINKS = (engagement_organisation, engagement_user, EngagementContact.__table__)


def days(session: Session, engagement_id: int) -> set[tuple[str, date]]:
    session.flush()
    return {
        (link.name, day)
        for link in LINKS
        for day in session.scalars(
            sa.select(link.c.starts_on).where(link.c.engagement_id == engagement_id)
        )
    }


def test_links_know_the_day_and_follow_it(session: Session) -> None:
    harbour, market = make_organisation(session), make_organisation(session)
    contact = make_contact(session, organisation=harbour)
    first, other = date(2026, 9, 1), date(2026, 8, 3)
    engagement = make_engagement(
        session, starts_on=first, organisations=[harbour], contacts=[contact]
    )
    names = {link.name for link in LINKS}
    assert days(session, engagement.id) == {(name, first) for name in names}
    loaded = queries.get_engagement(session, engagement.id)
    values = {"starts_on": other, "organisations": [harbour.id, market.id]}
    services.update_engagement(session, loaded, values, actor=SYSTEM)
    assert days(session, engagement.id) == {(name, other) for name in names}


def test_another_engagement_keeps_its_day(session: Session) -> None:
    organisation = make_organisation(session)
    moved = make_engagement(session, starts_on=date(2026, 9, 1), organisations=[organisation])
    stays = make_engagement(session, starts_on=date(2026, 9, 2), organisations=[organisation])
    loaded = queries.get_engagement(session, moved.id)
    services.update_engagement(session, loaded, {"starts_on": date(2026, 7, 1)}, actor=SYSTEM)
    assert {day for _link, day in days(session, stays.id)} == {date(2026, 9, 2)}
