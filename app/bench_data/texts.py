"""Notes in nine languages and five scripts, put together from sentences that are made once.

A word stands in as many notes as words do in a language: few nearly everywhere, most hardly
anywhere. The folded form of each sentence is kept beside it, because folding a million notes word
by word would take longer than everything else.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from app.bench_data.draws import Draws, Weighted, zipf
from app.core.search.fold import terms

# Stands in most notes, in every language; in seven notes at every scale; in none.
COMMON_WORD = "memo"
RARE_WORD = "bathyscaphe"
RARE_NOTES = 7

LANGUAGES = Weighted(
    {"en": 50, "fi": 22, "sv": 10, "de": 5, "fr": 4, "uk": 3, "el": 2, "ja": 2, "ar": 2}
)
SENTENCES = {"en": 5000, "fi": 3000, "sv": 2000}
OTHER_SENTENCES = 1000
SHORTEST, LONGEST = 50, 400
STOP = ". "
PARAGRAPH = ".\n\n"


@dataclass(frozen=True, slots=True)
class Sentence:
    """Without its full stop; ``words`` is how many it has."""

    text: str
    words: int


class Texts:
    """Every sentence there is, and the folded words of each."""

    def __init__(self) -> None:
        path = Path(__file__).with_name("words.toml")
        languages = tomllib.loads(path.read_text(encoding="utf-8"))
        self._folded: dict[str, str] = {}
        self._pools = {code: self._pool(code, each) for code, each in languages.items()}
        self.words = {code: zipf(_vocabulary(each)) for code, each in languages.items()}

    def _pool(self, code: str, facts: dict[str, str]) -> list[Sentence]:
        draws, words = Draws(f"sentences {code}"), zipf(_vocabulary(facts))
        count = SENTENCES.get(code, OTHER_SENTENCES)
        pool = [_sentence(draws, words) for _ in range(count)]
        self._folded.update({each.text: " ".join(terms(each.text)) for each in pool})
        return pool

    def note(self, draws: Draws, extra: str = "") -> str:
        """A note of 50–400 words, short ones far more often; ``extra`` stands in it too."""
        pool = self._pools[LANGUAGES.draw(draws)]
        wanted = SHORTEST + draws.skewed(LONGEST - SHORTEST - 20, 4.0)
        opening = "Memo" if draws.chance(0.92) else "Notes"
        if draws.chance(0.1):
            opening += f" K-{2021 + draws.below(6)}-{draws.below(100_000):05d}"
        written, parts, count = 1, [opening], len(pool)
        while written < wanted:
            sentence = pool[int(draws.unit() * count)]
            parts.append(sentence.text)
            written += sentence.words
        if extra:
            parts.insert(2, extra)
        # Paragraphs of five sentences; the first is the heading.
        blocks = [STOP.join(parts[at : at + 5]) for at in range(0, len(parts), 5)]
        return PARAGRAPH.join(blocks) + "."

    def line(self, draws: Draws, code: str = "en") -> str:
        """One sentence."""
        return draws.pick(self._pools[code]).text + "."

    def remembered(self, text: str) -> Iterable[str]:
        """What ``terms`` gives, in larger pieces: each sentence is folded once for all notes."""
        parts = text.replace(PARAGRAPH, STOP).split(STOP)
        folded = (self._folded.get(part) or _folded(part) for part in parts)
        return [words for words in folded if words]


@lru_cache(maxsize=50_000)
def _folded(text: str) -> str:
    return " ".join(terms(text))


def _vocabulary(facts: dict[str, str]) -> list[str]:
    """The written words, then compounds, which come the more seldom the later they stand."""
    firsts, seconds = facts["first"].split(), facts["second"].split()
    compounds = [first + second for first in firsts for second in seconds]
    return [*facts["words"].split(), *compounds]


def _sentence(draws: Draws, words: Weighted[str]) -> Sentence:
    count = 6 + draws.below(11)
    chosen = [words.draw(draws) for _ in range(count)]
    if draws.chance(0.4):
        chosen[count // 2] += ","
    text = " ".join(chosen)
    return Sentence(text[0].upper() + text[1:], count)
