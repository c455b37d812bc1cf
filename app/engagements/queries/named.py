"""Who is named in a first line: organisations, contacts and our people, by the search index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from app.core.permissions import Viewer
from app.core.search.names import BEGUN, LIKELY
from app.core.search.query import Hit, suggest
from app.engagements.queries.recent_use import recently_used
from app.engagements.rules import nominatives

KINDS = ("organisation", "contact", "user")
# A name longer than what was typed loses a few tenths of a point a word.
ENOUGH, NEARLY = LIKELY - 2, 3.0
LONGEST = 4
# Each look-up costs two statements; a line of this many names is none.
MOST = 24
Used = Mapping[str, Sequence[int]]


@dataclass
class Named:
    """What was found for the phrases of a line, and the phrases for which nothing was."""

    hits: list[Hit] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def ids(self, kind: str) -> list[int]:
        return list(dict.fromkeys(hit.entity_id for hit in self.hits if hit.kind == kind))


def find_named(session: Session, phrases: Sequence[str], viewer: Viewer) -> Named:
    """The record each phrase names, preferring those that the viewer dealt with lately."""
    used = {kind: recently_used(session, viewer.user_id, kind) for kind in KINDS if phrases}
    search, found = _Search(session, viewer, used), Named()
    for phrase in phrases:
        hit = search.best(phrase)
        if hit is not None:
            found.hits.append(hit)
        else:
            _piecewise(search, phrase.split(), found)
    return found


@dataclass
class _Search:
    session: Session
    viewer: Viewer
    used: Used
    asked: int = 0

    def best(self, phrase: str) -> Hit | None:
        """The best record for a phrase, as written or without its ending."""
        for form in nominatives(phrase):
            self.asked += 1
            if self.asked > MOST:
                return None
            hits = suggest(self.session, form, self.viewer, kinds=KINDS, limit=8)
            meant = [hit for hit in hits if self._may_be_meant(hit, form)]
            if meant:
                return self._preferred(meant)
        return None

    def _may_be_meant(self, hit: Hit, form: str) -> bool:
        """One word names a person only where one met that person lately."""
        needed = BEGUN - 2 if len(form.split()) == 1 else ENOUGH
        is_person = hit.kind != "organisation" and len(form.split()) == 1
        return hit.score >= needed and (not is_person or hit.entity_id in self.used[hit.kind])

    def _preferred(self, hits: Sequence[Hit]) -> Hit:
        near = [hit for hit in hits if hit.score >= hits[0].score - NEARLY]
        # A person met lately is not meant where an organisation bears the name as well.
        named = max((hit.score for hit in near if hit.kind == "organisation"), default=0.0)
        meant = [hit for hit in near if hit.kind == "organisation" or hit.score > named]
        return min(meant, key=self._place)

    def _place(self, hit: Hit) -> int:
        used = self.used[hit.kind]
        return used.index(hit.entity_id) if hit.entity_id in used else len(used)


def _piecewise(search: _Search, words: list[str], found: Named) -> None:
    """Names side by side: the longest run of words that is one, then what follows it."""
    start, unknown = 0, []
    while start < len(words):
        hit, size = None, 1
        if words[start][:1].isupper() and len(words) > 1:
            for size in range(min(LONGEST, len(words) - start), 0, -1):
                hit = search.best(" ".join(words[start : start + size]))
                if hit is not None:
                    break
        if hit is not None:
            found.hits.append(hit)
        else:
            unknown.append(words[start])
        start += size if hit is not None else 1
    if unknown:
        found.unknown.append(" ".join(unknown))
