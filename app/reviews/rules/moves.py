"""Which move of the partnership's life a recommendation proposes. Nothing moves by itself."""

from __future__ import annotations

from app.partnerships.models import PartnershipState as State
from app.partnerships.rules import MOVES, Move
from app.reviews.models import Recommendation

WANTED = {
    Recommendation.CONTINUE: ("activate", "resume"),
    Recommendation.STRENGTHEN: ("activate", "resume"),
    Recommendation.REFOCUS: ("put_under_review",),
    Recommendation.PAUSE: ("make_dormant",),
    Recommendation.EXIT: ("end",),
}


# What is suspended stands still already, and more firmly than what is dormant.
STANDS = {(Recommendation.PAUSE, State.SUSPENDED)}


def proposed_move(recommendation: Recommendation | None, state: State) -> Move | None:
    """The verb that would do as recommended from ``state``; None where nothing has to move."""
    if recommendation is None or (recommendation, state) in STANDS:
        return None
    possible = (MOVES[verb] for verb in WANTED[recommendation])
    return next((move for move in possible if state in move.sources), None)
