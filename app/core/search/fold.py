"""Folding of case, accents, scripts and invisible characters, so that both databases agree.

FTS5 does not fold ø, ł, ß or đ and PostgreSQL needs an extension to; doing it here, on writing and
on asking, gives one answer everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

# Longer words carry nothing for search, and PostgreSQL refuses lexemes above 2,046 bytes.
LONGEST_WORD = 64
# What PostgreSQL keeps of one text is limited to a mebibyte; no note comes near this.
LONGEST_TEXT = 100_000

# Letters that Unicode does not take apart, and Arabic and Persian spellings of one letter.
_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ŋ": "n", "ı": "i", "ĸ": "k",
        "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ə": "e", "ɛ": "e", "ɔ": "o", "ƒ": "f",
        "ɓ": "b", "ɖ": "d", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ʒ": "z", "ґ": "г", "ђ": "д", "ћ": "ч",
        "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه",
    }
)  # fmt: skip
# Scripts written without spaces: Thai, Lao, Burmese, Khmer, kana, Han.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff]+"
)
_APOSTROPHE = re.compile(r"(?<=\w)['’‘ʼʻʹ`´](?=\w)")


def fold(text: str) -> str:
    """``text`` as words of lower-case letters and digits without marks, one space between them.

    Folding twice gives the same as folding once. Invisible and control characters vanish.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.casefold())
    # Mathematical and other styled letters become plain capitals only by taking them apart.
    kept = text.casefold().translate(_FOLDING)
    if not kept.isascii():
        # Hangul fell apart into its sounds above; a syllable is put together again.
        kept = unicodedata.normalize("NFC", kept)
    return " ".join(kept.split())


def terms(text: str, *, closing: bool = True) -> tuple[str, ...]:
    """The words of ``text`` as the index holds them, in order, folded.

    A run of a script without spaces becomes its overlapping pairs of characters and, ``closing``,
    its last one, so that any part of it can be found.
    """
    folded = fold(text[: 2 * LONGEST_TEXT])
    if folded.isascii() or _UNSPACED.search(folded) is None:
        return tuple([word[:LONGEST_WORD] for word in folded.split()])
    return tuple(_split(folded, closing))


def query_terms(text: str) -> tuple[str, ...]:
    """The words a query asks for, each once."""
    return tuple(dict.fromkeys(terms(text, closing=False)))


def variants(name: str) -> tuple[str, ...]:
    """A name as it may be typed: an apostrophe parts two words (L'Aquila) or none (Xi'an)."""
    forms = dict.fromkeys((name, _APOSTROPHE.sub("", name)))
    found = dict.fromkeys(" ".join(terms(form)) for form in forms)
    return tuple(form for form in found if form)


def is_unspaced(word: str) -> bool:
    """Whether ``word`` is of a script written without spaces."""
    return _UNSPACED.match(word) is not None


def _fold_character(character: str) -> str:
    category = unicodedata.category(character)
    # The tatweel only lengthens a line.
    if category.startswith("M") or character == "ـ":
        return ""
    if category == "Nd":
        return str(unicodedata.digit(character))
    # Spacing modifiers (the okina, the prime) are letters to Unicode and apostrophes to people.
    if category == "Lm" and "\u02b0" <= character <= "\u02ff":
        return " "
    if character.isalnum():
        return character
    if category in {"Cc", "Cf", "Cs"} and not character.isspace():
        return ""
    return " "


class _Folding(dict[int, str]):
    """A table for ``str.translate`` that fills itself as characters come by."""

    def __missing__(self, code: int) -> str:
        self[code] = _LETTERS.get(code) or _fold_character(chr(code))
        return self[code]


_FOLDING = _Folding()


def _split(folded: str, closing: bool) -> Iterator[str]:
    for word in folded.split():
        position = 0
        for run in _UNSPACED.finditer(word):
            yield from _short(word[position : run.start()])
            yield from _pairs(run.group(), closing)
            position = run.end()
        yield from _short(word[position:])


def _short(word: str) -> Iterator[str]:
    if word:
        yield word[:LONGEST_WORD]


def _pairs(run: str, closing: bool) -> Iterator[str]:
    for start in range(len(run) - 1):
        yield run[start : start + 2]
    if closing or len(run) == 1:
        yield run[-1]
