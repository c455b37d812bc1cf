"""Pages of the members of networks."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for
from flask_login import current_user

from app.core import web
from app.core.errors import NotFound
from app.core.i18n import _
from app.core.permissions import can, requires
from app.core.session import db
from app.organisations import lists, queries, rules, services
from app.organisations.forms.organisations import MemberForm, MemberListForm, NewMemberForm
from app.organisations.models import MemberList
from app.organisations.permissions import ORGANISATION_EDIT, ORGANISATION_VIEW
from app.organisations.routes.blueprint import bp


@bp.get("/organisations/<int:organisation_id>/members")
@requires(ORGANISATION_VIEW)
def list_members(organisation_id: int) -> Any:
    network = queries.get_organisation(db.session, organisation_id)
    action = None
    if can("organisation:edit"):
        action = (_("Add a member"), url_for(".new_member", organisation_id=organisation_id))
    page = lists.members_of(network, former=bool(request.args.get("former")))
    described = queries.get_member_list(db.session, organisation_id)
    return web.render_list(
        page, "organisations/members.html", action=action, network=network, described=described
    )


@bp.route("/organisations/<int:organisation_id>/member-list", methods=["GET", "POST"])
@requires(ORGANISATION_EDIT)
def edit_member_list(organisation_id: int) -> Any:
    """Say where a network's list of members is from, of which day it is, and how whole."""
    network = queries.get_organisation(db.session, organisation_id)
    if not rules.may_have_members(network.kind):
        raise NotFound
    described = queries.get_member_list(db.session, organisation_id, lock=request.method == "POST")
    if described is None:
        # Nobody has said anything; the first who does must still notice a second one.
        described = MemberList(
            network_id=organisation_id, source="", coverage="", is_complete=False, version=0
        )
    form = MemberListForm.for_record(described)
    conflict, is_saved = web.save_edit(
        form,
        described,
        lambda: services.describe_member_list(
            db.session, organisation_id, form.values(), actor=current_user
        ),
    )
    if is_saved:
        web.done(_("What the list of members is was saved."))
        return redirect(url_for(".list_members", organisation_id=organisation_id))
    return web.render_form(
        "organisations/member_list_form.html", form, conflict=conflict, network=network
    )


@bp.route("/organisations/<int:organisation_id>/members/new", methods=["GET", "POST"])
@requires(ORGANISATION_EDIT)
def new_member(organisation_id: int) -> Any:
    network = queries.get_organisation(db.session, organisation_id)
    form = NewMemberForm()
    if form.wants_to_save():
        values = {**form.values(), "network_id": organisation_id}
        made = web.save(
            form, lambda: services.add_network_member(db.session, values, actor=current_user)
        )
        if made is not None:
            web.done(_("The member was added."))
            return redirect(url_for(".list_members", organisation_id=organisation_id))
    return web.render_form("organisations/member_form.html", form, network=network, member=None)


@bp.route("/organisations/memberships/<int:membership_id>/edit", methods=["GET", "POST"])
@requires(ORGANISATION_EDIT)
def edit_member(membership_id: int) -> Any:
    """Correct what a list says of a member, or note that it has left."""
    membership = queries.get_network_member(
        db.session, membership_id, lock=request.method == "POST"
    )
    form = MemberForm.for_record(membership)
    # A refused save would expire what hangs on the membership, but not these two themselves.
    network, member = membership.network, membership.member
    conflict, is_saved = web.save_edit(
        form,
        membership,
        lambda: services.update_network_member(
            db.session, membership, form.values(), actor=current_user
        ),
    )
    if is_saved:
        web.done(_("The membership was saved."))
        return redirect(url_for(".show_organisation", organisation_id=member.id))
    return web.render_form(
        "organisations/member_form.html",
        form,
        conflict=conflict,
        network=network,
        member=member,
    )
