"""The overview, one strategy, drafts, and the history."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_login import current_user

from app.core import history, web
from app.core.audit import Change
from app.core.i18n import _, localised
from app.core.permissions import current_viewer, requires
from app.core.session import db
from app.partnerships import queries as partnership_queries
from app.strategy import queries, services
from app.strategy.forms import NewStrategyForm, StrategyEditForm
from app.strategy.labels import STATE_TONES
from app.strategy.models import Strategy, StrategyKind, StrategyState
from app.strategy.permissions import STRATEGY_EDIT, STRATEGY_VIEW
from app.strategy.routes.blueprint import bp, demand_editable, to_strategy


@dataclass
class Counts:
    """Partnerships in effect that this viewer may see, by goal, objective and focus area."""

    goals: dict[int, int] = field(default_factory=dict)
    objectives: dict[int, int] = field(default_factory=dict)
    focus_areas: dict[int, int] = field(default_factory=dict)


def counts_for(*kinds: StrategyKind) -> Counts:
    """What these kinds of strategy show: one statement for goals, two for a framework."""
    viewer, counts = current_viewer(), Counts()
    if StrategyKind.CITY_STRATEGY in kinds:
        counts.goals = partnership_queries.count_by_goal(db.session, viewer)
    if StrategyKind.FRAMEWORK in kinds:
        counts.objectives = partnership_queries.count_by_objective(db.session, viewer)
        counts.focus_areas = partnership_queries.count_by_focus_area(db.session, viewer)
    return counts


@bp.get("/strategy")
@requires(STRATEGY_VIEW)
def overview() -> Any:
    """What is in force with all it contains, and every other strategy by name."""
    strategies = queries.all_strategies(db.session)
    in_force = {s.kind: s for s in strategies if s.state is StrategyState.IN_FORCE}
    queries.load_contents(db.session, in_force.values())
    return render_template(
        "strategy/overview.html",
        city_strategy=in_force.get(StrategyKind.CITY_STRATEGY),
        framework=in_force.get(StrategyKind.FRAMEWORK),
        others=[s for s in strategies if s.state is not StrategyState.IN_FORCE],
        counts=counts_for(*in_force),
        tones=STATE_TONES,
    )


@bp.route("/strategy/new", methods=["GET", "POST"])
@requires(STRATEGY_EDIT)
def new_strategy() -> Any:
    """A draft; ``?kind=framework`` chooses the kind beforehand."""
    known = [kind for kind in StrategyKind if kind.value == request.args.get("kind")]
    form = NewStrategyForm(kind=known[0] if known else StrategyKind.CITY_STRATEGY)
    if form.wants_to_save():
        made = web.save(
            form, lambda: services.create_strategy(db.session, form.values(), actor=current_user)
        )
        if made is not None:
            web.done(_("The draft was made. Add what it consists of."))
            return to_strategy(made.id)
    return web.render_form("strategy/form.html", form, strategy=None)


@bp.get("/strategy/<int:strategy_id>")
@requires(STRATEGY_VIEW)
def show_strategy(strategy_id: int) -> Any:
    strategy = queries.get_strategy(db.session, strategy_id)
    queries.load_contents(db.session, [strategy])
    return render_template(
        "strategy/show.html",
        strategy=strategy,
        counts=counts_for(strategy.kind),
        tones=STATE_TONES,
        is_editable=strategy.state is not StrategyState.SUPERSEDED,
    )


@bp.route("/strategy/<int:strategy_id>/edit", methods=["GET", "POST"])
@requires(STRATEGY_EDIT)
def edit_strategy(strategy_id: int) -> Any:
    strategy = _locked(strategy_id)
    demand_editable(strategy)
    form = StrategyEditForm.for_record(strategy)
    if strategy.supersedes_id is None:
        del form.rejustify_by
    conflict, is_saved = web.save_edit(
        form,
        strategy,
        lambda: services.update_strategy(db.session, strategy, form.values(), actor=current_user),
    )
    if is_saved:
        web.done(_("Saved."))
        return to_strategy(strategy_id)
    return web.render_form("strategy/form.html", form, conflict=conflict, strategy=strategy)


@bp.post("/strategy/<int:strategy_id>/verify")
@requires(STRATEGY_EDIT)
def verify_strategy(strategy_id: int) -> Any:
    strategy = _locked(strategy_id)
    web.attempt(
        lambda: services.verify_strategy(db.session, strategy, actor=current_user),
        _("Marked as verified by you, today."),
    )
    return to_strategy(strategy_id)


@bp.post("/strategy/<int:strategy_id>/remove")
@requires(STRATEGY_EDIT)
def remove_strategy(strategy_id: int) -> Any:
    strategy = _locked(strategy_id)
    web.attempt(
        lambda: services.remove_strategy(db.session, strategy, actor=current_user),
        _("The draft was removed."),
    )
    return redirect(url_for(".overview"))


@bp.get("/strategy/<int:strategy_id>/history")
@requires(STRATEGY_VIEW)
def strategy_history(strategy_id: int) -> Any:
    """Changes of the strategy and of everything in it; each part's change carries its name."""
    strategy = queries.get_strategy(db.session, strategy_id)
    queries.load_contents(db.session, [strategy])
    changes = queries.history_of_strategy(db.session, strategy)
    names = _names(strategy)
    entries = [
        _named(entry, change, names)
        for entry, change in zip(history.entries(db.session, changes), changes, strict=True)
    ]
    return render_template("strategy/history.html", strategy=strategy, changes=entries)


def _named(
    entry: history.Entry, change: Change, names: dict[tuple[str, int], str]
) -> history.Entry:
    name = names.get((change.entity_type, change.entity_id))
    return replace(entry, action=f"{entry.action}: {name}") if name else entry


def _names(strategy: Strategy) -> dict[tuple[str, int], str]:
    parts: list[queries.AnyPart] = [
        *strategy.goals,
        *strategy.objectives,
        *strategy.focus_areas,
    ]
    return {part.audit_subject(): f"{part.code} {localised(part)}" for part in parts}


def _locked(strategy_id: int) -> Strategy:
    return queries.get_strategy(db.session, strategy_id, lock=request.method == "POST")
