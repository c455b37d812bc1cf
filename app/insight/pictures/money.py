"""What memberships cost in a year, against how much is done with them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.core import charts, clock
from app.core.i18n import _, show_money
from app.core.periods import add_months
from app.core.permissions import Viewer
from app.engagements.queries.activity import held_by_partnership
from app.insight.pictures.frame import Asked, Picture, list_url
from app.insight.report.shapes import Cell, Table, link, money, number
from app.partnerships.models import PartnershipKind
from app.partnerships.queries.pictures import in_effect_today


def yearly_cost(partnership: Any) -> Decimal | None:
    """Fee and travel in EUR a year; None while no fee is recorded, because blank is not zero."""
    if partnership.fee_eur is None:
        return None
    return Decimal(partnership.fee_eur + (partnership.travel_eur or 0))


def cost(session: Session, asked: Asked, viewer: Viewer) -> Picture:
    """Memberships (or the kind asked for), the dearest first; two statements."""
    kind = asked.kind or PartnershipKind.NETWORK
    found = in_effect_today(session, viewer, replace(asked.parts, kind=kind))
    today = clock.today()
    held = held_by_partnership(session, add_months(today, -12), today, viewer)
    ordered = sorted(found, key=_dearest)
    costs = [yearly_cost(partnership) for partnership in ordered]
    known = [each for each in costs if each is not None]
    points = [
        (held.get(partnership.id, 0), None if paid is None else float(paid))
        for partnership, paid in zip(ordered, costs, strict=True)
    ]
    return Picture(
        key="cost",
        title=_("Cost against activity"),
        description=_(
            "Recorded fees: %(known)d, %(total)s a year together. Not recorded: %(blank)d.",
            known=len(known),
            total=show_money(sum(known, Decimal(0))),
            blank=len(costs) - len(known),
        ),
        chart=charts.scatter(points),
        tables=[_table(ordered, held, asked.rows)],
        across=[_("Engagements held in the last 12 months")],
        up=[_("EUR a year"), _("Not recorded")],
        rows_url=list_url(replace(asked, kind=kind)),
        legend=[
            (None, _("A number is the row of the table; ×3 means three at one place.")),
            (None, _("Upwards the scale narrows (square root), so that small fees part.")),
        ],
        notes=[
            _("Memberships of networks, unless another kind is chosen."),
            _("Cost is the fee and travel in a year; a blank fee is not zero."),
        ],
    )


def _dearest(partnership: Any) -> tuple[bool, Decimal, str]:
    paid = yearly_cost(partnership)
    return paid is None, -(paid or Decimal(0)), partnership.name_folded


def _table(ordered: list[Any], held: dict[int, int], limit: int) -> Table:
    headings = [
        _("Row"), _("Partnership"), _("Cost a year"), _("Fee"), _("Travel"), _("Engagements"),
        _("Cost of one"),
    ]  # fmt: skip
    rows = [
        [(number(row), ""), link(p), *_figures(p, held.get(p.id, 0))]
        for row, p in enumerate(ordered[:limit], start=1)
    ]
    title = _("Cost and activity, the dearest first")
    empty = _("No membership is in effect.")
    return Table(headings, rows, [1, 4, 2, 2, 2, 2, 2], empty, title, len(ordered))


def _figures(partnership: Any, engagements: int) -> list[Cell]:
    paid = yearly_cost(partnership)
    shared = Decimal(round(paid / engagements)) if paid is not None and engagements else None
    return [
        (_amount(paid), ""),
        (_amount(partnership.fee_eur), ""),
        (_amount(partnership.travel_eur), ""),
        (number(engagements), ""),
        (money(shared), ""),
    ]


def _amount(value: Decimal | None) -> str:
    return _("Not recorded") if value is None else money(value)
