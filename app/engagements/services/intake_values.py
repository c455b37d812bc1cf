"""A dropped event or message as the log form would hold it, had somebody typed it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from app.core.permissions import Viewer
from app.core.search.names import BEGUN
from app.engagements import queries, rules
from app.engagements.models import Draft
from app.engagements.rules import Dropped, Person
from app.users.models import User

Payload = dict[str, list[str]]
# What the event tells and its organiser may change; what the user typed beside it stays.
TOLD = (
    "type", "summary", "starts_on", "starts_at", "ends_on", "ends_at", "place", "is_online",
)  # fmt: skip
# Addresses that tell nothing of where somebody works.
PUBLIC = frozenset(
    {"gmail", "googlemail", "google", "outlook", "hotmail", "live", "yahoo", "icloud", "me",
     "proton", "protonmail", "gmx", "mail", "kolumbus", "elisa", "luukku", "saunalahti"}
)  # fmt: skip
MOST_DOMAINS = 4


def payload_of(session: Session, dropped: Dropped, author: User, viewer: Viewer) -> Payload:
    """The fields by name, each with what it would send."""
    domain = author.email.rpartition("@")[2].casefold()
    who = queries.recognise(session, dropped.people, domain, viewer)
    found = {name: [_text(getattr(dropped, name))] for name in TOLD}
    found["is_online"] = ["y"] if dropped.is_online else []
    found["notes"] = [dropped.notes]
    found["people"] = [str(number) for number in dict.fromkeys([author.id, *who.people])]
    found["contacts"] = [str(contact.id) for contact in who.contacts]
    found["organisations"] = [
        str(number) for number in _organisations(session, dropped, who, viewer)
    ]
    found["attendees_offered"] = [str(each) for each in who.unknown]
    return {name: values for name, values in found.items() if any(values)}


def renewed(draft: Draft, payload: Payload) -> Payload:
    """The draft with what the newer version tells; people and places typed meanwhile stay."""
    kept = {name: list(values) for name, values in draft.payload.items()}
    for name in TOLD:
        kept[name] = payload.get(name, [])
    for name in ("organisations", "people", "contacts", "attendees_offered"):
        kept[name] = list(dict.fromkeys([*kept.get(name, []), *payload.get(name, [])]))
    return {name: values for name, values in kept.items() if values}


def _organisations(
    session: Session, dropped: Dropped, who: queries.Recognised, viewer: Viewer
) -> list[int]:
    """Where the contacts worked on that day; for the others what their address is called."""
    posts = [
        rules.affiliation_on(contact.affiliations, dropped.starts_on, ())
        for contact in who.contacts
    ]
    known = [post.organisation_id for post in posts if post is not None]
    labels = list(dict.fromkeys(_labels(who.unknown)))[:MOST_DOMAINS]
    named = queries.find_named(session, labels, viewer).hits
    # "hel" begins Helsinki and is not its name: only whole words tell an organisation.
    meant = [hit.entity_id for hit in named if hit.kind == "organisation" and hit.score > BEGUN + 2]
    return list(dict.fromkeys([*known, *meant]))


def _labels(people: Sequence[Person]) -> Iterator[str]:
    """ "malmo" of anna@mail.malmo.se."""
    for each in people:
        parts = each.domain.split(".")
        if len(parts) > 1 and len(parts[-2]) > 2 and parts[-2] not in PUBLIC:
            yield parts[-2]


def _text(value: object) -> str:
    if value is None or value is False:
        return ""
    if hasattr(value, "strftime") and hasattr(value, "hour"):
        return f"{value:%H:%M}"
    return str(value)
