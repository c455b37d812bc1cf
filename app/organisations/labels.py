"""The words of this slice: choices, verbs and fields as people read them."""

from __future__ import annotations

from app.core import i18n
from app.core.i18n import _l
from app.organisations.models import AliasKind, LawfulBasis, OrganisationKind, Standing
from app.organisations.rules import Lack, Reason

KIND_LABELS = {
    OrganisationKind.CITY: _l("City"),
    OrganisationKind.REGION: _l("Region"),
    OrganisationKind.CITY_NETWORK: _l("City network"),
    OrganisationKind.INTERNATIONAL_ORGANISATION: _l("International organisation"),
    OrganisationKind.EU_BODY: _l("EU body"),
    OrganisationKind.NATIONAL_GOVERNMENT: _l("National government"),
    OrganisationKind.UNIVERSITY: _l("University or research institute"),
    OrganisationKind.COMPANY: _l("Company"),
    OrganisationKind.NGO: _l("NGO or foundation"),
    OrganisationKind.CITY_GROUP: _l("Entity of the city group"),
}

STANDING_TONES = {Standing.NORMAL: "neutral", Standing.CAUTION: "warning"}

i18n.label(KIND_LABELS)
i18n.label(
    {
        Standing.NORMAL: _l("Normal"),
        Standing.CAUTION: _l("Caution"),
        Standing.SUSPENDED: _l("Suspended"),
    }
)
i18n.label(
    {
        AliasKind.ALIAS: _l("Other name"),
        AliasKind.FORMER: _l("Former name"),
        AliasKind.EXONYM: _l("Name in other languages"),
        AliasKind.NATIVE: _l("Name in its own language"),
    }
)
i18n.label(
    {
        LawfulBasis.PUBLIC_TASK: _l("Task in the public interest"),
        LawfulBasis.LEGAL_OBLIGATION: _l("Legal obligation"),
        LawfulBasis.CONSENT: _l("Consent"),
        LawfulBasis.CONTRACT: _l("Contract"),
    }
)
i18n.label(
    {
        Lack.UNVERIFIED: _l("Never verified"),
        Lack.STALE: _l("Verified more than 12 months ago"),
        Lack.NO_PERSON: _l("No contact person"),
        Lack.NO_WORK: _l("Works nowhere now"),
        Lack.NO_EMAIL: _l("No e-mail address"),
        Lack.NO_COUNTRY: _l("No country"),
        Lack.QUIET: _l("No engagement in 12 months"),
    }
)
i18n.label(
    {
        Reason.EMAIL: _l("Same e-mail address"),
        Reason.NAME: _l("Same name"),
        Reason.EXONYM: _l("Name in another language"),
        Reason.SPELLING: _l("Similar spelling"),
        Reason.WEBSITE: _l("Same website"),
    }
)
i18n.actions(
    {
        "organisation.merge": _l("Organisations merged"),
        "organisation.unmerge": _l("Merge of organisations undone"),
        "contact.merge": _l("Contacts merged"),
        "contact.unmerge": _l("Merge of contacts undone"),
        "organisation.create": _l("Organisation added"),
        "organisation.update": _l("Organisation edited"),
        "organisation.archive": _l("Organisation archived"),
        "organisation.restore": _l("Organisation restored"),
        "organisation.set_standing": _l("Standing changed"),
        "organisation.verify": _l("Organisation marked as verified"),
        "network_member.add": _l("Member of a network added"),
        "network_member.update": _l("Membership of a network edited"),
        "member_list.update": _l("List of members described"),
        "member_list.load": _l("List of members loaded"),
        "contact.create": _l("Contact added"),
        "contact.update": _l("Contact edited"),
        "contact.archive": _l("Contact archived"),
        "contact.restore": _l("Contact restored"),
        "contact.verify": _l("Contact details marked as verified"),
        "affiliation.add": _l("Affiliation added"),
        "affiliation.update": _l("Affiliation edited"),
        "affiliation.end": _l("Affiliation ended"),
        "affiliation.move": _l("Moved job"),
    }
)

_EVIDENCE = {
    "source": _l("Source"),
    "evidence_on": _l("Evidence date"),
    "verified_on": _l("Verified on"),
    "verified_by_name": _l("Verified by"),
    "is_demonstration": _l("Demonstration data"),
}
i18n.fields(
    "organisation",
    {
        "kind": _l("Kind"),
        "name": _l("Official name"),
        "name_en": _l("Name in English"),
        "name_fi": _l("Name in Finnish"),
        "name_sv": _l("Name in Swedish"),
        "acronym": _l("Acronym"),
        "country": _l("Country"),
        "city": _l("City"),
        "latitude": _l("Latitude"),
        "longitude": _l("Longitude"),
        "website": _l("Website"),
        "pic": _l("EU participant code (PIC)"),
        "vat": _l("VAT number"),
        "ror": _l("ROR identifier"),
        "wikidata": _l("Wikidata item"),
        "parent_id": _l("Part of"),
        "description": _l("Description"),
        "peer_from": _l("Peer city from"),
        "peer_to": _l("Peer city until"),
        "influencer_from": _l("Key influencer from"),
        "influencer_to": _l("Key influencer until"),
        "standing": _l("Standing"),
        "standing_reason": _l("Reason for the standing"),
        "standing_on": _l("Standing since"),
        "archived_at": _l("Archived"),
        "merged_into_id": _l("Merged into"),
        **_EVIDENCE,
    },
)
i18n.fields(
    "organisation_alias",
    {"organisation_id": _l("Organisation"), "name": _l("Name"), "kind": _l("Kind of name")},
)
i18n.fields(
    "network_member",
    {
        "network_id": _l("Network"),
        "member_id": _l("Member"),
        "status": _l("Status in the list"),
        "joined_year": _l("Joined in"),
        "left_on": _l("Left on"),
        # As the history of older entries tells it; now it is said once for the list.
        "list_is_complete": _l("The list is complete"),
        **_EVIDENCE,
    },
)
i18n.fields(
    "member_list",
    {
        "network_id": _l("Network"),
        "source": _l("Source"),
        "listed_on": _l("Date of the list"),
        "is_complete": _l("The list is complete"),
        "coverage": _l("What the list leaves out"),
        "names_listed": _l("Names in the list"),
        "names_unknown": _l("Names that are no organisation here"),
    },
)
i18n.fields(
    "contact",
    {
        "given_name": _l("Given name"),
        "family_name": _l("Family name"),
        "title": _l("Title"),
        "form_of_address": _l("Form of address"),
        "languages": _l("Languages"),
        "email": _l("E-mail"),
        "other_emails": _l("Other e-mails"),
        "phones": _l("Telephone numbers"),
        "assistant": _l("Assistant"),
        "notes": _l("Notes"),
        "source": _l("Where the data came from"),
        "purpose": _l("What the data is kept for"),
        "lawful_basis": _l("Lawful basis"),
        "last_verified_on": _l("Details last verified"),
        "visibility": _l("Who may see it"),
        "unit_id": _l("Unit"),
        "is_demonstration": _l("Demonstration data"),
        "archived_at": _l("Archived"),
        "merged_into_id": _l("Merged into"),
    },
)
i18n.fields(
    "affiliation",
    {
        "contact_id": _l("Contact"),
        "organisation_id": _l("Organisation"),
        "role": _l("Role"),
        "unit": _l("Department"),
        "started_on": _l("From"),
        "ended_on": _l("Until"),
        "is_primary": _l("Main affiliation"),
    },
)

# What hangs on a record of the same kind in a merge; all else is called as the search calls it.
HANGING = {
    "organisation": _l("Parts of it, and what was merged into it"),
    "organisation_alias": _l("Other names"),
    "organisation_expertise": _l("Focus areas of expertise"),
    "affiliation": _l("Affiliations"),
    "network_member": _l("Memberships in lists of networks"),
    "member_list": _l("Description of its list of members"),
}
