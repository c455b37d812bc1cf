"""What the city owes under a partnership."""

from __future__ import annotations

from typing import Any

from flask import redirect, url_for
from flask_login import current_user

from app.core import clock, web
from app.core.attachments.sending import takes_files
from app.core.i18n import _, show_date
from app.core.permissions import current_viewer, requires
from app.core.session import db
from app.partnerships import forms, queries, services
from app.partnerships.models import Recurrence
from app.partnerships.permissions import PARTNERSHIP_EDIT, PARTNERSHIP_VIEW
from app.partnerships.routes.blueprint import bp
from app.partnerships.routes.parts import Part, edit_part, given, new_part, remove_part
from app.partnerships.routes.records import page_of, to_edit

OBLIGATION = Part(
    section="obligations",
    template="partnerships/obligation.html",
    get=queries.get_obligation,
    new_form=forms.ObligationForm,
    edit_form=forms.EditObligationForm,
    add=services.add_obligation,
    update=services.update_obligation,
    remove=services.remove_obligation,
    name=lambda obligation: obligation.what,
    defaults=lambda: {"recurrence": Recurrence.NONE},
)


@bp.route("/partnerships/<int:partnership_id>/obligations/new", methods=["GET", "POST"])
@requires(PARTNERSHIP_EDIT)
def new_obligation(partnership_id: int) -> Any:
    return new_part(OBLIGATION, partnership_id, _("The obligation was added."))


@bp.get("/obligations/<int:obligation_id>")
@requires(PARTNERSHIP_VIEW)
def show_obligation(obligation_id: int) -> Any:
    """The place of an obligation on the page of its partnership."""
    viewer = current_viewer()
    partnership_id = queries.partnership_of_obligation(db.session, obligation_id, viewer)
    return redirect(page_of(partnership_id, f"obligation-{obligation_id}"))


@bp.route(
    "/partnerships/<int:partnership_id>/obligations/<int:obligation_id>/edit",
    methods=["GET", "POST"],
)
@requires(PARTNERSHIP_EDIT)
def edit_obligation(partnership_id: int, obligation_id: int) -> Any:
    remove_url = url_for(
        ".remove_obligation", partnership_id=partnership_id, obligation_id=obligation_id
    )
    return edit_part(OBLIGATION, partnership_id, obligation_id, remove_url)


@bp.route(
    "/partnerships/<int:partnership_id>/obligations/<int:obligation_id>/remove",
    methods=["GET", "POST"],
)
@requires(PARTNERSHIP_EDIT)
def remove_obligation(partnership_id: int, obligation_id: int) -> Any:
    told = _("The obligation was removed.")
    return remove_part(OBLIGATION, partnership_id, obligation_id, told)


@bp.route(
    "/partnerships/<int:partnership_id>/obligations/<int:obligation_id>/fulfil",
    methods=["GET", "POST"],
)
@requires(PARTNERSHIP_EDIT)
@takes_files
def fulfil_obligation(partnership_id: int, obligation_id: int) -> Any:
    partnership = to_edit(partnership_id)
    obligation = queries.get_obligation(db.session, partnership_id, obligation_id)
    if obligation.fulfilled_on is not None:
        web.refused(_("This is marked as fulfilled already."))
        return redirect(page_of(partnership_id, "obligations"))
    name, title, due_on = partnership.name, obligation.what, obligation.due_on
    form: Any = forms.FulfilForm.for_record(obligation)
    if not form.is_submitted():
        form.fulfilled_on.data = clock.today()
    opened: list[Any] = []

    def run() -> bool:
        values, upload = given(form, uploads=True)
        opened.append(
            services.fulfil_obligation(
                db.session, partnership, obligation, values, upload, actor=current_user
            )
        )
        return True

    conflict, is_saved = web.save_edit(form, obligation, run)
    if is_saved:
        following = opened[-1]
        web.done(
            _("Fulfilled. The next one is due on %(date)s.", date=show_date(following.due_on))
            if following is not None
            else _("Fulfilled.")
        )
        return redirect(page_of(partnership_id, "obligations"))
    return web.render_form(
        "partnerships/fulfil.html",
        form,
        conflict=conflict,
        partnership_id=partnership_id,
        name=name,
        title=title,
        due_on=due_on,
    )
