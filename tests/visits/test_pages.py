"""Visits as pages: the public door, the way through the states, the files, and who sees what."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from docx import Document
from icalendar import Calendar

from app.core import clock
from app.core.audit import SYSTEM
from app.core.db import Visibility
from app.core.permissions import EVERYTHING
from app.core.session import Session
from app.visits import queries, services
from app.visits.models import Visit, VisitState
from tests.client import AuditedClient, Page
from tests.conftest import CountStatements, SignIn
from tests.factories.engagements import make_engagement
from tests.factories.organisations import (
    make_contact,
    make_network,
    make_network_member,
    make_organisation,
)
from tests.factories.partnerships import make_partnership
from tests.factories.strategy import make_focus_area
from tests.factories.users import make_unit, make_user
from tests.factories.visits import (
    SOON,
    make_accepted,
    make_programmed,
    make_visit,
    read_again,
    stop_values,
)
from tests.mailbox import Inbox
from tests.seeded import NOW

SENT: dict[str, Any] = {
    "title": "Winter cycling",
    "purpose": "Depots and paths.",
    "starts_on": SOON.isoformat(),
    "size": "9",
    "organisation_name": "City of Ice",
    "country": "EE",
    "contact_name": "Ada Asker",
    "contact_email": "ada@example.org",
    "understood": "y",
}


def visits(session: Session) -> list[Visit]:
    return list(session.scalars(queries.list_visits(EVERYTHING)).unique())


def test_stranger_asks_gets_a_number_and_hears_the_answer(
    client: AuditedClient, session: Session, sign_in: SignIn, inbox: Inbox
) -> None:
    area = make_focus_area(session, name_en="Winter")
    client.post("/language", {"language": "fi", "next": "/request-visit"})
    answer = client.submit("/request-visit", {**SENT, "focus_areas": str(area.id)})
    assert answer.location == "/request-visit/received"
    (made,) = visits(session)
    assert made.reference in client.page("/request-visit/received").text
    first = inbox.messages[0]
    assert (first["To"], made.reference in first["Subject"]) == ("ada@example.org", True)
    assert "Kiitos" in first.get_content()
    assert SENT["title"] not in first.get_content()
    sign_in("officer")
    told = {"state_reason": "No room", "redirected_to": "Helsinki Marketing", "tells": "y"}
    client.submit(f"/visits/{made.id}/redirect", told)
    assert "Helsinki Marketing" in inbox.messages[1].get_content()
    assert "Emme voi itse" in inbox.messages[1].get_content()


def test_public_form_keeps_what_was_typed_and_slows_a_flood(
    client: AuditedClient, session: Session
) -> None:
    past = (clock.today() - timedelta(days=1)).isoformat()
    answer = client.submit("/request-visit", {**SENT, "starts_on": past, "understood": None})
    page = Page(answer)
    assert set(page.errors()) == {"starts_on", "understood"}
    assert page.soup.find(id="title")["value"] == SENT["title"]
    for _number in range(5):
        assert client.submit("/request-visit", SENT).status_code == 302
    answer = client.submit("/request-visit", SENT)
    assert answer.status_code == 429
    assert "What you wrote is still here" in Page(answer).text
    assert len(visits(session)) == 5


def test_contributor_of_the_host_unit_carries_a_visit_from_request_to_report(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    me = sign_in("contributor")
    partner = make_organisation(session, "City of Riga")
    day = NOW.date().isoformat()
    values = {"title": "Trams", "organisation_id": str(partner.id), "starts_on": day,
              "visibility": "city", "received_on": day, "unit_id": str(me.unit_id)}  # fmt: skip
    client.submit("/visits/new", values)
    (visit,) = visits(session)
    at = f"/visits/{visit.id}"
    assert "less than four weeks" in client.page(at).text
    other = {"handler_id": str(me.id), "unit_id": str(make_unit(session).id)}
    assert client.submit(f"{at}/accept", other).status_code == 422
    client.submit(f"{at}/accept", {"handler_id": str(me.id)})
    stop = {"starts_at": "09.00", "what": "Welcome", "host_id": str(me.id), "action": "next"}
    assert client.submit(f"{at}/programme/new", stop).location == f"{at}/programme/new"
    number = read_again(session, visit).stops[0].id
    client.submit(f"{at}/programme/{number}", {"place": "City Hall", "ends_at": "10:15"})
    client.submit(f"{at}/programme", {})
    page = client.page(at)
    assert "09:00–10:15" in page.text
    assert "City Hall" in page.text
    client.submit(f"{at}/hold", {"summary": "Riga on trams"})
    client.submit(f"{at}/report", {"report": "Good.", "thanked_on": day, "nothing_promised": "y"})
    page = client.page(at)
    assert "Riga on trams" in page.text
    assert read_again(session, visit).state is VisitState.REPORTED
    assert "Winter" not in client.page(f"{at}/history").text


def test_a_place_is_taken_once_unless_there_is_room_and_the_programme_is_sent(
    client: AuditedClient, session: Session, sign_in: SignIn, inbox: Inbox
) -> None:
    there, me = make_programmed(session, title="Harbours"), sign_in("officer")
    visit = make_accepted(session, me, title="Trams", language="sv")
    at, stop = f"/visits/{visit.id}", {"day": SOON.isoformat(), "what": "Depot", "hosts": "Guide"}
    taken = stop | {"starts_at": "10.00", "ends_at": "11.00", "place": "CITY hall"}
    page = Page(client.submit(f"{at}/programme/new", taken))
    assert page.errors()["save_anyway"].startswith("Error: “Harbours” is there at 09:00–10:30.")
    assert client.submit(f"{at}/programme/new", taken | {"save_anyway": "y"}).status_code == 302
    later = taken | {"starts_at": "10.30", "ends_at": "10.45"}
    assert client.submit(f"{at}/programme/new", later).status_code == 302
    secret = {"visibility": Visibility.RESTRICTED}
    services.update_visit(session, there, secret, actor=SYSTEM)
    host = sign_in("contributor", me.unit)
    assert client.submit(f"{at}/programme/new", taken | {"what": "Tea"}).status_code == 302, host
    client.submit(f"{at}/programme", {"tells": "y"})
    letter = inbox.messages[-1]
    assert letter["Subject"] == f"Programmet för ert besök {visit.reference}"
    assert "10:00–11:00 Depot · CITY hall · " in letter.get_content()
    services.add_stop(session, read_again(session, visit), stop_values(visit), actor=SYSTEM)
    client.submit(at, form="programme/send")
    assert "09:00–10:30 Welcome" in inbox.messages[-1].get_content()
    other = make_accepted(session, host)
    assert client.post(f"/visits/{other.id}/programme/send").status_code == 409


def test_visits_asked_for_stand_where_they_matter(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    partner, partnership = make_organisation(session).id, make_partnership(session).id
    make_visit(session, title="Ports", organisation_id=partner, partnership_id=partnership)
    sign_in("manager")
    for path in (f"/organisations/{partner}", f"/partnerships/{partnership}", "/"):
        page = client.page(path)
        assert page.soup.find("a", string="Ports"), path
        assert "Requested" in page.text


def test_other_units_contributor_answers_nothing(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    visit = make_accepted(session)
    sign_in("contributor")
    for path in ("edit", "cancel", "programme/new"):
        assert client.get(f"/visits/{visit.id}/{path}").status_code == 403
    page = client.page(f"/visits/{visit.id}")
    assert "Ada Asker" not in page.text
    assert "known to those who handle visits" in page.text


@pytest.mark.parametrize("role", ["reader", "contributor"])
def test_no_page_list_export_calendar_or_suggestion_tells_of_a_restricted_visit(
    client: AuditedClient, session: Session, sign_in: SignIn, role: str
) -> None:
    handler = make_user(session)
    values: dict[str, Any] = {
        "title": "Zephyrine talks", "visibility": Visibility.RESTRICTED, "allows_calendar": True,
    }  # fmt: skip
    partner, partnership = make_organisation(session).id, make_partnership(session).id
    values |= {"organisation_id": partner, "partnership_id": partnership}
    hidden = make_programmed(session, handler, **values)
    turned = make_visit(session, **values)
    services.decline(session, turned, {"state_reason": "Zephyrine"}, actor=SYSTEM)
    services.set_capacity(session, handler.unit_id, NOW.date(), 3, actor=SYSTEM)
    sign_in(role)
    client.is_examining = False
    for path in ("/visits", "/visits?q=zephyrine", "/visits?format=csv", "/visits/turned-away",
                 "/search?q=zephyrine", "/search/suggest?q=zephyrine", "/visiting",
                 "/visiting.ics", "/", "/visits?state=turned-away",
                 f"/organisations/{partner}", f"/partnerships/{partnership}"):  # fmt: skip
        told = client.get(path).get_data(as_text=True)
        assert "Zephyrine talks" not in told, path
    assert "3" in client.page("/visits/capacity").text
    assert "1 / 3" not in client.page("/visits/capacity").text
    for path in ("", "/history", "/pack.pdf"):
        assert client.get(f"/visits/{hidden.id}{path}").status_code == 404


def test_public_calendar_names_what_is_public_and_agreed(
    client: AuditedClient, session: Session
) -> None:
    public = {"visibility": Visibility.PUBLIC}
    make_accepted(session, title="Told of", allows_calendar=True, ends_on=SOON + timedelta(1),
                  **public)  # fmt: skip
    make_accepted(session, title="Guests say no", **public)
    make_accepted(session, title="For the city", allows_calendar=True)
    make_visit(session, title="Not agreed yet", allows_calendar=True, **public)
    page = client.page("/visiting")
    assert "Told of" in page.text
    for title in ("Guests say no", "For the city", "Not agreed yet"):
        assert title not in page.text
    (event,) = Calendar.from_ical(client.get("/visiting.ics").data).walk("VEVENT")
    assert event.decoded("dtstart") == SOON
    assert event.decoded("dtend") == SOON + timedelta(days=2)


def test_pack_tells_hosts_whom_they_meet_in_both_kinds_of_file(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    me = sign_in("officer")
    partner, network = make_organisation(session, "City of Riga"), make_network(session)
    make_network_member(session, network, partner)
    make_partnership(session, exists=True, partners=[network.id])
    guest = make_contact(session, partner, "Kalniņa", form_of_address="Madam Mayor")
    make_engagement(
        session,
        organisations=[partner],
        summary="We met about trams",
        follow_ups=[{"what": "Send the map", "assignee_id": me.id}],
    )
    visit = make_programmed(
        session, me, organisation_id=partner.id, contacts=[guest.id], head_name="Anna First"
    )
    file = client.get(f"/visits/{visit.id}/pack.docx").data
    document = Document(io.BytesIO(file))
    words = [paragraph.text for paragraph in document.paragraphs]
    words += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    told = "\n".join(words)
    for part in ("Anna First", "Kalniņa", "Madam Mayor", "We met about trams", "Send the map",
                 "Eurocities", "Welcome", "City Hall"):  # fmt: skip
        assert part in told, part
    assert client.get(f"/visits/{visit.id}/pack.pdf").data.startswith(b"%PDF")


def test_demand_turned_away_is_counted_by_topic_and_country(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    area = make_focus_area(session, name_en="Schools")
    for country, verb in (("JP", "decline"), ("JP", "redirect"), ("FR", "decline")):
        visit = make_visit(session, country=country, focus_areas=[area.id])
        told = {"state_reason": "Full", "redirected_to": "Others"}
        getattr(services, verb)(session, visit, told, actor=SYSTEM)
    sign_in("reader")
    page = client.page("/visits/turned-away?year=2026")
    tables = [
        [cell.get_text() for cell in table.select("tbody :is(th, td)")]
        for table in page.soup.find_all("table")
    ]
    assert tables[0] == ["Schools", "2", "1", "3"]
    assert tables[1] == ["Japan", "1", "1", "2", "France", "1", "0", "1"]
    assert len(page.soup.find_all("svg", role="img")) == 2
    assert "No request was turned away" in client.page("/visits/turned-away?year=2024").text


def test_pages_ask_a_constant_number_of_statements(
    client: AuditedClient, session: Session, sign_in: SignIn, count_statements: CountStatements
) -> None:
    me = sign_in("officer", make_unit(session))
    areas = [make_focus_area(session).id for _number in range(3)]
    partner = make_organisation(session).id
    common = {"organisation_id": partner, "focus_areas": areas, "unit_id": me.unit_id}
    visit = make_visit(session, **common)
    with count_statements() as one:
        client.page("/visits")
    with count_statements() as detail:
        client.page(f"/visits/{visit.id}")
    for _number in range(12):
        other = make_accepted(session, me, **common)
        services.add_stop(session, other, stop_values(other), actor=SYSTEM)
    with count_statements() as many:
        client.page("/visits")
    with count_statements() as later:
        client.page(f"/visits/{visit.id}")
    assert len(one) == len(many) <= 6
    assert len(later) <= len(detail) + 1 <= 10
