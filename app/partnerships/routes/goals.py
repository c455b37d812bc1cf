"""Tying a partnership to goals."""

from __future__ import annotations

from typing import Any

from flask import redirect
from flask_login import current_user

from app.core import web
from app.core.i18n import _
from app.core.permissions import requires
from app.core.session import db
from app.partnerships import forms, queries, services
from app.partnerships.permissions import PARTNERSHIP_EDIT
from app.partnerships.routes.blueprint import bp
from app.partnerships.routes.records import page_of, to_edit


@bp.route("/partnerships/<int:partnership_id>/goals/new", methods=["GET", "POST"])
@requires(PARTNERSHIP_EDIT)
def new_alignment(partnership_id: int) -> Any:
    partnership = to_edit(partnership_id)
    name = partnership.name
    form: Any = forms.NewAlignmentForm()
    if form.wants_to_save():
        added = web.save(
            form,
            lambda: services.align(db.session, partnership, form.values(), actor=current_user),
        )
        if added is not None:
            web.done(_("The goal was added."))
            return redirect(page_of(partnership_id, "goals"))
    return web.render_form(
        "partnerships/goal.html", form, partnership_id=partnership_id, name=name, alignment=None
    )


@bp.route(
    "/partnerships/<int:partnership_id>/goals/<int:alignment_id>/edit", methods=["GET", "POST"]
)
@requires(PARTNERSHIP_EDIT)
def edit_alignment(partnership_id: int, alignment_id: int) -> Any:
    partnership = to_edit(partnership_id)
    alignment = queries.get_alignment(db.session, partnership_id, alignment_id)
    goal, name = alignment.goal, partnership.name
    form: Any = forms.AlignmentForm.for_record(alignment)
    conflict = None
    if form.wants_to_save():
        conflict = web.stale(form, alignment)
        if conflict is None and _saved(form, partnership, alignment):
            web.done(_("Saved."))
            return redirect(page_of(partnership_id, "goals"))
    return web.render_form(
        "partnerships/goal.html",
        form,
        conflict=conflict,
        partnership_id=partnership_id,
        name=name,
        alignment=alignment_id,
        goal=goal,
    )


def _saved(form: Any, partnership: Any, alignment: Any) -> bool:
    def run() -> bool:
        services.update_alignment(
            db.session, partnership, alignment, form.values(), actor=current_user
        )
        return True

    return web.save(form, run) is not None


@bp.route(
    "/partnerships/<int:partnership_id>/goals/<int:alignment_id>/remove", methods=["GET", "POST"]
)
@requires(PARTNERSHIP_EDIT)
def remove_alignment(partnership_id: int, alignment_id: int) -> Any:
    partnership = to_edit(partnership_id)
    alignment = queries.get_alignment(db.session, partnership_id, alignment_id)
    goal, name = alignment.goal, partnership.name
    form: Any = forms.ReasonForm()

    def run() -> bool:
        services.remove_alignment(
            db.session, partnership, alignment, form.reason.data, actor=current_user
        )
        return True

    if form.wants_to_save() and web.save(form, run) is not None:
        web.done(_("The goal was removed."))
        return redirect(page_of(partnership_id, "goals"))
    return web.render_form(
        "partnerships/remove_goal.html",
        form,
        partnership_id=partnership_id,
        name=name,
        alignment=alignment_id,
        goal=goal,
    )
