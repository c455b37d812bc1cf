"""What a proposal needs, by when it is answered, and which membership could be left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from flask import Flask

from app.proposals import rules
from app.proposals.models import AssessmentScore, Criterion, Proposal, ProposalState, Verdict

TODAY = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def languages(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def membership(number: int = 1, **values: Any) -> rules.Membership:
    given: dict[str, Any] = {
        "partnership": SimpleNamespace(id=number),
        "shared_areas": (),
        "engagements": 12,
        "notice_by": None,
        "fee_eur": None,
        **values,
    }
    return rules.Membership(**given)


def ranked(*memberships: rules.Membership) -> list[int]:
    found = rules.rank_candidates(memberships, TODAY)
    return [candidate.membership.partnership.id for candidate in found]


def test_membership_that_nothing_speaks_against_is_no_candidate() -> None:
    assert ranked(membership()) == []


def test_same_focus_areas_weigh_more_than_silence() -> None:
    silent = membership(1, engagements=0)
    twin = membership(2, shared_areas=("Design", "Culture"))
    assert ranked(silent, twin) == [2, 1]


def test_among_equals_the_quieter_and_dearer_comes_first() -> None:
    cheap = membership(1, engagements=0, fee_eur=Decimal(100))
    dear = membership(2, engagements=0, fee_eur=Decimal(9000))
    assert ranked(cheap, dear) == [2, 1]


def test_every_reason_is_written_out_the_weightiest_first() -> None:
    one = membership(
        shared_areas=("Design",),
        engagements=0,
        notice_by=date(2026, 12, 31),
        fee_eur=Decimal(15000),
    )
    (candidate,) = rules.rank_candidates([one], TODAY)
    assert candidate.reasons == [
        "No engagement in the last 12 months",
        "Serves the same focus area: Design",
        "Notice can be given until 31 Dec 2026",
        "Costs 15,000\xa0EUR a year",
    ]
    assert candidate.points == 11


@pytest.mark.parametrize("notice", [date(2026, 11, 1), date(2027, 11, 3)])
def test_notice_that_has_passed_or_is_far_off_is_no_reason(notice: date) -> None:
    assert ranked(membership(notice_by=notice)) == []


def test_at_most_five_are_shown() -> None:
    assert len(ranked(*(membership(n, engagements=0) for n in range(9)))) == 5


@pytest.mark.parametrize(
    ("scores", "passes"), [([3, 3], True), ([5, 2], False), ([4], False), ([4, None], False)]
)
def test_strategic_fit_passes_with_both_or_not_at_all(scores: list[Any], passes: bool) -> None:
    found = [AssessmentScore(criterion=Criterion.STRATEGIC_FIT, score=each) for each in scores]
    assert rules.fit_passes(found) is passes


def test_answer_is_late_after_the_promised_day_and_only_while_it_is_open() -> None:
    received = date(2026, 9, 2)
    assert rules.answer_by(received) == date(2026, 11, 1)
    proposal = Proposal(received_on=received, state=ProposalState.TRIAGED)
    assert rules.is_late(proposal, TODAY)
    assert not rules.is_late(proposal, date(2026, 11, 1))
    proposal.state = ProposalState.DECLINED
    assert not rules.is_late(proposal, TODAY)


def test_next_step_follows_the_decision() -> None:
    proposal = Proposal(state=ProposalState.DECIDED, decision=Verdict.DECLINE)
    assert rules.next_move(proposal) == "decline"
    proposal.decision = Verdict.ACCEPT
    assert rules.next_move(proposal) == "convert"


def test_nothing_leads_out_of_an_answered_proposal() -> None:
    for state in (ProposalState.CONVERTED, ProposalState.DECLINED, ProposalState.WITHDRAWN):
        assert rules.allowed_moves(Proposal(state=state)) == []


def test_score_without_a_reason_is_a_gap() -> None:
    values = {f"{each.value}_score": 3 for each in Criterion}
    fields = {gap.field for gap in rules.submission_gaps(values)}
    assert fields == {f"{each.value}_reason" for each in Criterion}
