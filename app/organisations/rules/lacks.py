"""What a record lacks before one can rely on it; pure, no database."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

# After a year nobody can say whether a detail still holds, or whether anybody deals with them.
FRESH = timedelta(days=365)


class Lack(enum.StrEnum):
    """What is missing, or old."""

    UNVERIFIED = "unverified"
    STALE = "stale"
    NO_PERSON = "no_person"
    NO_WORK = "no_work"
    NO_EMAIL = "no_email"
    NO_COUNTRY = "no_country"
    QUIET = "quiet"


OF_ORGANISATION = (Lack.UNVERIFIED, Lack.NO_PERSON, Lack.QUIET, Lack.NO_COUNTRY)
OF_CONTACT = (Lack.UNVERIFIED, Lack.STALE, Lack.NO_WORK, Lack.NO_EMAIL, Lack.QUIET)


def organisation_lacks(organisation: Any, has_people: bool, today: date) -> Iterator[Lack]:
    """``has_people``: whether the viewer sees anybody who works there now."""
    if organisation.verified_on is None:
        yield Lack.UNVERIFIED
    if not has_people:
        yield Lack.NO_PERSON
    if is_old(organisation.last_engaged_on, today):
        yield Lack.QUIET
    if organisation.country is None:
        yield Lack.NO_COUNTRY


def contact_lacks(contact: Any, today: date) -> Iterator[Lack]:
    """Affiliations must be loaded."""
    if contact.last_verified_on is None:
        yield Lack.UNVERIFIED
    elif is_old(contact.last_verified_on, today):
        yield Lack.STALE
    if all(one.ended_on is not None for one in contact.affiliations):
        yield Lack.NO_WORK
    if not contact.email:
        yield Lack.NO_EMAIL
    if is_old(contact.last_engaged_on, today):
        yield Lack.QUIET


def is_old(day: date | None, today: date) -> bool:
    """Whether it was more than twelve months ago, or never."""
    return day is None or day < today - FRESH
