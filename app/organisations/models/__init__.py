"""Organisations, contacts, members of networks, and merges of two records into one."""

from app.organisations.models.member_lists import MemberList
from app.organisations.models.merges import DuplicatePair, Merge
from app.organisations.models.register import (
    Affiliation,
    AliasKind,
    Contact,
    LawfulBasis,
    NetworkMember,
    Organisation,
    OrganisationAlias,
    OrganisationKind,
    Standing,
)

__all__ = [
    "Affiliation",
    "AliasKind",
    "Contact",
    "DuplicatePair",
    "LawfulBasis",
    "MemberList",
    "Merge",
    "NetworkMember",
    "Organisation",
    "OrganisationAlias",
    "OrganisationKind",
    "Standing",
]
