"""The form for anybody: plain words, nothing that tells what is in the register."""

from __future__ import annotations

from app.core.forms import SENDER, AreaField, PublicSenderFields, UploadField
from app.core.i18n import _l
from app.proposals.forms.fields import ProposalFields


class PublicProposalForm(PublicSenderFields, ProposalFields):
    """Who may be answered is asked for; everything that helps to judge may be left out."""

    page_order = (
        "title", "kind", "what", "focus_areas", "rationale", "resources", "timetable", "document",
        *SENDER, "understood",
    )  # fmt: skip

    rationale = AreaField(_l("How does it help the city reach its goals?"), maximum=6000)
    resources = AreaField(_l("What do you ask of the city?"), maximum=6000)
    document = UploadField(_l("A document"))
