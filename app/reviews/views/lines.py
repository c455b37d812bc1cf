"""The lines of figures: each counts in three quarters, and stands beside the plan of a year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from app.core.i18n import NONE, _, choice, show_money, show_number
from app.core.urls import url_for
from app.engagements.models import EngagementType, ResultKind, Tier
from app.reviews.figures import DIRECTIONS, PERIODS
from app.reviews.models import Review

Counts = dict[str, Any]
# Three cells, one for each period.
Three = list[str]


@dataclass(frozen=True)
class Line:
    """One figure in the quarter, the one before and the same one a year ago, with the plan of a
    year; blank is not zero. ``urls`` lead to the lists behind the three."""

    label: str
    values: Three
    plan: str = ""
    urls: Three = field(default_factory=lambda: ["", "", ""])

    @property
    def now(self) -> str:
        return self.values[0]

    @property
    def before(self) -> str:
        return self.values[1]


# Since which form of snapshots the lists behind the figures are kept, and emissions counted.
WITH_LISTS, WITH_JOURNEYS = 2, 3


class Lines:
    """Writes the lines of one snapshot; an earlier form of snapshots has fewer of them."""

    def __init__(self, review: Review, shown: dict[str, Any]) -> None:
        self.review, self.shown = review, shown
        self.periods: list[Counts | None] = [shown.get(period) for period in PERIODS]
        form = shown.get("form", 1)
        self.is_linked, self.counts_journeys = form >= WITH_LISTS, form >= WITH_JOURNEYS
        self.plan: dict[str, str | None] = shown["partnership"].get("plan", {})

    def all(self) -> list[Line]:
        lines = [
            self.count(_("Engagements held"), "held"),
            self.count(_("Planned or rescheduled"), "planned"),
            self.count(_("Cancelled"), "cancelled"),
            *self.ways(),
            *self.members("types", "type", EngagementType, _("By type: %(name)s")),
            *self.members("tiers", "our", Tier, _("Our highest level: %(name)s")),
            *self.members("their_tiers", "their", Tier, _("Their highest level: %(name)s")),
            *self.members("results", "result", ResultKind, _("Result: %(name)s")),
            self.count(_("Follow-ups done"), "done"),
            self.count(_("Follow-ups open at the end"), "open"),
            self.count(_("Follow-ups late at the end"), "late"),
        ]
        if self.is_linked:
            lines += [
                self.count(_("Obligations and reports fulfilled"), "duties_met"),
                self.count(_("Obligations and reports due"), "duties_due"),
                self.count(_("Obligations and reports late at the end"), "duties_late"),
            ]
        return lines + self.learned() + self.money() + self.emitted()

    def learned(self) -> list[Line]:
        label = _("With a solution learned or offered")
        if not self.counts_journeys:
            return [_uncounted(label)]
        return [self.line(label, "solutions", lambda counts: int(counts["with_solutions"]))]

    def emitted(self) -> list[Line]:
        label = _("Emissions of our journeys, kg CO₂e")
        if not self.counts_journeys:
            return [_uncounted(label)]
        return [self.amount(label, "co2e_kg", "emitted", show=_number)]

    def money(self) -> list[Line]:
        """What it cost, beside what is planned for a year."""
        if not self.is_linked:
            fee = [_money((each or {}).get("fee_eur")) for each in self.periods]
            return [self.amount(_("Recorded cost"), "cost_eur"), Line(_("Yearly fee"), fee)]
        used = [self.review.working_days, *self.shown["working_days"]]
        planned = self.plan["working_days"]
        return [
            self.amount(_("Fees paid"), "paid_eur", "paid", _money(self.plan["fee_eur"])),
            self.amount(
                _("Travel and other recorded cost"), "cost_eur", "cost",
                _money(self.plan["travel_eur"]),
            ),
            Line(
                _("Working days used"),
                [_number(days) for days in used],
                _number(planned),
            ),
        ]  # fmt: skip

    def count(self, label: str, key: str) -> Line:
        return self.line(label, key, lambda counts: counts[key])

    def ways(self) -> list[Line]:
        """Who travelled: a visit comes in, a delegation goes out, the rest is neither."""
        titles = {"in": _("Visits to us"), "out": _("Our delegations out"), "neither": _("Others")}
        return [
            self.line(titles[way], f"way-{way}", _adding([str(kind) for kind in kinds]))
            for way, kinds in DIRECTIONS.items()
        ]

    def members(self, measure: str, short: str, members: Any, title: str) -> list[Line]:
        """A line for each choice that occurs in any of the quarters."""
        return [
            self.line(
                title % {"name": choice(member)},
                f"{short}-{member.value}",
                _of(measure, member.value),
            )
            for member in members
            if any(each and each.get(measure, {}).get(member.value) for each in self.periods)
        ]

    def line(self, label: str, key: str, value: Callable[[Counts], int]) -> Line:
        found = [None if counts is None else value(counts) for counts in self.periods]
        urls = [self.url(period, key, n) for period, n in zip(PERIODS, found, strict=True)]
        return Line(label, [show_number(n) for n in found], "", urls)

    def amount(
        self,
        label: str,
        name: str,
        key: str = "",
        plan: str = "",
        show: Callable[[str | None], str] | None = None,
    ) -> Line:
        found = [(counts or {}).get(name) for counts in self.periods]
        urls = [self.url(period, key, n) for period, n in zip(PERIODS, found, strict=True)]
        return Line(label, [(show or _money)(each) for each in found], plan, urls)

    def url(self, period: str, key: str, value: object) -> str:
        if not (self.is_linked and key and value):
            return ""
        return url_for("reviews.show_figure", review_id=self.review.id, period=period, key=key)


def _of(measure: str, member: str) -> Callable[[Counts], int]:
    return lambda counts: int(counts.get(measure, {}).get(member, 0))


def _adding(kinds: list[str]) -> Callable[[Counts], int]:
    return lambda counts: sum(counts["types"].get(kind, 0) for kind in kinds)


def _uncounted(label: str) -> Line:
    """A figure that was not counted when the review was frozen, which is not zero."""
    return Line(label, [_("Not counted then") for _period in PERIODS])


def _number(value: str | None) -> str:
    return show_number(Decimal(value) if value is not None else None)


def _money(amount: str | None) -> str:
    return show_money(Decimal(amount)) if amount is not None else NONE
