"""Reading invitations and messages; no database."""

from __future__ import annotations

import random
from datetime import date, time

import pytest

from app.core.errors import Refused
from app.engagements.models import EngagementType
from app.engagements.rules import Dropped, Person, read_file
from tests.engagements import dropped_samples as samples
from tests.engagements.dropped_samples import changed

TODAY = date(2026, 11, 2)
DAY = date(2026, 12, 3)


def one(name: str, content: bytes, today: date = TODAY) -> Dropped:
    (found,) = read_file(name, content, today)
    return found


def test_exchange_invitation_in_a_windows_zone() -> None:
    read = one("invite.ics", changed(samples.EXCHANGE))
    assert (read.type, read.summary) == (EngagementType.CALL, "Call on shore power")
    assert (read.starts_on, read.starts_at, read.ends_on, read.ends_at) == (
        DAY,
        time(10),
        None,
        time(11),
    )
    assert read.is_online
    assert read.place == ""
    assert read.notes == "Shore power for ferries."
    assert read.version == 2
    # The room and whoever declined are no attendees.
    assert read.people == (
        Person("Svensson, Anna", "anna.svensson@malmo.example"),
        Person("Matti Virtanen", "matti.virtanen@city.example"),
    )
    assert read.people[0].names == ("Anna", "Svensson")


def test_google_invitation_in_utc() -> None:
    read = one("invite.ics", changed(samples.GOOGLE))
    assert (read.starts_on, read.starts_at, read.ends_at) == (DAY, time(10), time(11))
    assert read.place == "City Hall, Malmö"
    assert read.notes == "Agenda to follow."
    # A name that only repeats the address is none.
    assert read.people[1] == Person("", "lars.holm@oslo.example")
    assert read.people[1].names == ("", "lars.holm")


def test_apple_event_of_whole_days_ends_on_its_last() -> None:
    read = one("event.ics", changed(samples.APPLE))
    assert (read.starts_on, read.starts_at, read.ends_on) == (DAY, None, date(2026, 12, 4))
    assert read.type is EngagementType.EVENT
    assert read.place == "Gothenburg"


@pytest.mark.parametrize(
    ("today", "day", "at", "summary"),
    [
        (date(2026, 11, 2), date(2026, 11, 5), time(10), "Weekly call"),
        (date(2026, 11, 6), date(2026, 11, 20), time(13), "Weekly call, moved"),
        (date(2026, 11, 21), date(2026, 11, 26), time(10), "Weekly call"),
        (date(2027, 6, 1), date(2027, 2, 25), time(10), "Weekly call"),
    ],
)
def test_series_gives_its_next_day_with_days_left_out_and_moved(
    today: date, day: date, at: time, summary: str
) -> None:
    read = one("series.ics", changed(samples.SERIES), today)
    assert (read.starts_on, read.starts_at, read.summary) == (day, at, summary)
    assert read.repeats


def test_one_moved_day_has_the_number_of_its_place_in_the_series() -> None:
    start = samples.SERIES.index("BEGIN:VEVENT")
    second = samples.SERIES.index("BEGIN:VEVENT", start + 1)
    alone = samples.SERIES[:start] + samples.SERIES[second:]
    whole = one("series.ics", changed(samples.SERIES), date(2026, 11, 13))
    assert one("moved.ics", changed(alone)).key == whole.key == "ics:series-1#2026-11-19"


def test_message_is_correspondence_on_the_citys_day() -> None:
    read = one("message.eml", samples.MESSAGE)
    assert read.key == "eml:<CAF123@mail.oslo.example>"
    assert (read.type, read.summary) == (EngagementType.CORRESPONDENCE, "Lautat ja maasähkö")
    assert (read.starts_on, read.starts_at) == (date(2026, 10, 28), time(1, 30))
    assert read.notes == "Hei, sataman maasähköstä."
    assert [str(each) for each in read.people] == [
        "Jørgen Sørensen <jorgen@oslo.example>",
        "Virtanen, Matti <matti.virtanen@city.example>",
        "Unknown Person <who@bergen.example>",
    ]


def test_message_without_a_number_is_known_by_its_content() -> None:
    nameless = samples.MESSAGE.replace(b"Message-ID: <CAF123@mail.oslo.example>\n", b"")
    assert one("a.eml", nameless).key == one("b.eml", nameless).key
    assert one("a.eml", nameless).key != one("a.eml", nameless + b"x").key


def test_page_in_a_message_becomes_its_words() -> None:
    head = b"From: a@b.example\nContent-Type: text/html\n\n"
    page = head + b"<p>Hi <b>you</b><script>x()</script> &amp; me</p>"
    assert one("page.eml", page).notes == "Hi you & me"


def test_invitation_inside_a_message_is_read_as_one() -> None:
    read = one("mail.eml", samples.invitation_by_mail(samples.GOOGLE))
    assert read.key == "ics:7kukuqrfedlm2f9t0vr3qd3k3l@google.com"


@pytest.mark.parametrize("sign", ["METHOD:CANCEL", "STATUS:CANCELLED"])
def test_cancellation_is_known_by_method_or_state(sign: str) -> None:
    given = {"METHOD:CANCEL": "METHOD:REQUEST", "STATUS:CANCELLED": "STATUS:CONFIRMED"}[sign]
    assert one("cancel.ics", changed(samples.GOOGLE, (given, sign))).is_cancelled


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.ics", changed(samples.EXCHANGE, ("CLASS:PUBLIC", "CLASS:PRIVATE")), "private"),
        ("a.ics", changed(samples.EXCHANGE, ("CLASS:PUBLIC", "CLASS:CONFIDENTIAL")), "private"),
        ("a.eml", samples.MESSAGE.replace(b"Subject", b"Sensitivity: Private\nSubject"), "private"),
        ("a.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "no event"),
        ("a.ics", b"\x00\xff" * 40, "cannot|no calendar"),
        ("a.ics", b"x" * 1_000_001, "larger"),
        ("a.ics", changed(samples.GOOGLE, (f"UID:{samples.GOOGLE_UID}\n", "")), "number"),
        ("a.ics", changed(samples.GOOGLE, ("20261203", "99991203")), "too far"),
        ("a.ics", changed(samples.SERIES, ("FREQ=WEEKLY", "FREQ=SECONDLY")), "within a day"),
        ("a.eml", b"Hello", "no message"),
        ("a.msg", b"\xd0\xcf\x11\xe0", "Save the message as .eml"),
        ("a.docx", b"PK", "Only invitations"),
        ("a.ics", b"  \r\n ", "empty"),
    ],
)  # fmt: skip
def test_refused_with_the_reason(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=f"(?i){reason}"):
        read_file(name, content, TODAY)


def test_whole_calendar_is_refused() -> None:
    event = "BEGIN:VEVENT\nUID:{0}\nDTSTART:20261203T080000Z\nSUMMARY:{0}\nEND:VEVENT\n"
    many = "BEGIN:VCALENDAR\n" + "".join(event.format(n) for n in range(21)) + "END:VCALENDAR\n"
    with pytest.raises(Refused, match="whole calendar"):
        read_file("all.ics", many.encode(), TODAY)
    few = many.replace("UID:20\n", "UID:19\n")
    assert len(read_file("some.ics", few.encode(), TODAY)) == 20


def test_endless_daily_series_is_read_in_time() -> None:
    endless = changed(samples.SERIES, ("FREQ=WEEKLY;UNTIL=20270225T080000Z;BYDAY=TH", "FREQ=DAILY"))
    assert one("daily.ics", endless, date(2027, 3, 1)).starts_on == date(2027, 3, 1)


@pytest.mark.parametrize("seed", range(4))
def test_broken_files_are_read_or_refused_and_nothing_else(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 (repeatable)
    whole = [
        ("a.ics", changed(samples.EXCHANGE)),
        ("a.ics", changed(samples.SERIES)),
        ("a.eml", samples.MESSAGE),
        ("a.eml", samples.invitation_by_mail(samples.APPLE)),
    ]
    for _ in range(250):
        name, content = rng.choice(whole)
        broken = bytearray(content)
        for _ in range(rng.randrange(1, 12)):
            at = rng.randrange(len(broken))
            if rng.random() < 0.4:
                del broken[at : at + rng.randrange(1, 60)]
            else:
                broken[at] = rng.randrange(256)
            if not broken:
                break
        try:
            for dropped in read_file(name, bytes(broken), TODAY):
                assert dropped.key
                assert len(dropped.summary) <= 200
        except Refused:
            continue
