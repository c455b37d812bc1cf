"""Accounts, for administrators."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_login import current_user

from app.core import audit, history, hooks, web
from app.core.errors import Refused
from app.core.i18n import _
from app.core.permissions import requires
from app.core.session import db
from app.users import queries, rules, services
from app.users.forms import EditUserForm, NewUserForm, TemporaryPasswordForm
from app.users.lists import USERS
from app.users.models import Occasion, User
from app.users.permissions import USER_MANAGE
from app.users.routes.blueprint import bp
from app.users.routes.hand_over import get_leaver, linked


@bp.get("/users")
@requires(USER_MANAGE)
def list_users() -> Any:
    """Everybody with an account."""
    return web.render_list(USERS, action=(_("Add a user"), url_for(".new_user")))


@bp.route("/users/new", methods=["GET", "POST"])
@requires(USER_MANAGE)
def new_user() -> Any:
    """A new account with a temporary password."""
    form = NewUserForm()
    if not form.is_submitted():
        form.locale.data = current_user.locale
    if form.wants_to_save():
        user = web.save(form, lambda: _create(form))
        if user is not None:
            web.done(_("The account is ready. Tell %(name)s the password.", name=user.name))
            return redirect(url_for(".show_user", user_id=user.id))
    return web.render_form("users/user_form.html", form, user=None)


def _create(form: NewUserForm) -> User:
    user = services.create_user(db.session, form.values("password"), actor=current_user)
    password = str(form.password.data)
    return services.set_password(db.session, user, password, actor=current_user)


@bp.get("/users/<int:user_id>")
@requires(USER_MANAGE)
def show_user(user_id: int) -> Any:
    """One account with what its user is responsible for."""
    user = queries.get_user(db.session, user_id)
    return render_template(
        "users/user.html",
        user=user,
        holdings=linked(hooks.holdings(db.session, user.id)),
        sign_ins=queries.recent_sign_ins(db.session, user.id),
    )


@bp.route("/users/<int:user_id>/edit", methods=["GET", "POST"])
@requires(USER_MANAGE)
def edit_user(user_id: int) -> Any:
    """Change an account's name, role, unit; another unit leads to the hand-over screen first."""
    user = queries.get_user(db.session, user_id, lock=request.method == "POST")
    form = EditUserForm.for_user(user)
    move = _move(form, user)
    conflict, is_saved = web.save_edit(
        form,
        user,
        lambda: services.update_user(
            db.session,
            user,
            form.values(*move),
            actor=current_user,
        ),
    )
    if is_saved and move:
        web.done(_("Saved, but for the unit and the role: decide first what becomes of these."))
        asked = {"unit": move.get("unit_id"), "role": move.get("role")}
        return redirect(url_for(".hand_over", user_id=user_id, **asked))
    if is_saved:
        web.done(_("Saved."))
        return redirect(url_for(".show_user", user_id=user_id))
    return web.render_form("users/user_form.html", form, conflict=conflict, user=user)


def _move(form: EditUserForm, user: User) -> dict[str, Any]:
    """The chosen ``unit_id`` and ``role`` as far as they change, where something must be handed
    over before they do; else nothing.
    """
    unit_id, role = form.unit_id.data, form.role.data
    if not form.is_submitted() or unit_id is None or role is None:
        return {}
    held = hooks.holdings(db.session, user.id)
    if unit_id == user.unit_id:
        held = rules.out_of_reach(held, rules.InUnit(role, unit_id))
    chosen = {"unit_id": unit_id, "role": role}
    return {n: value for n, value in chosen.items() if held and value != getattr(user, n)}


@bp.route("/users/<int:user_id>/password", methods=["GET", "POST"])
@requires(USER_MANAGE)
def set_password(user_id: int) -> Any:
    """Give somebody a temporary password and sign them out everywhere."""
    user = queries.get_user(db.session, user_id)
    form = TemporaryPasswordForm()
    if form.wants_to_save():
        password = str(form.password.data)
        saved = web.save(
            form, lambda: services.set_password(db.session, user, password, actor=current_user)
        )
        if saved is not None:
            web.done(_("The password is set. Tell it to %(name)s.", name=user.name))
            return redirect(url_for(".show_user", user_id=user_id))
    return web.render_form("users/temporary_password.html", form, user=user)


@bp.route("/users/<int:user_id>/deactivate", methods=["GET", "POST"])
@requires(USER_MANAGE)
def deactivate_user(user_id: int) -> Any:
    """Close an account; while anything is in its hands, this leads to the hand-over screen."""
    user = get_leaver(user_id)
    if hooks.holdings(db.session, user.id):
        if request.method == "POST":
            text = _("Hand over what %(name)s is responsible for first.", name=user.name)
            web.refused(text)
        return redirect(url_for(".hand_over", user_id=user_id, occasion=Occasion.LEAVING))
    refusal = None
    if request.method == "POST":
        try:
            services.deactivate_user(db.session, user, actor=current_user)
        except Refused as refused:
            refusal = refused
        else:
            web.done(_("The account is closed and signed out everywhere."))
            return redirect(url_for(".show_user", user_id=user_id))
    page = render_template("users/deactivate.html", user=user, refusal=refusal)
    return page, 409 if refusal else 200


@bp.post("/users/<int:user_id>/reactivate")
@requires(USER_MANAGE)
def reactivate_user(user_id: int) -> Any:
    """Open a closed account again."""
    user = queries.get_user(db.session, user_id, lock=True)
    services.reactivate_user(db.session, user, actor=current_user)
    web.done(_("The account is open again."))
    return redirect(url_for(".show_user", user_id=user_id))


@bp.get("/users/<int:user_id>/history")
@requires(USER_MANAGE)
def user_history(user_id: int) -> Any:
    """Every change of an account."""
    user = queries.get_user(db.session, user_id)
    changes = history.entries(db.session, audit.history_of(db.session, "user", user_id))
    return render_template("users/user_history.html", user=user, changes=changes)
