"""Journeys to an engagement, and what those of a quarter emitted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import render_template, request
from flask_login import current_user

from app.core import clock, web
from app.core.i18n import _, choice
from app.core.periods import Quarter
from app.core.permissions import current_viewer, requires
from app.core.session import db
from app.engagements import queries, rules, services
from app.engagements.forms import TravelForm
from app.engagements.permissions import ENGAGEMENT_EDIT, ENGAGEMENT_VIEW
from app.engagements.queries import Travelled
from app.engagements.routes.blueprint import bp
from app.engagements.routes.states import back, get_changeable

# Quarters that can be chosen, this one and those before it.
QUARTERS = 8


@dataclass(frozen=True)
class Line:
    """A line of the table: what it adds up, and the sums."""

    label: str
    journeys: int
    travellers: int
    kilometres: int
    co2e_kg: Decimal


@bp.get("/engagements/travel")
@requires(ENGAGEMENT_VIEW)
def show_travel() -> Any:
    """The journeys of a quarter, ``?quarter=2026-Q3``, by means and by unit."""
    quarter, current = _asked(), Quarter.of(clock.today())
    found = queries.travel_in(db.session, quarter, current_viewer())
    before = queries.travel_in(db.session, quarter.previous, current_viewer())
    choices = [current]
    while len(choices) < QUARTERS:
        choices.append(choices[-1].previous)
    return render_template(
        "engagements/travel.html",
        quarter=quarter,
        choices=choices,
        by_means=_lines(found, lambda row: choice(row.means)),
        by_unit=_lines(found, lambda row: row.unit),
        total=_sum(_("All"), found),
        before=_sum(str(quarter.previous), before) if before else None,
        factors=[(choice(means), factor) for means, factor in rules.FACTORS.items()],
        factor_year=rules.FACTOR_YEAR,
    )


def _asked() -> Quarter:
    try:
        return Quarter.parse(request.args.get("quarter", ""))
    except ValueError:
        return Quarter.of(clock.today())


def _lines(rows: Sequence[Travelled], key: Callable[[Travelled], str]) -> list[Line]:
    """One line for each key, the largest emissions first."""
    keys = dict.fromkeys(map(key, rows))
    lines = [_sum(label, [row for row in rows if key(row) == label]) for label in keys]
    return sorted(lines, key=lambda line: (-line.co2e_kg, line.label))


def _sum(label: str, rows: Sequence[Travelled]) -> Line:
    return Line(
        label,
        sum(row.journeys for row in rows),
        sum(row.travellers for row in rows),
        sum(row.kilometres for row in rows),
        sum((row.co2e_kg for row in rows), Decimal("0.0")),
    )


@bp.route("/engagements/<int:engagement_id>/travel", methods=["GET", "POST"])
@requires(ENGAGEMENT_EDIT)
def add_travel(engagement_id: int) -> Any:
    engagement, form = get_changeable(engagement_id), TravelForm()

    def add() -> Any:
        return services.add_travel(db.session, engagement, form.values(), actor=current_user)

    if form.wants_to_save() and web.save(form, add) is not None:
        web.done(_("The journey was added."))
        return back(engagement_id)
    return web.render_form("engagements/travel_new.html", form, engagement=engagement)


@bp.post("/engagements/<int:engagement_id>/travel/<int:travel_id>/remove")
@requires(ENGAGEMENT_EDIT)
def remove_travel(engagement_id: int, travel_id: int) -> Any:
    engagement = get_changeable(engagement_id)
    services.remove_travel(db.session, engagement, travel_id, actor=current_user)
    web.done(_("The journey was removed."))
    return back(engagement_id)
