"""Demand for visits that was turned away: by topic and by country, drawn and as tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.core import charts
from app.core.i18n import _, country_name, localised, ngettext
from app.core.permissions import Viewer
from app.insight.pictures import Picture
from app.insight.report.shapes import Table, number, plain
from app.visits.models import Visit, VisitState
from app.visits.queries import first_turned_away, turned_away

# What is drawn; the table has all.
DRAWN = 15


@dataclass(frozen=True)
class Demand:
    """The requests turned away in a year (or in all) with both pictures of them."""

    year: int | None
    years: list[int]
    requests: list[Visit]
    pictures: list[Picture]


def demand(session: Session, viewer: Viewer, year: int | None, today: date) -> Demand:
    """``year`` None takes all years; two statements, as far as the viewer may know."""
    first = first_turned_away(session, viewer) or today
    span = (date(year, 1, 1), date(year, 12, 31)) if year else (first, today)
    found = turned_away(session, viewer, *span)
    return Demand(
        year=year,
        years=list(range(today.year, first.year - 1, -1)),
        requests=found,
        pictures=[
            _picture("demand-topic", _("Turned away by topic"), _("Topic"), found, _topics),
            _picture("demand-country", _("Turned away by country"), _("Country"), found, _country),
        ],
    )


def _topics(visit: Visit) -> list[str]:
    return [localised(area) for area in visit.focus_areas] or [_("No topic given")]


def _country(visit: Visit) -> list[str]:
    return [country_name(visit.country) if visit.country else _("Not known")]


def _picture(
    key: str,
    title: str,
    heading: str,
    found: Sequence[Visit],
    groups: Callable[[Visit], list[str]],
) -> Picture:
    counts: dict[str, list[int]] = {}
    for visit in found:
        for name in groups(visit):
            counts.setdefault(name, [0, 0])[visit.state is VisitState.REDIRECTED] += 1
    rows = sorted(counts.items(), key=lambda each: (-sum(each[1]), each[0].casefold()))
    drawn = [(declined, redirected) for _name, (declined, redirected) in rows[:DRAWN]]
    return Picture(
        key=key,
        title=title,
        description=str(
            ngettext(
                "%(num)s request was turned away.", "%(num)s requests were turned away.", len(found)
            )
        ),
        chart=charts.bars(drawn),
        tables=[_table(title, heading, rows)],
        up=[name for name, _numbers in rows[:DRAWN]],
        drawing="bars",
    )


def _table(title: str, heading: str, rows: Sequence[tuple[str, list[int]]]) -> Table:
    return Table(
        [heading, _("Declined"), _("Redirected"), _("Together")],
        [
            plain(name, number(declined), number(redirected), number(declined + redirected))
            for name, (declined, redirected) in rows
        ],
        [6, 2, 2, 2],
        _("No request was turned away."),
        title,
    )
