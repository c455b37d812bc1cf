"""What the address of a report asks for, and how its filters are called."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app.core.db import Visibility
from app.core.i18n import _, localised
from app.insight.scope import Scope
from app.partnerships.queries import filter_choices
from app.strategy.queries import current_focus_areas, current_objectives

PARTS = ("unit", "objective", "focus_area")
Options = dict[str, list[tuple[str, str]]]


def scope_of(arguments: Mapping[str, str]) -> Scope:
    """For whom and about what; what the address cannot mean is left out."""
    asked = arguments.get("audience", "")
    audience = Visibility(asked) if asked in list(Visibility) else Visibility.CITY
    unit, objective, area = (_number(arguments.get(name, "")) for name in PARTS)
    return Scope(audience, unit, objective, area)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 10 else None


def options(session: Session) -> Options:
    """The units, objectives and focus areas that a report may be about."""
    return {
        "unit": [(str(value), str(label)) for value, label in filter_choices(session)["unit"]],
        "objective": [(str(one.id), localised(one)) for one in current_objectives(session)],
        "focus_area": [(str(one.id), localised(one)) for one in current_focus_areas(session)],
    }


def names(scope: Scope, offered: Options) -> dict[str, str]:
    """What each filter in use is called, and the name of what it keeps."""
    labels = {"unit": _("Unit"), "objective": _("Objective"), "focus_area": _("Focus area")}
    numbers = {
        "unit": scope.unit_id,
        "objective": scope.objective_id,
        "focus_area": scope.focus_area_id,
    }
    return {
        labels[name]: dict(offered[name]).get(str(number), _("Unknown"))
        for name, number in numbers.items()
        if number is not None
    }
