"""The solutions register: the list, one solution, noting and correcting one, its history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import g, render_template, request, url_for
from flask_login import current_user

from app.core import audit, clock, history, web
from app.core.audit import Change
from app.core.db import Visibility
from app.core.i18n import _
from app.core.navigation import Step
from app.core.periods import Quarter
from app.core.permissions import can, current_viewer, requires
from app.core.session import db
from app.engagements.models import Engagement
from app.engagements.queries import seen
from app.knowledge import labels, lists, queries, rules, services
from app.knowledge.forms import EditSolutionForm, SolutionForm
from app.knowledge.models import Direction, Solution
from app.knowledge.permissions import KNOWLEDGE_ADD, KNOWLEDGE_EDIT, KNOWLEDGE_VIEW
from app.knowledge.routes.blueprint import (
    asked_number,
    asked_text,
    bp,
    found_solution,
    solution_to_edit,
    to_solution,
)


@bp.get("/solutions")
@requires(KNOWLEDGE_VIEW)
def list_solutions() -> Any:
    action = (_("Add a solution"), url_for(".new_solution")) if can("knowledge:add") else None
    if web.is_fragment():
        return web.render_list(lists.SOLUTIONS, action=action)
    quarter = Quarter.of(clock.today())
    learning = queries.learning_between(
        db.session, quarter.first_day, clock.today(), Visibility.CITY
    )
    return web.render_list(
        lists.SOLUTIONS, "knowledge/solutions.html", action=action, learning=learning
    )


@bp.route("/solutions/new", methods=["GET", "POST"])
@requires(KNOWLEDGE_ADD)
def new_solution() -> Any:
    """``?engagement=`` carries over what was learned there, ``?organisation=`` from whom."""
    begun = _begun()
    number = begun["organisation_id"]
    linked = begun["engagements"]
    g.came_up_in = queries.engagement_choices(db.session, current_viewer(), number, linked)
    form = SolutionForm(**begun)
    if form.wants_to_save():
        made = web.save(
            form, lambda: services.add_solution(db.session, form.values(), actor=current_user)
        )
        if made is not None:
            web.done(_("The solution was added."))
            return to_solution(made.id)
    return web.render_form("knowledge/solution_form.html", form, solution=None)


def _begun() -> dict[str, Any]:
    offers = asked_text("direction") == Direction.OFFERED.value
    values: dict[str, Any] = {
        "direction": Direction.OFFERED if offers else Direction.LEARNED,
        "organisation_id": asked_number("organisation"),
        "noted_on": clock.today(),
        "owner_id": current_user.id,
        "visibility": Visibility.CITY,
        "engagements": [],
    }
    number = asked_number("engagement")
    if number is None or request.method == "POST":
        # What was sent is filled in already; the engagement stays among those offered.
        return values | {"engagements": [number] if number else []}
    engagement = queries.find_engagement(db.session, number, current_viewer())
    return values if engagement is None else values | _of(engagement)


def _of(engagement: Engagement) -> dict[str, Any]:
    """What the log knows already."""
    met = engagement.organisations
    return {
        "body": engagement.learned,
        "organisation_id": met[0].id if met else None,
        "noted_on": min(engagement.starts_on, clock.today()),
        "visibility": engagement.visibility,
        "engagements": [engagement.id],
        "focus_areas": [area.id for area in engagement.focus_areas],
    }


@bp.get("/solutions/<int:solution_id>")
@requires(KNOWLEDGE_VIEW)
def show_solution(solution_id: int) -> Any:
    solution = found_solution(solution_id)
    engagements, _hidden = queries.seen_engagements(db.session, solution, current_viewer())
    return render_template(
        "knowledge/solution.html",
        solution=solution,
        engagements=engagements,
        steps=_steps(solution),
        may_edit=can("knowledge:edit", solution),
        tone=labels.TONES.get(solution.state, "neutral"),
    )


def _steps(solution: Solution) -> list[Step]:
    """What the viewer may do, what carries it on first."""
    moves = rules.allowed_moves(solution)
    return [
        Step(
            move.label,
            url_for(f".{move.verb.replace('-', '_')}", solution_id=solution.id),
            place == 0 and move.verb != "set-aside",
        )
        for place, move in enumerate(
            move for move in moves if can(move.permission, _edited(move, solution))
        )
    ]


def _edited(move: rules.Move, solution: Solution) -> Solution | None:
    """The record where the right depends on its unit."""
    return solution if move.permission == KNOWLEDGE_EDIT.code else None


@bp.route("/solutions/<int:solution_id>/edit", methods=["GET", "POST"])
@requires(KNOWLEDGE_EDIT)
def edit_solution(solution_id: int) -> Any:
    solution, viewer = solution_to_edit(solution_id), current_viewer()
    engagements, hidden = queries.seen_engagements(db.session, solution, viewer)
    linked = [each.id for each in engagements]
    g.came_up_in = queries.engagement_choices(db.session, viewer, solution.organisation_id, linked)
    form = EditSolutionForm.for_record(solution)

    def update() -> Solution:
        # What this viewer may not see stays as it is.
        values = form.values()
        values["engagements"] = [*values["engagements"], *hidden]
        return services.update_solution(db.session, solution, values, actor=current_user)

    conflict, is_saved = web.save_edit(form, solution, update)
    if is_saved:
        web.done(_("Saved."))
        return to_solution(solution_id)
    return web.render_form(
        "knowledge/solution_form.html", form, conflict=conflict, solution=solution
    )


@bp.get("/solutions/<int:solution_id>/history")
@requires(KNOWLEDGE_VIEW)
def solution_history(solution_id: int) -> Any:
    solution = found_solution(solution_id)
    changes = audit.history_of(db.session, "solution", solution_id)
    _leave_out_hidden(changes)
    return render_template(
        "knowledge/history.html",
        heading=_("History of %(name)s", name=solution.title),
        crumbs=[
            (_("Solutions"), url_for(".list_solutions")),
            (solution.title, url_for(".show_solution", solution_id=solution_id)),
        ],
        changes=history.entries(db.session, changes),
    )


def _leave_out_hidden(changes: Sequence[Change]) -> None:
    """No name of an engagement that the reader may not know of."""
    viewer = current_viewer()
    linked = [change for change in changes if "engagements" in change.fields]
    if viewer.sees_restricted or not linked:
        return
    named = {number for c in linked for ids in c.fields["engagements"].values() for number in ids}
    known = seen(db.session, viewer, "engagement_id", named)
    for change in linked:
        # The entry as shown is no longer the stored one, which must stay as it is.
        db.session.expunge(change)
        told = change.fields["engagements"].items()
        kept = {key: [number for number in ids if number in known] for key, ids in told}
        change.fields = {**change.fields, "engagements": kept}
