"""The owner's side: write, submit, delegate to the deputy."""

from __future__ import annotations

from typing import Any

from flask import jsonify, redirect, request, url_for
from flask_login import current_user

from app.core import clock, web
from app.core.errors import Refused
from app.core.i18n import _
from app.core.permissions import current_viewer, demand, requires
from app.core.session import db
from app.reviews import queries, rules, services, views
from app.reviews.forms import ReviewForm, score_values
from app.reviews.models import Review, ReviewState
from app.reviews.permissions import REVIEW_VIEW, REVIEW_WRITE
from app.reviews.routes.blueprint import bp
from app.reviews.routes.records import from_the_log, is_writer, may_write


@bp.route("/<int:review_id>/edit", methods=["GET", "POST"])
@requires(REVIEW_VIEW)
def edit_review(review_id: int) -> Any:
    """The owner writes; "Save draft" keeps anything, "Submit" demands what the rules demand."""
    viewer = current_viewer()
    review = queries.get_review(db.session, review_id, viewer, lock=request.method == "POST")
    if not may_write(review):
        if not rules.may_be_written(review.state):
            if review.state is ReviewState.ACCEPTED:
                web.refused(_("This review is accepted and stays as it is; correct it instead."))
            else:
                web.refused(_("This review is submitted; ask a manager to send it back first."))
            return redirect(url_for(".show_review", review_id=review_id))
        demand(REVIEW_WRITE, review)
    draft = next(iter(review.drafts), None)
    resumed = draft if request.args.get("draft") else None
    form = ReviewForm.resumed(resumed) if resumed else ReviewForm.of(review)
    saving = score_values(review)
    conflict, is_saved = web.save_edit(form, review, lambda: _write(review, form), **saving)
    if is_saved:
        submitted = form.is_submitting()
        web.done(_("The review is submitted.") if submitted else _("The draft is saved."))
        return redirect(url_for(".show_review", review_id=review_id))
    if form.is_submitted():
        # What was refused was taken back, and with it what had been read.
        review = queries.get_review(db.session, review_id, viewer)
    return web.render_form(
        "reviews/form.html",
        form,
        conflict=conflict,
        review=review,
        standing=views.standing(review),
        draft=None if resumed or form.is_submitted() else draft,
        **from_the_log(review),
    )


@bp.post("/<int:review_id>/keep")
@requires(REVIEW_VIEW)
def keep_draft(review_id: int) -> Any:
    """Keeps the form while it is written, as JSON: what to say."""
    review = queries.get_review(db.session, review_id, current_viewer())
    if not may_write(review):
        demand(REVIEW_WRITE, review)
    typed = ((name, text) for name, text in request.form.items(multi=True) if name != "csrf_token")
    try:
        services.keep_draft(db.session, review, typed, actor=current_user)
    except Refused as refused:
        return jsonify(told=str(refused.message)), 409
    moment = clock.local(clock.now())
    return jsonify(told=_("Draft kept at %(time)s", time=f"{moment:%H:%M}"))


@bp.post("/<int:review_id>/forget")
@requires(REVIEW_VIEW)
def forget_draft(review_id: int) -> Any:
    """Nobody's but one's own."""
    review = queries.get_review(db.session, review_id, current_viewer())
    services.drop_draft(db.session, review, actor=current_user)
    return redirect(url_for(".edit_review", review_id=review_id))


def _write(review: Review, form: ReviewForm) -> Review:
    services.write_review(db.session, review, form.values(), actor=current_user)
    services.drop_draft(db.session, review, actor=current_user)
    if form.is_submitting():
        services.submit(db.session, review, actor=current_user)
    return review


@bp.post("/<int:review_id>/delegate")
@requires(REVIEW_VIEW)
def delegate_review(review_id: int) -> Any:
    """Let the deputy write it, or take it back."""
    review = queries.get_review(db.session, review_id, current_viewer(), lock=True)
    if not is_writer(review):
        demand(REVIEW_WRITE, review)
    to_deputy = request.form.get("to") == "deputy"
    web.attempt(
        lambda: services.delegate(db.session, review, to_deputy, actor=current_user),
        _("The deputy finds it on the home page.") if to_deputy else _("The owner writes it."),
    )
    return redirect(url_for(".show_review", review_id=review_id))
