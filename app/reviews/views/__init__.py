"""What the review pages show: plain shapes for the components, in the user's language."""

from app.reviews.views.behind import Behind, behind
from app.reviews.views.figures import Figures, figures
from app.reviews.views.lines import Line
from app.reviews.views.rounds import Progress, RoundRow, progress, rounds
from app.reviews.views.tasks import TONES, Tag, Task, standing, standing_of, worklist
from app.reviews.views.trail import Step, trail

__all__ = [
    "TONES",
    "Behind",
    "Figures",
    "Line",
    "Progress",
    "RoundRow",
    "Step",
    "Tag",
    "Task",
    "behind",
    "figures",
    "progress",
    "rounds",
    "standing",
    "standing_of",
    "trail",
    "worklist",
]
