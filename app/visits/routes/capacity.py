"""What each unit can host, month by month, and what it has taken on."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import redirect, render_template, url_for
from flask_login import current_user

from app.core import clock, web
from app.core.i18n import _, localised, show_month
from app.core.permissions import can, current_viewer, requires
from app.core.session import db
from app.visits import queries, rules, services
from app.visits.forms import CapacityForm
from app.visits.permissions import VISIT_HANDLE, VISIT_VIEW
from app.visits.routes.blueprint import bp
from app.visits.rules import Load

MONTHS = 8


@dataclass(frozen=True)
class UnitLine:
    """A unit with its months."""

    number: int
    name: str
    loads: list[Load]


@bp.get("/visits/capacity")
@requires(VISIT_VIEW)
def show_capacity() -> Any:
    """Eight months from this one; units that state a capacity or have taken on a visit."""
    months = rules.months_from(clock.today(), MONTHS + 1)
    return render_template(
        "visits/capacity.html",
        lines=_lines(months[:-1], months[-1]),
        months=[show_month(month) for month in months[:-1]],
        may_state=can("visit:handle"),
    )


def _lines(months: list[date], end: date) -> list[UnitLine]:
    stated: dict[int, list[Any]] = defaultdict(list)
    booked: dict[int, list[date]] = defaultdict(list)
    names: dict[int, str] = {}
    for row in queries.list_capacities(db.session):
        stated[row.unit_id].append(row)
        names[row.unit_id] = localised(row.unit)
    for unit, day in queries.booked_days(db.session, current_viewer(), months[0], end):
        booked[unit.id].append(day)
        names[unit.id] = localised(unit)
    return [
        UnitLine(
            number,
            name,
            [rules.load_of(month, stated[number], booked[number]) for month in months],
        )
        for number, name in sorted(names.items(), key=lambda each: each[1].casefold())
    ]


@bp.route("/visits/capacity/state", methods=["GET", "POST"])
@requires(VISIT_HANDLE)
def state_capacity() -> Any:
    """From a month on a unit can host so many; contributors say it for their own unit."""
    form = CapacityForm(
        unit_id=current_user.unit_id, from_month=rules.first_of_month(clock.today())
    )

    def state() -> Any:
        return services.set_capacity(
            db.session,
            form.unit_id.data,
            form.from_month.data,
            form.visits.data,
            actor=current_user,
        )

    if form.wants_to_save() and web.save(form, state) is not None:
        web.done(_("The capacity is stated."))
        return redirect(url_for(".show_capacity"))
    return web.render_form("visits/capacity_form.html", form)
