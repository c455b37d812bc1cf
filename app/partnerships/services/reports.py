"""The reports an EU project owes its funder."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.core import clock
from app.core.audit import Actor
from app.core.errors import Refused
from app.core.i18n import _l
from app.core.records import Values, assign
from app.partnerships.models import ReportingDate
from app.partnerships.services.settle import verb

AHEAD = _l("A report cannot have been submitted in the future.")
REPORT_FIELDS = frozenset({"period", "starts_on", "ends_on", "due_on", "submitted_on"})


def add_report(session: Session, project: Any, values: Values, *, actor: Actor) -> None:
    """Note a report the project owes: ``period``, ``due_on``, and perhaps ``starts_on``,
    ``ends_on`` of the months it is about and ``submitted_on``.
    """
    _demand_past(values)
    with verb(session, project, actor, "partnership.report_add"):
        session.add(ReportingDate(project_id=project.id, **values))


def update_report(
    session: Session, project: Any, report: ReportingDate, values: Values, *, actor: Actor
) -> None:
    """Correct a report's period or dates."""
    _demand_past(values)
    with verb(session, project, actor, "partnership.report_update"):
        assign(report, values, REPORT_FIELDS)


def submit_report(session: Session, project: Any, report: ReportingDate, *, actor: Actor) -> None:
    """Mark a report as submitted today; one that is submitted already stays as it is."""
    with verb(session, project, actor, "partnership.report_submit"):
        report.submitted_on = report.submitted_on or clock.today()


def remove_report(session: Session, project: Any, report: ReportingDate, *, actor: Actor) -> None:
    """Take out a reporting date that was never due."""
    with verb(session, project, actor, "partnership.report_remove"):
        session.delete(report)


def _demand_past(values: Values) -> None:
    submitted = values.get("submitted_on")
    if submitted is not None and submitted > clock.today():
        raise Refused(AHEAD, field="submitted_on")
