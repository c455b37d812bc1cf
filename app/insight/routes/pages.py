"""Home, search, pickers and the pictures."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, redirect, render_template, request
from flask_login import current_user
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from app.core.forms import offered, option
from app.core.i18n import _, choices
from app.core.permissions import can, current_viewer, requires
from app.core.search import query
from app.core.search.documents import label_of
from app.core.session import db
from app.core.text import showable
from app.core.web import send_rows
from app.insight import asking, facets, nearness, pictures, queries, results
from app.insight import home as home_page
from app.insight.permissions import HOME_VIEW, PORTFOLIO_VIEW, SEARCH
from app.insight.routes.blueprint import bp
from app.partnerships.models import PartnershipKind
from app.partnerships.queries import filter_choices

# Results on a page, and in a file.
SHOWN, TAKEN = 50, 1000
FILES = ("csv", "xlsx")
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
    viewer = current_viewer()
    question = asking.read(db.session, _typed(), viewer)
    chosen = {name: request.args.get(name, "")[:80] for name in asking.FACETS}
    if question.taken and not question.problems:
        # The address says in its parameters what the prefixes said.
        return redirect(asking.address(question.text, {**chosen, **question.taken}))
    kind = request.args.get("format", "")
    limit = TAKEN if kind in FILES else SHOWN
    found = query.search(db.session, question.text, viewer, limit=limit, **asking.narrowed(chosen))
    near = nearness.of(db.session, question.text, viewer, found, any(chosen.values()))
    narrowing = facets.build(db.session, found, _typed(), chosen, near.hits)
    is_asked = bool(question.text or any(chosen.values()))
    rows = results.present(db.session, found.hits, viewer, narrowing.owners)
    if kind in FILES:
        return send_rows("search", _("Search"), results.COLUMNS, rows, kind)
    return render_template(
        "insight/search.html",
        query=_typed(),
        problems=question.problems,
        chosen=chosen,
        is_asked=is_asked,
        total=found.total,
        is_capped=found.is_capped,
        results=rows or results.present(db.session, near.hits, viewer, narrowing.owners),
        is_found=bool(rows),
        told=nearness.sentence(question.text, near),
        narrowing=narrowing,
        kinds=[label_of(kind) for kind in results.SEARCHED],
        saved=[] if is_asked else queries.searches_for(db.session, current_user.id),
    )


def _typed() -> str:
    return showable(request.args.get("q", ""), "").strip()[:LONGEST]


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
