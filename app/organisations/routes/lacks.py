"""What a record lacks, each with the page where it is mended."""

from __future__ import annotations

from collections.abc import Iterable

from app.core.i18n import choice
from app.core.permissions import can
from app.core.urls import url_for
from app.organisations.models import Contact, Organisation
from app.organisations.rules import Lack

Lacks = list[tuple[str, str]]


def of_organisation(organisation: Organisation, lacks: Iterable[Lack]) -> Lacks:
    """(what is missing, where to mend it, or nothing for those who may not)."""
    mends = {}
    if can("organisation:edit"):
        number = organisation.id
        edit = url_for("organisations.edit_organisation", organisation_id=number)
        mends = {Lack.UNVERIFIED: f"{edit}#source", Lack.NO_COUNTRY: f"{edit}#country"}
    if can("contact:edit"):
        mends[Lack.NO_PERSON] = url_for("organisations.new_contact", organisation=organisation.id)
    return _mended(lacks, mends)


def of_contact(contact: Contact, lacks: Iterable[Lack]) -> Lacks:
    """The same for a contact."""
    mends = {}
    if can("contact:edit"):
        edit = url_for("organisations.edit_contact", contact_id=contact.id)
        work = url_for("organisations.new_affiliation", contact_id=contact.id)
        dated = f"{edit}#last_verified_on"
        mends = {Lack.UNVERIFIED: dated, Lack.STALE: dated, Lack.NO_EMAIL: f"{edit}#email"}
        mends[Lack.NO_WORK] = work
    return _mended(lacks, mends)


def _mended(lacks: Iterable[Lack], mends: dict[Lack, str]) -> Lacks:
    if can("engagement:log"):
        mends = {**mends, Lack.QUIET: url_for("engagements.new_engagement")}
    return [(choice(lack), mends.get(lack, "")) for lack in lacks]
