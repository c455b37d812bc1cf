"""What states, kinds, verbs and fields of solutions and notes are called."""

from app.core.i18n import _l, actions, fields, label
from app.knowledge.models import Direction, NoteKind, SolutionState, Suitability

label(
    {
        Direction.LEARNED: _l("Learned from others"),
        Direction.OFFERED: _l("Offered to others"),
    },
    {
        SolutionState.LEARNED: _l("Learned"),
        SolutionState.ASSESSED: _l("Assessed"),
        SolutionState.ADOPTED: _l("Adopted"),
        SolutionState.OFFERED: _l("Offered"),
        SolutionState.TAKEN_UP: _l("Taken up"),
        SolutionState.SET_ASIDE: _l("Set aside"),
    },
    {
        Suitability.FITS: _l("Fits as it is"),
        Suitability.WITH_CHANGES: _l("Fits with changes"),
        Suitability.DOES_NOT_FIT: _l("Does not fit"),
    },
    {
        NoteKind.MARKET_ANALYSIS: _l("Market analysis"),
        NoteKind.BENCHMARK: _l("Benchmark"),
        NoteKind.COUNTRY_BRIEF: _l("Country brief"),
        NoteKind.OTHER: _l("Other note"),
    },
)
TONES = {
    SolutionState.LEARNED: "warning",
    SolutionState.ASSESSED: "info",
    SolutionState.ADOPTED: "success",
    SolutionState.OFFERED: "info",
    SolutionState.TAKEN_UP: "success",
}

SOLUTION_FIELDS = {
    "direction": _l("Direction"),
    "title": _l("Title"),
    "body": _l("What it is and why it works"),
    "link": _l("Web address"),
    "organisation_id": _l("Learned from"),
    "noted_on": _l("Learned or offered on"),
    "state": _l("State"),
    "state_since": _l("In this state since"),
    "suitability": _l("Would it work here?"),
    "assessment": _l("Assessment"),
    "assessed_by_id": _l("Assessed by"),
    "assessed_on": _l("Assessed on"),
    "aside_reason": _l("Why it was set aside"),
    "owner_id": _l("Looked after by"),
    "unit_id": _l("Unit"),
    "visibility": _l("Visible to"),
    "focus_areas": _l("Focus areas"),
    "engagements": _l("Engagements"),
    "is_demonstration": _l("Demonstration data"),
}
USE_FIELDS = {
    "solution_id": _l("Solution"),
    "unit_id": _l("Adopted in"),
    "organisation_id": _l("Taken up by"),
    "started_on": _l("In use since"),
    "note": _l("Note"),
}
NOTE_FIELDS = {
    "kind": _l("Kind"),
    "title": _l("Title"),
    "body": _l("Text"),
    "source": _l("Source"),
    "countries": _l("Countries"),
    "author_id": _l("Author"),
    "unit_id": _l("Unit"),
    "written_on": _l("Written on"),
    "valid_until": _l("Valid until"),
    "visibility": _l("Visible to"),
    "focus_areas": _l("Focus areas"),
    "organisations": _l("Organisations"),
    "is_demonstration": _l("Demonstration data"),
}
fields("solution", SOLUTION_FIELDS)
fields("solution_use", USE_FIELDS)
fields("knowledge_note", NOTE_FIELDS)
fields(
    "knowledge_document",
    {"note_id": _l("Knowledge note"), "attachment_id": _l("Document")},
)
actions(
    {
        "solution.add": _l("Added"),
        "solution.update": _l("Edited"),
        "solution.assess": _l("Assessed"),
        "solution.adopt": _l("Adopted"),
        "solution.take_up": _l("Taken up"),
        "solution.set_aside": _l("Set aside"),
        "solution.take_again": _l("Taken up again"),
        "solution.remove_use": _l("Use taken out"),
        "solution.hand_over": _l("Handed over"),
        "knowledge_note.add": _l("Added"),
        "knowledge_note.update": _l("Edited"),
        "knowledge_note.add_document": _l("Document added"),
        "knowledge_note.remove_document": _l("Document taken out"),
    }
)
