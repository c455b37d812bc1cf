"""What the review pages show: plain shapes for the components, in the user's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.core import clock
from app.core.i18n import NONE, _, action_label, choice, show_date, show_money, show_number
from app.core.urls import url_for
from app.engagements.models import EngagementType, FollowUpState, ResultKind, Tier
from app.reviews import rules
from app.reviews.models import Review, ReviewRound, ReviewState

TONES = {
    rules.Standing.NOT_YET_DUE: "neutral",
    rules.Standing.DUE: "info",
    rules.Standing.OVERDUE: "danger",
    rules.Standing.SUBMITTED: "info",
    rules.Standing.SENT_BACK: "warning",
    rules.Standing.ACCEPTED: "success",
}


@dataclass(frozen=True)
class Tag:
    label: str
    tone: str


@dataclass(frozen=True)
class Task:
    """A row of a worklist."""

    title: str
    url: str
    meta: str
    due: date | None
    late: bool
    tag: str
    tone: str


@dataclass(frozen=True)
class RoundRow:
    """A round with how far it has come."""

    round: ReviewRound
    title: str
    url: str
    total: int
    submitted: int
    accepted: int


@dataclass(frozen=True)
class BoardRow:
    review: Review
    tag: Tag
    recommendation: str
    progress: str


@dataclass(frozen=True)
class Board:
    """All reviews of a round, and how many stand where."""

    rows: list[BoardRow]
    counts: dict[rules.Standing, int]

    @property
    def accepted(self) -> int:
        return self.counts.get(rules.Standing.ACCEPTED, 0)

    @property
    def handed_in(self) -> int:
        return self.accepted + self.counts.get(rules.Standing.SUBMITTED, 0)


@dataclass(frozen=True)
class Line:
    """One figure of the quarter beside the quarter before; blank is not zero."""

    label: str
    now: str
    before: str
    url: str = ""


@dataclass(frozen=True)
class Figures:
    """The figures of a review, ready to show on screen and on paper."""

    quarter: str
    before: str
    lines: list[Line]
    engagements: list[tuple[str, str, str, str]]
    follow_ups: list[tuple[str, str, str, str]]
    changes: list[tuple[str, str, str]]


def standing_of(review: Review) -> rules.Standing:
    return rules.standing(review.state, review.round.quarter, review.round.due_on, clock.today())


def standing(review: Review) -> Tag:
    state = standing_of(review)
    return Tag(choice(state), TONES[state])


def worklist(reviews: Sequence[Review]) -> list[Task]:
    """Reviews as tasks; one that may be written leads to its form."""
    tasks = []
    for review in reviews:
        tag = standing(review)
        writing = rules.may_be_written(review.state)
        page = "reviews.edit_review" if writing else "reviews.show_review"
        tasks.append(
            Task(
                title=review.partnership.name,
                url=url_for(page, review_id=review.id),
                meta=str(review.round.quarter),
                due=review.round.due_on,
                late=rules.is_late(review.state, review.round.due_on, clock.today()),
                tag=tag.label,
                tone=tag.tone,
            )
        )
    return tasks


def rounds(
    found: Sequence[ReviewRound], counts: dict[int, dict[ReviewState, int]]
) -> list[RoundRow]:
    """Rounds with their progress, in the order given."""
    rows = []
    for each in found:
        states = counts.get(each.id, {})
        accepted = states.get(ReviewState.ACCEPTED, 0)
        rows.append(
            RoundRow(
                round=each,
                title=str(each.quarter),
                url=url_for("reviews.show_round", round_id=each.id),
                total=sum(states.values()),
                submitted=states.get(ReviewState.SUBMITTED, 0) + accepted,
                accepted=accepted,
            )
        )
    return rows


def board(opened: ReviewRound, reviews: Sequence[Review]) -> Board:
    """The progress board of a round."""
    rows, counts = [], dict.fromkeys(rules.Standing, 0)
    for review in reviews:
        state = rules.standing(review.state, opened.quarter, opened.due_on, clock.today())
        counts[state] += 1
        written = review.state in (ReviewState.SUBMITTED, ReviewState.ACCEPTED)
        rows.append(
            BoardRow(
                review=review,
                tag=Tag(choice(state), TONES[state]),
                recommendation=choice(review.recommendation) if written else "",
                progress=choice(review.progress) if written else "",
            )
        )
    return Board(rows, counts)


def figures(shown: dict[str, Any], names: dict[int, str]) -> Figures:
    """The snapshot of a review in words; people by name where they still have one."""
    now, before = shown["now"], shown["before"]
    return Figures(
        quarter=shown["quarter"],
        before=before["quarter"],
        lines=_lines(now, before),
        engagements=[
            (
                show_date(date.fromisoformat(each["on"])),
                choice(EngagementType(each["type"])),
                each["summary"],
                url_for("engagements.show_engagement", engagement_id=each["id"]),
            )
            for each in shown["engagements"]
        ],
        follow_ups=[
            (
                show_date(date.fromisoformat(each["due_on"])) if each["due_on"] else NONE,
                each["what"],
                names.get(each["assignee_id"], NONE),
                choice(FollowUpState(each["state"])),
            )
            for each in shown["follow_ups"]
        ],
        changes=[
            (
                show_date(date.fromisoformat(each["on"])),
                action_label(each["action"]),
                names.get(each["actor_id"], "Kumppani"),
            )
            for each in shown["changes"]
        ],
    )


def _lines(now: dict[str, Any], before: dict[str, Any]) -> list[Line]:
    lines = [
        Line(_("Engagements held"), _count(now["held"]), _count(before["held"])),
        Line(_("Planned or rescheduled"), _count(now["planned"]), _count(before["planned"])),
        Line(_("Cancelled"), _count(now["cancelled"]), _count(before["cancelled"])),
    ]
    for key, members, title in (
        ("types", EngagementType, _("By type: %(name)s")),
        ("tiers", Tier, _("Our highest level: %(name)s")),
        ("results", ResultKind, _("Result: %(name)s")),
    ):
        for member in members:
            here, there = now[key].get(member.value, 0), before[key].get(member.value, 0)
            if here or there:
                label = title % {"name": choice(member)}
                lines.append(Line(label, _count(here), _count(there)))
    lines += [
        Line(_("Follow-ups done"), _count(now["done"]), _count(before["done"])),
        Line(_("Follow-ups open at the end"), _count(now["open"]), _count(before["open"])),
        Line(_("Follow-ups late at the end"), _count(now["late"]), _count(before["late"])),
        Line(_("Recorded cost"), _money(now["cost_eur"]), _money(before["cost_eur"])),
        Line(_("Yearly fee"), _money(now["fee_eur"]), _money(before["fee_eur"])),
    ]
    return lines


def _count(number: int | None) -> str:
    return show_number(number)


def _money(amount: str | None) -> str:
    return show_money(Decimal(amount)) if amount is not None else NONE
