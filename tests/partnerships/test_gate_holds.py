"""Every verb of the system against an active partnership: the gate holds afterwards.

A verb may be refused, or it may move the partnership out of active; it may never leave an active
partnership that breaks the gate.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.core import clock, hooks
from app.core.audit import SYSTEM
from app.core.errors import Refused
from app.core.session import Session
from app.organisations import services as organisations
from app.organisations.models import Standing
from app.organisations.queries import get_organisation
from app.partnerships import queries, rules, services
from app.partnerships.models import (
    EndKind,
    PartnerRole,
    Partnership,
    PartnershipKind,
    PartnershipState,
)
from app.partnerships.services import listeners
from app.strategy import services as strategy
from app.users import services as users
from tests.factories.organisations import make_organisation
from tests.factories.papers import make_instrument, make_obligation
from tests.factories.partnerships import align_to, make_active_partnership
from tests.factories.strategy import (
    make_framework,
    make_goal,
    make_objective,
    make_strategy,
)
from tests.factories.users import make_user
from tests.partnerships import verbs

Verb = Callable[[Session, Any], Any]
ACTIVE, REVIEW = PartnershipState.ACTIVE, PartnershipState.UNDER_REVIEW


def _update(**values: Any) -> Verb:
    return lambda s, p: services.update_partnership(s, p, values, actor=SYSTEM)


def _suspended_partner(session: Session, _p: Any = None) -> int:
    organisation = make_organisation(session, "Under caution")
    organisations.set_standing(session, organisation, Standing.CAUTION, "Talks", actor=SYSTEM)
    return organisation.id


def _standing(standing: Standing) -> Verb:
    def change(session: Session, partnership: Any) -> None:
        organisation = get_organisation(session, partnership.partners[0].organisation_id)
        organisations.set_standing(session, organisation, standing, "Sanctions", actor=SYSTEM)

    return change


def _adopt(session: Session, _partnership: Any) -> None:
    make_strategy(session, in_force_from=date(2026, 10, 1))


def _adopt_framework(session: Session, _partnership: Any) -> None:
    make_framework(session)


def _lose_the_framework(session: Session, partnership: Any) -> None:
    values = {"objectives": [make_objective(session).id]}
    services.update_partnership(session, partnership, values, actor=SYSTEM)
    make_framework(session, in_force_from=date(2026, 10, 1))


def _rejustify(session: Session, partnership: Any) -> None:
    old = partnership.alignments[0]
    values = {"goal_id": make_goal(session).id, "rationale": "Still"}
    services.rejustify(session, partnership, old, values, actor=SYSTEM)


def _add_suspended(session: Session, partnership: Any) -> None:
    values = {"organisation_id": _suspended_partner(session), "role": PartnerRole.PARTNER}
    services.add_partner(session, partnership, values, actor=SYSTEM)


def _two_goals_then_none(session: Session, partnership: Any) -> None:
    services.align(session, partnership, align_to(make_goal(session)), actor=SYSTEM)
    for alignment in list(partnership.alignments):
        services.remove_alignment(session, partnership, alignment, actor=SYSTEM)


def _away_and_back(session: Session, partnership: Any) -> None:
    services.make_dormant(session, partnership, "Quiet", actor=SYSTEM)
    services.set_owner(session, partnership, None, actor=SYSTEM)
    services.resume(session, partnership, "Again", actor=SYSTEM)


def _add_instrument(signed_on: date) -> Verb:
    return lambda s, p: make_instrument(s, p, signed_on=signed_on)


def _postpone_signature(session: Session, partnership: Any) -> None:
    instrument = make_instrument(session, partnership)
    values = {"signed_on": date(2026, 11, 3)}
    services.update_instrument(session, partnership, instrument, values, actor=SYSTEM)


def _end_in_debt(session: Session, partnership: Any) -> None:
    make_obligation(session, partnership)
    values = {"end_kind": EndKind.EXPIRED, "outcome": "x", "reason": "x"}
    services.end(session, partnership, values, actor=SYSTEM)


VERBS: list[tuple[str, Verb, PartnershipState, bool]] = [
    ("rename", _update(name="Another name"), ACTIVE, False),
    ("clear the owner by editing", _update(owner_id=None), ACTIVE, True),
    ("clear the decision", _update(decided_on=None), ACTIVE, True),
    ("blank the deciding body", _update(decision_body=" "), ACTIVE, True),
    ("clear the next review", _update(next_review_on=None), ACTIVE, True),
    ("decide tomorrow", _update(decided_on=date(2026, 11, 3)), ACTIVE, True),
    ("sign tomorrow", _update(signed_on=date(2026, 11, 3)), ACTIVE, True),
    ("drop all partners", _update(partners=[]), ACTIVE, True),
    (
        "drop the common work",
        _update(common_operations="", strategic_goal_stated=""),
        ACTIVE,
        True,
    ),
    (
        "take in a partner under caution by editing",
        lambda s, p: services.update_partnership(
            s, p, {"partners": [_suspended_partner(s)]}, actor=SYSTEM
        ),
        ACTIVE,
        True,
    ),
    ("take in a partner under caution", _add_suspended, ACTIVE, True),
    (
        "clear the owner",
        lambda s, p: services.set_owner(s, p, None, actor=SYSTEM),
        ACTIVE,
        True,
    ),
    (
        "change the owner",
        lambda s, p: services.set_owner(s, p, make_user(s).id, actor=SYSTEM),
        ACTIVE,
        False,
    ),
    (
        "remove the last goal",
        lambda s, p: services.remove_alignment(s, p, p.alignments[0], actor=SYSTEM),
        ACTIVE,
        True,
    ),
    ("remove both of two goals", _two_goals_then_none, ACTIVE, True),
    (
        "blank the last rationale",
        lambda s, p: services.update_alignment(
            s, p, p.alignments[0], {"rationale": " "}, actor=SYSTEM
        ),
        ACTIVE,
        True,
    ),
    (
        "remove the last partner",
        lambda s, p: services.remove_partner(s, p, p.partners[0], actor=SYSTEM),
        ACTIVE,
        True,
    ),
    (
        "edit a partner",
        lambda s, p: services.update_partner(s, p, p.partners[0], {"note": "x"}, actor=SYSTEM),
        ACTIVE,
        False,
    ),
    (
        "verify",
        lambda s, p: services.verify(
            s, p, {"source": "Register", "evidence_on": date(2026, 1, 1)}, actor=SYSTEM
        ),
        ACTIVE,
        False,
    ),
    ("add an instrument signed today", _add_instrument(date(2026, 11, 2)), ACTIVE, False),
    ("add an instrument signed tomorrow", _add_instrument(date(2026, 11, 3)), ACTIVE, True),
    ("sign an instrument tomorrow", _postpone_signature, ACTIVE, True),
    ("end it while something is owed", _end_in_debt, ACTIVE, True),
    ("assess", lambda s, p: services.assess(s, p, "x", actor=SYSTEM), ACTIVE, True),
    ("approve", lambda s, p: services.approve(s, p, "x", actor=SYSTEM), ACTIVE, True),
    ("activate", lambda s, p: services.activate(s, p, "x", actor=SYSTEM), ACTIVE, True),
    ("resume", lambda s, p: services.resume(s, p, "x", actor=SYSTEM), ACTIVE, True),
    ("review", lambda s, p: services.put_under_review(s, p, "x", actor=SYSTEM), REVIEW, False),
    (
        "make dormant",
        lambda s, p: services.make_dormant(s, p, "x", actor=SYSTEM),
        PartnershipState.DORMANT,
        False,
    ),
    (
        "suspend",
        lambda s, p: services.suspend(s, p, "x", actor=SYSTEM),
        PartnershipState.SUSPENDED,
        False,
    ),
    (
        "end",
        lambda s, p: services.end(
            s, p, {"end_kind": EndKind.EXPIRED, "outcome": "x", "reason": "x"}, actor=SYSTEM
        ),
        PartnershipState.ENDED,
        False,
    ),
    ("leave, lose the owner, come back", _away_and_back, PartnershipState.DORMANT, True),
    (
        "deactivate the owner",
        lambda s, p: users.deactivate_user(s, p.owner, actor=SYSTEM),
        ACTIVE,
        True,
    ),
    ("put a partner under caution", _standing(Standing.CAUTION), REVIEW, False),
    ("suspend a partner", _standing(Standing.SUSPENDED), REVIEW, False),
    ("adopt another city strategy", _adopt, REVIEW, False),
    ("adopt another framework", _adopt_framework, ACTIVE, False),
    ("adopt another framework in place of its own", _lose_the_framework, REVIEW, False),
    ("justify anew what has not lapsed", _rejustify, ACTIVE, True),
    (
        "choose anew what no framework asked for",
        lambda s, p: services.retie(s, p, {"objectives": []}, "None", actor=SYSTEM),
        ACTIVE,
        True,
    ),
    (
        "activate where ready",
        lambda s, p: services.activate_if_ready(s, p.id, "x", actor=SYSTEM),
        ACTIVE,
        False,
    ),
    ("enforce deadlines", lambda s, _p: services.enforce_deadlines(s, actor=SYSTEM), ACTIVE, False),
    (
        "remove the goal itself",
        lambda s, p: strategy.remove_part(s, p.alignments[0].goal, actor=SYSTEM),
        ACTIVE,
        True,
    ),
]


@pytest.mark.parametrize(
    ("verb", "state", "is_refused"),
    [verb[1:] for verb in VERBS],
    ids=[verb[0] for verb in VERBS],
)
def test_no_verb_leaves_an_active_partnership_breaking_the_gate(
    session: Session, verb: Verb, state: PartnershipState, is_refused: bool
) -> None:
    partnership = make_active_partnership(session, PartnershipKind.CITY_AGREEMENT)
    try:
        verb(session, partnership)
        was_refused = False
    except Refused:
        was_refused = True
    session.flush()
    session.expire_all()
    partnership = queries.reload(session, partnership.id)
    assert was_refused is is_refused
    assert partnership.state == state
    if partnership.state == ACTIVE:
        assert rules.activation_gaps(partnership, clock.today()) == []
    assert list(listeners.broken_rules(session)) == []


def test_every_verb_of_the_system_has_an_example() -> None:
    """A new verb is run against the gate: add its example, or a step's reason, to verbs.py."""
    found = set(verbs.discovered())
    assert found - set(verbs.EXAMPLES) - set(verbs.STEPS) == set()
    assert set(verbs.EXAMPLES) - found == set()
    assert set(verbs.STEPS) - found == set()


@pytest.mark.parametrize("name", sorted(verbs.EXAMPLES))
def test_the_gate_holds_after_every_verb_of_the_system(session: Session, name: str) -> None:
    partnership = make_active_partnership(session, PartnershipKind.CITY_AGREEMENT)
    verb = inspect.unwrap(verbs.discovered()[name]).__code__
    called: list[Any] = []
    sys.setprofile(lambda frame, event, _: called.append(frame.f_code) if event == "call" else None)
    try:
        verbs.EXAMPLES[name](session, partnership)
    except Refused:
        session.expire_all()
    finally:
        sys.setprofile(None)
    assert verb in called, "the example does not call its verb"
    session.flush()
    session.expire_all()
    assert list(listeners.broken_rules(session)) == []
    read = queries.reload(session, partnership.id)
    if read.state == ACTIVE:
        assert rules.activation_gaps(read, clock.today()) == []


@pytest.mark.parametrize("column", ["owner_id", "decided_on", "next_review_on"])
def test_the_database_itself_refuses_an_active_one_without(session: Session, column: str) -> None:
    partnership = make_active_partnership(session)
    table: Any = Partnership.__table__
    statement = sa.update(table).where(table.c.id == partnership.id).values({column: None})
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(statement)


def test_a_new_strategy_lapses_old_goals_and_asks_for_new_ones(session: Session) -> None:
    partnership = make_active_partnership(session)
    new = make_strategy(session, in_force_from=date(2026, 10, 1))
    read = queries.reload(session, partnership.id)
    assert read.alignments[0].lapsed_on == date(2026, 10, 1)
    assert [gap.code for gap in rules.activation_gaps(read, clock.today())] == ["goal"]
    services.align(session, read, align_to(make_goal(session, strategy=new)), actor=SYSTEM)
    services.activate(session, read, "Justified anew", actor=SYSTEM)
    assert read.state == ACTIVE
    assert len(read.alignments) == 2


def test_a_partner_back_to_normal_moves_nothing(session: Session) -> None:
    partnership = make_active_partnership(session)
    organisation = get_organisation(session, partnership.partners[0].organisation_id)
    organisations.set_standing(session, organisation, Standing.SUSPENDED, "War", actor=SYSTEM)
    organisations.set_standing(session, organisation, Standing.NORMAL, "", actor=SYSTEM)
    read = queries.reload(session, partnership.id)
    assert read.state == REVIEW
    assert "War" in read.state_reason
    services.activate(session, read, "Cleared", actor=SYSTEM)
    assert read.state == ACTIVE


def test_the_sweep_finds_what_went_past_the_services(session: Session) -> None:
    partnership = make_active_partnership(session)
    table: Any = Partnership.__table__
    session.execute(
        sa.update(table).where(table.c.id == partnership.id).values(signed_on=date(2030, 1, 1))
    )
    session.expire_all()
    found = [line for check in hooks.rule_checks for line in check(session)]
    assert any(partnership.reference in line for line in found)
