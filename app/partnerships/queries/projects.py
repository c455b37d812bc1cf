"""One stage or report of an EU project, and the stages that its verbs ask for."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.records import get_one
from app.partnerships.models import (
    EuProject,
    PartnershipState,
    ProjectStageEntry,
    ReportingDate,
)
from app.partnerships.rules import OVER


def stages_of(session: Session, project_id: int) -> list[ProjectStageEntry]:
    """The stages that a project is known to have reached, as they were recorded."""
    found = sa.select(ProjectStageEntry).where(ProjectStageEntry.project_id == project_id)
    return list(session.scalars(found.order_by(ProjectStageEntry.id)))


def ended_unfinished(session: Session) -> list[EuProject]:
    """Ended partnerships whose project is said to go on."""
    found = sa.select(EuProject).where(
        EuProject.state == PartnershipState.ENDED, EuProject.stage.not_in(OVER)
    )
    return list(session.scalars(found.order_by(EuProject.id)))


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
