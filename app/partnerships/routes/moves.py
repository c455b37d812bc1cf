"""Moving a partnership from state to state, ending it, and verifying its facts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import redirect, request, url_for
from flask_login import current_user

from app.core import clock, hooks, web
from app.core.errors import Refused
from app.core.i18n import _, choice
from app.core.permissions import requires
from app.core.session import db
from app.core.text import showable
from app.partnerships import forms, rules, services
from app.partnerships.models import PartnershipState
from app.partnerships.permissions import PARTNERSHIP_DECIDE, PARTNERSHIP_EDIT
from app.partnerships.routes.blueprint import bp
from app.partnerships.routes.overview import Demand, demands_of
from app.partnerships.routes.records import page_of, to_edit, to_see

# Of a reason that a review gives, in signs.
LONGEST = 2000
VERBS: dict[str, Callable[..., Any]] = {
    "assess": services.assess,
    "approve": services.approve,
    "activate": services.activate,
    "resume": services.resume,
    "put_under_review": services.put_under_review,
    "make_dormant": services.make_dormant,
    "suspend": services.suspend,
}


@bp.route("/partnerships/<int:partnership_id>/end", methods=["GET", "POST"])
@requires(PARTNERSHIP_DECIDE)
def end_partnership(partnership_id: int) -> Any:
    """How it ended, what came of it, why; what is open is closed or moved on the same screen."""
    reason = showable(request.args.get("reason", ""), "")[:LONGEST]
    form: Any = forms.EndForm.for_open_ends(hooks.open_ends(db.session, partnership_id), reason)
    return _moving(partnership_id, rules.MOVES["end"], form, services.end, form.ending)


@bp.route("/partnerships/<int:partnership_id>/ending", methods=["GET", "POST"])
@requires(PARTNERSHIP_DECIDE)
def correct_ending(partnership_id: int) -> Any:
    """What has taken the place of an ended partnership, found out afterwards."""
    partnership = to_see(partnership_id)
    form: Any = forms.EndingForm.for_record(partnership)

    def run() -> bool:
        services.correct_ending(db.session, partnership, form.values(), actor=current_user)
        return True

    conflict, is_saved = web.save_edit(form, partnership, run)
    if is_saved:
        web.done(_("Saved."))
        return redirect(page_of(partnership_id))
    partnership = to_see(partnership_id) if request.method == "POST" else partnership
    return web.render_form(
        "partnerships/ending.html",
        form,
        conflict=conflict,
        partnership_id=partnership_id,
        name=partnership.name,
    )


def _page_for(move: rules.Move) -> Callable[[int], Any]:
    @requires(PARTNERSHIP_DECIDE)
    def view(partnership_id: int) -> Any:
        form: Any = forms.ReasonForm()
        return _moving(partnership_id, move, form, VERBS[move.verb], lambda: str(form.reason.data))

    return view


for _verb in VERBS:
    bp.add_url_rule(
        f"/partnerships/<int:partnership_id>/{_verb.replace('_', '-')}",
        _verb,
        _page_for(rules.MOVES[_verb]),
        methods=["GET", "POST"],
    )


def _moving(
    partnership_id: int,
    move: rules.Move,
    form: Any,
    verb: Callable[..., Any],
    said: Callable[[], Any],
) -> Any:
    partnership = to_see(partnership_id)
    name = partnership.name
    if partnership.state not in move.sources:
        raise Refused(_("The state has changed meanwhile, so this cannot be done any more."))

    def run() -> bool:
        verb(db.session, partnership, said(), actor=current_user)
        return True

    if form.wants_to_save() and web.save(form, run) is not None:
        web.done(_("%(name)s is now: %(state)s.", name=name, state=choice(move.target)))
        return redirect(page_of(partnership_id))
    partnership = to_see(partnership_id) if request.method == "POST" else partnership
    return web.render_form(
        "partnerships/move.html",
        form,
        partnership=partnership,
        move=move,
        demands=_unmet(partnership, move),
        fate_field=hooks.fate_field,
    )


def _unmet(partnership: Any, move: rules.Move) -> list[Any]:
    """What stands in the way of this move, with where to mend it."""
    if move.target == PartnershipState.ACTIVE:
        return [demand for demand in demands_of(partnership) if not demand.is_met]
    if move.target == PartnershipState.APPROVED:
        labels = {gap.label for gap in rules.approval_gaps(partnership, clock.today())}
        return [demand for demand in demands_of(partnership) if demand.label in labels]
    if move.target == PartnershipState.ENDED:
        stage = url_for(".move_stage", partnership_id=partnership.id)
        return [
            Demand(gap.code, gap.label, False, "", stage) for gap in rules.ending_gaps(partnership)
        ]
    return []


@bp.route("/partnerships/<int:partnership_id>/verify", methods=["GET", "POST"])
@requires(PARTNERSHIP_EDIT)
def verify_partnership(partnership_id: int) -> Any:
    partnership = to_edit(partnership_id)
    name = partnership.name
    given = {"source": partnership.source, "evidence_on": partnership.evidence_on}
    form: Any = forms.VerifyForm(data=given)

    def run() -> bool:
        services.verify(db.session, partnership, form.values(), actor=current_user)
        return True

    if form.wants_to_save() and web.save(form, run) is not None:
        web.done(_("Marked as verified."))
        return redirect(page_of(partnership_id, "evidence"))
    return web.render_form(
        "partnerships/verify.html", form, partnership_id=partnership_id, name=name
    )
