"""Which membership could be left for a new one, and why: Helsinki's rule since 2018.

Whoever proposes a new membership must look at all of them and consider leaving one. The order only
starts the talk: it adds points for what speaks for leaving, and names every reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.core.i18n import _, ngettext, show_date, show_money

# Same focus areas weigh most: two memberships for one purpose are the question.
PER_AREA, MOST_FOR_AREAS = 3, 9
SILENT, QUIET, QUIET_BELOW = 4, 2, 3
NOTICE_AHEAD, NOTICE_WITHIN = 2, timedelta(days=365)
ANY_FEE, LARGE_FEE, LARGE = 1, 2, Decimal(10_000)
SHOWN = 5


@dataclass(frozen=True)
class Membership:
    """What the ranking asks of one: names of the focus areas it shares with the proposal,
    engagements held in the last twelve months, the last day for notice, euros a year."""

    partnership: Any
    shared_areas: Sequence[str]
    engagements: int
    notice_by: date | None
    fee_eur: Decimal | None


@dataclass(frozen=True)
class Candidate:
    """A membership that could be left, with the reasons in words, weightiest first."""

    membership: Membership
    points: int
    reasons: list[str]


def rank_candidates(memberships: Sequence[Membership], today: date) -> list[Candidate]:
    """The few that most speaks for leaving; one that nothing speaks against is left out."""
    judged = [_judge(membership, today) for membership in memberships]
    found = [candidate for candidate in judged if candidate.points > 0]
    return sorted(found, key=_order)[:SHOWN]


def _order(candidate: Candidate) -> tuple[Any, ...]:
    membership = candidate.membership
    fee = membership.fee_eur or Decimal(0)
    return -candidate.points, membership.engagements, -fee, membership.partnership.id


def _judge(membership: Membership, today: date) -> Candidate:
    reasons: list[tuple[int, str]] = []
    areas = membership.shared_areas
    if areas:
        points = min(PER_AREA * len(areas), MOST_FOR_AREAS)
        named = ngettext(
            "Serves the same focus area: %(areas)s",
            "Serves the same focus areas: %(areas)s",
            len(areas),
            areas=", ".join(areas),
        )
        reasons.append((points, str(named)))
    reasons += _activity(membership.engagements)
    reasons += _notice(membership.notice_by, today)
    reasons += _fee(membership.fee_eur)
    return Candidate(
        membership,
        sum(points for points, _reason in reasons),
        [reason for _points, reason in sorted(reasons, key=lambda each: -each[0])],
    )


def _activity(engagements: int) -> list[tuple[int, str]]:
    if engagements == 0:
        return [(SILENT, _("No engagement in the last 12 months"))]
    if engagements < QUIET_BELOW:
        told = ngettext(
            "Only %(num)s engagement in the last 12 months",
            "Only %(num)s engagements in the last 12 months",
            engagements,
        )
        return [(QUIET, str(told))]
    return []


def _notice(notice_by: date | None, today: date) -> list[tuple[int, str]]:
    if notice_by is None or not today <= notice_by <= today + NOTICE_WITHIN:
        return []
    return [(NOTICE_AHEAD, _("Notice can be given until %(day)s", day=show_date(notice_by)))]


def _fee(fee: Decimal | None) -> list[tuple[int, str]]:
    if not fee:
        return []
    points = LARGE_FEE if fee >= LARGE else ANY_FEE
    return [(points, _("Costs %(fee)s a year", fee=show_money(fee)))]
