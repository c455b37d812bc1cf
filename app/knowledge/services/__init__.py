"""The verbs of solutions and knowledge notes. Each takes ``actor`` and never commits."""

from app.knowledge.services import holdings, listeners
from app.knowledge.services.notes import (
    add_document,
    add_note,
    remove_document,
    update_note,
)
from app.knowledge.services.solutions import add_solution, update_solution
from app.knowledge.services.states import (
    adopt,
    assess,
    remove_use,
    set_aside,
    take_again,
    take_up,
)

__all__ = [
    "add_document",
    "add_note",
    "add_solution",
    "adopt",
    "assess",
    "holdings",
    "listeners",
    "remove_document",
    "remove_use",
    "set_aside",
    "take_again",
    "take_up",
    "update_note",
    "update_solution",
]
