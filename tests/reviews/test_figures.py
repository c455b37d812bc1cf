"""For any log the figures of a review are a plain recount of it, and so are the lists behind."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.core import clock
from app.core.audit import SYSTEM
from app.core.db import Visibility
from app.core.periods import Quarter
from app.core.session import Session
from app.engagements import rules as log_rules
from app.engagements import services as log
from app.engagements.models import (
    CancelledBy,
    Engagement,
    EngagementState,
    EngagementType,
    FollowUp,
    ResultKind,
    Tier,
    TravelMeans,
)
from app.engagements.queries import emitted_in
from app.engagements.queries.figures import counted_in
from app.engagements.queries.promised import promises_in
from app.knowledge.models import Solution
from app.partnerships import services as partnerships
from app.partnerships.models import Partnership
from app.reviews import figures, views
from app.reviews.models import Review
from app.strategy import services as strategy
from tests.client import AuditedClient, Page
from tests.conftest import CountStatements, SignIn
from tests.factories.engagements import make_engagement, make_follow_up
from tests.factories.knowledge import make_solution
from tests.factories.organisations import make_organisation
from tests.factories.papers import make_fee, make_obligation
from tests.factories.partnerships import make_active_partnership
from tests.factories.reviews import QUARTER, make_round, review_of
from tests.factories.strategy import make_goal, make_indicator
from tests.factories.users import make_user

FIRST, LAST = date(2025, 6, 1), date(2026, 10, 31)


class Told:
    """A random log of one partnership, kept as plain objects beside the database."""

    def __init__(self, session: Session, seed: int) -> None:
        self.session, self.rng = session, Random(seed)  # noqa: S311 (no secret)
        self.partnership = make_active_partnership(session, starts_on=date(2025, 1, 1))
        self.organisation, self.person = make_organisation(session), make_user(session)
        self.engagements: list[Engagement] = [self.engage() for _each in range(24)]
        self.follow_ups: list[FollowUp] = [self.promise() for _each in range(12)]
        self.solutions = [self.learn() for _each in range(6)]
        self.obligations = [
            make_obligation(session, self.partnership, due_on=self.day()) for _each in range(6)
        ]
        for obligation in self.rng.sample(self.obligations, 3):
            on = max(obligation.due_on - timedelta(days=self.rng.randint(0, 20)), FIRST)
            partnerships.fulfil_obligation(
                session, self.partnership, obligation,
                {"fulfilled_on": min(on, clock.today()), "evidence": "Sent"}, actor=SYSTEM,
            )  # fmt: skip
        session.flush()

    def day(self) -> date:
        return FIRST + timedelta(days=self.rng.randint(0, (LAST - FIRST).days))

    def maybe(self, choices: Any) -> Any:
        return self.rng.choice([*choices, None])

    def engage(self) -> Engagement:
        made = make_engagement(
            self.session,
            partnership=self.partnership,
            organisations=[self.organisation],
            people=[self.person],
            type=self.rng.choice(list(EngagementType)),
            starts_on=self.day(),
            state=self.rng.choice([EngagementState.HELD] * 3 + [EngagementState.PLANNED]),
            our_tier=self.maybe(Tier),
            their_tier=self.maybe(Tier),
            results=self.rng.sample(list(ResultKind), self.rng.randint(0, 2)),
            cost_amount=self.maybe([Decimal("120.50"), Decimal(0), Decimal(999)]),
            visibility=self.rng.choice(list(Visibility)),
            travel=[self.journey() for _each in range(self.rng.randint(0, 2))],
        )
        if made.state is EngagementState.PLANNED and self.rng.random() < 0.5:
            log.cancel(self.session, made, CancelledBy.US, actor=SYSTEM)
        return made

    def journey(self) -> dict[str, Any]:
        return {
            "means": self.rng.choice(list(TravelMeans)),
            "distance_km": self.rng.randint(1, 9000),
            "travellers": self.rng.randint(1, 6),
        }

    def learn(self) -> Solution:
        """From two engagements, of which the audience may know both, one or none."""
        return make_solution(
            self.session,
            engagements=[each.id for each in self.rng.sample(self.engagements, 2)],
            visibility=self.rng.choice(list(Visibility)),
        )

    def promise(self) -> FollowUp:
        held = [each for each in self.engagements if each.state is EngagementState.HELD]
        made = make_follow_up(
            self.session,
            engagement=self.rng.choice(held),
            due_on=self.maybe([self.day()]),
            assignee_id=self.person.id,
        )
        if self.rng.random() < 0.5:
            with clock.at(clock.now() - timedelta(days=self.rng.randint(0, 200))):
                log.complete_follow_up(self.session, made, actor=SYSTEM)
        return made

    def recount(self, quarter: Quarter) -> dict[str, Any]:
        """The quarter counted by hand, for all employees."""
        first, last = quarter.first_day, quarter.last_day
        public = [e for e in self.engagements if e.visibility is not Visibility.RESTRICTED]
        inside = [e for e in public if first <= e.starts_on <= last]
        held = [e for e in inside if e.state is EngagementState.HELD]
        costs = [e.cost_eur for e in inside if e.cost_eur is not None]
        legs = [leg for e in held for leg in e.travel]
        emitted = sum(
            (log_rules.emissions(leg.means, leg.distance_km, leg.travellers) for leg in legs),
            Decimal(),
        )
        told = [s for s in self.solutions if s.visibility is not Visibility.RESTRICTED]
        known = [f for f in self.follow_ups if f.engagement in public]
        open_ = [
            f for f in known
            if f.engagement.starts_on <= last and (f.closed_on is None or f.closed_on > last)
        ]  # fmt: skip
        passed = min(last, clock.today() - timedelta(days=1))
        return {
            "held": len(held),
            "planned": sum(e.state in (EngagementState.PLANNED,) for e in inside),
            "cancelled": sum(e.state is EngagementState.CANCELLED for e in inside),
            "types": Counter(e.type.value for e in held),
            "tiers": Counter(e.our_tier.value for e in held if e.our_tier),
            "their_tiers": Counter(e.their_tier.value for e in held if e.their_tier),
            "results": Counter(r.kind.value for e in held for r in e.results),
            "cost_eur": f"{sum(costs, Decimal()):.2f}" if costs else None,
            "done": sum(bool(f.closed_on and first <= f.closed_on <= last) for f in known),
            "open": len(open_),
            "late": sum(bool(f.due_on and f.due_on <= passed) for f in open_),
            "duties_met": sum(
                bool(o.fulfilled_on and first <= o.fulfilled_on <= last) for o in self.obligations
            ),
            "duties_due": sum(first <= o.due_on <= last for o in self.obligations),
            "duties_late": sum(
                o.due_on <= passed and (o.fulfilled_on is None or o.fulfilled_on > last)
                for o in self.obligations
            ),
            "paid_eur": None,
            "co2e_kg": f"{emitted:.1f}" if legs else None,
            "with_solutions": sum(any(e in s.engagements for s in told) for e in held),
        }


@pytest.fixture(params=range(4))
def told(session: Session, request: pytest.FixtureRequest) -> Told:
    return Told(session, request.param)


def reviewed(session: Session, partnership: Any) -> Review:
    return review_of(session, make_round(session), partnership)


def test_figures_are_a_plain_recount_of_the_log(session: Session, told: Told) -> None:
    expected = {
        period: told.recount(quarter)
        for period, quarter in zip(
            figures.PERIODS, (QUARTER, QUARTER.previous, QUARTER.year_before), strict=True
        )
    }
    review = reviewed(session, told.partnership)
    shown = figures.shown(session, review, [])
    for period, counted in expected.items():
        assert {**shown[period], "quarter": None} == {**counted, "quarter": None}


def test_every_figure_is_as_long_as_the_list_behind_it(
    app: Flask, session: Session, told: Told
) -> None:
    review = reviewed(session, told.partnership)
    shown = figures.shown(session, review, [])
    with app.test_request_context():
        lines = views.figures(review, shown, {}).lines
    checked = 0
    for line in lines:
        for value, url in zip(line.values, line.urls, strict=True):
            if url and not url.endswith(("/cost", "/paid", "/emitted")):
                period, key = url.split("/")[-2:]
                assert len(figures.behind(shown, period, key)[1]) == int(value)
                checked += 1
    assert checked > 10


def test_a_review_and_the_portfolio_count_alike(session: Session, told: Told) -> None:
    review = reviewed(session, told.partnership)
    shown = figures.shown(session, review, [])["now"]
    number = review.partnership_id
    portfolio = counted_in(session, [number], [QUARTER], Visibility.CITY)[QUARTER]
    assert shown["held"] == portfolio.held
    assert shown["types"] == {kind.value: n for kind, n in portfolio.by_type.items()}
    mine = sa.select(Partnership.id).where(Partnership.id == number)
    emitted = emitted_in(session, [QUARTER], Visibility.CITY, mine)[QUARTER]
    assert shown["co2e_kg"] == (None if emitted is None else str(emitted))
    promises = promises_in(session, mine, QUARTER, Visibility.CITY)
    assert (shown["open"], shown["late"]) == promises


def test_a_quarter_before_the_partnership_is_blank_not_zero(session: Session) -> None:
    partnership = make_active_partnership(session, starts_on=date(2026, 7, 1))
    review = reviewed(session, partnership)
    shown = figures.shown(session, review, [])
    assert shown["now"]["held"] == 0
    assert shown["before"] is None
    assert views.figures(review, shown, {}).lines[0].values == ["0", "–", "–"]


def test_what_an_earlier_form_did_not_count_is_told_so_and_is_not_zero(
    app: Flask, session: Session
) -> None:
    partnership = make_active_partnership(session, starts_on=date(2026, 1, 1))
    make_engagement(session, partnership=partnership, starts_on=date(2026, 8, 3))
    review = reviewed(session, partnership)
    shown = figures.shown(session, review, [])
    frozen = {**shown, "form": 2}
    for period in figures.PERIODS:
        if frozen[period] is not None:
            frozen[period] = without(frozen[period], "co2e_kg", "with_solutions")
    frozen["engagements"] = [without(e, "co2e_kg", "solutions") for e in shown["engagements"]]
    with app.test_request_context():
        told, now = (views.figures(review, each, {}).lines for each in (frozen, shown))
        kind, rows = figures.behind(frozen, "now", "held")
        assert len(views.behind(kind, rows, {}).rows) == 1
    missing = [line.label for line in told if line.now == "Not counted then"]
    assert missing == ["With a solution learned or offered", "Emissions of our journeys, kg CO₂e"]
    assert len(told) == len(now)


def without(entry: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name not in names}


def test_indicators_stand_with_baseline_target_and_what_was_measured(session: Session) -> None:
    goal = make_goal(session)
    partnership = make_active_partnership(session, starts_on=date(2026, 1, 1), goal=goal)
    indicator = make_indicator(
        session, goal, name_en="Cities using our model", unit="cities",
        baseline=Decimal(2), baseline_year=2024, target=Decimal(10), target_year=2028,
    )  # fmt: skip
    strategy.record_actual(session, indicator, {"period": "2026-Q3", "value": Decimal(0)},
                        actor=SYSTEM)  # fmt: skip
    strategy.record_actual(session, indicator, {"period": "2025", "value": Decimal(3)},
                        actor=SYSTEM)  # fmt: skip
    review = reviewed(session, partnership)
    (measure,) = views.figures(review, figures.shown(session, review, []), {}).measures
    assert measure.name == "Cities using our model (cities)"
    assert (measure.baseline, measure.target) == ("2 (2024)", "10 (2028)")
    assert measure.values == ["0", "–", "3 (2025)"]


def test_each_figure_on_the_page_leads_to_its_records(
    client: AuditedClient, session: Session, sign_in: SignIn
) -> None:
    partnership = make_active_partnership(session, starts_on=date(2026, 1, 1))
    visit = {"summary": "The visit that counts", "type": EngagementType.INCOMING_VISIT}
    make_engagement(session, partnership=partnership, starts_on=date(2026, 8, 3), **visit)
    make_obligation(session, partnership, what="Yearly report", due_on=date(2026, 9, 1))
    review = reviewed(session, partnership)
    sign_in("reader")
    page = Page(client.get(f"/reviews/{review.id}"))
    links = [a["href"] for a in page.soup.find_all("a") if "/figures/" in a["href"]]
    assert f"/reviews/{review.id}/figures/now/way-in" in links
    for link in links:
        assert client.get(link).status_code == 200
    assert (
        "The visit that counts" in Page(client.get(f"/reviews/{review.id}/figures/now/held")).text
    )
    assert "Yearly report" in Page(client.get(f"/reviews/{review.id}/figures/now/duties_late")).text
    for unknown in ("now/type-none", "before/held", "then/held", "now/way-round"):
        assert client.get(f"/reviews/{review.id}/figures/{unknown}").status_code == 404


def test_fees_of_the_quarter_stand_beside_the_plan_of_the_year(session: Session) -> None:
    membership = make_active_partnership(session, starts_on=date(2026, 1, 1))
    make_fee(session, membership, 2026, amount=Decimal(5000), paid_on=date(2026, 7, 9))
    shown = figures.shown(session, reviewed(session, membership), [])
    assert shown["now"]["paid_eur"] == "5000.00"
    assert [fee["year"] for fee in figures.behind(shown, "now", "paid")[1]] == [2026]


def test_the_list_behind_a_figure_costs_as_much_as_the_page(
    client: AuditedClient, session: Session, sign_in: SignIn, count_statements: CountStatements
) -> None:
    partnership = make_active_partnership(session, starts_on=date(2026, 1, 1))
    make_engagement(session, partnership=partnership, starts_on=date(2026, 8, 3))
    review = reviewed(session, partnership)
    sign_in("reader")
    session.expire_all()
    with count_statements() as statements:
        assert client.get(f"/reviews/{review.id}/figures/now/held").status_code == 200
    assert len(statements) <= 9
