"""Solutions on their way, notes, and what follows elsewhere."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.core import clock, hooks
from app.core.attachments import Upload
from app.core.audit import SYSTEM, history_of
from app.core.db import Visibility
from app.core.errors import Refused
from app.core.periods import Quarter
from app.core.permissions import Role, viewer_of
from app.core.search.query import matching_ids, search
from app.core.search.rebuild import difference
from app.core.session import Session
from app.knowledge import queries, rules, services
from app.knowledge.models import Direction, SolutionState, Suitability
from app.organisations import services as organisations
from app.organisations.models import OrganisationKind
from tests.factories.engagements import make_engagement
from tests.factories.knowledge import make_adopted, make_assessed, make_note, make_solution
from tests.factories.organisations import make_organisation
from tests.factories.strategy import make_focus_area
from tests.factories.users import make_unit, make_user

OFFERED = {"direction": Direction.OFFERED}


def test_what_was_learned_is_assessed_then_adopted_unit_by_unit(session: Session) -> None:
    me, unit, other = make_user(session), make_unit(session), make_unit(session)
    solution = make_solution(session)
    today = {"started_on": clock.today()}
    with pytest.raises(Refused):
        services.adopt(session, solution, {"unit_id": unit.id, **today}, actor=me)
    given = {"suitability": Suitability.WITH_CHANGES, "assessment": "In smaller pieces."}
    services.assess(session, solution, given, actor=me)
    assert (solution.state, solution.assessed_by_id) == (SolutionState.ASSESSED, me.id)
    for place in (unit, other):
        services.adopt(session, solution, {"unit_id": place.id, **today}, actor=me)
    assert solution.state is SolutionState.ADOPTED
    with pytest.raises(Refused, match="already") as refused:
        services.adopt(session, solution, {"unit_id": unit.id, **today}, actor=me)
    assert refused.value.field == "unit_id"
    for use in list(solution.uses):
        services.remove_use(session, solution, use.id, actor=me)
    assert solution.state is SolutionState.ASSESSED
    told = [change.action for change in history_of(session, "solution", solution.id)]
    assert told[:1] == ["solution.remove_use"]
    assert told[-1] == "solution.add"
    assert {"solution.assess", "solution.adopt"} <= set(told)


def test_what_does_not_fit_is_not_adopted_but_may_be_set_aside_and_taken_again(
    session: Session,
) -> None:
    me = make_user(session)
    solution = make_assessed(session, suitability=Suitability.DOES_NOT_FIT)
    assert [move.verb for move in rules.allowed_moves(solution)] == ["assess", "set-aside"]
    with pytest.raises(Refused):
        services.set_aside(session, solution, " ", actor=me)
    services.set_aside(session, solution, "Our winters are longer", actor=me)
    assert rules.allowed_moves(solution) == []
    services.take_again(session, solution, actor=me)
    assert (solution.state, solution.aside_reason) == (SolutionState.ASSESSED, "")


def test_what_we_offer_is_taken_up_and_never_assessed_by_us(session: Session) -> None:
    me, tartu = make_user(session), make_organisation(session, "City of Tartu")
    solution = make_solution(session, **OFFERED)
    verbs = [move.verb for move in rules.allowed_moves(solution)]
    assert verbs == ["take-up", "set-aside"]
    values = {"organisation_id": tartu.id, "started_on": clock.today()}
    services.take_up(session, solution, values, actor=me)
    assert solution.state is SolutionState.TAKEN_UP
    assert queries.places_of_use(session, [solution.id]) == {solution.id: "City of Tartu"}
    assert matching_ids(session, "tartu", viewer_of(me), kind="solution") == [solution.id]


@pytest.mark.parametrize("days", [-1, 1])
def test_nothing_happened_before_it_was_known_or_in_days_to_come(
    session: Session, days: int
) -> None:
    solution = make_solution(session)
    on = clock.today() + timedelta(days=days)
    given = {"suitability": Suitability.FITS, "assessment": "So.", "assessed_on": on}
    with pytest.raises(Refused) as refused:
        services.assess(session, solution, given, actor=make_user(session))
    assert refused.value.field == "assessed_on"


def test_learned_names_its_source_and_offered_has_none(session: Session) -> None:
    for values in (
        {"organisation_id": None},
        {**OFFERED, "organisation_id": make_organisation(session).id},
    ):
        with pytest.raises(Refused) as refused:
            make_solution(session, **values)
        assert refused.value.field == "organisation_id"
    with pytest.raises(Refused):
        services.update_solution(session, make_solution(session), OFFERED, actor=SYSTEM)


def test_restricted_ones_show_to_their_unit_owner_and_coordinators_alone(session: Session) -> None:
    unit, tartu, area = make_unit(session), make_organisation(session), make_focus_area(session)
    owner = make_user(session, Role.CONTRIBUTOR, unit)
    met = make_engagement(session, organisations=[tartu])
    hidden = {"visibility": Visibility.RESTRICTED, "focus_areas": [area.id], "title": "Zephyr"}
    solution = make_solution(
        session, **hidden, actor=owner, organisation_id=tartu.id, engagements=[met.id]
    )
    note = make_note(session, **hidden, actor=owner, organisations=[tartu.id])

    def known(user: object) -> list[object]:
        viewer = viewer_of(user)
        return [
            [each.id for each in session.execute(queries.list_solutions(viewer))],
            [each.id for each in session.scalars(queries.list_notes(viewer))],
            sorted(line.kind for line in queries.about_organisation(session, tartu.id, viewer)),
            sorted(line.kind for line in queries.about_focus_area(session, area.id, viewer)),
            [line.id for line in queries.about_engagement(session, met.id, viewer)],
            search(session, "zephyr", viewer).total,
        ]

    both = ["knowledge_note", "solution"]
    everything = [[solution.id], [note.id], both, both, [solution.id], 2]
    colleague, officer = make_user(session, Role.READER, unit), make_user(session, Role.OFFICER)
    for user in (owner, colleague, officer):
        assert known(user) == everything
    assert known(make_user(session, Role.CONTRIBUTOR)) == [[], [], [], [], [], 0]


def test_learning_from_other_cities_can_be_counted(session: Session) -> None:
    unit, today = make_unit(session), clock.today()
    company = make_organisation(session, kind=OrganisationKind.COMPANY)
    make_adopted(session, unit.id)
    make_solution(session, organisation_id=company.id)
    make_solution(session, noted_on=today - timedelta(days=200))
    make_solution(session, visibility=Visibility.RESTRICTED)
    offered = make_solution(session, **OFFERED, visibility=Visibility.PUBLIC)
    taken = {"organisation_id": company.id, "started_on": today}
    services.take_up(session, offered, taken, actor=make_user(session))
    quarter = Quarter.of(today)
    days = quarter.first_day, quarter.last_day
    counts = queries.learning_between(session, *days, Visibility.CITY)
    assert counts == queries.Learning(2, 1, 1, 1, 1, 1)
    assert queries.learning_between(session, *days, Visibility.PUBLIC).learned == 0
    assert queries.learning_between(session, *days, Visibility.RESTRICTED).from_cities == 2


def test_a_successor_looks_after_what_was_handed_over(session: Session) -> None:
    leaver, successor = make_user(session), make_user(session)
    solution = make_solution(session, owner_id=leaver.id)
    make_note(session, author_id=leaver.id)
    kind = hooks.ownership_of("solution")
    assert [each.entity_id for each in kind.find(session, leaver.id)] == [solution.id]
    kind.hand_over(
        session, [solution.id], leaver.id, successor.id, actor=make_user(session), reason="Leaves"
    )
    session.refresh(solution)
    assert solution.owner_id == successor.id
    assert hooks.holdings(session, leaver.id) == []


def test_index_follows_every_verb_and_the_name_of_an_organisation(session: Session) -> None:
    lyon = make_organisation(session, "City of Lyon", country="FR")
    make_adopted(session, make_unit(session).id, organisation_id=lyon.id)
    note = make_note(session, organisations=[lyon.id], countries="FR DE")
    services.update_note(session, note, {"title": "Renamed"}, actor=SYSTEM)
    offered = make_solution(session, **OFFERED)
    taken = {"organisation_id": lyon.id, "started_on": clock.today()}
    services.take_up(session, offered, taken, actor=make_user(session))
    organisations.update_organisation(session, lyon, {"name": "Lugdunum"}, actor=SYSTEM)
    assert difference(session) == []
    viewer = viewer_of(make_user(session))
    assert len(matching_ids(session, "lugdunum", viewer, kind="solution")) == 2
    assert matching_ids(session, "lugdunum", viewer, kind="knowledge_note") == [note.id]
    assert [line for check in hooks.rule_checks for line in check(session)] == []


def test_a_note_is_out_of_date_after_its_last_day(session: Session) -> None:
    today = clock.today()
    note = make_note(session, valid_until=today)
    assert not rules.is_out_of_date(note, today)
    assert rules.is_out_of_date(note, today + timedelta(days=1))
    for values in ({"valid_until": date(2020, 1, 1)}, {"written_on": today + timedelta(days=1)}):
        with pytest.raises(Refused):
            services.update_note(session, note, values, actor=SYSTEM)


def test_files_of_a_note_come_and_go_with_its_history(session: Session) -> None:
    note = make_note(session)
    file = Upload("figures.txt", b"Numbers")
    document = services.add_document(session, note, file, actor=SYSTEM)
    session.flush()
    viewer = viewer_of(make_user(session))
    assert matching_ids(session, "figures", viewer, kind="knowledge_note") == [note.id]
    assert difference(session) == []
    services.remove_document(session, note, document.id, actor=SYSTEM)
    assert note.documents == []
    assert matching_ids(session, "figures", viewer, kind="knowledge_note") == []
    actions = [change.action for change in history_of(session, "knowledge_note", note.id)]
    assert actions[0] == "knowledge_note.remove_document"
