"""What we owe: dates ahead, obligations not met, promises late."""

from __future__ import annotations

from app.core.i18n import NONE, _, choice
from app.core.urls import url_for
from app.insight.full import Duty, Report
from app.insight.report.shapes import Limit, Section, Table, day, link
from app.partnerships.rules import DeadlineKind


def _kind(duty: Duty) -> str:
    return _("Report to the funder") if duty.kind == "report" else choice(DeadlineKind(duty.kind))


def _rows(duties: list[Duty], limit: Limit) -> list[list[tuple[str, str]]]:
    return [
        [(day(duty.on), ""), (_kind(duty), ""), (duty.title or NONE, ""), link(duty.partnership)]
        for duty in duties[:limit]
    ]


def ahead(report: Report, limit: Limit) -> Section:
    """Fees, reports, obligations and the ends of documents in the next two quarters."""
    found = report.ahead()
    table = Table(
        [_("Date"), _("What"), _("Which"), _("Partnership")],
        _rows(found, limit),
        [2, 3, 5, 5],
        _("No fee, report or obligation falls due within six months."),
        total=len(found),
    )
    return Section("ahead", _("Fees, reports and obligations in the next two quarters"), [table])


def commitments(report: Report, limit: Limit) -> Section:
    """What is late: duties under partnerships, and promises."""
    unmet = report.unmet()
    duties = Table(
        [_("Date"), _("What"), _("Which"), _("Partnership")],
        _rows(unmet, limit),
        [2, 3, 5, 5],
        _("Nothing that we owe is late."),
        _("Obligations, reports and fees that are late"),
        len(unmet),
    )
    by_id, promises = report.portfolio.by_id, report.promises
    late = Table(
        [_("Due"), _("What was promised"), _("Partnership"), _("Who")],
        [
            [
                (day(each.due_on), ""),
                (each.what, url_for("engagements.show_follow_up", follow_up_id=each.id)),
                link(by_id[each.partnership_id]),
                (each.assignee_name or NONE, ""),
            ]
            for each in promises[:limit]
        ],
        [2, 6, 5, 3],
        _("No promise was late."),
        _("Follow-ups late at the end of the quarter"),
        len(promises),
    )
    return Section("commitments", _("Commitments that are late"), [duties, late])
