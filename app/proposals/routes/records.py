"""The list, one proposal, entering and correcting one, its history."""

from __future__ import annotations

from typing import Any

from flask import render_template, url_for
from flask_login import current_user

from app.core import access_log, clock, history, mail, web
from app.core.db import Visibility
from app.core.i18n import _, language
from app.core.permissions import can, current_viewer, requires
from app.core.session import db
from app.proposals import lists, queries, services
from app.proposals.forms import EditProposalForm, ProposalForm
from app.proposals.models import Channel, Proposal
from app.proposals.permissions import (
    PROPOSAL_CREATE,
    PROPOSAL_HANDLE,
    PROPOSAL_VIEW,
    may_see_person,
)
from app.proposals.routes.blueprint import asked_words, bp, found, page_of
from app.proposals.routes.nearby import nearby_of
from app.proposals.routes.overview import overview_of


@bp.get("/proposals")
@requires(PROPOSAL_VIEW)
def list_proposals() -> Any:
    action = (_("Enter a proposal"), url_for(".new_proposal")) if can("proposal:create") else None
    return web.render_list(lists.PROPOSALS, "proposals/list.html", action=action)


@bp.route("/proposals/new", methods=["GET", "POST"])
@requires(PROPOSAL_CREATE)
def new_proposal() -> Any:
    """``?title=`` and ``?organisation=`` carry over what was searched for in vain."""
    form = ProposalForm(
        title=asked_words("title"),
        organisation_name=asked_words("organisation"),
        received_on=clock.today(),
        unit_id=current_user.unit_id,
        visibility=Visibility.CITY,
    )
    if form.wants_to_save():
        made = web.save(form, lambda: _receive(form))
        if made is not None:
            web.done(_("Entered as %(reference)s.", reference=made.reference))
            return page_of(made.id)
    return web.render_form("proposals/form.html", form, proposal=None)


def _receive(form: ProposalForm) -> Proposal:
    return services.receive(
        db.session,
        form.values(),
        actor=current_user,
        channel=Channel.INTERNAL,
        language=language(),
    )


@bp.get("/proposals/<int:proposal_id>")
@requires(PROPOSAL_VIEW)
def show_proposal(proposal_id: int) -> Any:
    proposal = found(proposal_id)
    person, letters = _person(proposal)
    return render_template(
        "proposals/show.html",
        proposal=proposal,
        around=overview_of(proposal),
        nearby=nearby_of(proposal),
        person=person,
        letters=letters,
        sends_mail=mail.is_on(),
        may_see_person=may_see_person(current_user, proposal),
    )


def _person(proposal: Proposal) -> tuple[Any, list[Any]]:
    """Who sent it, and our letters to them, for those who handle it; where the look cannot be
    logged, nobody."""
    if not may_see_person(current_user, proposal):
        return None, []
    if not access_log.record(current_user.id, "view", "proposer", proposal.id):
        return None, []
    return queries.get_proposer_and_letters(db.session, proposal.id)


@bp.get("/proposals/reference/<reference>")
@requires(PROPOSAL_VIEW)
def find_proposal(reference: str) -> Any:
    """On to the proposal of a reference number, as partnerships that came from one link to it."""
    return page_of(queries.get_by_reference(db.session, reference, current_viewer()).id)


@bp.route("/proposals/<int:proposal_id>/edit", methods=["GET", "POST"])
@requires(PROPOSAL_HANDLE)
def edit_proposal(proposal_id: int) -> Any:
    proposal = found(proposal_id)
    person, _letters = _person(proposal)
    given = {
        f"contact_{name}": getattr(person, name, "") for name in ("name", "role", "email", "phone")
    }
    form = EditProposalForm.for_record(proposal, **given)
    conflict, is_saved = web.save_edit(
        form,
        proposal,
        lambda: _update(proposal, form),
        **given,
    )
    if is_saved:
        web.done(_("Saved."))
        return page_of(proposal_id)
    proposal = found(proposal_id) if form.errors else proposal
    return web.render_form("proposals/form.html", form, conflict=conflict, proposal=proposal)


def _update(proposal: Proposal, form: EditProposalForm) -> bool:
    services.update_proposal(db.session, proposal, form.values(), actor=current_user)
    return True


@bp.get("/proposals/<int:proposal_id>/history")
@requires(PROPOSAL_VIEW)
def proposal_history(proposal_id: int) -> Any:
    proposal = found(proposal_id)
    changes = queries.history_changes(db.session, proposal_id, current_viewer())
    return render_template(
        "proposals/history.html",
        proposal=proposal,
        changes=history.entries(db.session, changes),
    )
