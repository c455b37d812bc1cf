"""Invitations and messages in the dialects of the programs that write them."""

from __future__ import annotations

ZONE = """BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:16010101T040000
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""

# Exchange: Windows names of zones, folded lines, Teams instructions below a rule.
EXCHANGE = (
    """BEGIN:VCALENDAR
METHOD:REQUEST
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
"""
    + ZONE.format(name="FLE Standard Time")
    + """BEGIN:VEVENT
ORGANIZER;CN="Svensson, Anna":mailto:anna.svensson@malmo.example
ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=Matti Vir
 tanen:mailto:Matti.Virtanen@city.example
ATTENDEE;CUTYPE=ROOM;CN=Room 12:mailto:room12@malmo.example
ATTENDEE;PARTSTAT=DECLINED;CN=Not Coming:mailto:no@malmo.example
DESCRIPTION;LANGUAGE=en-US:Shore power for ferries.\\n\\n______________________
 __________________________________________________________\\nMicrosoft Teams
  Need help?
UID:040000008200E00074C5B7101A82E008
SUMMARY;LANGUAGE=en-US:FW: Call on shore power
DTSTART;TZID=FLE Standard Time:20261203T100000
DTEND;TZID=FLE Standard Time:20261203T110000
CLASS:PUBLIC
SEQUENCE:2
LOCATION;LANGUAGE=en-US:Microsoft Teams Meeting
STATUS:CONFIRMED
END:VEVENT
END:VCALENDAR
"""
)

GOOGLE_UID = "7kukuqrfedlm2f9t0vr3qd3k3l@google.com"
# Google: times in UTC, an address in the description.
GOOGLE = """BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:REQUEST
BEGIN:VEVENT
DTSTART:20261203T080000Z
DTEND:20261203T090000Z
DTSTAMP:20261101T101010Z
ORGANIZER;CN=Anna Svensson:mailto:anna.svensson@malmo.example
UID:7kukuqrfedlm2f9t0vr3qd3k3l@google.com
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=lars.
 holm@oslo.example;X-NUM-GUESTS=0:mailto:lars.holm@oslo.example
DESCRIPTION:Agenda to follow.\\n\\n-::~:~::~:~:~:~\\nJoin with Google Meet: http
 s://meet.google.com/abc-defg-hij
LOCATION:City Hall\\, Malmö
SEQUENCE:0
STATUS:CONFIRMED
SUMMARY:Möte om hamnar
END:VEVENT
END:VCALENDAR
"""

# Apple: a named zone of the IANA with its table, whole days.
APPLE = """BEGIN:VCALENDAR
CALSCALE:GREGORIAN
PRODID:-//Apple Inc.//macOS 14.0//EN
VERSION:2.0
BEGIN:VEVENT
CREATED:20261101T090000Z
DTSTART;VALUE=DATE:20261203
DTEND;VALUE=DATE:20261205
DTSTAMP:20261101T090001Z
SEQUENCE:1
SUMMARY:Conference on harbours
UID:3E9C7C2A-0B7B-4D2C-9B5E-0A0F3C9D8E71
LOCATION:Gothenburg
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
"""

# Outlook: a weekly series with one day left out and one moved to the day after.
SERIES = (
    """BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
METHOD:PUBLISH
"""
    + ZONE.format(name="FLE Standard Time")
    + """BEGIN:VEVENT
UID:series-1
SUMMARY:Weekly call
DTSTART;TZID="FLE Standard Time":20261105T100000
DTEND;TZID="FLE Standard Time":20261105T110000
RRULE:FREQ=WEEKLY;UNTIL=20270225T080000Z;BYDAY=TH
EXDATE;TZID="FLE Standard Time":20261112T100000
SEQUENCE:1
END:VEVENT
BEGIN:VEVENT
UID:series-1
RECURRENCE-ID;TZID="FLE Standard Time":20261119T100000
SUMMARY:Weekly call, moved
DTSTART;TZID="FLE Standard Time":20261120T130000
DTEND;TZID="FLE Standard Time":20261120T140000
SEQUENCE:2
END:VEVENT
END:VCALENDAR
"""
)

MESSAGE = b"""From: =?iso-8859-1?Q?J=F8rgen_S=F8rensen?= <jorgen@oslo.example>
To: "Virtanen, Matti" <matti.virtanen@city.example>, Unknown Person <who@bergen.example>
Subject: =?utf-8?Q?VS:_Re:_Lautat_ja_maas=C3=A4hk=C3=B6?=
Date: Tue, 27 Oct 2026 23:30:00 +0000
Message-ID: <CAF123@mail.oslo.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b1"

--b1
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

Hei, sataman maas=E4hk=F6st=E4.
--b1
Content-Type: application/ms-tnef; name="winmail.dat"
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename="winmail.dat"

eJ8+IgAAAQaQCAAEAAAAAAABAAEAAQeQBgAIAAAA
--b1--
"""


def changed(text: str, *pairs: tuple[str, str]) -> bytes:
    """The sample with other words, in the line ends of the net."""
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text.replace("\n", "\r\n").encode()


def invitation_by_mail(calendar: str) -> bytes:
    """A message with the invitation as a part, as mail programs send it."""
    head = "From: a@b.example\nSubject: Invitation\nMIME-Version: 1.0\n"
    kind = 'Content-Type: multipart/alternative; boundary="b2"\n\n--b2\n'
    text = "Content-Type: text/plain\n\nYou are invited.\n--b2\n"
    part = 'Content-Type: text/calendar; method=REQUEST; charset="utf-8"\n\n'
    return f"{head}{kind}{text}{part}{calendar}\n--b2--\n".encode()
