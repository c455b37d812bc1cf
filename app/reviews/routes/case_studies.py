"""Case studies: all of them, those of a partnership, writing one, and its history."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_login import current_user

from app.core import audit, history, web
from app.core.i18n import _
from app.core.permissions import allows, current_viewer, demand, requires
from app.core.session import db
from app.core.translations import speaking
from app.reviews import queries, rules, services, telling
from app.reviews.forms import CaseStudyForm, NewCaseStudyForm
from app.reviews.forms.case_studies import step_values
from app.reviews.models import CaseStudy
from app.reviews.permissions import CASE_STUDY_VIEW, CASE_STUDY_WRITE
from app.reviews.routes.blueprint import bp


@bp.get("/case-studies")
@requires(CASE_STUDY_VIEW)
def list_case_studies() -> Any:
    """Every case study that one may read."""
    studies = queries.list_case_studies(db.session, current_viewer())
    return render_template("reviews/case_studies.html", studies=studies)


@bp.route("/partnerships/<int:partnership_id>/case-studies", methods=["GET", "POST"])
@requires(CASE_STUDY_VIEW)
def case_studies_of(partnership_id: int) -> Any:
    """The case studies of a partnership; whoever may write one begins it here."""
    viewer = current_viewer()
    partnership = queries.get_told_partnership(db.session, partnership_id, viewer)
    may_write = allows(current_user, CASE_STUDY_WRITE, partnership)
    form = NewCaseStudyForm.offering(rules.audiences(partnership, viewer.sees_restricted))
    if request.method == "POST":
        demand(CASE_STUDY_WRITE, partnership)
    if form.wants_to_save():
        audience, language = form.audience.data, form.language.data
        study = web.save(
            form,
            lambda: services.begin_case_study(
                db.session,
                partnership,
                audience,
                language,
                viewer.sees_restricted,
                actor=current_user,
            ),
        )
        if study is not None:
            web.done(_("The case study is filled in from the log. Read it, and tell the rest."))
            return redirect(url_for(".edit_case_study", case_study_id=study.id))
        partnership = queries.get_told_partnership(db.session, partnership_id, viewer)
    return web.render_form(
        "reviews/case_studies_of.html",
        form,
        partnership=partnership,
        may_write=may_write,
        studies=queries.list_case_studies(db.session, viewer, partnership_id),
    )


@bp.route("/case-studies/<int:case_study_id>/edit", methods=["GET", "POST"])
@requires(CASE_STUDY_WRITE)
def edit_case_study(case_study_id: int) -> Any:
    """Write the sections and the chain, beside what the log says now."""
    viewer = current_viewer()
    is_sent = request.method == "POST"
    study = queries.get_case_study(db.session, case_study_id, viewer, lock=is_sent)
    demand(CASE_STUDY_WRITE, study)
    form = CaseStudyForm.of(study)
    conflict, is_saved = web.save_edit(
        form,
        study,
        lambda: services.write_case_study(db.session, study, form.values(), actor=current_user),
        **step_values(study),
    )
    if is_saved:
        web.done(_("The case study is saved."))
        return redirect(url_for("insight.show_case_study", case_study_id=case_study_id))
    if is_sent:
        # What was refused was taken back, and with it what had been read.
        study = queries.get_case_study(db.session, case_study_id, viewer)
    return web.render_form(
        "reviews/case_study_form.html", form, conflict=conflict, study=study, **_from_the_log(study)
    )


def _from_the_log(study: CaseStudy) -> dict[str, Any]:
    """What the log tells this audience today, in the language of the case study."""
    audience = rules.stated_audience(study, study.partnership)
    sources = telling.gather(db.session, study.partnership, audience)
    with speaking(study.language):
        return {"told": telling.sections(sources), "linked": telling.chain(sources)}


@bp.get("/case-studies/<int:case_study_id>/history")
@requires(CASE_STUDY_VIEW)
def case_study_history(case_study_id: int) -> Any:
    study = queries.get_case_study(db.session, case_study_id, current_viewer())
    changes = audit.history_of(db.session, "case_study", case_study_id)
    return render_template(
        "reviews/case_study_history.html",
        study=study,
        entries=history.entries(db.session, changes),
    )
