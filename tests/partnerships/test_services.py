"""The verbs: what they write, what they refuse, and what the history says."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.core import audit, clock, hooks
from app.core.audit import SYSTEM
from app.core.errors import NotFound, Refused
from app.core.permissions import EVERYTHING
from app.core.search import rebuild
from app.core.session import Session
from app.organisations import services as organisations
from app.partnerships import queries, services
from app.partnerships.models import (
    EndKind,
    Participation,
    PartnerRole,
    PartnershipKind,
    PartnershipState,
)
from app.users import services as users
from tests.factories.engagements import make_follow_up
from tests.factories.organisations import make_organisation
from tests.factories.partnerships import (
    align_to,
    make_active_partnership,
    make_partnership,
    make_ready_partnership,
)
from tests.factories.strategy import make_focus_area, make_goal, make_objective, make_strategy
from tests.factories.users import make_user

KINDS = list(PartnershipKind)


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_one_is_proposed_and_numbered_within_its_year(
    session: Session, kind: PartnershipKind
) -> None:
    first, second = make_partnership(session, kind), make_partnership(session, kind)
    number = int(first.reference.removeprefix("P-2026-"))
    assert second.reference == f"P-2026-{number + 1:04d}"
    assert first.state == PartnershipState.PROPOSED
    assert first.in_effect_from is None


def test_a_relation_that_exists_enters_under_review_since_its_own_first_day(
    session: Session,
) -> None:
    found = make_partnership(session, exists=True, joined_on=date(2016, 5, 1))
    assert found.state == PartnershipState.UNDER_REVIEW
    assert found.state_reason
    assert found.in_effect_from == date(2016, 5, 1)


def test_participation_and_roles_follow_the_kind_unless_given(session: Session) -> None:
    network = make_partnership(session)
    assert network.participation == Participation.MEMBER
    assert network.partners[0].role == PartnerRole.NETWORK
    one, two = make_organisation(session, "One"), make_organisation(session, "Two")
    company_led = make_partnership(session, partners=[one.id, two.id])
    roles = [partner.role for partner in company_led.partners]
    assert roles == [PartnerRole.NETWORK, PartnerRole.PARTNER]
    project = make_partnership(
        session,
        PartnershipKind.EU_PROJECT,
        partners=[
            {"organisation_id": two.id, "role": PartnerRole.COORDINATOR, "contribution_eur": 10},
            one.id,
        ],
    )
    read = queries.reload(session, project.id)
    assert [(p.organisation.name, p.role) for p in read.partners] == [
        ("Two", PartnerRole.COORDINATOR),
        ("One", PartnerRole.BENEFICIARY),
    ]


def test_links_are_kept_by_their_numbers(session: Session) -> None:
    areas = [make_focus_area(session).id, make_focus_area(session).id]
    objective = make_objective(session).id
    found = make_partnership(session, focus_areas=areas, objectives=[objective], sdgs=[11, 13])
    read = queries.reload(session, found.id)
    assert {area.id for area in read.focus_areas} == set(areas)
    assert [o.id for o in read.objectives] == [objective]
    assert [sdg.number for sdg in read.sdgs] == [11, 13]
    services.update_partnership(session, read, {"focus_areas": areas[:1]}, actor=SYSTEM)
    assert [area.id for area in read.focus_areas] == areas[:1]
    assert queries.prefill(session, found.id, EVERYTHING) == {
        "objectives": [objective],
        "focus_areas": areas[:1],
    }


def test_a_fee_in_euros_is_its_own_euro_value(session: Session) -> None:
    found = make_partnership(session, fee_amount=Decimal(7230))
    assert found.fee_eur == Decimal(7230)
    services.update_partnership(session, found, {"fee_amount": Decimal(8000)}, actor=SYSTEM)
    assert found.fee_eur == Decimal(8000)
    stated = {"fee_amount": Decimal(75000), "fee_currency": "DKK", "fee_eur": Decimal(10050)}
    services.update_partnership(session, found, stated, actor=SYSTEM)
    assert (found.fee_amount, found.fee_eur) == (Decimal(75000), Decimal(10050))


def test_owner_and_deputy_are_two_active_people(session: Session) -> None:
    user, gone = make_user(session), make_user(session)
    users.deactivate_user(session, gone, actor=SYSTEM)
    with pytest.raises(Refused) as refused:
        make_partnership(session, owner_id=gone.id)
    assert refused.value.field == "owner_id"
    found = make_partnership(session, owner_id=user.id)
    with pytest.raises(Refused) as refused:
        services.update_partnership(session, found, {"deputy_id": user.id}, actor=SYSTEM)
    assert refused.value.field == "deputy_id"
    with pytest.raises(Refused):
        services.set_owner(session, found, 999_999, actor=SYSTEM)


def test_a_deputy_who_becomes_owner_is_no_deputy_any_more(session: Session) -> None:
    owner, deputy = make_user(session), make_user(session)
    found = make_partnership(session, owner_id=owner.id, deputy_id=deputy.id)
    services.set_owner(session, found, deputy.id, "Retires", actor=SYSTEM)
    assert (found.owner_id, found.deputy_id) == (deputy.id, None)
    changes = audit.history_of(session, "partnership", found.id)
    change = next(each for each in changes if each.action == "partnership.owner")
    assert change.reason == "Retires"
    assert change.fields["owner_id"] == [owner.id, deputy.id]


def test_unknown_columns_are_a_mistake_of_the_program(session: Session) -> None:
    found = make_partnership(session)
    for name in ("state", "reference", "level", "verified_on"):
        with pytest.raises(KeyError):
            services.update_partnership(session, found, {name: "x"}, actor=SYSTEM)


def test_partners_that_stay_keep_their_roles(session: Session) -> None:
    stays, goes, comes = (make_organisation(session, name) for name in ("A", "B", "C"))
    found = make_partnership(
        session, partners=[goes.id, {"organisation_id": stays.id, "role": PartnerRole.SECRETARIAT}]
    )
    services.update_partnership(session, found, {"partners": [comes.id, stays.id]}, actor=SYSTEM)
    assert [(p.organisation.name, p.role) for p in found.partners] == [
        ("A", PartnerRole.SECRETARIAT),
        ("C", PartnerRole.NETWORK),
    ]


def test_an_organisation_is_a_partner_once(session: Session) -> None:
    organisation = make_organisation(session)
    found = make_partnership(session, partners=[organisation.id, organisation.id])
    assert len(found.partners) == 1
    values = {"organisation_id": organisation.id, "role": PartnerRole.HOST}
    with pytest.raises(Refused) as refused:
        services.add_partner(session, found, values, actor=SYSTEM)
    assert refused.value.field == "organisation_id"


def test_partner_verbs_write_into_the_history_of_the_partnership(session: Session) -> None:
    found = make_partnership(session)
    other = make_organisation(session, "Other")
    values = {"organisation_id": other.id, "role": PartnerRole.HOST}
    services.add_partner(session, found, values, actor=SYSTEM)
    partner = found.partners[-1]
    assert (partner.organisation_id, partner.role) == (other.id, PartnerRole.HOST)
    services.update_partner(session, found, partner, {"note": "Pays the room"}, actor=SYSTEM)
    services.remove_partner(session, found, partner, actor=SYSTEM)
    actions = [change.action for change in audit.history_of(session, "partnership", found.id)]
    assert actions[:3] == [
        "partnership.partner_remove", "partnership.partner_update", "partnership.partner_add",
    ]  # fmt: skip
    assert len(found.partners) == 1


def test_a_goal_is_tied_once_and_never_of_an_earlier_strategy(session: Session) -> None:
    goal = make_goal(session)
    found = make_partnership(session, alignments=[align_to(goal)])
    with pytest.raises(Refused) as refused:
        services.align(session, found, align_to(goal), actor=SYSTEM)
    assert refused.value.field == "goal_id"
    make_strategy(session, in_force_from=date(2026, 10, 1))
    with pytest.raises(Refused):
        services.align(session, make_partnership(session), align_to(goal), actor=SYSTEM)
    with pytest.raises(Refused):
        services.align(session, found, {"goal_id": 999_999, "rationale": "x"}, actor=SYSTEM)


def test_the_way_from_proposed_to_active(session: Session) -> None:
    found = make_partnership(session, PartnershipKind.CITY_AGREEMENT)
    with pytest.raises(Refused):
        services.activate(session, found, "Too early", actor=SYSTEM)
    services.assess(session, found, "Fits the strategy", actor=SYSTEM)
    with pytest.raises(Refused) as refused:
        services.approve(session, found, "Decided", actor=SYSTEM)
    assert [gap.code for gap in refused.value.gaps] == ["decision"]
    decision = {"decision_body": "City Board", "decided_on": date(2026, 10, 5)}
    services.update_partnership(session, found, decision, actor=SYSTEM)
    services.approve(session, found, "Decided", actor=SYSTEM)
    with pytest.raises(Refused) as refused:
        services.activate(session, found, "Let us begin", actor=SYSTEM)
    assert [gap.code for gap in refused.value.gaps] == ["owner", "goal", "next_review", "purpose"]
    rest = {
        "owner_id": make_user(session).id,
        "next_review_on": date(2027, 1, 1),
        "strategic_goal_stated": "Carbon neutrality by 2030",
    }
    services.update_partnership(session, found, rest, actor=SYSTEM)
    services.align(session, found, align_to(make_goal(session)), actor=SYSTEM)
    services.activate(session, found, "Let us begin", actor=SYSTEM)
    assert found.state == PartnershipState.ACTIVE
    assert found.in_effect_from == date(2026, 11, 2)
    assert found.state_reason == "Let us begin"


def test_a_move_needs_a_reason_and_the_right_state(session: Session) -> None:
    found = make_active_partnership(session)
    with pytest.raises(Refused) as refused:
        services.suspend(session, found, "  ", actor=SYSTEM)
    assert refused.value.field == "reason"
    with pytest.raises(Refused):
        services.assess(session, found, "Backwards", actor=SYSTEM)
    services.suspend(session, found, "War", actor=SYSTEM)
    services.make_dormant(session, found, "Quiet", actor=SYSTEM)
    services.resume(session, found, "Peace", actor=SYSTEM)
    services.put_under_review(session, found, "Is it worth it?", actor=SYSTEM)
    history = audit.history_of(session, "partnership", found.id, limit=4)
    assert [(c.action, c.reason) for c in history] == [
        ("partnership.put_under_review", "Is it worth it?"),
        ("partnership.resume", "Peace"),
        ("partnership.make_dormant", "Quiet"),
        ("partnership.suspend", "War"),
    ]


def test_resuming_passes_the_same_gate(session: Session) -> None:
    found = make_active_partnership(session)
    services.make_dormant(session, found, "Quiet", actor=SYSTEM)
    services.remove_alignment(session, found, found.alignments[0], actor=SYSTEM)
    with pytest.raises(Refused) as refused:
        services.resume(session, found, "Again", actor=SYSTEM)
    assert [gap.code for gap in refused.value.gaps] == ["goal"]
    assert queries.reload(session, found.id).state == PartnershipState.DORMANT


ENDING: dict[str, Any] = {
    "end_kind": EndKind.TERMINATED,
    "outcome": "Two pilots",
    "reason": "Overlap with direct cooperation",
}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"end_kind": None}, "end_kind"),
        ({"outcome": " "}, "outcome"),
        ({"reason": ""}, "reason"),
        ({"ended_on": date(2026, 11, 3)}, "ended_on"),
        ({"ended_on": date(1990, 1, 1)}, "ended_on"),
        ({"end_kind": EndKind.SUPERSEDED}, "superseded_by_id"),
        ({"superseded_by_id": 1}, "superseded_by_id"),
    ],
)
def test_ending_asks_how_what_and_why(
    session: Session, changes: dict[str, Any], field: str
) -> None:
    found = make_active_partnership(session)
    with pytest.raises(Refused) as refused:
        services.end(session, found, {**ENDING, **changes}, actor=SYSTEM)
    assert refused.value.field == field
    assert queries.reload(session, found.id).state == PartnershipState.ACTIVE


def test_an_ended_one_stays_ended_with_its_outcome(session: Session) -> None:
    found, successor = make_active_partnership(session), make_partnership(session)
    values = {**ENDING, "end_kind": EndKind.SUPERSEDED, "superseded_by_id": successor.id}
    services.end(session, found, values, actor=SYSTEM)
    assert found.state == PartnershipState.ENDED
    assert found.ended_on == date(2026, 11, 2)
    assert found.superseded_by.id == successor.id
    with pytest.raises(Refused):
        services.put_under_review(session, found, "Again", actor=SYSTEM)


def test_ending_is_refused_while_something_is_open(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = make_active_partnership(session)
    promise = hooks.Holding("follow_up", 1, "Send the report", "engagements.list_follow_ups")
    monkeypatch.setattr(hooks, "before_end", [lambda _session, _number: [promise]])
    with pytest.raises(Refused) as refused:
        services.end(session, found, ENDING, actor=SYSTEM)
    assert [str(gap.label) for gap in refused.value.gaps] == [
        "Decide what becomes of it: Send the report"
    ]


def test_verifying_names_who_checked_what(session: Session) -> None:
    found = make_partnership(session)
    values = {"source": "City Board 253", "evidence_on": date(2026, 10, 1)}
    services.verify(session, found, values, actor=make_user(session, name="Anna Officer"))
    assert found.is_verified
    assert found.verified_by_name == "Anna Officer"
    with pytest.raises(Refused):
        services.verify(session, found, {**values, "source": " "}, actor=SYSTEM)


def test_reports_of_a_project_are_due_and_submitted(session: Session) -> None:
    project = make_partnership(session, PartnershipKind.EU_PROJECT)
    values = {"period": "RP1", "due_on": date(2026, 10, 1)}
    services.add_report(session, project, values, actor=SYSTEM)
    [report] = queries.papers_of(session, project.id).reports
    services.submit_report(session, project, report, actor=SYSTEM)
    assert report.submitted_on == date(2026, 11, 2)
    services.remove_report(session, project, report, actor=SYSTEM)
    assert queries.papers_of(session, project.id).reports == []
    with pytest.raises(NotFound):
        queries.get_reporting_date(session, project.id, report.id)


def test_the_version_rises_with_the_kinds_own_columns_and_with_links(session: Session) -> None:
    found = make_partnership(session)
    before = found.version
    services.update_partnership(session, found, {"our_role": "Chair"}, actor=SYSTEM)
    assert found.version == before + 1
    with clock.at(clock.now() + timedelta(seconds=1)):
        services.update_partnership(session, found, {"sdgs": [11]}, actor=SYSTEM)
    assert found.version == before + 2


def test_nobody_leaves_while_owning_or_deputising(session: Session) -> None:
    owner, deputy = make_user(session), make_user(session)
    found = make_ready_partnership(session, owner=owner, deputy_id=deputy.id)
    for user in (owner, deputy):
        titles = [holding.title for holding in hooks.holdings(session, user.id)]
        assert found.name in titles
        with pytest.raises(Refused):
            users.deactivate_user(session, user, actor=SYSTEM)
    services.end(session, found, ENDING, actor=SYSTEM)
    users.deactivate_user(session, owner, actor=SYSTEM)
    assert not owner.is_active


def test_the_search_index_equals_its_rebuilding(session: Session) -> None:
    partner = make_organisation(session, "Stadt Köln", country="DE")
    found = make_active_partnership(session, partners=[partner.id])
    services.make_dormant(session, found, "Quiet", actor=SYSTEM)
    assert rebuild.difference(session) == []
    organisations.update_organisation(session, partner, {"name": "City of Cologne"}, actor=SYSTEM)
    assert rebuild.difference(session) == []
    services.end(session, found, ENDING, actor=SYSTEM)
    assert rebuild.difference(session) == []


def _settling(found: Any, *settlements: tuple[Any, hooks.Settlement]) -> dict[str, Any]:
    ends = {("follow_up", promise.id): settlement for promise, settlement in settlements}
    return {**ENDING, "open_ends": ends}


def test_ending_closes_drops_and_moves_what_is_open_in_one_step(session: Session) -> None:
    found, onward = make_active_partnership(session), make_active_partnership(session)
    kept, dropped, moved = (make_follow_up(session, partnership=found) for _each in range(3))
    values = _settling(
        found,
        (kept, hooks.Settlement(hooks.Fate.DONE)),
        (dropped, hooks.Settlement(hooks.Fate.DROPPED, "Nobody waits for it")),
        (moved, hooks.Settlement(hooks.Fate.MOVED, "", onward.id)),
    )
    services.end(session, found, values, actor=SYSTEM)
    assert found.state == PartnershipState.ENDED
    assert (kept.state.value, dropped.state.value) == ("done", "dropped")
    assert dropped.state_reason == "Nobody waits for it"
    assert (moved.state.value, moved.partnership_id) == ("open", onward.id)


def test_a_refused_ending_leaves_what_is_open_as_it_was(session: Session) -> None:
    found = make_active_partnership(session)
    kept, undecided = (make_follow_up(session, partnership=found) for _each in range(2))
    values = _settling(found, (kept, hooks.Settlement(hooks.Fate.DONE)))
    with pytest.raises(Refused) as refused:
        services.end(session, found, values, actor=SYSTEM)
    field = hooks.fate_field("follow_up", undecided.id)
    assert [gap.field for gap in refused.value.gaps] == [field]
    session.expire_all()
    assert kept.state.value == "open"
    assert queries.reload(session, found.id).state == PartnershipState.ACTIVE


def test_what_is_open_needs_a_reason_to_be_dropped_and_a_place_to_move_to(
    session: Session,
) -> None:
    found, over = make_active_partnership(session), make_partnership(session)
    services.end(session, over, ENDING, actor=SYSTEM)
    promise = make_follow_up(session, partnership=found)
    for settlement, field in (
        (hooks.Settlement(hooks.Fate.DROPPED), hooks.fate_field("follow_up", promise.id)),
        (hooks.Settlement(hooks.Fate.MOVED), "moved_to_id"),
        (hooks.Settlement(hooks.Fate.MOVED, "", found.id), "moved_to_id"),
        (hooks.Settlement(hooks.Fate.MOVED, "", over.id), "moved_to_id"),
    ):
        with pytest.raises(Refused) as refused:
            services.end(session, found, _settling(found, (promise, settlement)), actor=SYSTEM)
        assert refused.value.field == field


def test_only_what_was_never_in_effect_is_rejected_or_withdrawn(session: Session) -> None:
    proposed, active = make_partnership(session), make_active_partnership(session)
    services.end(session, proposed, {**ENDING, "end_kind": EndKind.REJECTED}, actor=SYSTEM)
    assert (proposed.end_kind, proposed.in_effect_from) == (EndKind.REJECTED, None)
    with pytest.raises(Refused) as refused:
        services.end(session, active, {**ENDING, "end_kind": EndKind.WITHDRAWN}, actor=SYSTEM)
    assert refused.value.field == "end_kind"


def test_the_successor_knows_whose_place_it_takes(session: Session) -> None:
    found, successor = make_active_partnership(session), make_partnership(session)
    values = {**ENDING, "end_kind": EndKind.SUPERSEDED, "superseded_by_id": successor.id}
    services.end(session, found, values, actor=SYSTEM)
    read = queries.reload(session, successor.id)
    assert [earlier.id for earlier in read.supersedes] == [found.id]


def test_what_has_taken_its_place_is_said_after_the_end_too(session: Session) -> None:
    old, new = make_active_partnership(session), make_active_partnership(session)
    services.end(session, old, ENDING, actor=SYSTEM)
    values = {"end_kind": EndKind.SUPERSEDED, "superseded_by_id": new.id}
    with pytest.raises(Refused) as refused:
        services.correct_ending(session, old, {**values, "reason": " "}, actor=SYSTEM)
    assert refused.value.field == "reason"
    services.correct_ending(session, old, {**values, "reason": "Signed since"}, actor=SYSTEM)
    found = queries.reload(session, old.id)
    assert (found.state, found.end_kind) == (PartnershipState.ENDED, EndKind.SUPERSEDED)
    assert found.superseded_by_id == new.id
    change = audit.last_change(session, "partnership", old.id)
    assert change is not None
    assert (change.action, change.reason) == ("partnership.correct_ending", "Signed since")


def test_nothing_is_superseded_in_a_circle(session: Session) -> None:
    first, second, third = (make_active_partnership(session) for _each in range(3))
    for earlier, later in ((first, second), (second, third)):
        taken = {"end_kind": EndKind.SUPERSEDED, "superseded_by_id": later.id}
        services.end(session, earlier, {**ENDING, **taken}, actor=SYSTEM)
    back = {"end_kind": EndKind.SUPERSEDED, "superseded_by_id": first.id}
    with pytest.raises(Refused) as refused:
        services.end(session, third, {**ENDING, **back}, actor=SYSTEM)
    assert refused.value.field == "superseded_by_id"


def test_only_what_has_ended_has_an_end_to_correct(session: Session) -> None:
    found = make_active_partnership(session)
    values = {"end_kind": EndKind.EXPIRED, "reason": "It ran out"}
    with pytest.raises(Refused):
        services.correct_ending(session, found, values, actor=SYSTEM)
