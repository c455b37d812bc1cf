"""The columns in which the composition of the group leaves as a file."""

from __future__ import annotations

from app.coordination.rules import Sitting
from app.core.i18n import _, _l, localised
from app.core.lists import Column


def _holder(sitting: Sitting) -> str:
    return sitting.member.name if sitting.member else _("Vacant")


COLUMNS = (
    Column("seat", _l("Seat"), lambda sitting: localised(sitting.seat)),
    Column("unit", _l("Unit"), lambda s: localised(s.seat.unit) if s.seat.unit else ""),
    Column("member", _l("Member"), _holder),
    Column("title", _l("Title"), lambda s: s.member.title if s.member else ""),
    Column("since", _l("Holds the seat from"), lambda s: s.member.started_on if s.member else ""),
    Column(
        "until",
        _l("Holds the seat until"),
        lambda s: (s.member.ended_on or "") if s.member else "",
    ),
    Column("source", _l("Source"), lambda s: s.seat.source),
)
