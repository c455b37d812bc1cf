"""Putting a draft in force: first in numbers what will happen, then the worklist it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_login import current_user

from app.core import clock, web
from app.core.i18n import _, ngettext
from app.core.permissions import current_viewer, requires
from app.core.session import db
from app.partnerships import queries as partnership_queries
from app.strategy import queries, rules, services
from app.strategy.forms import AdoptForm
from app.strategy.models import Goal, Strategy, StrategyKind, StrategyState
from app.strategy.permissions import STRATEGY_ADOPT, STRATEGY_VIEW
from app.strategy.routes.blueprint import bp, to_strategy
from app.strategy.routes.strategies import Counts, counts_for


@dataclass(frozen=True)
class Effect:
    """What adopting will do, in numbers."""

    previous: Strategy | None
    goals: int
    ties: int
    active: int
    counts: Counts


@bp.route("/strategy/<int:strategy_id>/adopt", methods=["GET", "POST"])
@requires(STRATEGY_ADOPT)
def adopt_strategy(strategy_id: int) -> Any:
    strategy = queries.get_strategy(db.session, strategy_id, lock=request.method == "POST")
    if strategy.state is not StrategyState.DRAFT:
        web.refused(_("Only a draft can be put in force."))
        return to_strategy(strategy_id)
    form = AdoptForm.for_record(strategy)
    if not form.is_submitted() and form.in_force_from.data is None:
        form.in_force_from.data = clock.today()
    moved: list[Any] = []

    def adopt() -> bool:
        moved.extend(services.adopt(db.session, strategy, form.values(), actor=current_user))
        return True

    conflict, is_adopted = web.save_edit(form, strategy, adopt)
    if is_adopted:
        web.done(_told(len(moved)))
        return redirect(url_for(".succession", strategy_id=strategy_id))
    previous = queries.find_in_force(db.session, strategy.kind)
    queries.load_contents(db.session, [strategy, *([previous] if previous else [])])
    return web.render_form(
        "strategy/adopt.html",
        form,
        conflict=conflict,
        strategy=strategy,
        gaps=rules.adoption_gaps(strategy),
        effect=_effect(strategy.kind, previous),
    )


def _told(moved: int) -> str:
    done = _("It is in force now.")
    if not moved:
        return done
    asked = ngettext(
        "%(num)s partnership moved under review and waits for a goal.",
        "%(num)s partnerships moved under review and wait for goals.",
        moved,
    )
    return f"{done} {asked}"


def _effect(kind: StrategyKind, previous: Strategy | None) -> Effect:
    if previous is None:
        return Effect(None, 0, 0, 0, Counts())
    counts = counts_for(kind)
    is_city = kind is StrategyKind.CITY_STRATEGY
    active = partnership_queries.count_active(db.session) if is_city else 0
    ties = sum(counts.goals.get(goal.id, 0) for goal in previous.goals)
    return Effect(previous, len(previous.goals), ties, active, counts)


@dataclass(frozen=True)
class Waiting:
    """A partnership under review with the old goals it served, each with the new one like it."""

    partnership: Any
    goals: list[tuple[Goal, Goal | None]]


@bp.get("/strategy/<int:strategy_id>/succession")
@requires(STRATEGY_VIEW)
def succession(strategy_id: int) -> Any:
    """Old goals beside the new ones most like them, and the partnerships that wait for a goal."""
    strategy = queries.get_strategy(db.session, strategy_id)
    pairs = _pairs(strategy)
    followed = {old.id: (old, new) for old, new in pairs}
    return render_template(
        "strategy/succession.html",
        strategy=strategy,
        pairs=pairs,
        waiting=[
            Waiting(partnership, goals)
            for partnership in partnership_queries.worklist(db.session, current_viewer())
            if (
                goals := [
                    followed[a.goal_id] for a in partnership.alignments if a.goal_id in followed
                ]
            )
        ],
    )


def _pairs(strategy: Strategy) -> list[tuple[Goal, Goal | None]]:
    if strategy.supersedes is None:
        return []
    old = queries.list_parts(db.session, Goal, strategy.supersedes.id)
    new = {goal.id: goal for goal in queries.list_parts(db.session, Goal, strategy.id)}
    suggested = rules.suggested_successors(old, list(new.values()))
    return [(goal, new.get(suggested.get(goal.id, 0))) for goal in old]
