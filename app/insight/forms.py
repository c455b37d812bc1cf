"""The form that keeps a search, and the one that chooses cities."""

from __future__ import annotations

from app.core.forms import Form, LineField, PickerField, TickField
from app.core.i18n import _l


class SaveSearchForm(Form):
    """Its name, and whether colleagues see it."""

    name = LineField(_l("Name of the search"), missing=_l("Give the search a name."), maximum=80)
    is_shared = TickField(_l("Share it with all colleagues"))


class CitiesForm(Form):
    """The cities of the benchmark, chosen in the address."""

    class Meta(Form.Meta):
        """Nothing is changed, so no token is asked for."""

        csrf = False

    city = PickerField(_l("Cities beside us"), "organisation")
