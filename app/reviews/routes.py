"""Pages of review rounds and reviews."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_login import current_user

from app.core import audit, history, web
from app.core.i18n import _
from app.core.periods import Quarter
from app.core.permissions import allows, current_viewer, demand, requires
from app.core.session import db
from app.reviews import documents, figures, labels, queries, rules, services, views
from app.reviews.forms import ReviewForm, RoundForm, answer_form
from app.reviews.models import Review, ReviewState
from app.reviews.permissions import REVIEW_ACCEPT, REVIEW_VIEW, REVIEW_WRITE, ROUND_OPEN
from app.strategy.labels import CHANGE_TONES

bp = Blueprint("reviews", __name__, url_prefix="/reviews")
__all__ = ["bp", "labels"]


def may_write(review: Review) -> bool:
    """The owner and the deputy always, others by their role; never after submission."""
    responsible = current_user.id in (review.owner_id, review.partnership.deputy_id)
    allowed = responsible or allows(current_user, REVIEW_WRITE, review)
    return allowed and rules.may_be_written(review.state)


@bp.get("")
@requires(REVIEW_VIEW)
def list_reviews() -> Any:
    """What I must write, what waits for my acceptance, and all rounds with their progress."""
    viewer = current_viewer()
    accepting = allows(current_user, REVIEW_ACCEPT)
    return render_template(
        "reviews/index.html",
        to_write=views.worklist(queries.reviews_to_write(db.session, current_user.id)),
        to_accept=views.worklist(queries.reviews_to_accept(db.session, viewer))
        if accepting
        else [],
        rounds=views.rounds(
            queries.list_rounds(db.session), queries.count_by_state(db.session, viewer)
        ),
        accepting=accepting,
    )


@bp.route("/rounds/new", methods=["GET", "POST"])
@requires(ROUND_OPEN)
def new_round() -> Any:
    form = RoundForm()
    if form.wants_to_save():
        opened = web.save(
            form,
            lambda: services.open_round(
                db.session, Quarter.parse(form.quarter.data), form.due_on.data, actor=current_user
            ),
        )
        if opened is not None:
            web.done(_("The round is open."))
            return redirect(url_for(".show_round", round_id=opened.id))
    return web.render_form("reviews/round_form.html", form)


@bp.get("/rounds/<int:round_id>")
@requires(REVIEW_VIEW)
def show_round(round_id: int) -> Any:
    """The progress board of one round."""
    opened = queries.get_round(db.session, round_id)
    reviews = queries.list_reviews(db.session, current_viewer(), round_id)
    return render_template("reviews/round.html", round=opened, board=views.board(opened, reviews))


@bp.get("/<int:review_id>")
@requires(REVIEW_VIEW)
def show_review(review_id: int) -> Any:
    review = queries.get_review(db.session, review_id, current_viewer())
    return _review_page(review, answer_form(review))


def _review_page(review: Review, form: Any) -> Any:
    shown = figures.shown(db.session, review)
    names = queries.names_of(db.session, figures.people(shown))
    return web.render_form(
        "reviews/show.html",
        form,
        review=review,
        standing=views.standing(review),
        figures=views.figures(shown, names),
        gaps=rules.submission_gaps(review),
        may_write=may_write(review),
        may_answer=review.state is ReviewState.SUBMITTED
        and allows(current_user, REVIEW_ACCEPT)
        and review.submitted_by_id != current_user.id,
        change_tones=CHANGE_TONES,
    )


@bp.route("/<int:review_id>/edit", methods=["GET", "POST"])
@requires(REVIEW_VIEW)
def edit_review(review_id: int) -> Any:
    """The owner writes; "Save draft" keeps anything, "Submit" demands what the rules demand."""
    viewer = current_viewer()
    review = queries.get_review(db.session, review_id, viewer, lock=request.method == "POST")
    if not may_write(review):
        if not rules.may_be_written(review.state):
            web.refused(_("This review is submitted; ask a manager to send it back first."))
            return redirect(url_for(".show_review", review_id=review_id))
        demand(REVIEW_WRITE, review)
    form = ReviewForm.for_record(review)
    conflict, is_saved = web.save_edit(form, review, lambda: _write(review, form))
    if is_saved:
        submitted = form.is_submitting()
        web.done(_("The review is submitted.") if submitted else _("The draft is saved."))
        return redirect(url_for(".show_review", review_id=review_id))
    shown = figures.shown(db.session, review)
    return web.render_form(
        "reviews/form.html",
        form,
        conflict=conflict,
        review=review,
        standing=views.standing(review),
        figures=views.figures(shown, queries.names_of(db.session, figures.people(shown))),
    )


def _write(review: Review, form: ReviewForm) -> Review:
    services.write_review(db.session, review, form.values(), actor=current_user)
    if form.is_submitting():
        services.submit(db.session, review, actor=current_user)
    return review


@bp.post("/<int:review_id>/answer")
@requires(REVIEW_ACCEPT)
def answer_review(review_id: int) -> Any:
    """Accept the review, or send it back with a comment."""
    review = queries.get_review(db.session, review_id, current_viewer(), lock=True)
    form = answer_form(review)
    if form.wants_to_save():
        if web.stale(form, review) is not None:
            web.refused(_("Somebody changed this review meanwhile. Read it again, then answer."))
            return redirect(url_for(".show_review", review_id=review_id))
        sending_back = form.is_sending_back()
        verb = services.send_back if sending_back else services.accept
        text = form.comment.data
        answered = web.save(form, lambda: verb(db.session, review, text, actor=current_user))
        if answered is not None:
            web.done(_("Sent back to the owner.") if sending_back else _("The review is accepted."))
            return redirect(url_for(".show_review", review_id=review_id))
    return _review_page(review, form)


@bp.get("/<int:review_id>/review.pdf")
@requires(REVIEW_VIEW)
def review_pdf(review_id: int) -> Any:
    review = queries.get_review(db.session, review_id, current_viewer())
    shown = figures.shown(db.session, review)
    names = queries.names_of(db.session, figures.people(shown))
    file = documents.review_pdf(review, views.figures(shown, names))
    return pdf_response(file, f"review-{review.partnership.reference}-{review.round.quarter}.pdf")


def pdf_response(file: bytes, name: str) -> Response:
    """A PDF that the browser shows; ``name`` is what it is saved as."""
    response = Response(file, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@bp.get("/<int:review_id>/history")
@requires(REVIEW_VIEW)
def review_history(review_id: int) -> Any:
    review = queries.get_review(db.session, review_id, current_viewer())
    entries = history.entries(db.session, audit.history_of(db.session, "review", review_id))
    return render_template("reviews/history.html", review=review, entries=entries)
