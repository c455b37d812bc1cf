"""Verbs over the log; they flush, the request commits."""

from app.engagements.services import holdings
from app.engagements.services.documents import add_document, remove_document
from app.engagements.services.drafts import (
    delete_draft,
    hand_over_drafts,
    save_draft,
    take_over_draft,
)
from app.engagements.services.follow_ups import (
    add_follow_up,
    complete_follow_up,
    drop_follow_up,
    hand_over_follow_ups,
    move_follow_up,
    postpone_follow_up,
    postpone_together,
    settle_follow_up,
    start_follow_up,
    update_follow_up,
)
from app.engagements.services.intake import Outcome, Taken, became, take_in
from app.engagements.services.intake_files import Result, take_in_file, take_in_message
from app.engagements.services.kept import rebuild_kept
from app.engagements.services.log import log_engagement, update_engagement
from app.engagements.services.media import add_media, remove_media
from app.engagements.services.states import cancel, hold, reschedule
from app.engagements.services.summaries import rebuild_summaries
from app.engagements.services.travel import add_travel, remove_travel

__all__ = [
    "Outcome",
    "Result",
    "Taken",
    "add_document",
    "add_follow_up",
    "add_media",
    "add_travel",
    "became",
    "cancel",
    "complete_follow_up",
    "delete_draft",
    "drop_follow_up",
    "hand_over_drafts",
    "hand_over_follow_ups",
    "hold",
    "holdings",
    "log_engagement",
    "move_follow_up",
    "postpone_follow_up",
    "postpone_together",
    "rebuild_kept",
    "rebuild_summaries",
    "remove_document",
    "remove_media",
    "remove_travel",
    "reschedule",
    "save_draft",
    "settle_follow_up",
    "start_follow_up",
    "take_in",
    "take_in_file",
    "take_in_message",
    "take_over_draft",
    "update_engagement",
    "update_follow_up",
]
