"""Pages of partnerships."""

from app.partnerships import (
    field_labels,
    kind_labels,
    labels,
    paper_labels,
)
from app.partnerships.routes import (
    consortium,
    editing,
    goals,
    lists,
    memberships,
    moves,
    obligations,
    pages,
    papers,
    partners,
    rejustifying,
    reports,
    stages,
    succession,
)
from app.partnerships.routes.blueprint import (
    bp,
)

__all__ = [
    "bp",
    "consortium",
    "editing",
    "field_labels",
    "goals",
    "kind_labels",
    "labels",
    "lists",
    "memberships",
    "moves",
    "obligations",
    "pages",
    "paper_labels",
    "papers",
    "partners",
    "rejustifying",
    "reports",
    "stages",
    "succession",
]
