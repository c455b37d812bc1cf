"""Which passwords are accepted, and how they are kept (NIST SP 800-63B revision 4)."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from app.users import passwords
from app.users.passwords import Subject, problem
from tests.factories.users import PASSWORD

ANNA = Subject(email="anna.virtanen@hel.example", name="Anna Virtanen", city="Helsinki")


@pytest.mark.parametrize(
    "accepted",
    [
        PASSWORD,
        "kolme harmaata haikaraa",
        "no digits or capitals here",
        "paljon ääkkösiä öisin",
        "雨の日は図書館で本を読む静かな朝",
        "x" * 5 + " ribbons of tar and honey",
        "zebra lamp 4 quiet " * 10,
    ],
)
def test_long_passwords_of_ones_own_are_accepted(accepted):
    assert problem(accepted, ANNA) is None


@pytest.mark.parametrize(
    ("refused", "reason"),
    [
        ("fourteen signs", "at least 15 characters"),
        ("a" * 201, "200 characters or fewer"),
        ("aaaaaaaaaaaaaaaaaaaa", "repeats a few characters"),
        ("abcabcabcabcabcabc", "repeats a few characters"),
        ("qwertyuiopasdfghjkl", "row of keys"),
        ("1234567890123456", "row of keys"),
        ("1qaz2wsx3edc4rfv", "row of keys"),
        ("poiuytrewq0987654321", "row of keys"),
        ("passwordpassword", "among the first guessed"),
        ("Password1Password", "among the first guessed"),
        ("salasana salasana!", "among the first guessed"),
        ("correct horse battery staple", "among the first guessed"),
        ("kumppani kumppani", "the city or this service"),
        ("Helsinki2026Helsinki", "the city or this service"),
        ("AnnaVirtanen2026!", "your name or e-mail"),
        ("anna.virtanen@hel.example", "your name or e-mail"),
    ],
)
def test_passwords_that_guessers_try_first_are_refused_with_the_reason(refused, reason):
    assert reason in (problem(refused, ANNA) or "accepted")


def test_stored_hash_is_argon2id_with_the_decided_cost(monkeypatch):
    hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", hasher)
    stored = passwords.hash_password(PASSWORD)
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.verify(PASSWORD, stored)
    assert not passwords.verify(PASSWORD + " ", stored)


def test_account_without_a_password_fits_none():
    assert not passwords.verify("", "")
    assert not passwords.verify("no account has this password", "")


def test_broken_hash_fits_no_password():
    assert not passwords.verify(PASSWORD, "not a hash")
