"""A first line understood by plain rules: what kind, when, with whom, about what.

"call with Amsterdam and Barcelona yesterday about data ethics": nothing is guessed that the line
does not say, and whatever was understood stands in a field where it can be corrected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from app.core.search.fold import fold
from app.engagements.models import EngagementType
from app.engagements.rules.line_days import take_day, take_times
from app.engagements.rules.line_words import (
    ABOUT,
    AND,
    FILLERS,
    IN,
    KANSSA,
    ONLINE,
    THEMES,
    TYPES,
    WHOLE_WORD,
    WITH,
)

_FINNISH_ABOUT = ("sta", "stä")
_NOMINATIVES = (("gin", "ki"), ("en", "i"), ("in", ""), ("n", ""), ("s", ""))


@dataclass(frozen=True)
class Line:
    """What a line says; ``names`` are the phrases in which somebody is named, as written."""

    type: EngagementType | None
    starts_on: date | None
    starts_at: time | None
    ends_at: time | None
    is_online: bool
    names: tuple[str, ...]
    place: str
    topic: str
    summary: str


@dataclass
class _Parts:
    """The words of a line, sorted by what they tell."""

    names: list[list[str]] = field(default_factory=lambda: [[]])
    topic: list[str] = field(default_factory=list)
    place: list[str] = field(default_factory=list)

    def named(self) -> tuple[str, ...]:
        phrases = [" ".join(_without_fillers(words)) for words in self.names]
        return tuple(dict.fromkeys(phrase for phrase in phrases if phrase))


def read_line(text: str, today: date) -> Line:
    """What ``text`` says of an engagement, seen from ``today``."""
    whole = " ".join(text.split())
    day, rest = take_day(whole, today)
    times, rest = take_times(rest)
    about = rest
    kind, rest = _take_type(rest)
    is_online = ONLINE.search(rest) is not None
    parts = _sort(ONLINE.sub(" ", rest).split())
    topic = " ".join(parts.topic)
    # "Data-etiikasta" alone is no title, the line as written is.
    is_title = topic and not topic.endswith(_FINNISH_ABOUT)
    return Line(
        type=kind,
        starts_on=day,
        starts_at=times.starts_at,
        ends_at=times.ends_at,
        is_online=is_online,
        names=parts.named(),
        place=" ".join(parts.place),
        topic=topic,
        summary=_sentence(topic if is_title else about),
    )


def serves_topic(topic: str, names: Iterable[str]) -> bool:
    """Whether a focus area with these names (one for each language) is what the topic is about.

    It is when they share a word, or a theme: data ethics belongs to digitalisation.
    """
    asked, known = fold(topic).split(), fold(" ".join(names)).split()
    if any(len(word) > WHOLE_WORD and _begins(other, word) for word in asked for other in known):
        return True
    return any(_bears(asked, theme) and _bears(known, theme) for theme in THEMES)


def nominatives(phrase: str) -> list[str]:
    """A name as the register may have it: as written, then without a Finnish or Swedish ending.

    "Amsterdamin" is Amsterdam, "Pariisin" Pariisi, "Tukholman" Tukholma, "Eurocities:n" Eurocities.
    """
    *before, last = phrase.split(":")[0].split()
    found = [phrase, " ".join([*before, last])]
    for ending, instead in _NOMINATIVES:
        if last.lower().endswith(ending) and len(last) - len(ending) > WHOLE_WORD:
            found.append(" ".join([*before, last[: -len(ending)] + instead]))
    return list(dict.fromkeys(found))


def _take_type(line: str) -> tuple[EngagementType | None, str]:
    for kind, pattern in TYPES:
        if found := pattern.search(line):
            return kind, f"{line[: found.start()]} {line[found.end() :]}"
    return None, line


def _sort(words: Sequence[str]) -> _Parts:
    """Into names, topic and place, by the small words that stand before or behind them."""
    parts, mode = _Parts(), "names"
    for index, word in enumerate(words):
        plain = word.strip(",;:.()").lower()
        following = words[index + 1] if index + 1 < len(words) else ""
        mode, is_sign = _turn(mode, plain, following, is_begun=bool(parts.topic))
        if is_sign:
            _part(parts, mode)
        elif mode == "topic":
            parts.topic.append(word.strip(";:"))
        elif mode == "place":
            parts.place.append(word.strip(",;:."))
            if word.endswith(","):
                mode = "names"
                _part(parts, mode)
        elif _is_finnish_topic(word, words):
            parts.topic.append(word.strip(",;:."))
        else:
            _name(parts, word, plain)
    return parts


def _turn(mode: str, plain: str, following: str, *, is_begun: bool) -> tuple[str, bool]:
    """(what the next words tell, whether this one only says so); ``is_begun``: there is a topic."""
    if plain in WITH:
        return "names", True
    if plain in KANSSA:
        return "topic", True
    # "i" and "på" stand before places, "at" and "in" too; a topic keeps its small words.
    if plain in IN and following[:1].isupper() and mode != "topic":
        return "place", True
    if plain in ABOUT and not (mode == "topic" and is_begun):
        return "topic", True
    return mode, False


def _part(parts: _Parts, mode: str) -> None:
    if mode == "names" and parts.names[-1]:
        parts.names.append([])


def _name(parts: _Parts, word: str, plain: str) -> None:
    if plain in AND or word in AND:
        parts.names.append([])
        return
    parts.names[-1].append(word.strip(",;.()-"))
    if word.endswith((",", ";")):
        parts.names.append([])


def _is_finnish_topic(word: str, words: Sequence[str]) -> bool:
    """ "data-etiikasta": what a talk was about, beside names that "kanssa" follows."""
    return (
        word[:1].islower()
        and word.strip(",;:.").endswith(_FINNISH_ABOUT)
        and any(other.lower() in KANSSA for other in words)
    )


def _without_fillers(words: Sequence[str]) -> Iterator[str]:
    for word in words:
        if re.search(r"\w", word) and word.lower() not in FILLERS:
            yield word


def _begins(word: str, beginning: str) -> bool:
    return word.startswith(beginning) or (beginning.startswith(word) and len(word) > WHOLE_WORD)


def _bears(words: Iterable[str], theme: Iterable[str]) -> bool:
    return any(
        word == stem or (len(stem) > WHOLE_WORD and word.startswith(stem))
        for word in words
        for stem in theme
    )


def _sentence(text: str) -> str:
    """The text as the summary in one line."""
    text = " ".join(text.split()).replace(" ,", ",").strip(" ,;:.-")
    return text[:1].upper() + text[1:]
