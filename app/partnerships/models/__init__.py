"""One aggregate, four kinds: joined-table inheritance, one level (see docs/adr)."""

from app.partnerships.models.alignment import (
    Alignment,
    Contribution,
    partnership_focus_area,
    partnership_objective,
    partnership_sdg,
)
from app.partnerships.models.choices import (
    IN_EFFECT,
    EndKind,
    Participation,
    PartnerRole,
    PartnershipKind,
    PartnershipState,
    PoliticalLead,
    Term,
)
from app.partnerships.models.city_agreement import AgreementLevel, CityAgreement
from app.partnerships.models.cooperation import (
    CooperationForm,
    EthicsResult,
    OtherCooperation,
    SupportForm,
    SupportPart,
)
from app.partnerships.models.eu_project import (
    EuProject,
    ProjectRole,
    ProjectStage,
    ProjectStageEntry,
    ReportingDate,
)
from app.partnerships.models.instrument import (
    Binding,
    Instrument,
    InstrumentKind,
    PartnershipDocument,
)
from app.partnerships.models.membership import (
    MembershipFee,
    NetworkSeat,
)
from app.partnerships.models.network import (
    Leadership,
    MembershipCategory,
    NetworkMembership,
)
from app.partnerships.models.obligation import (
    Obligation,
    Recurrence,
)
from app.partnerships.models.owner_period import OwnerPeriod
from app.partnerships.models.partner import PartnershipOrganisation
from app.partnerships.models.partnership import (
    Partnership,
    PartnershipCounter,
)
from app.partnerships.models.sourced import Confidence

__all__ = [
    "IN_EFFECT",
    "AgreementLevel",
    "Alignment",
    "Binding",
    "CityAgreement",
    "Confidence",
    "Contribution",
    "CooperationForm",
    "EndKind",
    "EthicsResult",
    "EuProject",
    "Instrument",
    "InstrumentKind",
    "Leadership",
    "MembershipCategory",
    "MembershipFee",
    "NetworkMembership",
    "NetworkSeat",
    "Obligation",
    "OtherCooperation",
    "OwnerPeriod",
    "Participation",
    "PartnerRole",
    "Partnership",
    "PartnershipCounter",
    "PartnershipDocument",
    "PartnershipKind",
    "PartnershipOrganisation",
    "PartnershipState",
    "PoliticalLead",
    "ProjectRole",
    "ProjectStage",
    "ProjectStageEntry",
    "Recurrence",
    "ReportingDate",
    "SupportForm",
    "SupportPart",
    "Term",
    "partnership_focus_area",
    "partnership_objective",
    "partnership_sdg",
]
