"""How goals and objectives are measured: indicators and their measured values."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_login import current_user

from app.core import web
from app.core.i18n import _
from app.core.permissions import requires
from app.core.session import db
from app.strategy import queries, rules, services
from app.strategy.forms import (
    ActualEditForm,
    ActualFields,
    IndicatorEditForm,
    IndicatorFields,
)
from app.strategy.models import Goal, Indicator, IndicatorActual, Objective
from app.strategy.permissions import STRATEGY_EDIT, STRATEGY_VIEW
from app.strategy.routes.blueprint import bp, demand_editable

MEASURED: dict[str, type[Goal | Objective]] = {"goals": Goal, "objectives": Objective}


def _subject(indicator: Indicator) -> Any:
    """The goal or objective it measures; the database demands exactly one."""
    return indicator.goal or indicator.objective


def _key(subject: Goal | Objective) -> str:
    return "goals" if isinstance(subject, Goal) else "objectives"


def _to_subject(subject: Goal | Objective) -> Any:
    url = url_for(".show_part", part=_key(subject), part_id=subject.id)
    return redirect(f"{url}#indicators")


def _to_indicator(indicator_id: int) -> Any:
    return redirect(url_for(".show_indicator", indicator_id=indicator_id))


def _get(indicator_id: int) -> Indicator:
    return queries.get_indicator(db.session, indicator_id, lock=request.method == "POST")


def _context(indicator: Indicator) -> dict[str, Any]:
    subject = _subject(indicator)
    return {
        "indicator": indicator,
        "subject": subject,
        "strategy": subject.strategy,
        "key": _key(subject),
    }


@bp.route(
    "/strategy/<any(goals, objectives):part>/<int:part_id>/indicators/new",
    methods=["GET", "POST"],
)
@requires(STRATEGY_EDIT)
def new_indicator(part: str, part_id: int) -> Any:
    subject = queries.get_part(db.session, MEASURED[part], part_id, lock=request.method == "POST")
    demand_editable(subject.strategy)
    form = IndicatorFields()
    if form.wants_to_save():
        made = web.save(
            form,
            lambda: services.add_indicator(db.session, subject, form.values(), actor=current_user),
        )
        if made is not None:
            web.done(_("The indicator was added."))
            return _to_subject(subject)
    return web.render_form(
        "strategy/indicator_form.html",
        form,
        indicator=None,
        subject=subject,
        strategy=subject.strategy,
        key=part,
    )


@bp.get("/strategy/indicators/<int:indicator_id>")
@requires(STRATEGY_VIEW)
def show_indicator(indicator_id: int) -> Any:
    indicator = _get(indicator_id)
    context = _context(indicator)
    return render_template(
        "strategy/indicator.html",
        **context,
        progress=rules.progress(indicator),
        is_editable=rules.is_editable(context["strategy"]),
    )


@bp.route("/strategy/indicators/<int:indicator_id>/edit", methods=["GET", "POST"])
@requires(STRATEGY_EDIT)
def edit_indicator(indicator_id: int) -> Any:
    indicator = _get(indicator_id)
    demand_editable(_subject(indicator).strategy)
    form = IndicatorEditForm.for_record(indicator)
    conflict, is_saved = web.save_edit(
        form,
        indicator,
        lambda: services.update_indicator(db.session, indicator, form.values(), actor=current_user),
    )
    if is_saved:
        web.done(_("Saved."))
        return _to_indicator(indicator_id)
    return web.render_form(
        "strategy/indicator_form.html", form, conflict=conflict, **_context(indicator)
    )


@bp.post("/strategy/indicators/<int:indicator_id>/remove")
@requires(STRATEGY_EDIT)
def remove_indicator(indicator_id: int) -> Any:
    indicator = _get(indicator_id)
    subject = _subject(indicator)
    web.attempt(
        lambda: services.remove_indicator(db.session, indicator, actor=current_user),
        _("The indicator was removed."),
    )
    return _to_subject(subject)


@bp.route("/strategy/indicators/<int:indicator_id>/actuals/new", methods=["GET", "POST"])
@requires(STRATEGY_EDIT)
def new_actual(indicator_id: int) -> Any:
    indicator = _get(indicator_id)
    demand_editable(_subject(indicator).strategy)
    form = ActualFields()
    if form.wants_to_save():
        made = web.save(
            form,
            lambda: services.record_actual(
                db.session, indicator, form.values(), actor=current_user
            ),
        )
        if made is not None:
            web.done(_("The value was recorded."))
            return _to_indicator(indicator_id)
    return web.render_form("strategy/actual_form.html", form, actual=None, **_context(indicator))


@bp.route("/strategy/actuals/<int:actual_id>/edit", methods=["GET", "POST"])
@requires(STRATEGY_EDIT)
def edit_actual(actual_id: int) -> Any:
    actual = _get_actual(actual_id)
    demand_editable(_subject(actual.indicator).strategy)
    form = ActualEditForm.for_record(actual)
    conflict, is_saved = web.save_edit(
        form,
        actual,
        lambda: services.correct_actual(db.session, actual, form.values(), actor=current_user),
    )
    if is_saved:
        web.done(_("Saved."))
        return _to_indicator(actual.indicator_id)
    return web.render_form(
        "strategy/actual_form.html",
        form,
        conflict=conflict,
        actual=actual,
        **_context(actual.indicator),
    )


@bp.post("/strategy/actuals/<int:actual_id>/remove")
@requires(STRATEGY_EDIT)
def remove_actual(actual_id: int) -> Any:
    actual = _get_actual(actual_id)
    indicator_id = actual.indicator_id
    web.attempt(
        lambda: services.remove_actual(db.session, actual, actor=current_user),
        _("The value was removed."),
    )
    return _to_indicator(indicator_id)


def _get_actual(actual_id: int) -> IndicatorActual:
    return queries.get_actual(db.session, actual_id, lock=request.method == "POST")
