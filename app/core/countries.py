"""Country codes as people and European lists write them, made into ISO 3166."""

from __future__ import annotations

from babel import Locale

from app.core.i18n import LANGUAGES, country_choices
from app.core.search.fold import fold

# The Union writes Greece and Britain with codes of its own.
FROM_EU = {"EL": "GR", "UK": "GB"}


def iso_country(text: str) -> str | None:
    """The ISO code of a country written as ISO or EU code, or by a name in one of our languages.

    None when it is none of these.
    """
    typed = text.strip()
    code = FROM_EU.get(typed.upper(), typed.upper())
    known = {value for value, _name in country_choices()}
    if code in known:
        return code
    wanted = fold(typed)
    for language in LANGUAGES:
        for value, name in Locale(language).territories.items():
            if value in known and fold(name) == wanted:
                return str(value)
    return None
