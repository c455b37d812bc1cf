"""The verbs of proposals. Each takes ``actor`` and never commits."""

from app.proposals.services import holdings
from app.proposals.services.assessing import (
    ask_assessor,
    release_assessor,
    submit_assessment,
    write_assessment,
)
from app.proposals.services.deciding import convert, decide, decline, recommend, withdraw
from app.proposals.services.receiving import receive, triage, update_proposal

__all__ = [
    "ask_assessor",
    "convert",
    "decide",
    "decline",
    "holdings",
    "receive",
    "recommend",
    "release_assessor",
    "submit_assessment",
    "triage",
    "update_proposal",
    "withdraw",
    "write_assessment",
]
