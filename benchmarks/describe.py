"""Describes our tables for the Django side, which makes its models from the description.

So both sides always stand on the same tables, whatever a migration adds, and no process of theirs
imports a line of ours.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

import app.models  # noqa: F401 (fills the metadata)
from app.core.db import Base

# What a good engineer would register for this register; the rest stays out of their way.
TABLES = (
    "unit", "user", "strategy", "objective", "focus_area", "goal", "organisation",
    "organisation_alias", "network_member", "contact", "affiliation", "partnership",
    "partnership_organisation", "partnership_objective", "partnership_focus_area", "alignment",
    "engagement", "engagement_organisation", "engagement_user", "engagement_objective",
    "engagement_focus_area", "engagement_contact", "engagement_result", "follow_up",
    "review_round", "review",
)  # fmt: skip
KINDS: tuple[tuple[Any, str], ...] = (
    (sa.Boolean, "Boolean"),
    (sa.DateTime, "DateTime"),
    (sa.Date, "Date"),
    (sa.Time, "Time"),
    (sa.Numeric, "Decimal"),
    (sa.Integer, "Integer"),
    (sa.Enum, "Char"),
    (sa.Text, "Text"),
    (sa.String, "Char"),
)


def tables() -> dict[str, list[dict[str, Any]]]:
    """Name of each table → its columns as plain values."""
    known = Base.metadata.tables
    return {name: [_column(c) for c in known[name].columns if _kind(c)] for name in TABLES}


def _kind(column: sa.Column[Any]) -> str:
    kind = column.type
    if isinstance(kind, sa.types.TypeDecorator):
        kind = kind.impl_instance
    return next((name for known, name in KINDS if isinstance(kind, known)), "")


def _column(column: sa.Column[Any]) -> dict[str, Any]:
    keys = [key.column.table.name for key in column.foreign_keys]
    return {
        "name": column.name,
        "kind": _kind(column),
        "null": bool(column.nullable),
        "key": column.primary_key,
        "unique": bool(column.unique),
        "length": getattr(column.type, "length", None),
        "digits": getattr(column.type, "precision", None),
        "places": getattr(column.type, "scale", None),
        "choices": list(getattr(column.type, "enums", [])),
        "to": keys[0] if keys and keys[0] in TABLES else "",
    }
