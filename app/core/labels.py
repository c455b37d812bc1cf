"""What roles and visibilities are called."""

from app.core.db import Visibility
from app.core.i18n import _l, label
from app.core.permissions import Role

label(
    {
        Role.READER: _l("Reader"),
        Role.CONTRIBUTOR: _l("Contributor"),
        Role.OFFICER: _l("Officer"),
        Role.MANAGER: _l("Manager"),
        Role.ADMINISTRATOR: _l("Administrator"),
    },
    {
        Visibility.PUBLIC: _l("Public"),
        Visibility.CITY: _l("The city's employees"),
        Visibility.RESTRICTED: _l("Restricted to the unit and the coordinators"),
    },
)
