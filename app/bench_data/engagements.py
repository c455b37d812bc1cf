"""Engagements as the log form would hand them in, and what was done with them afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from app.bench_data.draws import Draws, Weighted
from app.bench_data.meetings import CHUNK, Meeting, People, is_rare, meetings
from app.bench_data.scales import TODAY, moment
from app.bench_data.texts import RARE_WORD
from app.bench_data.world import Act, Person, Spec, World
from app.core.db import Visibility
from app.core.permissions import CONTRIBUTORS
from app.engagements.models import (
    CancelledBy,
    EngagementState,
    EngagementType,
    OurRole,
    Promiser,
    ResultKind,
    Tier,
)

E = EngagementType
TYPES = Weighted(
    {
        E.MEETING: 34, E.CALL: 20, E.EVENT: 12, E.WORKING_GROUP: 10, E.INCOMING_VISIT: 7,
        E.OUTGOING_DELEGATION: 6, E.CORRESPONDENCE: 6, E.ADVOCACY: 4, E.SIGNING: 1,
    }
)  # fmt: skip
WORDS: dict[EngagementType, tuple[str, ...]] = {
    E.MEETING: ("Meeting", "Kokous", "Möte"),
    E.CALL: ("Call", "Puhelu", "Samtal"),
    E.EVENT: ("Conference", "Seminaari", "Konferens"),
    E.WORKING_GROUP: ("Working group", "Työryhmä", "Arbetsgrupp"),
    E.INCOMING_VISIT: ("Visit", "Vierailu", "Besök"),
    E.OUTGOING_DELEGATION: ("Delegation", "Valtuuskunta", "Delegation"),
    E.CORRESPONDENCE: ("Letters", "Kirjeenvaihto", "Brev"),
    E.ADVOCACY: ("Position", "Kannanotto", "Ståndpunkt"),
    E.SIGNING: ("Signing", "Allekirjoitus", "Undertecknande"),
}
TOPICS = (
    "winter cycling", "talvipyöräily", "vintercykling", "district heating", "kaukolämpö",
    "fjärrvärme", "school meals", "kouluruoka", "skolmat", "open data", "avoin data", "öppna data",
    "flood maps", "tulvakartat", "översvämningskartor", "homes", "asuminen", "boende",
    "harbour baths", "merikylpylät", "havsbad", "tram lines", "raitiolinjat", "spårvägar",
    "language cafés", "kielikahvilat", "språkkaféer", "circular construction", "kiertotalous",
    "kretslopp", "city twins", "digikaksoset", "digitala tvillingar", "libraries", "kirjastot",
    "bibliotek",
)  # fmt: skip
PLACES = (
    "Helsinki",
    "Brussels",
    "Tallinn",
    "Stockholm",
    "Hamburg",
    "Online",
    "City Hall",
    "Tampere",
)
CURRENCIES = {"SEK": Decimal("0.09"), "GBP": Decimal("1.16"), "JPY": Decimal("0.0062")}
STARTS = tuple(time(hour, minute) for hour in range(8, 18) for minute in (0, 15, 30))
CANCELLATION = "Nobody could travel that week."


def engagements(world: World, people: People) -> Iterator[tuple[Meeting, Spec]]:
    """All of them, each with the meeting that it tells of."""
    authors = world.of_role(*sorted(CONTRIBUTORS))
    draws = Draws("")
    for meeting in meetings(world, people):
        if (meeting.number - 1) % CHUNK == 0:
            draws = Draws(f"engagements {meeting.number}")
        yield meeting, _engagement(world, draws, meeting, authors)


def _engagement(world: World, draws: Draws, meeting: Meeting, authors: list[Person]) -> Spec:
    author = authors[draws.skewed(len(authors), 1.5)]
    kind = TYPES.draw(draws)
    values: dict[str, Any] = {
        "type": kind,
        "starts_on": meeting.starts_on,
        "summary": _summary(world, draws, meeting, kind),
        "notes": world.texts.note(draws, _rarity(world, meeting)),
        "partnership_id": meeting.partnership_id,
        "organisations": list(meeting.organisations),
        "contacts": list(meeting.contacts),
        "people": _people(draws, author, authors),
        **_times(draws, meeting),
        **_levels(draws),
    }
    if meeting.visibility is not Visibility.CITY:
        values["visibility"] = meeting.visibility
    if meeting.partnership_id is None:
        values["focus_areas"] = draws.few(world.focus_areas, draws.between(0, 2))
        values["objectives"] = draws.few(world.objectives, draws.between(0, 1))
    values |= _outcome(world, draws, meeting, kind)
    follow_ups, later = _follow_ups(world, draws, meeting, author)
    if follow_ups:
        values["follow_ups"] = follow_ups
    at = moment(meeting.logged_on, 7 + draws.below(36_000) / 3600)
    return Spec(meeting.number, at, author.id, values, (*_acts(meeting, author), *later))


def _summary(world: World, draws: Draws, meeting: Meeting, kind: EngagementType) -> str:
    language, topic = draws.below(3), draws.below(len(TOPICS) // 3)
    text = f"{WORDS[kind][language]}: {TOPICS[3 * topic + language]}"
    if draws.chance(0.5):
        text += f", {world.names[meeting.organisations[0] - 1]}"
    return text


def _rarity(world: World, meeting: Meeting) -> str:
    return f"They showed us a {RARE_WORD}" if is_rare(world.scale, meeting.number) else ""


def _people(draws: Draws, author: Person, authors: list[Person]) -> list[int]:
    others = [draws.pick(authors).id] if draws.chance(0.3) else []
    return list(dict.fromkeys([author.id, *others]))


def _times(draws: Draws, meeting: Meeting) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if draws.chance(0.6):
        at = draws.below(len(STARTS) - 4)
        found |= {"starts_at": STARTS[at], "ends_at": STARTS[at + draws.between(1, 4)]}
    elif draws.chance(0.2):
        found["ends_on"] = meeting.starts_on + timedelta(days=draws.between(1, 3))
    place = draws.pick(PLACES)
    found["place"] = place
    if place == "Online":
        found["is_online"] = True
    return found


def _levels(draws: Draws) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if draws.chance(0.8):
        found["our_tier"] = TIERS.draw(draws)
    if draws.chance(0.7):
        found["their_tier"] = TIERS.draw(draws)
    if draws.chance(0.5):
        found["our_role"] = draws.pick(ROLES)
    return found


TIERS = Weighted({Tier.POLITICAL: 10, Tier.MANAGEMENT: 30, Tier.EXPERT: 60})
ROLES = tuple(OurRole)
RESULTS = tuple(ResultKind)


def _outcome(world: World, draws: Draws, meeting: Meeting, kind: EngagementType) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if meeting.state is EngagementState.HELD:
        if results := draws.few(RESULTS, draws.below(3)):
            found["results"] = results
        if draws.chance(0.1):
            found |= {"learned": world.texts.line(draws), "learned_for": "Planning"}
        if draws.chance(0.01):
            outlet = f"City News {draws.below(90)}"
            found["media"] = [{"outlet": outlet, "country": "FI", "link": "https://news.example"}]
    if draws.chance(0.15):
        found["cost_amount"] = Decimal(draws.between(2_000, 300_000)) / 100
        if draws.chance(0.1):
            currency = draws.pick(tuple(CURRENCIES))
            euros = (found["cost_amount"] * CURRENCIES[currency]).quantize(Decimal("0.01"))
            found |= {"cost_currency": currency, "cost_eur": euros}
    if kind is E.ADVOCACY:
        found |= {
            "position": "Cities need direct funding.",
            "forum": draws.pick(("Committee of the Regions", "European Parliament", "Eurocities")),
            "ask": "A programme for cities.",
        }
    return found


def _follow_ups(
    world: World, draws: Draws, meeting: Meeting, author: Person
) -> tuple[list[dict[str, Any]], list[Act]]:
    ended = meeting.partnership_id and world.links[meeting.partnership_id - 1].until
    if draws.unit() > 0.22 or ended or meeting.was_planned:
        return [], []
    promises, later = [], []
    for place in range(draws.between(1, 2)):
        due_on = meeting.logged_on + timedelta(days=draws.between(7, 90))
        promise: dict[str, Any] = {"what": world.texts.line(draws)[:120], "due_on": due_on}
        if draws.chance(0.8):
            promise |= {"promiser": Promiser.US, "assignee_id": author.id}
        else:
            promise |= {"promiser": Promiser.THEM, "counterpart": "Their coordinator"}
        promises.append(promise)
        later += _kept(draws, place, due_on, author)
    return promises, later


def _kept(draws: Draws, place: int, due_on: date, author: Person) -> list[Act]:
    day = due_on + timedelta(days=draws.between(-5, 25))
    fate, values = draws.unit(), {"place": place}
    if day >= TODAY or fate > 0.95:
        return []
    if fate < 0.06:
        reason = "It was overtaken by events."
        return [Act("drop_follow_up", moment(day, 12), author.id, values, reason)]
    if fate < 0.1:
        return [Act("start_follow_up", moment(day, 12), author.id, values)]
    return [Act("complete_follow_up", moment(day, 12), author.id, values)]


def _acts(meeting: Meeting, author: Person) -> list[Act]:
    if not meeting.was_planned or meeting.state is EngagementState.PLANNED:
        return []
    before = moment(max(meeting.logged_on, meeting.starts_on - timedelta(days=2)), 18.5)
    if meeting.state is EngagementState.CANCELLED:
        by = CancelledBy.US if meeting.number % 3 else CancelledBy.THEM
        return [Act("cancel", before, author.id, {"by": by}, CANCELLATION)]
    acts = []
    if meeting.moved_to is not None:
        acts.append(Act("reschedule", before, author.id, {"starts_on": meeting.moved_to}))
    if meeting.state is EngagementState.HELD:
        acts.append(Act("hold", moment(meeting.day, 18), author.id))
    return acts
