"""What kinds, states, roles, verbs and fields of partnerships are called."""

from __future__ import annotations

from app.core import i18n
from app.core.hooks import Fate
from app.core.i18n import _l
from app.partnerships.models import (
    AgreementLevel,
    Contribution,
    CooperationForm,
    EndKind,
    Leadership,
    MembershipCategory,
    Participation,
    PartnerRole,
    PartnershipKind,
    PartnershipState,
    PoliticalLead,
    ProjectRole,
    ProjectStage,
    Term,
)

STATE_TONES = {
    PartnershipState.PROPOSED: "info",
    PartnershipState.ASSESSED: "info",
    PartnershipState.APPROVED: "info",
    PartnershipState.ACTIVE: "success",
    PartnershipState.UNDER_REVIEW: "warning",
    PartnershipState.DORMANT: "neutral",
    PartnershipState.SUSPENDED: "danger",
    PartnershipState.ENDED: "neutral",
}

# In a list the word "membership" in every row says nothing.
SHORT_KINDS = {
    PartnershipKind.NETWORK: _l("Network"),
    PartnershipKind.CITY_AGREEMENT: _l("City agreement"),
    PartnershipKind.EU_PROJECT: _l("EU project"),
    PartnershipKind.COOPERATION: _l("Cooperation"),
}

i18n.label(
    {
        PartnershipKind.NETWORK: _l("Network membership"),
        PartnershipKind.CITY_AGREEMENT: _l("City agreement"),
        PartnershipKind.EU_PROJECT: _l("EU project"),
        PartnershipKind.COOPERATION: _l("Other cooperation"),
    },
    {
        PartnershipState.PROPOSED: _l("Proposed"),
        PartnershipState.ASSESSED: _l("Assessed"),
        PartnershipState.APPROVED: _l("Approved"),
        PartnershipState.ACTIVE: _l("Active"),
        PartnershipState.UNDER_REVIEW: _l("Under review"),
        PartnershipState.DORMANT: _l("Dormant"),
        PartnershipState.SUSPENDED: _l("Suspended"),
        PartnershipState.ENDED: _l("Ended"),
    },
    {
        Participation.MEMBER: _l("Member"),
        Participation.FOUNDING_MEMBER: _l("Founding member"),
        Participation.SIGNATORY: _l("Signatory"),
        Participation.PARTICIPANT: _l("Participant"),
        Participation.PARTNER: _l("Partner"),
        Participation.LISTED_ONLY: _l("Listed only"),
        Participation.FORMER: _l("Former"),
    },
    {
        PoliticalLead.MAYOR: _l("Mayor"),
        PoliticalLead.DEPUTY_MAYOR: _l("Deputy mayor"),
        PoliticalLead.CITY_MANAGEMENT: _l("City management"),
        PoliticalLead.OFFICER: _l("Officer"),
    },
    {
        Term.FIXED: _l("Fixed, with an end date"),
        Term.AUTO_RENEWING: _l("Renews by itself"),
        Term.EVERGREEN: _l("Open-ended, with a review cycle"),
        Term.UNKNOWN: _l("Not known"),
    },
    {
        EndKind.EXPIRED: _l("Expired"),
        EndKind.TERMINATED: _l("Terminated"),
        EndKind.REJECTED: _l("Rejected, never in effect"),
        EndKind.WITHDRAWN: _l("Withdrawn, never in effect"),
        EndKind.SUPERSEDED: _l("Superseded by another partnership"),
    },
    {
        Fate.DONE: _l("Done"),
        Fate.DROPPED: _l("Dropped, with the reason"),
        Fate.MOVED: _l("Moves to another partnership"),
    },
    {
        PartnerRole.PARTNER: _l("Partner"),
        PartnerRole.NETWORK: _l("Network"),
        PartnerRole.SECRETARIAT: _l("Secretariat"),
        PartnerRole.COORDINATOR: _l("Coordinator"),
        PartnerRole.BENEFICIARY: _l("Beneficiary"),
        PartnerRole.AFFILIATED_ENTITY: _l("Affiliated entity"),
        PartnerRole.ASSOCIATED_PARTNER: _l("Associated partner"),
        PartnerRole.PILOT_CITY: _l("Pilot city"),
        PartnerRole.FUNDER: _l("Funder"),
        PartnerRole.HOST: _l("Host"),
        PartnerRole.CIVIC_PARTNER: _l("Civic partner"),
        PartnerRole.OTHER: _l("Other"),
    },
    {
        Contribution.MARGINAL: _l("Marginal"),
        Contribution.SIGNIFICANT: _l("Significant"),
        Contribution.PRINCIPAL: _l("Principal"),
    },
    {
        MembershipCategory.FULL: _l("Full member"),
        MembershipCategory.ASSOCIATE: _l("Associate member"),
        MembershipCategory.FOUNDING: _l("Founding member"),
        MembershipCategory.OBSERVER: _l("Observer"),
        MembershipCategory.NOT_A_MEMBER: _l("Not a member"),
    },
    {
        Leadership.CITY_LED: _l("Led by cities"),
        Leadership.COMPANY_LED: _l("Led by a company"),
        Leadership.INTERGOVERNMENTAL: _l("Intergovernmental"),
    },
    {
        AgreementLevel.SISTER_CITY: _l("Sister or twin city"),
        AgreementLevel.FRIENDSHIP: _l("Friendship city"),
        AgreementLevel.STRATEGIC_BILATERAL: _l("Strategic bilateral cooperation"),
        AgreementLevel.MEMORANDUM: _l("Memorandum of understanding"),
        AgreementLevel.LETTER_OF_INTENT: _l("Letter of intent"),
        AgreementLevel.JOINT_DECLARATION: _l("Joint declaration"),
    },
    {
        CooperationForm.BILATERAL: _l("Bilateral cooperation"),
        CooperationForm.COALITION: _l("Coalition of cities"),
        CooperationForm.PHILANTHROPY: _l("Philanthropy programme"),
        CooperationForm.EVENT: _l("Strategic event partner"),
        CooperationForm.CHALLENGE: _l("Challenge or competition"),
        CooperationForm.COMMITMENT: _l("Signed commitment"),
        CooperationForm.REPRESENTATION: _l("Joint representation"),
        CooperationForm.MARKET: _l("Market or investment promotion"),
        CooperationForm.TECHNOLOGY: _l("Technology cooperation"),
    },
    {
        ProjectStage.IDEA: _l("Idea"),
        ProjectStage.CONSORTIUM_BUILDING: _l("Building the consortium"),
        ProjectStage.SUBMITTED: _l("Submitted"),
        ProjectStage.RESERVE_LIST: _l("On the reserve list"),
        ProjectStage.GRANTED: _l("Granted"),
        ProjectStage.RUNNING: _l("Running"),
        ProjectStage.CLOSED: _l("Closed"),
        ProjectStage.REJECTED: _l("Rejected"),
        ProjectStage.WITHDRAWN: _l("Withdrawn"),
    },
    {
        ProjectRole.COORDINATOR: _l("Coordinator"),
        ProjectRole.BENEFICIARY: _l("Beneficiary"),
        ProjectRole.AFFILIATED_ENTITY: _l("Affiliated entity"),
        ProjectRole.ASSOCIATED_PARTNER: _l("Associated partner"),
        ProjectRole.PILOT_CITY: _l("Pilot city"),
    },
)

i18n.actions(
    {
        "partnership.create": _l("Added the partnership"),
        "partnership.update": _l("Edited the partnership"),
        "partnership.align": _l("Tied to a goal"),
        "partnership.update_alignment": _l("Edited what it does for a goal"),
        "partnership.remove_alignment": _l("Removed a goal"),
        "partnership.lapse": _l("Another strategy came into force"),
        "partnership.owner": _l("Changed the owner"),
        "partnership.deputy": _l("Changed the deputy"),
        "partnership.partner_add": _l("Added a partner"),
        "partnership.partner_update": _l("Edited a partner"),
        "partnership.partner_remove": _l("Removed a partner"),
        "partnership.assess": _l("Assessed"),
        "partnership.approve": _l("Approved"),
        "partnership.activate": _l("Activated"),
        "partnership.put_under_review": _l("Put under review"),
        "partnership.make_dormant": _l("Made dormant"),
        "partnership.suspend": _l("Suspended"),
        "partnership.resume": _l("Resumed"),
        "partnership.end": _l("Ended"),
        "partnership.standing": _l("A partner's standing changed"),
        "partnership.verify": _l("Verified"),
        "partnership.consortium": _l("Edited the consortium"),
        "partnership.stage": _l("Moved to another stage"),
        "partnership.stage_record": _l("Recorded an earlier stage"),
        "partnership.stage_correct": _l("Corrected a stage"),
        "partnership.stage_remove": _l("Removed a stage"),
        "partnership.report_update": _l("Edited a reporting date"),
        "partnership.report_add": _l("Added a reporting date"),
        "partnership.report_submit": _l("Submitted a report"),
        "partnership.report_remove": _l("Removed a reporting date"),
    }
)
