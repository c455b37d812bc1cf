"""Which organisation a list means: by country and folded name; pure, no database."""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from app.core.search.fold import fold
from app.core.search.lexicon import CITIES
from app.organisations.models import OrganisationKind
from app.organisations.rules.member_lists import Listed
from app.organisations.rules.names import core_name

# What lists write around the name of a city, beside the words that names themselves bear.
_AROUND = frozenset(
    {
        "ayto", "camara", "capitale", "ciudad", "commune", "conseil", "d", "freie", "gemeente",
        "hansestadt", "hotel", "mesto", "mestna", "municipal", "municipalite", "municipality",
        "municipio", "obcina", "und",
    }
)  # fmt: skip


class Unmatched(enum.StrEnum):
    """Why a row is no organisation's."""

    NO_COUNTRY = "no country in the list"
    UNKNOWN = "no organisation of this name and country"
    SEVERAL = "several organisations of this name and country"
    FORMER = "a former member"
    NETWORK = "the network itself"


@dataclass(frozen=True, slots=True)
class Known:
    """An organisation with every name it goes by."""

    id: int
    kind: OrganisationKind
    country: str
    names: tuple[str, ...]


class Register:
    """Finds the organisation that a row of a list means."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._cities: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._others: dict[tuple[str, str], set[int]] = defaultdict(set)
        for one in known:
            is_city = one.kind is OrganisationKind.CITY
            target = self._cities if is_city else self._others
            for name in one.names:
                for key in _city_keys(name) if is_city else {fold(name)}:
                    target[one.country, key].add(one.id)

    def find(self, listed: Listed) -> int | Unmatched:
        """The number of the one organisation that the row means, or why there is none.

        A town is looked for among cities and under the names that other languages give it; every
        other body only under exactly its own name, so that a region is never taken for its capital.
        """
        if listed.country is None:
            return Unmatched.NO_COUNTRY
        found = self._others[listed.country, fold(listed.name)]
        if listed.is_town:
            keys = _city_keys(listed.name)
            cities = set().union(*(self._cities[listed.country, key] for key in keys))
            found = cities or found
        if len(found) > 1:
            return Unmatched.SEVERAL
        return next(iter(found), Unmatched.UNKNOWN)


def _city_keys(name: str) -> set[str]:
    """The folded name, its heart, and what other languages call it."""
    words = core_name(name).split()
    heart = " ".join([word for word in words if word not in _AROUND] or words)
    return {fold(name), heart, *CITIES.others(heart)}
