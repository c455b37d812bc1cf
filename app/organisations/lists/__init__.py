"""The declared lists of this slice."""

from app.organisations.lists.contacts import (
    ARCHIVED_CONTACTS,
    CONTACTS,
)
from app.organisations.lists.duplicates import duplicates_of, reasons_of
from app.organisations.lists.members import (
    MEMBERS,
    members_of,
)
from app.organisations.lists.organisations import (
    ARCHIVED_ORGANISATIONS,
    ORGANISATIONS,
)

__all__ = [
    "ARCHIVED_CONTACTS",
    "ARCHIVED_ORGANISATIONS",
    "CONTACTS",
    "MEMBERS",
    "ORGANISATIONS",
    "duplicates_of",
    "members_of",
    "reasons_of",
]
