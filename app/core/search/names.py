"""Words of names: how they are indexed, what a mistyped one may have meant, how well they match."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from app.core.search import lexicon

SEPARATOR = " | "
# Beginnings this short are indexed as words of their own, so that few typed letters find the
# best names without reading all that begin so.
EDGES = (2, 3)
# Only this much of a word has its letters left out in turn; a mistake further on still has the
# same beginning, and a word that is not finished yet can be corrected too.
HEAD = 5
_LONGEST_RANK = 8

EXACT, OTHER_LANGUAGE, BEGUN, LIKELY, UNFINISHED = 100.0, 96.0, 92.0, 90.0, 70.0
SECOND_MISTAKE, OTHER_LETTERS, OTHER_START = 8.0, 2.0, 2.0
# A word more or less than asked for costs a little; the whole name asked for gains a little.
WORD_APART, WHOLE_NAME, NAME_BEGUN = 0.3, 2.0, 1.0

# Words that only say what something is, and little words between: they count where a name bears
# them, and are not missed where it does not ("Ayuntamiento de Madrid" means Madrid).
WEAK = frozenset(
    {
        "city", "town", "municipality", "of", "the", "kaupunki", "kaupungin", "kunta", "stad",
        "stads", "stadt", "kommun", "kommune", "ville", "commune", "ciudad", "ayuntamiento",
        "ajuntament", "comune", "citta", "municipio", "cidade", "camara", "gemeente", "miasto",
        "mesto", "linn", "obcina", "landeshauptstadt", "hansestadt", "de", "del", "di", "da", "do",
        "du", "der", "den", "d", "la", "le",
    }
)  # fmt: skip

Gram = tuple[str, int]
# What a mistyped word may have meant, with its points.
Corrections = Mapping[str, float]


class Match(NamedTuple):
    """How well names answer a query: ``words`` of theirs match the ``answered`` ones asked for.

    Found words are as typed or begun so (``is_literal``), mistyped, or begun with a mistake
    (``is_unfinished``). ``share`` is how much of the letters was answered, of mistyped words half.
    """

    score: float
    words: tuple[str, ...]
    is_whole: bool
    is_literal: bool
    is_unfinished: bool
    answered: tuple[str, ...] = ()
    share: float = 0.0


def grams(names: str) -> set[Gram]:
    """(word or beginning, rank) of ``names``; words of short names rank lowest.

    The rank of a whole word is even, that of what is only a beginning odd.
    """
    whole: dict[str, int] = {}
    begun: dict[str, int] = {}
    for name in names.split(SEPARATOR):
        words = name.split()
        rank = 2 * min(len(words), _LONGEST_RANK)
        for word in words:
            whole[word] = min(whole.get(word, rank), rank)
            for edge in EDGES:
                if edge < len(word):
                    start = word[:edge]
                    begun[start] = min(begun.get(start, rank + 1), rank + 1)
    return set((begun | whole).items())


def spelled_words(names: str) -> set[str]:
    """The words of ``names`` in which a typing mistake may be forgiven: no numbers, no signs."""
    return {word for word in words_of(names) if is_spelled(word)}


def words_of(names: str) -> list[str]:
    return names.replace(SEPARATOR, " ").split()


def is_spelled(word: str) -> bool:
    return len(word) >= 3 and word.isalpha()


def spelling_keys(word: str) -> set[str]:
    """The beginning of ``word``, and that with each letter left out in turn.

    Two words at most one mistake apart (a letter more, less or other, or two changed places)
    always share a key.
    """
    head = word[:HEAD]
    return {head, *(head[:i] + head[i + 1 :] for i in range(len(head)))}


@lru_cache(maxsize=256)
def telling(asked: tuple[str, ...]) -> tuple[str, ...]:
    """The words that a name must bear; all of them where each is weak."""
    return tuple(word for word in asked if word not in WEAK) or asked


def corrections(
    asked: str, known: Sequence[str], *, is_last: bool, limit: int = 50
) -> dict[str, float]:
    """Those words of ``known`` that ``asked`` may have meant, with their points, best first.

    Only the last word asked for may be mistyped and unfinished as well.
    """
    points = dict.fromkeys(_unfinished(asked, known) if is_last else (), UNFINISHED)
    for word, mistakes in _near(asked, known, 1 if len(asked) < 8 else 2):
        if len(asked) > 3 or sorted(asked) == sorted(word):
            points[word] = _likeness(asked, word, mistakes)
    likely = sorted((-value, word) for word, value in points.items() if not word.startswith(asked))
    return {word: -value for value, word in likely[:limit]}


def elsewhere(asked: str, *, is_last: bool) -> dict[str, float]:
    """What a city or a title is called in other languages, with points: also while it is typed,
    and mistyped."""
    points = dict.fromkeys(lexicon.mistyped(asked), LIKELY - OTHER_LETTERS)
    if is_last:
        points |= dict.fromkeys(lexicon.begun(asked), BEGUN)
    return points | dict.fromkeys(lexicon.others(asked), OTHER_LANGUAGE)


def is_one_mistake(asked: str, word: str) -> bool:
    return OSA.distance(asked, word, score_cutoff=1) <= 1


def match(asked: tuple[str, ...], corrected: Mapping[str, Corrections], names: str) -> Match:
    """Score ``names`` (folded, joined) against the words asked for, word by word.

    The mean over the asked words of their best word, 0.3 less for each word by which the nearest
    name is longer or shorter. A name may write in one word what was asked in several.
    """
    forms = [form.split() for form in names.split(SEPARATOR)]
    known = [word for form in forms for word in form]
    # A thousand candidates come through here for one search, so it is written out plainly.
    joined = "".join(asked)
    if len(asked) > 1 and joined in known:
        score = OTHER_LANGUAGE + _shape(1, forms, [joined])
        return Match(round(score, 1), (joined,), True, True, False, asked, 1.0)
    needed = telling(asked)
    missed = 0
    matched: list[str] = []
    answered: list[str] = []
    total, share, letters = 0.0, 0.0, 0
    lowest, is_unfinished = EXACT, False
    for word in asked:
        best, points = _best(word, known, corrected.get(word, {}))
        if not points and word not in needed:
            points, missed = BEGUN, missed + 1
        total += points
        letters += len(word)
        lowest = min(lowest, points)
        is_unfinished = is_unfinished or points == UNFINISHED
        if best and best not in matched:
            matched.append(best)
        if best and points > UNFINISHED:
            answered.append(word)
            share += len(word) if points >= BEGUN else len(word) / 2
    mean = total / len(asked)
    # Who asks for "La Haye" says no more than "Den Haag" does: its small word counts as found.
    spared = WEAK if missed else frozenset()
    shape = _shape(len(asked) - missed, forms, matched, spared) if matched else 0.0
    return Match(
        score=round(mean + shape, 1),
        words=tuple(matched),
        is_whole=lowest > 0,
        is_literal=lowest >= BEGUN,
        is_unfinished=is_unfinished,
        answered=tuple(answered),
        share=share / letters,
    )


def _best(asked: str, known: Sequence[str], corrected: Corrections) -> tuple[str, float]:
    if asked in known:
        return asked, EXACT
    begun = [word for word in known if word.startswith(asked)]
    if begun:
        return min(begun, key=lambda word: (len(word), word)), BEGUN
    if corrected:
        likely = [(-corrected[word], word) for word in known if word in corrected]
        if likely:
            points, word = min(likely)
            return word, -points
    return "", 0.0


def _shape(
    size: int,
    forms: list[list[str]],
    matched: list[str],
    spared: frozenset[str] = frozenset(),
) -> float:
    """Points for the name that comes closest to the words that matched, of ``size`` asked for;
    words that are ``spared`` make no name longer."""
    number = len(matched)
    best = size * -WORD_APART
    for form in forms:
        if not any(word in form for word in matched):
            continue
        if spared:
            form = [word for word in form if word not in spared or word in matched]
        begins = form[:number] == matched
        if begins and len(form) == number == size:
            return WHOLE_NAME
        best = max(best, (NAME_BEGUN if begins else 0.0) - WORD_APART * abs(len(form) - size))
    return best


def _likeness(asked: str, word: str, mistakes: int) -> float:
    """Changed places are the likeliest mistake, another first letter the least likely."""
    points = LIKELY - SECOND_MISTAKE * (mistakes - 1)
    points -= 0 if sorted(asked) == sorted(word) else OTHER_LETTERS
    return points - (0 if asked[0] == word[0] else OTHER_START)


def _near(asked: str, words: Sequence[str], mistakes: int) -> list[tuple[str, int]]:
    """(word, mistakes) for the words at most that many letters or changed places away."""
    found = process.extract(
        asked, words, scorer=OSA.distance, processor=None, score_cutoff=mistakes, limit=None
    )
    return [(word, int(distance)) for word, distance, _index in found]


def _unfinished(asked: str, known: Sequence[str]) -> set[str]:
    """The words that begin with something at most one mistake away."""
    if len(asked) < HEAD:
        return set()
    longer = [word for word in known if len(word) > len(asked)]
    starts = {word[: len(asked) + more] for word in longer for more in (-1, 0, 1)}
    near = {start for start, _mistakes in _near(asked, sorted(starts), 1)}
    return {w for w in longer if any(w[: len(asked) + more] in near for more in (-1, 0, 1))}
