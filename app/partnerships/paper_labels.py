"""What instruments, files, fees, seats and obligations are called, in forms and in the history."""

from __future__ import annotations

from app.core import i18n
from app.core.i18n import _l
from app.partnerships.field_labels import FIELDS
from app.partnerships.models import Binding, InstrumentKind, Recurrence
from app.partnerships.rules import DeadlineKind, InstrumentState

INSTRUMENT_TONES = {
    InstrumentState.TO_BE_SIGNED: "info",
    InstrumentState.NOT_YET: "info",
    InstrumentState.IN_FORCE: "success",
    InstrumentState.NOTICE_DUE: "warning",
    InstrumentState.ENDS_SOON: "warning",
    InstrumentState.EXPIRED: "danger",
}

i18n.label(
    {
        InstrumentKind.AGREEMENT: _l("Agreement"),
        InstrumentKind.MEMORANDUM: _l("Memorandum of understanding"),
        InstrumentKind.LETTER_OF_INTENT: _l("Letter of intent"),
        InstrumentKind.ACTION_PLAN: _l("Action plan"),
        InstrumentKind.STATUTES: _l("Statutes"),
        InstrumentKind.DECISION: _l("Decision"),
    },
    {
        Binding.BINDING: _l("Binding"),
        Binding.NOT_BINDING: _l("Not binding"),
        Binding.UNKNOWN: _l("Not known"),
    },
    {
        Recurrence.NONE: _l("Once"),
        Recurrence.MONTHLY: _l("Every month"),
        Recurrence.QUARTERLY: _l("Every quarter"),
        Recurrence.HALF_YEARLY: _l("Every half-year"),
        Recurrence.YEARLY: _l("Every year"),
    },
    {
        InstrumentState.TO_BE_SIGNED: _l("To be signed"),
        InstrumentState.NOT_YET: _l("Not in force yet"),
        InstrumentState.IN_FORCE: _l("In force"),
        InstrumentState.NOTICE_DUE: _l("Decide on notice"),
        InstrumentState.ENDS_SOON: _l("Ends soon"),
        InstrumentState.EXPIRED: _l("Expired"),
    },
    {
        DeadlineKind.NOTICE: _l("Last day for notice"),
        DeadlineKind.ENDS: _l("Term ends"),
        DeadlineKind.EXPIRED: _l("Expired"),
        DeadlineKind.SIGNATURE: _l("To be signed"),
        DeadlineKind.FEE: _l("Fee"),
        DeadlineKind.OBLIGATION: _l("Obligation"),
    },
)

i18n.actions(
    {
        "partnership.instrument_add": _l("Added a document"),
        "partnership.instrument_update": _l("Edited a document"),
        "partnership.instrument_remove": _l("Removed a document"),
        "partnership.document_add": _l("Added a file"),
        "partnership.document_remove": _l("Removed a file"),
        "partnership.fee_add": _l("Added the fee of a year"),
        "partnership.fee_update": _l("Edited the fee of a year"),
        "partnership.fee_remove": _l("Removed the fee of a year"),
        "partnership.seat_add": _l("Added a seat"),
        "partnership.seat_update": _l("Edited a seat"),
        "partnership.seat_remove": _l("Removed a seat"),
        "partnership.seat_hand_over": _l("Handed over a seat"),
        "partnership.obligation_add": _l("Added an obligation"),
        "partnership.obligation_update": _l("Edited an obligation"),
        "partnership.obligation_fulfil": _l("Fulfilled an obligation"),
        "partnership.obligation_remove": _l("Removed an obligation"),
        "partnership.obligation_hand_over": _l("Handed over an obligation"),
    }
)

_TERM = ("signed_on", "term", "starts_on", "ends_on", "renewal_months", "notice_months")

i18n.fields(
    "instrument",
    {
        "partnership_id": _l("Partnership"),
        "kind": _l("Kind of document"),
        "title": _l("Title"),
        "our_signatories": _l("Our signatories"),
        "their_signatories": _l("Their signatories"),
        "languages": _l("Languages"),
        "binding": _l("Is it binding?"),
        "term_as_written": _l("Term as written"),
        "notes": _l("Notes"),
        **{name: FIELDS[name] for name in _TERM},
    },
)
i18n.fields(
    "partnership_document",
    {
        "partnership_id": _l("Partnership"),
        "instrument_id": _l("Document"),
        "obligation_id": _l("Obligation"),
        "attachment_id": _l("File"),
        "title": _l("Title"),
    },
)
i18n.fields(
    "membership_fee",
    {
        "membership_id": _l("Network membership"),
        "year": _l("Year"),
        "amount": _l("Fee"),
        "currency": _l("Currency"),
        "eur": _l("Stated value in euros"),
        "eur_on": _l("Euro value stated on"),
        "budget_line": _l("Budget line"),
        "due_on": _l("Due on"),
        "paid_on": _l("Paid on"),
        "note": _l("Note"),
    },
)
i18n.fields(
    "network_seat",
    {
        "membership_id": _l("Network membership"),
        "body": _l("Body"),
        "role": _l("Role"),
        "places": _l("Places"),
        "holder_id": _l("Held by"),
        "holder_name": _l("Name of somebody without an account"),
        "from_on": _l("From"),
        "to_on": _l("Until"),
        "note": _l("Note"),
    },
)
i18n.fields(
    "obligation",
    {
        "partnership_id": _l("Partnership"),
        "what": _l("What we owe"),
        "first_due_on": _l("First due on"),
        "due_on": _l("Due on"),
        "recurrence": _l("How often"),
        "responsible_id": _l("Responsible"),
        "evidence": _l("Evidence"),
        "evidence_url": _l("Web address of the evidence"),
        "fulfilled_on": _l("Fulfilled on"),
    },
)
