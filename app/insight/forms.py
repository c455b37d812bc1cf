"""The form that keeps a search."""

from __future__ import annotations

from app.core.forms import Form, LineField, TickField
from app.core.i18n import _l


class SaveSearchForm(Form):
    """Its name, and whether colleagues see it."""

    name = LineField(_l("Name of the search"), missing=_l("Give the search a name."), maximum=80)
    is_shared = TickField(_l("Share it with all colleagues"))
