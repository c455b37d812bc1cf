"""What the choices of single kinds are called, and how far a source is trusted."""

from __future__ import annotations

from app.core import i18n
from app.core.i18n import _l
from app.partnerships.models import Confidence, EthicsResult, SupportForm, SupportPart

i18n.label(
    {
        SupportPart.DONOR: _l("Donor"),
        SupportPart.SPONSOR: _l("Sponsor"),
        SupportPart.RECIPIENT: _l("Recipient"),
    },
    {
        SupportForm.GRANT: _l("Grant"),
        SupportForm.IN_KIND: _l("In kind"),
        SupportForm.BOTH: _l("Grant and in kind"),
    },
    {
        EthicsResult.CLEARED: _l("Cleared"),
        EthicsResult.CONDITIONS: _l("Cleared with conditions"),
        EthicsResult.NOT_CLEARED: _l("Not cleared"),
    },
    {
        Confidence.HIGH: _l("High"),
        Confidence.MEDIUM: _l("Medium"),
        Confidence.LOW: _l("Low"),
    },
)
