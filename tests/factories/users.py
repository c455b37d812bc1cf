"""Units and people."""

from __future__ import annotations

from itertools import count
from typing import Any

from app.core.audit import SYSTEM
from app.core.permissions import Role
from app.core.session import Session
from app.users import services
from app.users.models import Unit, UnitKind, User

# Long enough for a password alone, and on nobody's list.
PASSWORD = "seven herons at the icy quay"

_numbers = count(1)


def make_unit(session: Session, name: str = "", **values: Any) -> Unit:
    """A division, unless ``kind`` says otherwise."""
    given = {"name_en": name or f"Division {next(_numbers)}", "kind": UnitKind.DIVISION, **values}
    return services.create_unit(session, given, actor=SYSTEM)


def make_user(
    session: Session, role: Role | str = Role.OFFICER, unit: Unit | None = None, **values: Any
) -> User:
    """Somebody active; ``password=PASSWORD`` lets them sign in through the page."""
    number = next(_numbers)
    given = {
        "email": f"person{number}@example.org",
        "name": f"Person {number}",
        "role": Role(role),
        "unit_id": (unit or make_unit(session)).id,
        **values,
    }
    return services.create_user(session, given, actor=SYSTEM)
