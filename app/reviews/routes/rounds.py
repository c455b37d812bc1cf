"""All rounds, opening one, and the board of one."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_login import current_user

from app.core import clock, web
from app.core.i18n import _
from app.core.periods import Quarter
from app.core.permissions import allows, current_viewer, requires
from app.core.session import db
from app.reviews import queries, services, views
from app.reviews.forms import RoundForm
from app.reviews.lists import board
from app.reviews.permissions import REVIEW_ACCEPT, REVIEW_VIEW, ROUND_OPEN
from app.reviews.routes.blueprint import bp


@bp.get("")
@requires(REVIEW_VIEW)
def list_reviews() -> Any:
    """What I must write, what waits for my acceptance, and all rounds with their progress."""
    viewer = current_viewer()
    accepting = allows(current_user, REVIEW_ACCEPT)
    to_write, to_accept = queries.reviews_for(db.session, viewer, accepts=accepting)
    return render_template(
        "reviews/index.html",
        to_write=views.worklist(to_write),
        to_accept=views.worklist(to_accept),
        rounds=views.rounds(
            queries.list_rounds(db.session),
            queries.count_by_state(db.session, viewer),
            clock.today(),
        ),
        accepting=accepting,
    )


@bp.route("/rounds/new", methods=["GET", "POST"])
@requires(ROUND_OPEN)
def new_round() -> Any:
    """Open a round; a skipped quarter links here with its name."""
    form = RoundForm(data={"quarter": request.args.get("quarter")})
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
    """The board of one round: how far the whole of it has come, and its reviews page by page."""
    opened = queries.get_round(db.session, round_id)
    viewer = current_viewer()
    counted = queries.count_board(db.session, viewer, round_id)
    return web.render_list(
        board(opened, viewer),
        "reviews/round.html",
        round=opened,
        progress=views.progress(opened, counted, clock.today()),
    )
