"""Follow-ups and drafts: what was promised, what was kept, what waits for whom today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.demonstration.facts import Facts, read
from app.demonstration.log_values import Draft
from app.demonstration.register import short_name
from app.demonstration.world import World
from app.engagements import services
from app.engagements.models import Engagement, FollowUp, Promiser
from app.users.models import User

SHARE = 0.23
# How long ago a promise must have been due for it to be closed by all means, save a few.
SETTLED = 25


@dataclass(frozen=True)
class Promise:
    """A follow-up as logged, and how it ends: done, dropped, or open until today."""

    values: dict[str, Any]
    ends_on: date | None
    reason: str = ""


def promises_of(world: World, draft: Draft) -> list[Promise]:
    """None for most engagements, one for a quarter, two for a few.

    None either where the partnership ends soon: it could not, with a promise open.
    """
    chance = world.rng.random()
    if chance > SHARE or draft.partnership in world.ending_soon:
        return []
    return [_promise(world, draft) for _each in range(2 if chance < SHARE / 7 else 1)]


def _promise(world: World, draft: Draft) -> Promise:
    rng, words = world.rng, draft.words
    is_ours = rng.random() < 0.75
    texts = words.texts["promises"]
    fillings = draft.fillings(world)
    due = world.workday(draft.day + timedelta(days=rng.randrange(10, 60)))
    values: dict[str, Any] = {
        "what": words.pick(texts["ours" if is_ours else "theirs"], **fillings),
        "promiser": Promiser.US if is_ours else Promiser.THEM,
        "assignee_id": world.user(rng.choice(draft.people[:2])).id if is_ours else None,
        "counterpart": fillings["partner"],
        "due_on": due,
    }
    ends_on, reason = _ending(world, draft, due)
    return Promise(values, ends_on, reason)


def _ending(world: World, draft: Draft, due: date) -> tuple[date | None, str]:
    rng = world.rng
    closed = max(due + timedelta(days=rng.randrange(-9, 14)), draft.day + timedelta(days=6))
    is_forgotten = rng.random() < (0.06 if due < world.ago(SETTLED) else 0.3)
    if is_forgotten:
        return None, ""
    dropped = rng.random() < 0.05
    reason = draft.words.pick(draft.words.texts["promises"]["dropped"]) if dropped else ""
    return world.workday(closed), reason


def put_down_endings(world: World, engagement: Engagement, promises: list[Promise]) -> None:
    """Put down when each promise is kept or dropped; a few of the open ones are begun."""
    for follow_up, promise in zip(engagement.follow_ups, promises, strict=True):
        if promise.ends_on is not None:
            world.agenda.add(promise.ends_on, 15.5, _closing(world, follow_up, promise.reason))
        elif world.rng.random() < 0.4:
            begun = engagement.starts_on + timedelta(days=7)
            world.agenda.add(world.workday(begun), 14, _starting(world, follow_up))


def _actor(world: World, follow_up: FollowUp) -> User:
    holders = (user for user in world.users.values() if user.id == follow_up.assignee_id)
    return next(holders, world.users["officer"])


def _closing(world: World, follow_up: FollowUp, reason: str) -> Any:
    def close() -> None:
        actor = _actor(world, follow_up)
        if reason:
            services.drop_follow_up(world.session, follow_up, reason, actor=actor)
        else:
            services.complete_follow_up(world.session, follow_up, actor=actor)

    return close


def _starting(world: World, follow_up: FollowUp) -> Any:
    def start() -> None:
        services.start_follow_up(world.session, follow_up, actor=_actor(world, follow_up))

    return start


def plan(world: World) -> None:
    """What waits today for the people one can sign in as: promises of this week, and drafts."""
    facts = read(world.city, "today")
    for given in facts["follow_ups"]:
        world.agenda.add(world.workday(world.ago(given["made_ago"])), 12, _promising(world, given))
    for given in facts["drafts"]:
        world.agenda.add(world.workday(world.ago(given["days_ago"])), 15, _drafting(world, given))


def _promising(world: World, given: Facts) -> Any:
    def promise() -> None:
        values = {
            "partnership_id": world.partnerships[given["partnership"]].id,
            "what": given["what"],
            "promiser": Promiser.US,
            "assignee_id": world.users[given["who"]].id,
            "counterpart": given["to"],
            "due_on": world.today + timedelta(days=given["due_in"]),
            "is_demonstration": True,
        }
        services.add_follow_up(world.session, values, actor=world.users[given["who"]])

    return promise


def _drafting(world: World, given: Facts) -> Any:
    def draft() -> None:
        user, day = world.users[given["who"]], world.ago(given["days_ago"])
        organisation = world.organisations[given["with"]]
        payload = {
            "type": [given["type"]],
            "starts_on": [f"{day.day}.{day.month}.{day.year}"],
            "organisations": [str(organisation.id)],
            "people": [str(user.id)],
            "summary": [given["summary"]],
            "notes": [given.get("notes", "")],
        }
        title = given["summary"] or short_name(organisation)
        services.save_draft(world.session, title, payload, actor=user)

    return draft
