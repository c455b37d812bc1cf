"""The list of visits."""

from __future__ import annotations

from typing import Any

from app.core import clock
from app.core.i18n import _l, choice, choices, country_choices, country_name, localised
from app.core.lists import Column, Filter, ListPage
from app.core.urls import url_for
from app.visits import labels, queries, rules
from app.visits.forms.fields import offered
from app.visits.models import OPEN, TURNED_AWAY, Visit, VisitState
from app.visits.permissions import VISIT_VIEW

__all__ = ["labels"]
GROUPS = {"open": OPEN, "turned-away": TURNED_AWAY}

TONES = {
    VisitState.REQUESTED: "warning",
    VisitState.REPORTED: "success",
    VisitState.REDIRECTED: "neutral",
    VisitState.DECLINED: "neutral",
    VisitState.CANCELLED: "neutral",
}


def tone(visit: Visit) -> str:
    """The colour of its state; late ones stand out."""
    if rules.is_late(visit, clock.today()):
        return "danger"
    return TONES.get(visit.state, "info")


def _states() -> list[tuple[str, str]]:
    groups = [("open", str(_l("Open"))), ("turned-away", str(_l("Turned away")))]
    return [*groups, *choices(VisitState)]


def _by_state(select: Any, value: str) -> Any:
    states = GROUPS.get(value) or {VisitState(value)}
    return select.where(Visit.state.in_(states))


VISITS = ListPage(
    key="visits",
    title=_l("Visits"),
    permission=VISIT_VIEW,
    model=Visit,
    query=queries.list_visits,
    columns=(
        Column(
            "title",
            _l("About"),
            lambda visit: visit.title,
            sort=Visit.title_folded,
            url=lambda visit: url_for("visits.show_visit", visit_id=visit.id),
        ),
        Column("reference", _l("Reference number"), lambda v: v.reference),
        Column("organisation", _l("Who comes"), lambda v: v.organisation_name),
        Column("country", _l("Country"), lambda v: country_name(v.country) if v.country else ""),
        Column(
            "starts",
            _l("First day"),
            lambda v: v.starts_on,
            kind="date",
            sort=Visit.starts_on,
        ),
        Column("size", _l("People"), lambda v: v.size, kind="number"),
        Column("unit", _l("Host unit"), lambda v: localised(v.unit) if v.unit else ""),
        Column("handler", _l("Handled by"), lambda v: v.handler.name if v.handler else ""),
        Column(
            "state",
            _l("State"),
            lambda v: choice(v.state),
            kind="tag",
            sort=Visit.state,
            tone=tone,
        ),
    ),
    filters=(
        Filter("state", _l("State"), _by_state, _states),
        Filter(
            "unit",
            _l("Host unit"),
            lambda select, value: select.where(Visit.unit_id == int(value)),
            offered("unit"),
        ),
        Filter("focus_area", _l("Topic"), queries.by_focus_area, offered("focus_area")),
        Filter(
            "country",
            _l("Country"),
            lambda select, value: select.where(Visit.country == value),
            country_choices,
        ),
    ),
    default_sort="-starts",
    search_kind="visit",
    empty_text=_l("Nobody has asked to visit yet."),
)
