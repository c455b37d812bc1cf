"""The managers' side: accept or send back; correct what was accepted; do as it recommends."""

from __future__ import annotations

from typing import Any

from flask import redirect, url_for
from flask_login import current_user

from app.core import web
from app.core.errors import Refused
from app.core.i18n import _, choice
from app.core.permissions import current_viewer, demand, requires
from app.core.session import db
from app.partnerships.permissions import PARTNERSHIP_DECIDE
from app.partnerships.queries import get_partnership
from app.reviews import queries, services
from app.reviews.forms import CorrectionForm, answer_form
from app.reviews.permissions import REVIEW_ACCEPT, REVIEW_VIEW, REVIEW_WRITE
from app.reviews.routes.blueprint import bp
from app.reviews.routes.records import is_writer, review_page


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
    return review_page(review, form)


@bp.route("/<int:review_id>/correct", methods=["GET", "POST"])
@requires(REVIEW_VIEW)
def correct_review(review_id: int) -> Any:
    """Begin a new edition of an accepted review; the old one stays as it is."""
    review = queries.get_review(db.session, review_id, current_viewer(), lock=True)
    if not is_writer(review):
        demand(REVIEW_WRITE, review)
    form = CorrectionForm()
    if form.wants_to_save():
        reason = form.reason.data
        edition = web.save(
            form, lambda: services.correct(db.session, review, reason, actor=current_user)
        )
        if edition is not None:
            web.done(_("This is the correction; the accepted review stands until it is accepted."))
            return redirect(url_for(".edit_review", review_id=edition.id))
    return web.render_form("reviews/correct.html", form, review=review)


@bp.post("/<int:review_id>/move")
@requires(PARTNERSHIP_DECIDE)
def move_as_recommended(review_id: int) -> Any:
    """Do with the partnership what the accepted review recommends; a refusal tells the gaps."""
    viewer = current_viewer()
    review = queries.get_review(db.session, review_id, viewer)
    partnership = get_partnership(db.session, review.partnership_id, viewer, lock=True)
    try:
        with db.session.begin_nested():
            services.move_as_recommended(db.session, review, partnership, actor=current_user)
    except Refused as refusal:
        web.refused(refusal.message, refusal.gaps)
    else:
        web.done(
            _("%(name)s is now: %(state)s.", name=partnership.name, state=choice(partnership.state))
        )
    return redirect(url_for(".show_review", review_id=review_id))
