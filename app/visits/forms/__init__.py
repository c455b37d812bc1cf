"""The forms of visits: the request, one for each move, the programme, the capacity."""

from app.visits.forms.fields import EditVisitForm, PublicVisitForm, VisitForm
from app.visits.forms.moves import (
    AcceptForm,
    CancelForm,
    DeclineForm,
    HoldForm,
    ProgrammeForm,
    RedirectForm,
    ReportForm,
)
from app.visits.forms.programme import CapacityForm, EditStopForm, StopForm

__all__ = [
    "AcceptForm",
    "CancelForm",
    "CapacityForm",
    "DeclineForm",
    "EditStopForm",
    "EditVisitForm",
    "HoldForm",
    "ProgrammeForm",
    "PublicVisitForm",
    "RedirectForm",
    "ReportForm",
    "StopForm",
    "VisitForm",
]
