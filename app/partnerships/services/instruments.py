"""Agreements, memoranda, plans and statutes under a partnership."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from app.core.attachments import Upload
from app.core.audit import Actor
from app.core.errors import Refused
from app.core.i18n import _l
from app.core.records import Values, assign
from app.partnerships import queries
from app.partnerships.models import Instrument, Term
from app.partnerships.services.documents import attach, detach
from app.partnerships.services.settle import verb

FIELDS = frozenset(
    {
        "kind", "title", "signed_on", "our_signatories", "their_signatories", "languages",
        "binding", "term", "term_as_written", "starts_on", "ends_on", "renewal_months",
        "notice_months", "notes",
    }
)  # fmt: skip


def add_instrument(
    session: Session,
    partnership: Any,
    values: Values,
    upload: Upload | None = None,
    *,
    actor: Actor,
) -> Instrument:
    """A new instrument, with its text where there is one.

    Refused where the term contradicts itself, and where an active partnership would rest on a
    signature in the future.
    """
    instrument = Instrument(partnership_id=partnership.id)
    with verb(session, partnership, actor, "partnership.instrument_add"):
        _fill(instrument, values)
        session.add(instrument)
        session.flush()
        if upload is not None:
            attach(session, partnership.id, upload, actor=actor, instrument_id=instrument.id)
    return instrument


def update_instrument(
    session: Session,
    partnership: Any,
    instrument: Instrument,
    values: Values,
    upload: Upload | None = None,
    *,
    actor: Actor,
) -> None:
    """Save edited fields; a further file is added to those that are there."""
    with verb(session, partnership, actor, "partnership.instrument_update"):
        _fill(instrument, values)
        if upload is not None:
            attach(session, partnership.id, upload, actor=actor, instrument_id=instrument.id)


def remove_instrument(
    session: Session, partnership: Any, instrument: Instrument, reason: str, *, actor: Actor
) -> None:
    """Take it out with its files, and why; what it said stays in the history."""
    with verb(session, partnership, actor, "partnership.instrument_remove", reason):
        detach(session, queries.documents_of(session, instrument_id=instrument.id))
        session.delete(instrument)


def _fill(instrument: Instrument, values: Values) -> None:
    assign(instrument, values, FIELDS)
    if instrument.term == Term.FIXED and instrument.ends_on is None:
        message = _l("A fixed term has an end: write it, or choose “Not known”.")
        raise Refused(message, field="ends_on")
    if instrument.term == Term.AUTO_RENEWING and not instrument.renewal_months:
        raise Refused(_l("Write for how many months it renews."), field="renewal_months")
