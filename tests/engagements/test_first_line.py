"""A first line is understood by plain rules, in three languages; no database."""

from __future__ import annotations

from datetime import date, time

import pytest

from app.engagements.models import EngagementType
from app.engagements.rules import nominatives, read_line, serves_topic

T = EngagementType
# A Thursday.
TODAY = date(2026, 11, 26)
YESTERDAY = date(2026, 11, 25)
DIGITAL = ("Smart City and digitalisation", "Älykäs kaupunki ja digitalisaatio", "Smart stad")
CULTURE = ("Culture and art", "Kulttuuri ja taide", "Kultur och konst")


@pytest.mark.parametrize(
    ("line", "names", "topic"),
    [
        (
            "call with Amsterdam and Barcelona yesterday about data ethics",
            ("Amsterdam", "Barcelona"),
            "data ethics",
        ),
        (
            "puhelu Amsterdamin ja Barcelonan kanssa eilen data-etiikasta",
            ("Amsterdamin", "Barcelonan"),
            "data-etiikasta",
        ),
        (
            "samtal med Amsterdam och Barcelona i går om dataetik",
            ("Amsterdam", "Barcelona"),
            "dataetik",
        ),
    ],
)
def test_line_tells_type_day_partners_and_topic(
    line: str, names: tuple[str, ...], topic: str
) -> None:
    read = read_line(line, TODAY)
    assert (read.type, read.starts_on, read.names, read.topic) == (T.CALL, YESTERDAY, names, topic)
    assert serves_topic(read.topic, DIGITAL)
    assert not serves_topic(read.topic, CULTURE)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Eurocities working group meeting", T.WORKING_GROUP),
        ("EUROCITIES-työryhmän kokous", T.WORKING_GROUP),
        ("arbetsgruppsmöte med Eurocities", T.WORKING_GROUP),
        ("visit from Stockholm", T.INCOMING_VISIT),
        ("besök från Stockholm", T.INCOMING_VISIT),
        ("visit to Stockholm", T.OUTGOING_DELEGATION),
        ("työmatka Tukholmaan", T.OUTGOING_DELEGATION),
        ("resa till Stockholm", T.OUTGOING_DELEGATION),
        ("huippukokous Brysselissä", T.EVENT),
        ("allekirjoitustilaisuus Tallinnan kanssa", T.SIGNING),
        ("e-mail to Oslo", T.CORRESPONDENCE),
        ("sähköpostia Oslon kanssa", T.CORRESPONDENCE),
        ("lunch with the mayor of Oslo", T.MEETING),
        ("intressebevakning i Bryssel", T.ADVOCACY),
        ("Amsterdam, data ethics", None),
    ],
)
def test_kind_is_read_from_the_most_telling_word(line: str, kind: EngagementType | None) -> None:
    assert read_line(line, TODAY).type is kind


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today", TODAY),
        ("toissapäivänä", date(2026, 11, 24)),
        ("i övermorgon", date(2026, 11, 28)),
        ("on Monday", date(2026, 11, 23)),
        ("Thursday", TODAY),
        ("next Monday", date(2026, 11, 30)),
        ("viime perjantaina", date(2026, 11, 20)),
        ("ensi perjantaina", date(2026, 11, 27)),
        ("i måndags", date(2026, 11, 23)),
        ("på måndag", date(2026, 11, 30)),
        ("3 days ago", date(2026, 11, 23)),
        ("kaksi viikkoa sitten", date(2026, 11, 12)),
        ("för två veckor sedan", date(2026, 11, 12)),
        ("in 2 weeks", date(2026, 12, 10)),
        ("viikon päästä", None),
        ("12.11.", date(2026, 11, 12)),
        ("7.1.", date(2027, 1, 7)),
        ("7.1.2025", date(2025, 1, 7)),
        ("2026-11-03", date(2026, 11, 3)),
        ("3 November", date(2026, 11, 3)),
        ("November 3rd, 2025", date(2025, 11, 3)),
        ("3. marraskuuta", date(2026, 11, 3)),
        ("den 3 december", date(2026, 12, 3)),
        ("31.2.", None),
        ("maybe", None),
    ],
)
def test_days_as_people_write_them(words: str, day: date | None) -> None:
    read = read_line(f"call with Oslo {words}", TODAY)
    assert read.starts_on == day
    assert read.names[0].startswith("Oslo")


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("at 10", time(10), None),
        ("klo 14.30–16", time(14, 30), time(16)),
        ("kl. 9:15", time(9, 15), None),
        ("13:00-14:30", time(13), time(14, 30)),
        ("at 25:00", None, None),
    ],
)
def test_times_as_people_write_them(words: str, start: time | None, end: time | None) -> None:
    read = read_line(f"meeting with Oslo on 3.11. {words}", TODAY)
    assert (read.starts_at, read.ends_at) == (start, end)


def test_place_and_online_are_no_names() -> None:
    read = read_line("Teams meeting with Eurocities in Brussels, Oslo on Monday", TODAY)
    assert read.is_online
    assert read.place == "Brussels"
    assert read.names == ("Eurocities", "Oslo")


def test_summary_is_the_topic_else_the_line_without_its_day() -> None:
    assert read_line("call with Oslo about ferries yesterday", TODAY).summary == "Ferries"
    assert read_line("lunch with Oslo yesterday", TODAY).summary == "Lunch with Oslo"
    finnish = read_line("eilen puhelu Oslon kanssa lautoista", TODAY)
    assert finnish.summary == "Puhelu Oslon kanssa lautoista"


@pytest.mark.parametrize(
    "line", ["", "   ", ",", "with and about", "∑ 💬 \u202e", "a" * 500, "1.1.1"]
)
def test_any_line_can_be_read(line: str) -> None:
    assert read_line(line, TODAY).type is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Amsterdamin", "Amsterdam"),
        ("Barcelonan", "Barcelona"),
        ("Helsingin", "Helsinki"),
        ("Suomen", "Suomi"),
        ("C40:n", "C40"),
        ("Stockholms", "Stockholm"),
        ("New Yorkin", "New York"),
    ],
)
def test_endings_of_names_are_taken_off(written: str, meant: str) -> None:
    assert nominatives(written)[0] == written
    assert meant in nominatives(written)


def test_topic_belongs_to_a_focus_area_by_its_own_words_or_its_theme() -> None:
    assert serves_topic("museums", CULTURE)
    assert serves_topic("AI", DIGITAL)
    assert not serves_topic("articles of association", CULTURE)
    assert not serves_topic("", CULTURE)
