"""What the source says in its own words."""

from __future__ import annotations

from typing import ClassVar

from app.core.forms import AreaField, EnumField, Form, LineField
from app.core.i18n import _l
from app.partnerships.field_labels import FIELDS
from app.partnerships.models import Confidence


class SourceFields(Form):
    """For what no field of ours can hold without inventing; all of it may stay empty."""

    as_written: ClassVar[tuple[str, ...]] = (
        "kind_as_written", "status_as_written", "since_as_written", "until_as_written",
        "decided_as_written", "contact_as_written", "evidence_as_written", "evidence_note",
    )  # fmt: skip

    kind_as_written = LineField(FIELDS["kind_as_written"])
    status_as_written = LineField(FIELDS["status_as_written"])
    since_as_written = LineField(FIELDS["since_as_written"])
    until_as_written = LineField(FIELDS["until_as_written"])
    decided_as_written = LineField(FIELDS["decided_as_written"])
    contact_as_written = LineField(FIELDS["contact_as_written"])
    evidence_as_written = LineField(FIELDS["evidence_as_written"])
    confidence = EnumField(FIELDS["confidence"], Confidence, blank=_l("Not judged"))
    evidence_note = AreaField(FIELDS["evidence_note"])
