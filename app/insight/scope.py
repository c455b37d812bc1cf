"""What a report is about: for whom it is computed, and which part of the portfolio it tells of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from app.core.db import Visibility
from app.core.permissions import EVERYTHING, Viewer
from app.partnerships.models import Partnership, partnership_focus_area, partnership_objective
from app.partnerships.queries import in_effect_between

EMPLOYEE = Viewer(user_id=0, unit_id=None, sees_restricted=False)


@dataclass(frozen=True)
class Scope:
    """``audience`` is the widest visibility that counts; a part is None where all is meant."""

    audience: Visibility = Visibility.CITY
    unit_id: int | None = None
    objective_id: int | None = None
    focus_area_id: int | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it is about the whole city."""
        return (self.unit_id, self.objective_id, self.focus_area_id) == (None, None, None)

    def asked(self) -> dict[str, Any]:
        """As the address of a report says it."""
        parts = {
            "unit": self.unit_id,
            "objective": self.objective_id,
            "focus_area": self.focus_area_id,
        }
        known = {name: number for name, number in parts.items() if number is not None}
        return {"audience": self.audience.value, **known}

    @property
    def is_public(self) -> bool:
        return self.audience is Visibility.PUBLIC

    @property
    def names_people(self) -> bool:
        """Whom the public knows as the city, the city's own people know by name."""
        return not self.is_public

    @lru_cache(maxsize=64)  # noqa: B019 (a frozen value of four fields, not a thing that is kept)
    def within(self, first_day: date, last_day: date) -> sa.Select[Any]:
        """The numbers of the partnerships in effect between two days that belong to it; for the
        same days the same select, so that what is built upon it is built once."""
        sees_all = self.audience is Visibility.RESTRICTED
        found = in_effect_between(first_day, last_day, EVERYTHING if sees_all else EMPLOYEE)
        return found.where(*self.conditions())

    def visible(self) -> sa.ColumnElement[bool]:
        """Whether a partnership may be told to the audience."""
        order = list(Visibility)
        return Partnership.visibility.in_(order[: order.index(self.audience) + 1])

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        """What a partnership must be to belong to it, besides being in effect."""
        found = [self.visible()]
        if self.unit_id is not None:
            found.append(Partnership.unit_id == self.unit_id)
        for table, column, number in (
            (partnership_objective, "objective_id", self.objective_id),
            (partnership_focus_area, "focus_area_id", self.focus_area_id),
        ):
            if number is not None:
                served = sa.select(table.c.partnership_id).where(table.c[column] == number)
                found.append(Partnership.id.in_(served))
        return found


WHOLE_CITY = Scope()
