"""Stages and money of EU projects: pure questions, no database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from app.core.countries import iso_country
from app.partnerships import rules
from app.partnerships.models import PartnerRole
from app.partnerships.models import ProjectStage as Stage

TODAY = date(2026, 11, 2)
APPROVED = {
    "bid_approved_by": "Strategy Director",
    "bid_approved_on": date(2026, 10, 1),
    "bid_representative": "Head of unit",
    "bid_cost_ceiling_eur": Decimal(539062),
    "bid_eu_percent": Decimal(0),
    "bid_budget_line": "1 50 04",
}


def row(given: Any = None, cost: Any = None, role: Any = PartnerRole.BENEFICIARY) -> Any:
    return SimpleNamespace(
        contribution_eur=None if given is None else Decimal(given),
        cost_eur=None if cost is None else Decimal(cost),
        role=role,
    )


def project(*partners: Any, **amounts: Any) -> Any:
    names = {*rules.MONEY, "bid_cost_ceiling_eur"}
    known = {name: None if value is None else Decimal(value) for name, value in amounts.items()}
    return SimpleNamespace(partners=list(partners), **{**dict.fromkeys(names), **known})


def test_the_way_leads_forward_and_ends() -> None:
    order = list(rules.NEXT)
    for stage, followers in rules.NEXT.items():
        assert all(order.index(follower) > order.index(stage) for follower in followers)
    assert {stage for stage, followers in rules.NEXT.items() if not followers} == rules.OVER


def test_a_rejected_bid_was_never_granted() -> None:
    assert Stage.GRANTED not in rules.stages_before(Stage.REJECTED)
    assert rules.stages_before(Stage.IDEA) == []
    assert rules.stages_before(Stage.CLOSED)[-1] is Stage.RUNNING


def test_only_what_is_not_yet_known_can_be_recorded() -> None:
    known = [SimpleNamespace(stage=Stage.GRANTED), SimpleNamespace(stage=Stage.SUBMITTED)]
    assert rules.unrecorded_stages(Stage.GRANTED, known) == [
        Stage.IDEA, Stage.CONSORTIUM_BUILDING, Stage.RESERVE_LIST,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("stage", "day", "fits"),
    [
        (Stage.GRANTED, date(2024, 5, 1), True),
        (Stage.GRANTED, date(2023, 5, 1), False),
        (Stage.GRANTED, date(2025, 5, 1), False),
        (Stage.GRANTED, None, True),
        (Stage.IDEA, date(2024, 2, 1), False),
    ],
)
def test_the_days_of_stages_come_in_their_order(stage: Stage, day: Any, fits: bool) -> None:
    entries = [
        SimpleNamespace(stage=Stage.SUBMITTED, entered_on=date(2024, 1, 1)),
        SimpleNamespace(stage=Stage.RESERVE_LIST, entered_on=None),
        SimpleNamespace(stage=Stage.RUNNING, entered_on=date(2025, 1, 1)),
    ]
    assert rules.day_fits(entries, stage, day) is fits


def test_a_bid_is_approved_by_all_six_and_a_zero_is_an_answer() -> None:
    assert rules.bid_gaps(SimpleNamespace(**APPROVED), TODAY) == []
    for name in APPROVED:
        blank = "" if isinstance(APPROVED[name], str) else None
        gaps = rules.bid_gaps(SimpleNamespace(**{**APPROVED, name: blank}), TODAY)
        assert [gap.field for gap in gaps] == [name]
    tomorrow = {**APPROVED, "bid_approved_on": date(2026, 11, 3)}
    assert [g.field for g in rules.bid_gaps(SimpleNamespace(**tomorrow), TODAY)] == [
        "bid_approved_on"
    ]


@pytest.mark.parametrize(
    ("amounts", "field"),
    [
        ({"eu_contribution_eur": 6, "total_cost_eur": 5}, "eu_contribution_eur"),
        ({"our_eu_share_eur": 6, "eu_contribution_eur": 5}, "our_eu_share_eur"),
        ({"our_cost_eur": 6, "total_cost_eur": 5}, "our_cost_eur"),
        ({"our_eu_share_eur": 6, "our_cost_eur": 5}, "our_eu_share_eur"),
        ({"own_funding_eur": 6, "our_cost_eur": 5}, "own_funding_eur"),
        ({"our_eu_share_eur": 3, "own_funding_eur": 3, "our_cost_eur": 5}, "own_funding_eur"),
    ],
)
def test_amounts_that_cannot_be_true_are_told_at_a_field(
    amounts: dict[str, int], field: str
) -> None:
    given = {name: Decimal(amount) for name, amount in amounts.items()}
    assert [gap.field for gap in rules.impossible(given)] == [field]


def test_a_blank_is_not_a_zero() -> None:
    assert rules.impossible({"our_eu_share_eur": Decimal(5), "our_cost_eur": None}) == []
    assert rules.doubts(project(our_cost_eur=5, our_eu_share_eur=3)) == []
    zero = project(our_cost_eur=5, our_eu_share_eur=3, own_funding_eur=0)
    assert [doubt.code for doubt in rules.doubts(zero)] == ["unfunded"]
    assert rules.doubts(zero)[0].amounts == {"rest": Decimal(2)}


def test_what_adds_up_raises_no_doubt() -> None:
    whole = project(
        row(3, 4), row(2, 2), our_cost_eur=5, our_eu_share_eur=3, own_funding_eur=2,
        total_cost_eur=6, eu_contribution_eur=5, bid_cost_ceiling_eur=5,
    )  # fmt: skip
    assert rules.doubts(whole) == []


def test_more_than_the_ceiling_is_worth_a_look() -> None:
    found = rules.doubts(project(our_cost_eur=6, bid_cost_ceiling_eur=5))
    assert [doubt.code for doubt in found] == ["ceiling"]


def test_partners_that_come_to_less_say_something_only_when_all_are_known() -> None:
    known, unknown = row(30), row()
    assert rules.doubts(project(known, unknown, eu_contribution_eur=100)) == []
    assert [d.code for d in rules.doubts(project(known, row(40), eu_contribution_eur=100))] == [
        "contributions"
    ]
    assert [d.code for d in rules.doubts(project(row(130), unknown, eu_contribution_eur=100))] == [
        "contributions"
    ]
    # One euro a row is rounding.
    assert rules.doubts(project(row(51), row(51), eu_contribution_eur=100)) == []


def test_partners_cannot_get_more_than_the_project_costs() -> None:
    rows = [row(60), row(50)]
    assert rules.impossible_consortium(None, rows) is None
    assert rules.impossible_consortium(Decimal(108), rows) is None
    gap = rules.impossible_consortium(Decimal(100), rows)
    assert gap is not None
    assert gap.field == "total_cost_eur"
    assert rules.impossible_consortium(Decimal(0), [row(), row()]) is None


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("101 096 405", "101096405"),
        ("GA No. 731297", "731297"),
        ("Grant agreement number: 688203", "688203"),
        ("CB01234", "CB01234"),
        ("", ""),
    ],
)
def test_a_grant_number_is_taken_out_of_what_was_pasted(typed: str, number: str) -> None:
    assert rules.plain_grant_number(typed) == number


@pytest.mark.parametrize(
    ("number", "programme", "looks"),
    [
        ("731297", "Horizon 2020", True),
        ("101000123", "Horizon 2020 PCP", True),
        ("101096405", "Horizon Europe", True),
        ("731297", "Horizon Europe Mission", False),
        ("200391X", "Horizon 2020", False),
        ("CB5500", "Interreg Central Baltic 2021-2027", True),
    ],
)
def test_a_number_has_the_form_of_its_programme(number: str, programme: str, looks: bool) -> None:
    assert rules.looks_like_grant(number, programme) is looks


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("EL", "GR"), ("uk", "GB"), ("gr", "GR"), (" se ", "SE"), ("Kreikka", "GR"),
        ("Österrike", "AT"), ("osterrike", "AT"), ("Greece", "GR"), ("XK", "XK"),
        ("DE;HU", None), ("EU", None), ("Atlantis", None), ("", None),
    ],
)  # fmt: skip
def test_countries_are_read_as_people_and_european_lists_write_them(
    typed: str, code: str | None
) -> None:
    assert iso_country(typed) == code
