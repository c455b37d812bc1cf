"""Follow-ups: the list, one of them, and what happens to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user

from app.core import clock, web
from app.core.errors import NotFound, Refused
from app.core.i18n import _
from app.core.permissions import allows, current_viewer, demand, requires
from app.core.session import db
from app.engagements import lists, queries, rules, services
from app.engagements.forms import DropForm, EditFollowUpForm, NewFollowUpForm, PostponeForm
from app.engagements.models import FollowUp
from app.engagements.permissions import (
    ENGAGEMENT_LOG,
    ENGAGEMENT_VIEW,
    FOLLOW_UP_EDIT,
    FOLLOW_UP_KEEP,
    may_keep,
)
from app.engagements.routes import histories
from app.engagements.routes.blueprint import bp
from app.engagements.routes.records import show
from app.partnerships.queries import get_brief

Verb = Callable[..., FollowUp]


@bp.get("/follow-ups")
@requires(ENGAGEMENT_VIEW)
def list_follow_ups() -> Any:
    return web.render_list(lists.follow_ups(), "engagements/follow_ups.html")


@bp.get("/follow-ups/<int:follow_up_id>")
@requires(ENGAGEMENT_VIEW)
def show_follow_up(follow_up_id: int) -> Any:
    follow_up = queries.get_follow_up(db.session, follow_up_id, current_viewer())
    return _page(follow_up)


def _page(
    follow_up: FollowUp, drop: DropForm | None = None, late: PostponeForm | None = None
) -> Any:
    form = drop or late
    page = render_template(
        "engagements/follow_up.html",
        follow_up=follow_up,
        subjects=_subjects(follow_up),
        is_late=rules.is_late(follow_up.state, follow_up.due_on, clock.today()),
        may_keep=follow_up.is_open and may_keep(current_user, follow_up),
        may_edit=allows(current_user, FOLLOW_UP_EDIT, follow_up),
        drop=drop or DropForm(formdata=None, prefix="drop-"),
        postpone=late or PostponeForm(formdata=None, prefix="postpone-"),
        entries=histories.entries("follow_up", follow_up.id, limit=50),
        form=form,
    )
    return page, 422 if form is not None else 200


def _subjects(follow_up: FollowUp) -> list[tuple[str, str, str]]:
    """(label, name, address) of what it belongs to, as far as the viewer may see it."""
    viewer, found = current_viewer(), []
    engagement, partnership = follow_up.engagement, follow_up.partnership
    if engagement is not None and queries.may_see_engagement(viewer, engagement):
        url = url_for(".show_engagement", engagement_id=engagement.id)
        found.append((_("Engagement"), engagement.summary, url))
    if partnership is not None and queries.may_see_partnership(viewer, partnership):
        url = url_for("partnerships.show_partnership", partnership_id=partnership.id)
        found.append((_("Partnership"), partnership.name, url))
    return found


@bp.post("/engagements/<int:engagement_id>/follow-ups")
@requires(ENGAGEMENT_LOG)
def add_follow_up(engagement_id: int) -> Any:
    """From the form on the engagement's page; mistakes come back on that page."""
    engagement = queries.get_engagement(db.session, engagement_id, current_viewer())
    form = NewFollowUpForm()
    if form.wants_to_save():
        values = form.entered(current_user.id) | {
            "engagement_id": engagement.id,
            "partnership_id": engagement.partnership_id,
        }
        if _added(form, values) is not None:
            target = url_for(".show_engagement", engagement_id=engagement_id, _anchor="follow-ups")
            return redirect(target)
    page, _status = show(engagement, new_follow_up=form, form=form if form.errors else None)
    return page, 422 if form.errors else 200


@bp.route("/follow-ups/new", methods=["GET", "POST"])
@requires(ENGAGEMENT_LOG)
def new_follow_up() -> Any:
    """A promise under a partnership, ``?partnership=5``, without an engagement."""
    number = request.args.get("partnership", "")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise NotFound
    partnership = get_brief(db.session, int(number), current_viewer())
    form = NewFollowUpForm()
    if form.wants_to_save():
        values = form.entered(current_user.id) | {"partnership_id": partnership.id}
        added = _added(form, values)
        if added is not None:
            return redirect(url_for(".show_follow_up", follow_up_id=added.id))
    return web.render_form("engagements/follow_up_new.html", form, partnership=partnership)


def _added(form: NewFollowUpForm, values: dict[str, Any]) -> FollowUp | None:
    added = web.save(form, lambda: services.add_follow_up(db.session, values, actor=current_user))
    if added is not None:
        web.done(_("The follow-up was added."))
    return added


@bp.route("/follow-ups/<int:follow_up_id>/edit", methods=["GET", "POST"])
@requires(FOLLOW_UP_EDIT)
def edit_follow_up(follow_up_id: int) -> Any:
    follow_up = queries.get_follow_up(
        db.session, follow_up_id, current_viewer(), lock=request.method == "POST"
    )
    demand(FOLLOW_UP_EDIT, follow_up)
    form = EditFollowUpForm.for_record(follow_up)
    conflict = None
    if form.wants_to_save():
        conflict = web.stale(form, follow_up)
        if conflict is None and _updated(form, follow_up) is not None:
            web.done(_("Saved."))
            return _back(follow_up_id)
    return web.render_form(
        "engagements/follow_up_edit.html", form, conflict=conflict, follow_up=follow_up
    )


def _updated(form: EditFollowUpForm, follow_up: FollowUp) -> FollowUp | None:
    return web.save(
        form,
        lambda: services.update_follow_up(db.session, follow_up, form.values(), actor=current_user),
    )


def _changeable(follow_up_id: int) -> FollowUp:
    """The follow-up, its row held, for its assignee or somebody who may edit it."""
    follow_up = queries.get_follow_up(db.session, follow_up_id, current_viewer(), lock=True)
    if not may_keep(current_user, follow_up):
        abort(403)
    return follow_up


def _back(follow_up_id: int) -> Any:
    return redirect(url_for(".show_follow_up", follow_up_id=follow_up_id))


def _plainly(follow_up_id: int, verb: Verb, told: str) -> Any:
    follow_up = _changeable(follow_up_id)
    try:
        verb(db.session, follow_up, actor=current_user)
    except Refused as refused:
        web.refused(refused.message)
    else:
        web.done(told)
    if request.form.get("back") == "board":
        return redirect(url_for(".show_board", all=request.form.get("all") or None))
    return _back(follow_up_id)


@bp.post("/follow-ups/<int:follow_up_id>/start")
@requires(FOLLOW_UP_KEEP)
def start_follow_up(follow_up_id: int) -> Any:
    return _plainly(follow_up_id, services.start_follow_up, _("Marked as in progress."))


@bp.post("/follow-ups/<int:follow_up_id>/complete")
@requires(FOLLOW_UP_KEEP)
def complete_follow_up(follow_up_id: int) -> Any:
    return _plainly(follow_up_id, services.complete_follow_up, _("Marked as done."))


@bp.post("/follow-ups/<int:follow_up_id>/drop")
@requires(FOLLOW_UP_KEEP)
def drop_follow_up(follow_up_id: int) -> Any:
    follow_up, form = _changeable(follow_up_id), DropForm(prefix="drop-")
    if form.wants_to_save():
        reason = form.reason.data
        dropped = web.save(
            form, lambda: services.drop_follow_up(db.session, follow_up, reason, actor=current_user)
        )
        if dropped is not None:
            web.done(_("The follow-up was dropped."))
            return _back(follow_up_id)
    return _page(follow_up, drop=form)


@bp.post("/follow-ups/<int:follow_up_id>/postpone")
@requires(FOLLOW_UP_KEEP)
def postpone_follow_up(follow_up_id: int) -> Any:
    follow_up, form = _changeable(follow_up_id), PostponeForm(prefix="postpone-")
    if form.wants_to_save():
        day, reason = form.due_on.data, form.reason.data
        postponed = web.save(
            form,
            lambda: services.postpone_follow_up(
                db.session, follow_up, day, reason, actor=current_user
            ),
        )
        if postponed is not None:
            web.done(_("The follow-up was postponed."))
            return _back(follow_up_id)
    return _page(follow_up, late=form)
