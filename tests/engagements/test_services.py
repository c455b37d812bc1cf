"""Verbs of the log: what they write, refuse and keep in step."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.core import audit, clock, hooks
from app.core.audit import SYSTEM
from app.core.db import Visibility
from app.core.errors import Refused
from app.core.permissions import EVERYTHING, Role, viewer_of
from app.core.search.models import SearchDocument
from app.core.search.query import search
from app.core.search.rebuild import difference
from app.core.session import Session
from app.engagements import queries, services
from app.engagements.models import (
    CancelledBy,
    Draft,
    Engagement,
    EngagementState,
    EngagementType,
    FollowUp,
    FollowUpState,
    Promiser,
    ResultKind,
)
from app.organisations.models import Contact, Organisation, OrganisationKind, Standing
from app.organisations.services import move_job, set_standing, update_organisation
from app.partnerships.models import Partnership
from tests.factories.engagements import make_engagement, make_follow_up
from tests.factories.organisations import make_contact, make_organisation
from tests.factories.partnerships import make_partnership
from tests.factories.strategy import make_focus_area, make_framework, make_objective
from tests.factories.users import make_unit, make_user

TODAY = date(2026, 11, 2)


def days_ago(number: int) -> date:
    return TODAY - timedelta(days=number)


def reload(session: Session, engagement: Engagement) -> Engagement:
    session.flush()
    session.expire_all()
    return queries.get_engagement(session, engagement.id)


def kept(session: Session, *records: Any) -> list[date | None]:
    """The kept dates of records, after asking that all of them are what the log says."""
    session.flush()
    assert queries.kept_differences(session, clock.today()) == []
    for record in records:
        session.refresh(record, ["last_engaged_on"])
    return [record.last_engaged_on for record in records]


def indexed(session: Session, kind: str, number: int) -> date | None:
    document = SearchDocument
    return session.scalar(
        sa.select(document.last_engaged_on).where(
            document.kind == kind, document.entity_id == number
        )
    )


def test_engagement_belongs_to_its_authors_unit(session: Session) -> None:
    author, colleague = make_user(session), make_user(session)
    values = {
        "type": EngagementType.CALL,
        "starts_on": TODAY,
        "summary": "Data ethics",
        "organisations": [make_organisation(session).id],
        "people": [colleague.id],
    }
    engagement = services.log_engagement(session, values, actor=author)
    assert (engagement.created_by_id, engagement.unit_id) == (author.id, author.unit_id)
    assert [person.id for person in engagement.people] == [colleague.id]
    assert engagement.state is EngagementState.HELD


def test_author_takes_part_when_nobody_is_named(session: Session) -> None:
    author = make_user(session)
    values = {
        "type": EngagementType.CALL,
        "starts_on": TODAY,
        "summary": "Data ethics",
        "organisations": [make_organisation(session).id],
    }
    engagement = services.log_engagement(session, values, actor=author)
    assert [person.id for person in engagement.people] == [author.id]


def test_engagement_in_the_future_is_planned(session: Session) -> None:
    engagement = make_engagement(session, starts_on=TODAY + timedelta(days=1))
    assert engagement.state is EngagementState.PLANNED


def test_engagement_without_an_organisation_is_refused(session: Session) -> None:
    with pytest.raises(Refused) as refused:
        make_engagement(session, organisations=[])
    assert refused.value.field == "organisations"


@pytest.mark.parametrize("field", ["organisations", "people", "contacts", "objectives"])
def test_unknown_numbers_are_refused_at_their_field(session: Session, field: str) -> None:
    with pytest.raises(Refused) as refused:
        make_engagement(session, **{field: [987654]})
    assert refused.value.field == field


def test_partnership_fills_in_what_it_serves(session: Session) -> None:
    framework = make_framework(session)
    objective = make_objective(session, strategy=framework)
    area = make_focus_area(session, strategy=framework)
    partnership = make_partnership(session, objectives=[objective.id], focus_areas=[area.id])
    engagement = make_engagement(session, partnership=partnership)
    assert [o.id for o in engagement.objectives] == [objective.id]
    assert [f.id for f in engagement.focus_areas] == [area.id]
    other = make_engagement(session, partnership=partnership, objectives=[], focus_areas=[])
    assert (other.objectives, other.focus_areas) == ([], [])


def test_restricted_partnership_cannot_be_logged_with_by_who_may_not_see_it(
    session: Session,
) -> None:
    unit = make_unit(session)
    partnership = make_partnership(session, visibility=Visibility.RESTRICTED, unit_id=unit.id)
    stranger = make_user(session, Role.CONTRIBUTOR)
    insider = make_user(session, Role.CONTRIBUTOR, unit)
    values = {
        "type": EngagementType.CALL,
        "starts_on": TODAY,
        "summary": "Data ethics",
        "organisations": [make_organisation(session).id],
        "partnership_id": partnership.id,
    }
    with pytest.raises(Refused) as refused:
        services.log_engagement(session, values, actor=stranger, viewer=viewer_of(stranger))
    assert refused.value.field == "partnership_id"
    logged = services.log_engagement(session, values, actor=insider, viewer=viewer_of(insider))
    assert logged.partnership_id == partnership.id


def test_contact_keeps_the_affiliation_of_that_day(session: Session) -> None:
    before, after = make_organisation(session, name="Before"), make_organisation(session)
    contact = make_contact(session, organisation=before, role="Deputy mayor")
    old = contact.affiliations[0]
    engagement = make_engagement(
        session, organisations=[before], contacts=[contact], starts_on=days_ago(10)
    )
    move_job(
        session,
        contact,
        {"organisation_id": after.id, "role": "Director", "started_on": days_ago(5)},
        actor=SYSTEM,
    )
    assert reload(session, engagement).contacts[0].affiliation_id == old.id
    later = make_engagement(session, organisations=[after], contacts=[contact])
    assert later.contacts[0].affiliation_id != old.id


def test_moving_the_date_takes_the_affiliation_of_the_new_day(session: Session) -> None:
    before, after = make_organisation(session), make_organisation(session)
    contact = make_contact(session, organisation=before)
    move = {"organisation_id": after.id, "started_on": days_ago(5)}
    new = move_job(session, contact, move, actor=SYSTEM)
    engagement = make_engagement(
        session, organisations=[before], contacts=[contact], starts_on=days_ago(10)
    )
    assert engagement.contacts[0].affiliation_id != new.id
    services.update_engagement(
        session, reload(session, engagement), {"starts_on": TODAY}, actor=SYSTEM
    )
    assert reload(session, engagement).contacts[0].affiliation_id == new.id


def test_new_organisation_and_contact_are_made_with_the_engagement(session: Session) -> None:
    engagement = make_engagement(
        session,
        organisations=[],
        new_organisation={"name": "Tartu linn", "kind": OrganisationKind.CITY, "country": "EE"},
        new_contact={"family_name": "Tamm", "role": "Mayor"},
    )
    link = reload(session, engagement).contacts[0]
    assert link.contact.family_name == "Tamm"
    assert link.affiliation is not None
    assert link.affiliation.organisation.name == "Tartu linn"
    assert kept(session, engagement.organisations[0], link.contact) == [TODAY, TODAY]


def test_a_new_contact_who_is_known_by_name_and_address_does_not_stand_twice(
    session: Session,
) -> None:
    person = {"given_name": "Anna", "family_name": "Tamm", "email": "anna@tartu.example"}
    first = make_engagement(session, new_contact=person)
    again = {**person, "family_name": "TAMM", "email": "Anna@Tartu.example"}
    second = make_engagement(session, new_contact=again)
    assert reload(session, second).contacts[0].contact is reload(session, first).contacts[0].contact
    other = make_engagement(session, new_contact={**person, "given_name": "Maria"})
    assert reload(session, other).contacts[0].contact.given_name == "Maria"


def test_refusal_in_the_block_of_a_new_organisation_points_into_it(session: Session) -> None:
    with pytest.raises(Refused) as refused:
        make_engagement(
            session,
            new_organisation={"name": "X", "kind": OrganisationKind.CITY, "ror": "nonsense"},
        )
    assert refused.value.field == "new_organisation_ror"


def test_results_media_and_promises_come_with_the_engagement(session: Session) -> None:
    user = make_user(session)
    partnership = make_partnership(session)
    engagement = make_engagement(
        session,
        partnership=partnership,
        results=[ResultKind.LEARNING, ResultKind.VISIBILITY],
        media=[{"outlet": "Helsingin Sanomat", "country": "FI"}],
        follow_ups=[{"what": "Send the paper", "assignee_id": user.id}],
    )
    loaded = reload(session, engagement)
    assert {r.kind for r in loaded.results} == {ResultKind.LEARNING, ResultKind.VISIBILITY}
    assert loaded.media[0].outlet == "Helsingin Sanomat"
    assert loaded.follow_ups[0].partnership_id == partnership.id


def test_kept_dates_follow_every_verb(session: Session) -> None:
    organisation, contact = make_organisation(session), make_contact(session)
    partnership = make_partnership(session)
    about = {"organisations": [organisation], "contacts": [contact], "partnership": partnership}
    records = (organisation, contact, partnership)
    first = make_engagement(session, starts_on=days_ago(30), **about)
    assert kept(session, *records) == [days_ago(30)] * 3
    second = make_engagement(session, starts_on=days_ago(3), **about)
    make_engagement(session, starts_on=days_ago(20), **about)
    assert kept(session, *records) == [days_ago(3)] * 3

    update = {"starts_on": days_ago(10)}
    services.update_engagement(session, reload(session, second), update, actor=SYSTEM)
    assert kept(session, *records) == [days_ago(10)] * 3
    services.cancel(session, reload(session, second), CancelledBy.US, "Logged twice", actor=SYSTEM)
    assert kept(session, *records) == [days_ago(20)] * 3

    planned = make_engagement(session, state=EngagementState.PLANNED, starts_on=TODAY, **about)
    assert kept(session, *records) == [days_ago(20)] * 3
    services.hold(session, reload(session, planned), actor=SYSTEM)
    assert kept(session, *records) == [TODAY] * 3
    assert first.state is EngagementState.HELD


def test_kept_dates_follow_what_is_unlinked(session: Session) -> None:
    mine, other = make_organisation(session), make_organisation(session)
    contact, partnership = make_contact(session), make_partnership(session)
    engagement = make_engagement(
        session, organisations=[mine, other], contacts=[contact], partnership=partnership
    )
    values = {"organisations": [other.id], "contacts": [], "partnership_id": None}
    services.update_engagement(session, reload(session, engagement), values, actor=SYSTEM)
    assert kept(session, mine, contact, partnership, other) == [None, None, None, TODAY]


def test_restricted_engagement_does_not_move_the_dates_everybody_sees(session: Session) -> None:
    organisation = make_organisation(session)
    engagement = make_engagement(
        session, organisations=[organisation], visibility=Visibility.RESTRICTED
    )
    assert kept(session, organisation) == [None]
    values = {"visibility": Visibility.CITY}
    services.update_engagement(session, reload(session, engagement), values, actor=SYSTEM)
    assert kept(session, organisation) == [TODAY]


def test_search_index_tells_the_same_dates(session: Session) -> None:
    organisation = make_organisation(session)
    engagement = make_engagement(session, organisations=[organisation])
    assert indexed(session, "organisation", organisation.id) == TODAY
    services.cancel(
        session, reload(session, engagement), CancelledBy.US, "Logged twice", actor=SYSTEM
    )
    assert indexed(session, "organisation", organisation.id) is None
    session.expire_all()
    assert difference(session) == []


def test_rebuilding_mends_wrong_dates_and_touches_nothing_else(session: Session) -> None:
    organisation, idle = make_organisation(session), make_organisation(session)
    make_engagement(session, organisations=[organisation])
    table: Any = Organisation.__table__
    ids = (organisation.id, idle.id)
    session.connection().execute(
        sa.update(table).where(table.c.id.in_(ids)).values(last_engaged_on=days_ago(99))
    )
    wrong = [("organisation", number) for number in ids]
    assert queries.kept_differences(session, TODAY) == wrong
    told = [line for check in hooks.rule_checks for line in check(session)]
    assert sum("flask rebuild-kept" in line for line in told) == 2
    assert services.rebuild_kept(session) == 2
    assert kept(session, organisation, idle) == [TODAY, None]
    assert services.rebuild_kept(session) == 0


def test_kept_date_is_no_edit_of_the_partner(session: Session) -> None:
    organisation = make_organisation(session)
    version, moment = organisation.version, organisation.updated_at
    make_engagement(session, organisations=[organisation])
    session.expire_all()
    found = session.get_one(Organisation, organisation.id)
    assert (found.version, found.updated_at) == (version, moment)


def test_rescheduling_remembers_the_first_date_and_moves_the_end(session: Session) -> None:
    start = TODAY + timedelta(days=10)
    engagement = make_engagement(session, starts_on=start, ends_on=start + timedelta(days=2))
    for later in (20, 30):
        day = TODAY + timedelta(days=later)
        services.reschedule(session, reload(session, engagement), day, "Elections", actor=SYSTEM)
    loaded = reload(session, engagement)
    assert loaded.state is EngagementState.RESCHEDULED
    assert (loaded.starts_on, loaded.first_planned_on) == (TODAY + timedelta(days=30), start)
    assert loaded.ends_on == TODAY + timedelta(days=32)


def test_editing_the_date_of_a_planned_engagement_reschedules_it(session: Session) -> None:
    start = TODAY + timedelta(days=10)
    engagement = make_engagement(session, starts_on=start)
    values = {"starts_on": TODAY + timedelta(days=11)}
    services.update_engagement(session, reload(session, engagement), values, actor=SYSTEM)
    loaded = reload(session, engagement)
    assert (loaded.state, loaded.first_planned_on) == (EngagementState.RESCHEDULED, start)


def test_held_engagement_cannot_be_edited_into_the_future(session: Session) -> None:
    engagement = make_engagement(session)
    values = {"starts_on": TODAY + timedelta(days=1)}
    with pytest.raises(Refused) as refused:
        services.update_engagement(session, reload(session, engagement), values, actor=SYSTEM)
    assert refused.value.field == "starts_on"


def test_engagement_that_lies_ahead_was_not_held(session: Session) -> None:
    engagement = make_engagement(session, starts_on=TODAY + timedelta(days=1))
    with pytest.raises(Refused):
        services.hold(session, reload(session, engagement), actor=SYSTEM)


def test_promises_move_with_the_partnership_of_their_engagement(session: Session) -> None:
    old, new = make_partnership(session), make_partnership(session)
    engagement = make_engagement(session, partnership=old)
    mine = make_follow_up(session, engagement=engagement)
    values = {"partnership_id": new.id}
    services.update_engagement(session, reload(session, engagement), values, actor=SYSTEM)
    assert session.get_one(FollowUp, mine.id).partnership_id == new.id


def test_history_names_every_verb(session: Session) -> None:
    engagement = make_engagement(session, starts_on=TODAY + timedelta(days=3))
    services.reschedule(session, reload(session, engagement), TODAY, "Free day", actor=SYSTEM)
    services.hold(session, reload(session, engagement), actor=SYSTEM)
    loaded = reload(session, engagement)
    mention = services.add_media(session, loaded, {"outlet": "Yle"}, actor=SYSTEM)
    services.remove_media(session, loaded, mention.id, actor=SYSTEM)
    services.cancel(session, loaded, CancelledBy.BOTH, "Logged twice", actor=SYSTEM)
    actions = {c.action for c in audit.history_of(session, "engagement", engagement.id)}
    assert actions == {
        "engagement.log",
        "engagement.reschedule",
        "engagement.hold",
        "engagement.add_media",
        "engagement.remove_media",
        "engagement.cancel",
    }


def test_history_tells_who_was_taken_out(session: Session) -> None:
    contact = make_contact(session)
    engagement = make_engagement(session, contacts=[contact], results=[ResultKind.LEARNING])
    values = {"contacts": [], "results": []}
    services.update_engagement(session, reload(session, engagement), values, actor=SYSTEM)
    changes = [
        c
        for c in audit.history_of(session, "engagement", engagement.id)
        if c.action == "engagement.update"
    ]
    gone = {change.part: change.fields for change in changes if change.part}
    assert gone["engagement_contact"]["contact_id"] == [contact.id, None]
    assert gone["engagement_result"]["kind"] == ["learning", None]


def test_follow_up_takes_the_partnership_of_its_engagement(session: Session) -> None:
    partnership = make_partnership(session)
    engagement = make_engagement(session, partnership=partnership)
    assert make_follow_up(session, engagement=engagement).partnership_id == partnership.id


def test_follow_up_is_started_done_and_closed_today(session: Session) -> None:
    follow_up = make_follow_up(session)
    services.start_follow_up(session, follow_up, actor=SYSTEM)
    services.complete_follow_up(session, follow_up, actor=SYSTEM)
    assert (follow_up.state, follow_up.closed_on) == (FollowUpState.DONE, TODAY)
    with pytest.raises(Refused):
        services.drop_follow_up(session, follow_up, "Why", actor=SYSTEM)


def test_dropped_follow_up_keeps_its_reason(session: Session) -> None:
    follow_up = make_follow_up(session)
    with pytest.raises(Refused):
        services.drop_follow_up(session, follow_up, " ", actor=SYSTEM)
    services.drop_follow_up(session, follow_up, "They withdrew", actor=SYSTEM)
    assert (follow_up.state, follow_up.state_reason) == (FollowUpState.DROPPED, "They withdrew")


def test_postponed_follow_up_moves_and_says_why(session: Session) -> None:
    follow_up = make_follow_up(session, due_on=TODAY)
    later = TODAY + timedelta(days=7)
    services.postpone_follow_up(session, follow_up, later, "Holiday", actor=SYSTEM)
    assert follow_up.due_on == later
    assert audit.history_of(session, "follow_up", follow_up.id)[0].reason == "Holiday"


def test_open_promises_hold_up_the_end_of_a_partnership(session: Session) -> None:
    partnership = make_partnership(session)
    promise = make_follow_up(session, partnership=partnership)
    done = make_follow_up(session, partnership=partnership)
    services.complete_follow_up(session, done, actor=SYSTEM)
    held = [h for h in hooks.open_ends(session, partnership.id) if h.kind == "follow_up"]
    assert [h.entity_id for h in held] == [promise.id]


def test_leaving_user_hands_over_promises_and_drafts(session: Session) -> None:
    user, heir = make_user(session), make_user(session)
    promise = make_follow_up(session, assignee_id=user.id)
    draft = services.save_draft(session, "Half written", {"summary": ["Half"]}, actor=user)
    held = {(h.kind, h.entity_id) for h in hooks.holdings(session, user.id)}
    assert {("follow_up", promise.id), ("draft", draft.id)} <= held
    for hand_over, number in (
        (services.hand_over_follow_ups, promise.id),
        (services.hand_over_drafts, draft.id),
    ):
        hand_over(session, [number], user.id, heir.id, actor=SYSTEM, reason="Leaves")
    kinds = {h.kind for h in hooks.holdings(session, user.id)}
    assert not kinds & {"follow_up", "draft"}


def test_their_promise_needs_nobody_of_ours(session: Session) -> None:
    theirs = make_follow_up(
        session, promiser=Promiser.THEM, assignee_id=None, counterpart="The mayor’s office"
    )
    assert theirs.assignee_id is None


def test_draft_is_kept_as_typed_and_overwritten(session: Session) -> None:
    user = make_user(session)
    typed = {"summary": ["  as typed \x00 "], "starts_on": ["31.31.2026"]}
    draft = services.save_draft(session, "As typed", typed, actor=user)
    again = services.save_draft(session, "Again", {"summary": ["b"]}, actor=user, draft=draft)
    session.expire_all()
    assert again.id == draft.id
    assert session.get_one(Draft, draft.id).payload == {"summary": ["b"]}
    assert [d.title for d in queries.my_drafts(session, user.id)] == ["Again"]


def test_endless_draft_is_refused(session: Session) -> None:
    with pytest.raises(Refused) as refused:
        services.save_draft(session, "", {"notes": ["x" * 200_001]}, actor=make_user(session))
    assert refused.value.field == "notes"


def test_contacts_and_partnership_rows_are_of_their_classes(session: Session) -> None:
    contact, partnership = make_contact(session), make_partnership(session)
    engagement = make_engagement(session, contacts=[contact], partnership=partnership)
    loaded = reload(session, engagement)
    assert isinstance(loaded.contacts[0].contact, Contact)
    assert isinstance(loaded.partnership, Partnership)


def test_command_mends_wrong_dates(app: Flask, session: Session) -> None:
    organisation = make_organisation(session)
    make_engagement(session, organisations=[organisation])
    table: Any = Organisation.__table__
    session.connection().execute(
        sa.update(table).where(table.c.id == organisation.id).values(last_engaged_on=None)
    )
    session.commit()
    done = app.test_cli_runner().invoke(args=["rebuild-kept"])
    assert "Dates corrected: 1\n" in done.output
    assert kept(session, organisation) == [TODAY]


@pytest.mark.parametrize(
    "type_", [EngagementType.INCOMING_VISIT, EngagementType.OUTGOING_DELEGATION]
)
def test_no_new_visit_with_a_suspended_partner(session: Session, type_: EngagementType) -> None:
    partner = make_organisation(session)
    set_standing(session, partner, Standing.SUSPENDED, "War", actor=SYSTEM)
    with pytest.raises(Refused) as refusal:
        make_engagement(session, type=type_, organisations=[partner])
    assert refusal.value.field == "organisations"
    planned = clock.today() + timedelta(days=30)
    with pytest.raises(Refused):
        make_engagement(session, type=type_, organisations=[partner], starts_on=planned)


def test_history_and_other_talks_with_a_suspended_partner_are_logged(session: Session) -> None:
    partner = make_organisation(session)
    set_standing(session, partner, Standing.SUSPENDED, "War", actor=SYSTEM)
    before = clock.today() - timedelta(days=1)
    visit = EngagementType.INCOMING_VISIT
    assert make_engagement(session, type=visit, organisations=[partner], starts_on=before).id
    assert make_engagement(session, type=EngagementType.CALL, organisations=[partner]).id


def test_a_visit_under_caution_needs_a_reason_that_stays_in_the_history(session: Session) -> None:
    partner = make_organisation(session)
    set_standing(session, partner, Standing.CAUTION, "Talks", actor=SYSTEM)
    visit = {"type": EngagementType.INCOMING_VISIT, "organisations": [partner]}
    with pytest.raises(Refused) as refusal:
        make_engagement(session, **visit)
    assert refusal.value.field == "caution_reason"
    logged = make_engagement(session, **visit, caution_reason="Agreed with the mayor")
    assert audit.history_of(session, "engagement", logged.id)[0].reason == "Agreed with the mayor"


def test_a_planned_visit_is_not_moved_on_once_the_partner_is_suspended(session: Session) -> None:
    partner, later = make_organisation(session), clock.today() + timedelta(days=30)
    visit = make_engagement(
        session, type=EngagementType.INCOMING_VISIT, organisations=[partner], starts_on=later
    )
    set_standing(session, partner, Standing.SUSPENDED, "War", actor=SYSTEM)
    visit = queries.get_engagement(session, visit.id, EVERYTHING)
    with pytest.raises(Refused):
        services.reschedule(session, visit, later + timedelta(days=7), "Later", actor=SYSTEM)
    services.update_engagement(session, visit, {"place": "City Hall"}, actor=SYSTEM)
    assert visit.place == "City Hall"


def test_engagement_is_found_by_the_new_name_and_country_of_whom_was_met(session: Session) -> None:
    city = make_organisation(session, name="Christiania")
    make_engagement(session, organisations=[city], summary="Dinner")
    update_organisation(session, city, {"name": "Oslo", "country": "NO"}, actor=SYSTEM)
    found = search(session, "oslo dinner", EVERYTHING, country="NO", kinds=("engagement",))
    assert [hit.title for hit in found.hits] == ["Dinner"]
    assert difference(session) == []
