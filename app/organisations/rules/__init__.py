"""What may be written about organisations and people; pure questions, no database."""

from app.organisations.rules.identifiers import (
    normalised_organisation,
    normalised_pic,
    normalised_ror,
    normalised_vat,
    normalised_website,
    normalised_wikidata,
)
from app.organisations.rules.member_lists import Listed, read_listed
from app.organisations.rules.member_matching import Known, Register, Unmatched
from app.organisations.rules.names import (
    are_similar,
    core_name,
    folded_email,
    sort_name,
)
from app.organisations.rules.records import (
    check_contact,
    check_list,
    check_membership,
    check_move,
    check_organisation,
    check_past,
    check_period,
    check_standing,
    is_flagged,
    may_have_members,
)

__all__ = [
    "Known",
    "Listed",
    "Register",
    "Unmatched",
    "are_similar",
    "check_contact",
    "check_list",
    "check_membership",
    "check_move",
    "check_organisation",
    "check_past",
    "check_period",
    "check_standing",
    "core_name",
    "folded_email",
    "is_flagged",
    "may_have_members",
    "normalised_organisation",
    "normalised_pic",
    "normalised_ror",
    "normalised_vat",
    "normalised_website",
    "normalised_wikidata",
    "read_listed",
    "sort_name",
]
