"""Introductions: who is asked, what the answers do, who knows of them, and whom they pass to."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from app.core import clock, hooks
from app.core.audit import SYSTEM
from app.core.db import Visibility
from app.core.errors import NotFound, Refused
from app.core.mail import OutgoingMail
from app.core.permissions import Role, viewer_of
from app.core.session import Session
from app.engagements.models import EngagementState
from app.engagements.queries import get_engagement
from app.insight import introducing
from app.insight.queries import handed_and_introduced
from app.introductions import queries, rules, services
from app.introductions.models import Introduction, IntroductionState
from app.users import services as users
from app.users.services import Decision, Given
from tests.client import AuditedClient
from tests.conftest import CountStatements, SignIn
from tests.factories.introductions import in_days, make_introduction
from tests.factories.organisations import make_contact, make_organisation
from tests.factories.partnerships import make_active_partnership
from tests.factories.users import make_unit, make_user
from tests.mailbox import Inbox


@pytest.fixture
def relation(session: Session) -> Any:
    """An active partnership with a contributor as its owner, and the organisation's number."""
    owner = make_user(session, Role.CONTRIBUTOR, name="Outi Owner")
    partnership = make_active_partnership(session, owner=owner)
    return partnership, partnership.partners[0].organisation_id


def test_owner_of_the_relation_is_asked_and_nobodys_waits_for_the_coordinators(
    session: Session, relation: Any
) -> None:
    partnership, number = relation
    asked = make_introduction(session, number)
    assert (asked.handler_id, asked.partnership_id) == (partnership.owner_id, partnership.id)
    free = make_introduction(session, make_organisation(session).id)
    assert free.handler_id is None
    officer, contributor = make_user(session), make_user(session, Role.CONTRIBUTOR)
    assert rules.may_take(officer, free)
    assert not rules.may_take(contributor, free)
    assert not rules.may_answer(officer, free)
    services.take(session, free, actor=officer)
    assert rules.may_answer(officer, free)


def test_restricted_relation_is_asked_of_nobody_by_those_who_may_not_see_it(
    session: Session,
) -> None:
    owner = make_user(session, unit=make_unit(session))
    hidden = make_active_partnership(session, owner=owner, visibility=Visibility.RESTRICTED)
    asked = make_introduction(session, hidden.partners[0].organisation_id, partnership_id=hidden.id)
    assert (asked.handler_id, asked.partnership_id) == (None, None)


def test_asking_is_refused_of_oneself_twice_and_for_yesterday(
    session: Session, relation: Any
) -> None:
    partnership, number = relation
    with pytest.raises(Refused, match="yourself"):
        make_introduction(session, number, partnership.owner)
    with pytest.raises(Refused, match="passed"):
        make_introduction(session, number, wanted_by=in_days(-1))
    asker = make_user(session)
    make_introduction(session, number, asker)
    with pytest.raises(Refused, match="already"):
        make_introduction(session, number, asker)


def test_accepting_plans_an_engagement_with_both_of_them(session: Session, relation: Any) -> None:
    partnership, number = relation
    contact = make_contact(session, partnership.partners[0].organisation)
    asked = make_introduction(session, number, contact_id=contact.id)
    with pytest.raises(Refused, match="today or later"):
        accept(session, asked, partnership.owner, starts_on=in_days(-1))
    accept(session, asked, partnership.owner, starts_on=in_days(9))
    viewer = viewer_of(partnership.owner)
    engagement = get_engagement(session, asked.engagement_id, viewer)
    assert engagement.state is EngagementState.PLANNED
    assert {person.id for person in engagement.people} == {asked.asker_id, partnership.owner_id}
    assert [each.id for each in engagement.organisations] == [number]
    assert [each.contact_id for each in engagement.contacts] == [contact.id]
    assert (engagement.partnership_id, engagement.notes) == (partnership.id, asked.purpose)
    with pytest.raises(Refused, match="answered"):
        services.decline(session, asked, "No", actor=partnership.owner)


def accept(session: Session, asked: Introduction, actor: Any, **values: Any) -> None:
    services.accept(session, asked, values, actor=actor, viewer=viewer_of(actor))


def test_contact_that_the_owner_may_not_see_is_not_told_to_them(
    session: Session, client: AuditedClient, relation: Any
) -> None:
    partnership, number = relation
    unit = make_unit(session)
    hidden = make_contact(
        session, partnership.partners[0].organisation, visibility=Visibility.RESTRICTED,
        unit_id=unit.id,
    )  # fmt: skip
    asked = make_introduction(session, number, make_user(session, "reader", unit),
                              contact_id=hidden.id)  # fmt: skip
    accept(session, asked, partnership.owner, starts_on=in_days(9))
    engagement = get_engagement(session, asked.engagement_id, viewer_of(partnership.owner))
    assert engagement.contacts == []
    assert engagement.visibility is Visibility.RESTRICTED
    client.sign_in(session, partnership.owner)
    page = client.get(f"/introductions/{asked.id}").text
    assert hidden.name not in page
    client.sign_in(session, asked.asker)
    assert hidden.name in client.get(f"/introductions/{asked.id}").text


def test_redirecting_asks_a_colleague_who_may_answer(session: Session, relation: Any) -> None:
    partnership, number = relation
    asked = make_introduction(session, number)
    for wrong in (None, make_user(session, Role.READER), partnership.owner, asked.asker):
        with pytest.raises(Refused, match="Choose"):
            services.redirect(session, asked, wrong, "", actor=partnership.owner)
    colleague = make_user(session, Role.CONTRIBUTOR)
    services.redirect(session, asked, colleague, "She was there", actor=partnership.owner)
    assert (asked.handler_id, asked.state) == (colleague.id, IntroductionState.OPEN)
    assert rules.may_answer(colleague, asked)
    assert not rules.may_answer(partnership.owner, asked)


def test_request_is_known_to_the_two_of_them_and_the_coordinators(
    session: Session, relation: Any
) -> None:
    partnership, number = relation
    asked = make_introduction(session, number)
    for user in (asked.asker, partnership.owner, make_user(session, Role.OFFICER)):
        assert queries.get_introduction(session, asked.id, viewer_of(user)).id == asked.id
    with pytest.raises(NotFound):
        queries.get_introduction(session, asked.id, viewer_of(make_user(session, Role.CONTRIBUTOR)))


def test_departing_owner_hands_open_requests_over(session: Session, relation: Any) -> None:
    partnership, number = relation
    owner, heir = partnership.owner, make_user(session)
    asked, own = make_introduction(session, number), make_introduction(session, number, heir)
    done = make_introduction(session, number)
    services.decline(session, done, "No time", actor=owner)
    kinds = [each.kind for each in hooks.holdings(session, owner.id)]
    assert kinds.count("introduction") == 2
    users.deactivate_user(session, owner, actor=SYSTEM, given=Given(for_the_rest=Decision(heir.id)))
    session.expire_all()
    assert queries.get_introduction(session, asked.id).handler_id == heir.id
    # Nobody answers themselves: it waits with the coordinators.
    assert queries.get_introduction(session, own.id).handler_id is None
    assert queries.get_introduction(session, done.id).handler_id == owner.id


def test_home_shows_what_waits_for_me_and_what_i_asked(
    app: Any, session: Session, relation: Any, count_statements: CountStatements
) -> None:
    partnership, number = relation
    asked = make_introduction(session, number, wanted_by=in_days(3))
    free = make_introduction(session, make_organisation(session, "Free City").id, asked.asker)
    officer = make_user(session)

    def titles(user: Any) -> list[tuple[str, str]]:
        steers = introducing.steers(user)
        _handed, _counted, found = handed_and_introduced(session, viewer_of(user), 8, steers=steers)
        return [(each.title, each.tag) for each in introducing.tasks_of(found, user)]

    name = asked.organisation.name
    with app.test_request_context():
        assert titles(partnership.owner) == [(name, "Asked of you")]
        with count_statements() as counted:
            assert titles(asked.asker) == [
                (name, "Waits for an answer"), ("Free City", "Waits for an answer"),
            ]  # fmt: skip
        assert len(counted) == 1
        assert titles(officer) == [("Free City", "Nobody is asked yet")]
        services.withdraw(session, free, actor=asked.asker)
        assert titles(officer) == []


def test_both_are_written_in_their_own_language(
    app: Any, session: Session, relation: Any, inbox: Inbox
) -> None:
    partnership, number = relation
    users.update_user(session, partnership.owner, {"locale": "sv"}, actor=SYSTEM)
    with app.app_context():
        asked = make_introduction(session, number)
        services.decline(session, asked, "She is away", actor=partnership.owner)
    session.flush()
    letters = session.scalars(sa.select(OutgoingMail).order_by(OutgoingMail.id)).all()
    assert [each.recipient for each in letters] == [partnership.owner.email, asked.asker.email]
    assert "ber dig" in letters[0].body
    assert "She is away" in letters[1].body


def test_asking_and_answering_on_the_pages(
    session: Session, client: AuditedClient, sign_in: SignIn, relation: Any
) -> None:
    partnership, number = relation
    asker = sign_in("reader")
    page = client.get(f"/introductions/new?organisation={number}")
    assert "Outi Owner" in page.text
    form = {"purpose": "", "wanted_by": "soon"}
    assert (
        client.post(f"/introductions/new?partnership={partnership.id}", data=form).status_code
        == 422
    )
    form = {"purpose": "Ask how they heat", "wanted_by": ""}
    made = client.post(f"/introductions/new?partnership={partnership.id}", data=form)
    assert made.status_code == 302
    address = made.headers["Location"]
    assert "Ask how they heat" in client.get(address).text
    assert client.get(f"{address}/accept").status_code == 403
    for nothing in ("", "?organisation=999999", "?contact=999999", "?partnership=999999"):
        assert client.get(f"/introductions/new{nothing}").status_code == 404
    client.sign_in(session, partnership.owner)
    assert asker.name in client.get(f"{address}/accept").text
    day = f"{date.fromordinal(clock.today().toordinal() + 5):%d.%m.%Y}"
    given = {
        "starts_on": day,
        "type": "call",
        "summary": "First call",
        "message": "",
        "version": "1",
    }
    assert client.post(f"{address}/accept", data=given).status_code == 302
    assert "First call" in client.get(address).text
    assert "Outi Owner" in client.get("/introductions?mine=waiting&state=accepted").text
