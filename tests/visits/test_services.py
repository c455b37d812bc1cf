"""A visit's way by the services: what is asked, what is refused, what it becomes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask

from app.core import audit, hooks
from app.core.audit import SYSTEM
from app.core.db import Visibility
from app.core.errors import NotFound, Refused
from app.core.permissions import EVERYTHING, viewer_of
from app.core.search.query import search
from app.core.session import Session
from app.engagements.models import EngagementType
from app.engagements.queries import get_engagement
from app.engagements.services import add_follow_up
from app.organisations.models import Standing
from app.organisations.queries import get_organisation
from app.organisations.services import set_standing
from app.visits import queries, rules, services
from app.visits.models import VisitState
from tests.factories.organisations import make_contact, make_organisation
from tests.factories.strategy import make_focus_area
from tests.factories.users import make_unit, make_user
from tests.factories.visits import (
    SOON,
    make_accepted,
    make_held,
    make_programmed,
    make_visit,
    read_again,
    stop_values,
)
from tests.seeded import NOW

TODAY = NOW.date()


@pytest.fixture(autouse=True)
def languages(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def test_whoever_asks_stands_in_no_history_and_in_no_index(session: Session) -> None:
    visit = make_visit(session, contact_name="Zebedeus Quux", head_name="Quuxina First")
    services.update_visit(session, visit, {"contact_name": "Quux-Smith"}, actor=SYSTEM)
    assert visit.reference == "V-2026-0001"
    told = [str(change.fields) for change in audit.history_of(session, "visit", visit.id)]
    assert not any("uux" in text for text in told)
    assert search(session, "Quuxina", EVERYTHING).total == 0
    assert queries.get_requester(session, visit.id).name == "Quux-Smith"


def test_visit_goes_from_request_to_report(session: Session) -> None:
    handler, area = make_user(session, "contributor"), make_focus_area(session)
    guest, partner = make_contact(session), make_organisation(session, "City of Riga")
    visit = make_accepted(
        session,
        handler,
        starts_on=TODAY,
        organisation_id=partner.id,
        focus_areas=[area.id],
        contacts=[guest.id],
        visibility=Visibility.RESTRICTED,
    )
    with pytest.raises(Refused):
        services.complete_programme(session, visit, actor=handler)
    services.add_stop(session, visit, stop_values(visit), actor=handler)
    visit = read_again(session, visit)
    services.complete_programme(session, visit, actor=handler)
    services.hold(session, visit, {"summary": "Riga came to see trams"}, actor=handler)
    made = get_engagement(session, visit.engagement_id or 0)
    assert (made.type, made.summary) == (EngagementType.INCOMING_VISIT, "Riga came to see trams")
    assert (made.visibility, made.place) == (Visibility.RESTRICTED, "City Hall")
    assert [each.id for each in made.organisations] == [partner.id]
    assert [each.id for each in made.people] == [handler.id]
    assert [each.contact_id for each in made.contacts] == [guest.id]
    assert [each.id for each in made.focus_areas] == [area.id]
    told = {"report": "They will send their plan.", "thanked_on": TODAY}
    with pytest.raises(Refused) as refusal:
        services.report(session, visit, told, actor=handler)
    assert [gap.field for gap in refusal.value.gaps] == ["nothing_promised"]
    promise = {"what": "Send slides", "assignee_id": handler.id, "engagement_id": made.id}
    add_follow_up(session, promise, actor=handler)
    services.report(session, visit, told, actor=handler)
    assert visit.state is VisitState.REPORTED


def test_visit_that_was_logged_already_is_tied_and_not_logged_again(session: Session) -> None:
    first = make_held(session)
    partner = first.organisation_id
    services.update_visit(session, first, {"note": "x"}, actor=SYSTEM)
    second = make_accepted(session, organisation_id=partner, starts_on=TODAY)
    with pytest.raises(Refused):
        services.hold(session, second, {"engagement_id": first.engagement_id}, actor=SYSTEM)


def test_visit_ahead_was_not_held(session: Session) -> None:
    visit = make_programmed(session)
    with pytest.raises(Refused):
        services.hold(session, visit, {}, actor=SYSTEM)
    assert read_again(session, visit).state is VisitState.PROGRAMMED


def test_suspended_partner_is_not_accepted_and_caution_asks_for_a_reason(session: Session) -> None:
    partner, handler = make_organisation(session, "City of Omsk"), make_user(session)
    visit = make_visit(session, organisation_id=partner.id)
    values = {"unit_id": handler.unit_id, "handler_id": handler.id, "starts_on": SOON}
    for standing, given in ((Standing.SUSPENDED, {"caution_reason": "x"}), (Standing.CAUTION, {})):
        set_standing(session, get_organisation(session, partner.id), standing, "War", actor=SYSTEM)
        visit = read_again(session, visit)
        with pytest.raises(Refused), session.begin_nested():
            services.accept(session, visit, {**values, **given}, actor=handler)
        assert rules.warnings(read_again(session, visit), [], None)[0].code == standing.value
    visit = read_again(session, visit)
    services.accept(session, visit, {**values, "caution_reason": "A school"}, actor=handler)
    assert visit.state is VisitState.ACCEPTED


def test_answer_that_turns_away_says_why_and_to_whom(session: Session) -> None:
    visit = make_visit(session)
    for verb, values in (
        (services.decline, {"state_reason": " "}),
        (services.redirect, {"state_reason": "Full"}),
        (services.cancel, {"state_reason": "Ill"}),
    ):
        with pytest.raises(Refused):
            verb(session, visit, values, actor=SYSTEM)
    given = {"state_reason": "Full", "redirected_to": "Helsinki Marketing"}
    services.redirect(session, visit, given, actor=SYSTEM)
    assert queries.turned_away(session, EVERYTHING, TODAY, TODAY) == [visit]
    assert queries.turned_away_between(session, TODAY, TODAY, Visibility.PUBLIC) == []
    with pytest.raises(Refused):
        services.update_visit(session, visit, {"title": "Another"}, actor=SYSTEM)


def test_programme_stays_within_the_days(session: Session) -> None:
    visit = make_programmed(session)
    for values in ({"day": SOON - timedelta(days=1)}, {"host_id": None}, {"ends_at": None}):
        given = stop_values(visit, **values)
        if "ends_at" in values:
            services.add_stop(session, visit, given, actor=SYSTEM)
        else:
            with pytest.raises(Refused):
                services.add_stop(session, visit, given, actor=SYSTEM)
    visit = read_again(session, visit)
    with pytest.raises(Refused):
        services.update_visit(session, visit, {"starts_on": date(2026, 12, 11)}, actor=SYSTEM)


def test_same_topic_short_notice_and_a_full_unit_are_warned_of(session: Session) -> None:
    area, other = make_focus_area(session), make_focus_area(session)
    handler = make_user(session)
    held = make_held(session, handler, focus_areas=[area.id])
    made = get_engagement(session, held.engagement_id)
    visit = make_visit(
        session,
        organisation_id=held.organisation_id,
        focus_areas=[area.id, other.id],
        starts_on=TODAY + timedelta(days=7),
        unit_id=handler.unit_id,
    )
    services.set_capacity(session, handler.unit_id, TODAY, 1, actor=SYSTEM)
    (earlier,) = queries.earlier_visits(session, visit, EVERYTHING)
    assert earlier.id == made.id
    before = [rules.before_of(earlier, "x", "y", visit.focus_areas, lambda each: each.name_en)]
    load = rules.load_of(
        TODAY.replace(day=1),
        queries.list_capacities(session, handler.unit_id),
        [day for _unit, day in queries.booked_days(session, EVERYTHING, TODAY, TODAY)],
    )
    found = rules.warnings(visit, before, load)
    assert [each.code for each in found] == ["again", "notice", "full"]
    assert before[0].topics == (area.name_en,)
    old = rules.Before(TODAY - timedelta(days=900), "x", "y", 1, ("Same",))
    assert [each.code for each in rules.warnings(make_visit(session), [old], None)] == []


def test_an_answer_is_due_after_two_weeks_and_a_visit_when_its_days_have_passed(
    session: Session,
) -> None:
    asked = make_visit(session, received_on=TODAY - timedelta(days=15))
    ahead = make_accepted(session, starts_on=TODAY, ends_on=TODAY + timedelta(days=1))
    assert rules.due_on(asked) == TODAY - timedelta(days=1)
    assert rules.is_late(asked, TODAY)
    assert not rules.is_late(ahead, TODAY + timedelta(days=1))
    assert rules.is_late(ahead, TODAY + timedelta(days=2))


def test_capacity_holds_from_its_month_on(session: Session) -> None:
    unit = make_unit(session)
    for month, visits in ((date(2026, 11, 20), 4), (date(2027, 1, 1), 2), (date(2026, 11, 1), 3)):
        services.set_capacity(session, unit.id, month, visits, actor=SYSTEM)
    stated = queries.list_capacities(session, unit.id)
    known = [rules.capacity_in(month, stated) for month in rules.months_from(date(2026, 10, 5), 5)]
    assert known == [None, 3, 3, 2, 2]


def test_restricted_visit_shows_to_its_unit_and_those_with_a_part_in_it(session: Session) -> None:
    handler, host = make_user(session, "contributor"), make_user(session, "contributor")
    visit = make_accepted(session, handler, visibility=Visibility.RESTRICTED)
    services.add_stop(session, visit, stop_values(visit, host_id=host.id), actor=SYSTEM)
    colleague = make_user(session, "reader", make_unit(session))
    for user in (handler, host, make_user(session, "officer")):
        assert queries.get_visit(session, visit.id, viewer_of(user)).id == visit.id
    with pytest.raises(NotFound):
        queries.get_visit(session, visit.id, viewer_of(colleague))
    assert queries.booked_days(session, viewer_of(colleague), SOON, SOON) == []
    assert search(session, visit.title, viewer_of(colleague)).total == 0


def test_visits_and_items_pass_to_a_successor(session: Session) -> None:
    leaver, successor = make_user(session), make_user(session)
    visit = make_programmed(session, leaver)
    owned = {each.kind: each for each in hooks.holdings(session, leaver.id)}
    assert set(owned) == {"visit", "visit_stop"}
    for kind, holding in owned.items():
        hooks.ownership_of(kind).hand_over(
            session, [holding.entity_id], leaver.id, successor.id, actor=SYSTEM, reason="Leaves"
        )
    visit = read_again(session, visit)
    assert (visit.handler_id, visit.stops[0].host_id) == (successor.id, successor.id)
    assert hooks.holdings(session, leaver.id) == []
