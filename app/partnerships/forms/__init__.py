"""The forms of partnerships: one per kind, and the small ones of a partnership's page."""

from app.partnerships.forms.city_agreement import CityAgreementForm
from app.partnerships.forms.common import PartnershipForm
from app.partnerships.forms.consortium import consortium_form, consortium_values
from app.partnerships.forms.cooperation import OtherCooperationForm
from app.partnerships.forms.eu_project import (
    EarlierStageForm,
    EditReportForm,
    EuProjectForm,
    MoveStageForm,
    ReportForm,
    StageEntryForm,
    StartedProjectForm,
)
from app.partnerships.forms.kinds import NetworkForm
from app.partnerships.forms.occasions import EditFields, NewFields
from app.partnerships.forms.small import (
    AlignmentForm,
    EndForm,
    NewAlignmentForm,
    NewPartnerForm,
    PartnerForm,
    ReasonForm,
    VerifyForm,
)

__all__ = [
    "AlignmentForm",
    "CityAgreementForm",
    "EarlierStageForm",
    "EditReportForm",
    "EndForm",
    "EuProjectForm",
    "MoveStageForm",
    "NetworkForm",
    "NewAlignmentForm",
    "NewPartnerForm",
    "OtherCooperationForm",
    "PartnerForm",
    "PartnershipForm",
    "ReasonForm",
    "ReportForm",
    "StageEntryForm",
    "StartedProjectForm",
    "VerifyForm",
    "adding",
    "consortium_form",
    "consortium_values",
    "editing",
]


def adding(form: type[PartnershipForm]) -> type[PartnershipForm]:
    """The kind's form with what is asked only when one is added."""
    return type(f"New{form.__name__}", (NewFields, form), {})


def editing(form: type[PartnershipForm]) -> type[PartnershipForm]:
    """The kind's form with the version it was opened at, and the reason for a change."""
    return type(f"Edit{form.__name__}", (EditFields, form), {})
