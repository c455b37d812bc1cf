"""Accounts: made, changed, deactivated; the rules that keep the program in somebody's hands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from app.core import clock, hooks
from app.core.audit import Actor, acting
from app.core.errors import Gap, Refused
from app.core.i18n import _
from app.core.permissions import Role
from app.core.records import Values, assign
from app.core.search import documents
from app.users import passwords, queries, rules, search
from app.users.models import Occasion, User
from app.users.services.hand_over import Given, hand_over
from app.users.services.sessions import end_all_sessions

EDITABLE = frozenset({"email", "email_folded", "name", "title", "role", "unit_id", "locale"})
OWN = frozenset({"name", "title", "locale", "shortcut_key"})


def create_user(session: Session, values: Values, *, actor: Actor) -> User:
    """A new account; ``values``: email, name, role, unit_id and, if given, title, locale, password.

    Without a password nobody can sign in to it until `set_password`. Refused: a password that
    guessers try first.
    """
    given = dict(values)
    password = given.pop("password", "")
    user = User(password_hash="")
    if password:
        _demand_good_password(password, given["email"], given["name"])
        user.password_hash = passwords.hash_password(password)
    with acting(session, actor, "user.create"):
        assign(user, _with_key(given), EDITABLE)
        session.add(user)
    _put_document(session, user)
    return user


def update_user(
    session: Session, user: User, values: Values, *, actor: Actor, given: Given | None = None
) -> User:
    """Change an account. Refused: raising one's own role, taking the last administrator's, and,
    until ``given`` decides, another unit with anything in their hands (field ``unit_id``) or a role
    that may not act on it (field ``role``).
    """
    role = Role(values.get("role", user.role))
    if actor.id == user.id and rules.is_own_promotion(user.role, role):
        raise Refused(_("Ask another administrator: nobody raises their own role."), field="role")
    if role != user.role:
        _demand_another_administrator(session, user, field="role")
    unit_id = values.get("unit_id", user.unit_id)
    if (role, unit_id) != (user.role, user.unit_id):
        moves = unit_id != user.unit_id
        occasion = Occasion.UNIT_MOVE if moves else Occasion.SHARING
        _hand_over(session, user, given, occasion, actor, rules.InUnit(role, unit_id))
    with acting(session, actor, "user.update"):
        assign(user, _with_key(values), EDITABLE)
    _put_document(session, user)
    return user


def update_profile(session: Session, user: User, values: Values) -> User:
    """One's own name, title, language and shortcut key (one letter, or empty for none)."""
    with acting(session, user, "user.profile"):
        assign(user, values, OWN)
    _put_document(session, user)
    return user


def set_password(session: Session, user: User, password: str, *, actor: Actor) -> User:
    """Give somebody a password to change at once; all their browsers are signed out.

    Refused (field ``password``): a password that guessers try first.
    """
    _demand_good_password(password, user.email, user.name)
    with acting(session, actor, "user.password"):
        _store_password(user, password, is_temporary=True)
    end_all_sessions(session, user.id)
    return user


def change_own_password(
    session: Session, user: User, old: str, new: str, *, keep_token: str = ""
) -> User:
    """Change one's own password; every other browser is signed out.

    Refused (fields ``old_password``, ``password``): a wrong old password, a poor new one.
    """
    if not passwords.verify(old, user.password_hash):
        raise Refused(_("Write the password that you use now."), field="old_password")
    _demand_good_password(new, user.email, user.name)
    with acting(session, user, "user.password"):
        _store_password(user, new, is_temporary=False)
    end_all_sessions(session, user.id, except_token=keep_token)
    return user


def hold_to_leave(session: Session, user_id: int) -> User:
    """The user for `deactivate_user` and `hand_over`, held after what the gate asks of them."""
    for hold in hooks.before_leaving:
        hold(session, user_id)
    return queries.get_user(session, user_id, lock=True)


def deactivate_user(
    session: Session, user: User, *, actor: Actor, given: Given | None = None
) -> None:
    """Close an account; its browsers are signed out at once.

    Refused: one's own account, the last administrator's, and while anything is in their hands that
    ``given`` does not hand over in the same transaction. Where others write meanwhile, ``user``
    comes from `hold_to_leave`.
    """
    if actor.id == user.id:
        raise Refused(_("Ask another administrator: nobody deactivates their own account."))
    _demand_another_administrator(session, user)
    with session.begin_nested():
        _hand_over(session, user, given, Occasion.LEAVING, actor)
        with acting(session, actor, "user.deactivate"):
            user.is_active = False
            user.deactivated_at = clock.now()
        end_all_sessions(session, user.id)
        _put_document(session, user)


def reactivate_user(session: Session, user: User, *, actor: Actor) -> None:
    """Open a closed account again."""
    with acting(session, actor, "user.reactivate"):
        user.is_active = True
        user.deactivated_at = None
    _put_document(session, user)


def _hand_over(
    session: Session,
    user: User,
    given: Given | None,
    occasion: Occasion,
    actor: Actor,
    mover: rules.InUnit | None = None,
) -> None:
    if given is not None:
        hand_over(session, user, given, actor=actor, occasion=occasion, mover=mover)
        return
    held = hooks.holdings(session, user.id)
    if mover is not None and occasion is Occasion.SHARING:
        held = rules.out_of_reach(held, mover)
    if held:
        raise Refused(
            _("Hand over what %(name)s is responsible for first.", name=user.name),
            [Gap(holding.kind, holding.title) for holding in held],
            field="role" if occasion is Occasion.SHARING else "unit_id",
        )


def _with_key(values: Values) -> Mapping[str, Any]:
    if "email" not in values:
        return values
    return {**values, "email_folded": queries.fold_email(values["email"])}


def _store_password(user: User, password: str, *, is_temporary: bool) -> None:
    user.password_hash = passwords.hash_password(password)
    user.password_is_temporary = is_temporary
    # The hash itself is never in the history; the changed stamp makes the entry.
    user.password_changed_at = clock.now()


def _demand_good_password(password: str, email: str, name: str) -> None:
    # A demonstration password stands on the screen at every start, and production refuses it.
    if queries.fold_email(email).endswith(rules.DEMONSTRATION_DOMAIN):
        return
    if problem := passwords.problem(password, passwords.Subject(email, name)):
        raise Refused(problem, field="password")


def _demand_another_administrator(session: Session, user: User, field: str = "") -> None:
    is_one = user.role is Role.ADMINISTRATOR and user.is_active
    others = queries.count_other_administrators(session, user.id) if is_one else 0
    if not rules.leaves_administrator(is_administrator=is_one, others=others):
        raise Refused(
            _("Make somebody else an administrator first: one must always remain."), field=field
        )


def _put_document(session: Session, user: User) -> None:
    documents.put(session, search.to_document(queries.get_user(session, user.id)))
