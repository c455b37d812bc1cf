"""The verbs of visits. Each takes ``actor`` and never commits."""

from app.visits.services import holdings
from app.visits.services.answering import accept, cancel, decline, redirect
from app.visits.services.capacity import set_capacity
from app.visits.services.letters import answer
from app.visits.services.programme import add_stop, complete_programme, remove_stop, update_stop
from app.visits.services.public import receive_from_public
from app.visits.services.receiving import receive, update_visit
from app.visits.services.reporting import hold, report

__all__ = [
    "accept",
    "add_stop",
    "answer",
    "cancel",
    "complete_programme",
    "decline",
    "hold",
    "holdings",
    "receive",
    "receive_from_public",
    "redirect",
    "remove_stop",
    "report",
    "set_capacity",
    "update_stop",
    "update_visit",
]
