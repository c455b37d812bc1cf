"""Whoever adds a foreign key to a user says whether it puts something into that user's hands."""

from __future__ import annotations

import app.factory  # noqa: F401 (every slice registers what its users own)
from app.core import hooks
from app.core.db import Base

# Keys that nobody has to hand over, and why. A new key that means "this person must act" is
# registered in `hooks.ownership` by its slice instead.
NOT_OWNED = {
    "engagement.created_by_id": "authorship: who logged it stays who logged it",
    "intake.user_id": "history: who dropped the file; its draft is owned as a draft",
    "introduction.asker_id": "history: who asked; an answer is still to be read by successors",
    "knowledge_note.author_id": "authorship: who wrote it",
    "solution.assessed_by_id": "history: who assessed it",
    "engagement_user.user_id": "history: who took part on that day",
    "proposal.recommended_by_id": "history: who recommended",
    "proposal.submitted_by_id": "history: who entered it",
    "hand_over.giver_id": "history: from whom it passed",
    "hand_over.started_by_id": "history: who handed it over",
    "hand_over_item.successor_id": "the record itself is in the successor's hands",
    "partnership_owner_period.user_id": "history: who owned it on those days",
    "review.accepted_by_id": "history: who accepted it",
    "review.on_behalf_of_id": "history: for whom it was handed in",
    "review.owner_id": "follows the partnership's owner until it is accepted; then it is history",
    "review.submitted_by_id": "history: who handed it in",
    "review_draft.user_id": "a form of one's own that is not saved yet",
    "review_comment.author_id": "authorship",
    "ordered_report.user_id": "a file for one reader, gone in a day",
    "saved_search.user_id": "a question of one's own; what is shared stays under its keeper's name",
    "visit.submitted_by_id": "history: who entered it",
    "user_session.user_id": "a signed-in browser; closing the account ends it",
}


def keys_to_users() -> set[str]:
    return {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        for key in column.foreign_keys
        if key.target_fullname == "user.id"
    }


def owned() -> list[str]:
    return [column for each in hooks.ownership for column in sorted(each.columns)]


def test_every_foreign_key_to_a_user_is_owned_or_explained() -> None:
    assert keys_to_users() - set(owned()) - set(NOT_OWNED) == set()


def test_nothing_is_explained_or_registered_that_is_not_there() -> None:
    assert set(NOT_OWNED) - keys_to_users() == set()
    assert set(owned()) - keys_to_users() == set()


def test_no_key_is_registered_twice_or_both_registered_and_explained() -> None:
    assert len(owned()) == len(set(owned()))
    assert set(owned()) & set(NOT_OWNED) == set()


def test_every_kind_is_registered_once_and_says_what_it_is() -> None:
    kinds = [each.kind for each in hooks.ownership]
    assert len(kinds) == len(set(kinds))
    assert all(str(each.label) for each in hooks.ownership)
    assert all(hooks.ownership_of(kind).kind == kind for kind in kinds)
