"""Who sits, or sat, in the group on a day: as a page and as a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response, render_template, request, send_file
from flask_login import current_user

from app.coordination import lists, queries, rules
from app.coordination.forms import DayForm
from app.coordination.models import Seat, SeatMember
from app.coordination.permissions import COORDINATION_VIEW
from app.coordination.routes.blueprint import bp
from app.core import access_log, clock, export
from app.core.errors import Refused
from app.core.i18n import _
from app.core.permissions import requires
from app.core.session import db

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Group:
    """The group on a day, and what was before and comes after that day."""

    day: date
    sittings: list[rules.Sitting]
    former_members: list[SeatMember]
    former_seats: list[Seat]
    coming_seats: list[Seat]

    @property
    def vacant(self) -> int:
        return sum(sitting.member is None for sitting in self.sittings)


def _group(day: date) -> Group:
    seats = queries.list_seats(db.session)
    gone = [m for s in seats for m in s.members if m.ended_on is not None and m.ended_on < day]
    return Group(
        day=day,
        sittings=rules.composition(seats, day),
        former_members=sorted(gone, key=lambda member: (member.ended_on, member.id), reverse=True),
        former_seats=[s for s in seats if s.ended_on is not None and s.ended_on < day],
        coming_seats=[s for s in seats if s.started_on > day],
    )


@bp.get("/coordination-group")
@requires(COORDINATION_VIEW)
def show_group() -> Any:
    """``?on=2026-03-01`` for another day than today, ``&format=csv`` or ``xlsx`` for a file."""
    form = DayForm(request.args)
    is_right = form.validate()
    group = _group(form.on.data or clock.today())
    if is_right:
        form.on.data = group.day
    kind = request.args.get("format")
    if is_right and kind in ("csv", "xlsx"):
        return _file(group, kind)
    status = 200 if is_right else 422
    return render_template("coordination/group.html", group=group, form=form), status


def _file(group: Group, kind: str) -> Response:
    day = group.day.isoformat()
    viewer = current_user.id
    if not access_log.record(viewer, "export", "coordination-group", 0, f"on={day}"):
        raise Refused(_("The export could not be logged, so it was not made. Try again later."))
    name = f"coordination-group-{day}.{kind}"
    if kind == "xlsx":
        book = export.xlsx_file(_("Coordination group"), lists.COLUMNS, group.sittings)
        return send_file(book, mimetype=SHEET, as_attachment=True, download_name=name)
    text = "".join(export.csv_lines(lists.COLUMNS, group.sittings))
    response = Response(text, mimetype="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
