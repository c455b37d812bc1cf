"""The base of every form: refusals at their fields, and two people editing one record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self

from flask import request
from flask_wtf import FlaskForm
from markupsafe import Markup
from sqlalchemy.exc import IntegrityError
from wtforms import Field, HiddenField, ValidationError
from wtforms.fields.choices import SelectFieldBase
from wtforms.form import BaseForm

from app.core.errors import Refused
from app.core.i18n import _
from app.core.text import showable
from app.core.translations import spoken


@dataclass(frozen=True)
class ConflictRow:
    """One field that two people changed; ``name`` is the form field."""

    name: str
    label: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Conflict:
    """Somebody saved first: who, when, and the fields in which the two versions differ."""

    saved_by: str
    saved_at: datetime | None
    rows: list[ConflictRow]


class Form(FlaskForm):
    """``constraints`` maps a database constraint to the field and message that explain it.

    Mistakes are listed in the order of the fields; ``page_order`` names them as they stand on the
    page where they are declared otherwise, as a form made of parts declares them.
    """

    class Meta(FlaskForm.Meta):
        """What was typed comes back to be mended, with a visible mark for what HTML forbids."""

        def get_translations(self, form: BaseForm) -> Any:
            """Read once: Flask-WTF reads the file for each request."""
            return spoken().form_words

        def render_field(self, field: Field, render_kw: dict[str, Any]) -> Markup:
            html = super().render_field(field, render_kw)
            return Markup(showable(html))  # noqa: S704 (the widget's own markup)

    constraints: ClassVar[Mapping[str, tuple[str, Any]]] = {}
    page_order: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.page_order:
            if name in self._fields:
                self._fields[name] = self._fields.pop(name)

    def is_searching(self) -> str:
        """The name of the picker whose "Find" button was pressed, or an empty string."""
        return request.form.get("find", "") if request.method == "POST" else ""

    def wants_to_save(self) -> bool:
        """Submitted with the save button and without a mistake."""
        return self.is_submitted() and not self.is_searching() and self.validate()

    def values(self, *leave_out: str) -> dict[str, Any]:
        """What was entered, by field name, without the form's own machinery."""
        own = {"csrf_token", "version", *leave_out}
        return {field.name: field.data for field in self if field.name not in own}

    def refuse(self, refused: Refused) -> None:
        """Show a service's refusal at the fields that would mend it."""
        placed = False
        for gap in refused.gaps:
            if gap.field in self and not gap.is_met:
                self.add_error(gap.field, gap.label)
                placed = True
        if refused.field in self:
            self.add_error(refused.field, refused.message)
        elif not placed:
            self.form_errors.append(str(refused.message))

    def add_error(self, name: str, message: Any) -> None:
        field: Field = self[name]
        field.errors = [*field.errors, str(message)]

    def broken(self, error: IntegrityError) -> None:
        """Show a broken constraint at its field; an unknown one is a fault and goes on."""
        name = constraint_name(error)
        if name not in self.constraints:
            raise error
        field, message = self.constraints[name]
        self.add_error(field, message)


def constraint_name(error: IntegrityError) -> str:
    """The name of the constraint that was broken, on either engine, by our naming rule."""
    diagnosis = getattr(error.orig, "diag", None)
    if diagnosis is not None:
        return str(diagnosis.constraint_name or "")
    kind, _sep, detail = str(error.orig).partition(" constraint failed: ")
    if kind == "UNIQUE":
        if detail.startswith("index "):
            return detail.removeprefix("index ").strip("'")
        columns = [part.strip().split(".") for part in detail.split(",")]
        return "_".join(["uq", columns[0][0], *(column for _table, column in columns)])
    return detail


class EditForm(Form):
    """A form for an existing record: it carries the version that its user saw."""

    version = HiddenField()

    def validate_version(self, field: Field) -> None:
        text = str(field.data or "")
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise ValidationError(_("Open the page again: the form has lost its version."))

    @classmethod
    def for_record(cls, record: Any, **kwargs: Any) -> Self:
        """The form as sent, filled from the record where nothing was sent."""
        form = cls(obj=record, **kwargs)
        if not form.is_submitted():
            form.version.data = str(record.version)
        return form

    def conflict_with(
        self, record: Any, saved_by: str, saved_at: datetime | None, **kwargs: Any
    ) -> Conflict | None:
        """The differences to what was saved meanwhile, or None when the version still holds.

        The form then carries the newer version, so that saving again is a decision.
        """
        current = type(self)(formdata=None, obj=record, **kwargs)
        if self.version.data == str(record.version):
            self._take_theirs(current)
            return None
        rows = [
            ConflictRow(field.name, str(field.label.text), shown(current[field.name]), shown(field))
            for field in self
            if field.name not in ("version", "csrf_token")
            and field.data != current[field.name].data
        ]
        self.version.data = str(record.version)
        # Also without a difference: two people who each add one must not both be told "saved".
        return Conflict(saved_by, saved_at, rows)

    def _take_theirs(self, current: Form) -> None:
        for field in self:
            if request.form.get(f"choose-{field.name}") == "theirs" and field.name in current:
                field.data = current[field.name].data


def shown(field: Field) -> str:
    """A field's value as people read it, for the comparison of two versions."""
    if isinstance(field, SelectFieldBase):
        selected = [str(option.label.text) for option in field if option.checked] or [
            str(choice.label) for choice in field.iter_choices() if choice.selected
        ]
        return ", ".join(selected) or "–"
    if hasattr(field, "chosen"):
        return ", ".join(label for _value, label, _detail in field.chosen) or "–"
    if isinstance(field.data, bool):
        return _("Yes") if field.data else _("No")
    return str(field.data) if field.data not in (None, "") else "–"
