"""Follow-ups at a glance: the board, and several postponed at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user

from app.core import clock, web
from app.core.i18n import _, choice, ngettext, show_date
from app.core.permissions import current_viewer, requires
from app.core.session import db
from app.engagements import lists, queries, rules, services
from app.engagements.forms import postpone_many
from app.engagements.models import FollowUp, FollowUpState
from app.engagements.permissions import ENGAGEMENT_VIEW, FOLLOW_UP_KEEP, may_keep
from app.engagements.routes.blueprint import bp

# Closed ones leave the board after this; the list keeps them.
SHOWN_AFTER = timedelta(days=30)


@dataclass(frozen=True)
class Card:
    """A promise on the board: whose it is, to whom, what it is about, what may be done with it."""

    follow_up: FollowUp
    who: str
    whom: str
    about: str
    may_keep: bool


@dataclass(frozen=True)
class Lane:
    """A column of the board; ``key`` names it in the page."""

    key: str
    title: str
    cards: list[Card]


@bp.get("/follow-ups/board")
@requires(ENGAGEMENT_VIEW)
def show_board() -> Any:
    """What is late, open, at work and just closed; one's own unless ``?all=1``."""
    everybody = request.args.get("all") == "1"
    return render_template(
        "engagements/board.html",
        lanes=_lanes(_found(None if everybody else current_user.id)),
        everybody=everybody,
    )


def _found(assignee_id: int | None) -> list[FollowUp]:
    since = clock.today() - SHOWN_AFTER
    return queries.follow_up_board(db.session, current_viewer(), since, assignee_id)


def _lanes(found: Iterable[FollowUp]) -> list[Lane]:
    lanes: dict[str, list[Card]] = {"late": [], **{state.value: [] for state in FollowUpState}}
    for each in found:
        late = rules.is_late(each.state, each.due_on, clock.today())
        lanes["late" if late else each.state.value].append(_card(each))
    titles = {"late": _("Overdue"), **{state.value: choice(state) for state in FollowUpState}}
    return [Lane(key, titles[key], cards) for key, cards in lanes.items()]


def _card(follow_up: FollowUp) -> Card:
    return Card(
        follow_up,
        lists.who(follow_up),
        lists.whom(follow_up),
        _about(follow_up),
        follow_up.is_open and may_keep(current_user, follow_up),
    )


def _about(follow_up: FollowUp) -> str:
    """The partnership or the engagement, as far as the viewer may know of it."""
    viewer, partnership = current_viewer(), follow_up.partnership
    if partnership is not None and queries.may_see_partnership(viewer, partnership):
        return partnership.name
    engagement = follow_up.engagement
    if engagement is not None and queries.may_see_engagement(viewer, engagement):
        return engagement.summary
    return ""


@bp.route("/follow-ups/postpone", methods=["GET", "POST"])
@requires(FOLLOW_UP_KEEP)
def postpone_follow_ups() -> Any:
    """Several open promises to one later day, with one reason; one's own unless ``?all=1``."""
    everybody = request.args.get("all") == "1"
    open_ones = [
        each
        for each in _found(None if everybody else current_user.id)
        if each.is_open and may_keep(current_user, each)
    ]
    form = postpone_many([(each.id, _line(each)) for each in open_ones])
    if form.wants_to_save() and _postponed(form):
        return redirect(url_for(".show_board", all=1 if everybody else None))
    return web.render_form(
        "engagements/postpone.html", form, everybody=everybody, has_any=bool(open_ones)
    )


def _postponed(form: Any) -> bool:
    chosen = form.follow_ups.data
    found = queries.follow_ups_to_change(db.session, chosen, current_viewer())
    if len(found) != len(chosen) or not all(may_keep(current_user, each) for each in found):
        abort(403)

    def postpone() -> int:
        services.postpone_together(
            db.session, found, form.due_on.data, form.reason.data, actor=current_user
        )
        return len(found)

    number = web.save(form, postpone)
    if number is None:
        return False
    told = ngettext(
        "%(num)d follow-up was postponed.", "%(num)d follow-ups were postponed.", number
    )
    web.done(told)
    return True


def _line(follow_up: FollowUp) -> str:
    due = show_date(follow_up.due_on) if follow_up.due_on else _("No date")
    parts = [follow_up.what, due, lists.who(follow_up), _about(follow_up)]
    return " · ".join(part for part in parts if part)
