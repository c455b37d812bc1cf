"""The forms of what hangs on a partnership: instruments, files, obligations."""

from __future__ import annotations

from typing import Any, ClassVar

from app.core.forms import (
    AreaField,
    DayField,
    EditForm,
    EnumField,
    Form,
    IdField,
    LanguagesField,
    LineField,
    UploadField,
    WebField,
)
from app.core.i18n import _, _l
from app.partnerships.forms.common import before, months, people
from app.partnerships.models import Binding, InstrumentKind, Recurrence, Term

TERM_ORDER = {"ck_instrument_term_order": ("ends_on", _l("The end lies before the start."))}


class InstrumentForm(Form):
    """What was signed, by whom, for how long; with its text."""

    constraints: ClassVar[Any] = TERM_ORDER

    kind = EnumField(_l("Kind of document"), InstrumentKind, missing=_l("Choose what it is."))
    title = LineField(_l("Title"), missing=_l("Write the title."))
    signed_on = DayField(_l("Signed on"))
    our_signatories = LineField(_l("Our signatories"), maximum=500)
    their_signatories = LineField(_l("Their signatories"), maximum=500)
    languages = LanguagesField(_l("Languages"))
    binding = EnumField(_l("Is it binding?"), Binding, missing=_l("Choose one."))
    term = EnumField(_l("Term"), Term, missing=_l("Choose the kind of term."))
    term_as_written = LineField(_l("Term as written"), maximum=500)
    starts_on = DayField(_l("Starts on"))
    ends_on = DayField(_l("Ends on"))
    renewal_months = months("renewal_months")
    notice_months = months("notice_months")
    notes = AreaField(_l("Notes"), maximum=5000)
    document = UploadField(_l("Document"))

    def validate(self, extra_validators: Any = None) -> bool:
        """Fields one by one, then the order of the term."""
        is_valid: bool = super().validate(extra_validators)
        if before(self["ends_on"], self["starts_on"]):
            self.add_error("ends_on", _("The end lies before the start."))
            return False
        return is_valid


class EditInstrumentForm(EditForm, InstrumentForm):
    """Editing an instrument; a file is added to those that are there."""


class DocumentForm(Form):
    """A file for the partnership itself."""

    title = LineField(_l("Title"))
    document = UploadField(_l("Document"), missing=_l("Choose the file."))


class ObligationForm(Form):
    """What is owed, by when, how often, and by whom."""

    what = LineField(_l("What we owe"), missing=_l("Write what is owed."), maximum=500)
    due_on = DayField(_l("Due on"), missing=_l("Write the date."))
    recurrence = EnumField(_l("How often"), Recurrence, missing=_l("Choose how often."))
    responsible_id = IdField(_l("Responsible"), people, blank=_l("The owner of the partnership"))


class EditObligationForm(EditForm, ObligationForm):
    """Editing an obligation and the evidence that it was fulfilled."""

    evidence = AreaField(_l("Evidence"), maximum=5000)
    evidence_url = WebField(_l("Web address of the evidence"), maximum=1000)


class FulfilForm(EditForm):
    """When it was done, and what shows it."""

    fulfilled_on = DayField(_l("Fulfilled on"), missing=_l("Write the date."))
    evidence = AreaField(_l("Evidence"), maximum=5000)
    evidence_url = WebField(_l("Web address of the evidence"), maximum=1000)
    document = UploadField(_l("Document"))
