"""One's own page: profile, browsers signed in, password; and what each role may do."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from flask import redirect, render_template, url_for
from flask_login import current_user

from app.core import clock, web
from app.core.i18n import _
from app.core.permissions import Permission, Role, all_permissions, requires
from app.core.session import db
from app.users import labels, queries, rules, services
from app.users.forms import ChangePasswordForm, ProfileForm
from app.users.models import User
from app.users.permissions import PERMISSION_VIEW, PROFILE_EDIT
from app.users.routes.blueprint import bp


@bp.route("/me", methods=["GET", "POST"])
@requires(PROFILE_EDIT)
def profile() -> Any:
    """One's own name, title, language and key; one's own sessions."""
    user = queries.get_user(db.session, current_user.id)
    form = ProfileForm.for_record(user)
    conflict, is_saved = web.save_edit(
        form, user, lambda: services.update_profile(db.session, user, form.values())
    )
    if is_saved:
        web.done(_("Saved."))
        return redirect(url_for(".profile"))
    return web.render_form(
        "users/profile.html", form, conflict=conflict, user=user, **_sessions(user.id)
    )


def _save(form: ProfileForm, user: User) -> bool:
    values = form.values()
    return web.save(form, lambda: services.update_profile(db.session, user, values)) is not None


def _sessions(user_id: int) -> dict[str, Any]:
    now = clock.now()
    found = queries.open_sessions(db.session, user_id, now, now - rules.IDLE_LIMIT)
    own = services.hash_token(current_user.session_token)
    return {
        "sessions": [
            {
                "id": each.id,
                "browser": rules.browser_name(each.browser) or _("Unknown browser"),
                "address": each.address,
                "created_at": each.created_at,
                "last_seen_at": each.last_seen_at,
                "is_this": each.token_hash == own,
            }
            for each in found
        ],
        "sign_ins": queries.recent_sign_ins(db.session, user_id),
    }


@bp.post("/me/sessions/<int:session_id>/end")
@requires(PROFILE_EDIT)
def end_session(session_id: int) -> Any:
    """Sign one of one's own browsers out."""
    ended = queries.get_own_session(db.session, session_id, current_user.id)
    services.end_session_of(db.session, ended)
    web.done(_("That browser is signed out."))
    return redirect(url_for(".profile"))


@bp.post("/me/sessions/end-others")
@requires(PROFILE_EDIT)
def end_other_sessions() -> Any:
    """Sign out everywhere but here."""
    token = current_user.session_token
    services.end_all_sessions(db.session, current_user.id, except_token=token)
    web.done(_("Your other browsers are signed out."))
    return redirect(url_for(".profile"))


@bp.route("/me/password", methods=["GET", "POST"])
@requires(PROFILE_EDIT)
def change_password() -> Any:
    """Change one's own password; a temporary one must be changed before anything else."""
    user = queries.get_user(db.session, current_user.id)
    form = ChangePasswordForm()
    if form.wants_to_save():
        saved = web.save(
            form,
            lambda: services.change_own_password(
                db.session,
                user,
                str(form.old_password.data),
                str(form.password.data),
                keep_token=user.session_token,
            ),
        )
        if saved is not None:
            web.done(_("The password is changed. Your other browsers are signed out."))
            return redirect(url_for(".profile"))
    return web.render_form("users/password.html", form, is_temporary=user.password_is_temporary)


@bp.get("/permissions")
@requires(PERMISSION_VIEW)
def permissions() -> Any:
    """The whole matrix of roles and permissions, grouped by what they are about."""
    groups = [
        (labels.RESOURCES.get(resource, resource), list(found))
        for resource, found in groupby(all_permissions(), key=_resource)
    ]
    return render_template("users/permissions.html", groups=groups, roles=list(Role), grant=_grant)


def _resource(permission: Permission) -> str:
    return permission.code.partition(":")[0]


def _grant(permission: Permission, role: Role) -> str:
    """One cell of the matrix, and the words in it."""
    if role in permission.roles:
        return "yes"
    return "own_unit" if role in permission.own_unit else "no"
