"""Passwords: how they are kept (Argon2id), and which are accepted (NIST SP 800-63B revision 4).

A password alone needs 15 characters and must not be one that guessers try first; what it is made
of is nobody's business, because composition rules make passwords worse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.core.i18n import _, _l
from app.core.search.fold import fold

SHORTEST = 15
LONGEST = 200

# OWASP's second setting: 19 MiB, two passes, one lane; about 35 ms on a small server.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

# Words that begin the guesses against this very program, next to the name of the city.
OWN_WORDS = ("kumppani", "partner", "partnership", "helsinki", "espoo", "city", "kaupunki", "stad")
# The commonest passwords and the words they are made of, folded; a long password that is only a
# repetition or a row of these is as quickly guessed as the short one.
COMMON_WORDS = (
    "password", "passwort", "passw0rd", "pa55word", "salasana", "losenord", "letmein", "welcome",
    "tervetuloa", "valkommen", "admin", "administrator", "root", "user", "guest", "login", "master",
    "secret", "salainen", "hemlig", "changeme", "default", "test", "testi", "demo", "temp",
    "iloveyou", "princess", "sunshine", "football", "jalkapallo", "baseball", "superman", "batman",
    "dragon", "monkey", "shadow", "michael", "trustno1", "starwars", "whatever", "freedom",
    "hello", "moi", "hei", "terve", "kissa", "koira", "summer", "winter", "spring", "autumn",
    "kesa", "talvi", "kevat", "syksy", "suomi", "finland", "sweden", "sverige", "ruotsi", "company",
    "correcthorsebatterystaple", "mypassword", "thisisapassword", "tamaonsalasana", "opensesame",
    "nopassword", "january", "february", "march", "april", "june", "july", "august", "september",
    "october", "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday",
)  # fmt: skip
# Rows of keys and letters that fingers run along.
ROWS = (
    "abcdefghijklmnopqrstuvwxyzåäö", "01234567890", "1234567890", "qwertyuiopå", "asdfghjklöä",
    "zxcvbnm", "azertyuiop", "qsdfghjklm", "qwertzuiopü", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1q2w3e4r5t6y7u8i9o0p", "qazwsxedcrfvtgbyhnujmikolp",
)  # fmt: skip
# With fewer different characters than these besides the listed words, nothing is its own.
OWN_CHARACTERS = 5


@dataclass(frozen=True)
class Subject:
    """What is known about the person the password belongs to."""

    email: str = ""
    name: str = ""
    city: str = ""


def use_hasher(hasher: PasswordHasher) -> None:
    """Hash with other parameters from now on (tests hash cheaply)."""
    global _hasher, _decoy
    _hasher, _decoy = hasher, ""


def hash_password(password: str, *, salt: bytes | None = None) -> str:
    """An Argon2id hash with its parameters and salt: 16 random bytes, unless ``salt`` is given
    because the data must be the same each time it is made.
    """
    return _hasher.hash(password, salt=salt)


_decoy = ""


def verify(password: str, stored: str) -> bool:
    """Whether the password fits; an empty ``stored`` costs the same work and never fits."""
    global _decoy
    if not stored and not _decoy:
        _decoy = _hasher.hash("no account has this password")
    try:
        _hasher.verify(stored or _decoy, password)
    except (VerificationError, InvalidHashError):
        return False
    return bool(stored)


def is_outdated(stored: str) -> bool:
    """Whether the hash was made with other parameters than those of today."""
    return _hasher.check_needs_rehash(stored)


def problem(password: str, subject: Subject) -> str | None:
    """Why the password is refused, as advice, or None when it is accepted."""
    if len(password) < SHORTEST:
        return _(
            "Write at least %(number)d characters: three or four words that only you put together.",
            number=SHORTEST,
        )
    if len(password) > LONGEST:
        return _("Shorten this to %(maximum)d characters or fewer.", maximum=LONGEST)
    plain = fold(password).replace(" ", "")
    reasons = [
        (_by_words(plain, words), reason)
        for words, reason in (
            (_personal(subject), _l("Choose another password: this one is your name or e-mail.")),
            (_own(subject), _l("Choose another password: it names the city or this service.")),
            (COMMON_WORDS, _l("Choose another password: this one is among the first guessed.")),
        )
    ]
    row = _l("Choose another password: this one follows a row of keys or letters.")
    reasons.append((_by_rows(plain), row))
    explained = set[int]().union(*(positions for positions, _reason in reasons))
    own = {sign for place, sign in enumerate(plain) if place not in explained}
    if len(own) < OWN_CHARACTERS and explained:
        return str(max(reasons, key=lambda found: len(found[0]))[1])
    if len(set(plain)) < OWN_CHARACTERS or _is_repeated(plain):
        return _("Choose another password: this one repeats a few characters.")
    return None


def _personal(subject: Subject) -> tuple[str, ...]:
    words = fold(f"{subject.email} {subject.name}").split()
    return tuple(word for word in words if len(word) > 2)


def _own(subject: Subject) -> tuple[str, ...]:
    return (*OWN_WORDS, *fold(subject.city).split())


def _by_words(text: str, words: tuple[str, ...]) -> set[int]:
    """The places in ``text`` that stand in one of the words."""
    starts = ((found.start(), word) for word in words for found in _every(word, text))
    return {place for start, word in starts for place in range(start, start + len(word))}


def _every(word: str, text: str) -> Iterator[re.Match[str]]:
    return re.finditer(f"(?={re.escape(word)})", text)


def _by_rows(text: str) -> set[int]:
    """The places that stand in four or more in a row, forwards or backwards."""
    rows = [direction for row in map(fold, ROWS) for direction in (row, row[::-1])]
    starts = (i for i in range(len(text) - 3) if any(text[i : i + 4] in row for row in rows))
    return {place for start in starts for place in range(start, start + 4)}


def _is_repeated(text: str) -> bool:
    return re.fullmatch(r"(.{1,7})\1+.{0,6}", text, re.DOTALL) is not None
