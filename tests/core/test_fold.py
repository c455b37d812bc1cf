"""Folding gives people's spellings of one name one form, on writing and on asking."""

from __future__ import annotations

import random
import sys
import unicodedata

import pytest

from app.core.search.fold import LONGEST_WORD, fold, query_terms, terms, variants

FOLDED = {
    "Malmö": "malmo",
    "MALMÖ STAD": "malmo stad",
    "Malmo\u0308": "malmo",
    "Łódź": "lodz",
    "København": "kobenhavn",
    "Đorđe": "dorde",
    "Straße": "strasse",
    "STRASSE": "strasse",
    "Þingvellir": "thingvellir",
    "Æbeltoft": "aebeltoft",
    "Œuvre": "oeuvre",
    "İstanbul": "istanbul",
    "Diyarbakır": "diyarbakir",
    "Ħamrun": "hamrun",
    "Tromsø Kommune": "tromso kommune",
    "Kárášjohka": "karasjohka",
    "Guovdageaidnu–Kautokeino": "guovdageaidnu kautokeino",
    "Gəncə": "gence",
    "Thành phố Hồ Chí Minh": "thanh pho ho chi minh",
    "Αθήνα": "αθηνα",
    "ΠΕΙΡΑΙΆΣ": "πειραιασ",
    "Πειραιάς": "πειραιασ",
    "Йошкар-Ола": "иошкар ола",
    "Артём": "артем",
    "القاهِرة": "القاهره",
    "تهران": "تهران",
    "٢٠٢٦": "2026",
    "２０２６": "2026",
    "२०२६": "2026",
    "ＥＵＲＯＣＩＴＩＥＳ": "eurocities",
    "𝐂𝟒𝟎": "c40",
    "ﬁnland": "finland",
    "北京市": "北京市",
    "ガーナ": "カーナ",
    "서울": "서울",
    "C40  Cities\n(network)": "c40 cities network",
    "a\tb\u00a0c\u2003d": "a b c d",
    "L'Aquila": "l aquila",
    "Hawaiʻi": "hawai i",
    "Mal\u00admö": "malmo",
    "Mal\u200bmö\u200f": "malmo",
    "\u202eMalmö\u202c": "malmo",
    "Mal\x00mö": "malmo",
    "\ud800Malmö": "malmo",
    "100 % 🙂 yes": "100 yes",
    "AND_NEAR(*)": "and near",
    "": "",
    " \t\n": "",
    "\u0301": "",
}


@pytest.mark.parametrize(("text", "expected"), FOLDED.items(), ids=[ascii(t) for t in FOLDED])
def test_spellings_of_one_name_fold_to_one_form(text: str, expected: str) -> None:
    assert fold(text) == expected


# All that Unicode assigns, and a few that it does not; the rest are alike.
ASSIGNED = [c for c in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(c)[0] != "C"]
CHARACTERS = [
    *ASSIGNED,
    *map(chr, range(0xA0)),
    "\u200b",
    "\ud800",
    "\ue000",
    "\uffff",
    "\U0010ffff",
]


def _random_texts() -> list[str]:
    chance = random.Random(20261102)  # noqa: S311 (not a secret)
    return ["".join(chance.choices(ASSIGNED, k=200)) for _ in range(300)]


def test_folding_twice_changes_nothing() -> None:
    twice = [text for text in [*CHARACTERS, *FOLDED] if fold(fold(text)) != fold(text)]
    assert twice == []


def test_any_mix_of_scripts_folds_to_words_with_one_space_between() -> None:
    for text in _random_texts():
        folded = fold(text)
        assert fold(folded) == folded
        assert folded == " ".join(folded.split())
        assert all(character.isalnum() for character in folded.replace(" ", ""))


def test_no_character_folds_to_something_that_is_not_letter_digit_or_space() -> None:
    wrong = [c for c in CHARACTERS if not fold(f"a{c}b").replace(" ", "").isalnum()]
    assert wrong == []


def test_a_script_without_spaces_is_split_into_pairs() -> None:
    assert terms("上海市") == ("上海", "海市", "市")
    assert query_terms("上海市") == ("上海", "海市")
    assert query_terms("市") == ("市",)


def test_a_script_without_spaces_parts_from_latin_letters_and_digits() -> None:
    assert terms("第2次上海EU会議") == ("第", "2", "次上", "上海", "海", "eu", "会議", "議")


def test_words_keep_their_order_and_a_query_asks_once_for_each() -> None:
    assert terms("York, New York") == ("york", "new", "york")
    assert query_terms("York, New York") == ("york", "new")


def test_a_very_long_word_is_cut_alike_on_both_sides() -> None:
    assert terms("a" * 10_000) == query_terms("A" * 9_000) == ("a" * LONGEST_WORD,)


def test_an_apostrophe_parts_two_words_or_none() -> None:
    assert variants("Xi’an") == ("xi an", "xian")
    assert variants("L'Aquila") == ("l aquila", "laquila")
    assert variants("Malmö") == ("malmo",)
    assert variants("…") == ()
