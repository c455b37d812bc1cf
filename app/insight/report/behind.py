"""The list behind a figure, as its page shows it."""

from __future__ import annotations

from typing import Any

from app.core.i18n import NONE, _, choice
from app.core.urls import url_for
from app.insight.behind import Figure
from app.insight.queries import Line
from app.insight.report.shapes import Cell, Table, day, link, owner, plain
from app.insight.scope import Scope


def behind_title(figure: Figure) -> str:
    """What is listed, with what the figure adds to the filters of the report."""
    titles = {
        "partnerships": _("Partnerships in effect during the quarter"),
        "engagements": _("Engagements"),
        "follow_ups": _("Open follow-ups at the end"),
        "late_follow_ups": _("Late follow-ups at the end"),
    }
    parts = [f"{titles[figure.what]} {figure.quarter}", *map(choice, figure.narrowed)]
    return ", ".join(parts)


def behind_table(figure: Figure, scope: Scope) -> Table:
    headings, widths, write = {
        "partnerships": (
            [_("Partnership"), _("Kind"), _("State"), _("Owner"), _("Last engagement")],
            [5, 3, 2, 4, 2],
            _partnership,
        ),
        "engagements": (
            [_("Summary"), _("Date"), _("Type"), _("Partnership")],
            [6, 2, 2, 4],
            _engagement,
        ),
    }.get(
        figure.what,
        ([_("What was promised"), _("Due"), _("Partnership"), _("Who")], [6, 2, 4, 3], _promise),
    )
    rows = [write(each, scope) for each in figure.rows]
    return Table(headings, rows, widths, _("None."), total=figure.total)


def _partnership(line: Line, scope: Scope) -> list[Cell]:
    named = owner(line.owner_name) if scope.names_people else NONE
    told = plain(choice(line.kind), choice(line.state), named, day(line.last_engaged_on))
    return [link(line), *told]


def _engagement(row: Any, _scope: Scope) -> list[Cell]:
    url = url_for("engagements.show_engagement", engagement_id=row.id)
    return [(row.summary, url), *plain(day(row.starts_on), choice(row.type)), _of(row)]


def _promise(row: Any, scope: Scope) -> list[Cell]:
    url = url_for("engagements.show_follow_up", follow_up_id=row.id)
    who = (row.assignee_name or NONE) if scope.names_people else NONE
    return [(row.what, url), *plain(day(row.due_on)), _of(row), *plain(who)]


def _of(row: Any) -> Cell:
    url = url_for("partnerships.show_partnership", partnership_id=row.partnership_id)
    return row.name, url
