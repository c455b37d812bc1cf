"""Names as they are sorted, compared and found alike."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz

from app.core.search.fold import fold

# Words that say what a body is, not which one: "City of Malmö" and "Malmö stad" are one name.
_GENERIC = frozenset(
    {
        "city", "of", "the", "town", "municipality", "metropolitan", "council", "government",
        "kaupunki", "kaupungin", "kunta", "stad", "staden", "kommun", "kommune", "stadt",
        "gemeinde", "ville", "de", "la", "comune", "di", "ayuntamiento", "ajuntament", "oy", "oyj",
        "ab", "ltd", "inc", "gmbh", "as", "sa",
    }
)  # fmt: skip
# Out of a hundred; below this, other cities of one country begin to look alike.
SIMILAR = 90.0


def sort_name(given_name: str, family_name: str) -> str:
    """A person's folded name, the family name first, as lists sort it."""
    return fold(f"{family_name} {given_name}")


def folded_email(email: str) -> str:
    """An e-mail address as it is compared: without regard to case."""
    return email.strip().casefold()


def core_name(name: str) -> str:
    """The folded name without the words every city has; all of it when nothing else is left."""
    words = fold(name).split()
    return " ".join([word for word in words if word not in _GENERIC] or words)


def are_similar(names: Iterable[str], others: Iterable[str]) -> bool:
    """Whether any of the names may be one of the others, spelled in another way."""
    mine = {core_name(name) for name in names if name}
    theirs = {core_name(name) for name in others if name}
    return any(fuzz.token_sort_ratio(a, b) >= SIMILAR for a in mine for b in theirs)
