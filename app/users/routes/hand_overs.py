"""One's own hand-overs: accepted or declined by the successor, found anew by who handed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import abort, redirect, request, url_for
from flask_login import current_user

from app.core import web
from app.core.i18n import _, ngettext
from app.core.permissions import allows, requires
from app.core.session import db
from app.users import queries, services
from app.users.forms import hand_over as forms
from app.users.models import HandOver, HandOverItem
from app.users.permissions import HAND_OVER_ANSWER, USER_MANAGE
from app.users.routes.blueprint import bp
from app.users.routes.hand_over import url_of


@dataclass(frozen=True)
class Bundle:
    """What one hand-over brought to somebody."""

    hand_over: HandOver
    items: list[HandOverItem]


def _bundles(items: Sequence[HandOverItem]) -> list[Bundle]:
    by_hand_over = groupby(items, key=lambda item: item.hand_over_id)
    found = [list(group) for _number, group in by_hand_over]
    return [Bundle(group[0].hand_over, group) for group in found]


@bp.route("/hand-overs", methods=["GET", "POST"])
@requires(HAND_OVER_ANSWER)
def list_hand_overs() -> Any:
    """What was handed to me, to accept or decline; and what I handed over that nobody accepted."""
    waiting = queries.handed_to(db.session, current_user.id)
    form: Any = forms.AnswerForm.for_items(waiting)
    if form.wants_to_save() and web.save(form, lambda: _answer(form)) is not None:
        return redirect(url_for(".list_hand_overs"))
    return web.render_form(
        "users/hand_overs.html",
        form,
        bundles=_bundles(waiting),
        boxes={int(option.data): option for option in form["items"]},
        unsettled=queries.unsettled_of(db.session, _whose()),
        url_of=url_of,
    )


def _whose() -> int | None:
    """Administrators find a new successor for whatever came back, whoever handed it over."""
    return None if allows(current_user, USER_MANAGE) else int(current_user.id)


def _answer(form: Any) -> bool:
    ids, session = form["items"].data, db.session
    if request.form.get("answer") == "decline":
        count = services.decline_items(session, ids, form.reason.data, actor=current_user)
        web.done(
            ngettext(
                "%(num)s record went back to whoever handed it over.",
                "%(num)s records went back to whoever handed them over.",
                count,
            )
        )
    else:
        count = services.accept_items(session, ids, actor=current_user)
        web.done(ngettext("%(num)s record accepted.", "%(num)s records accepted.", count))
    return True


def _to_settle(item_id: int) -> HandOverItem:
    """An item that whoever handed it over, or an administrator, may settle; else 403."""
    is_settling = request.method == "POST"
    get_item = services.hold_item if is_settling else queries.get_item
    item = get_item(db.session, item_id)
    if _whose() not in (None, item.hand_over.started_by_id):
        abort(403)
    return item


@bp.route("/hand-overs/<int:item_id>/pass-on", methods=["GET", "POST"])
@requires(HAND_OVER_ANSWER)
def pass_on(item_id: int) -> Any:
    """Another successor for what came back or was not answered."""
    item = _to_settle(item_id)
    people = queries.possible_successors(db.session, item.successor_id)
    form: Any = forms.PassOnForm.for_people(forms.people_by_label(people))

    def run() -> bool:
        chosen = form["successor_id"].data
        services.pass_on_item(db.session, item, chosen, form.note.data, actor=current_user)
        return True

    if form.wants_to_save() and web.save(form, run) is not None:
        web.done(_("Handed on."))
        return redirect(url_for(".list_hand_overs"))
    return web.render_form("users/hand_over_item.html", form, item=item, url_of=url_of)


@bp.route("/hand-overs/<int:item_id>/withdraw", methods=["GET", "POST"])
@requires(HAND_OVER_ANSWER)
def withdraw(item_id: int) -> Any:
    """Taken back from a successor who has not answered, to be handed on."""
    item = _to_settle(item_id)
    form: Any = forms.WithdrawForm()

    def run() -> bool:
        services.withdraw_item(db.session, item, form.reason.data, actor=current_user)
        return True

    if form.wants_to_save() and web.save(form, run) is not None:
        web.done(_("Taken back. Choose another successor."))
        return redirect(url_for(".pass_on", item_id=item_id))
    return web.render_form("users/hand_over_item.html", form, item=item, url_of=url_of)
