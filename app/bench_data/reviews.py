"""Two rounds of reviews, made by the services once everything else is there.

The reviews of the last quarter are accepted, at most so many that it does not take long; those of
the running quarter are open.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from app.bench_data.draws import Draws
from app.bench_data.scales import moment
from app.bench_data.world import Person, World
from app.core import clock
from app.core.periods import Quarter
from app.core.permissions import EVERYTHING, Role
from app.core.session import Session
from app.reviews import queries, services
from app.reviews.models import Progress, Recommendation

LAST, RUNNING = Quarter(2026, 3), Quarter(2026, 4)
LAST_OPENED, RUNNING_OPENED = date(2026, 10, 1), date(2026, 11, 2)
ACCEPTED, SUBMITTED = 400, 40
REQUEST = "00000000-0000-4000-8001-000000000000"


def make(session: Session, world: World) -> None:
    """Open both rounds; write, submit and accept reviews of the first."""
    session.info["request_id"] = REQUEST
    manager = world.of_role(Role.MANAGER)[0]
    with clock.at(moment(LAST_OPENED)):
        opened = services.open_round(session, LAST, actor=manager)
    session.flush()
    numbers = sorted(each.id for each in queries.list_reviews(session, EVERYTHING, opened.id))
    people = {person.id: person for person in world.people}
    for place, number in enumerate(numbers[: ACCEPTED + SUBMITTED]):
        _write(session, world, people, manager, number, is_accepted=place < ACCEPTED)
    with clock.at(moment(RUNNING_OPENED)):
        services.open_round(session, RUNNING, actor=manager)


def _write(
    session: Session,
    world: World,
    people: dict[int, Person],
    manager: Person,
    number: int,
    *,
    is_accepted: bool,
) -> None:
    draws = Draws(f"review {number}")
    review = queries.get_review(session, number, EVERYTHING)
    author = people[review.owner_id or manager.id]
    day = LAST_OPENED + timedelta(days=draws.between(3, 24))
    with clock.at(moment(day, 10)):
        services.write_review(session, review, _words(world, draws), actor=author)
        services.submit(session, review, actor=author)
    # Nobody accepts what they have submitted themselves.
    if is_accepted and author.id != manager.id:
        with clock.at(moment(day + timedelta(days=4), 9)):
            services.accept(session, review, actor=manager)


def _words(world: World, draws: Draws) -> dict[str, Any]:
    return {
        "progress": draws.pick(list(Progress)),
        "achievements": world.texts.line(draws),
        "challenges": world.texts.line(draws),
        "way_forward": world.texts.line(draws),
        "recommendation": draws.pick(list(Recommendation)),
        "recommendation_reason": world.texts.line(draws),
    }
