"""The partner finder: points, weights, reasons in sentences, nothing that may not be seen."""

from __future__ import annotations

from datetime import date

import pytest

from app.core.session import Session
from app.engagements.models import ResultKind, Tier
from app.insight.rules import Action, Known, Signal, Together, fit, points, usual_weights
from app.partnerships.models import PartnerRole, PartnershipKind
from tests.client import AuditedClient, Page
from tests.conftest import CountStatements, SignIn
from tests.factories.engagements import make_engagement
from tests.factories.organisations import make_network, make_network_member, make_organisation
from tests.factories.partnerships import make_active_partnership
from tests.factories.strategy import make_focus_area

TODAY = date(2026, 11, 2)


def given(known: Known, action: Action = Action.STUDY_VISIT) -> dict[Signal, float]:
    return points(known, action, {1, 2}, {"heat", "pumps"}, TODAY)


def test_nothing_known_is_worth_nothing() -> None:
    assert set(given(Known()).values()) == {0.0}
    assert fit(given(Known()), usual_weights(Action.EU_BID)) == 0


def test_each_signal_counts_what_was_asked_for() -> None:
    known = Known(
        focus_areas={1, 9},
        words={"heat", "other"},
        projects=[Together("Horizon Europe", PartnerRole.COORDINATOR, 1, "Heat")],
        results={ResultKind.LEARNING: 2, ResultKind.CONTACT: 9},
        tier=Tier.POLITICAL,
        last_engaged_on=date(2026, 10, 1),
        networks=["One"],
    )
    assert given(known) == {
        Signal.FOCUS: 0.5,
        Signal.WORDS: 0.5,
        Signal.PROJECTS: 1 / 3,
        Signal.RESULTS: 0.5,
        Signal.RELATION: 1.0,
        Signal.NETWORKS: 0.2,
    }
    assert given(known, Action.ADVOCACY)[Signal.RESULTS] == 0


@pytest.mark.parametrize(
    ("met", "worth"),
    [
        (date(2026, 8, 2), 0.5),
        (date(2026, 8, 1), 0.35),
        (date(2025, 11, 2), 0.35),
        (date(2025, 11, 1), 0.2),
        (date(2020, 1, 1), 0.1),
    ],
)
def test_relation_fades(met: date, worth: float) -> None:
    assert given(Known(last_engaged_on=met))[Signal.RELATION] == pytest.approx(worth)


def test_weights_say_how_much_a_signal_counts() -> None:
    full = given(Known(focus_areas={1, 2}))
    none = dict.fromkeys(Signal, 0)
    assert fit(full, none) == 0
    assert fit(full, {**none, Signal.FOCUS: 1}) == 100
    assert fit(full, {**none, Signal.FOCUS: 1, Signal.PROJECTS: 3}) == 25


def test_what_was_not_asked_about_counts_for_nothing() -> None:
    known = points(Known(last_engaged_on=TODAY), Action.BENCHMARK, set(), set(), TODAY)
    assert Signal.FOCUS not in known
    assert Signal.WORDS not in known
    weights = dict.fromkeys(Signal, 1)
    assert fit(known, weights) == fit(
        {**known, Signal.FOCUS: 0.5, Signal.WORDS: 0.0},
        {
            **weights,
            Signal.FOCUS: 0,
            Signal.WORDS: 0,
        },
    )


def test_every_action_weighs_every_signal() -> None:
    for action in Action:
        assert set(usual_weights(action)) == set(Signal)


def names(page: Page) -> list[str]:
    return [a.get_text() for a in page.soup.select(".fits .what a")]


def test_best_partner_comes_first_with_its_reasons(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    me = sign_in("contributor")
    area = make_focus_area(session, name_en="Clean heat")
    network = make_network(session, name="Warm Cities")
    best, other, elsewhere = (
        make_organisation(session, name=name, country=country)
        for name, country in (("Aarhus", "DK"), ("Bergen", "NO"), ("Kyoto", "JP"))
    )
    for partners, kind in (([best.id], PartnershipKind.EU_PROJECT), ([network.id], None)):
        make_active_partnership(
            session, *([kind] if kind else []), partners=partners, focus_areas=[area.id], owner=me,
            **({"programme": "Interreg"} if kind else {}),
        )  # fmt: skip
    make_network_member(session, network=network, member=best)
    us = make_organisation(session, name="Our own city", city="Helsinki")
    ours = make_organisation(session, name="Our own company", kind="city_group")
    for city in (best, other, elsewhere, us, ours):
        make_engagement(
            session, organisations=[city], focus_areas=[area.id], summary="Talk on heat pumps",
            results=[ResultKind.LEARNING] if city is best else [], their_tier=Tier.MANAGEMENT,
        )  # fmt: skip
    asked = f"/find-partner?action=study_visit&focus={area.id}&words=pumps"
    page = client.page(f"{asked}&region=nordic")
    assert names(page) == ["Aarhus", "Bergen"]
    first = page.soup.select_one(".fits > li").get_text(" ")
    for sentence in (
        "1 of 1 focus areas: Clean heat.",
        "In its records: pumps.",
        "1 EU project together: Interreg as beneficiary (1).",
        "Results of engagements in three years: Learning 1.",
        "Last met on 2 Nov 2026; highest level: Management.",
        "1 network shared: Warm Cities",
        f"owner: {me.name}",
    ):
        assert sentence in " ".join(first.split())
    assert names(client.page(asked)) == ["Aarhus", "Bergen", "Kyoto", "Warm Cities"]

    chosen = [box["value"] for box in page.soup.select(".fits input[name=id]")]
    side = client.page(f"/find-partner/compare?{asked.partition('?')[2]}&id=" + "&id=".join(chosen))
    heads = [th.a.get_text() for th in side.soup.select(".side-by-side thead th")]
    assert heads == ["Aarhus", "Bergen"]
    assert "We have not met yet." not in side.text
    assert "Nothing to compare" in client.page("/find-partner/compare").text


def test_an_eu_bid_is_told_who_was_in_which_programme_and_role(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    leader, other, absent = (
        make_organisation(session, name=name) for name in ("Aarhus", "Bergen", "Kyoto")
    )
    for name, programme, roles in (
        ("Warm", "Horizon", {leader: PartnerRole.COORDINATOR, other: PartnerRole.BENEFICIARY}),
        ("Cool", "Horizon", {leader: PartnerRole.BENEFICIARY}),
        ("Near", "Interreg", {leader: PartnerRole.PILOT_CITY}),
    ):
        project = make_active_partnership(
            session, PartnershipKind.EU_PROJECT, name=name, programme=programme,
            partners=[one.id for one in roles],
        )  # fmt: skip
        for member in project.partners:
            member.role = roles[member.organisation]
    make_active_partnership(
        session, PartnershipKind.EU_PROJECT, name="Secret", programme="Hidden",
        partners=[other.id], visibility="restricted",
    )  # fmt: skip
    make_engagement(session, organisations=[absent])
    session.flush()
    sign_in("reader")
    page = client.page("/find-partner?action=eu_bid")
    assert (
        "3 EU projects together: Horizon as coordinator (1), beneficiary (1); "
        "Interreg as pilot city (1)." in page.text
    )
    rows = [
        [" ".join(cell.get_text().split()) for cell in row.select("th, td")]
        for row in page.soup.select("#programmes ~ table tbody tr")
    ]
    assert rows == [
        ["Horizon", "Coordinator", "Aarhus", "Warm"],
        ["Horizon", "Beneficiary", "Aarhus", "Cool"],
        ["Horizon", "Beneficiary", "Bergen", "Warm"],
        ["Interreg", "Pilot city", "Aarhus", "Near"],
    ]
    for narrowed, found in {
        "programme=Horizon": ["Aarhus", "Bergen"],
        "role=coordinator": ["Aarhus"],
        "programme=Interreg&role=beneficiary": [],
        "programme=Hidden": [],
    }.items():
        assert names(client.page(f"/find-partner?action=eu_bid&{narrowed}")) == found, narrowed
    assert "Hidden" not in page.text


def test_weights_of_the_address_decide_for_their_action_only(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    sign_in("reader")
    area = make_focus_area(session)
    make_engagement(
        session, organisations=[make_organisation(session, name="Aarhus")], focus_areas=[area.id]
    )
    zero = "&".join(f"w_{signal}=0" for signal in Signal if signal is not Signal.FOCUS)
    asked = f"/find-partner?action=advocacy&focus={area.id}&w_focus=5&{zero}"
    assert "100 of 100" in client.page(f"{asked}&for=advocacy").text
    assert "100 of 100" not in client.page(f"{asked}&for=benchmark").text
    strange = "/find-partner?action=x&focus=a&focus=999&country=zz&kind=x&region=x&w_focus=-1&for=x"
    assert "Nobody in the register fits" in client.page(strange).text


def test_restricted_work_is_no_reason(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    area = make_focus_area(session)
    city = make_organisation(session, name="Aarhus")
    make_engagement(
        session, organisations=[city], focus_areas=[area.id], visibility="restricted",
        results=[ResultKind.LEARNING], summary="Secret pumps",
    )  # fmt: skip
    make_active_partnership(
        session, partners=[city.id], focus_areas=[area.id], visibility="restricted"
    )
    for words in ("", "&words=pumps"):
        asked = f"/find-partner?action=study_visit&focus={area.id}{words}"
        sign_in("reader")
        assert names(client.page(asked)) == []
        sign_in("manager")
        assert names(client.page(asked)) == ["Aarhus"]


def test_finder_costs_the_same_for_one_and_thirty(
    client: AuditedClient, session: Session, sign_in: SignIn, count_statements: CountStatements
) -> None:
    sign_in("reader")
    area = make_focus_area(session)
    counts = []
    for number in (1, 29):
        for _each in range(number):
            city = make_organisation(session)
            make_engagement(session, organisations=[city], focus_areas=[area.id])
        session.flush()
        with count_statements() as statements:
            client.get(f"/find-partner?action=eu_bid&focus={area.id}&words=talk")
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 15
