"""Home, search, pickers and the pictures."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, render_template, request
from flask_login import current_user
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from app.core.forms import offered, option
from app.core.i18n import _, choices
from app.core.permissions import Viewer, can, current_viewer, requires
from app.core.search import query
from app.core.session import db
from app.core.text import showable
from app.insight import home as home_page
from app.insight import pictures, results
from app.insight.permissions import HOME_VIEW, PORTFOLIO_VIEW, SEARCH
from app.insight.routes.blueprint import bp
from app.partnerships.models import PartnershipKind
from app.partnerships.queries import filter_choices
from app.strategy.queries import current_focus_areas

FACETS = ("kind", "country", "state", "focus_area")
# What a picker is called in its address, what it searches, and who may add what is missing.
PICKERS = {
    "organisations": ("organisation", "organisation:edit"),
    "contacts": ("contact", "contact:edit"),
    "partnerships": ("partnership", ""),
    "people": ("user", ""),
}
LONGEST = 200


@bp.get("/")
@requires(HOME_VIEW)
def home() -> Any:
    """What waits for me today."""
    page = home_page.build(db.session, current_user, current_viewer())
    return render_template("insight/home.html", page=page)


@bp.get("/search")
@requires(SEARCH)
def search() -> Any:
    """One box over everything, with facets; the address holds the whole question."""
    text = _typed()
    chosen = {name: request.args.get(name, "")[:40] for name in FACETS}
    areas = current_focus_areas(db.session)
    viewer = current_viewer()
    found = _search(text, chosen, viewer) if text else None
    return render_template(
        "insight/search.html",
        query=text,
        chosen=chosen,
        total=found.total if found else 0,
        is_capped=bool(found and found.is_capped),
        results=results.present(db.session, found.hits, viewer) if found else [],
        facets=results.facets(found, chosen, areas) if found else [],
    )


def _typed() -> str:
    return showable(request.args.get("q", ""), "").strip()[:LONGEST]


def _search(text: str, chosen: dict[str, str], viewer: Viewer) -> query.SearchResult:
    area = chosen["focus_area"]
    return query.search(
        db.session,
        text,
        viewer,
        kinds=[chosen["kind"]] if chosen["kind"] in results.SEARCHED else results.SEARCHED,
        country=chosen["country"] or None,
        state=chosen["state"] or None,
        focus_area_id=int(area) if area.isascii() and area.isdigit() and len(area) < 10 else None,
    )


@bp.get("/search/suggest")
@requires(SEARCH)
def suggest() -> Response:
    """Suggestions while typing, as JSON."""
    text = _typed()
    hits = query.suggest(db.session, text, current_viewer(), kinds=results.SUGGESTED)
    return jsonify(results.suggestions(hits, text))


@bp.get("/pick/<kind>")
@requires(SEARCH)
def pick(kind: str) -> Response:
    """What a picker offers while typing (before that, what one used lately), and whether what is
    missing can be added."""
    if kind not in PICKERS:
        raise NotFound
    searched, needed = PICKERS[kind]
    text = _typed()
    hits = offered(db.session, text, current_viewer(), searched)
    options = [
        {"value": str(number), "label": label, "detail": detail}
        for number, label, detail in map(option, hits)
    ]
    may_create = bool(text) and bool(needed) and can(needed)
    create = {"label": _("Create “%(text)s”", text=text), "value": text} if may_create else None
    return jsonify({"options": options, "create": create})


@bp.get("/portfolio", defaults={"key": "coverage"})
@bp.get("/portfolio/<any(coverage, priority, cost, timeline):key>")
@requires(PORTFOLIO_VIEW)
def show_picture(key: str) -> Any:
    """The portfolio in pictures, each with its table; the address says what is in it."""
    asked = pictures.asked(request.args)
    picture = pictures.BUILDERS[key](db.session, asked, current_viewer())
    return render_template(
        "insight/picture.html",
        picture=picture,
        asked=asked,
        drawing=Markup(pictures.svg(picture)),  # noqa: S704 (our own macro, which escapes)
        units=filter_choices(db.session)["unit"],
        kinds=choices(PartnershipKind),
        quarters=pictures.quarters(),
    )


@bp.get("/portfolio/<any(coverage, priority, cost, timeline):key>.svg")
@requires(PORTFOLIO_VIEW)
def picture_file(key: str) -> Any:
    """The drawing alone, for slides and papers."""
    asked = pictures.asked(request.args)
    drawing = pictures.svg(pictures.BUILDERS[key](db.session, asked, current_viewer()))
    response = Response(drawing, mimetype="image/svg+xml")
    response.headers["Content-Disposition"] = f'attachment; filename="{key}.svg"'
    return response
