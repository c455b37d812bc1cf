"""Searches that people keep and share."""

from __future__ import annotations

from typing import Any

from flask import redirect, request
from flask_login import current_user

from app.core import web
from app.core.i18n import _
from app.core.permissions import requires
from app.core.session import db
from app.core.text import showable
from app.core.urls import url_for
from app.insight import asking, queries, services
from app.insight.forms import SaveSearchForm
from app.insight.permissions import SEARCH
from app.insight.routes.blueprint import bp


@bp.route("/search/saved/new", methods=["GET", "POST"])
@requires(SEARCH)
def save_search() -> Any:
    """Keep the question of the address under a name."""
    asked = {name: showable(request.args.get(name, ""), "")[:200] for name in ("q", *asking.FACETS)}
    form = SaveSearchForm()
    if request.method == "GET":
        form.name.data = asked["q"][:80]
    back = asking.address(asked.pop("q", ""), asked)
    if form.validate_on_submit():
        question = back.partition("?")[2]
        saved = web.save(
            form,
            lambda: services.save_search(db.session, form.values(), question, actor=current_user),
        )
        if saved:
            web.done(_("The search is kept: you find it on the search page."))
            return redirect(back)
    return web.render_form("insight/save_search.html", form, back=back)


@bp.post("/search/saved/<int:saved_id>/remove")
@requires(SEARCH)
def remove_search(saved_id: int) -> Any:
    """Nobody else's; whoever shares one takes it away for all."""
    services.remove_search(
        db.session, queries.get_saved_search(db.session, saved_id), actor=current_user
    )
    web.done(_("The search was removed."))
    return redirect(url_for("insight.search"))
