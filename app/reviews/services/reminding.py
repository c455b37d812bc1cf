"""Reminding those who write: one mail a week to each, and none when nothing is due."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from sqlalchemy.orm import Session

from app.core import clock, mail
from app.core.i18n import _, choice, show_date
from app.core.translations import speaking
from app.reviews import queries, rules
from app.reviews.models import Review
from app.users.models import User

ABOUT = "review_reminder"
EVERY = timedelta(days=7)
_Waiting = tuple[Review, rules.Standing]
CALLS = (rules.Standing.DUE, rules.Standing.OVERDUE, rules.Standing.SENT_BACK)


def remind_writers(session: Session, *, city: str, pages: str = "") -> list[User]:
    """Write to everybody who has reviews to write that are due, overdue or sent back; to whom.

    Nobody is reminded twice within a week, nor of what is not due yet, nor of another's review.
    ``pages`` is the address of the page of reviews, under which each stands by its number; without
    it the mails hold no links.
    """
    waiting: dict[int, list[_Waiting]] = defaultdict(list)
    writers: dict[int, User] = {}
    for review in queries.waiting_reviews(session):
        person = _writer(review)
        state = rules.standing(
            review.state, review.round.quarter, review.round.due_on, clock.today(), review.edition
        )
        if person is not None and person.is_active and state in CALLS:
            waiting[person.id].append((review, state))
            writers[person.id] = person
    return [
        writers[number]
        for number, found in sorted(waiting.items())
        if _may_remind(session, number) and _write(session, writers[number], found, city, pages)
    ]


def _writer(review: Review) -> User | None:
    deputy = review.partnership.deputy
    return deputy if review.is_delegated and deputy is not None else review.owner


def _may_remind(session: Session, user_id: int) -> bool:
    last = mail.latest_about(session, ABOUT, user_id)
    return last is None or last.created_at <= clock.now() - EVERY


def _write(session: Session, person: User, found: list[_Waiting], city: str, pages: str) -> bool:
    with speaking(person.locale):
        lines = [
            _("%(name)s, %(quarter)s: %(state)s, to be submitted by %(day)s",
              name=review.partnership.name, quarter=review.round.quarter, state=choice(state),
              day=show_date(review.round.due_on)) + (f"\n  {pages}/{review.id}" if pages else "")
            for review, state in found
        ]  # fmt: skip
        body = "\n\n".join(
            (
                _("These quarterly reviews of the City of %(city)s wait for you:", city=city),
                "\n".join(f"- {line}" for line in lines),
                _("You find them on the page “Quarterly reviews”. An owner may delegate a review "
                  "to the deputy there."),
            )
        )  # fmt: skip
        subject = _("Quarterly reviews to write: %(number)d", number=len(found))
        queued = mail.queue(session, person.email, subject, body + "\n", about=(ABOUT, person.id))
    return queued is not None
