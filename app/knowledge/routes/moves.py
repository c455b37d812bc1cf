"""Moving a solution on: each verb has a page with its form and with what follows from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from flask_login import current_user

from app.core import clock, web
from app.core.i18n import _, choice
from app.core.permissions import Permission, demand, requires
from app.core.session import db
from app.knowledge import forms, rules, services
from app.knowledge.models import Solution
from app.knowledge.permissions import KNOWLEDGE_EDIT, KNOWLEDGE_USE
from app.knowledge.routes.blueprint import bp, found_solution, solution_to_edit, to_solution


@dataclass(frozen=True)
class _Page:
    """How a verb is asked for: its form, what the form begins with, and what is done."""

    form: type[Any]
    begin: Callable[[Solution], dict[str, Any]]
    do: Callable[[Solution, dict[str, Any]], Any]


def _begin_assessing(solution: Solution) -> dict[str, Any]:
    return {
        "suitability": solution.suitability,
        "assessment": solution.assessment,
        "assessed_by_id": current_user.id,
        "assessed_on": clock.today(),
    }


def _begin_adopting(_solution: Solution) -> dict[str, Any]:
    return {"unit_id": current_user.unit_id, "started_on": clock.today()}


def _begin_taking(_solution: Solution) -> dict[str, Any]:
    return {"started_on": clock.today()}


def _plain(verb: Callable[..., Any]) -> Callable[[Solution, dict[str, Any]], Any]:
    return lambda solution, values: verb(db.session, solution, values, actor=current_user)


def _set_aside(solution: Solution, values: dict[str, Any]) -> None:
    services.set_aside(db.session, solution, values["aside_reason"], actor=current_user)


PAGES: dict[str, _Page] = {
    "assess": _Page(forms.AssessForm, _begin_assessing, _plain(services.assess)),
    "adopt": _Page(forms.AdoptForm, _begin_adopting, _plain(services.adopt)),
    "take-up": _Page(forms.TakeUpForm, _begin_taking, _plain(services.take_up)),
    "set-aside": _Page(forms.SetAsideForm, lambda _solution: {}, _set_aside),
}
NEEDED: dict[str, Permission] = {each.code: each for each in (KNOWLEDGE_USE, KNOWLEDGE_EDIT)}


def _page_for(move: rules.Move) -> Callable[[int], Any]:
    needed = NEEDED[move.permission]

    @requires(needed)
    def view(solution_id: int) -> Any:
        solution = found_solution(solution_id)
        if needed is KNOWLEDGE_EDIT:
            demand(needed, solution)
        return _moving(solution, move, PAGES[move.verb])

    return view


for _verb, _move in rules.MOVES.items():
    bp.add_url_rule(
        f"/solutions/<int:solution_id>/{_verb}",
        _verb.replace("-", "_"),
        _page_for(_move),
        methods=["GET", "POST"],
    )


def _moving(solution: Solution, move: rules.Move, page: _Page) -> Any:
    rules.check_move(solution, move.verb)
    # A use has a unit and an organisation of its own, so the form begins with these values alone.
    begun = SimpleNamespace(
        version=solution.version, audit_subject=solution.audit_subject, **page.begin(solution)
    )
    form = page.form.for_record(begun)

    def run() -> bool:
        page.do(solution, form.values())
        return True

    number = solution.id
    conflict, is_saved = web.save_edit(form, begun, run)
    if is_saved:
        state = choice(solution.state)
        web.done(_("%(name)s is now: %(state)s.", name=solution.title, state=state))
        return to_solution(number)
    return web.render_form(
        "knowledge/move.html", form, conflict=conflict, solution=found_solution(number), move=move
    )


@bp.post("/solutions/<int:solution_id>/take-again")
@requires(KNOWLEDGE_EDIT)
def take_again(solution_id: int) -> Any:
    solution = solution_to_edit(solution_id)
    web.attempt(
        lambda: services.take_again(db.session, solution, actor=current_user),
        _("It is worked on again."),
    )
    return to_solution(solution_id)


@bp.post("/solutions/<int:solution_id>/uses/<int:use_id>/remove")
@requires(KNOWLEDGE_EDIT)
def remove_use(solution_id: int, use_id: int) -> Any:
    solution = solution_to_edit(solution_id)
    services.remove_use(db.session, solution, use_id, actor=current_user)
    web.done(_("The use was taken out."))
    return to_solution(solution_id)
