"""The forms of solutions, of their moves, and of knowledge notes."""

from app.knowledge.forms.moves import AdoptForm, AssessForm, SetAsideForm, TakeUpForm
from app.knowledge.forms.notes import DocumentForm, EditNoteForm, NoteForm
from app.knowledge.forms.solutions import EditSolutionForm, SolutionForm

__all__ = [
    "AdoptForm",
    "AssessForm",
    "DocumentForm",
    "EditNoteForm",
    "EditSolutionForm",
    "NoteForm",
    "SetAsideForm",
    "SolutionForm",
    "TakeUpForm",
]
