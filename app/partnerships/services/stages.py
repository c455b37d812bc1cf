"""The way of an EU project from idea to close, each stage dated, with who said so and why."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor
from app.core.errors import Refused
from app.core.i18n import _, _l, choice
from app.core.records import Values
from app.partnerships import queries, rules
from app.partnerships.models import (
    EuProject,
    PartnershipState,
    ProjectStage,
    ProjectStageEntry,
)
from app.partnerships.services.settle import verb
from app.partnerships.services.states import REASONLESS, put_all_under_review

UNAPPROVED = _l("The bid cannot be submitted before it is approved. This is missing:")
DISORDER = _l("This day does not fit between the stages before and after it.")
AHEAD = _l("A stage cannot have been reached in the future.")


def begin(project: EuProject, values: Values, *, actor: Actor, exists: bool) -> None:
    """Put a new project into its first recorded stage, ``stage`` since ``stage_since``.

    A bid that is new to the city is submitted only with its approval; one that exists is entered
    as it was found, and the page tells what is missing.
    """
    stage = values.get("stage") or ProjectStage.IDEA
    if stage == ProjectStage.SUBMITTED and not exists:
        _demand_approval(project)
    since = values.get("stage_since")
    _demand_past(since, "stage_since")
    project.stage, project.stage_since = stage, since
    project.stage_entries = [
        ProjectStageEntry(stage=stage, entered_on=since, by_name=actor.name, reason="")
    ]


def move_stage(session: Session, project: Any, values: Values, *, actor: Actor) -> None:
    """Move on to ``stage``, reached on ``entered_on``, with the ``reason``, and where there is one
    the ``evaluation_score``.

    Refused with its gaps when a bid is submitted without approval. An active project whose stage
    is over goes under review in the same act, because only ending asks what came of it.
    """
    stage, day, reason = values["stage"], values["entered_on"], values["reason"].strip()
    if stage not in rules.NEXT[project.stage]:
        raise Refused(_l("The project cannot go from its stage to this one."), field="stage")
    if not reason:
        raise Refused(REASONLESS, field="reason")
    _demand_past(day, "entered_on")
    if stage == ProjectStage.SUBMITTED:
        _demand_approval(project)
    _demand_order(queries.stages_of(session, project.id), stage, day)
    with verb(session, project, actor, "partnership.stage", reason):
        session.add(_entry(project, stage, day, reason, actor))
        project.stage, project.stage_since = stage, day
        if values.get("evaluation_score") is not None:
            project.evaluation_score = values["evaluation_score"]
        if stage in rules.OVER and project.state == PartnershipState.ACTIVE:
            put_all_under_review([project], _told(stage))


def record_stage(session: Session, project: Any, values: Values, *, actor: Actor) -> None:
    """Note an earlier ``stage`` that the register does not know yet: ``entered_on``, ``reason``."""
    stage, day = values["stage"], values.get("entered_on")
    known = queries.stages_of(session, project.id)
    if stage not in rules.unrecorded_stages(project.stage, known):
        raise Refused(_l("Choose a stage that comes before the present one."), field="stage")
    _demand_past(day, "entered_on")
    _demand_order(known, stage, day)
    with verb(session, project, actor, "partnership.stage_record"):
        session.add(_entry(project, stage, day, values.get("reason", "").strip(), actor))


def correct_stage(
    session: Session, project: Any, entry: ProjectStageEntry, values: Values, *, actor: Actor
) -> None:
    """Correct the day or the reason of a stage."""
    day = values["entered_on"]
    _demand_past(day, "entered_on")
    _demand_order(queries.stages_of(session, project.id), entry.stage, day)
    with verb(session, project, actor, "partnership.stage_correct"):
        entry.entered_on, entry.reason = day, values["reason"].strip()
        if entry.stage == project.stage:
            project.stage_since = day


def remove_stage(
    session: Session, project: Any, entry: ProjectStageEntry, reason: str, *, actor: Actor
) -> None:
    """Take out a stage that was never reached; taking out the present one goes back to the last.

    Refused for the only one, and once the partnership has ended.
    """
    if not reason.strip():
        raise Refused(REASONLESS, field="reason")
    entries = rules.in_order(queries.stages_of(session, project.id))
    others = [each for each in entries if each.id != entry.id]
    if not others:
        raise Refused(_l("A project is always in some stage. Record another one first."))
    if entry.stage == project.stage and project.state == PartnershipState.ENDED:
        raise Refused(_l("The partnership has ended with this stage."))
    with verb(session, project, actor, "partnership.stage_remove", reason.strip()):
        if entry.stage == project.stage:
            project.stage, project.stage_since = others[-1].stage, others[-1].entered_on
        session.delete(queries.get_stage_entry(session, project.id, entry.id))


def _told(stage: ProjectStage) -> str:
    return _("The project is over (%(stage)s): end it with what came of it.", stage=choice(stage))


def _entry(
    project: Any, stage: ProjectStage, day: Any, reason: str, actor: Actor
) -> ProjectStageEntry:
    return ProjectStageEntry(
        project_id=project.id, stage=stage, entered_on=day, reason=reason, by_name=actor.name
    )


def _demand_approval(project: Any) -> None:
    if gaps := rules.bid_gaps(project, clock.today()):
        raise Refused(UNAPPROVED, gaps)


def _demand_past(day: Any, field: str) -> None:
    if day is not None and day > clock.today():
        raise Refused(AHEAD, field=field)


def _demand_order(entries: list[Any], stage: ProjectStage, day: Any) -> None:
    if not rules.day_fits(entries, stage, day):
        raise Refused(DISORDER, field="entered_on")
