"""What other slices ask: quarters, figures, shared networks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.core.audit import SYSTEM
from app.core.db import Visibility
from app.core.errors import NotFound
from app.core.periods import Quarter
from app.core.permissions import EVERYTHING, Viewer
from app.core.session import Session
from app.partnerships import queries, services
from app.partnerships.models import EndKind, PartnershipKind
from tests.conftest import CountStatements
from tests.factories.organisations import make_network, make_network_member, make_organisation
from tests.factories.partnerships import align_to, make_active_partnership, make_partnership
from tests.factories.strategy import make_goal, make_objective, make_strategy
from tests.factories.users import make_user

Q2, Q3, Q4 = (Quarter(2026, number) for number in (2, 3, 4))
READER = Viewer(user_id=0, unit_id=None, sees_restricted=False)


def in_effect(session: Session, quarter: Quarter, viewer: Viewer = EVERYTHING) -> set[int]:
    found = queries.in_effect_during(session, quarter.first_day, quarter.last_day, viewer)
    return {partnership.id for partnership in found}


def test_a_quarter_holds_everything_in_effect_on_any_of_its_days(session: Session) -> None:
    old = make_partnership(session, exists=True, joined_on=date(2016, 1, 1))
    last_day = make_partnership(session, exists=True, joined_on=date(2026, 9, 30))
    next_day = make_partnership(session, exists=True, joined_on=date(2026, 10, 1))
    proposed = make_partnership(session, joined_on=date(2016, 1, 1))
    ended = make_partnership(session, exists=True, joined_on=date(2020, 1, 1))
    values = {"end_kind": EndKind.TERMINATED, "outcome": "x", "reason": "x"}
    services.end(session, ended, {**values, "ended_on": date(2026, 7, 1)}, actor=SYSTEM)
    services.end(session, proposed, values, actor=SYSTEM)
    assert in_effect(session, Q2) == {old.id, ended.id}
    assert in_effect(session, Q3) == {old.id, ended.id, last_day.id}
    assert in_effect(session, Q4) == {old.id, last_day.id, next_day.id}


def test_dormant_and_suspended_ones_stay_in_effect(session: Session) -> None:
    one, two = make_active_partnership(session), make_active_partnership(session)
    services.make_dormant(session, one, "Quiet", actor=SYSTEM)
    services.suspend(session, two, "War", actor=SYSTEM)
    assert in_effect(session, Q4) == {one.id, two.id}


def test_an_earlier_start_moves_the_first_day_in_effect_back(session: Session) -> None:
    found = make_partnership(session, exists=True)
    assert in_effect(session, Q3) == set()
    services.update_partnership(session, found, {"starts_on": date(2026, 8, 1)}, actor=SYSTEM)
    assert in_effect(session, Q3) == {found.id}


def test_figures_count_what_is_in_effect_and_has_not_lapsed(session: Session) -> None:
    goal, objective = make_goal(session), make_objective(session)
    values = {"alignments": [align_to(goal)], "objectives": [objective.id]}
    make_partnership(session, exists=True, **values)
    make_partnership(session, **values)
    make_partnership(session, exists=True, visibility=Visibility.RESTRICTED, **values)
    assert queries.count_by_goal(session, EVERYTHING)[goal.id] == 2
    assert queries.count_by_goal(session, READER)[goal.id] == 1
    assert queries.count_by_objective(session, READER)[objective.id] == 1
    make_strategy(session, in_force_from=date(2026, 10, 1))
    assert goal.id not in queries.count_by_goal(session, EVERYTHING)


def test_suggestions_begin_with_who_shares_most(session: Session) -> None:
    one, two = make_organisation(session, "One"), make_organisation(session, "Two")
    only_one = make_partnership(session, name="Alpha", partners=[one.id])
    with_both = make_partnership(session, name="Beta", partners=[one.id, two.id])
    make_partnership(session, name="Gamma")
    found = queries.suggest_for_organisations(session, [one.id, two.id], EVERYTHING)
    assert [p.id for p in found] == [with_both.id, only_one.id]
    assert queries.suggest_for_organisations(session, [], EVERYTHING) == []


def test_a_shared_network_is_one_of_ours_with_them_in_its_list(session: Session) -> None:
    network, other = make_network(session, "Eurocities"), make_network(session, "C40")
    city = make_organisation(session, "City of Oslo")
    ours = make_partnership(session, exists=True, partners=[network.id])
    make_partnership(session, PartnershipKind.COOPERATION, exists=True, partners=[other.id])
    for each in (network, other):
        make_network_member(session, each, city)
    found = queries.shared_networks(session, city.id)
    assert [(n.partnership_id, n.name) for n in found] == [(ours.id, "Eurocities")]


def test_ended_ones_come_last_on_the_page_of_an_organisation(session: Session) -> None:
    organisation = make_organisation(session)
    values: dict[str, Any] = {"partners": [organisation.id]}
    ended = make_partnership(session, name="A", exists=True, **values)
    ending = {"end_kind": EndKind.EXPIRED, "outcome": "x", "reason": "x"}
    services.end(session, ended, ending, actor=SYSTEM)
    proposed = make_partnership(session, name="B", **values)
    current = make_partnership(session, name="C", exists=True, **values)
    found = queries.list_for_organisation(session, organisation.id, EVERYTHING)
    assert [p.id for p in found] == [current.id, proposed.id, ended.id]


@pytest.mark.parametrize("kind", list(PartnershipKind))
def test_one_partnership_is_read_in_few_statements(
    session: Session, count_statements: CountStatements, kind: PartnershipKind
) -> None:
    number = make_active_partnership(session, kind, deputy_id=make_user(session).id).id
    session.expunge_all()
    with count_statements() as statements:
        found = queries.get_partnership(session, number, EVERYTHING)
        assert found.kind == kind
        assert found.owner.name
        assert found.deputy.name
        assert found.unit.name_en
        assert found.alignments[0].goal.strategy.title_en
        assert found.partners[0].organisation.name
        assert found.focus_areas == found.objectives == found.sdgs == []
    assert len(statements) <= 4
    with pytest.raises(NotFound):
        queries.get_partnership(session, 999_999, EVERYTHING, lock=True)
