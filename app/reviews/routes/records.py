"""One review: its page, the lists behind its figures, its PDF and its history."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, request
from flask_login import current_user
from werkzeug.exceptions import NotFound

from app.core import audit, history, web
from app.core.i18n import _
from app.core.permissions import allows, current_viewer, requires
from app.core.session import db
from app.partnerships.permissions import PARTNERSHIP_DECIDE
from app.reviews import documents, figures, queries, rules, views
from app.reviews.forms import answer_form
from app.reviews.models import Criterion, Review, ReviewScore, ReviewState
from app.reviews.permissions import REVIEW_ACCEPT, REVIEW_VIEW, REVIEW_WRITE
from app.reviews.routes.blueprint import bp
from app.strategy.labels import CHANGE_TONES


def is_writer(review: Review) -> bool:
    """The owner and the deputy always, others by their role."""
    responsible = current_user.id in (review.owner_id, review.partnership.deputy_id)
    return responsible or allows(current_user, REVIEW_WRITE, review)


def may_write(review: Review) -> bool:
    """Whoever writes reviews of this partnership; never after submission."""
    return is_writer(review) and rules.may_be_written(review.state)


@bp.get("/<int:review_id>")
@requires(REVIEW_VIEW)
def show_review(review_id: int) -> Any:
    review = queries.get_review(db.session, review_id, current_viewer())
    return review_page(review, answer_form(review))


def review_page(review: Review, form: Any) -> Any:
    """The review's page, with the manager's form where there is one."""
    return web.render_form(
        "reviews/show.html",
        form,
        review=review,
        standing=views.standing(review),
        gaps=rules.submission_gaps(review),
        scores=_given(review),
        may_write=may_write(review),
        may_correct=is_writer(review)
        and review.state is ReviewState.ACCEPTED
        and review.corrected_by is None,
        may_answer=review.state is ReviewState.SUBMITTED
        and allows(current_user, REVIEW_ACCEPT)
        and review.submitted_by_id != current_user.id,
        move=_proposed(review),
        change_tones=CHANGE_TONES,
        **from_the_log(review),
    )


def _given(review: Review) -> list[ReviewScore]:
    """The scores that say something, in the order of the criteria."""
    said = [one for one in review.scores if one.score is not None or one.reason or one.evidence]
    return sorted(said, key=lambda one: list(Criterion).index(one.criterion))


def _proposed(review: Review) -> Any:
    """The move it proposes, for those who may do it; only the edition that stands proposes."""
    is_standing = review.state is ReviewState.ACCEPTED and review.corrected_by is None
    if not is_standing or not allows(current_user, PARTNERSHIP_DECIDE):
        return None
    return rules.proposed_move(review.recommendation, review.partnership.state)


def from_the_log(review: Review) -> dict[str, Any]:
    """The figures, the reviews before it and its lists, as the page and the form show them."""
    earlier = queries.reviews_of_partnership(db.session, review.partnership_id)
    shown = figures.shown(db.session, review, earlier)
    names = queries.names_of(db.session, figures.people(shown))
    began = review.partnership.in_effect_from
    return {
        "figures": views.figures(review, shown, names),
        "trail": views.trail(earlier, began, review.round.quarter, _("No review")),
    }


@bp.get("/<int:review_id>/figures/<any(now, before, year_before):period>/<key>")
@requires(REVIEW_VIEW)
def show_figure(review_id: int, period: str, key: str) -> Any:
    """The records behind one figure, as the review counts them."""
    review = queries.get_review(db.session, review_id, current_viewer())
    earlier = queries.reviews_of_partnership(db.session, review.partnership_id)
    shown = figures.shown(db.session, review, earlier)
    names = queries.names_of(db.session, figures.people(shown))
    lines = views.figures(review, shown, names).lines
    label = next((line.label for line in lines if request.path in line.urls), None)
    if label is None:
        raise NotFound
    kind, rows = figures.behind(shown, period, key)
    return render_template(
        "reviews/behind.html",
        review=review,
        label=label,
        quarter=figures.quarter_of(shown, period),
        behind=views.behind(kind, rows, names),
    )


@bp.get("/<int:review_id>/review.pdf")
@requires(REVIEW_VIEW)
def review_pdf(review_id: int) -> Any:
    review = queries.get_review(db.session, review_id, current_viewer())
    earlier = queries.reviews_of_partnership(db.session, review.partnership_id)
    shown = figures.shown(db.session, review, earlier)
    names = queries.names_of(db.session, figures.people(shown))
    file = documents.review_pdf(review, views.figures(review, shown, names), shown, names)
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
