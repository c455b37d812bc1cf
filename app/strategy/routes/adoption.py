"""Putting a draft in force: first in numbers what will happen, then the worklist it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import redirect, request, url_for
from flask_login import current_user

from app.core import clock, web
from app.core.i18n import _, ngettext
from app.core.permissions import requires
from app.core.session import db
from app.partnerships import queries as partnership_queries
from app.strategy import queries, rules, services
from app.strategy.forms import AdoptForm
from app.strategy.models import Strategy, StrategyKind, StrategyState
from app.strategy.permissions import STRATEGY_ADOPT
from app.strategy.routes.blueprint import bp, to_strategy
from app.strategy.routes.strategies import Counts, counts_for


@dataclass(frozen=True)
class Effect:
    """What adopting will do, in numbers."""

    previous: Strategy | None
    goals: int
    ties: int
    asked: int
    active: int
    counts: Counts


@bp.route("/strategy/<int:strategy_id>/adopt", methods=["GET", "POST"])
@requires(STRATEGY_ADOPT)
def adopt_strategy(strategy_id: int) -> Any:
    strategy = queries.get_strategy(db.session, strategy_id, lock=request.method == "POST")
    if strategy.state is not StrategyState.DRAFT:
        web.refused(_("Only a draft can be put in force."))
        return to_strategy(strategy_id)
    previous = queries.find_in_force(db.session, strategy.kind)
    form = _form(strategy, previous)
    moved: list[Any] = []

    def adopt() -> bool:
        moved.extend(services.adopt(db.session, strategy, form.values(), actor=current_user))
        return True

    conflict, is_adopted = web.save_edit(form, strategy, adopt)
    if is_adopted:
        web.done(_told(len(moved)))
        return redirect(url_for("partnerships.succession", strategy_id=strategy_id))
    queries.load_contents(db.session, [strategy, *([previous] if previous else [])])
    return web.render_form(
        "strategy/adopt.html",
        form,
        conflict=conflict,
        strategy=strategy,
        gaps=rules.adoption_gaps(strategy),
        effect=_effect(strategy.kind, previous),
    )


def _form(strategy: Strategy, previous: Strategy | None) -> AdoptForm:
    """The decision, with the usual time to justify anew where something is superseded."""
    form = AdoptForm.for_record(strategy)
    if previous is None:
        del form.rejustify_by
    if not form.is_submitted():
        form.in_force_from.data = form.in_force_from.data or clock.today()
        if previous is not None:
            form.rejustify_by.data = rules.usual_deadline(form.in_force_from.data)
    return form


def _told(moved: int) -> str:
    done = _("It is in force now.")
    if not moved:
        return done
    asked = ngettext(
        "%(num)s partnership moved under review and waits to be justified anew.",
        "%(num)s partnerships moved under review and wait to be justified anew.",
        moved,
    )
    return f"{done} {asked}"


def _effect(kind: StrategyKind, previous: Strategy | None) -> Effect:
    if previous is None:
        return Effect(None, 0, 0, 0, 0, Counts())
    counts = counts_for(kind)
    if kind is StrategyKind.CITY_STRATEGY:
        asked = active = partnership_queries.count_active(db.session)
    else:
        asked, active = partnership_queries.count_of_framework(db.session)
    ties = sum(counts.goals.get(goal.id, 0) for goal in previous.goals)
    return Effect(previous, len(previous.goals), ties, asked, active, counts)
