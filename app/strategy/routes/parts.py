"""Goals, objectives and focus areas: the same five pages for each of the three."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import g, redirect, render_template, request, url_for
from flask_login import current_user

from app.core import audit, history, web
from app.core.forms import EditForm, Form
from app.core.i18n import _, _l
from app.core.permissions import current_viewer, requires
from app.core.session import db
from app.knowledge.queries import about_focus_area
from app.strategy import queries, rules, services
from app.strategy.forms import (
    FocusAreaEditForm,
    FocusAreaFields,
    GoalEditForm,
    GoalFields,
    ObjectiveEditForm,
    ObjectiveFields,
)
from app.strategy.models import FocusArea, Goal, Objective, Strategy, StrategyKind
from app.strategy.permissions import STRATEGY_EDIT, STRATEGY_VIEW
from app.strategy.queries import AnyPart
from app.strategy.routes.blueprint import bp, demand_editable, to_strategy
from app.strategy.routes.strategies import counts_for

PART = "<any(goals, objectives, 'focus-areas'):part>"
ONE = f"/strategy/{PART}/<int:part_id>"


@dataclass(frozen=True)
class PartKind:
    """What differs between the three kinds of part; ``key`` stands in addresses."""

    key: str
    model: type[Any]
    add: Callable[..., AnyPart]
    new_form: type[Form]
    edit_form: type[EditForm]
    belongs_to: StrategyKind
    new_title: Any


KINDS = {
    kind.key: kind
    for kind in (
        PartKind(
            "goals",
            Goal,
            services.add_goal,
            GoalFields,
            GoalEditForm,
            StrategyKind.CITY_STRATEGY,
            _l("Add a goal"),
        ),
        PartKind(
            "objectives",
            Objective,
            services.add_objective,
            ObjectiveFields,
            ObjectiveEditForm,
            StrategyKind.FRAMEWORK,
            _l("Add an objective"),
        ),
        PartKind(
            "focus-areas",
            FocusArea,
            services.add_focus_area,
            FocusAreaFields,
            FocusAreaEditForm,
            StrategyKind.FRAMEWORK,
            _l("Add a focus area"),
        ),
    )
}


def _get(part: str, part_id: int) -> Any:
    model: type[AnyPart] = KINDS[part].model
    return queries.get_part(db.session, model, part_id, lock=request.method == "POST")


def _offer_predecessors(kind: PartKind, strategy: Strategy) -> None:
    g.predecessor_choices = queries.predecessor_choices(db.session, kind.model, strategy)


def _to_part(part: str, part_id: int) -> Any:
    return redirect(url_for(".show_part", part=part, part_id=part_id))


@bp.route(f"/strategy/<int:strategy_id>/{PART}/new", methods=["GET", "POST"])
@requires(STRATEGY_EDIT)
def new_part(strategy_id: int, part: str) -> Any:
    strategy = queries.get_strategy(db.session, strategy_id, lock=request.method == "POST")
    demand_editable(strategy)
    kind = KINDS[part]
    _offer_predecessors(kind, strategy)
    form = kind.new_form()
    if form.wants_to_save():
        made = web.save(
            form, lambda: kind.add(db.session, strategy, form.values(), actor=current_user)
        )
        if made is not None:
            web.done(_("Added."))
            return to_strategy(strategy_id, part)
    return web.render_form("strategy/part_form.html", form, strategy=strategy, part=None, kind=kind)


@bp.get(ONE)
@requires(STRATEGY_VIEW)
def show_part(part: str, part_id: int) -> Any:
    found = _get(part, part_id)
    if not isinstance(found, FocusArea):
        queries.load_indicators(db.session, [found])
    kind = KINDS[part]
    counts = counts_for(kind.belongs_to)
    by_key = {
        "goals": counts.goals,
        "objectives": counts.objectives,
        "focus-areas": counts.focus_areas,
    }
    return render_template(
        "strategy/part.html",
        part=found,
        kind=kind,
        strategy=found.strategy,
        partnerships=by_key[part].get(part_id, 0),
        is_editable=rules.is_editable(found.strategy),
        knowledge=about_focus_area(db.session, part_id, current_viewer())
        if isinstance(found, FocusArea)
        else [],
    )


@bp.route(f"{ONE}/edit", methods=["GET", "POST"])
@requires(STRATEGY_EDIT)
def edit_part(part: str, part_id: int) -> Any:
    found = _get(part, part_id)
    demand_editable(found.strategy)
    kind = KINDS[part]
    _offer_predecessors(kind, found.strategy)
    form = kind.edit_form.for_record(found)
    conflict, is_saved = web.save_edit(
        form,
        found,
        lambda: services.update_part(db.session, found, form.values(), actor=current_user),
    )
    if is_saved:
        web.done(_("Saved."))
        return _to_part(part, part_id)
    return web.render_form(
        "strategy/part_form.html",
        form,
        conflict=conflict,
        strategy=found.strategy,
        part=found,
        kind=kind,
    )


@bp.post(f"{ONE}/move")
@requires(STRATEGY_EDIT)
def move_part(part: str, part_id: int) -> Any:
    """One place up or down: ``direction`` is ``up``, anything else is down."""
    found = _get(part, part_id)
    step = -1 if request.form.get("direction") == "up" else 1
    web.attempt(
        lambda: services.move_part(db.session, found, step, actor=current_user), _("Moved.")
    )
    return to_strategy(found.strategy_id, part)


@bp.post(f"{ONE}/remove")
@requires(STRATEGY_EDIT)
def remove_part(part: str, part_id: int) -> Any:
    found = _get(part, part_id)
    strategy_id = found.strategy_id
    web.attempt(lambda: services.remove_part(db.session, found, actor=current_user), _("Removed."))
    return to_strategy(strategy_id, part)


@bp.get(f"{ONE}/history")
@requires(STRATEGY_VIEW)
def part_history(part: str, part_id: int) -> Any:
    found = _get(part, part_id)
    changes = audit.history_of(db.session, *found.audit_subject())
    return render_template(
        "strategy/part_history.html",
        part=found,
        kind=KINDS[part],
        strategy=found.strategy,
        changes=history.entries(db.session, changes),
    )
