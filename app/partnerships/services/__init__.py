"""The verbs of partnerships. Each takes ``actor``, never commits, and keeps the gate."""

from app.partnerships.services import (
    duties,
    listeners,
    ownership,
)
from app.partnerships.services.alignment import (
    align,
    remove_alignment,
    update_alignment,
)
from app.partnerships.services.consortium import (
    save_consortium,
)
from app.partnerships.services.create import (
    create_partnership,
)
from app.partnerships.services.documents import (
    add_document,
    adopt_documents,
    remove_document,
)
from app.partnerships.services.edit import (
    add_partner,
    remove_partner,
    set_owner,
    update_partner,
    update_partnership,
    verify,
)
from app.partnerships.services.endings import correct_ending
from app.partnerships.services.instruments import (
    add_instrument,
    remove_instrument,
    update_instrument,
)
from app.partnerships.services.memberships import (
    add_fee,
    add_seat,
    remove_fee,
    remove_seat,
    update_fee,
    update_seat,
)
from app.partnerships.services.obligations import (
    add_obligation,
    fulfil_obligation,
    remove_obligation,
    settle_obligation,
    update_obligation,
)
from app.partnerships.services.reports import (
    add_report,
    remove_report,
    submit_report,
    update_report,
)
from app.partnerships.services.settle import (
    reindex,
)
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
from app.partnerships.services.succession import (
    activate_if_ready,
    enforce_deadlines,
    rejustify,
    retie,
)

__all__ = [
    "activate",
    "activate_if_ready",
    "add_document",
    "add_fee",
    "add_instrument",
    "add_obligation",
    "add_partner",
    "add_report",
    "add_seat",
    "adopt_documents",
    "align",
    "approve",
    "assess",
    "correct_ending",
    "correct_stage",
    "create_partnership",
    "duties",
    "end",
    "enforce_deadlines",
    "fulfil_obligation",
    "listeners",
    "make_dormant",
    "move_stage",
    "ownership",
    "put_under_review",
    "record_stage",
    "reindex",
    "rejustify",
    "remove_alignment",
    "remove_document",
    "remove_fee",
    "remove_instrument",
    "remove_obligation",
    "remove_partner",
    "remove_report",
    "remove_seat",
    "remove_stage",
    "resume",
    "retie",
    "save_consortium",
    "set_owner",
    "settle_obligation",
    "submit_report",
    "suspend",
    "update_alignment",
    "update_fee",
    "update_instrument",
    "update_obligation",
    "update_partner",
    "update_partnership",
    "update_report",
    "update_seat",
    "verify",
]
