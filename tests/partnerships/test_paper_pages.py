"""Pages of instruments, files, fees, seats and obligations through the client."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.core.audit import SYSTEM
from app.core.db import Visibility
from app.core.session import Session
from app.partnerships import queries, services
from app.partnerships.models import PartnershipKind, Recurrence, Term
from tests.client import AuditedClient
from tests.conftest import CountStatements, SignIn
from tests.factories import files
from tests.factories.papers import make_fee, make_instrument, make_obligation, make_seat
from tests.factories.partnerships import make_active_partnership, make_partnership
from tests.factories.users import make_unit, make_user


def papers(session: Session, partnership: Any) -> queries.Papers:
    session.expire_all()
    return queries.papers_of(session, partnership.id)


@pytest.fixture
def network(session: Session, sign_in: SignIn) -> Any:
    """A network membership, with an officer signed in."""
    sign_in("officer")
    return make_partnership(session, PartnershipKind.NETWORK)


def test_an_instrument_is_added_shown_edited_and_removed(
    client: AuditedClient, session: Session, network: Any
) -> None:
    page = f"/partnerships/{network.id}"
    response = client.submit(
        f"{page}/instruments/new",
        {
            "title": "Statutes of the network",
            "kind": "statutes",
            "term": "auto_renewing",
            "ends_on": "31.12.2025",
            "renewal_months": "12",
            "notice_months": "1",
            "languages": "French, English",
            "document": (io.BytesIO(files.PDF), "Statutes.pdf"),
        },
    )
    assert response.status_code == 302
    shown = client.page(page)
    assert "notice by 30 Nov 2026" in shown.text
    assert "Decide on notice" in shown.text
    assert "Statutes · French · English" in shown.text
    link = shown.soup.find("a", string="Statutes.pdf")
    assert link is not None
    download = client.get(str(link["href"]))
    assert download.get_data() == files.PDF
    assert download.headers["Content-Disposition"] == "attachment; filename=Statutes.pdf"
    [instrument] = papers(session, network).instruments
    client.submit(f"{page}/instruments/{instrument.id}/edit", {"title": "Statutes 2026"})
    assert papers(session, network).instruments[0].title == "Statutes 2026"
    client.submit(f"{page}/instruments/{instrument.id}/remove", {"reason": "Entered twice"})
    assert papers(session, network).instruments == []
    history = client.page(f"{page}/history").text
    assert "Removed a document" in history
    assert "Statutes.pdf" not in client.page(page).text


def test_a_refused_file_shows_at_its_field_and_keeps_what_was_typed(
    client: AuditedClient, session: Session, network: Any
) -> None:
    response = client.submit(
        f"/partnerships/{network.id}/instruments/new",
        {"title": "Kept", "kind": "agreement", "document": (io.BytesIO(b"MZ"), "virus.pdf")},
    )
    assert response.status_code == 422
    html = response.get_data(as_text=True)
    assert 'value="Kept"' in html
    assert "does not hold what its name says" in html
    assert papers(session, network).instruments == []


def test_a_signature_ahead_of_an_active_partnership_is_refused_at_its_field(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    sign_in("officer")
    partnership = make_active_partnership(session)
    response = client.submit(
        f"/partnerships/{partnership.id}/instruments/new",
        {"title": "MoU", "kind": "memorandum", "signed_on": "3.11.2026"},
    )
    assert response.status_code == 422
    assert "No signature in the future" in response.get_data(as_text=True)


def test_the_checklist_leads_to_the_instrument_that_is_to_be_signed(
    client: AuditedClient, session: Session, network: Any
) -> None:
    make_instrument(session, network, signed_on=date(2026, 12, 1))
    links = [
        str(a["href"])
        for a in client.page(f"/partnerships/{network.id}").soup.select(".checklist a")
    ]
    assert "#instruments" in links


def test_two_people_who_edit_an_instrument_both_see_it(
    client: AuditedClient, session: Session, network: Any
) -> None:
    instrument = make_instrument(session, network)
    path = f"/partnerships/{network.id}/instruments/{instrument.id}/edit"
    mine = client.page(path)
    del mine
    services.update_instrument(session, network, instrument, {"notes": "Theirs"}, actor=SYSTEM)
    response = client.submit(path, {"notes": "Mine", "version": "1"})
    assert response.status_code == 409
    assert "Theirs" in response.get_data(as_text=True)


def test_files_of_a_hidden_partnership_are_not_there(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    owner = make_user(session)
    partnership = make_partnership(
        session, visibility=Visibility.RESTRICTED, owner_id=owner.id, unit_id=owner.unit_id
    )
    document = services.add_document(session, partnership, files.pdf(), "Secret", actor=SYSTEM)
    obligation = make_obligation(session, partnership)
    seat = make_seat(session, partnership)
    addresses = [
        f"/partnerships/{partnership.id}/documents/{document.id}",
        f"/obligations/{obligation.id}",
        f"/network-seats/{seat.id}",
    ]
    sign_in("reader")
    assert [client.get(path).status_code for path in addresses] == [404] * 3
    client.sign_in(session, owner)
    assert [client.get(path).status_code for path in addresses] == [200, 302, 302]


def test_a_file_is_found_under_its_own_partnership_only(
    client: AuditedClient, session: Session, network: Any
) -> None:
    other = make_partnership(session)
    document = services.add_document(session, other, files.pdf(), actor=SYSTEM)
    assert client.get(f"/partnerships/{network.id}/documents/{document.id}").status_code == 404


def test_a_file_is_added_to_the_partnership_itself(
    client: AuditedClient, session: Session, network: Any
) -> None:
    path = f"/partnerships/{network.id}/documents/new"
    assert client.submit(path, {"title": "Report"}).status_code == 422
    sent = {"title": "Report", "document": (io.BytesIO(files.xlsx()), "Luvut.xlsx")}
    assert client.submit(path, sent).status_code == 302
    [document] = papers(session, network).documents
    assert "XLSX" in client.page(f"/partnerships/{network.id}").text
    remove = f"/partnerships/{network.id}/documents/{document.id}/remove"
    assert client.submit(remove, {"reason": ""}).status_code == 422
    client.submit(remove, {"reason": "Old"})
    assert papers(session, network).documents == []


def test_fees_by_year_are_a_table_with_honest_totals(
    client: AuditedClient, session: Session, network: Any
) -> None:
    page = f"/partnerships/{network.id}"
    values = {
        "year": "2025", "amount": "75 000", "currency": "DKK", "eur": "10050,50",
        "eur_on": "1.2.2025", "due_on": "1.3.2025", "paid_on": "28.2.2025",
    }  # fmt: skip
    assert client.submit(f"{page}/fees/new", values).status_code == 302
    session.expire_all()
    make_fee(session, network, 2024, amount=None, currency="DKK")
    make_fee(session, network, 2026, amount=Decimal(76000), currency="DKK", due_on=date(2026, 3, 1))
    table = client.page(page).soup.select_one("#fees table")
    assert table is not None
    rows = [" ".join(row.get_text(" ").split()) for row in table.select("tbody tr")]
    assert rows[0].startswith("2026 76,000 DKK Not stated")
    assert "Late" in rows[0]
    assert rows[1].startswith("2025 75,000 DKK 10,050.50 EUR 1 Feb 2025")
    assert rows[2].startswith("2024 Not recorded Not stated")
    assert rows[3].startswith("Together 151,000 DKK 2 of 3 years 10,050.50 EUR 1 of 3 years")
    response = client.submit(f"{page}/fees/new", values)
    assert response.status_code == 422
    assert "recorded already" in response.get_data(as_text=True)


def test_the_fee_of_the_form_is_refused_where_years_are_recorded(
    client: AuditedClient, session: Session, network: Any
) -> None:
    make_fee(session, network)
    path = f"/partnerships/{network.id}/edit"
    assert client.submit(path, {"summary": "Unchanged fee"}).status_code == 302
    response = client.submit(path, {"fee_amount": "1"})
    assert response.status_code == 422
    assert "change it there" in response.get_data(as_text=True)


def test_a_seat_is_added_edited_and_refused_when_taken(
    client: AuditedClient, session: Session, network: Any
) -> None:
    page = f"/partnerships/{network.id}"
    user = make_user(session, name="Aino Virta")
    values = {"body": "Board", "role": "Chair", "holder_id": str(user.id), "from_on": "1.1.2026"}
    assert client.submit(f"{page}/seats/new", values).status_code == 302
    [seat] = papers(session, network).seats
    assert "Aino Virta" in client.page(f"{page}").text
    response = client.submit(
        f"{page}/seats/new", {"body": "board", "role": "chair", "holder_name": "Olli Ranta"}
    )
    assert response.status_code == 422
    assert "Somebody holds this seat" in response.get_data(as_text=True)
    client.submit(f"{page}/seats/{seat.id}/edit", {"to_on": "1.6.2026"})
    assert "Not today" in client.page(page).text
    assert client.get(f"/network-seats/{seat.id}").headers["Location"] == f"{page}#seat-{seat.id}"


def test_an_obligation_is_fulfilled_with_evidence_and_comes_round_again(
    client: AuditedClient, session: Session, network: Any
) -> None:
    page = f"/partnerships/{network.id}"
    values = {"what": "Yearly report", "due_on": "31.10.2026", "recurrence": "yearly"}
    assert client.submit(f"{page}/obligations/new", values).status_code == 302
    [one] = papers(session, network).obligations
    shown = client.page(page)
    assert "Was due 31 Oct 2026" in shown.text
    path = f"{page}/obligations/{one.id}/fulfil"
    evidence = {
        "evidence": "Accepted by the secretariat",
        "document": (io.BytesIO(files.PDF), "Report 2026.pdf"),
    }
    response = client.submit(path, evidence, button="Save")
    assert response.status_code == 302
    assert "31 Oct 2027" in client.page(page).text
    assert "Report 2026.pdf" in client.page(page).text
    assert client.get(path).status_code == 302
    client.submit(f"{page}/obligations/{one.id}/edit", {"evidence": "Accepted in full"})
    assert "Accepted in full" in client.page(page).text
    assert (
        client.get(f"/obligations/{one.id}").headers["Location"].endswith(f"#obligation-{one.id}")
    )


def test_a_fulfilment_in_the_future_is_refused_at_its_field(
    client: AuditedClient, session: Session, network: Any
) -> None:
    one = make_obligation(session, network)
    path = f"/partnerships/{network.id}/obligations/{one.id}/fulfil"
    response = client.submit(path, {"fulfilled_on": "3.11.2026"})
    assert response.status_code == 422
    assert "lies ahead" in response.get_data(as_text=True)


@pytest.mark.parametrize("part", ["fees", "seats"])
def test_only_networks_have_fees_and_seats(
    client: AuditedClient, session: Session, sign_in: SignIn, part: str
) -> None:
    sign_in("officer")
    agreement = make_partnership(session, PartnershipKind.CITY_AGREEMENT)
    assert client.get(f"/partnerships/{agreement.id}/{part}/new").status_code == 404
    assert client.page(f"/partnerships/{agreement.id}").soup.find(id=part) is None


PARTS = ("instruments/new", "documents/new", "fees/new", "seats/new", "obligations/new")


@pytest.mark.parametrize("part", PARTS)
def test_contributors_keep_to_the_partnerships_of_their_unit(
    client: AuditedClient, session: Session, sign_in: SignIn, part: str
) -> None:
    unit = make_unit(session)
    own, other = make_partnership(session, unit_id=unit.id), make_partnership(session)
    sign_in("contributor", unit)
    client.page(f"/partnerships/{own.id}/{part}")
    assert client.get(f"/partnerships/{other.id}/{part}").status_code == 403
    sign_in("reader")
    assert client.get(f"/partnerships/{own.id}/{part}").status_code == 403
    assert client.page(f"/partnerships/{own.id}").soup.find("a", string="Add a document") is None


def test_adding_costs_few_statements(
    client: AuditedClient, session: Session, sign_in: SignIn, count_statements: CountStatements
) -> None:
    sign_in("officer")
    partnership = make_partnership(session)
    data = {
        "title": "MoU", "kind": "memorandum", "term": "unknown", "binding": "unknown",
        "document": (io.BytesIO(files.PDF), "MoU.pdf"),
    }  # fmt: skip
    number = partnership.id
    session.expunge_all()
    with count_statements() as statements:
        response = client.post(f"/partnerships/{number}/instruments/new", data)
    assert response.status_code == 302
    assert len(statements) <= 24, "\n".join(statements)


def test_the_page_shows_every_state_of_a_paper(
    client: AuditedClient, session: Session, network: Any
) -> None:
    terms: list[dict[str, Any]] = [
        {"signed_on": date(2026, 12, 1)},
        {"starts_on": date(2027, 1, 1)},
        {"term": Term.FIXED, "ends_on": date(2026, 10, 1)},
        {"term": Term.FIXED, "ends_on": date(2026, 12, 1)},
        {"term": Term.EVERGREEN, "term_as_written": "until further notice"},
    ]
    for values in terms:
        make_instrument(session, network, **values)
    make_obligation(session, network, recurrence=Recurrence.MONTHLY)
    text = client.page(f"/partnerships/{network.id}").text
    for state in ("To be signed", "Not in force yet", "Expired", "Ends soon", "In force"):
        assert state in text
    assert "“until further notice”" in text
    assert "Every month" in text
