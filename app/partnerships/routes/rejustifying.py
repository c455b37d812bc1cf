"""Justifying partnerships anew, one or many at once; all of it happens, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import redirect, request, url_for
from flask_login import current_user

from app.core import web
from app.core.errors import NotFound, Refused
from app.core.i18n import _, localised, ngettext
from app.core.permissions import can, current_viewer, demand, requires
from app.core.session import db
from app.partnerships import queries, services
from app.partnerships.forms.succession import framework_answers, goal_answers
from app.partnerships.models import Alignment
from app.partnerships.permissions import PARTNERSHIP_EDIT
from app.partnerships.routes.blueprint import bp
from app.partnerships.routes.succession import Waiting, pairs_of, waiting_of
from app.strategy import queries as strategies
from app.strategy.labels import reason_of
from app.strategy.models import Objective, Strategy, StrategyKind

AT_ONCE = 30
KINDS = {"goals": StrategyKind.CITY_STRATEGY, "framework": StrategyKind.FRAMEWORK}


@bp.route("/partnerships/rejustify/<any(goals, framework):what>", methods=["GET", "POST"])
@requires(PARTNERSHIP_EDIT)
def rejustify(what: str) -> Any:
    """The partnerships of ``?partnership=`` (several) with their old goals and the suggestions."""
    strategy = strategies.find_in_force(db.session, KINDS[what])
    if strategy is None:
        raise NotFound
    back = redirect(url_for(".succession", strategy_id=strategy.id))
    chosen = _chosen(strategy)
    if not chosen:
        web.refused(_("Choose at least one partnership that still waits."))
        return back
    waiting = waiting_of(chosen, strategy.kind, pairs_of(strategy))
    form = _goal_form(waiting) if what == "goals" else _framework_form(waiting)
    if form.wants_to_save():
        told = web.save(form, lambda: _save(form, chosen, what, strategy))
        if told is not None:
            web.done(told)
            return back
    return web.render_form(
        "partnerships/rejustify.html",
        form,
        strategy=strategy,
        waiting=waiting,
        what=what,
        reason_of=reason_of,
        may_activate=can("partnership:decide"),
    )


def _chosen(strategy: Strategy) -> list[Any]:
    """The partnerships asked for that still wait and that this person may edit, locked to save."""
    texts = request.args.getlist("partnership")[:AT_ONCE]
    ids = [int(text) for text in texts if re.fullmatch(r"[0-9]{1,9}", text)]
    if request.method == "POST":
        queries.lock_many(db.session, ids, [])
    found = queries.list_to_rejustify(db.session, strategy.kind, current_viewer(), ids=ids)
    for partnership in found:
        demand(PARTNERSHIP_EDIT, partnership)
    return found


def _lapsed(partnership: Any) -> list[Alignment]:
    return [each for each in partnership.alignments if each.lapsed_on is not None]


def _goal_form(waiting: list[Waiting]) -> Any:
    """Filled with the old words and the first goal suggested, each goal once a partnership."""
    data: dict[str, Any] = {"activate": True}
    for item in waiting:
        taken: set[int] = set()
        for old, step in zip(_lapsed(item.partnership), item.steps, strict=True):
            goals = [each.part.id for each in step.suggestions if each.part.id not in taken]
            data[f"goal_id_{old.id}"] = goals[0] if goals else None
            taken.update(goals[:1])
            for name in ("contribution", "rationale", "expected_benefit", "how_measured"):
                data[f"{name}_{old.id}"] = getattr(old, name)
    records = {item.partnership.id: [a.id for a in _lapsed(item.partnership)] for item in waiting}
    return goal_answers(records)(data=data)


def _framework_form(waiting: list[Waiting]) -> Any:
    data: dict[str, Any] = {"activate": True}
    for item in waiting:
        found = [each.part for step in item.steps for each in step.suggestions]
        objectives = {part.id for part in found if isinstance(part, Objective)}
        areas = {part.id for part in found if not isinstance(part, Objective)}
        data[f"objectives_{item.partnership.id}"] = sorted(objectives)
        data[f"focus_areas_{item.partnership.id}"] = sorted(areas)
    return framework_answers(item.partnership.id for item in waiting)(data=data)


def _save(form: Any, chosen: list[Any], what: str, strategy: Strategy) -> str:
    answer = _answer_goals if what == "goals" else _answer_framework
    for partnership in chosen:
        answer(form, partnership)
    activated = 0
    if form.activate.data and can("partnership:decide"):
        reason = _("Justified anew: %(title)s", title=localised(strategy, "title"))
        for partnership in chosen:
            activated += services.activate_if_ready(
                db.session, partnership.id, reason, actor=current_user
            )
    return _told(len(chosen), activated)


def _answer_goals(form: Any, partnership: Any) -> None:
    for old in _lapsed(partnership):
        values = form.answer(old.id)
        if values["goal_id"] is None:
            continue
        del values["confirmed"]
        with _at_its_field(old.id):
            services.rejustify(db.session, partnership, old, values, actor=current_user)


def _answer_framework(form: Any, partnership: Any) -> None:
    values = form.answer(partnership.id)
    reason = values.pop("reason")
    del values["confirmed"]
    with _at_its_field(partnership.id):
        services.retie(db.session, partnership, values, reason, actor=current_user)


@contextmanager
def _at_its_field(number: int) -> Iterator[None]:
    """A refusal names the field of the one record it is about."""
    try:
        yield
    except Refused as refused:
        field = f"{refused.field}_{number}" if refused.field else ""
        raise Refused(refused.message, refused.gaps, field=field) from None


def _told(justified: int, activated: int) -> str:
    done = ngettext(
        "%(num)s partnership was justified anew.",
        "%(num)s partnerships were justified anew.",
        justified,
    )
    again = ngettext("%(num)s is active again.", "%(num)s are active again.", activated)
    return f"{done} {again}" if activated else done
