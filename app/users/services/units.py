"""Units of the city group: divisions, departments, subsidiaries."""

from __future__ import annotations

from sqlalchemy.orm import Session

from app.core.audit import Actor, acting
from app.core.errors import Refused
from app.core.i18n import _, ngettext
from app.core.records import Values, assign
from app.users import queries
from app.users.models import Unit

EDITABLE = frozenset({"name_en", "name_fi", "name_sv", "kind", "parent_id", "is_active"})


def create_unit(session: Session, values: Values, *, actor: Actor) -> Unit:
    """A new unit; ``values``: name_en, kind and, if known, name_fi, name_sv, parent_id."""
    unit = Unit()
    with acting(session, actor, "unit.create"):
        assign(unit, values, EDITABLE)
        session.add(unit)
    return unit


def update_unit(session: Session, unit: Unit, values: Values, *, actor: Actor) -> Unit:
    """Change a unit. Refused: a place under itself, closing while people belong to it."""
    parent_id = values.get("parent_id")
    if parent_id is not None and queries.is_below(session, parent_id, unit.id):
        raise Refused(
            _("Choose another unit: this one cannot stand under itself."), field="parent_id"
        )
    if not values.get("is_active", True) and unit.is_active:
        _demand_empty(session, unit)
    with acting(session, actor, "unit.update"):
        assign(unit, values, EDITABLE)
    return unit


def _demand_empty(session: Session, unit: Unit) -> None:
    people = queries.count_active_users(session, unit.id)
    if people:
        raise Refused(
            ngettext(
                "Move %(num)d user to another unit first.",
                "Move %(num)d users to another unit first.",
                people,
            ),
            field="is_active",
        )
