"""The first line on the log form, drafts kept while one writes, pickers that know one's work."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.core import clock
from app.core.db import Visibility
from app.core.permissions import Role
from app.core.session import Session
from app.engagements.models import Draft, Engagement, EngagementType
from app.users.models import User
from tests.client import AuditedClient, Page, form_values
from tests.conftest import CountStatements
from tests.factories.engagements import make_engagement
from tests.factories.organisations import make_contact, make_organisation
from tests.factories.partnerships import make_partnership
from tests.factories.strategy import make_focus_area, make_framework
from tests.factories.users import make_unit, make_user

NEW, KEEP = "/engagements/new", "/engagements/keep"
LINE = "call with Amsterdam and Barcelona yesterday about data ethics"


@pytest.fixture
def me(client: AuditedClient, session: Session) -> User:
    user = make_user(session, Role.CONTRIBUTOR)
    client.sign_in(session, user)
    return user


def chosen(page: Page, name: str) -> list[str]:
    ticked = page.soup.find_all("input", {"name": name, "checked": True})
    return [str(box["value"]) for box in ticked]


def value(page: Page, name: str) -> str:
    field = page.soup.find(attrs={"name": name})
    assert field is not None
    return str(field.get("value", ""))


def understood(page: Page) -> str:
    found = page.soup.select_one(".understood")
    return " ".join(found.get_text(" ").split()) if found is not None else ""


def test_line_fills_the_fields_and_saving_takes_them(
    client: AuditedClient, session: Session, me: User
) -> None:
    cities = [make_organisation(session, f"City of {name}") for name in ("Amsterdam", "Barcelona")]
    framework = make_framework(session)
    digital = make_focus_area(session, strategy=framework, name_en="Digitalisation")
    make_focus_area(session, strategy=framework, name_en="Culture")
    answer = client.submit(NEW, {"line": LINE})
    page = Page(answer)
    assert answer.status_code == 200
    assert sorted(chosen(page, "organisations")) == sorted(str(city.id) for city in cities)
    assert chosen(page, "focus_areas") == [str(digital.id)]
    assert value(page, "starts_on") == "1.11.2026"
    assert value(page, "summary") == "Data ethics"
    assert "Call" in understood(page)
    assert "City of Amsterdam, City of Barcelona" in understood(page)
    assert session.scalar(sa.select(sa.func.count()).select_from(Engagement)) == 0

    saved = client.post(NEW, form_values(page.forms()[0]))
    assert saved.status_code == 302
    engagement = session.scalars(sa.select(Engagement)).one()
    assert engagement.type is EngagementType.CALL


def test_what_was_typed_elsewhere_stays(client: AuditedClient, session: Session, me: User) -> None:
    other = make_organisation(session, "City of Oslo")
    make_organisation(session, "City of Amsterdam")
    typed = {"line": LINE, "summary": "My own words", "organisations": [str(other.id)]}
    page = Page(client.submit(NEW, typed))
    assert value(page, "summary") == "My own words"
    assert chosen(page, "organisations")[0] == str(other.id)
    assert len(chosen(page, "organisations")) == 2


def test_unknown_name_is_told_and_ready_to_be_searched(
    client: AuditedClient, session: Session, me: User
) -> None:
    page = Page(client.submit(NEW, {"line": "lunch with Atlantis"}))
    assert "Not found in the register: Atlantis" in understood(page)
    assert value(page, "organisations-query") == "Atlantis"


def test_contact_brings_the_organisation_and_a_colleague_is_ours(
    client: AuditedClient, session: Session, me: User
) -> None:
    malmo = make_organisation(session, "City of Malmö")
    contact = make_contact(session, organisation=malmo, given_name="Anna", family_name="Svensson")
    colleague = make_user(session, name="Matti Virtanen")
    page = Page(client.submit(NEW, {"line": "met Anna Svensson and Matti Virtanen"}))
    assert chosen(page, "contacts") == [str(contact.id)]
    assert chosen(page, "organisations") == [str(malmo.id)]
    assert chosen(page, "people") == [str(me.id), str(colleague.id)]


def test_a_city_is_meant_rather_than_somebody_met_lately_who_bears_its_name(
    client: AuditedClient, session: Session, me: User
) -> None:
    city = make_organisation(session, "City of Amsterdam")
    met = make_contact(session, city, given_name="Ann", family_name="Amsterdam")
    make_engagement(session, people=[me], organisations=[city], contacts=[met])
    for _number in range(2):
        make_engagement(session, people=[me], organisations=[make_organisation(session, "Oslo")])
    page = Page(client.submit(NEW, {"line": "call with Amsterdam"}))
    assert chosen(page, "organisations") == [str(city.id)]
    assert chosen(page, "contacts") == []


def test_the_only_partnership_comes_with_what_it_serves(
    client: AuditedClient, session: Session, me: User
) -> None:
    area = make_focus_area(session, strategy=make_framework(session), name_en="Harbours")
    partner = make_organisation(session, "Port of Tallinn")
    partnership = make_partnership(session, partners=[partner.id], focus_areas=[area.id])
    page = Page(client.submit(NEW, {"line": "call with Port of Tallinn"}))
    assert chosen(page, "partnership_id") == [str(partnership.id)]
    assert chosen(page, "focus_areas") == [str(area.id)]


def test_line_tells_nothing_of_restricted_records(
    client: AuditedClient, session: Session, me: User
) -> None:
    city = make_organisation(session, "City of Lyon")
    make_partnership(
        session, name="Secret talks", partners=[city.id], visibility=Visibility.RESTRICTED
    )
    make_contact(
        session,
        organisation=city,
        given_name="Claire",
        family_name="Caché",
        visibility=Visibility.RESTRICTED,
        unit_id=make_unit(session).id,
    )
    page = Page(client.submit(NEW, {"line": "met Claire Caché and City of Lyon"}))
    assert chosen(page, "contacts") == []
    assert chosen(page, "partnership_id") == []
    assert "Secret talks" not in page.text


def test_form_is_kept_while_it_is_written(
    client: AuditedClient, session: Session, me: User
) -> None:
    typed: dict[str, Any] = {"summary": "Half a thou", "starts_on": "not yet", "line": "call"}
    first = client.post(KEEP, typed).json
    draft = session.scalars(sa.select(Draft)).one()
    assert first["draft"] == draft.id
    assert "kept" in first["told"]
    client.post(KEEP, {**typed, "summary": "Half a thought", "draft": str(draft.id)})
    session.expire_all()
    assert session.scalars(sa.select(Draft)).one().title == "Half a thought"
    page = client.page(f"{NEW}?draft={draft.id}")
    assert value(page, "summary") == "Half a thought"
    assert value(page, "starts_on") == "not yet"


def test_unfinished_draft_is_offered_first_while_it_is_young(
    client: AuditedClient, session: Session, me: User
) -> None:
    client.post(KEEP, {"summary": "Lost with the session"})
    draft = session.scalars(sa.select(Draft)).one()
    offer = "You have an unfinished draft: Lost with the session"
    assert offer in client.page(NEW).text
    assert offer not in client.page(f"{NEW}?draft={draft.id}").text
    with clock.frozen(clock.now() + timedelta(days=1)):
        client.sign_in(session, me)
        assert offer not in client.page(NEW).text


def test_keeping_is_for_those_who_log_and_refuses_what_no_table_holds(
    client: AuditedClient, session: Session, me: User
) -> None:
    answer = client.post(KEEP, {"notes": "x" * 200_001})
    assert answer.status_code == 413
    assert "too long" in answer.json["told"]
    client.sign_in(session, make_user(session, Role.READER))
    assert client.post(KEEP, {"summary": "No"}).status_code == 403


def test_pickers_offer_first_what_one_works_with(
    client: AuditedClient, session: Session, me: User
) -> None:
    for name in ("Porto", "Port Talbot", "Portland", "Portsmouth"):
        make_organisation(session, f"City of {name}")
    used = make_organisation(session, "City of Portoroz")
    seldom = make_organisation(session, "City of Portimao")
    for _ in range(2):
        make_engagement(session, people=[me], organisations=[used])
    make_engagement(session, people=[me], organisations=[seldom])
    make_engagement(session, organisations=[make_organisation(session, "City of Portici")])

    def offered(text: str) -> list[str]:
        return [o["label"] for o in client.get(f"/pick/organisations?q={text}").json["options"]]

    assert offered("port")[:2] == ["City of Portoroz", "City of Portimao"]
    assert "City of Portici" in offered("port")
    assert offered("") == ["City of Portoroz", "City of Portimao"]
    found = client.submit(NEW, {"organisations-query": ""}, button=("find", "organisations"))
    boxes = Page(found).soup.select("#organisations [data-candidates] input")
    assert [box["value"] for box in boxes] == [str(used.id), str(seldom.id)]


def test_recent_use_of_all_kinds_and_never_oneself_or_the_hidden(
    client: AuditedClient, session: Session, me: User
) -> None:
    contact = make_contact(session)
    unit = make_unit(session)
    hidden = make_contact(session, visibility=Visibility.RESTRICTED, unit_id=unit.id)
    colleague, partnership = make_user(session), make_partnership(session)
    make_engagement(
        session, people=[me, colleague], contacts=[contact, hidden], partnership=partnership
    )

    def numbers(kind: str) -> list[str]:
        return [option["value"] for option in client.get(f"/pick/{kind}?q=").json["options"]]

    assert numbers("contacts") == [str(contact.id)]
    assert numbers("people") == [str(colleague.id)]
    assert numbers("partnerships") == [str(partnership.id)]


def test_suggestions_cost_one_statement_for_recent_use(
    client: AuditedClient, session: Session, me: User, count_statements: CountStatements
) -> None:
    counts = []
    for _ in range(2):
        for _ in range(3):
            make_engagement(session, people=[me])
        session.expire_all()
        with count_statements() as statements:
            client.get("/pick/organisations?q=organisation")
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 4
