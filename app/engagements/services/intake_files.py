"""Files and messages taken in whole: what came of each event in them, or why nothing did."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.core import clock
from app.core.errors import Refused
from app.core.i18n import _
from app.core.permissions import allows, viewer_of
from app.engagements import rules
from app.engagements.permissions import ENGAGEMENT_EDIT, ENGAGEMENT_LOG
from app.engagements.services.intake import Outcome, take_in
from app.users.models import User
from app.users.queries import find_user_by_email


@dataclass(frozen=True)
class Result:
    """An ``outcome``, with what was ``left_out`` and why; or the ``reason`` why the file or the
    event was refused."""

    outcome: Outcome | None = None
    repeats: bool = False
    reason: str = ""
    left_out: str = ""


def take_in_file(session: Session, filename: str, content: bytes, *, actor: User) -> list[Result]:
    """Each event or message in a file; of what is refused nothing stays behind."""
    try:
        found = rules.read_file(filename, content, clock.today())
    except Refused as refused:
        return [Result(reason=str(refused.message))]
    return [_taken(session, dropped, actor) for dropped in found]


def take_in_message(session: Session, content: bytes) -> list[Result]:
    """A message to the city's mailbox, for the one of ours who sent or got it.

    The sender's address can be forged: what it brings is a draft, which only that person sees.
    """
    try:
        forwarded = rules.read_forwarded(content)
        user = _ours(session, forwarded.addresses)
    except Refused as refused:
        return [Result(reason=str(refused.message))]
    return [
        result
        for name, inside in forwarded.files
        for result in take_in_file(session, name, inside, actor=user)
    ]


def _taken(session: Session, dropped: rules.Dropped, actor: User) -> Result:
    try:
        with session.begin_nested():
            outcome = take_in(
                session,
                dropped,
                actor=actor,
                viewer=viewer_of(actor),
                may_edit=lambda engagement: allows(actor, ENGAGEMENT_EDIT, engagement),
            )
    except Refused as refused:
        return Result(reason=f"{dropped.summary}: {refused.message}")
    left_out = " ".join(rules.unwrap(name) for name in dropped.left_out)
    return Result(outcome, dropped.repeats, left_out=left_out)


def _ours(session: Session, addresses: tuple[str, ...]) -> User:
    """The first of the addresses that belongs to somebody who may log."""
    for address in addresses:
        user = find_user_by_email(session, address)
        if user is not None and user.is_active and allows(user, ENGAGEMENT_LOG):
            return user
    raise Refused(_("Neither sender nor receiver has an account here that may log."))
