"""Benefit to us × what we can offer, for every partnership in effect."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy.orm import Session

from app.core import charts
from app.core.i18n import NONE, _, localised, ngettext
from app.core.permissions import Viewer
from app.insight.pictures.frame import Asked, Picture, list_url
from app.insight.report.shapes import Table, link, number, owner
from app.partnerships.queries.pictures import in_effect_today


def priority(session: Session, asked: Asked, viewer: Viewer) -> Picture:
    """A bubble for each pair of scores; one without both scores is listed apart. One statement."""
    found = in_effect_today(session, viewer, asked.parts)
    scored = [p for p in found if p.benefit is not None and p.offer is not None]
    blank = [p for p in found if p.benefit is None or p.offer is None]
    counts = Counter((int(p.offer or 0), int(p.benefit or 0)) for p in scored)
    return Picture(
        key="priority",
        title=_("Benefit and offer"),
        description=_told(len(scored), len(blank)),
        chart=charts.quadrant(counts),
        tables=[_scored(scored, asked.rows), _blank(blank, asked.rows)],
        rows_url=list_url(asked),
        across=[_("What we can offer")],
        up=[_("Benefit to the city")],
        corners=[
            _("We gain more"),
            _("Strengthen together"),
            _("Ask whether to go on"),
            _("We give more"),
        ],
        legend=[(None, _("The number in a bubble is how many partnerships stand there."))],
    )


def _told(scored: int, blank: int) -> str:
    known = ngettext("%(num)s partnership is scored.", "%(num)s partnerships are scored.", scored)
    missing = ngettext("%(num)s is not scored on both.", "%(num)s are not scored on both.", blank)
    return f"{known} {missing}"


def _scored(found: list[Any], limit: int) -> Table:
    ordered = sorted(found, key=lambda p: (-p.benefit, -p.offer, p.name_folded))
    return Table(
        [_("Partnership"), _("Benefit"), _("Reason"), _("Offer"), _("Reason"), _("Unit")],
        [
            [
                link(p),
                (number(p.benefit), ""),
                (p.benefit_reason, ""),
                (number(p.offer), ""),
                (p.offer_reason, ""),
                (localised(p, "unit") or NONE, ""),
            ]
            for p in ordered[:limit]
        ],
        [4, 1, 4, 1, 4, 3],
        _("No partnership is scored."),
        _("Scored partnerships, the most beneficial first"),
        len(found),
    )


def _blank(found: list[Any], limit: int) -> Table:
    missing = _("Not scored")
    return Table(
        [_("Partnership"), _("Benefit"), _("Offer"), _("Owner")],
        [
            [
                link(p),
                (number(p.benefit) if p.benefit else missing, ""),
                (number(p.offer) if p.offer else missing, ""),
                (owner(p.owner_name), ""),
            ]
            for p in found[:limit]
        ],
        [4, 1, 1, 3],
        _("Every partnership is scored on both."),
        _("Not scored on both"),
        len(found),
    )
