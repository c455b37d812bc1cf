"""Solutions with their uses, and knowledge notes with their documents."""

from app.knowledge.models.choices import (
    NOTE,
    SOLUTION,
    Direction,
    NoteKind,
    SolutionState,
    Suitability,
)
from app.knowledge.models.note import (
    KnowledgeDocument,
    KnowledgeNote,
    knowledge_note_focus_area,
    knowledge_note_organisation,
)
from app.knowledge.models.solution import (
    Solution,
    SolutionUse,
    solution_engagement,
    solution_focus_area,
)

__all__ = [
    "NOTE",
    "SOLUTION",
    "Direction",
    "KnowledgeDocument",
    "KnowledgeNote",
    "NoteKind",
    "Solution",
    "SolutionState",
    "SolutionUse",
    "Suitability",
    "knowledge_note_focus_area",
    "knowledge_note_organisation",
    "solution_engagement",
    "solution_focus_area",
]
