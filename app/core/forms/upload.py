"""A field for a file. When another mistake sends the form back, it must be chosen again."""

from __future__ import annotations

from typing import Any

from werkzeug.datastructures import FileStorage
from wtforms import FileField, Form
from wtforms.validators import StopValidation

from app.core.attachments.examining import ACCEPTED, Upload, examine, largest
from app.core.errors import Refused
from app.core.forms.basics import required
from app.core.i18n import _, show_size


class UploadField(FileField):
    """One file; ``data`` is an ``Upload`` or None. The form is sent as multipart/form-data."""

    data: Upload | None

    def __init__(self, label: Any, *, missing: Any = None, **kwargs: Any) -> None:
        accepted = ",".join(f".{extension}" for extension in ACCEPTED)
        kwargs["render_kw"] = {"accept": accepted, **kwargs.get("render_kw", {})}
        super().__init__(label, required(missing), **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = next((read for sent in valuelist if (read := _read(sent)) is not None), None)

    def pre_validate(self, _form: Form) -> None:
        if self.data is not None:
            try:
                examine(self.data)
            except Refused as refused:
                raise StopValidation(str(refused.message)) from None

    @property
    def was_sent(self) -> bool:
        """Whether a file came with the form: no browser sends it a second time by itself."""
        return self.data is not None

    @property
    def limits(self) -> str:
        """What may be chosen, as a hint."""
        return _(
            "PDF, Word, Excel, PowerPoint, OpenDocument, picture, text or e-mail file, "
            "at most %(size)s.",
            size=show_size(largest()),
        )


def _read(sent: Any) -> Upload | None:
    if not isinstance(sent, FileStorage) or not sent.filename:
        return None
    # One byte more than allowed is enough to know that it is too large.
    return Upload(sent.filename, sent.stream.read(largest() + 1))
