"""Round over round drawn: what was logged in each quarter, and what its reviews recommended."""

from __future__ import annotations

from app.core import charts
from app.core.i18n import _
from app.core.periods import Quarter
from app.engagements.models import EngagementType
from app.insight.pictures.frame import Picture
from app.insight.report.shapes import Section
from app.insight.rounds import Compared
from app.reviews.models import Recommendation

TRAVELLED = (EngagementType.INCOMING_VISIT, EngagementType.OUTGOING_DELEGATION)


def trend_pictures(compared: Compared, sections: list[Section]) -> dict[str, Picture]:
    """A drawing for each section that has a trend, by the section's id; its tables say the same."""
    drawn = {"trend": _logged, "advice": _recommended}
    return {each.id: drawn[each.id](compared, each) for each in sections if each.id in drawn}


def _logged(compared: Compared, section: Section) -> Picture:
    rows = []
    for quarter in compared.quarters:
        found = compared.log[quarter]
        travelled = sum(found.by_type.get(kind, 0) for kind in TRAVELLED)
        rows.append((travelled, found.held - travelled))
    return _bars(
        section,
        _("Engagements held, quarter by quarter"),
        _("A filled bar is visits to us and our delegations out, a hatched one all others."),
        compared.quarters,
        rows,
    )


def _recommended(compared: Compared, section: Section) -> Picture:
    # Where no round was opened nothing is drawn: it would say zero.
    opened = [quarter for quarter in compared.quarters if compared.is_opened(quarter)]
    rows = []
    for quarter in opened:
        accepted = compared.accepted(quarter)
        goes_on = compared.recommended(quarter, Recommendation.CONTINUE)
        rows.append((accepted - goes_on, goes_on))
    return _bars(
        section,
        _("Reviews accepted, quarter by quarter"),
        _("A filled bar recommends more than to go on, a hatched one to continue."),
        opened,
        rows,
    )


def _bars(
    section: Section, title: str, text: str, quarters: list[Quarter], rows: list[tuple[int, int]]
) -> Picture:
    return Picture(
        key=f"rounds-{section.id}",
        title=title,
        description=text,
        chart=charts.bars(rows),
        tables=section.tables,
        up=[str(quarter) for quarter in quarters],
        drawing="bars",
    )
