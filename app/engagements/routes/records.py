"""The list of engagements, the page of one, its correction and its history."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_login import current_user

from app.core import web
from app.core.i18n import _
from app.core.permissions import allows, current_viewer, demand, requires
from app.core.session import db
from app.engagements import lists, queries, services
from app.engagements.forms import EditEngagementForm, NewFollowUpForm
from app.engagements.models import Engagement
from app.engagements.permissions import (
    ENGAGEMENT_EDIT,
    ENGAGEMENT_LOG,
    ENGAGEMENT_VIEW,
    may_keep,
)
from app.engagements.routes import histories
from app.engagements.routes.blueprint import bp
from app.knowledge.queries import about_engagement


@bp.get("/engagements")
@requires(ENGAGEMENT_VIEW)
def list_engagements() -> Any:
    action = None
    if allows(current_user, ENGAGEMENT_LOG):
        action = (_("Log an engagement"), url_for(".new_engagement"))
    return web.render_list(lists.ENGAGEMENTS, "engagements/list.html", action=action)


@bp.get("/engagements/<int:engagement_id>")
@requires(ENGAGEMENT_VIEW)
def show_engagement(engagement_id: int) -> Any:
    engagement = queries.get_engagement(db.session, engagement_id, current_viewer())
    return show(engagement)


def show(engagement: Engagement, **context: Any) -> Any:
    """The page of an engagement; a verb that was refused hands in its ``form``."""
    viewer = current_viewer()
    partnership = engagement.partnership
    if partnership is not None and not queries.may_see_partnership(viewer, partnership):
        partnership = None
    page = render_template(
        "engagements/show.html",
        engagement=engagement,
        partnership=partnership,
        contacts=[c for c in engagement.contacts if queries.may_see_contact(viewer, c.contact)],
        solutions=about_engagement(db.session, engagement.id, viewer),
        may_read_notes=queries.may_read_notes(viewer, engagement),
        kept={f.id: may_keep(current_user, f) for f in engagement.follow_ups},
        **({"new_follow_up": NewFollowUpForm(formdata=None)} | context),
    )
    return page, 422 if context else 200


@bp.route("/engagements/<int:engagement_id>/edit", methods=["GET", "POST"])
@requires(ENGAGEMENT_EDIT)
def edit_engagement(engagement_id: int) -> Any:
    viewer = current_viewer()
    engagement = queries.get_engagement(
        db.session, engagement_id, viewer, lock=request.method == "POST"
    )
    demand(ENGAGEMENT_EDIT, engagement)
    given = {"result_kinds": [result.kind for result in engagement.results]}
    form = EditEngagementForm.for_record(engagement, **given)
    conflict, is_saved = web.save_edit(form, engagement, lambda: _update(form, engagement), **given)
    if is_saved:
        web.done(_("Saved."))
        return redirect(url_for(".show_engagement", engagement_id=engagement_id))
    return web.render_form("engagements/edit.html", form, conflict=conflict, engagement=engagement)


def _update(form: EditEngagementForm, engagement: Engagement) -> Engagement:
    """What this viewer may not see stays as it is."""
    viewer = current_viewer()
    values = form.values("result_kinds") | {"results": form.result_kinds.data}
    values["contacts"] = values["contacts"] + [
        link.contact_id
        for link in engagement.contacts
        if not queries.may_see_contact(viewer, link.contact)
    ]
    partnership = engagement.partnership
    if partnership is not None and not queries.may_see_partnership(viewer, partnership):
        values["partnership_id"] = values["partnership_id"] or partnership.id
    return services.update_engagement(
        db.session, engagement, values, actor=current_user, viewer=viewer
    )


@bp.get("/engagements/<int:engagement_id>/history")
@requires(ENGAGEMENT_VIEW)
def engagement_history(engagement_id: int) -> Any:
    engagement = queries.get_engagement(db.session, engagement_id, current_viewer())
    hidden = () if queries.may_read_notes(current_viewer(), engagement) else ("notes",)
    return render_template(
        "engagements/history.html",
        heading=_("History of “%(title)s”", title=engagement.summary),
        crumbs=[
            (_("Engagements"), url_for(".list_engagements")),
            (engagement.summary, url_for(".show_engagement", engagement_id=engagement_id)),
        ],
        entries=histories.entries("engagement", engagement_id, hidden=hidden),
    )
