"""Every select over proposals; each applies the viewer's visibility."""

from app.proposals.queries.assessments import (
    find_assessment,
    get_assessment,
    history_changes,
    list_scores,
    waiting_for,
)
from app.proposals.queries.proposals import (
    all_for_search,
    assessed_by,
    by_focus_area,
    find_by_partnership,
    get_proposal,
    get_proposer,
    handled_by,
    list_board,
    list_proposals,
    visible,
)

__all__ = [
    "all_for_search",
    "assessed_by",
    "by_focus_area",
    "find_assessment",
    "find_by_partnership",
    "get_assessment",
    "get_proposal",
    "get_proposer",
    "handled_by",
    "history_changes",
    "list_board",
    "list_proposals",
    "list_scores",
    "visible",
    "waiting_for",
]
