"""Who may see and change the register of organisations and people.

Organisations belong to no unit, because everybody meets them: whoever may log an engagement may
also add the partner it was with.
"""

from __future__ import annotations

from app.core.i18n import _l
from app.core.permissions import CONTRIBUTORS, EVERYONE, MANAGERS, OFFICERS, permission

ORGANISATION_VIEW = permission("organisation:view", _l("See organisations"), EVERYONE)
ORGANISATION_EDIT = permission("organisation:edit", _l("Add and edit organisations"), CONTRIBUTORS)
ORGANISATION_ARCHIVE = permission(
    "organisation:archive", _l("Archive and restore organisations"), OFFICERS
)
ORGANISATION_STANDING = permission(
    "organisation:standing", _l("Change the standing of an organisation"), OFFICERS
)
CONTACT_VIEW = permission("contact:view", _l("See contacts"), EVERYONE)
CONTACT_EDIT = permission("contact:edit", _l("Add and edit contacts"), CONTRIBUTORS)
CONTACT_ARCHIVE = permission("contact:archive", _l("Archive and restore contacts"), OFFICERS)
# Whoever merges sees restricted records too: nothing that moves may be hidden from them.
RECORDS_MERGE = permission(
    "records:merge", _l("Merge two organisations or contacts into one, and undo it"), MANAGERS
)
