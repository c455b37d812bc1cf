"""The people who sign in during a measurement."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

PASSWORD = "measure twice, cut once"  # noqa: S105 (of databases that only a benchmark opens)
ADMINISTRATOR = "bench"


def person(connection: sa.Connection, role: str) -> Any:
    """id, email, unit_id of the person of a role who owns most; RuntimeError for none."""
    found = connection.execute(
        sa.text(
            'SELECT u.id, u.email, u.unit_id FROM "user" u LEFT JOIN partnership p '
            "ON p.owner_id = u.id WHERE u.role = :role "
            "GROUP BY u.id, u.email, u.unit_id ORDER BY COUNT(p.id) DESC, u.id LIMIT 1"
        ),
        {"role": str(role)},
    ).first()
    if found is None:
        raise RuntimeError(f"Nobody has the role {role}.")
    return found
