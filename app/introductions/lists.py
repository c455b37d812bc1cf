"""The list of requests for introductions that somebody may know of."""

from __future__ import annotations

from textwrap import shorten
from typing import Any

from app.core.i18n import _l, choice, choices
from app.core.lists import Column, Filter, ListPage
from app.core.permissions import current_viewer
from app.core.urls import url_for
from app.introductions import labels, queries
from app.introductions.models import Introduction, IntroductionState
from app.introductions.permissions import INTRODUCTION_ASK


def _of_mine(select: Any, value: str) -> Any:
    person = current_viewer().user_id
    column = Introduction.asker_id if value == "asked" else Introduction.handler_id
    return select.where(column == person)


def _short(text: str) -> str:
    return shorten(text, 90, placeholder=" …")


INTRODUCTIONS = ListPage(
    key="introductions",
    title=_l("Introductions"),
    permission=INTRODUCTION_ASK,
    model=Introduction,
    query=queries.select_introductions,
    columns=(
        Column(
            "organisation",
            _l("Introduction to"),
            lambda one: one.organisation_name,
            url=lambda one: url_for("introductions.show_introduction", introduction_id=one.id),
        ),
        Column(
            "purpose", _l("Purpose"), lambda one: one.purpose, text=lambda one: _short(one.purpose)
        ),
        Column("asker", _l("Who asks"), lambda one: one.asker_name),
        Column("handler", _l("Who is asked"), lambda one: one.handler_name or ""),
        Column("asked_on", _l("Asked on"), lambda one: one.asked_on, kind="date",
               sort=Introduction.asked_on),
        Column("wanted_by", _l("Wanted by"), lambda one: one.wanted_by, kind="date"),
        Column("state", _l("State"), lambda one: choice(one.state), kind="tag",
               tone=lambda one: labels.TONES.get(one.state, "neutral")),
    ),
    filters=(
        Filter(
            "state",
            _l("State"),
            lambda select, value: select.where(Introduction.state == IntroductionState(value)),
            lambda: choices(IntroductionState),
        ),
        Filter(
            "mine",
            _l("Mine"),
            _of_mine,
            lambda: [("asked", _l("That I asked for")), ("waiting", _l("That I am asked"))],
        ),
    ),
    default_sort="-asked_on",
    empty_text=_l("Nobody has asked for an introduction. Ask on the page of an organisation, "
                  "a contact or a partnership."),
)  # fmt: skip
