"""Quarterly rounds: the older ones settled, the newest one at work."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from app.core.periods import Quarter
from app.core.permissions import EVERYTHING
from app.demonstration.facts import read
from app.demonstration.review_texts import written
from app.demonstration.words import Words
from app.demonstration.world import Act, World
from app.reviews import queries, services
from app.reviews.models import Review, ReviewRound
from app.reviews.rules import usual_due_on

# Owners whose newest reviews wait, so that there is something to write on the first visit.
WAITING = frozenset({"officer", "contributor"})
# How far the newest round has come: shares of all its reviews, in the order they are handed in.
ACCEPTED, SUBMITTED = 0.42, 0.25


@dataclass(frozen=True)
class Round:
    """A round while it is written: how long it has run, and whether it is the newest."""

    opened: ReviewRound
    opened_on: date
    days: int
    is_newest: bool


def plan(world: World) -> None:
    """Open a round after each quarter, as many as the city's facts say."""
    words = Words(read("common", "texts"), world.rng)
    count: int = read(world.city, "register")["rounds"]
    quarter = world.newest_quarter
    for place in range(count):
        world.agenda.add(_opens(world, quarter), 8, _opening(world, words, quarter, place == 0))
        quarter = quarter.previous


def _opens(world: World, quarter: Quarter) -> date:
    """The first working day after the quarter, or today on a weekend at its very beginning."""
    day = quarter.next.first_day
    day += timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)
    return min(day, world.today)


def _due_on(world: World, quarter: Quarter, is_newest: bool) -> date:
    """As usual; the newest round keeps some days to go, whenever the demonstration is loaded."""
    usual = usual_due_on(quarter)
    if not is_newest:
        return usual
    return max(usual, world.workday(world.today + timedelta(days=11)))


def _opening(world: World, words: Words, quarter: Quarter, is_newest: bool) -> Act:
    def open_it() -> None:
        manager = world.users["manager"]
        due = _due_on(world, quarter, is_newest)
        opened = services.open_round(world.session, quarter, due, actor=manager)
        world.rounds.append(opened)
        first = _opens(world, quarter)
        days = min((world.today - first).days, 38)
        plan_of_round = Round(opened, first, days, is_newest)
        reviews = queries.list_reviews(world.session, EVERYTHING, opened.id)
        world.rng.shuffle(reviews)
        reviews.sort(key=lambda review: is_newest and _owner_key(world, review) in WAITING)
        for place, review in enumerate(reviews):
            share = place / len(reviews)
            _put_down(world, words, replace(plan_of_round), review, share)

    return open_it


def _put_down(world: World, words: Words, within: Round, review: Review, share: float) -> None:
    """Older reviews are accepted, but for one in fifty, which stays visible as skipped."""
    is_skipped = share >= 0.98
    if within.is_newest:
        is_skipped = share >= ACCEPTED + SUBMITTED
    if is_skipped:
        return
    at = within.opened_on + timedelta(days=int(within.days * (0.2 + 0.45 * share)))
    world.agenda.add(world.workday(at), 10 + share, _submitting(world, words, review))
    decided = within.opened_on + timedelta(days=int(within.days * (0.35 + 0.6 * share)))
    decided = max(world.workday(decided), at)
    if within.is_newest and share >= ACCEPTED:
        if share < ACCEPTED + 0.04:
            world.agenda.add(decided, 15, _sending_back(world, words, review))
        return
    comments = words.texts["reviews"]["comment_accepted"]
    comment = words.pick(comments) if world.rng.random() < 0.15 else ""
    world.agenda.add(decided, 16 + share, _accepting(world, review, comment))


def _owner_key(world: World, review: Review) -> str:
    owners = (key for key, user in world.users.items() if user.id == review.owner_id)
    return next(owners, "")


def _author(world: World, review: Review) -> Any:
    """Its owner; one who is the manager, or nobody, leaves the writing to an officer."""
    key = _owner_key(world, review)
    return world.users[key if key not in ("", "manager") else "cities"]


def _submitting(world: World, words: Words, review: Review) -> Act:
    def submit() -> None:
        whole = queries.get_review(world.session, review.id, EVERYTHING)
        author = _author(world, whole)
        values = written(world, words, whole)
        services.write_review(world.session, whole, values, actor=author)
        services.submit(world.session, whole, actor=author)

    return submit


def _sending_back(world: World, words: Words, review: Review) -> Act:
    def send_back() -> None:
        comment = words.texts["reviews"]["comment_back"]
        services.send_back(world.session, review, comment, actor=world.users["manager"])

    return send_back


def _accepting(world: World, review: Review, comment: str) -> Act:
    def accept() -> None:
        whole = queries.get_review(world.session, review.id, EVERYTHING)
        services.accept(world.session, whole, comment, actor=world.users["manager"])

    return accept
