"""Asking two people for an assessment, and writing one."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for
from flask_login import current_user

from app.core import web
from app.core.errors import NotFound
from app.core.i18n import _
from app.core.permissions import requires
from app.core.session import db
from app.proposals import queries, services
from app.proposals.forms import AssessmentForm, AssessorForm
from app.proposals.models import Assessment, Proposal, ProposalState
from app.proposals.permissions import PROPOSAL_ASSESS, PROPOSAL_HANDLE, PROPOSAL_VIEW
from app.proposals.routes.blueprint import bp, found, page_of
from app.proposals.routes.nearby import overlaps_of


@bp.route("/proposals/<int:proposal_id>/assessors", methods=["GET", "POST"])
@requires(PROPOSAL_HANDLE)
def ask_assessor(proposal_id: int) -> Any:
    proposal = found(proposal_id)
    form = AssessorForm.for_record(proposal)

    def ask() -> bool:
        services.ask_assessor(db.session, proposal, form.values(), actor=current_user)
        return True

    if form.wants_to_save() and web.save(form, ask) is not None:
        web.done(_("The assessor finds it on the home page."))
        return page_of(proposal_id)
    return web.render_form("proposals/assessor.html", form, proposal=found(proposal_id))


@bp.post("/proposals/<int:proposal_id>/assessors/<int:assessment_id>/release")
@requires(PROPOSAL_HANDLE)
def release_assessor(proposal_id: int, assessment_id: int) -> Any:
    proposal = found(proposal_id)
    assessment = queries.get_assessment(db.session, proposal_id, assessment_id)
    web.attempt(
        lambda: services.release_assessor(db.session, proposal, assessment, actor=current_user),
        _("The request was taken back."),
    )
    return page_of(proposal_id)


@bp.get("/assessments/<int:assessment_id>")
@requires(PROPOSAL_VIEW)
def show_assessment(assessment_id: int) -> Any:
    """An assessment has no page of its own: it stands on the proposal's."""
    number = queries.get_proposal_id(db.session, assessment_id)
    return redirect(url_for(".show_proposal", proposal_id=number, _anchor="assessments"))


@bp.route("/proposals/<int:proposal_id>/assessment", methods=["GET", "POST"])
@requires(PROPOSAL_ASSESS)
def write_assessment(proposal_id: int) -> Any:
    """One's own assessment; "Save draft" keeps anything, "Hand in" demands all of it."""
    proposal = found(proposal_id)
    mine = queries.find_assessment(db.session, proposal_id, current_user.id)
    if mine is None:
        raise NotFound
    if mine.submitted_on is not None or proposal.state is not ProposalState.TRIAGED:
        web.refused(_("This assessment has been handed in, so it stays."))
        return page_of(proposal_id)
    given = _given(mine)
    form = AssessmentForm.for_record(mine, **given)
    conflict, is_saved = web.save_edit(form, mine, lambda: _write(proposal, mine, form), **given)
    if is_saved:
        submitted = form.is_submitting()
        web.done(_("Your assessment is handed in.") if submitted else _("The draft is saved."))
        return redirect(url_for(".show_proposal", proposal_id=proposal_id))
    if request.method == "POST":
        proposal = found(proposal_id)
    return web.render_form(
        "proposals/assessment.html",
        form,
        conflict=conflict,
        proposal=proposal,
        overlaps=overlaps_of(proposal),
    )


def _given(assessment: Assessment) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for score in assessment.scores:
        values[f"{score.criterion.value}_score"] = score.score
        values[f"{score.criterion.value}_reason"] = score.reason
    return values


def _write(proposal: Proposal, assessment: Assessment, form: AssessmentForm) -> bool:
    submitting = form.is_submitting()
    verb = services.submit_assessment if submitting else services.write_assessment
    verb(db.session, proposal, assessment, form.values(), actor=current_user)
    return True
