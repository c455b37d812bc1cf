"""The hand-over screen: before an account is closed or moved, and whenever work is shared anew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import current_app, redirect, request, url_for
from flask_login import current_user

from app.core import hooks, web
from app.core.errors import NotFound
from app.core.hooks import Holding
from app.core.i18n import _
from app.core.permissions import Role, requires
from app.core.session import db
from app.users import queries, rules, services
from app.users.forms import hand_over as forms
from app.users.models import Occasion, Unit, User
from app.users.permissions import USER_MANAGE
from app.users.routes.blueprint import bp


@bp.route("/users/<int:user_id>/hand-over", methods=["GET", "POST"])
@requires(USER_MANAGE)
def hand_over(user_id: int) -> Any:
    """Everything in a user's hands, with a successor for each or for all; one submit does it all.

    ``?occasion=leaving`` closes the account with it, ``?unit=3`` moves it to that unit and
    ``?role=reader`` gives it that role: then only what the role may not act on is asked about.
    """
    user = get_leaver(user_id)
    unit, role = _asked_unit(), _asked_role()
    occasion = _occasion(unit)
    everything = hooks.holdings(db.session, user.id)
    held = everything
    if role is not None and unit is None:
        held = rules.out_of_reach(everything, rules.InUnit(role, user.unit_id))
    people = forms.people_by_label(queries.possible_successors(db.session, user.id))
    form, groups = forms.for_holdings(held, user, people, occasion)
    if form.wants_to_save():
        given = forms.given_by(form, groups).but_keeping([h for h in everything if h not in held])
        values = _values(unit, role)
        if web.save(form, lambda: _carry_out(user, values, given, occasion)) is not None:
            web.done(_told(user, occasion))
            return redirect(url_for(".show_user", user_id=user_id))
    return web.render_form(
        "users/hand_over.html",
        form,
        user=user,
        unit=unit,
        role=role,
        occasion=occasion,
        groups=groups,
        count=len(held),
        people=people,
        url_of=url_of,
        closed=_closed(user, occasion),
    )


def get_leaver(user_id: int) -> User:
    """The user whose work passes on, held while it does."""
    if request.method == "POST":
        return services.hold_to_leave(db.session, user_id)
    return queries.get_user(db.session, user_id)


def _asked_unit() -> Unit | None:
    text = request.args.get("unit", "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise NotFound
    return queries.get_unit(db.session, int(text))


def _asked_role() -> Role | None:
    text = request.args.get("role", "")
    if text and text not in list(Role):
        raise NotFound
    return Role(text) if text else None


def _values(unit: Unit | None, role: Role | None) -> dict[str, Any]:
    """What of the account changes with the hand-over."""
    moved = {"unit_id": unit.id} if unit is not None else {}
    return moved | ({"role": role} if role is not None else {})


def _occasion(unit: Unit | None) -> Occasion:
    if unit is not None:
        return Occasion.UNIT_MOVE
    is_leaving = request.args.get("occasion") == Occasion.LEAVING
    return Occasion.LEAVING if is_leaving else Occasion.SHARING


def _closed(user: User, occasion: Occasion) -> bool:
    """Whether there is nothing left to do with this account."""
    return occasion is Occasion.LEAVING and not user.is_active


def _carry_out(user: User, values: dict[str, Any], given: Any, occasion: Occasion) -> bool:
    if occasion is Occasion.LEAVING:
        services.deactivate_user(db.session, user, actor=current_user, given=given)
    elif values:
        services.update_user(db.session, user, values, actor=current_user, given=given)
    else:
        services.hand_over(db.session, user, given, actor=current_user)
    return True


def _told(user: User, occasion: Occasion) -> str:
    if occasion is Occasion.LEAVING:
        return _("Handed over. The account is closed and signed out everywhere.")
    if occasion is Occasion.UNIT_MOVE:
        return _("Handed over. %(name)s belongs to the other unit now.", name=user.name)
    return _("Handed over. The successors find it on their home page.")


def url_of(endpoint: str, number: int) -> str:
    """The page of a record by its endpoint, which takes one number; none where it is gone."""
    rule = next(iter(current_app.url_map._rules_by_endpoint.get(endpoint, ())), None)
    if rule is None:
        return ""
    numbers: dict[str, Any] = dict.fromkeys(rule.arguments, number)
    return url_for(endpoint, **numbers)


def linked(holdings: Sequence[Holding]) -> list[tuple[str, str]]:
    """Title and address of each."""
    return [(h.title, url_of(h.url_endpoint, h.page_id or h.entity_id)) for h in holdings]
