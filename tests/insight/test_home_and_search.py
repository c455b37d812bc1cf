"""Home for each role; search with facets; pickers and suggestions as JSON."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.db import Visibility
from app.core.permissions import Role
from app.core.session import Session
from app.core.translations import LANGUAGES
from app.insight.services import saved
from app.partnerships.models import PartnershipKind, Term
from tests.client import AuditedClient, Page
from tests.conftest import CountStatements, SignIn
from tests.factories.engagements import make_engagement, make_follow_up
from tests.factories.organisations import make_network, make_network_member, make_organisation
from tests.factories.papers import make_fee, make_instrument, make_obligation
from tests.factories.partnerships import make_active_partnership, make_partnership
from tests.factories.strategy import (
    make_draft,
    make_focus_area,
    make_goal,
    make_objective,
    put_in_force,
)
from tests.factories.users import make_user


@pytest.mark.parametrize("role", list(Role))
def test_home_answers_every_role(client: AuditedClient, sign_in: SignIn, role: Role) -> None:
    sign_in(role)
    page = Page(client.get("/"))
    assert page.heading.startswith("Good day")
    assert ("Log engagement" in page.text) == (role is not Role.READER)


def test_home_shows_my_late_promise_and_my_quiet_partnership(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    me = sign_in("officer")
    make_active_partnership(session, owner=me, name="Silent harbour", cadence_days=30)
    make_follow_up(session, what="Send the minutes", assignee_id=me.id, due_on=date(2026, 10, 1))
    text = Page(client.get("/")).text
    assert "Silent harbour" in text
    assert "Send the minutes" in text
    assert "Was due" in text


def test_home_shows_what_i_owe_and_the_dates_of_my_papers(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    me, other = sign_in("officer"), make_user(session)
    mine = make_active_partnership(session, owner=me, name="My network")
    theirs = make_active_partnership(session, owner=other, name="Their network")
    make_obligation(session, mine, what="Late report", due_on=date(2026, 10, 1))
    make_obligation(session, mine, what="Far report", due_on=date(2027, 10, 1))
    make_obligation(
        session, mine, what="Passed on", due_on=date(2026, 11, 5), responsible_id=other.id
    )
    make_obligation(
        session, theirs, what="Mine under theirs", due_on=date(2026, 11, 5), responsible_id=me.id
    )
    make_obligation(session, theirs, what="None of mine", due_on=date(2026, 11, 5))
    make_fee(session, mine, due_on=date(2026, 11, 20))
    make_instrument(
        session, mine, title="Ends in November", term=Term.FIXED, ends_on=date(2026, 11, 30)
    )
    section = client.page("/").soup.find(id="dates")
    assert section is not None
    titles = [str(link.get_text()) for link in section.select(".what a")]
    assert titles == ["Late report", "Mine under theirs", "2026", "Ends in November"]


def test_home_never_names_a_partnership_that_is_hidden(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    me = sign_in("contributor")
    hidden = make_active_partnership(session, visibility=Visibility.RESTRICTED)
    make_obligation(
        session, hidden, what="Secret report", due_on=date(2026, 11, 5), responsible_id=me.id
    )
    assert "Secret report" not in client.page("/").text


def test_home_names_what_is_mine_to_justify_anew_and_when_it_is_late(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    me = sign_in("officer")
    mine = make_active_partnership(session, name="Mine to justify", owner=me)
    make_active_partnership(session, name="Somebody else's")
    draft = make_draft(session, vision_en="Proud")
    make_goal(session, strategy=draft)
    put_in_force(session, draft, date(2026, 4, 1))
    section = client.page("/").soup.find(id="to-justify")
    assert section is not None
    assert [link["href"] for link in section.select(".what a")] == [
        f"/partnerships/rejustify/goals?partnership={mine.id}"
    ]
    assert "Was due 1 Oct 2026" in section.get_text(" ", strip=True)


def test_home_leaves_out_what_is_justified(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    me = sign_in("officer")
    make_active_partnership(session, owner=me)
    assert client.page("/").soup.find(id="to-justify") is None


@pytest.mark.parametrize("role", list(Role))
def test_home_costs_the_same_for_one_and_ten(
    client: AuditedClient,
    session: Session,
    sign_in: SignIn,
    count_statements: CountStatements,
    role: Role,
) -> None:
    me = sign_in(role)
    # Who only reads owns nothing.
    owner = None if role is Role.READER else me
    make_engagement(session)
    make_follow_up(session, assignee_id=me.id, due_on=date(2026, 10, 1))
    partnership = make_active_partnership(session, owner=owner)
    make_obligation(session, partnership, due_on=date(2026, 11, 5))
    session.flush()
    with count_statements() as one:
        client.get("/")
    for _number in range(9):
        make_engagement(session)
        make_follow_up(session, assignee_id=me.id, due_on=date(2026, 10, 1))
        partnership = make_active_partnership(session, owner=owner)
        make_obligation(session, partnership, due_on=date(2026, 11, 5))
    session.flush()
    with count_statements() as ten:
        client.get("/")
    assert len(one) == len(ten) <= 12


def test_search_tells_relation_owner_and_last_engagement(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    city = make_organisation(session, name="City of Malmö", name_sv="Malmö stad")
    owner = make_user(session, name="Owner of the Sound")
    partnership = make_active_partnership(
        session, owner=owner, name="Öresund talks", partners=[city.id]
    )
    make_engagement(session, partnership=partnership, organisations=[city])
    sign_in("reader")
    for typed in ("malmo", "Malmö stad", "Mlamö"):
        page = Page(client.get("/search", query_string={"q": typed}))
        assert "City of Malmö" in page.text
        assert "Öresund talks (Active)" in page.text
        assert "Last engagement" in page.text
    assert "Owner of the Sound" in Page(client.get("/search?q=oresund")).text


def test_facets_narrow_the_result(client: AuditedClient, session: Session, sign_in: SignIn) -> None:
    make_organisation(session, name="Harbour Town", country="SE")
    make_organisation(session, name="Harbour City", country="DK")
    sign_in("reader")
    both = Page(client.get("/search?q=harbour"))
    assert "Sweden" in both.text
    assert "Denmark" in both.text
    one = Page(client.get("/search?q=harbour&country=DK"))
    assert "Harbour City" in one.text
    assert "Harbour Town" not in one.text


def test_restricted_records_are_not_found(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    make_active_partnership(session, name="Hidden lighthouse", visibility="restricted")
    sign_in("reader")
    assert "Hidden lighthouse" not in Page(client.get("/search?q=lighthouse")).text
    assert client.get("/search/suggest?q=lighthouse").json["groups"] == []
    assert client.get("/pick/partnerships?q=lighthouse").json["options"] == []


def test_pickers_offer_to_create_only_what_the_role_may(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    sign_in("contributor")
    answer = client.get("/pick/organisations?q=Nowhere").json
    assert answer["create"]["value"] == "Nowhere"
    assert client.get("/pick/partnerships?q=Nowhere").json["create"] is None
    assert client.get("/pick/secrets?q=x").status_code == 404


@pytest.mark.parametrize("typed", ['a"b', "AND", "NEAR(", "*", "\x00", "x" * 5000, "🇫🇮", "\u202e"])
def test_hostile_questions_are_answered(client: AuditedClient, sign_in: SignIn, typed: str) -> None:
    sign_in("reader")
    for path in ("/search", "/search/suggest", "/pick/people"):
        assert client.get(path, query_string={"q": typed}).status_code == 200


def test_search_costs_the_same_for_one_and_thirty(
    client: AuditedClient, session: Session, sign_in: SignIn, count_statements: CountStatements
) -> None:
    sign_in("reader")
    make_organisation(session, name="Lakeside 0")
    session.flush()
    with count_statements() as one:
        client.get("/search?q=lakeside")
    for number in range(1, 30):
        make_organisation(session, name=f"Lakeside {number}")
    session.flush()
    with count_statements() as thirty:
        client.get("/search?q=lakeside")
    assert len(one) == len(thirty) <= 7


def test_nothing_found_shows_what_comes_near_before_it_offers_a_proposal(
    client: AuditedClient, session: Session, sign_in: SignIn, count_statements: CountStatements
) -> None:
    sign_in("officer")
    costs = set()
    for number in range(3):
        make_organisation(session, name=f"City of Amsterdam {number}", country="NL")
        session.flush()
        with count_statements() as statements:
            client.get("/search?q=Amstrdm&country=JP")
        costs.add(len(statements))
    assert len(costs) == 1
    assert costs.pop() <= 13
    for asked, said in {
        "q=Amsteradm": "Nothing is called “Amsteradm”. Searched instead: amsterdam.",
        "q=Amsterdam+zzzzqqq": "Nothing answers all of",
        "q=amsterdam&country=JP": "Searched instead: the same words, anywhere.",
        "q=Amstrdm": "Searched instead, spelled most alike: amsterdam.",
        "q=amszzqqqkkkkk": "These names begin the same way.",
    }.items():
        page = Page(client.get(f"/search?{asked}"))
        assert said in page.text
        assert found(page)[0].startswith("City of Amsterdam"), asked
        proposal = page.soup.select_one(".results ~ p a[href*='proposals/new']")
        assert proposal is not None, asked
        assert asked.partition("&")[0].removeprefix("q=") in str(proposal["href"])
    apart = Page(client.get("/search", query_string={"q": '"amsterdam of"'}))
    assert "Nowhere do these words stand side by side" in apart.text
    for like_nothing in ("zzzzqqq", "amt", "City of zzzzqqq"):
        page = Page(client.get("/search", query_string={"q": like_nothing}))
        assert found(page) == []
        assert page.soup.select_one("main a[href*='proposals/new']") is not None


def test_result_is_narrowed_by_whatever_the_facets_offer(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    me = sign_in("officer")
    network = make_network(session, name="Harbour Cities")
    member = make_organisation(session, name="Harbour Town", country="NO")
    make_network_member(session, network=network, member=member)
    make_organisation(session, name="Harbour Village", country="JP", kind="company")
    objective = make_objective(session, name_en="Open seas")
    mine = make_active_partnership(
        session, owner=me, name="Harbour talks", partners=[member.id], objectives=[objective.id]
    )
    make_active_partnership(
        session, PartnershipKind.EU_PROJECT, name="Harbour pilot", programme="Horizon Europe"
    )
    make_engagement(session, partnership=mine, organisations=[member], summary="Harbour dinner")
    page = Page(client.get("/search?q=harbour"))
    kept = {
        "Harbour Cities": ["Harbour Town"],
        "Nordic countries": ["Harbour Town", "Harbour dinner", "Harbour talks"],
        "Company": ["Harbour Village"],
        me.name: ["Harbour talks"],
        "Never": ["Harbour Cities", "Harbour Village", "Harbour pilot"],
        "Open seas": ["Harbour talks"],
        "Horizon Europe": ["Harbour pilot"],
    }
    for label, titles in kept.items():
        link = next(
            a for a in page.soup.select(".facet a") if " ".join(a.get_text().split()) == label
        )
        narrowed = Page(client.get(str(link["href"])))
        assert sorted(found(narrowed)) == titles, label
        assert f": {label} ×" in narrowed.text


def test_result_shows_why_it_was_found_and_who_owns_what_we_have_with_it(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    me = sign_in("officer", name="Aino Laine")
    city = make_organisation(session, name="Göteborg", description="A port.\nTrams since 1879.")
    make_organisation(session, name="Tram museum")
    make_partnership(session, name="A plan", partners=[city.id])
    make_active_partnership(session, owner=me, name="The talks", partners=[city.id])
    for number, readers in enumerate((None, Visibility.RESTRICTED)):
        make_engagement(
            session, summary=f"Dinner {number}", notes_visibility=readers,
            notes="We spoke of fish; then of old Trämlines there.",
        )  # fmt: skip
    session.flush()
    results = Page(client.get("/search?q=tram")).soup.select(".results > li")
    told = [" ".join(result.get_text(" ").split()) for result in results]
    marked = [[mark.get_text() for mark in result.select("mark")] for result in results]
    assert [text.split()[0] for text in told] == ["Tram", "Dinner", "Göteborg"]
    assert marked == [["Tram"], ["Trämlines"], ["Trams"]]
    assert "then of old Trämlines there." in told[1]
    assert "No partnership with them yet." in told[0]
    ours = [a.get_text() for a in results[2].select("p:nth-of-type(4) a")]
    assert ours == ["The talks (Active)", "A plan (Proposed)"]
    assert "owner: Aino Laine" in told[2]
    assert "Göteborg" in (line := client.get("/search?q=tram&format=csv").text.splitlines()[3])
    assert "Aino Laine" in line


def test_all_of_one_kind_come_page_by_page(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    sign_in("reader")
    for number in range(51):
        make_organisation(session, name=f"Town {number}", country="SE")
    session.flush()
    first = Page(client.get("/search?kind=organisation"))
    after = str(first.soup.select_one(".pages a[rel=next]")["href"])
    second = Page(client.get(after))
    names = {*found(first), *found(second)}
    assert names >= {f"Town {number}" for number in range(51)}
    assert len(found(first)) == 50
    assert second.soup.select_one(".pages a[rel=prev]") is not None
    assert second.soup.select_one(".pages a[rel=next]") is None
    assert client.get("/search?kind=organisation&page=9").status_code == 404
    for nothing in ("-", '""', "-town"):
        page = Page(client.get("/search", query_string={"q": nothing}))
        assert "One box over" in page.text


def found(page: Page) -> list[str]:
    return [a.get_text() for a in page.soup.select(".results .what > a")]


def test_prefix_becomes_a_way_to_narrow(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    me = sign_in("officer", name="Aino Laine")
    make_organisation(session, name="Harbour Town", country="JP")
    make_organisation(session, name="Harbour Firm", country="JP", kind="company")
    make_organisation(session, name="Harbour Village", country="SE")
    area = make_focus_area(session, name_en="Smart city", name_fi="Älykaupunki")
    make_active_partnership(session, owner=me, name="Harbour talks", focus_areas=[area.id])
    for asked, titles in {
        "harbour country:Japan": ["Harbour Firm", "Harbour Town"],
        "maa:Japani": ["Harbour Firm", "Harbour Town"],
        "country:jp kind:city": ["Harbour Town"],
        "kind:yritys": ["Harbour Firm"],
        "owner:me": ["Harbour talks"],
        'omistaja:"aino laine"': ["Harbour talks"],
        'harbour focus:"smart city"': ["Harbour talks"],
        "painopiste:älykaupunki": ["Harbour talks"],
    }.items():
        answer = client.get("/search", query_string={"q": asked}, follow_redirects=True)
        assert answer.request.path == "/search"
        assert ":" not in answer.request.args.get("q", "")
        assert sorted(found(Page(answer))) == titles, asked


def test_prefix_that_means_nothing_is_told_and_what_was_typed_stays(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    make_organisation(session, name="Harbour Town")
    sign_in("reader")
    page = Page(client.get("/search", query_string={"q": "harbour country:Atlantis"}))
    assert "No country is called “Atlantis”." in page.text
    assert page.soup.find(id="search-text")["value"] == "harbour country:Atlantis"
    asked = {"q": "harbour country:Atlantis kind:city"}
    answer = client.get("/search", query_string=asked, follow_redirects=True)
    assert dict(answer.request.args)["type"] == "organisation.city"
    assert "No country is called “Atlantis”." in Page(answer).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_on_the_page_means_something(
    client: AuditedClient, session: Session, sign_in: SignIn, language: str
) -> None:
    make_focus_area(
        session, name_en="Smart City and digitalisation",
        name_fi="Älykäs kaupunki ja digitalisaatio", name_sv="Smart stad och digitalisering",
    )  # fmt: skip
    sign_in("officer", locale=language)
    examples = [code.get_text() for code in client.page("/search").soup.select(".how code")]
    prefixed = [example for example in examples if ":" in example]
    assert len(prefixed) == 4
    for example in prefixed:
        answer = client.get("/search", query_string={"q": example}, follow_redirects=True)
        assert answer.request.args.get("q", "") == "", example
        assert Page(answer).soup.select_one(".chosen li") is not None, example


def test_search_is_kept_and_shared(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    sign_in("officer", name="Aino Laine")
    make_organisation(session, name="Harbour Town", country="SE")
    asked = "/search?q=harbour&country=SE"
    assert "Keep this search" in Page(client.get(asked)).text
    path = "/search/saved/new?q=harbour&country=SE"
    assert client.submit(path, {"name": ""}).status_code == 422
    assert client.submit(path, {"name": "Harbours"}).location == asked
    assert client.submit(path, {"name": "Harbours", "is_shared": "y"}).location == asked
    page = client.page("/search")
    (mine,) = page.soup.select(".kept li")
    assert mine.a["href"] == asked
    remove = str(mine.form["action"])
    sign_in("reader")
    (theirs,) = client.page("/search").soup.select(".kept li")
    assert "Aino Laine" in theirs.get_text()
    assert theirs.form is None
    assert client.post(remove).status_code == 404


def test_kept_search_goes_with_its_keeper_s_word_only(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    sign_in("reader")
    client.submit("/search/saved/new?q=harbour", {"name": "Mine"})
    sign_in("reader")
    assert not client.page("/search").soup.select(".kept li")
    for number in range(saved.MOST):
        client.submit("/search/saved/new?q=x", {"name": f"Search {number}"})
    full = client.submit("/search/saved/new?q=x", {"name": "One more"})
    assert "Remove one first" in Page(full).errors()["name"]
    remove = str(client.page("/search").soup.select(".kept form")[0]["action"])
    client.post(remove)
    assert len(client.page("/search").soup.select(".kept li")) == saved.MOST - 1


def test_networks_that_we_share_stand_on_the_result_and_in_the_file(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    ours, theirs = (make_network(session, name=name) for name in ("Ours", "Theirs"))
    city = make_organisation(session, name="Harbour Town", country="SE")
    for network in (ours, theirs):
        make_network_member(session, network=network, member=city)
    make_active_partnership(session, partners=[ours.id])
    sign_in("reader")
    page = Page(client.get("/search?q=harbour"))
    assert "Networks we share: Ours" in page.text
    assert "Theirs" not in str(page.soup.select_one(".results"))
    link = next(a["href"] for a in page.soup.select("a") if a.get_text() == "CSV")
    lines = client.get(str(link)).get_data(as_text=True).splitlines()
    assert [line.split(",")[1] for line in lines] == ["Name", "Harbour Town"]
    assert "Ours" in lines[1]
