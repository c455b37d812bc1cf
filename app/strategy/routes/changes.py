"""Proposed changes of goals: the list, one proposal, and its answer."""

from __future__ import annotations

import re
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_login import current_user

from app.core import audit, history, web
from app.core.errors import NotFound
from app.core.i18n import _
from app.core.permissions import current_viewer, requires
from app.core.session import db
from app.partnerships import queries as partnerships
from app.reviews import queries as reviews
from app.strategy import queries, services
from app.strategy.forms import AcceptForm, DeclineForm, ProposeForm
from app.strategy.labels import CHANGE_TONES
from app.strategy.models import (
    ChangeKind,
    ChangeState,
    Goal,
    GoalChange,
    Objective,
    StrategyKind,
)
from app.strategy.permissions import STRATEGY_EDIT, STRATEGY_PROPOSE, STRATEGY_VIEW
from app.strategy.routes.blueprint import bp


@bp.get("/strategy/changes")
@requires(STRATEGY_VIEW)
def list_changes() -> Any:
    found = queries.list_changes(db.session)
    names = _names(found)
    return render_template(
        "strategy/changes.html",
        changes=[change for change in found if _is_shown(change, names)],
        names=names,
        tones=CHANGE_TONES,
    )


def _names(changes: list[GoalChange]) -> dict[int, str]:
    """The partnerships that the proposals come from, as far as this viewer may see them."""
    ids = sorted({change.partnership_id for change in changes if change.partnership_id})
    return partnerships.names_of(db.session, ids, current_viewer())


def _is_shown(change: GoalChange, names: dict[int, str]) -> bool:
    return change.partnership_id is None or change.partnership_id in names


def _get(change_id: int) -> tuple[GoalChange, dict[int, str]]:
    change = queries.get_change(db.session, change_id, lock=request.method == "POST")
    names = _names([change])
    if not _is_shown(change, names):
        raise NotFound
    return change, names


@bp.route("/strategy/changes/new", methods=["GET", "POST"])
@requires(STRATEGY_PROPOSE)
def propose_change() -> Any:
    """``?goal=`` or ``?objective=`` says what it is about, ``?review=`` or ``?partnership=`` where
    the need was seen.
    """
    origin, seen_in = _origin()
    form: Any = ProposeForm(data=_asked())
    if form.wants_to_save():
        made = web.save(
            form,
            lambda: services.propose_change(db.session, form.values() | origin, actor=current_user),
        )
        if made is not None:
            web.done(_("Proposed. Whoever drafts the next document answers it."))
            return redirect(url_for(".show_change", change_id=made.id))
    return web.render_form("strategy/change_form.html", form, seen_in=seen_in)


def _number(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None


def _asked() -> dict[str, Any]:
    """What the address names, with the words it has now as a beginning for better ones."""
    goal, objective = _number("goal"), _number("objective")
    document = StrategyKind.FRAMEWORK if objective else StrategyKind.CITY_STRATEGY
    asked: dict[str, Any] = {
        "kind": ChangeKind.CHANGE,
        "document": document,
        "goal_id": goal,
        "objective_id": objective,
    }
    if goal or objective:
        part: Any = queries.get_part(db.session, Objective, objective) if objective else None
        part = part or queries.get_part(db.session, Goal, goal or 0)
        asked |= {name: getattr(part, name) for name in ("name_en", "name_fi", "name_sv")}
    return asked


def _origin() -> tuple[dict[str, int | None], str]:
    """The review and the partnership that the proposal comes from, and how they are called;
    NotFound where hidden."""
    review_id, partnership_id = _number("review"), _number("partnership")
    told = ""
    if review_id is not None:
        review = reviews.get_review(db.session, review_id, current_viewer())
        partnership_id = review.partnership_id
        told = f"{review.partnership.name}, {review.round.quarter}"
    elif partnership_id is not None:
        told = partnerships.get_brief(db.session, partnership_id, current_viewer()).name
    return {"review_id": review_id, "partnership_id": partnership_id}, told


@bp.get("/strategy/changes/<int:change_id>")
@requires(STRATEGY_VIEW)
def show_change(change_id: int) -> Any:
    change, names = _get(change_id)
    changes = audit.history_of(db.session, "goal_change", change_id)
    return render_template(
        "strategy/change.html",
        change=change,
        names=names,
        tones=CHANGE_TONES,
        is_open=change.state is ChangeState.PROPOSED,
        changes=history.entries(db.session, changes),
    )


@bp.route("/strategy/changes/<int:change_id>/accept", methods=["GET", "POST"])
@requires(STRATEGY_EDIT)
def accept_change(change_id: int) -> Any:
    change, _names = _get(change_id)
    form: Any = AcceptForm.for_record(change)

    def accept() -> bool:
        draft = queries.get_strategy(db.session, form.strategy_id.data, lock=True)
        services.accept_change(db.session, change, draft, form.values(), actor=current_user)
        return True

    return _answered(form, change, accept, "accept")


@bp.route("/strategy/changes/<int:change_id>/decline", methods=["GET", "POST"])
@requires(STRATEGY_EDIT)
def decline_change(change_id: int) -> Any:
    change, _names = _get(change_id)
    form: Any = DeclineForm.for_record(change)

    def decline() -> bool:
        services.decline_change(db.session, change, form.values(), actor=current_user)
        return True

    return _answered(form, change, decline, "decline")


def _answered(form: Any, change: GoalChange, act: Any, verb: str) -> Any:
    change_id = change.id
    conflict, is_saved = web.save_edit(form, change, act)
    if is_saved:
        web.done(_("Answered."))
        return redirect(url_for(".show_change", change_id=change_id))
    change, _names = _get(change_id)
    return web.render_form(
        "strategy/change_answer.html", form, conflict=conflict, change=change, verb=verb
    )
