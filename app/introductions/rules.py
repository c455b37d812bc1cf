"""Who may ask, answer and pass on; pure questions, no database."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.core.errors import Refused
from app.core.i18n import _
from app.core.permissions import allows
from app.introductions.models import Introduction, IntroductionState
from app.introductions.permissions import INTRODUCTION_ANSWER, INTRODUCTION_STEER


def may_answer(user: Any, request: Introduction) -> bool:
    """Whoever is asked answers."""
    is_asked = request.handler_id is not None and request.handler_id == user.id
    return request.is_open and is_asked and allows(user, INTRODUCTION_ANSWER)


def may_take(user: Any, request: Introduction) -> bool:
    """What nobody is asked is taken by whoever of the International Affairs Unit comes first."""
    is_free = request.handler_id is None and request.asker_id != user.id
    return request.is_open and is_free and allows(user, INTRODUCTION_STEER)


def may_redirect(user: Any, request: Introduction) -> bool:
    """Whoever is asked passes it on; so do coordinators, when somebody is away."""
    steers = request.is_open and request.asker_id != user.id and allows(user, INTRODUCTION_STEER)
    return steers or may_answer(user, request)


def may_withdraw(user: Any, request: Introduction) -> bool:
    return request.is_open and request.asker_id == user.id


def is_late(request: Introduction, today: date) -> bool:
    """Whether it is open past the day by which it was wanted."""
    return request.is_open and request.wanted_by is not None and request.wanted_by < today


def check_asking(owner_id: int | None, asker_id: int, wanted_by: date | None, today: date) -> None:
    """Nobody asks themselves, or for yesterday."""
    if owner_id == asker_id:
        raise Refused(_("You own this relation yourself: there is nobody else to ask."))
    if wanted_by is not None and wanted_by < today:
        raise Refused(_("This day has passed already."), field="wanted_by")


def check_open(request: Introduction) -> None:
    if request.state is not IntroductionState.OPEN:
        raise Refused(_("The request is answered or withdrawn already."))


def check_passing(request: Introduction, user: Any) -> None:
    """It goes to an active colleague who may answer, and not back to whoever asks."""
    if user is None or not user.is_active or not allows(user, INTRODUCTION_ANSWER):
        raise Refused(_("Choose a colleague who may answer requests."), field="colleague_id")
    if user.id in (request.asker_id, request.handler_id):
        raise Refused(_("Choose somebody else than who asks or is asked."), field="colleague_id")


def check_meeting(starts_on: date, today: date) -> None:
    """What is promised lies ahead."""
    if starts_on < today:
        raise Refused(_("The meeting is planned for today or later."), field="starts_on")
