"""Names of places, organisations and people: syllables that every script can write."""

from __future__ import annotations

from app.bench_data.draws import Draws, Weighted

VOWELS = "aiueo"
# A consonant in Latin, Cyrillic, Greek and Arabic letters, and its row of katakana.
CONSONANTS = (
    ("k", "к", "κ", "ك", "カキクケコ"), ("s", "с", "σ", "س", "サシスセソ"),
    ("t", "т", "τ", "ت", "タチツテト"), ("n", "н", "ν", "ن", "ナニヌネノ"),
    ("h", "х", "χ", "ه", "ハヒフヘホ"), ("m", "м", "μ", "م", "マミムメモ"),
    ("r", "р", "ρ", "ر", "ラリルレロ"), ("v", "в", "β", "ف", "バビブベボ"),
    ("l", "л", "λ", "ل", "ラリルレロ"), ("p", "п", "π", "ب", "パピプペポ"),
    ("d", "д", "δ", "د", "ダヂヅデド"), ("g", "г", "γ", "ج", "ガギグゲゴ"),
    ("j", "й", "ι", "ي", "ザジズゼゾ"), ("f", "ф", "φ", "ف", "ハヒフヘホ"),
)  # fmt: skip
SCRIPTS = {"cyrillic": (1, "аиуео"), "greek": (2, "αιυεο"), "arabic": (3, "ايويو")}
SYLLABLES = len(CONSONANTS) * len(VOWELS)
# Coprime to the number of three-syllable names, so that neighbours look nothing alike.
STRIDE = 135_391

# ISO codes with how often they come, the script of a native name and a typical ending.
COUNTRIES = {
    "FI": 10, "SE": 8, "EE": 5, "DE": 8, "FR": 7, "NL": 6, "DK": 5, "NO": 5, "IT": 6, "ES": 6,
    "PL": 5, "GB": 6, "BE": 4, "AT": 3, "PT": 3, "LV": 3, "LT": 3, "CZ": 3, "GR": 3, "UA": 4,
    "BG": 2, "RO": 2, "HU": 2, "HR": 1, "IE": 2, "IS": 1, "CH": 2, "US": 5, "CA": 3, "JP": 5,
    "KR": 2, "CN": 3, "IN": 3, "BR": 3, "ZA": 2, "MA": 2, "EG": 2, "TN": 1, "JO": 1, "KE": 1,
    "SN": 1, "AU": 2, "NZ": 1, "CL": 1, "MX": 2,
}  # fmt: skip
NATIVE = {
    "UA": "cyrillic", "BG": "cyrillic", "GR": "greek", "JP": "katakana", "MA": "arabic",
    "EG": "arabic", "TN": "arabic", "JO": "arabic",
}  # fmt: skip
ENDINGS = {
    "FI": ("la", "nki", "järvi"), "SE": ("sund", "ås", "köping"), "EE": ("vere", "mõisa"),
    "DE": ("burg", "stätt", "furt"), "FR": ("ville", "é"), "NL": ("dam", "wijk"),
    "DK": ("borg", "ø"), "NO": ("vik", "ø"), "IT": ("no", "cità"), "ES": ("ña", "da"),
    "PL": ("ów", "ław"), "GB": ("ton", "ham"), "PT": ("ção", "ra"), "CZ": ("ín", "ice"),
}  # fmt: skip
COUNTRY = Weighted(COUNTRIES)

GIVEN = (
    "Aino", "Anna", "Olga", "Kerttu", "Maria", "Sofia", "Ingrid", "Åsa", "Zoë", "Élise", "Chloé",
    "Małgorzata", "Jūratė", "Ana", "Lucía", "Fatima", "Noor", "Yuki", "Mei", "Priya", "Grace",
    "Antti", "Juhani", "Mikko", "Björn", "Göran", "Søren", "Lars", "Jan", "Piotr", "Łukasz",
    "Jürgen", "Andrés", "João", "Luca", "Niko", "Omar", "Karim", "Kenji", "Wei", "Arjun", "Sean",
    "David", "Thomas", "Peter", "Eva", "Kristiina", "Liisa", "Tõnu", "Rasa", "Ilze", "Jana",
)  # fmt: skip
FAMILY_ENDINGS = ("nen", "la", "sson", "sen", "mann", "ski", "ov", "ez", "i", "er", "son", "ić")


def _digits(number: int, count: int) -> list[int]:
    places = []
    for _ in range(count):
        number, place = divmod(number, SYLLABLES)
        places.append(place)
    return places


def place(number: int, country: str) -> str:
    """A place name; three syllables are different for each of the first 343,000 numbers."""
    stem = _latin(_syllables(number))
    endings = ENDINGS.get(country, ("",))
    return (stem + endings[number % len(endings)]).capitalize()


def native(number: int, script: str) -> str:
    """The same place in another script."""
    places = _syllables(number)
    if script == "katakana":
        rows = [(CONSONANTS[at // 5][4], at % 5) for at in places]
        return "".join(row[at] for row, at in rows) + "市"
    column, vowels = SCRIPTS[script]
    return "".join(CONSONANTS[at // 5][column] + vowels[at % 5] for at in places).capitalize()


def _syllables(number: int) -> list[int]:
    return _digits(number * STRIDE % SYLLABLES**3, 3)


def _latin(places: list[int]) -> str:
    return "".join(CONSONANTS[at // 5][0] + VOWELS[at % 5] for at in places)


def family(draws: Draws) -> str:
    """A family name; a few families are large."""
    stem = _latin(_digits(draws.skewed(SYLLABLES**2, 1.6) * 1447 % SYLLABLES**2, 2))
    return (stem + draws.pick(FAMILY_ENDINGS)).capitalize()


def given(draws: Draws) -> str:
    return GIVEN[draws.skewed(len(GIVEN), 1.3)]


def native_person(draws: Draws, script: str) -> tuple[str, str]:
    """A given and a family name in another script."""
    return native(draws.below(300), script).removesuffix("市"), native(
        draws.below(20_000), script
    ).removesuffix("市")
