"""Requests for introductions on the home page: those that wait for me, and my own."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import shorten
from typing import Any

from app.core import clock
from app.core.i18n import _
from app.core.permissions import allows
from app.core.urls import url_for
from app.introductions.models import Introduction
from app.introductions.permissions import INTRODUCTION_STEER
from app.introductions.rules import is_late
from app.reviews.views import Task


def tasks_of(found: Sequence[Introduction], user: Any) -> list[Task]:
    """What I am asked, what nobody is asked yet (for coordinators), and what I asked for."""
    today = clock.today()
    return [
        Task(
            title=each.organisation.name,
            url=url_for("introductions.show_introduction", introduction_id=each.id),
            meta=_told(each, user.id),
            due=each.wanted_by,
            late=is_late(each, today),
            tag=_tag(each, user.id),
            tone="neutral" if each.asker_id == user.id else "warning",
        )
        for each in found
    ]


def steers(user: Any) -> bool:
    """Whether requests that nobody is asked wait for this person too."""
    return allows(user, INTRODUCTION_STEER)


def _tag(request: Introduction, user_id: int) -> str:
    if request.asker_id == user_id:
        return _("Waits for an answer")
    return _("Asked of you") if request.handler_id else _("Nobody is asked yet")


def _told(request: Introduction, user_id: int) -> str:
    if request.asker_id != user_id:
        purpose = shorten(request.purpose, 120, placeholder=" …")
        return _("%(name)s: %(purpose)s", name=request.asker.name, purpose=purpose)
    who = request.handler.name if request.handler else _("The International Affairs Unit")
    return _("You asked %(name)s", name=who)
