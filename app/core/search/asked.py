"""What a person asked for: words, "quoted phrases" and -exclusions. Never query syntax."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.core.search.fold import query_terms, terms

LONGEST_QUERY = 200
MOST_WORDS = 8
_QUOTED = re.compile(r'(?<!\S)(-?)["“”„](?P<phrase>[^"“”„]+)["“”](?!\S)')
_EXCLUDED = re.compile(r"(?<!\S)-(?P<word>\w\S*)")


@dataclass(frozen=True, slots=True)
class Asked:
    """``words`` must be found, ``phrases`` side by side, ``excluded`` nowhere; all folded."""

    words: tuple[str, ...]
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


def read(text: str) -> Asked:
    """Whatever was typed, as words; too much of it is cut off."""
    text = text[:LONGEST_QUERY]
    quoted = [(sign == "-", phrase) for sign, phrase in _QUOTED.findall(text)]
    rest = _QUOTED.sub(" ", text)
    excluded = [*(p for is_out, p in quoted if is_out), *_EXCLUDED.findall(rest)]
    phrases = [p for is_out, p in quoted if not is_out]
    rest = _EXCLUDED.sub(" ", rest)
    return Asked(
        words=query_terms(" ".join((rest, *phrases)))[:MOST_WORDS],
        phrases=_joined(phrases),
        excluded=_joined(excluded),
    )


def _joined(parts: list[str]) -> tuple[str, ...]:
    folded = (" ".join(terms(part, closing=False)) for part in parts)
    return tuple(form for form in folded if form)[:MOST_WORDS]
