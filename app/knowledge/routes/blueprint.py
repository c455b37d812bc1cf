"""The blueprint that the pages of this slice hang on, and what they share."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, request

from app.core.permissions import current_viewer, demand
from app.core.session import db
from app.core.text import showable
from app.core.urls import url_for
from app.knowledge import queries
from app.knowledge.models import KnowledgeNote, Solution
from app.knowledge.permissions import KNOWLEDGE_EDIT

bp = Blueprint("knowledge", __name__)


def found_solution(solution_id: int) -> Solution:
    """The solution, if it may be seen; locked where something is to be changed."""
    changes = request.method == "POST"
    return queries.get_solution(db.session, solution_id, current_viewer(), lock=changes)


def solution_to_edit(solution_id: int) -> Solution:
    """The same for whoever may edit it, else 403."""
    solution = found_solution(solution_id)
    demand(KNOWLEDGE_EDIT, solution)
    return solution


def note_to_edit(note_id: int) -> KnowledgeNote:
    """A note for whoever may edit it, else 403; locked where something is to be changed."""
    changes = request.method == "POST"
    note = queries.get_note(db.session, note_id, current_viewer(), lock=changes)
    demand(KNOWLEDGE_EDIT, note)
    return note


def to_solution(solution_id: int) -> Any:
    return redirect(url_for("knowledge.show_solution", solution_id=solution_id))


def to_note(note_id: int) -> Any:
    return redirect(url_for("knowledge.show_note", note_id=note_id))


def asked_number(name: str) -> int | None:
    """The number of a record in the address; None for what no record can have."""
    text = request.args.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        return None
    return int(text) or None


def asked_text(name: str) -> str:
    return showable(request.args.get(name, ""), "").strip()[:200]
