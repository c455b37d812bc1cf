"""The forms of partnerships: one per kind, and the small ones of a partnership's page."""

from app.partnerships.forms.common import PartnershipForm
from app.partnerships.forms.kinds import (
    CityAgreementForm,
    EuProjectForm,
    NetworkForm,
    OtherCooperationForm,
)
from app.partnerships.forms.occasions import EditFields, NewFields
from app.partnerships.forms.small import (
    AlignmentForm,
    EndForm,
    NewAlignmentForm,
    NewPartnerForm,
    PartnerForm,
    ReasonForm,
    ReportForm,
    VerifyForm,
)

__all__ = [
    "AlignmentForm",
    "CityAgreementForm",
    "EndForm",
    "EuProjectForm",
    "NetworkForm",
    "NewAlignmentForm",
    "NewPartnerForm",
    "OtherCooperationForm",
    "PartnerForm",
    "PartnershipForm",
    "ReasonForm",
    "ReportForm",
    "VerifyForm",
    "adding",
    "editing",
]


def adding(form: type[PartnershipForm]) -> type[PartnershipForm]:
    """The kind's form with what is asked only when one is added."""
    return type(f"New{form.__name__}", (NewFields, form), {})


def editing(form: type[PartnershipForm]) -> type[PartnershipForm]:
    """The kind's form with the version it was opened at, and the reason for a change."""
    return type(f"Edit{form.__name__}", (EditFields, form), {})
