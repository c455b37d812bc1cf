"""What an EU project goes through and owes: its stages and its reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.records import get_one
from app.partnerships.models import ProjectStageEntry, ReportingDate


@dataclass
class Course:
    """``stages`` in any order, ``reports`` by the day they are due."""

    stages: list[ProjectStageEntry] = field(default_factory=list)
    reports: list[ReportingDate] = field(default_factory=list)


def course_of(session: Session, project_id: int) -> Course:
    """Stages and reports of a project in one statement: each row holds one of the two."""
    stage, report = ProjectStageEntry, ReportingDate
    numbers = sa.union_all(
        *(
            sa.select(sa.literal(name).label("kind"), model.id.label("id")).where(
                model.project_id == project_id
            )
            for name, model in (("stage", stage), ("report", report))
        )
    ).subquery()
    found: Any = (
        sa.select(stage, report)
        .select_from(numbers)
        .outerjoin(stage, sa.and_(numbers.c.kind == "stage", stage.id == numbers.c.id))
        .outerjoin(report, sa.and_(numbers.c.kind == "report", report.id == numbers.c.id))
        .order_by(report.due_on, numbers.c.id)
    )
    course = Course()
    for entry, owed in session.execute(found):
        if entry is not None:
            course.stages.append(entry)
        else:
            course.reports.append(owed)
    return course


def stages_of(session: Session, project_id: int) -> list[ProjectStageEntry]:
    """The stages that a project is known to have reached, as they were recorded."""
    found = sa.select(ProjectStageEntry).where(ProjectStageEntry.project_id == project_id)
    return list(session.scalars(found.order_by(ProjectStageEntry.id)))


def get_stage_entry(session: Session, project_id: int, entry_id: int) -> ProjectStageEntry:
    """One stage in the history of this project, else NotFound."""
    found = sa.select(ProjectStageEntry).where(
        ProjectStageEntry.id == entry_id, ProjectStageEntry.project_id == project_id
    )
    return get_one(session, found)


def get_reporting_date(session: Session, project_id: int, date_id: int) -> ReportingDate:
    """One reporting date of this project, else NotFound."""
    found = sa.select(ReportingDate).where(
        ReportingDate.id == date_id, ReportingDate.project_id == project_id
    )
    return get_one(session, found)
