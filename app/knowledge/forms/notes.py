"""A knowledge note as it is written and corrected."""

from __future__ import annotations

from typing import Any

from wtforms import ValidationError

from app.core.countries import iso_country
from app.core.db import Visibility
from app.core.forms import (
    AreaField,
    DayField,
    EditForm,
    EnumField,
    Form,
    IdField,
    IdsField,
    LineField,
    PickerField,
    UploadField,
)
from app.core.i18n import _, _l, country_name
from app.knowledge.forms.fields import focus_areas, people
from app.knowledge.labels import NOTE_FIELDS as LABELS
from app.knowledge.models import NoteKind

TEXT = 50_000


class CountriesField(LineField):
    """Countries by name or code, with commas; the data is ISO 3166 codes between spaces."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        self.typed = ""
        super().__init__(label, **kwargs)

    def _value(self) -> str:
        if self.raw_data:
            return self.typed
        return ", ".join(country_name(code) for code in (self.data or "").split())

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        self.typed = self.data or ""

    def post_validate(self, _form: Any, _stopped: bool) -> None:
        if self.errors:
            return
        codes = []
        for word in (self.data or "").replace(";", ",").split(","):
            if not word.strip():
                continue
            code = iso_country(word)
            if code is None:
                raise ValidationError(_("“%(word)s” is not known as a country.", word=word.strip()))
            codes.append(code)
        self.data = " ".join(dict.fromkeys(codes))


class NoteForm(Form):
    """A new note."""

    title = LineField(LABELS["title"], missing=_l("Write a title."))
    kind = EnumField(LABELS["kind"], NoteKind, missing=_l("Choose what kind of note it is."))
    body = AreaField(LABELS["body"], maximum=TEXT, rows=16, missing=_l("Write the note."))
    source = AreaField(LABELS["source"], rows=2)
    countries = CountriesField(LABELS["countries"], maximum=500)
    organisations = PickerField(LABELS["organisations"], "organisation")
    focus_areas = IdsField(LABELS["focus_areas"], focus_areas)
    author_id = IdField(LABELS["author_id"], people, missing=_l("Choose who has written it."))
    written_on = DayField(LABELS["written_on"], missing=_l("Enter the day."))
    valid_until = DayField(LABELS["valid_until"])
    visibility = EnumField(LABELS["visibility"], Visibility, missing=_l("Choose who may see it."))


class EditNoteForm(NoteForm, EditForm):
    """The same, for a note that is there."""


class DocumentForm(Form):
    """A file to keep with the note."""

    document = UploadField(_l("Document"), missing=_l("Choose a file."))
