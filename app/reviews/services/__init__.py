"""Verbs of reviews: open a round, write, delegate, submit, send back, accept, correct, remind; of
case studies: begin, write."""

from app.reviews.services.answering import accept, correct, move_as_recommended, send_back
from app.reviews.services.case_studies import begin_case_study, write_case_study
from app.reviews.services.drafts import drop_draft, keep_draft
from app.reviews.services.reminding import remind_writers
from app.reviews.services.rounds import complete_round, follow_owner, keep_round_open, open_round
from app.reviews.services.sweep import lost_acceptances, wrong_hashes
from app.reviews.services.writing import delegate, submit, write_review

__all__ = [
    "accept",
    "begin_case_study",
    "complete_round",
    "correct",
    "delegate",
    "drop_draft",
    "follow_owner",
    "keep_draft",
    "keep_round_open",
    "lost_acceptances",
    "move_as_recommended",
    "open_round",
    "remind_writers",
    "send_back",
    "submit",
    "write_case_study",
    "write_review",
    "wrong_hashes",
]
