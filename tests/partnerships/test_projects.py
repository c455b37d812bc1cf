"""The verbs of EU projects: stages, consortium, reports; the gate holds throughout."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa

from app.core.audit import SYSTEM, history_of
from app.core.errors import Refused
from app.core.session import Session
from app.organisations import services as organisations
from app.organisations.models import Standing
from app.partnerships import queries, rules, services
from app.partnerships.models import (
    EndKind,
    EuProject,
    PartnerRole,
    PartnershipKind,
    PartnershipState,
)
from app.partnerships.models import ProjectStage as Stage
from app.partnerships.services import listeners
from tests.factories.organisations import make_organisation
from tests.factories.partnerships import make_active_partnership, make_partnership
from tests.partnerships.test_project_rules import APPROVED

PROJECT = PartnershipKind.EU_PROJECT


def make_project(session: Session, **values: Any) -> Any:
    made = make_partnership(session, PROJECT, **values)
    return queries.reload(session, made.id)


def move(session: Session, project: Any, stage: Stage, day: date, **more: Any) -> None:
    values = {"stage": stage, "entered_on": day, "reason": "So it was decided", **more}
    services.move_stage(session, project, values, actor=SYSTEM)


def stages(session: Session, project: Any) -> list[tuple[Stage, Any]]:
    entries = rules.in_order(queries.stages_of(session, project.id))
    return [(entry.stage, entry.entered_on) for entry in entries]


def test_each_stage_is_dated_and_told_with_who_and_why(session: Session) -> None:
    project = make_project(session, stage_since=date(2026, 1, 5))
    move(session, project, Stage.CONSORTIUM_BUILDING, date(2026, 2, 1))
    assert stages(session, project) == [
        (Stage.IDEA, date(2026, 1, 5)),
        (Stage.CONSORTIUM_BUILDING, date(2026, 2, 1)),
    ]
    entry = queries.stages_of(session, project.id)[-1]
    assert (entry.reason, entry.by_name) == ("So it was decided", SYSTEM.name)
    assert (project.stage, project.stage_since) == (entry.stage, entry.entered_on)
    change = history_of(session, "partnership", project.id)[0]
    assert (change.action, change.reason) == ("partnership.stage", "So it was decided")


def test_submitting_is_refused_with_what_the_approval_lacks(session: Session) -> None:
    lacking = {**APPROVED, "bid_budget_line": "", "bid_eu_percent": None}
    project = make_project(session, **lacking)
    with pytest.raises(Refused) as refusal:
        move(session, project, Stage.SUBMITTED, date(2026, 11, 1))
    assert [gap.field for gap in refusal.value.gaps] == ["bid_eu_percent", "bid_budget_line"]
    assert queries.reload(session, project.id).stage == Stage.IDEA
    services.update_partnership(session, project, APPROVED, actor=SYSTEM)
    move(session, project, Stage.SUBMITTED, date(2026, 11, 1))
    assert project.stage == Stage.SUBMITTED


def test_a_new_bid_does_not_come_in_submitted_without_approval(session: Session) -> None:
    with pytest.raises(Refused):
        make_project(session, stage=Stage.SUBMITTED)
    assert make_project(session, stage=Stage.SUBMITTED, exists=True).stage == Stage.SUBMITTED
    assert make_project(session, stage=Stage.SUBMITTED, **APPROVED).stage == Stage.SUBMITTED


@pytest.mark.parametrize(
    ("stage", "values", "field"),
    [
        (Stage.RUNNING, {}, "stage"),
        (Stage.IDEA, {}, "stage"),
        (Stage.WITHDRAWN, {"reason": " "}, "reason"),
        (Stage.WITHDRAWN, {"entered_on": date(2026, 11, 3)}, "entered_on"),
        (Stage.WITHDRAWN, {"entered_on": date(2025, 12, 31)}, "entered_on"),
    ],
)
def test_a_move_that_cannot_be_is_refused_at_its_field(
    session: Session, stage: Stage, values: dict[str, Any], field: str
) -> None:
    project = make_project(session, stage_since=date(2026, 1, 1))
    with pytest.raises(Refused) as refusal:
        move(session, project, stage, **{"day": date(2026, 2, 1), **_renamed(values)})
    assert refusal.value.field == field
    assert stages(session, project) == [(Stage.IDEA, date(2026, 1, 1))]


def _renamed(values: dict[str, Any]) -> dict[str, Any]:
    return {"day" if name == "entered_on" else name: value for name, value in values.items()}


def test_a_rejected_bid_keeps_its_consortium_and_its_score(session: Session) -> None:
    project = make_project(session, stage=Stage.SUBMITTED, exists=True)
    services.save_consortium(
        session, project, {}, [make_organisation(session, "Tallinn").id], actor=SYSTEM
    )
    move(session, project, Stage.REJECTED, date(2026, 10, 1), evaluation_score=Decimal("11.5"))
    project = queries.reload(session, project.id)
    assert (len(project.partners), project.evaluation_score) == (2, Decimal("11.5"))
    assert project.state == PartnershipState.UNDER_REVIEW
    ending = {"end_kind": EndKind.TERMINATED, "outcome": "No grant", "reason": "Below the line"}
    services.end(session, project, ending, actor=SYSTEM)
    project = queries.reload(session, project.id)
    assert (len(project.partners), project.evaluation_score) == (2, Decimal("11.5"))
    assert project.stage == Stage.REJECTED


def test_a_bid_cannot_be_active_and_an_unfinished_project_cannot_end(session: Session) -> None:
    bid = make_project(session, exists=True)
    assert "grant" in {gap.code for gap in rules.activation_gaps(bid, date(2026, 11, 2))}
    ending = {"end_kind": EndKind.TERMINATED, "outcome": "x", "reason": "x"}
    with pytest.raises(Refused) as refusal:
        services.end(session, bid, ending, actor=SYSTEM)
    assert [gap.field for gap in refusal.value.gaps] == ["stage"]


@pytest.mark.parametrize("stage", [Stage.CLOSED, Stage.WITHDRAWN])
def test_an_active_project_that_is_over_goes_under_review(session: Session, stage: Stage) -> None:
    project = make_active_partnership(session, PROJECT)
    move(session, project, stage, date(2026, 11, 1))
    project = queries.reload(session, project.id)
    assert project.state == PartnershipState.UNDER_REVIEW
    assert "end it with what came of it" in project.state_reason


def test_earlier_stages_are_recorded_corrected_and_removed(session: Session) -> None:
    project = make_project(session, stage=Stage.RUNNING, stage_since=date(2025, 1, 1))
    values = {"stage": Stage.GRANTED, "entered_on": date(2024, 9, 1), "reason": "Letter"}
    services.record_stage(session, project, values, actor=SYSTEM)
    for wrong in (
        values,
        {"stage": Stage.CLOSED, "entered_on": None},
        {"stage": Stage.SUBMITTED, "entered_on": date(2024, 10, 1)},
    ):
        with pytest.raises(Refused):
            services.record_stage(session, project, wrong, actor=SYSTEM)
    running = next(e for e in queries.stages_of(session, project.id) if e.stage == project.stage)
    day = {"entered_on": date(2025, 2, 1), "reason": "As amended"}
    services.correct_stage(session, project, running, day, actor=SYSTEM)
    assert queries.reload(session, project.id).stage_since == date(2025, 2, 1)
    early = {**day, "entered_on": date(2024, 1, 1)}
    with pytest.raises(Refused):
        services.correct_stage(session, project, running, early, actor=SYSTEM)
    services.remove_stage(session, project, running, "Typed by mistake", actor=SYSTEM)
    assert (project.stage, project.stage_since) == (Stage.GRANTED, date(2024, 9, 1))
    only = queries.stages_of(session, project.id)[0]
    with pytest.raises(Refused):
        services.remove_stage(session, project, only, "All gone", actor=SYSTEM)


def test_taking_back_a_stage_never_leaves_an_active_one_without_a_grant(session: Session) -> None:
    project = make_active_partnership(session, PROJECT)
    earlier = {"stage": Stage.SUBMITTED, "entered_on": date(2024, 9, 1)}
    services.record_stage(session, project, earlier, actor=SYSTEM)
    running = next(e for e in queries.stages_of(session, project.id) if e.stage == Stage.RUNNING)
    with pytest.raises(Refused):
        services.remove_stage(session, project, running, "Mistake", actor=SYSTEM)
    session.expire_all()
    assert queries.reload(session, project.id).stage == Stage.RUNNING
    assert len(queries.stages_of(session, project.id)) == 2


def test_an_ended_project_keeps_its_last_stage(session: Session) -> None:
    project = make_project(session, stage=Stage.CLOSED, stage_since=date(2025, 1, 1))
    earlier = {"stage": Stage.RUNNING, "entered_on": None}
    services.record_stage(session, project, earlier, actor=SYSTEM)
    ending = {"end_kind": EndKind.EXPIRED, "outcome": "x", "reason": "x"}
    services.end(session, project, ending, actor=SYSTEM)
    closed = next(e for e in queries.stages_of(session, project.id) if e.stage == Stage.CLOSED)
    with pytest.raises(Refused):
        services.remove_stage(session, project, closed, "Mistake", actor=SYSTEM)


def test_the_consortium_is_saved_in_one_act(session: Session) -> None:
    names = ("Aalto", "Lyon", "Brussels")
    partners = [make_organisation(session, name, country="FI").id for name in names]
    project = make_project(session, partners=partners)
    one, two, three = project.partners
    version = project.version
    rows = {
        one.id: {"position": 3, "role": PartnerRole.PILOT_CITY, "note": "Tries it"},
        two.id: {"position": 1, "cost_eur": Decimal(9), "contribution_eur": Decimal(9)},
        three.id: {"remove": True},
    }
    joining = make_organisation(session, "Porto")
    services.save_consortium(session, project, rows, [joining.id, partners[0]], actor=SYSTEM)
    project = queries.reload(session, project.id)
    assert [p.organisation.name for p in project.partners] == ["Lyon", "Aalto", "Porto"]
    assert project.partners[1].role == PartnerRole.PILOT_CITY
    assert project.partners[2].role == PartnerRole.BENEFICIARY
    assert project.version > version
    actions = {c.action for c in history_of(session, "partnership", project.id)}
    assert "partnership.consortium" in actions


@pytest.mark.parametrize(
    ("place", "typed", "order"), [(2, 1, "CAB"), (0, 2, "BAC"), (1, 3, "ACB"), (0, 9, "BCA")]
)
def test_who_is_moved_to_a_place_gets_it(
    session: Session, place: int, typed: int, order: str
) -> None:
    project = make_project(session, partners=[make_organisation(session, n).id for n in "ABC"])
    rows: dict[int, Any] = {p.id: {"position": n} for n, p in enumerate(project.partners, 1)}
    rows[project.partners[place].id] = {"position": typed}
    services.save_consortium(session, project, rows, actor=SYSTEM)
    partners = queries.reload(session, project.id).partners
    assert "".join(partner.organisation.name for partner in partners) == order


def test_partners_that_the_page_did_not_show_stay_as_they_are(session: Session) -> None:
    partners = [{"organisation_id": make_organisation(session).id, "note": "Kept"}]
    project = make_project(session, partners=partners)
    services.save_consortium(session, project, {}, [], actor=SYSTEM)
    assert queries.reload(session, project.id).partners[0].note == "Kept"


def test_a_row_may_be_in_another_country_than_its_organisation(session: Session) -> None:
    organisation = make_organisation(session, "VTT", country="FI")
    project = make_project(session, partners=[organisation.id])
    row = project.partners[0]
    assert row.shown_country == "FI"
    services.save_consortium(session, project, {row.id: {"country": "EE"}}, actor=SYSTEM)
    assert queries.reload(session, project.id).partners[0].shown_country == "EE"


@pytest.mark.parametrize("way", ["create", "update", "add", "edit", "whole"])
def test_impossible_amounts_are_refused_on_every_way(session: Session, way: str) -> None:
    if way == "create":
        with pytest.raises(Refused):
            make_project(session, our_cost_eur=Decimal(1), own_funding_eur=Decimal(2))
        return
    project = make_project(session, total_cost_eur=Decimal(100))
    row, much = project.partners[0], {"contribution_eur": Decimal(200)}
    ways = {
        "update": lambda: services.update_partnership(
            session, project, {"eu_contribution_eur": Decimal(101)}, actor=SYSTEM
        ),
        "add": lambda: services.add_partner(
            session, project, {"organisation_id": make_organisation(session).id, **much},
            actor=SYSTEM,
        ),
        "edit": lambda: services.update_partner(session, project, row, much, actor=SYSTEM),
        "whole": lambda: services.save_consortium(session, project, {row.id: much}, actor=SYSTEM),
    }  # fmt: skip
    with pytest.raises(Refused):
        ways[way]()
    session.expire_all()
    project = queries.reload(session, project.id)
    assert project.eu_contribution_eur is None
    assert [partner.contribution_eur for partner in project.partners] == [None]


def _empty(session: Session, project: Any) -> None:
    rows = {partner.id: {"remove": True} for partner in project.partners}
    services.save_consortium(session, project, rows, actor=SYSTEM)


def _take_in_caution(session: Session, project: Any) -> None:
    organisation = make_organisation(session)
    organisations.set_standing(session, organisation, Standing.CAUTION, "Talks", actor=SYSTEM)
    services.save_consortium(session, project, {}, [organisation.id], actor=SYSTEM)


@pytest.mark.parametrize("verb", [_empty, _take_in_caution])
def test_the_consortium_of_an_active_project_keeps_the_gate(session: Session, verb: Any) -> None:
    project = make_active_partnership(session, PROJECT)
    with pytest.raises(Refused):
        verb(session, project)
    session.expire_all()
    project = queries.reload(session, project.id)
    assert project.state == PartnershipState.ACTIVE
    assert len(project.partners) == 1
    assert rules.activation_gaps(project, date(2026, 11, 2)) == []


def test_a_report_is_about_months_and_may_be_corrected(session: Session) -> None:
    project = make_project(session)
    values = {
        "period": "RP1", "starts_on": date(2026, 1, 1), "ends_on": date(2026, 6, 30),
        "due_on": date(2026, 8, 31),
    }  # fmt: skip
    services.add_report(session, project, values, actor=SYSTEM)
    report = queries.papers_of(session, project.id).reports[0]
    late = {"submitted_on": date(2026, 12, 1)}
    with pytest.raises(Refused) as refusal:
        services.update_report(session, project, report, late, actor=SYSTEM)
    assert refusal.value.field == "submitted_on"
    given = {"submitted_on": date(2026, 8, 20)}
    services.update_report(session, project, report, given, actor=SYSTEM)
    assert queries.papers_of(session, project.id).reports[0].submitted_on == date(2026, 8, 20)


def test_the_sweep_finds_an_ended_partnership_whose_project_goes_on(session: Session) -> None:
    project = make_project(session, stage=Stage.CLOSED)
    ending = {"end_kind": EndKind.EXPIRED, "outcome": "x", "reason": "x"}
    services.end(session, project, ending, actor=SYSTEM)
    assert list(listeners.broken_rules(session)) == []
    table: Any = EuProject.__table__
    session.execute(sa.update(table).where(table.c.id == project.id).values(stage="running"))
    session.expire_all()
    assert [project.reference in line for line in listeners.broken_rules(session)] == [True]
