"""Two people at once cannot do together what neither may do alone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from app.core.audit import SYSTEM
from app.core.errors import Refused
from app.core.permissions import EVERYTHING
from app.core.session import Session, create_engine
from app.organisations import services as organisations
from app.organisations.models import Standing
from app.partnerships import queries, rules, services
from app.partnerships.models import PartnershipState
from app.strategy import queries as strategies
from app.users import services as users
from app.users.models import User
from app.users.queries import handed_to
from tests.conftest import MakeDatabase
from tests.factories.partnerships import align_to, make_active_partnership, make_ready_partnership
from tests.factories.strategy import make_draft, make_goal, put_in_force
from tests.factories.users import make_user
from tests.seeded import NOW

Act = Callable[[Session], Any]


@pytest.fixture
def engine(app: Any, make_database: MakeDatabase) -> Iterator[sa.Engine]:
    """A database of its own, where commits are real."""
    url = make_database()
    made = create_engine(url)
    yield made.execution_options(sqlite_begin="IMMEDIATE")
    made.dispose()


def both(engine: sa.Engine, first: Act, second: Act, then: Act | None = None) -> bool:
    """Whether ``second`` was refused, when it began before ``first`` (and what it does ``then``)
    had committed."""
    outcome: list[bool] = []

    def run() -> None:
        with Session(engine) as session:
            try:
                second(session)
                session.commit()
                outcome.append(False)
            except Refused:
                outcome.append(True)

    other = threading.Thread(target=run)
    with Session(engine) as session:
        first(session)
        other.start()
        other.join(timeout=0.5)
        assert other.is_alive(), "the second must wait for the first"
        if then is not None:
            then(session)
        session.commit()
    other.join(timeout=20)
    return outcome[0]


def test_two_last_goals_cannot_be_removed_by_two_people(engine: sa.Engine) -> None:
    with Session(engine) as session:
        made = make_active_partnership(session)
        services.align(session, made, align_to(make_goal(session)), actor=SYSTEM)
        number, goals = made.id, [alignment.id for alignment in made.alignments]
        session.commit()

    def removing(alignment_id: int) -> Act:
        def act(session: Session) -> None:
            partnership = queries.get_partnership(session, number, EVERYTHING)
            alignment = queries.get_alignment(session, number, alignment_id)
            services.remove_alignment(session, partnership, alignment, actor=SYSTEM)

        return act

    assert both(engine, removing(goals[0]), removing(goals[1]))
    with Session(engine) as session:
        partnership = queries.reload(session, number)
        assert partnership.state == PartnershipState.ACTIVE
        assert rules.activation_gaps(partnership, NOW.date()) == []


def test_a_new_strategy_waits_for_whoever_is_half_way_through_the_gate(engine: sa.Engine) -> None:
    """Each held what the other waited for, when the strategy was taken before the partnerships."""
    with Session(engine) as session:
        number = make_active_partnership(session).id
        draft = make_draft(session, vision_en="Proud")
        make_goal(session, strategy=draft)
        next_one = draft.id
        session.commit()

    def hold(session: Session) -> None:
        queries.get_partnership(session, number, EVERYTHING, lock=True)

    def adopt(session: Session) -> None:
        put_in_force(session, strategies.get_strategy(session, next_one, lock=True), NOW.date())

    def go_on(session: Session) -> None:
        partnership = queries.get_partnership(session, number, EVERYTHING)
        services.update_partnership(session, partnership, {"summary": "Mended"}, actor=SYSTEM)

    assert not both(engine, hold, adopt, go_on)
    with Session(engine) as session:
        partnership = queries.reload(session, number)
        assert partnership.summary == "Mended"
        assert partnership.state == PartnershipState.UNDER_REVIEW


def half_way(number: int) -> tuple[Act, Act]:
    """Somebody holds a partnership already, and goes through its gate when others have begun."""

    def hold(session: Session) -> None:
        queries.get_partnership(session, number, EVERYTHING, lock=True)

    def activate(session: Session) -> None:
        partnership = queries.get_partnership(session, number, EVERYTHING)
        services.activate(session, partnership, "Justified", actor=SYSTEM)

    return hold, activate


def test_a_partner_is_suspended_after_whoever_is_half_way_through_the_gate(
    engine: sa.Engine,
) -> None:
    """Each held what the other waited for, when the partner was taken before its partnerships."""
    with Session(engine) as session:
        made = make_ready_partnership(session)
        number, partner = made.id, made.partners[0].organisation_id
        session.commit()

    def suspend(session: Session) -> None:
        organisation = organisations.hold_to_judge(session, partner)
        organisations.set_standing(
            session, organisation, Standing.SUSPENDED, "Sanctions", actor=SYSTEM
        )

    hold, activate = half_way(number)
    assert not both(engine, hold, suspend, activate)
    with Session(engine) as session:
        assert queries.reload(session, number).state == PartnershipState.UNDER_REVIEW


def test_an_owner_leaves_after_whoever_is_half_way_through_the_gate(engine: sa.Engine) -> None:
    """The same with an owner, whose partnerships pass to a successor."""
    with Session(engine) as session:
        made = make_ready_partnership(session)
        number, owner, successor = made.id, made.owner_id, make_user(session).id
        session.commit()

    def leave(session: Session) -> None:
        user = users.hold_to_leave(session, owner)
        given = users.Given(for_the_rest=users.Decision(successor))
        users.deactivate_user(session, user, actor=SYSTEM, given=given)

    hold, activate = half_way(number)
    assert not both(engine, hold, leave, activate)
    with Session(engine) as session:
        partnership = queries.reload(session, number)
        assert (partnership.state, partnership.owner_id) == (PartnershipState.ACTIVE, successor)


def test_a_question_is_settled_after_whoever_edits_what_it_is_about(engine: sa.Engine) -> None:
    """Each held what the other waited for, when the question was taken before its record."""
    with Session(engine) as session:
        made = make_ready_partnership(session)
        number, heir, other = made.id, make_user(session), make_user(session).id
        given = users.Given(for_the_rest=users.Decision(heir.id))
        users.hand_over(session, session.get_one(User, made.owner_id), given, actor=SYSTEM)
        [item] = handed_to(session, heir.id)
        asked = item.id
        session.commit()

    def pass_on(session: Session) -> None:
        users.pass_on_item(session, users.hold_item(session, asked), other, actor=SYSTEM)

    def give(session: Session) -> None:
        partnership = queries.get_partnership(session, number, EVERYTHING)
        services.set_owner(session, partnership, other, actor=SYSTEM)

    assert both(engine, half_way(number)[0], pass_on, give)
    with Session(engine) as session:
        assert queries.reload(session, number).owner_id == other


def test_an_owner_cannot_leave_while_somebody_activates(engine: sa.Engine) -> None:
    with Session(engine) as session:
        made = make_ready_partnership(session)
        number, owner = made.id, made.owner_id
        session.commit()

    def activate(session: Session) -> None:
        partnership = queries.get_partnership(session, number, EVERYTHING)
        services.activate(session, partnership, "Justified", actor=SYSTEM)

    def leave(session: Session) -> None:
        user = users.hold_to_leave(session, owner)
        users.deactivate_user(session, user, actor=SYSTEM)

    assert both(engine, activate, leave)
