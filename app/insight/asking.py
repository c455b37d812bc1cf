"""What a search asks: its words, and what the result is narrowed to.

Narrowing is written in the address, one parameter a facet; a word with a prefix, such as
``country:Japan``, is turned into its parameter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from app.core import clock
from app.core.countries import iso_country
from app.core.i18n import _, _l, choice
from app.core.permissions import Viewer
from app.core.regions import COUNTRIES, Region
from app.core.search import query
from app.core.search.documents import label_of
from app.core.search.fold import fold
from app.core.translations import LANGUAGES, speaking
from app.core.urls import url_for
from app.insight import queries
from app.insight.results import KINDS, SEARCHED

# Every way to narrow a result, in the order in which they are offered.
FACETS = {
    "kind": _l("Kind of record"),
    "type": _l("Type"),
    "country": _l("Country"),
    "region": _l("Region"),
    "state": _l("State"),
    "owner": _l("Owner or author"),
    "unit": _l("Unit"),
    "focus_area": _l("Focus area"),
    "objective": _l("Objective"),
    "sdg": _l("Sustainable Development Goal"),
    "network": _l("Member of"),
    "programme": _l("EU programme"),
    "met": _l("Last engagement"),
}
# Ages of the last engagement: from so many days ago until so many days ago.
AGES: dict[str, tuple[int | None, int | None]] = {
    "quarter": (92, None),
    "year": (365, 92),
    "older": (None, 365),
}
AGE_LABELS = {
    "quarter": _l("Within three months"),
    "year": _l("Three to twelve months ago"),
    "older": _l("More than a year ago"),
    "never": _l("Never"),
}
PREFIXES = {
    "owner": ("owner", "omistaja", "ägare"),
    "country": ("country", "maa", "land"),
    "focus_area": ("focus", "painopiste", "fokus"),
    "kind": ("kind", "laji", "slag"),
}
_PREFIX = {word: name for name, words in PREFIXES.items() for word in words}
_TAKEN = re.compile(
    rf'(?<!\S)(?P<prefix>{"|".join(_PREFIX)}):(?:"(?P<quoted>[^"]*)"|(?P<plain>\S+))',
    re.IGNORECASE,
)
_ME = {"me", "minä", "jag"}


@dataclass
class Question:
    """``text`` are the words, ``taken`` what prefixes narrow, ``problems`` the prefixes that mean
    nothing, in sentences."""

    text: str
    taken: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def read(session: Session, text: str, viewer: Viewer) -> Question:
    """Take the prefixes out of what was typed; those that mean nothing stay in it."""
    question = Question(text)
    for found in _TAKEN.finditer(text):
        name = _PREFIX[found["prefix"].casefold()]
        typed = found["quoted"] if found["quoted"] is not None else found["plain"]
        value = _MEANINGS[name](session, typed, viewer)
        if value:
            question.taken[name] = value
            question.text = question.text.replace(found.group(), " ")
        else:
            question.problems.append(_unknown(name, typed))
    question.text = " ".join(question.text.split())
    # What a kind of record is like says its kind as well.
    if "." in question.taken.get("kind", ""):
        question.taken["type"] = question.taken.pop("kind")
    return question


def address(text: str, chosen: Mapping[str, str]) -> str:
    """The search page for these words and this narrowing."""
    asked = {"q": text, **chosen}
    said = urlencode({name: value for name, value in asked.items() if value})
    return f"{url_for('insight.search')}?{said}" if said else url_for("insight.search")


def narrowed(chosen: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a search's scope for what was chosen; what means nothing narrows nothing."""
    kind, _dot, subkind = chosen.get("type", "").partition(".")
    kinds = {chosen.get("kind", ""), kind} - {""}
    region = chosen.get("region", "")
    return {
        "kinds": tuple(sorted(kinds & set(SEARCHED))) or SEARCHED,
        "subkind": subkind,
        "country": chosen.get("country"),
        "countries": COUNTRIES[Region(region)] if region in set(Region) else None,
        "state": chosen.get("state"),
        "owner_id": number(chosen.get("owner")),
        "unit_id": number(chosen.get("unit")),
        "focus_area_id": number(chosen.get("focus_area")),
        "records": tuple(_records(chosen)),
        **_met(chosen.get("met", "")),
    }


def by_age(days: Mapping[date | None, int]) -> dict[str, int]:
    """How many had their last engagement (None is never) so long ago, from how many on each day."""
    today = clock.today()
    counts: Counter[str] = Counter()
    for day, count in days.items():
        counts[_age(today, day)] += count
    return dict(counts)


def _age(today: date, day: date | None) -> str:
    if day is None:
        return "never"
    days = (today - day).days
    return "quarter" if days <= AGES["quarter"][0] else "year" if days <= 365 else "older"  # type: ignore[operator]


def number(text: str | None) -> int | None:
    """The number that stands in an address, if it is one that a record may have."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def _met(age: str) -> dict[str, Any]:
    if age == "never":
        return {"is_unmet": True}
    if age not in AGES:
        return {}
    today = clock.today()
    since, before = AGES[age]
    return {
        "met_from": today - timedelta(days=since) if since is not None else None,
        "met_before": today - timedelta(days=before) if before is not None else None,
    }


def _records(chosen: Mapping[str, str]) -> Iterator[tuple[str, Any]]:
    selects: dict[str, tuple[str, Callable[[int], Any]]] = {
        "network": ("organisation", queries.members_of),
        "objective": ("partnership", queries.serving_objective),
        "sdg": ("partnership", queries.advancing_sdg),
    }
    for name, (kind, select) in selects.items():
        if value := number(chosen.get(name)):
            yield kind, select(value)
    if programme := chosen.get("programme"):
        yield "partnership", queries.of_programme(programme)


def _owner(session: Session, typed: str, viewer: Viewer) -> str:
    if typed.casefold() in _ME:
        return str(viewer.user_id)
    return _first(query.ids_named(session, typed, viewer, kind="user"))


def _country(_session: Session, typed: str, _viewer: Viewer) -> str:
    return iso_country(typed) or ""


def _focus_area(session: Session, typed: str, viewer: Viewer) -> str:
    return _first(query.ids_named(session, typed, viewer, kind="focus_area"))


def _kind(_session: Session, typed: str, _viewer: Viewer) -> str:
    """A kind of record, or what one of a kind is like (``organisation.city``), in any language."""
    wanted = fold(typed)
    for code in LANGUAGES:
        with speaking(code):
            for value, label in _kinds():
                if wanted in (fold(value.rpartition(".")[2]), fold(label)):
                    return value
    return ""


def _kinds() -> Iterator[tuple[str, str]]:
    for kind in SEARCHED:
        yield kind, label_of(kind)
    for kind, members in KINDS.items():
        for member in members:
            yield f"{kind}.{member.value}", choice(member)


_MEANINGS: dict[str, Callable[[Session, str, Viewer], str]] = {
    "owner": _owner,
    "country": _country,
    "focus_area": _focus_area,
    "kind": _kind,
}


def _unknown(name: str, typed: str) -> str:
    sentences = {
        "owner": _("No colleague is called “%(text)s”.", text=typed),
        "country": _("No country is called “%(text)s”.", text=typed),
        "focus_area": _("No focus area is called “%(text)s”.", text=typed),
        "kind": _("There is no kind of record called “%(text)s”.", text=typed),
    }
    return sentences[name]


def _first(numbers: list[int]) -> str:
    return str(numbers[0]) if numbers else ""
