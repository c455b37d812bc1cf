"""Every select over solutions and knowledge notes; each applies the viewer's visibility."""

from app.knowledge.queries.around import (
    Learning,
    about_engagement,
    about_focus_area,
    about_organisation,
    learning_between,
)
from app.knowledge.queries.notes import (
    get_note,
    list_notes,
    note_by_country,
    note_by_focus_area,
    note_by_validity,
    notes_about,
    notes_for_index,
    notes_for_search,
)
from app.knowledge.queries.solution_lists import (
    by_country,
    by_focus_area,
    by_partnerships,
    list_solutions,
    places_of_use,
)
from app.knowledge.queries.solutions import (
    contradictions,
    engagement_choices,
    find_engagement,
    get_solution,
    lock_solutions,
    looked_after_by,
    seen_engagements,
    solutions_about,
    solutions_for_index,
    solutions_for_search,
)

__all__ = [
    "Learning",
    "about_engagement",
    "about_focus_area",
    "about_organisation",
    "by_country",
    "by_focus_area",
    "by_partnerships",
    "contradictions",
    "engagement_choices",
    "find_engagement",
    "get_note",
    "get_solution",
    "learning_between",
    "list_notes",
    "list_solutions",
    "lock_solutions",
    "looked_after_by",
    "note_by_country",
    "note_by_focus_area",
    "note_by_validity",
    "notes_about",
    "notes_for_index",
    "notes_for_search",
    "places_of_use",
    "seen_engagements",
    "solutions_about",
    "solutions_for_index",
    "solutions_for_search",
]
