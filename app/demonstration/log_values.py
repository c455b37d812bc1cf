"""What is written into the fields of an engagement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from app.core.db import Visibility
from app.demonstration.journeys import journeys
from app.demonstration.register import short_name
from app.demonstration.words import Words
from app.demonstration.world import World
from app.engagements.models import EngagementType, OurRole, ResultKind, Tier
from app.partnerships.models import Partnership

T = EngagementType
ONLINE = frozenset({T.CALL, T.WORKING_GROUP})
ABROAD = frozenset({T.OUTGOING_DELEGATION, T.EVENT})
# What a city tells of itself, where the partnership it belongs to is told of too.
OPENLY = frozenset({T.EVENT, T.INCOMING_VISIT, T.OUTGOING_DELEGATION, T.SIGNING})
# Kinds of results that an engagement of a type may give.
RESULTS: dict[EngagementType, tuple[ResultKind, ...]] = {
    T.MEETING: (ResultKind.LEARNING, ResultKind.COMMITMENT, ResultKind.CONTACT),
    T.CALL: (ResultKind.LEARNING, ResultKind.CONTACT),
    T.INCOMING_VISIT: (ResultKind.CONTACT, ResultKind.VISIBILITY),
    T.OUTGOING_DELEGATION: (ResultKind.LEARNING, ResultKind.CONTACT, ResultKind.COMMITMENT),
    T.EVENT: (ResultKind.VISIBILITY, ResultKind.CONTACT, ResultKind.LEARNING),
    T.WORKING_GROUP: (ResultKind.LEARNING, ResultKind.INFLUENCE),
    T.SIGNING: (ResultKind.COMMITMENT, ResultKind.VISIBILITY),
    T.ADVOCACY: (ResultKind.INFLUENCE,),
    T.CORRESPONDENCE: (ResultKind.LEARNING,),
}
# Least and most euros that one of a type costs beside working time, and how often it is recorded.
COSTS: dict[EngagementType, tuple[int, int, float]] = {
    T.OUTGOING_DELEGATION: (900, 5200, 0.95),
    T.EVENT: (250, 1900, 0.6),
    T.INCOMING_VISIT: (60, 420, 0.5),
    T.MEETING: (40, 650, 0.2),
}
AREAS = ("the divisions' planners", "Education Division", "Urban Environment Division",
         "library services", "Communications", "the coordination group")  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """An engagement before it is logged, by the keys of the facts."""

    day: date
    kind: EngagementType
    partnership: str
    organisation: str
    topic: str
    people: list[str]
    words: Words
    said: str = ""
    is_restricted: bool = False

    def fillings(self, world: World) -> dict[str, str]:
        partner = short_name(world.organisations[self.organisation])
        return {"topic": self.topic, "partner": partner}


def values_of(world: World, draft: Draft, is_planned: bool = False) -> dict[str, Any]:
    """The fields as ``log_engagement`` takes them; one still to come has no results yet."""
    partnership = world.partnerships.get(draft.partnership)
    fillings = draft.fillings(world)
    values: dict[str, Any] = {
        "type": draft.kind,
        "starts_on": draft.day,
        "summary": draft.said or draft.words.summary(draft.kind, is_planned, **fillings),
        "organisations": _organisations(world, draft),
        "people": _people(world, draft),
        "contacts": _contacts(world, draft),
        "partnership_id": partnership.id if partnership is not None else None,
        "is_demonstration": True,
        **_readers(partnership, draft),
        **_place(world, draft),
    }
    if partnership is None or not partnership.focus_areas:
        values |= _frame(world)
    if not is_planned:
        values |= _outcome(world, draft, fillings)
        if draft.kind in ABROAD:
            values["travel"] = journeys(world, draft.organisation, len(values["people"]))
    return values


def _readers(partnership: Partnership | None, draft: Draft) -> dict[str, Any]:
    """Who may see it; what was noted of something public stays in the house."""
    if draft.is_restricted:
        return {"visibility": Visibility.RESTRICTED}
    is_open = partnership is not None and partnership.visibility is Visibility.PUBLIC
    if is_open and draft.kind in OPENLY:
        return {"visibility": Visibility.PUBLIC, "notes_visibility": Visibility.CITY}
    return {"visibility": Visibility.CITY}


def _organisations(world: World, draft: Draft) -> list[int]:
    return [world.organisations[draft.organisation].id]


def _people(world: World, draft: Draft) -> list[int]:
    count = world.rng.choice((1, 1, 1, 2, 2, 3))
    first, *others = draft.people
    chosen = [first, *world.rng.sample(others, min(count - 1, len(others)))]
    return list(dict.fromkeys(world.user(key, draft.day).id for key in chosen))


def _contacts(world: World, draft: Draft) -> list[int]:
    """Somebody who worked there on that day, in two of three."""
    organisation = world.organisations[draft.organisation]
    there = [
        contact
        for contact in world.contacts.values()
        if any(
            a.organisation_id == organisation.id
            and (a.started_on is None or a.started_on <= draft.day)
            and (a.ended_on is None or a.ended_on >= draft.day)
            for a in contact.affiliations
        )
    ]
    if not there or world.rng.random() < 0.3:
        return []
    return [
        contact.id
        for contact in world.rng.sample(there, min(len(there), 1 + (world.rng.random() < 0.3)))
    ]


def _place(world: World, draft: Draft) -> dict[str, Any]:
    rng, organisation = world.rng, world.organisations[draft.organisation]
    if draft.kind is T.CORRESPONDENCE:
        return {}
    if draft.kind in ONLINE and rng.random() < 0.85:
        start = time(rng.randrange(9, 15), rng.choice((0, 30)))
        return {"is_online": True, "starts_at": start}
    if draft.kind in ABROAD:
        values: dict[str, Any] = {"place": organisation.city or "Brussels"}
        if draft.kind is T.OUTGOING_DELEGATION:
            values["ends_on"] = draft.day + timedelta(days=1)
        return values
    home = world.organisations[world.city].name_en
    places = [f"City Hall, {home}", home, organisation.city or home]
    return {"place": rng.choice(places), "starts_at": time(rng.randrange(9, 16), 0)}


def _frame(world: World) -> dict[str, Any]:
    """Without a partnership to take them from: one focus area, in half of them one objective."""
    rng = world.rng
    areas = [rng.choice(list(world.focus_areas.values())).id] if rng.random() < 0.7 else []
    objectives = [rng.choice(list(world.objectives.values())).id] if rng.random() < 0.5 else []
    return {"focus_areas": areas, "objectives": objectives}


def _outcome(world: World, draft: Draft, fillings: dict[str, str]) -> dict[str, Any]:
    rng, kind = world.rng, draft.kind
    possible = RESULTS[kind]
    results = [result for result in possible if rng.random() < 0.5]
    values: dict[str, Any] = {"results": results}
    if rng.random() < 0.34:
        values["notes"] = draft.words.notes(**fillings)
    if ResultKind.LEARNING in results and rng.random() < 0.4:
        values["learned"] = draft.words.learned(**fillings)
        values["learned_for"] = rng.choice(AREAS)
    if ResultKind.VISIBILITY in results and rng.random() < 0.45:
        values["media"] = [draft.words.outlet()]
    if kind is T.ADVOCACY:
        values |= {
            "position": f"The city's own position on {draft.topic}.",
            "forum": fillings["partner"],
            "ask": "A role for cities in carrying it out, with the money for it.",
            # What was said behind closed doors; that it took place is no secret.
            "notes_visibility": Visibility.RESTRICTED,
        }
    return values | _level(world, draft) | _cost(world, draft)


def _level(world: World, draft: Draft) -> dict[str, Any]:
    rng = world.rng
    if rng.random() < 0.35:
        return {}
    tiers = [Tier.EXPERT] * 6 + [Tier.MANAGEMENT] * 3 + [Tier.POLITICAL]
    if draft.kind in (T.SIGNING, T.OUTGOING_DELEGATION, T.INCOMING_VISIT):
        tiers += [Tier.POLITICAL, Tier.MANAGEMENT] * 3
    roles = {
        T.INCOMING_VISIT: OurRole.HOST,
        T.EVENT: rng.choice((OurRole.SPEAKER, OurRole.SPEAKER, OurRole.ORGANISER)),
        T.WORKING_GROUP: rng.choice((OurRole.PARTICIPANT, OurRole.PARTICIPANT, OurRole.CHAIR)),
    }
    return {
        "our_tier": rng.choice(tiers),
        "their_tier": rng.choice(tiers),
        "our_role": roles.get(draft.kind),
    }


def _cost(world: World, draft: Draft) -> dict[str, Any]:
    rng = world.rng
    least, most, share = COSTS.get(draft.kind, (0, 0, 0.0))
    if rng.random() >= share:
        return {}
    euros = Decimal(rng.randrange(least, most, 5))
    if world.organisations[draft.organisation].country == "SE" and rng.random() < 0.5:
        return {"cost_amount": euros * 11, "cost_currency": "SEK", "cost_eur": euros}
    return {"cost_amount": euros}
