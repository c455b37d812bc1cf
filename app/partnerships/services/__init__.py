"""The verbs of partnerships. Each takes ``actor``, never commits, and keeps the gate."""

from app.partnerships.services import listeners, ownership
from app.partnerships.services.alignment import align, remove_alignment, update_alignment
from app.partnerships.services.consortium import save_consortium
from app.partnerships.services.create import create_partnership
from app.partnerships.services.edit import (
    add_partner,
    remove_partner,
    set_owner,
    update_partner,
    update_partnership,
    verify,
)
from app.partnerships.services.reports import (
    add_report,
    remove_report,
    submit_report,
    update_report,
)
from app.partnerships.services.settle import reindex
from app.partnerships.services.stages import (
    correct_stage,
    move_stage,
    record_stage,
    remove_stage,
)
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
    "correct_stage",
    "create_partnership",
    "end",
    "listeners",
    "make_dormant",
    "move_stage",
    "ownership",
    "put_under_review",
    "record_stage",
    "reindex",
    "remove_alignment",
    "remove_partner",
    "remove_report",
    "remove_stage",
    "resume",
    "save_consortium",
    "set_owner",
    "submit_report",
    "suspend",
    "update_alignment",
    "update_partner",
    "update_partnership",
    "update_report",
    "verify",
]
