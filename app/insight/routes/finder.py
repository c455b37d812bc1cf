"""The partner finder, and up to four organisations side by side."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import render_template, request

from app.core.i18n import choice, choices, country_choices, localised
from app.core.permissions import current_viewer, requires
from app.core.regions import COUNTRIES, Region
from app.core.session import db
from app.core.text import showable
from app.core.urls import url_for
from app.insight import finder, labels, queries, rules, together
from app.insight.asking import number
from app.insight.permissions import SEARCH
from app.insight.routes.blueprint import bp
from app.insight.rules import Action, Signal
from app.organisations.models import OrganisationKind
from app.strategy.queries import current_focus_areas

__all__ = ["labels"]

MOST_COMPARED = 4


@bp.get("/find-partner")
@requires(SEARCH)
def find_partner() -> Any:
    """Who fits what a division looks for; the address holds the whole wish."""
    areas = {area.id: localised(area) for area in current_focus_areas(db.session)}
    wish = _wish(areas)
    is_asked = "action" in request.args
    found = finder.find(db.session, wish, current_viewer()) if is_asked else []
    return render_template(
        "insight/find_partner.html",
        found=found,
        is_asked=is_asked,
        parts=together.parts(found) if wish.action is Action.EU_BID or wish.programme else [],
        **_form(wish, areas),
    )


@bp.get("/find-partner/compare")
@requires(SEARCH)
def compare_partners() -> Any:
    """What we know of up to four organisations, side by side, by the same wish."""
    areas = {area.id: localised(area) for area in current_focus_areas(db.session)}
    wish = _wish(areas)
    asked = [value for text in request.args.getlist("id") if (value := number(text))]
    chosen = list(dict.fromkeys(asked))
    found = finder.compare(db.session, chosen[:MOST_COMPARED], wish, current_viewer())
    return render_template(
        "insight/compare_partners.html",
        found=found,
        is_cut=len(chosen) > MOST_COMPARED,
        signals=choices(Signal),
        back=f"{url_for('insight.find_partner')}?{urlencode(_asked())}",
    )


def _wish(areas: dict[int, str]) -> finder.Wish:
    """What the address asks for; what means nothing is left out."""
    arguments = request.args
    action = (
        Action(arguments["action"]) if arguments.get("action") in set(Action) else Action.EU_BID
    )
    region, country = arguments.get("region", ""), arguments.get("country", "")
    kind = arguments.get("kind", "")
    words = showable(arguments.get("words", "")[:200], "").replace(",", " ").split()
    chosen = [n for text in arguments.getlist("focus") if (n := number(text) or 0) in areas]
    return finder.Wish(
        action=action,
        weights=_weights(action),
        areas={n: areas[n] for n in chosen},
        countries=(country,) if country else _countries(region),
        kinds=(kind,) if kind in set(OrganisationKind) else (),
        words=list(dict.fromkeys(words))[: finder.MOST_WORDS],
        programme=arguments.get("programme", "")[:200],
        role=role if (role := arguments.get("role", "")) in set(together.ROLES) else "",
    )


def _countries(region: str) -> tuple[str, ...]:
    return COUNTRIES[Region(region)] if region in set(Region) else ()


def _weights(action: Action) -> dict[Signal, int]:
    """Those of the address, when they were given for this action; else its usual ones."""
    weights = rules.usual_weights(action)
    if request.args.get("for") == action:
        for signal in Signal:
            given = number(request.args.get(f"w_{signal}"))
            if given is not None:
                weights[signal] = min(given, rules.HEAVIEST)
    return weights


def _asked() -> list[tuple[str, str]]:
    """The arguments of the address but the chosen organisations, for links and hidden fields."""
    return [(k, v) for k, v in request.args.items(multi=True) if k != "id"]


def _form(wish: finder.Wish, areas: dict[int, str]) -> dict[str, Any]:
    return {
        "wish": wish,
        "areas": areas,
        "actions": choices(Action),
        "signals": choices(Signal),
        "regions": choices(Region),
        "countries": country_choices(),
        "kinds": choices(OrganisationKind),
        "programmes": [(name, name) for name in queries.programmes(db.session, current_viewer())],
        "roles": [(role.value, choice(role)) for role in together.ROLES],
        "heaviest": rules.HEAVIEST,
        "asked": _asked(),
        "given": request.args,
    }
