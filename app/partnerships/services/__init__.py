"""The verbs of partnerships. Each takes ``actor``, never commits, and keeps the gate."""

from app.partnerships.services import listeners, ownership
from app.partnerships.services.alignment import align, remove_alignment, update_alignment
from app.partnerships.services.create import create_partnership
from app.partnerships.services.edit import (
    add_partner,
    add_report,
    remove_partner,
    remove_report,
    set_owner,
    submit_report,
    update_partner,
    update_partnership,
    verify,
)
from app.partnerships.services.settle import reindex
from app.partnerships.services.states import (
    activate,
    approve,
    assess,
    end,
    make_dormant,
    put_under_review,
    resume,
    suspend,
)

__all__ = [
    "activate",
    "add_partner",
    "add_report",
    "align",
    "approve",
    "assess",
    "create_partnership",
    "end",
    "listeners",
    "make_dormant",
    "ownership",
    "put_under_review",
    "reindex",
    "remove_alignment",
    "remove_partner",
    "remove_report",
    "resume",
    "set_owner",
    "submit_report",
    "suspend",
    "update_alignment",
    "update_partner",
    "update_partnership",
    "verify",
]
