"""Moving an EU project from stage to stage, and mending the history of its stages."""

from __future__ import annotations

from typing import Any

from flask import redirect
from flask_login import current_user

from app.core import clock, web
from app.core.i18n import _, choice
from app.core.permissions import requires
from app.core.session import db
from app.partnerships import forms, queries, rules, services
from app.partnerships.models import ProjectStage
from app.partnerships.permissions import PARTNERSHIP_EDIT
from app.partnerships.routes.blueprint import bp
from app.partnerships.routes.records import page_of, project_to_edit

ADDRESS = "/partnerships/<int:partnership_id>/stages"


@bp.route("/partnerships/<int:partnership_id>/stage", methods=["GET", "POST"])
@requires(PARTNERSHIP_EDIT)
def move_stage(partnership_id: int) -> Any:
    """The next stage; a bid without approval is refused with what is missing."""
    project = project_to_edit(partnership_id)
    form: Any = forms.MoveStageForm(data={"entered_on": clock.today()})
    form.stage.offered = list(rules.NEXT[project.stage])

    def run() -> bool:
        services.move_stage(db.session, project, form.values(), actor=current_user)
        return True

    if form.wants_to_save() and web.save(form, run) is not None:
        web.done(_("The project is now: %(stage)s.", stage=choice(form.stage.data)))
        return redirect(page_of(partnership_id, "stages"))
    if form.errors:
        project = project_to_edit(partnership_id)
    return web.render_form(
        "partnerships/stage.html",
        form,
        project=project,
        checks=rules.bid_checks(project, clock.today()),
        is_before_bid=ProjectStage.SUBMITTED in rules.NEXT[project.stage],
    )


@bp.route(f"{ADDRESS}/new", methods=["GET", "POST"])
@requires(PARTNERSHIP_EDIT)
def record_stage(partnership_id: int) -> Any:
    """An earlier stage that the register does not know yet."""
    project = project_to_edit(partnership_id)
    name = project.name
    form: Any = forms.EarlierStageForm()
    form.stage.offered = rules.unrecorded_stages(
        project.stage, queries.stages_of(db.session, partnership_id)
    )

    def run() -> bool:
        services.record_stage(db.session, project, form.values(), actor=current_user)
        return True

    if form.wants_to_save() and web.save(form, run) is not None:
        web.done(_("The stage was recorded."))
        return redirect(page_of(partnership_id, "stages"))
    return web.render_form(
        "partnerships/stage_entry.html", form, partnership_id=partnership_id, name=name, entry=None
    )


@bp.route(f"{ADDRESS}/<int:entry_id>/edit", methods=["GET", "POST"])
@requires(PARTNERSHIP_EDIT)
def correct_stage(partnership_id: int, entry_id: int) -> Any:
    """The day and the reason of one stage."""
    project = project_to_edit(partnership_id)
    entry = queries.get_stage_entry(db.session, partnership_id, entry_id)
    name, stage = project.name, entry.stage
    form: Any = forms.StageEntryForm.for_record(entry)

    def save() -> bool:
        services.correct_stage(db.session, project, entry, form.values(), actor=current_user)
        return True

    conflict, is_saved = web.save_edit(form, entry, save)
    if is_saved:
        web.done(_("Saved."))
        return redirect(page_of(partnership_id, "stages"))
    return web.render_form(
        "partnerships/stage_entry.html",
        form,
        conflict=conflict,
        partnership_id=partnership_id,
        name=name,
        entry=entry_id,
        stage=stage,
    )


@bp.route(f"{ADDRESS}/<int:entry_id>/remove", methods=["GET", "POST"])
@requires(PARTNERSHIP_EDIT)
def remove_stage(partnership_id: int, entry_id: int) -> Any:
    """Taking out a stage that was never reached."""
    project = project_to_edit(partnership_id)
    entry = queries.get_stage_entry(db.session, partnership_id, entry_id)
    name, stage, is_present = project.name, entry.stage, entry.stage == project.stage
    form: Any = forms.ReasonForm()

    def run() -> bool:
        reason = str(form.reason.data)
        services.remove_stage(db.session, project, entry, reason, actor=current_user)
        return True

    if form.wants_to_save() and web.save(form, run) is not None:
        web.done(_("The stage was removed."))
        return redirect(page_of(partnership_id, "stages"))
    return web.render_form(
        "partnerships/remove_stage.html",
        form,
        partnership_id=partnership_id,
        name=name,
        entry=entry_id,
        stage=stage,
        is_present=is_present,
    )
