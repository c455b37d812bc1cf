"""Pages of partnerships."""

from app.partnerships import field_labels, labels
from app.partnerships.routes import editing, goals, lists, moves, pages, partners, reports
from app.partnerships.routes.blueprint import bp

__all__ = [
    "bp", "editing", "field_labels", "goals", "labels", "lists", "moves", "pages", "partners",
    "reports",
]  # fmt: skip
