"""Pages of the log: the log form, engagements, follow-ups, drafts."""

from app.engagements import labels
from app.engagements.routes import (
    board,
    documents,
    drafts,
    follow_ups,
    intake,
    log,
    media,
    records,
    states,
    travel,
)
from app.engagements.routes.blueprint import bp

__all__ = [
    "board",
    "bp",
    "documents",
    "drafts",
    "follow_ups",
    "intake",
    "labels",
    "log",
    "media",
    "records",
    "states",
    "travel",
]
