"""What the review pages show: plain shapes for the components, in the user's language."""

from app.reviews.views.behind import Behind, behind
from app.reviews.views.figures import Figures, figures
from app.reviews.views.lines import Line
from app.reviews.views.rounds import Board, BoardRow, RoundRow, board, rounds
from app.reviews.views.tasks import Tag, Task, standing, standing_of, worklist
from app.reviews.views.trail import Step, trail

__all__ = [
    "Behind",
    "Board",
    "BoardRow",
    "Figures",
    "Line",
    "RoundRow",
    "Step",
    "Tag",
    "Task",
    "behind",
    "board",
    "figures",
    "rounds",
    "standing",
    "standing_of",
    "trail",
    "worklist",
]
