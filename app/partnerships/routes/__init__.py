"""Pages of partnerships."""

from app.partnerships import field_labels, labels
from app.partnerships.routes import (
    consortium,
    editing,
    goals,
    lists,
    moves,
    pages,
    partners,
    reports,
    stages,
)
from app.partnerships.routes.blueprint import bp

__all__ = [
    "bp", "consortium", "editing", "field_labels", "goals", "labels", "lists", "moves", "pages",
    "partners", "reports", "stages",
]  # fmt: skip
