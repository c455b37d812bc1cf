"""What a partnership can be: its kinds, states, roles and terms."""

from __future__ import annotations

import enum


class PartnershipKind(enum.StrEnum):
    NETWORK = "network"
    CITY_AGREEMENT = "city_agreement"
    EU_PROJECT = "eu_project"
    COOPERATION = "cooperation"


class PartnershipState(enum.StrEnum):
    """Proposed → assessed → approved → active ⇄ under review / dormant / suspended → ended."""

    PROPOSED = "proposed"
    ASSESSED = "assessed"
    APPROVED = "approved"
    ACTIVE = "active"
    UNDER_REVIEW = "under_review"
    DORMANT = "dormant"
    SUSPENDED = "suspended"
    ENDED = "ended"


IN_EFFECT = frozenset(
    {
        PartnershipState.ACTIVE,
        PartnershipState.UNDER_REVIEW,
        PartnershipState.DORMANT,
        PartnershipState.SUSPENDED,
    }
)


class Participation(enum.StrEnum):
    """How we take part; cooperation is not membership."""

    MEMBER = "member"
    FOUNDING_MEMBER = "founding_member"
    SIGNATORY = "signatory"
    PARTICIPANT = "participant"
    PARTNER = "partner"
    LISTED_ONLY = "listed_only"
    FORMER = "former"


class PoliticalLead(enum.StrEnum):
    """Roadmap 2019, section 3: the mayor leads, deputy mayors in their areas."""

    MAYOR = "mayor"
    DEPUTY_MAYOR = "deputy_mayor"
    CITY_MANAGEMENT = "city_management"
    OFFICER = "officer"


class Term(enum.StrEnum):
    FIXED = "fixed"
    AUTO_RENEWING = "auto_renewing"
    EVERGREEN = "evergreen"
    UNKNOWN = "unknown"


class EndKind(enum.StrEnum):
    EXPIRED = "expired"
    TERMINATED = "terminated"
    SUPERSEDED = "superseded"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class PartnerRole(enum.StrEnum):
    """What an organisation is in a partnership or a consortium."""

    PARTNER = "partner"
    NETWORK = "network"
    SECRETARIAT = "secretariat"
    COORDINATOR = "coordinator"
    BENEFICIARY = "beneficiary"
    AFFILIATED_ENTITY = "affiliated_entity"
    ASSOCIATED_PARTNER = "associated_partner"
    PILOT_CITY = "pilot_city"
    FUNDER = "funder"
    HOST = "host"
    CIVIC_PARTNER = "civic_partner"
    OTHER = "other"
