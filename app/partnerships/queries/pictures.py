"""What the pictures of the portfolio are drawn from: partnerships in effect, by viewer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.core.permissions import Viewer
from app.partnerships.models import (
    IN_EFFECT,
    Instrument,
    Partnership,
    PartnershipKind,
    partnership_focus_area,
    partnership_objective,
)
from app.partnerships.queries.visibility import visible
from app.users.models import Unit, User

# What the drawings and their tables tell, and the rules of terms ask about.
DRAWN = (
    Partnership.id,
    Partnership.name,
    Partnership.name_folded,
    Partnership.kind,
    Partnership.benefit,
    Partnership.benefit_reason,
    Partnership.offer,
    Partnership.offer_reason,
    Partnership.fee_eur,
    Partnership.travel_eur,
    Partnership.term,
    Partnership.starts_on,
    Partnership.signed_on,
    Partnership.ends_on,
    Partnership.renewal_months,
    Partnership.notice_months,
    Partnership.next_review_on,
    Partnership.review_cycle_months,
)


@dataclass(frozen=True)
class Parts:
    """Which part of the portfolio is drawn; None where all is meant."""

    kind: PartnershipKind | None = None
    unit_id: int | None = None
    objective_id: int | None = None
    focus_area_id: int | None = None

    @property
    def is_whole(self) -> bool:
        return self == Parts()

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        """What a partnership must be to belong to it."""
        serves, touches = partnership_objective.c, partnership_focus_area.c
        serving = sa.select(serves.partnership_id).where(serves.objective_id == self.objective_id)
        touching = sa.select(touches.partnership_id).where(
            touches.focus_area_id == self.focus_area_id
        )
        conditions = (
            (self.kind, Partnership.kind == self.kind),
            (self.unit_id, Partnership.unit_id == self.unit_id),
            (self.objective_id, Partnership.id.in_(serving)),
            (self.focus_area_id, Partnership.id.in_(touching)),
        )
        return [condition for asked, condition in conditions if asked is not None]


def in_effect_today(session: Session, viewer: Viewer, parts: Parts) -> Sequence[Any]:
    """Partnerships in effect, by name, of the part that is drawn.

    Rows, because a thousand records with all their columns would weigh as much as a server: those
    of `DRAWN`, ``owner_name``, and the unit's name in each language as ``unit_<code>``.
    """
    units = [getattr(Unit, f"name_{code}").label(f"unit_{code}") for code in ("en", "fi", "sv")]
    found = (
        sa.select(*DRAWN, User.name.label("owner_name"), *units)
        .outerjoin(User, User.id == Partnership.owner_id)
        .outerjoin(Unit, Unit.id == Partnership.unit_id)
        .where(Partnership.state.in_(IN_EFFECT), visible(viewer), *parts.conditions())
        .order_by(Partnership.name_folded, Partnership.id)
    )
    return session.execute(found).all()


def instruments_in_effect(session: Session) -> list[Instrument]:
    """Instruments with an end, of partnerships in effect, whoever may see them: the caller keeps
    to the partnerships that the viewer has.
    """
    found = (
        sa.select(Instrument)
        .join(Partnership, Partnership.id == Instrument.partnership_id)
        .where(Partnership.state.in_(IN_EFFECT), Instrument.ends_on.is_not(None))
    )
    return list(session.scalars(found.order_by(Instrument.id)))


def cells_in_effect(session: Session) -> list[tuple[int, int, int]]:
    """(objective, focus area, partnership) of every partnership in effect, whoever may see it: the
    caller keeps to the partnerships that the viewer has.
    """
    objectives, areas = partnership_objective.c, partnership_focus_area.c
    found = (
        sa.select(objectives.objective_id, areas.focus_area_id, objectives.partnership_id)
        .join(partnership_focus_area, areas.partnership_id == objectives.partnership_id)
        .join(Partnership, Partnership.id == objectives.partnership_id)
        .where(Partnership.state.in_(IN_EFFECT))
    )
    return [(row[0], row[1], row[2]) for row in session.execute(found)]
