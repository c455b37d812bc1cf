"""The forms of partnerships: one per kind, and the small ones of a partnership's page."""

from app.partnerships.forms.city_agreement import (
    CityAgreementForm,
)
from app.partnerships.forms.common import (
    PartnershipForm,
)
from app.partnerships.forms.consortium import (
    consortium_form,
    consortium_values,
)
from app.partnerships.forms.cooperation import (
    OtherCooperationForm,
)
from app.partnerships.forms.eu_project import (
    EarlierStageForm,
    EditReportForm,
    EuProjectForm,
    MoveStageForm,
    ReportForm,
    StageEntryForm,
    StartedProjectForm,
)
from app.partnerships.forms.kinds import (
    NetworkForm,
)
from app.partnerships.forms.membership import (
    EditFeeForm,
    EditSeatForm,
    FeeForm,
    SeatForm,
)
from app.partnerships.forms.occasions import (
    EditFields,
    NewFields,
)
from app.partnerships.forms.papers import (
    DocumentForm,
    EditInstrumentForm,
    EditObligationForm,
    FulfilForm,
    InstrumentForm,
    ObligationForm,
)
from app.partnerships.forms.small import (
    AlignmentForm,
    EndForm,
    EndingForm,
    NewAlignmentForm,
    NewPartnerForm,
    OwnerDayForm,
    PartnerForm,
    ReasonForm,
    VerifyForm,
)

__all__ = [
    "AlignmentForm",
    "CityAgreementForm",
    "DocumentForm",
    "EarlierStageForm",
    "EditFeeForm",
    "EditInstrumentForm",
    "EditObligationForm",
    "EditReportForm",
    "EditSeatForm",
    "EndForm",
    "EndingForm",
    "EuProjectForm",
    "FeeForm",
    "FulfilForm",
    "InstrumentForm",
    "MoveStageForm",
    "NetworkForm",
    "NewAlignmentForm",
    "NewPartnerForm",
    "ObligationForm",
    "OtherCooperationForm",
    "OwnerDayForm",
    "PartnerForm",
    "PartnershipForm",
    "ReasonForm",
    "ReportForm",
    "SeatForm",
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
