"""The verbs of proposals. Each takes ``actor`` and never commits."""

from app.proposals.services import holdings
from app.proposals.services.assessing import (
    ask_assessor,
    release_assessor,
    submit_assessment,
    write_assessment,
)
from app.proposals.services.deciding import convert, decide, decline, recommend, withdraw
from app.proposals.services.documents import add_document, remove_document
from app.proposals.services.letters import answer
from app.proposals.services.organisation import set_organisation, settle_organisation
from app.proposals.services.public import receive_from_public
from app.proposals.services.receiving import receive, triage, update_proposal

__all__ = [
    "add_document",
    "answer",
    "ask_assessor",
    "convert",
    "decide",
    "decline",
    "holdings",
    "receive",
    "receive_from_public",
    "recommend",
    "release_assessor",
    "remove_document",
    "set_organisation",
    "settle_organisation",
    "submit_assessment",
    "triage",
    "update_proposal",
    "withdraw",
    "write_assessment",
]
