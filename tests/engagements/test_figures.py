"""What reviews count, and timelines that go on where they stopped."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import sqlalchemy as sa

from app.core.audit import SYSTEM
from app.core.db import Visibility
from app.core.periods import Quarter
from app.core.permissions import EVERYTHING
from app.core.session import Session
from app.engagements import queries, services
from app.engagements.models import (
    CancelledBy,
    EngagementState,
    EngagementType,
    FollowUp,
    ResultKind,
    Tier,
)
from app.engagements.queries.figures import QuarterFigures, counted_in
from app.engagements.queries.promised import late_promises, promises_in
from app.partnerships.models import Partnership
from tests.conftest import CountStatements
from tests.factories.engagements import make_engagement, make_follow_up
from tests.factories.organisations import make_contact, make_organisation
from tests.factories.partnerships import make_partnership
from tests.factories.users import make_unit, make_user

SUMMER = Quarter(2026, 3)
FIRST, LAST = SUMMER.first_day, SUMMER.last_day


def closed(session: Session, follow_up: FollowUp, day: date) -> None:
    services.complete_follow_up(session, follow_up, actor=SYSTEM)
    with_day = FollowUp.__table__
    session.connection().execute(
        with_day.update().where(with_day.c.id == follow_up.id).values(closed_on=day)
    )
    session.expire_all()


def counted(session: Session, *partnerships: int) -> QuarterFigures:
    return counted_in(session, partnerships, [SUMMER], Visibility.CITY)[SUMMER]


def test_quarter_counts_what_was_held_in_it(session: Session) -> None:
    mine, other = make_partnership(session), make_partnership(session)
    make_engagement(
        session,
        partnership=mine,
        starts_on=FIRST,
        our_tier=Tier.POLITICAL,
        their_tier=Tier.EXPERT,
        results=[ResultKind.LEARNING, ResultKind.CONTACT],
        cost_amount=Decimal("120.50"),
    )
    make_engagement(
        session,
        partnership=mine,
        starts_on=LAST,
        type=EngagementType.CALL,
        results=[ResultKind.LEARNING],
        cost_amount=Decimal("10"),
        cost_currency="SEK",
    )
    gone = make_engagement(session, partnership=mine, starts_on=LAST)
    gone = queries.get_engagement(session, gone.id)
    services.cancel(session, gone, CancelledBy.US, "Logged twice", actor=SYSTEM)
    for day in (FIRST - timedelta(days=1), LAST + timedelta(days=1)):
        make_engagement(session, partnership=mine, starts_on=day)
    make_engagement(session, partnership=other, starts_on=FIRST)
    found = counted(session, mine.id)
    assert found.held == 2
    assert found.by_type == {EngagementType.MEETING: 1, EngagementType.CALL: 1}
    assert found.by_state == {EngagementState.HELD: 2, EngagementState.CANCELLED: 1}
    assert found.by_our_tier == {Tier.POLITICAL: 1}
    assert found.by_their_tier == {Tier.EXPERT: 1}
    assert found.by_result == {ResultKind.LEARNING: 2, ResultKind.CONTACT: 1}
    assert found.cost_eur == Decimal("120.50")
    assert counted(session, other.id).held == 1
    assert counted(session, other.id).cost_eur is None
    assert counted(session, mine.id, other.id).held == 3


def test_quarter_counts_promises_open_and_late_at_its_end(session: Session) -> None:
    partnership = make_partnership(session)
    engagement = make_engagement(session, partnership=partnership, starts_on=FIRST)
    later = make_engagement(session, partnership=partnership, starts_on=LAST + timedelta(days=9))

    def promise(due_on: date | None, at: object = engagement) -> FollowUp:
        return make_follow_up(session, engagement=at, due_on=due_on)  # type: ignore[arg-type]

    closed(session, promise(FIRST), FIRST + timedelta(days=9))
    closed(session, promise(LAST), LAST + timedelta(days=5))
    promise(LAST + timedelta(days=5))
    promise(None)
    promise(FIRST)
    promise(FIRST, later)
    # Written down after the quarter, without an engagement that would be older.
    make_follow_up(session, partnership=partnership, due_on=FIRST)
    mine = sa.select(Partnership.id).where(Partnership.id == partnership.id)
    assert promises_in(session, mine, SUMMER, Visibility.CITY) == (4, 2)
    late = late_promises(session, mine, SUMMER, Visibility.CITY)
    assert [each.due_on for each in late] == [FIRST, LAST]
    assert {each.partnership_id for each in late} == {partnership.id}


def test_figures_cost_the_same_for_many_partnerships(
    session: Session, count_statements: CountStatements
) -> None:
    numbers = [make_partnership(session).id for _ in range(5)]
    for number in (1, 5):
        with count_statements() as statements:
            counted_in(session, numbers[:number], [SUMMER, SUMMER.previous], Visibility.CITY)
        assert len(statements) == 1
    assert counted(session).by_state == {}


def test_timeline_goes_on_where_it_stopped(
    session: Session, count_statements: CountStatements
) -> None:
    organisation, me = make_organisation(session), make_user(session)
    expected = [
        make_engagement(
            session, organisations=[organisation], people=[me], starts_on=FIRST + timedelta(days=d)
        ).id
        for d in (0, 0, 0, 1, 2)
    ][::-1]
    number, name = organisation.id, me.name
    session.expire_all()
    seen: list[int] = []
    asked: dict[str, str] = {}
    for page in range(3):
        with count_statements() as statements:
            found = queries.timeline(session, "organisation", number, EVERYTHING, asked, limit=2)
        assert len(statements) <= 3
        seen += [row.id for row in found.records]
        assert all(row.people[0].name == name for row in found.records)
        assert found.continues == (None if page == 0 else date.fromisoformat(asked["before"][:10]))
        asked = {"before": found.cursor or ""}
    assert seen == expected
    assert not asked["before"]


def test_timeline_is_narrowed_by_type_state_and_quarter(session: Session) -> None:
    unit = make_unit(session)
    me, partnership = make_user(session, unit=unit), make_partnership(session)
    organisation, contact = make_organisation(session), make_contact(session)
    held, planned, _call, _earlier = (
        make_engagement(
            session,
            partnership=partnership,
            organisations=[organisation],
            contacts=[contact],
            people=[me],
            **values,
        ).id
        for values in (
            {"starts_on": date(2026, 8, 1)},
            {"starts_on": date(2026, 9, 30), "state": EngagementState.PLANNED},
            {"starts_on": date(2026, 8, 2), "type": EngagementType.CALL},
            {"starts_on": date(2026, 6, 30)},
        )
    )
    subjects = {
        "organisation": organisation.id,
        "contact": contact.id,
        "partnership": partnership.id,
        "user": me.id,
        "unit": unit.id,
    }
    asked = {"type": "meeting", "quarter": "2026-Q3", "state": ""}
    for subject, number in subjects.items():
        for narrower, expected in (
            ({}, [planned, held]),
            ({"state": "planned"}, [planned]),
            ({"quarter": "2025"}, []),
        ):
            found = queries.timeline(session, subject, number, EVERYTHING, {**asked, **narrower})
            assert [row.id for row in found.records] == expected, (subject, narrower)


def test_strange_cursor_starts_with_the_newest(session: Session) -> None:
    engagement = make_engagement(session)
    organisation = engagement.organisations[0].id
    for text in ("", "x", "2026-11-02", "2026-11-02.x", "2026-11-02.99999999999"):
        asked = {"before": text, "type": text, "state": "done", "quarter": "2026-Q5"}
        found = queries.timeline(session, "organisation", organisation, EVERYTHING, asked)
        assert [row.id for row in found.records] == [engagement.id]
        assert found.asked == {}


def test_home_shows_what_is_due_within_two_weeks_and_late(session: Session) -> None:
    me, today = make_user(session), date(2026, 11, 2)
    for days, what in ((15, "Too far"), (14, "Soon"), (-3, "Late")):
        make_follow_up(session, what=what, assignee_id=me.id, due_on=today + timedelta(days=days))
    make_follow_up(session, what="Somebody else’s", due_on=today)
    make_follow_up(session, what="Some day", assignee_id=me.id)
    due = queries.follow_ups_due(session, me.id, today)
    assert [follow_up.what for follow_up in due] == ["Late", "Soon"]
