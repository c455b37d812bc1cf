"""Selects of the pages that read over everything: the portfolio, and what needs attention."""

from app.insight.queries.attention import names_of_people, needing_attention, relations_of
from app.insight.queries.portfolio import (
    decisions_asked,
    list_lines,
    list_with_gate,
    partnerships_by_cell,
)

__all__ = [
    "decisions_asked",
    "list_lines",
    "list_with_gate",
    "names_of_people",
    "needing_attention",
    "partnerships_by_cell",
    "relations_of",
]
