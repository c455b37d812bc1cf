"""What stands on the first page of a report: its main figures and the decisions asked."""

from __future__ import annotations

from app.core.i18n import NONE, _, choice
from app.insight.full import Report
from app.insight.portfolio import Portfolio
from app.insight.report import money, standing
from app.insight.report.shapes import Section, Table, day, link, number

MOST = 6
"""Decisions on the first page, the gravest first; its section has them all."""


def glance(report: Report) -> Section:
    """Of the whole report; the public is told figures, and no decisions."""
    portfolio = report.portfolio
    facts = [*standing.figures(portfolio), money.fees(report)]
    if portfolio.scope.is_public:
        return Section("glance", _("At a glance"), [], facts=facts)
    facts.append((_("No accountable owner"), number(len(portfolio.without_owner()))))
    return Section("glance", _("At a glance"), [asked(portfolio)], facts=facts)


def asked(portfolio: Portfolio) -> Table:
    """The gravest decisions that reviews ask for."""
    rows = [
        [
            link(portfolio.by_id[each.partnership_id]),
            (choice(each.recommendation), ""),
            (each.decision_asked or each.recommendation_reason, ""),
            (each.decision_body or NONE, ""),
            (day(each.decision_due_on), ""),
        ]
        for each in portfolio.decisions[:MOST]
    ]
    return Table(
        [
            _("Partnership"), _("Recommendation"), _("Decision asked"), _("Who should decide"),
            _("Decision needed by"),
        ],
        rows,
        [15, 14, 22, 16, 11],
        _("No review asks for a decision."),
        standing.decisions_title(),
        len(portfolio.decisions),
    )  # fmt: skip
