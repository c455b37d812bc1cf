"""Every select over proposals; each applies the viewer's visibility."""

from app.proposals.queries.assessments import (
    assessments_owed,
    find_assessment,
    get_assessment,
    get_proposal_id,
    history_changes,
    list_scores,
    lock_owed,
    waiting_for,
)
from app.proposals.queries.proposals import (
    all_for_search,
    by_focus_area,
    find_by_partnership,
    for_index,
    get_proposal,
    get_proposer,
    handled_by,
    list_board,
    list_proposals,
    lock_proposals,
    visible,
)

__all__ = [
    "all_for_search",
    "assessments_owed",
    "by_focus_area",
    "find_assessment",
    "find_by_partnership",
    "for_index",
    "get_assessment",
    "get_proposal",
    "get_proposal_id",
    "get_proposer",
    "handled_by",
    "history_changes",
    "list_board",
    "list_proposals",
    "list_scores",
    "lock_owed",
    "lock_proposals",
    "visible",
    "waiting_for",
]
