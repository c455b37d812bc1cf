"""The counts kept of quarters are what the log says, whatever is done to it and by how many."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.core import hooks
from app.core.audit import SYSTEM
from app.core.db import Visibility
from app.core.periods import Quarter
from app.core.session import Database, Session
from app.engagements import queries, services
from app.engagements.models import (
    CancelledBy,
    Engagement,
    EngagementState,
    EngagementType,
    ResultKind,
    Tier,
    kept_quarter,
)
from app.engagements.queries.figures import counted_in, held_by_cell
from app.engagements.queries.summaries import summary_differences
from app.engagements.queries.visibility import audience
from tests.conftest import CountStatements
from tests.factories.engagements import make_engagement
from tests.factories.organisations import make_organisation
from tests.factories.partnerships import make_partnership
from tests.factories.strategy import make_focus_area, make_framework, make_objective
from tests.factories.users import make_user
from tests.seeded import NOW

TODAY = NOW.date()
AUTUMN = Quarter(2026, 4)
STEPS = 60


class Life:
    """Somebody who logs, corrects, holds, cancels and moves engagements at random."""

    def __init__(self, session: Session, seed: int) -> None:
        self.session, self.dice = session, random.Random(seed)  # noqa: S311 (repeatable on purpose)
        framework = make_framework(session)
        self.partnerships = [make_partnership(session).id for _ in range(3)]
        self.objectives = [make_objective(session, strategy=framework).id for _ in range(3)]
        self.areas = [make_focus_area(session, strategy=framework).id for _ in range(3)]
        self.organisations = [make_organisation(session).id]
        self.people = [make_user(session).id]
        self.ids: list[int] = []

    def some(self, values: list[int]) -> list[int]:
        return self.dice.sample(values, self.dice.randrange(len(values) + 1))

    def values(self) -> dict[str, Any]:
        dice = self.dice
        return {
            "type": dice.choice(list(EngagementType)),
            "starts_on": TODAY + timedelta(days=dice.choice([0, dice.randrange(-200, 200)])),
            "visibility": dice.choice(list(Visibility)),
            "our_tier": dice.choice([None, *Tier]),
            "their_tier": dice.choice([None, *Tier]),
            "results": dice.sample(list(ResultKind), dice.randrange(3)),
            "cost_amount": dice.choice([None, Decimal(0), Decimal("0.10"), Decimal("1234.56")]),
            "partnership_id": dice.choice([None, *self.partnerships]),
            "objectives": self.some(self.objectives),
            "focus_areas": self.some(self.areas),
        }

    def log(self) -> None:
        given = self.values() | {
            "summary": "Talk",
            "organisations": self.organisations,
            "people": self.people,
        }
        if given["starts_on"] == TODAY:
            given["state"] = EngagementState.PLANNED
        self.ids.append(services.log_engagement(self.session, given, actor=SYSTEM).id)

    def correct(self, engagement: Engagement) -> None:
        every = self.values()
        if engagement.state is EngagementState.HELD:
            every["starts_on"] = min(every["starts_on"], TODAY)
        given = {name: every[name] for name in self.dice.sample(list(every), 3)}
        services.update_engagement(self.session, engagement, given, actor=SYSTEM)

    def hold(self, engagement: Engagement) -> None:
        if engagement.state.value in ("planned", "rescheduled") and engagement.starts_on <= TODAY:
            services.hold(self.session, engagement, actor=SYSTEM)

    def cancel(self, engagement: Engagement) -> None:
        if engagement.state is not EngagementState.CANCELLED:
            services.cancel(self.session, engagement, CancelledBy.US, "No", actor=SYSTEM)

    def postpone(self, engagement: Engagement) -> None:
        if engagement.state.value in ("planned", "rescheduled"):
            day = engagement.starts_on + timedelta(days=self.dice.randrange(1, 120))
            services.reschedule(self.session, engagement, day, actor=SYSTEM)

    def step(self) -> None:
        verbs = [self.correct, self.correct, self.hold, self.cancel, self.postpone]
        if len(self.ids) < 5 or self.dice.random() < 0.4:
            self.log()
            return
        self.session.expire_all()
        self.dice.choice(verbs)(queries.get_engagement(self.session, self.dice.choice(self.ids)))


def stored(session: Session) -> list[tuple[Any, ...]]:
    """The rows that count anything, in order."""
    rows = session.execute(sa.select(kept_quarter))
    return sorted(tuple(row) for row in rows if any(row[6:]))


def counted_again(session: Session, number: int, quarter: Quarter, widest: Visibility) -> Any:
    """The figures of a partnership by a plain walk over its engagements."""
    found = sa.select(Engagement.id).where(Engagement.partnership_id == number, audience(widest))
    every = [queries.get_engagement(session, each) for each in session.scalars(found)]
    inside = [e for e in every if quarter.first_day <= e.starts_on <= quarter.last_day]
    held = [e for e in inside if e.state is EngagementState.HELD]
    costs = [e.cost_eur for e in inside if e.cost_eur is not None]
    return (
        len(held),
        Counter(e.state for e in inside),
        Counter(e.type for e in held),
        Counter(e.our_tier for e in held if e.our_tier),
        Counter(e.their_tier for e in held if e.their_tier),
        Counter(result.kind for e in held for result in e.results),
        sum(costs) if costs else None,
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_counts_are_what_the_log_says_after_any_verbs(session: Session, seed: int) -> None:
    life = Life(session, seed)
    for _step in range(STEPS):
        life.step()
    session.expire_all()
    assert summary_differences(session) == []
    before = stored(session)
    assert before
    services.rebuild_summaries(session)
    assert stored(session) == before
    for quarter in Quarter(2026, 2).until(Quarter(2027, 2)):
        for widest in Visibility:
            for number in life.partnerships:
                f = counted_in(session, [number], [quarter], widest)[quarter]
                assert (
                    f.held,
                    f.by_state,
                    f.by_type,
                    f.by_our_tier,
                    f.by_their_tier,
                    f.by_result,
                    f.cost_eur,
                ) == counted_again(session, number, quarter, widest)


def test_matrix_counts_held_engagements_for_its_audience(session: Session) -> None:
    framework = make_framework(session)
    objective = make_objective(session, strategy=framework).id
    areas = [make_focus_area(session, strategy=framework).id for _ in range(2)]
    for visibility in Visibility:
        make_engagement(session, objectives=[objective], focus_areas=areas, visibility=visibility)
    make_engagement(session, objectives=[objective], focus_areas=[], visibility=Visibility.PUBLIC)
    make_engagement(
        session,
        objectives=[objective],
        focus_areas=areas[:1],
        starts_on=TODAY + timedelta(days=1),
    )
    for widest, number in (
        (Visibility.PUBLIC, 1),
        (Visibility.CITY, 2),
        (Visibility.RESTRICTED, 3),
    ):
        found = held_by_cell(session, AUTUMN, widest)
        assert {cell: n for cell, n in found.items() if n} == {
            (objective, area): number for area in areas
        }


def test_blank_cost_is_not_zero(session: Session) -> None:
    blank, free = make_partnership(session), make_partnership(session)
    make_engagement(session, partnership=blank)
    make_engagement(session, partnership=free, cost_amount=Decimal(0))
    for partnership, cost in ((blank, None), (free, Decimal(0))):
        figures = counted_in(session, [partnership.id], [AUTUMN], Visibility.CITY)[AUTUMN]
        assert figures.cost_eur == cost


def test_wrong_counts_are_told_and_mended(app: Flask, session: Session) -> None:
    partnership = make_partnership(session)
    make_engagement(session, partnership=partnership)
    right = stored(session)
    session.execute(sa.update(kept_quarter).values(state_held=7))
    ghost = {column.name: 1 for column in kept_quarter.c} | {"visibility": Visibility.CITY}
    session.execute(sa.insert(kept_quarter).values(ghost))
    session.commit()
    told = [line for check in hooks.rule_checks for line in check(session)]
    assert sum("the counts are not what the log says" in line for line in told) == 2
    done = app.test_cli_runner().invoke(args=["rebuild-kept"])
    assert "Counts of quarters written: 1\n" in done.output
    session.expire_all()
    assert stored(session) == right


def test_an_edit_that_moves_no_count_costs_no_statement_for_them(
    session: Session, count_statements: CountStatements
) -> None:
    engagement = make_engagement(session, partnership=make_partnership(session))
    for values, expected in (({"summary": "Other words"}, 0), ({"type": EngagementType.CALL}, 1)):
        session.expire_all()
        loaded = queries.get_engagement(session, engagement.id)
        with count_statements() as statements:
            services.update_engagement(session, loaded, values, actor=SYSTEM)
        assert sum("kept_quarter" in statement for statement in statements) == expected


def test_two_writers_lose_no_count(database: Database) -> None:
    with database.transaction() as session:
        framework = make_framework(session)
        given = {
            "type": EngagementType.MEETING,
            "starts_on": date(2026, 11, 2),
            "summary": "Talk",
            "partnership_id": make_partnership(session).id,
            "organisations": [make_organisation(session).id],
            "people": [make_user(session).id],
            "objectives": [make_objective(session, strategy=framework).id for _ in range(2)],
            "focus_areas": [make_focus_area(session, strategy=framework).id for _ in range(2)],
        }
    ready = threading.Barrier(2)
    failed: list[BaseException] = []

    def logging(order: Callable[[Any], Any]) -> None:
        """Each names the frame in another order."""
        frame = {name: list(order(given[name])) for name in ("objectives", "focus_areas")}
        try:
            ready.wait(timeout=20)
            for _ in range(10):
                with database.transaction() as session:
                    services.log_engagement(session, given | frame, actor=SYSTEM)
        except BaseException as error:
            failed.append(error)
            raise

    writers = [threading.Thread(target=logging, args=(order,)) for order in (list, reversed)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(timeout=60)
    assert failed == []
    with database.transaction() as session:
        assert summary_differences(session) == []
        figures = counted_in(session, [given["partnership_id"]], [AUTUMN], Visibility.CITY)
        assert figures[AUTUMN].held == 20
        assert set(held_by_cell(session, AUTUMN, Visibility.CITY).values()) == {20}
