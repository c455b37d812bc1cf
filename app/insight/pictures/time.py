"""Terms, notice days and reviews of the next two years, quarter by quarter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from app.core import charts, clock
from app.core.i18n import _, ngettext
from app.core.periods import Quarter, add_months
from app.core.permissions import Viewer
from app.insight.pictures.frame import Asked, Picture, list_url
from app.insight.report.shapes import Table, day, link, owner
from app.partnerships import rules
from app.partnerships.queries.pictures import in_effect_today, instruments_in_effect

MONTHS = 24
SHAPES = {"notice": "triangle", "end": "square", "paper_end": "diamond", "review": "circle"}


@dataclass(frozen=True)
class Event:
    """A day ahead on which notice must be given, a term ends, or a review is due; ``paper`` is
    the title of the instrument that it is about, if any.
    """

    on: date
    what: str
    partnership: Any
    paper: str = ""


def timeline(session: Session, asked: Asked, viewer: Viewer) -> Picture:
    """From this quarter to the one in which the two years end; two statements."""
    today = clock.today()
    found = in_effect_today(session, viewer, asked.parts)
    events = events_of(found, instruments_in_effect(session), today)
    first = Quarter.of(today)
    quarters = list(first.until(Quarter.of(add_months(today, MONTHS))))
    columns = [[each for each in events if Quarter.of(each.on) == q] for q in quarters]
    labels = _labels()
    chart = charts.timeline([[SHAPES[each.what] for each in column] for column in columns])
    return Picture(
        key="timeline",
        title=_("Terms, notice and reviews ahead"),
        description=ngettext(
            "%(num)s date in the next two years.",
            "%(num)s dates in the next two years.",
            len(events),
        ),
        chart=chart,
        tables=[
            _table(quarter, column, labels, asked.rows)
            for quarter, column in zip(quarters, columns, strict=True)
            if column or not events
        ],
        across=[f"Q{quarter.number}" for quarter in quarters],
        up=[str(q.year) if q == first or q.number == 1 else "" for q in quarters],
        legend=[(charts.symbol(SHAPES[what], 8, 8), labels[what]) for what in SHAPES],
        notes=_notes(is_summed=any(mark.text for mark in chart.marks)),
        rows_url=list_url(asked),
    )


def _notes(is_summed: bool) -> list[str]:
    notes = [_("An end is that of the period that runs then: renewals are counted in.")]
    return (
        [*notes, _("The number beside a symbol says how many there are.")] if is_summed else notes
    )


def events_of(partnerships: Sequence[Any], instruments: list[Any], today: date) -> list[Event]:
    """Everything dated from today on, within two years, soonest first."""
    horizon = add_months(today, MONTHS)
    shown = {partnership.id: partnership for partnership in partnerships}
    dated = [(partnership, "", partnership, "end") for partnership in partnerships]
    dated += [
        (one, one.title, shown[one.partnership_id], "paper_end")
        for one in instruments
        if one.partnership_id in shown
    ]
    days = [
        Event(on, what, partnership, paper)
        for one, paper, partnership, end in dated
        for what, on in (
            ("notice", rules.notice_by(one, today)),
            (end, rules.renewed_end(one, today)),
        )
        if on is not None
    ]
    days += [Event(on, "review", p) for p in partnerships if (on := rules.review_due(p))]
    found = [each for each in days if today <= each.on <= horizon]
    return sorted(
        found, key=lambda each: (each.on, list(SHAPES).index(each.what), each.partnership.id)
    )


def _labels() -> dict[str, str]:
    return {
        "notice": _("Last day to give notice"),
        "end": _("End of the term"),
        "paper_end": _("End of an instrument"),
        "review": _("Next review"),
    }


def _table(quarter: Quarter, events: list[Event], labels: dict[str, str], limit: int) -> Table:
    return Table(
        [_("Date"), _("What"), _("Partnership"), _("Owner")],
        [
            [
                (day(each.on), ""),
                (f"{labels[each.what]}: {each.paper}" if each.paper else labels[each.what], ""),
                link(each.partnership),
                (owner(each.partnership.owner_name), ""),
            ]
            for each in events[:limit]
        ],
        [2, 3, 5, 3],
        _("No date in this quarter."),
        _("Quarter %(number)d of %(year)d", number=quarter.number, year=quarter.year),
        len(events),
    )
