"""The pages of solutions and notes: who may see and do what, and what a mistake leaves."""

from __future__ import annotations

import io
from datetime import timedelta

import openpyxl
import pytest

from app.core import clock
from app.core.db import Visibility
from app.core.permissions import EVERYTHING
from app.core.session import Session
from app.knowledge import queries
from app.knowledge.models import Direction, SolutionState
from tests.client import AuditedClient, Page
from tests.conftest import CountStatements, SignIn
from tests.factories.engagements import make_engagement
from tests.factories.knowledge import make_adopted, make_assessed, make_note, make_solution
from tests.factories.organisations import make_organisation
from tests.factories.partnerships import make_partnership
from tests.factories.strategy import make_focus_area, make_framework
from tests.factories.users import make_unit, make_user

LIST, DETAIL, CREATE = 6, 9, 15


def test_what_an_engagement_taught_becomes_a_solution(
    client: AuditedClient, session: Session, sign_in: SignIn, count_statements: CountStatements
) -> None:
    me = sign_in("contributor")
    lyon = make_organisation(session, "City of Lyon")
    area = make_focus_area(session, strategy=make_framework(session))
    met = make_engagement(
        session, organisations=[lyon], focus_areas=[area.id], learned="Light as a service"
    )
    page = client.page(f"/engagements/{met.id}")
    url = page.soup.find("a", href=lambda href: href and href.startswith("/solutions/new"))["href"]
    assert client.page(url).soup.find(id="body").get_text().strip() == "Light as a service"
    with count_statements() as opened:
        client.page(url)
    with count_statements() as saved:
        answer = client.submit(url, {"title": "Lit by the hour"})
    assert answer.status_code == 302
    # The client opens the form once more before it sends it.
    assert len(saved) - len(opened) <= CREATE
    number = int(answer.location.rsplit("/", 1)[1])
    made = queries.get_solution(session, number, EVERYTHING)
    assert (made.organisation_id, made.owner_id, made.unit_id) == (lyon.id, me.id, me.unit_id)
    assert [each.id for each in made.engagements] == [met.id]
    assert [each.id for each in made.focus_areas] == [area.id]
    for path in (f"/engagements/{met.id}", f"/organisations/{lyon.id}", "/search?q=lit+hour",
                 f"/strategy/focus-areas/{area.id}"):  # fmt: skip
        assert "Lit by the hour" in client.page(path).text, path


def test_solution_goes_from_learned_to_adopted_by_its_pages(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    solution = make_solution(session)
    me = sign_in("contributor")
    path = f"/solutions/{solution.id}"
    bad = Page(client.submit(f"{path}/assess", {"assessed_on": "1.1.2031"}))
    assert set(bad.errors()) == {"suitability", "assessment"}
    assert bad.soup.find(id="assessed_on")["value"] == "1.1.2031"
    values = {"suitability": "fits", "assessment": "We tried it in Kalasatama."}
    assert client.submit(f"{path}/assess", values).status_code == 302
    assert client.submit(f"{path}/adopt", {"note": "All schools"}).status_code == 302
    session.expire_all()
    found = queries.get_solution(session, solution.id)
    assert (found.state, found.assessed_by_id) == (SolutionState.ADOPTED, me.id)
    assert [use.unit_id for use in found.uses] == [me.unit_id]
    page = client.page(path)
    assert "Kalasatama" in page.text
    assert "All schools" in page.text
    # It belongs to another unit, so a contributor neither edits it nor takes a use out.
    assert not page.forms()
    for address in (f"{path}/edit", f"{path}/set-aside"):
        assert client.get(address).status_code == 403
    assert "Adopted" in client.page(f"{path}/history").text


def test_officer_takes_out_a_use_sets_aside_and_takes_again(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    solution = make_adopted(session, make_unit(session).id)
    sign_in("officer")
    path = f"/solutions/{solution.id}"
    client.submit(path, form="/remove")
    client.submit(f"{path}/set-aside", {"aside_reason": "Too dear"})
    assert "Too dear" in client.page(path).text
    client.submit(path, form="/take-again")
    session.expire_all()
    assert queries.get_solution(session, solution.id).state is SolutionState.ASSESSED


def test_two_who_edit_one_solution_see_both_versions(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    solution = make_solution(session, title="Before")
    sign_in("officer")
    path = f"/solutions/{solution.id}/edit"
    client.submit(path, {"title": "Theirs"})
    answer = client.submit(path, {"title": "Mine", "version": "1"})
    assert answer.status_code == 409
    assert "Theirs" in Page(answer).text


def test_hidden_engagement_stays_linked_and_is_named_nowhere(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    hidden = make_engagement(session, visibility=Visibility.RESTRICTED, summary="Zephyr talks")
    me = sign_in("contributor")
    solution = make_solution(session, actor=me, engagements=[hidden.id])
    path = f"/solutions/{solution.id}"
    assert client.submit(f"{path}/edit", {"title": "Renamed"}).status_code == 302
    for address in (
        path,
        f"{path}/edit",
        f"{path}/history",
        f"/solutions/new?engagement={hidden.id}",
    ):
        assert "Zephyr" not in client.page(address).text, address
    session.expire_all()
    found = queries.get_solution(session, solution.id)
    assert (found.title, [each.id for each in found.engagements]) == ("Renamed", [hidden.id])


def test_lists_are_narrowed_and_exported_as_they_stand(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    area, unit = make_focus_area(session), make_unit(session)
    lyon = make_organisation(session, "City of Lyon", country="FR")
    met = make_engagement(session, partnership=make_partnership(session, name="Lights of Lyon"))
    make_adopted(session, unit.id, title="Ours now", organisation_id=lyon.id, engagements=[met.id])
    make_solution(session, title="To give", direction=Direction.OFFERED, focus_areas=[area.id])
    yesterday = clock.today() - timedelta(days=1)
    make_note(
        session, title="Old brief", countries="SE FR", written_on=yesterday, valid_until=yesterday
    )
    make_note(session, title="New brief", countries="EE", focus_areas=[area.id])
    sign_in("reader")
    for query, shown, hidden in (
        ("solutions?direction=offered", "To give", "Ours now"),
        ("solutions?state=adopted", "Ours now", "To give"),
        (f"solutions?focus_area={area.id}", "To give", "Ours now"),
        ("solutions?country=FR", "Ours now", "To give"),
        ("solutions?q=give", "To give", "Ours now"),
        ("solutions?partnership=lights+lyon", "Ours now", "To give"),
        ("solutions?mine=1&country=FR", "Nothing matches", "Ours now"),
        ("knowledge-notes?country=FR", "Old brief", "New brief"),
        ("knowledge-notes?validity=valid", "New brief", "Old brief"),
        (f"knowledge-notes?focus_area={area.id}", "New brief", "Old brief"),
    ):
        listed = client.page(f"/{query}").soup.find(id="list").get_text()
        assert shown in listed, query
        assert hidden not in listed, query
    book = openpyxl.load_workbook(io.BytesIO(client.get("/solutions?format=xlsx").data))
    rows = list(book.active.iter_rows(values_only=True))
    assert {row[0] for row in rows[1:]} == {"Ours now", "To give"}
    assert unit.name_en in str(rows)


@pytest.mark.parametrize("address", ["/solutions", "/knowledge-notes"])
def test_pages_cost_the_same_however_much_there_is(
    client: AuditedClient,
    session: Session,
    sign_in: SignIn,
    count_statements: CountStatements,
    address: str,
) -> None:
    sign_in("officer")
    area, unit = make_focus_area(session), make_unit(session)
    listed, shown = [], []
    for rows in (1, 4):
        for _number in range(rows):
            solution = make_adopted(session, unit.id, focus_areas=[area.id])
            note = make_note(session, organisations=[make_organisation(session).id])
        number = solution.id if address == "/solutions" else note.id
        for path, counts in ((address, listed), (f"{address}/{number}", shown)):
            session.expire_all()
            with count_statements() as statements:
                client.page(path)
            counts.append(len(statements))
    assert listed[0] == listed[1] <= LIST
    assert shown[0] == shown[1] <= DETAIL


def test_note_is_written_with_its_countries_and_rendered_safely(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    sign_in("contributor")
    values = {
        "title": "Estonia in brief",
        "kind": "country_brief",
        "body": "# Trade\n\n**Steady** <script>alert(1)</script>",
        "countries": "Atlantis",
    }
    bad = Page(client.submit("/knowledge-notes/new?country=EE", values))
    assert set(bad.errors()) == {"countries"}
    assert bad.soup.find(id="countries")["value"] == "Atlantis"
    values["countries"] = "Viro, LV"
    answer = client.submit("/knowledge-notes/new", values)
    note = queries.get_note(session, int(answer.location.rsplit("/", 1)[1]))
    assert note.countries == "EE LV"
    page = client.page(answer.location)
    assert page.soup.select_one(".prose strong").get_text() == "Steady"
    assert "Estonia, Latvia" in page.text
    file = (io.BytesIO(b"Figures"), "figures.txt")
    client.submit(f"/knowledge-notes/{note.id}/documents/new", {"document": file})
    sent = client.page(f"/knowledge-notes/{note.id}").soup.select_one("a[download]")["href"]
    assert client.get(sent).data == b"Figures"
    client.submit(f"/knowledge-notes/{note.id}", form="/remove")
    assert client.get(sent).status_code == 404


def test_reader_changes_nothing_and_stranger_sees_no_restricted_file(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    note = make_note(session, visibility=Visibility.RESTRICTED)
    solution = make_assessed(session)
    sign_in("reader")
    assert client.get(f"/knowledge-notes/{note.id}").status_code == 404
    assert client.get(f"/knowledge-notes/{note.id}/documents/1").status_code == 404
    page = client.page(f"/solutions/{solution.id}")
    assert page.forms() == []
    assert client.get(f"/solutions/{solution.id}/adopt").status_code == 403
    assert make_user(session).name not in page.text


def test_author_reads_at_home_which_notes_go_out_of_date(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    me, today = sign_in("manager"), clock.today()
    ends = {"Past": -1, "Soon": 14, "Later": 15, "Long past": -91}
    for title, days in ends.items():
        written, until = today - timedelta(200), today + timedelta(days)
        note = {"title": title, "author_id": me.id, "written_on": written, "valid_until": until}
        make_note(session, **note)
    make_note(session, title="Others' own", valid_until=today)
    section = client.page("/").soup.find(id="notes")
    assert [link.get_text() for link in section.select(".what a")] == ["Past", "Soon"]
