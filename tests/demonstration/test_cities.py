"""Both demonstration cities: honest, whole, and ready for the three daily jobs."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import joinedload, selectinload

from app.coordination.queries import composition_on
from app.core import clock, hooks
from app.core.audit import Change
from app.core.db import Visibility
from app.core.errors import Refused
from app.core.periods import Quarter
from app.core.search.rebuild import difference
from app.demonstration import facts, load_city
from app.engagements.models import OPEN, Draft, Engagement, EngagementState, FollowUp
from app.insight import portfolio
from app.insight.scope import Scope
from app.knowledge.models import KnowledgeNote, Solution
from app.organisations.models import (
    Affiliation,
    Contact,
    MemberList,
    NetworkMember,
    Organisation,
    Standing,
)
from app.partnerships import rules
from app.partnerships.models import IN_EFFECT, Partnership, PartnershipState
from app.partnerships.queries import active_partnerships
from app.reviews.models import Review, ReviewRound, ReviewState
from app.strategy.models import Goal, Indicator, Strategy, StrategyKind, StrategyState
from app.users.models import User
from tests.demonstration.conftest import City
from tests.seeded import PASSWORD

PAGES = (
    "/organisations",
    "/contacts",
    "/partnerships",
    "/engagements",
    "/follow-ups",
    "/reviews",
    "/strategy",
    "/coordination-group",
    "/solutions",
    "/knowledge-notes",
)
ROLES = ("reader", "contributor", "officer", "manager", "admin")
# Least and most of each record, per city.
EXPECTED: dict[str, dict[type[Any], tuple[int, int]]] = {
    "helsinki": {
        Organisation: (90, 200),
        Contact: (55, 90),
        Partnership: (70, 85),
        Engagement: (430, 620),
        FollowUp: (90, 160),
        ReviewRound: (3, 4),
        Draft: (2, 4),
        Solution: (8, 15),
        KnowledgeNote: (3, 6),
    },
    "espoo": {
        Organisation: (90, 200),
        Contact: (20, 60),
        Partnership: (28, 40),
        Engagement: (120, 220),
        FollowUp: (20, 70),
        ReviewRound: (1, 1),
        Draft: (1, 3),
        Solution: (4, 10),
        KnowledgeNote: (2, 6),
    },
}


def _all(city: City, model: type[Any], *options: Any) -> list[Any]:
    return list(city.session.scalars(sa.select(model).options(*options)).unique())


def test_there_is_as_much_as_a_city_of_its_size_keeps(city: City) -> None:
    for model, (least, most) in EXPECTED[city.name].items():
        count = city.session.scalar(sa.select(sa.func.count()).select_from(model))
        assert least <= count <= most, f"{model.__name__}: {count}"


def test_no_stored_record_breaks_a_rule(city: City) -> None:
    assert [line for check in hooks.rule_checks for line in check(city.session)] == []


def test_every_record_is_found_by_the_search_as_it_stands(city: City) -> None:
    assert difference(city.session) == []


def test_every_active_partnership_passes_the_gate(city: City) -> None:
    active = list(active_partnerships(city.session))
    assert len(active) > 10
    for partnership in active:
        assert rules.activation_gaps(partnership, clock.today()) == [], partnership.name


def test_about_two_thirds_of_those_in_effect_are_active(city: City) -> None:
    states = Counter(p.state for p in _all(city, Partnership))
    in_effect = sum(states[state] for state in IN_EFFECT)
    assert 0.5 <= states[PartnershipState.ACTIVE] / in_effect <= 0.72
    assert states[PartnershipState.UNDER_REVIEW] >= 5
    assert states[PartnershipState.SUSPENDED] == 2
    assert states[PartnershipState.PROPOSED] == 1


def test_every_partnership_names_its_source(city: City) -> None:
    for partnership in _all(city, Partnership):
        assert partnership.source, partnership.name


def test_only_what_a_reliable_source_says_is_verified(city: City) -> None:
    confidence = {p["name"]: p["confidence"] for p in facts.partnerships(city.name)}
    verified = [p for p in _all(city, Partnership) if p.is_verified]
    assert len(verified) > 8
    assert {confidence[p.name] for p in verified} == {"high"}


def test_what_is_not_public_is_marked_as_an_example(city: City) -> None:
    for partnership in _all(city, Partnership):
        assert partnership.is_demonstration == (partnership.owner_id is not None), partnership.name
    assert all(e.is_demonstration for e in _all(city, Engagement))
    assert all(f.is_demonstration for f in _all(city, FollowUp))
    assert all(c.is_demonstration for c in _all(city, Contact))


def test_no_decision_is_invented_with_a_case_number(city: City) -> None:
    given = {p["decision"]["case"] for p in facts.partnerships(city.name) if "decision" in p} | {""}
    assert {p.case_number for p in _all(city, Partnership)} <= given


def test_addresses_of_people_lead_nowhere(city: City) -> None:
    assert all(c.email.endswith(".example") for c in _all(city, Contact))
    assert all(u.email.endswith("@demo.example") for u in _all(city, User))


def test_one_strategy_of_each_kind_is_in_force(city: City) -> None:
    in_force = [s.kind for s in _all(city, Strategy) if s.state is StrategyState.IN_FORCE]
    assert sorted(in_force) == sorted(StrategyKind)


def test_names_of_the_strategy_stand_in_three_languages(city: City) -> None:
    for goal in _all(city, Goal):
        assert all((goal.name_en, goal.name_fi, goal.name_sv)), goal.name_en


def test_an_indicator_without_figures_stays_blank(city: City) -> None:
    blank = [i for i in _all(city, Indicator) if i.baseline is None and i.target is None]
    assert blank


def test_partners_whose_standing_is_unknown_are_suspended_with_the_reason(city: City) -> None:
    suspended = [o for o in _all(city, Organisation) if o.standing is Standing.SUSPENDED]
    assert len(suspended) == 2
    assert all(o.standing_reason and o.standing_on for o in suspended)


def test_lists_of_members_tell_their_source_and_day(city: City) -> None:
    listed = _all(city, NetworkMember)
    assert len(listed) > 80
    assert all(m.source and m.evidence_on for m in listed)
    assert {one.is_complete for one in _all(city, MemberList)} == {True, False}


def test_people_moved_and_their_engagements_stayed_with_the_old_place(city: City) -> None:
    moved = sa.select(Affiliation.contact_id).group_by(Affiliation.contact_id)
    moved = moved.having(sa.func.count() > 1)
    assert city.session.scalars(moved).all()


def test_the_log_covers_two_years_and_something_ahead(city: City) -> None:
    engagements = _all(city, Engagement)
    held = [e.starts_on for e in engagements if e.state is EngagementState.HELD]
    assert min(held) < clock.today() - timedelta(days=640)
    assert max(held) > clock.today() - timedelta(days=14)
    assert all(e.starts_on.weekday() < 5 for e in engagements)
    states = Counter(e.state for e in engagements)
    assert states[EngagementState.PLANNED] >= 3
    assert states[EngagementState.CANCELLED] >= 2
    assert 0 < sum(e.visibility is Visibility.RESTRICTED for e in engagements) <= 3


def test_planned_engagements_lie_ahead(city: City) -> None:
    upcoming = (EngagementState.PLANNED, EngagementState.RESCHEDULED)
    waiting = [e.starts_on for e in _all(city, Engagement) if e.state in upcoming]
    assert all(day >= clock.today() for day in waiting)


def test_history_is_in_the_order_in_which_things_happened(city: City) -> None:
    moments = list(city.session.scalars(sa.select(Change.at).order_by(Change.id)))
    assert moments == sorted(moments)
    assert moments[-1] <= clock.now()


def test_older_rounds_are_settled_and_the_newest_is_at_work(city: City) -> None:
    states: dict[Quarter, Counter[ReviewState]] = {}
    for review in _all(city, Review, joinedload(Review.round)):
        states.setdefault(review.round.quarter, Counter())[review.state] += 1
    newest = max(states)
    assert newest == Quarter.of(clock.today()).previous
    assert all(states[newest][state] for state in ReviewState)
    for quarter in states.keys() - {newest}:
        settled = states[quarter]
        assert settled[ReviewState.ACCEPTED] / settled.total() > 0.9


def test_each_home_page_has_something_to_do(city: City) -> None:
    for role in ("officer", "contributor", "manager"):
        user = city.account(role)
        open_ = [
            f
            for f in _all(city, FollowUp)
            if f.assignee_id == user.id
            and f.state in OPEN
            and f.due_on
            and f.due_on <= clock.today() + timedelta(days=7)
        ]
        assert open_, role
    for role in ("officer", "contributor"):
        user = city.account(role)
        waiting = [r for r in _all(city, Review) if r.owner_id == user.id]
        assert any(r.state in (ReviewState.OPEN, ReviewState.SENT_BACK) for r in waiting), role
        assert any(d.user_id == user.id for d in _all(city, Draft)), role


@pytest.mark.parametrize("role", ROLES)
def test_the_home_page_of_each_role_opens(city: City, role: str) -> None:
    city.sign_in(role)
    assert city.client.page("/").heading


@pytest.mark.parametrize("page", PAGES)
def test_the_main_pages_open(city: City, page: str) -> None:
    city.sign_in("manager")
    assert city.client.page(page).heading


def test_a_partnership_of_each_kind_and_state_opens(city: City) -> None:
    city.sign_in("manager")
    for partnership in {(p.kind, p.state): p for p in _all(city, Partnership)}.values():
        assert partnership.name in city.client.page(f"/partnerships/{partnership.id}").text


def test_the_portfolio_of_the_newest_round_opens(city: City) -> None:
    city.sign_in("manager")
    newest = city.session.scalars(sa.select(ReviewRound).order_by(ReviewRound.id.desc())).first()
    assert newest is not None
    assert city.client.page(f"/reviews/rounds/{newest.id}/portfolio").heading


def test_the_public_is_told_a_true_part_of_the_portfolio(city: City) -> None:
    newest = city.session.scalars(sa.select(ReviewRound).order_by(ReviewRound.id.desc())).first()
    assert newest is not None
    told, known = (
        portfolio.build(city.session, newest, Scope(audience))
        for audience in (Visibility.PUBLIC, Visibility.CITY)
    )
    assert 5 <= len(told.lines) < len(known.lines) / 2
    assert 0 < told.held_in_all + told.held_before < known.held_in_all
    noted = [e for e in _all(city, Engagement) if e.visibility is Visibility.PUBLIC and e.notes]
    assert {e.notes_visibility for e in noted} == {Visibility.CITY}


@pytest.mark.parametrize("typed", ["malmo", "Malmö stad", "Mlamö"])
def test_malmo_is_found_as_people_type_it(city: City, typed: str) -> None:
    city.sign_in("reader")
    assert "City of Malmö" in city.client.page(f"/search?q={typed}").text


def test_the_given_password_opens_the_accounts(city: City) -> None:
    city.client.delete_cookie("kumppani")
    form = {"email": "officer@demo.example", "password": PASSWORD}
    answer = city.client.post("/sign-in", form)
    assert answer.status_code in (302, 303)
    assert "sign-in" not in answer.headers["Location"]


def test_a_city_is_not_loaded_over_records(city: City, app: Flask) -> None:
    with pytest.raises(Refused):
        load_city(app, city.name, PASSWORD)


def test_who_sat_in_the_group_is_answerable_for_any_day(city: City) -> None:
    now = {s.seat.id: s.member for s in composition_on(city.session, clock.today())}
    before = {
        s.seat.id: s.member
        for s in composition_on(city.session, clock.today() - timedelta(days=365))
    }
    assert now.keys() == before.keys()
    if city.name == "helsinki":
        assert len(now) == 16
        assert any(now[seat] is not before[seat] for seat in now)
        assert any(member is None for member in now.values())


def test_partnerships_that_were_justified_before_the_strategy_changed_were_asked_again(
    city: City,
) -> None:
    aligned = _all(city, Partnership, selectinload(Partnership.alignments))
    lapsed = [p for p in aligned if any(a.lapsed_on for a in p.alignments)]
    if city.name == "espoo":
        assert lapsed == []
        return
    states = Counter(p.state for p in lapsed)
    assert states[PartnershipState.ACTIVE] >= 5
    assert states[PartnershipState.UNDER_REVIEW] >= 1
