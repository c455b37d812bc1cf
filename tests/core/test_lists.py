"""Declared lists: paging by key, capped counts, exports that say what the page says."""

from __future__ import annotations

import base64
import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import openpyxl
import pytest
import sqlalchemy as sa

from app.core import export, lists
from app.core.access_log import AccessLog
from app.core.lists import Column, ListPage
from app.core.permissions import EVERYTHING, Role
from app.users.lists import USERS
from app.users.models import Unit, User
from app.users.permissions import USER_MANAGE
from tests.factories.users import make_unit, make_user
from tests.seeded import NOW

PEOPLE = ListPage(
    key="people",
    title="People",
    permission=USER_MANAGE,
    model=User,
    query=lambda _viewer: sa.select(User),
    columns=(
        Column("name", "Name", lambda user: user.name, sort=User.name),
        Column("role", "Role", lambda user: user.role, sort=User.role),
        Column("seen", "Seen", lambda user: user.last_signed_in_at, sort=User.last_signed_in_at),
        Column("made", "Made", lambda user: user.created_at, sort=User.created_at),
        Column("version", "Version", lambda user: user.version, kind="number", sort=User.version),
        Column("active", "Active", lambda user: user.is_active),
    ),
    default_sort="name",
)


@pytest.fixture
def people(session) -> None:
    """A hundred and twenty people; every third never signed in, many share a role or a name."""
    unit = make_unit(session)
    rows = [
        {
            "email": f"p{number}@example.org",
            "email_folded": f"p{number}@example.org",
            "name": f"Name {number % 40:02}",
            "title": "",
            "role": list(Role)[number % 5],
            "unit_id": unit.id,
            "last_signed_in_at": None if number % 3 == 0 else NOW - timedelta(days=number % 7),
            "created_at": NOW + timedelta(minutes=number // 2),
            "version": number % 4,
        }
        for number in range(120)
    ]
    session.execute(sa.insert(User.__table__), rows)


def run(session, **arguments: str) -> lists.ListResult:
    return lists.run(PEOPLE, session, EVERYTHING, "/people", arguments)


def arguments_of(url: str) -> dict[str, str]:
    from urllib.parse import parse_qsl, urlsplit

    return dict(parse_qsl(urlsplit(url).query))


@pytest.mark.parametrize("key", ["name", "role", "seen", "made", "version"])
@pytest.mark.parametrize("sign", ["", "-"])
def test_paging_shows_every_row_once_in_order_and_leads_back(session, people, key, sign):
    pages = [run(session, sort=sign + key)]
    while pages[-1].next_url:
        pages.append(run(session, **arguments_of(pages[-1].next_url)))
    rows = [[row.id for row in page.rows] for page in pages]
    assert [len(row) for row in rows] == [50, 50, 20]
    assert len({number for row in rows for number in row}) == 120
    backwards = [rows[2]]
    page = pages[2]
    while page.previous_url:
        page = run(session, **arguments_of(page.previous_url))
        backwards.insert(0, [row.id for row in page.rows])
    assert backwards == rows
    assert page.previous_url is None


@pytest.mark.parametrize("sign", ["", "-"])
def test_unknown_values_come_last_in_either_order(session, people, sign):
    page = run(session, sort=sign + "seen")
    assert all(row.last_signed_in_at for row in page.rows)
    known = [row.last_signed_in_at for row in page.rows]
    assert known == sorted(known, reverse=bool(sign))
    last = run(session, **arguments_of(run(session, **arguments_of(page.next_url)).next_url))
    assert not any(row.last_signed_in_at for row in last.rows)


def cursor(*parts: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


FORGED = (
    "", "x", "%", "A" * 400, cursor(), cursor(1), cursor("a", "b"), cursor("a", 9e99),
    cursor({}, 1), cursor([], 1), cursor("\ud800", 1), cursor("2026-13-45", 1),
    cursor(10**40, 1), cursor(True, 1), cursor("emperor", 1), cursor("a", -1),
    cursor("a", True), cursor("a", 2**40), base64.urlsafe_b64encode(b"[" * 5000).decode(),
    base64.urlsafe_b64encode(b"\xff\xfe").decode(), "é", "ab=c", cursor("a\x00", 1),
)  # fmt: skip


@pytest.mark.parametrize("key", ["name", "role", "seen", "made", "version"])
@pytest.mark.parametrize("direction", ["after", "before"])
def test_forged_place_in_the_list_starts_it_again(session, people, key, direction):
    first = [row.id for row in run(session, sort=key).rows]
    for text in FORGED:
        page = run(session, sort=key, **{direction: text})
        assert key == "name" or [row.id for row in page.rows] == first, text


def test_place_that_means_nothing_starts_the_list_again(session, people):
    first = [row.id for row in run(session).rows]
    assert [row.id for row in run(session, before="nonsense").rows] == first
    assert [row.id for row in run(session, after="nonsense").rows] == first


def test_unknown_sort_falls_back_to_the_default(session, people):
    page = run(session, sort="-password_hash")
    assert (page.sort, page.descending) == ("name", False)


def test_list_declares_only_sorts_that_it_can_page_by():
    with pytest.raises(ValueError, match="not its own column"):
        ListPage(
            key="wrong",
            title="Wrong",
            permission=USER_MANAGE,
            model=User,
            query=lambda _viewer: sa.select(User),
            columns=(Column("unit", "Unit", lambda user: user.unit, sort=Unit.name_en),),
        )


def test_count_is_capped(session, people, monkeypatch):
    assert run(session).count_label == "120"
    monkeypatch.setattr(lists.declared, "COUNT_CAP", 100)
    assert run(session).count_label == "more than 100"


def test_filtering_and_sorting_keep_each_other_and_start_paging_again(session, people):
    page = run(session, role="reader", sort="name", after="somewhere")
    assert page.url(sort="-name") == "/people?role=reader&sort=-name"
    assert page.url(role=None) == "/people?sort=name"
    assert page.columns[0].sort_url == "/people?role=reader&sort=-name"
    assert page.columns[-1].sort_url is None


def test_cells_leave_the_blank_blank_and_show_zero(app):
    def column(value):
        return Column("key", "Label", lambda _row: value)

    values = (None, "", 0, False, True, 1234)
    with app.test_request_context():
        shown = [lists.shown(column(value), None) for value in values]
    assert shown == ["", "", "0", "", "Yes", "1,234"]


@pytest.fixture
def named(session, sign_in):
    sign_in("administrator", name="Zzz")
    unit = make_unit(session, "Harbour")
    for name in ("=HYPERLINK(1)", "+358 40", "-minus", "@at", "Plain, with comma", "Åsa Öberg"):
        make_user(session, Role.READER, unit, name=name)


def test_csv_holds_what_the_page_shows_and_no_formula(client, session, named):
    page = client.page("/users?role=reader&sort=name")
    response = client.get("/users?role=reader&sort=name&format=csv")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    text = response.get_data().decode("utf-8-sig")
    heading, *rows = csv.reader(io.StringIO(text))
    assert heading[:2] == ["Name", "E-mail"]
    shown = [row.th.get_text() for row in page.soup.select("#list tbody tr")]
    assert [row[0].removeprefix("'") for row in rows] == shown
    assert [row[0] for row in rows if row[0][0] in "=+-@"] == []
    assert "Åsa Öberg" in shown


def test_workbook_holds_what_the_page_shows_and_no_formula(client, session, named):
    response = client.get("/users?role=reader&sort=-name&format=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(response.get_data()))
    rows = list(book.active.values)
    assert rows[0][:2] == ("Name", "E-mail")
    assert len(rows) == 7
    assert not any(str(cell).startswith("=") for row in rows for cell in row if cell)
    assert book.active.freeze_panes == "A2"


def test_export_is_logged_with_its_filters(client, session, named):
    client.get("/users?role=reader&format=csv")
    entry = session.scalars(sa.select(AccessLog)).one()
    assert (entry.action, entry.entity_type) == ("export", "users")
    assert "role=reader" in entry.detail


def test_export_that_cannot_be_logged_is_not_made(client, session, named, monkeypatch):
    from app.core import access_log

    monkeypatch.setattr(access_log, "record", lambda *_args, **_kwargs: False)
    response = client.get("/users?format=csv")
    assert response.status_code == 409
    assert b"Zzz" in response.get_data()
    assert b"HYPERLINK" not in response.get_data()


def test_export_needs_the_permission_of_the_page(client, sign_in):
    sign_in("manager")
    assert client.get("/users?format=csv").status_code == 403


def test_htmx_receives_the_list_alone(client, named):
    part = client.get("/users", headers={"HX-Request": "true"}).get_data(as_text=True)
    assert "<html" not in part
    assert 'id="list"' in part
    whole = client.get(
        "/users", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}
    )
    assert "<html" in whole.get_data(as_text=True)


def test_list_page_stays_light(client, session, sign_in):
    sign_in("administrator")
    unit = make_unit(session)
    for number in range(50):
        make_user(session, Role.READER, unit, name=f"Somebody with a longer name {number}")
    whole = client.get("/users").get_data()
    part = client.get("/users", headers={"HX-Request": "true"}).get_data()
    assert len(part) < 20 * 1024
    assert len(whole) < 30 * 1024


def test_option_is_in_quotes_where_it_must_be_and_the_chosen_one_is_marked():
    choices = [("city", "Cities <all>"), ('a "b" <c>', "Odd"), ("citylike", "No"), ("", "None")]
    assert lists.options_of(choices, "city") == (
        "<option value=city selected>Cities &lt;all&gt;"
        '<option value="a &#34;b&#34; &lt;c&gt;">Odd<option value=citylike>No<option value="">None'
    )
    assert lists.options_of(choices, 'a "b" <c>').count(" selected>Odd") == 1


@pytest.mark.parametrize("key", [*USERS.sorts, *(f"-{key}" for key in USERS.sorts)])
def test_every_declared_sort_answers(client, named, key):
    assert client.get(f"/users?sort={key}").status_code == 200


def test_hostile_query_breaks_nothing(client, named):
    for query in (
        "sort=%00", "role=%00", "role=administrator%00", "unit=abc", "unit=99999999999999999999",
        "active=maybe", "after=%F0%9F%87", "q=%00", "q=%1B%07", "q=%EF%BF%BF", "format=pdf",
        "sort=" + "a" * 5000,
        "role=reader&role=officer", "=x", "%ED%A0%80=1", "after[]=1",
    ):  # fmt: skip
        assert client.get("/users?" + query).status_code == 200, query


def test_moments_are_shown_in_the_time_of_the_city(app):
    from app.core.i18n import show_date, show_datetime

    late = datetime(2026, 11, 2, 23, 30, tzinfo=UTC)
    with app.test_request_context(headers={"Accept-Language": "fi"}):
        assert show_date(late) == "3.11.2026"
        assert show_datetime(late) == "3.11.2026 1.30"


def test_workbook_holds_dates_numbers_and_texts_as_such():
    values = {
        "day": (date(2026, 2, 28), date(1900, 3, 1), None),
        "count": (0, 1234567, Decimal("0.10")),
        "text": ('<b>&"\x00\x0b', "  two  spaces\nand a line ", "\U0001f30d ä"),
    }
    rows = [dict(zip(values, row, strict=True)) for row in zip(*values.values(), strict=True)]
    columns = [Column(key, key.title(), lambda row, key=key: row[key]) for key in values]
    with export.xlsx_file("Odd: [ones]", columns, rows) as file:
        book = openpyxl.load_workbook(file)
    heading, *found = book.active.iter_rows()
    assert book.active.title == "Odd ones"
    assert book.properties.title == "Odd: [ones]"
    assert [cell.value for cell in heading] == ["Day", "Count", "Text"]
    assert heading[0].font.b
    assert [row[0].value for row in found] == [datetime(2026, 2, 28), datetime(1900, 3, 1), None]
    assert found[0][0].number_format == "yyyy-mm-dd"
    assert [row[1].value for row in found] == [0, 1234567, 0.1]
    assert [row[2].value for row in found] == [
        '<b>&"\ufffd\ufffd', "  two  spaces\nand a line ", "\U0001f30d ä",
    ]  # fmt: skip
