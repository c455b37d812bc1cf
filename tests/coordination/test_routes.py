"""The pages of the coordination group, as people use them."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from app.coordination import queries
from app.core.access_log import AccessLog
from app.core.session import Session
from tests.client import AuditedClient, Page
from tests.conftest import CountStatements, SignIn
from tests.factories.coordination import make_member, make_seat
from tests.factories.users import make_unit, make_user

GROUP = "/coordination-group"


def seat_page(number: int) -> str:
    return f"{GROUP}/{number}"


def test_empty_group_says_what_to_do(client: AuditedClient, sign_in: SignIn) -> None:
    sign_in("officer")
    page = client.page(GROUP)
    assert "Nobody sat in the group on this day" in page.text
    assert page.soup.find("a", href=f"{GROUP}/new")


def test_reader_sees_the_group_and_changes_nothing(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    member = make_member(session, name="Aino Advisor")
    sign_in("reader")
    page = client.page(GROUP)
    assert "Aino Advisor" in page.text
    assert not page.soup.find("a", href=f"{GROUP}/new")
    assert "Edit" not in client.page(seat_page(member.seat_id)).soup.main.get_text()
    for path in (f"{GROUP}/new", f"{seat_page(member.seat_id)}/edit"):
        assert client.get(path).status_code == 403
        assert client.post(path).status_code == 403


def test_group_of_another_day_shows_who_sat_then(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    seat = make_seat(session, "Director of communications")
    make_member(session, seat, "Aino", started_on=date(2020, 1, 1), ended_on=date(2026, 3, 15))
    make_member(session, seat, "Eero", started_on=date(2026, 3, 16))
    sign_in("reader")

    then = client.page(f"{GROUP}?on=2026-03-01").soup.find(id="composition").get_text()
    now = client.page(GROUP).soup

    assert "Aino" in then
    assert "Eero" not in then
    assert "Eero" in now.find(id="composition").get_text()
    assert "Aino" in now.find(id="former-members").get_text()


@pytest.mark.parametrize("typed", ["yesterday", "2026-02-30", "31/12/2026", "1.13.2026", "\x00"])
def test_wrong_day_gets_a_message_and_stays_typed(
    client: AuditedClient, sign_in: SignIn, typed: str
) -> None:
    sign_in("reader")
    response = client.get(GROUP, query_string={"on": typed})
    assert response.status_code == 422
    page = Page(response)
    assert "2026-03-31" in page.errors()["on"]
    if typed.isprintable():
        assert page.soup.find(id="on")["value"] == typed


def test_day_may_be_written_as_people_do(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    make_member(session, name="Aino", started_on=date(2026, 3, 1), ended_on=date(2026, 3, 1))
    sign_in("reader")
    composition = client.page(f"{GROUP}?on=1.3.2026").soup.find(id="composition")
    assert "Aino" in composition.get_text()


def test_vacant_and_coming_and_former_seats_are_told_apart(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    make_seat(session, "Vacant seat")
    make_seat(session, "Later seat", started_on=date(2027, 1, 1))
    make_seat(session, "Earlier seat", ended_on=date(2024, 12, 31))
    sign_in("reader")
    soup = client.page(GROUP).soup
    assert "Vacant" in soup.find(id="composition").tbody.get_text()
    assert "Later seat" in soup.find(id="coming").get_text()
    assert "Earlier seat" in soup.find(id="former-seats").get_text()


def test_composition_of_a_day_leaves_as_csv_and_xlsx_and_is_logged(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    seat = make_seat(session, "=HYPERLINK(1)", unit_id=make_unit(session, "Library").id)
    make_member(session, seat, "Aino", title="Advisor")
    make_seat(session, "Vacant seat")
    sign_in("reader")

    csv = client.get(f"{GROUP}?on=2026-03-01&format=csv")
    lines = csv.get_data(as_text=True).removeprefix("\ufeff").splitlines()
    assert "coordination-group-2026-03-01.csv" in csv.headers["Content-Disposition"]
    assert lines[1].startswith("'=HYPERLINK(1),Library,Aino,Advisor,2026-01-01,")
    assert "Vacant" in lines[2]

    xlsx = client.get(f"{GROUP}?on=2026-03-01&format=xlsx")
    sheet = load_workbook(io.BytesIO(xlsx.get_data())).active
    xlsx.close()
    assert sheet.max_row == 3
    assert sheet["C2"].value == "Aino"
    assert session.query(AccessLog).filter_by(entity_type="coordination-group").count() == 2


def test_seat_is_added_edited_ended(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    sign_in("officer")
    answer = client.submit(
        f"{GROUP}/new", {"name_en": "Library services", "started_on": "10.6.2019"}
    )
    assert answer.status_code == 302
    [seat] = queries.list_seats(session)
    assert (seat.name_en, seat.started_on) == ("Library services", date(2019, 6, 10))

    client.submit(f"{seat_page(seat.id)}/edit", {"name_fi": "Kirjastopalvelut"})
    client.submit(f"{seat_page(seat.id)}/end", {"ended_on": "2026-10-31", "reason": "Merged"})
    session.expire_all()
    [seat] = queries.list_seats(session)
    assert (seat.name_fi, seat.ended_on) == ("Kirjastopalvelut", date(2026, 10, 31))
    history = client.page(f"{seat_page(seat.id)}/history").text
    assert "Merged" in history
    assert "Seat ended" in history


def test_member_is_picked_among_colleagues(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    seat = make_seat(session)
    user = make_user(session, name="Liisa Virtanen", title="Senior advisor")
    sign_in("officer")
    path = f"{seat_page(seat.id)}/members/new"

    found = Page(client.submit(path, {"user_id-query": "Virtanen"}, button=("find", "user_id")))
    assert "Liisa Virtanen" in found.text
    answer = client.submit(path, {"user_id": str(user.id), "started_on": "2026-01-01"})

    assert answer.status_code == 302
    assert "Liisa Virtanen" in client.page(seat_page(seat.id)).text


def test_member_without_an_account_has_a_name(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    seat = make_seat(session)
    sign_in("officer")
    path = f"{seat_page(seat.id)}/members/new"

    nobody = Page(client.submit(path, {"started_on": "2026-01-01"}))
    assert "name" in nobody.errors()
    assert nobody.response.status_code == 422
    assert client.submit(path, {"name": "Deputy", "started_on": "2026-01-01"}).status_code == 302


def test_overlap_is_refused_at_the_field_and_what_was_typed_stays(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    member = make_member(session, name="Aino")
    sign_in("officer")
    page = Page(
        client.submit(
            f"{seat_page(member.seat_id)}/members/new",
            {"name": "Eero", "title": "Advisor", "started_on": "2026-02-01"},
        )
    )
    assert page.response.status_code == 422
    assert "Aino" in page.errors()["started_on"]
    assert page.soup.find(id="title")["value"] == "Advisor"


def test_membership_is_edited_and_ended(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    member = make_member(session, name="Aino")
    sign_in("officer")
    path = f"{GROUP}/members/{member.id}"
    assert client.submit(f"{path}/edit", {"title": "Advisor"}).status_code == 302
    early = Page(client.submit(f"{path}/end", {"ended_on": "2025-12-31"}))
    assert "ended_on" in early.errors()
    assert client.submit(f"{path}/end", {"ended_on": "2026-10-31"}).status_code == 302
    session.expire_all()
    [changed] = queries.get_seat(session, member.seat_id).members
    assert (changed.title, changed.ended_on) == ("Advisor", date(2026, 10, 31))


def test_second_of_two_people_sees_both_versions(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    seat = make_seat(session, "Library services")
    sign_in("officer")
    path = f"{seat_page(seat.id)}/edit"
    old = {"version": str(seat.version), "name_en": "Libraries", "started_on": "2019-06-10"}
    client.submit(path, {"name_en": "Library and reading"})

    page = Page(client.submit(path, old))

    assert page.response.status_code == 409
    assert "Library and reading" in page.text
    assert "Libraries" in page.text


def test_seat_in_use_is_not_removed_and_says_why(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    member, vacant = make_member(session), make_seat(session)
    sign_in("officer")
    kept = client.post(f"{seat_page(member.seat_id)}/remove", follow_redirects=True)
    assert "can be ended but not removed" in Page(kept).text
    client.post(f"{seat_page(vacant.id)}/remove")
    session.expire_all()
    assert [seat.id for seat in queries.list_seats(session)] == [member.seat_id]


def test_seat_is_marked_as_verified(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    seat = make_seat(session, source="Roadmap 2019")
    sign_in("officer")
    answer = client.post(f"{seat_page(seat.id)}/verify", follow_redirects=True)
    assert "Verified by" in Page(answer).text


HOSTILE = [
    {},
    {"name_en": "x" * 201, "started_on": "2026-01-01"},
    {"name_en": "a\u202eb", "started_on": "2026-01-01"},
    {"name_en": "a\x00b", "started_on": "\x00", "position": "\x01"},
    {"name_en": "A", "started_on": "01/02/2026"},
    {"name_en": "A", "started_on": "2026-01-01", "unit_id": "999999"},
    {"name_en": "A", "started_on": "2026-01-01", "position": "many"},
    {"name_en": "A", "started_on": "2026-01-02", "ended_on": "2026-01-01"},
    {"name_en": "A", "started_on": "9999-99-99"},
]


@pytest.mark.parametrize("data", HOSTILE)
def test_seat_form_survives_what_people_send(
    client: AuditedClient, session: Session, sign_in: SignIn, data: dict[str, str]
) -> None:
    sign_in("officer")
    page = Page(client.post(f"{GROUP}/new", data))
    assert page.response.status_code == 422
    assert page.errors()
    assert not queries.list_seats(session)


@pytest.mark.parametrize("user_id", ["0", "-1", "999999", "x", "99999999999999999999"])
def test_member_form_survives_unknown_people(
    client: AuditedClient, session: Session, sign_in: SignIn, user_id: str
) -> None:
    seat = make_seat(session)
    sign_in("officer")
    data = {"user_id": user_id, "started_on": "2026-01-01"}
    page = Page(client.post(f"{seat_page(seat.id)}/members/new", data))
    assert page.response.status_code == 422


def test_missing_seats_and_members_are_not_found(client: AuditedClient, sign_in: SignIn) -> None:
    sign_in("officer")
    for path in ("/999", "/999/edit", "/999/members/new", "/members/999/edit", "/999/history"):
        assert client.get(GROUP + path).status_code == 404


@pytest.mark.parametrize("rows", [1, 30])
def test_group_and_seat_cost_the_same_with_more_rows(
    client: AuditedClient,
    session: Session,
    sign_in: SignIn,
    count_statements: CountStatements,
    rows: int,
) -> None:
    unit = make_unit(session)
    for _row in range(rows):
        seat = make_seat(session, unit_id=unit.id)
        user = make_user(session, unit=unit)
        make_member(session, seat, user_id=user.id, ended_on=date(2026, 6, 30))
        make_member(session, seat, started_on=date(2026, 7, 1))
    sign_in("officer")
    path = seat_page(seat.id)
    session.expire_all()
    with count_statements() as group:
        client.page(GROUP)
    with count_statements() as one:
        client.page(path)
    # The budgets are 6 and 9; the numbers are exact, so that one more is noticed.
    assert (len(group), len(one)) == (2, 3), group + one
