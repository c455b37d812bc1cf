"""The gate, the moves and the dates, on plain objects."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from app.core.db import Visibility
from app.core.permissions import Viewer
from app.organisations.models import Standing
from app.partnerships import rules
from app.partnerships.models import (
    IN_EFFECT,
    PartnerRole,
    PartnershipKind,
    PartnershipState,
    PoliticalLead,
    Term,
)
from app.strategy.models import StrategyKind, StrategyState

TODAY = date(2026, 11, 2)


def strategy(**changes: Any) -> Any:
    return SimpleNamespace(
        **{"kind": StrategyKind.CITY_STRATEGY, "state": StrategyState.IN_FORCE, **changes}
    )


def alignment(**changes: Any) -> Any:
    of = changes.pop("strategy", strategy())
    given = {"lapsed_on": None, "rationale": "Why", "goal": SimpleNamespace(strategy=of)}
    return SimpleNamespace(**{**given, **changes})


def partner(standing: Standing = Standing.NORMAL) -> Any:
    return SimpleNamespace(
        role=PartnerRole.PARTNER, organisation=SimpleNamespace(standing=standing)
    )


def partnership(**changes: Any) -> Any:
    """One that passes the gate."""
    return SimpleNamespace(
        **{
            "kind": PartnershipKind.NETWORK,
            "owner": SimpleNamespace(is_active=True),
            "owner_id": 1,
            "alignments": [alignment()],
            "decision_body": "City Board",
            "decided_on": TODAY,
            "next_review_on": TODAY,
            "signed_on": None,
            "last_signature_on": None,
            "partners": [partner()],
            "strategic_goal_stated": "",
            "common_operations": "",
            "framework_lapsed_on": None,
            **changes,
        }
    )


def missing(**changes: Any) -> list[str]:
    return [gap.code for gap in rules.activation_gaps(partnership(**changes), TODAY)]


def test_a_justified_partnership_misses_nothing() -> None:
    assert missing() == []


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"owner": None, "owner_id": None}, "owner", "owner_id"),
        ({"owner": SimpleNamespace(is_active=False)}, "owner", "owner_id"),
        ({"alignments": []}, "goal", "goals"),
        ({"alignments": [alignment(rationale="  ")]}, "goal", "goals"),
        ({"alignments": [alignment(lapsed_on=TODAY)]}, "goal", "goals"),
        (
            {"alignments": [alignment(strategy=strategy(state=StrategyState.SUPERSEDED))]},
            "goal",
            "goals",
        ),
        (
            {"alignments": [alignment(strategy=strategy(state=StrategyState.DRAFT))]},
            "goal",
            "goals",
        ),
        (
            {"alignments": [alignment(strategy=strategy(kind=StrategyKind.FRAMEWORK))]},
            "goal",
            "goals",
        ),
        ({"decision_body": " "}, "decision", "decision_body"),
        ({"decided_on": None}, "decision", "decided_on"),
        ({"decided_on": date(2026, 11, 3)}, "decision", "decided_on"),
        ({"next_review_on": None}, "next_review", "next_review_on"),
        ({"signed_on": date(2026, 11, 3)}, "signature", "signed_on"),
        ({"last_signature_on": date(2026, 11, 3)}, "signature", "signed_on"),
        ({"partners": []}, "partners", "organisation_ids"),
        ({"partners": [partner(), partner(Standing.CAUTION)]}, "partners", "organisation_ids"),
        ({"partners": [partner(Standing.SUSPENDED)]}, "partners", "organisation_ids"),
        ({"kind": PartnershipKind.CITY_AGREEMENT}, "purpose", "strategic_goal_stated"),
    ],
)
def test_each_thing_the_gate_demands_is_missed_alone(
    changes: dict[str, Any], code: str, field: str
) -> None:
    gaps = rules.activation_gaps(partnership(**changes), TODAY)
    assert [(gap.code, gap.field) for gap in gaps] == [(code, field)]


@pytest.mark.parametrize("written", ["strategic_goal_stated", "common_operations"])
def test_a_city_agreement_needs_its_goal_or_common_work_in_writing(written: str) -> None:
    kind = PartnershipKind.CITY_AGREEMENT
    assert missing(kind=kind, **{written: "  "}) == ["purpose"]
    assert missing(kind=kind, **{written: "Joint tram depots"}) == []


def test_one_goal_that_counts_is_enough() -> None:
    assert missing(alignments=[alignment(lapsed_on=TODAY), alignment()]) == []


def test_a_signature_of_today_is_not_in_the_future() -> None:
    assert missing(signed_on=TODAY) == []


def test_the_checklist_shows_what_is_met_too() -> None:
    checks = rules.checklist(partnership(owner=None), TODAY)
    assert [check.is_met for check in checks] == [False, True, True, True, True, True]
    assert [check.code for check in checks] == list(rules.CODES[:6])


def test_every_gap_says_how_to_close_it() -> None:
    empty = partnership(
        kind=PartnershipKind.CITY_AGREEMENT, owner=None, alignments=[], decided_on=None,
        next_review_on=None, signed_on=date(2027, 1, 1), partners=[], framework_lapsed_on=TODAY,
    )  # fmt: skip
    gaps = rules.activation_gaps(empty, TODAY)
    gaps += rules.activation_gaps(partnership(kind=PartnershipKind.EU_PROJECT, stage=None), TODAY)
    assert [gap.code for gap in gaps] == list(rules.CODES)
    assert all(str(gap.help) and str(gap.label) and gap.field for gap in gaps)


def test_gaps_are_grouped_in_the_order_of_the_gate() -> None:
    first = partnership(owner=None, next_review_on=None)
    second = partnership(owner=None)
    groups = rules.group_by_gap([first, second, partnership()], TODAY)
    assert [(g.check.code, len(g.partnerships)) for g in groups] == [
        ("owner", 2),
        ("next_review", 1),
    ]


def test_column_gaps_do_not_trust_an_owner_that_was_read_before() -> None:
    gaps = rules.column_gaps(partnership(owner_id=None), TODAY)
    assert [gap.code for gap in gaps] == ["owner"]


def test_the_moves_are_those_of_the_life_cycle() -> None:
    moves = {state: {m.verb for m in rules.allowed_moves(state)} for state in PartnershipState}
    assert moves[PartnershipState.PROPOSED] == {"assess", "end"}
    assert moves[PartnershipState.ASSESSED] == {"approve", "end"}
    assert moves[PartnershipState.APPROVED] == {"activate", "end"}
    assert moves[PartnershipState.ACTIVE] == {"put_under_review", "make_dormant", "suspend", "end"}
    assert moves[PartnershipState.UNDER_REVIEW] == {"activate", "make_dormant", "suspend", "end"}
    assert moves[PartnershipState.DORMANT] == {"resume", "put_under_review", "suspend", "end"}
    assert moves[PartnershipState.SUSPENDED] == {
        "resume", "put_under_review", "make_dormant", "end",
    }  # fmt: skip
    assert moves[PartnershipState.ENDED] == set()


def test_nothing_in_effect_goes_back_to_before() -> None:
    for state in IN_EFFECT:
        targets = {move.target for move in rules.allowed_moves(state)}
        assert not targets & rules.BEFORE


def term(kind: Term, ends_on: date | None = None, **changes: Any) -> Any:
    given = {
        "term": kind, "ends_on": ends_on, "renewal_months": None, "notice_months": None,
        "next_review_on": None, "review_cycle_months": None, "starts_on": None, "signed_on": None,
    }  # fmt: skip
    return SimpleNamespace(**{**given, **changes})


@pytest.mark.parametrize(
    ("ends_on", "renewal", "expected"),
    [
        (date(2027, 1, 1), 12, date(2027, 1, 1)),
        (date(2026, 11, 2), 12, date(2026, 11, 2)),
        (date(2026, 11, 1), 12, date(2027, 11, 1)),
        (date(2024, 2, 29), 12, date(2027, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 11, 30)),
        (date(2000, 12, 31), 18, date(2027, 12, 31)),
        (date(2020, 6, 30), None, date(2020, 6, 30)),
    ],
)
def test_a_renewing_term_ends_at_the_next_renewal(
    ends_on: date, renewal: int | None, expected: date
) -> None:
    renewing = term(Term.AUTO_RENEWING, ends_on, renewal_months=renewal)
    assert rules.renewed_end(renewing, TODAY) == expected


def test_only_a_term_with_an_end_ends() -> None:
    past = date(2020, 6, 30)
    assert rules.renewed_end(term(Term.FIXED, past, renewal_months=12), TODAY) == past
    assert rules.renewed_end(term(Term.EVERGREEN, past), TODAY) is None
    assert rules.renewed_end(term(Term.UNKNOWN, past), TODAY) is None
    assert rules.is_expired(term(Term.FIXED, past), TODAY)
    assert not rules.is_expired(term(Term.FIXED, TODAY), TODAY)
    assert not rules.is_expired(term(Term.AUTO_RENEWING, past), TODAY)


@pytest.mark.parametrize(
    ("ends_on", "renewal", "notice", "expected"),
    [
        (date(2027, 6, 30), 12, 6, date(2026, 12, 30)),
        (date(2026, 12, 31), 12, 6, date(2027, 6, 30)),
        (date(2020, 8, 31), 12, 6, date(2027, 2, 28)),
        (date(2023, 8, 31), 12, 6, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, 3, date(2026, 11, 28)),
        (date(2027, 5, 2), 12, 6, date(2026, 11, 2)),
        (date(2027, 5, 1), 12, 6, date(2027, 11, 1)),
        (date(2027, 1, 31), 3, 12, date(2027, 1, 31)),
    ],
)
def test_notice_counts_back_from_the_renewed_end_to_a_day_that_still_counts(
    ends_on: date, renewal: int, notice: int, expected: date
) -> None:
    given = term(Term.AUTO_RENEWING, ends_on, renewal_months=renewal, notice_months=notice)
    found = rules.notice_by(given, TODAY)
    assert found == expected
    assert found >= TODAY


def test_without_renewal_or_notice_there_is_no_day_of_notice() -> None:
    assert (
        rules.notice_by(term(Term.AUTO_RENEWING, date(2027, 1, 1), renewal_months=12), TODAY)
        is None
    )
    assert rules.notice_by(term(Term.FIXED, date(2027, 1, 1), notice_months=6), TODAY) is None
    passed = term(Term.AUTO_RENEWING, date(2026, 12, 1), notice_months=6)
    assert rules.notice_by(passed, TODAY) == date(2026, 6, 1)


def test_an_open_ended_one_is_reviewed_by_its_cycle() -> None:
    evergreen = term(Term.EVERGREEN, starts_on=date(2024, 1, 31), review_cycle_months=37)
    assert rules.review_due(evergreen) == date(2027, 2, 28)
    assert rules.review_due(term(Term.EVERGREEN, review_cycle_months=12)) is None
    assert rules.review_due(term(Term.FIXED, starts_on=TODAY, review_cycle_months=12)) is None
    chosen = term(Term.EVERGREEN, next_review_on=TODAY, review_cycle_months=12)
    assert rules.review_due(chosen) == TODAY


@pytest.mark.parametrize(
    ("viewer", "sees"),
    [
        (Viewer(9, 9, True), True),
        (Viewer(9, 9, False), False),
        (Viewer(9, None, False), False),
        (Viewer(1, 9, False), True),
        (Viewer(2, 9, False), True),
        (Viewer(9, 3, False), True),
    ],
)
def test_a_restricted_one_shows_to_its_people_and_the_coordinators(
    viewer: Viewer, sees: bool
) -> None:
    hidden = SimpleNamespace(visibility=Visibility.RESTRICTED, owner_id=1, deputy_id=2, unit_id=3)
    assert rules.may_see(hidden, viewer) is sees
    hidden.visibility = Visibility.CITY
    assert rules.may_see(hidden, viewer)


@pytest.mark.parametrize(
    ("lead", "area", "lacks"),
    [
        (PoliticalLead.DEPUTY_MAYOR, "", True),
        (PoliticalLead.DEPUTY_MAYOR, " ", True),
        (PoliticalLead.DEPUTY_MAYOR, "Urban environment", False),
        (PoliticalLead.MAYOR, "", False),
        (None, None, False),
    ],
)
def test_a_deputy_mayor_leads_in_a_named_area(
    lead: PoliticalLead | None, area: str | None, lacks: bool
) -> None:
    assert rules.lacks_area(lead, area) is lacks
