"""Held, cancelled, rescheduled: the verbs on an engagement's page."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for
from flask_login import current_user

from app.core import web
from app.core.errors import Refused
from app.core.i18n import _
from app.core.permissions import current_viewer, demand, requires
from app.core.session import db
from app.engagements import queries, services
from app.engagements.forms import CancelForm, RescheduleForm
from app.engagements.models import Engagement
from app.engagements.permissions import ENGAGEMENT_EDIT
from app.engagements.routes.blueprint import bp


def get_changeable(engagement_id: int) -> Engagement:
    """The engagement, its row held for a change that the person signed in may make."""
    is_writing = request.method == "POST"
    engagement = queries.get_engagement(
        db.session, engagement_id, current_viewer(), lock=is_writing
    )
    demand(ENGAGEMENT_EDIT, engagement)
    return engagement


def back(engagement_id: int) -> Any:
    return redirect(url_for(".show_engagement", engagement_id=engagement_id))


@bp.post("/engagements/<int:engagement_id>/hold")
@requires(ENGAGEMENT_EDIT)
def hold_engagement(engagement_id: int) -> Any:
    engagement = get_changeable(engagement_id)
    try:
        services.hold(db.session, engagement, actor=current_user)
    except Refused as refused:
        web.refused(refused.message)
        return back(engagement_id)
    web.done(_("Marked as held."))
    return back(engagement_id)


@bp.route("/engagements/<int:engagement_id>/cancel", methods=["GET", "POST"])
@requires(ENGAGEMENT_EDIT)
def cancel_engagement(engagement_id: int) -> Any:
    engagement, form = get_changeable(engagement_id), CancelForm()
    if form.wants_to_save() and _cancel(form, engagement) is not None:
        web.done(_("The engagement was cancelled. It stays in the log."))
        return back(engagement_id)
    return web.render_form("engagements/cancel.html", form, engagement=engagement)


def _cancel(form: CancelForm, engagement: Engagement) -> Engagement | None:
    by, reason = form.by.data, form.reason.data
    return web.save(
        form, lambda: services.cancel(db.session, engagement, by, reason, actor=current_user)
    )


@bp.route("/engagements/<int:engagement_id>/reschedule", methods=["GET", "POST"])
@requires(ENGAGEMENT_EDIT)
def reschedule_engagement(engagement_id: int) -> Any:
    engagement, form = get_changeable(engagement_id), RescheduleForm()
    if form.wants_to_save() and _reschedule(form, engagement) is not None:
        web.done(_("The engagement was moved to another date."))
        return back(engagement_id)
    return web.render_form("engagements/reschedule.html", form, engagement=engagement)


def _reschedule(form: RescheduleForm, engagement: Engagement) -> Engagement | None:
    day, reason = form.starts_on.data, form.reason.data
    return web.save(
        form, lambda: services.reschedule(db.session, engagement, day, reason, actor=current_user)
    )
