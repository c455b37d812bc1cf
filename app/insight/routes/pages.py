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
    if question.taken:
        # The address says in its parameters what the prefixes said; the rest stays in the words.
        return redirect(asking.address(question.text, {**chosen, **question.taken}))
    kind = request.args.get("format", "")
    is_file = kind in FILES
    page = 1 if is_file else asking.number(request.args.get("page")) or 1
    shown = {"limit": TAKEN} if is_file else {"limit": SHOWN, "skipped": (page - 1) * SHOWN}
    found = query.search(db.session, question.text, viewer, **shown, **asking.narrowed(chosen))
    near = nearness.of(db.session, question.text, viewer, found, any(chosen.values()))
    hits = found.hits if found.total or is_file else near.hits
    if page > 1 and not hits:
        raise NotFound
    untold = [hit for hit in hits if not results.is_told(hit)]
    narrowing = facets.build(
        db.session, found, _typed(), chosen, near.hits, () if is_file else untold
    )
    rows = results.present(db.session, hits, viewer, narrowing.owners, narrowing.texts)
    if is_file:
        return send_rows("search", _("Search"), results.COLUMNS, rows, kind)
    is_asked = query.asks(question.text) or any(chosen.values())
    return render_template(
        "insight/search.html",
        query=_typed(),
        problems=question.problems,
        chosen=chosen,
        is_asked=is_asked,
        pages=_pages(page, found.total, chosen),
        total=found.total,
        is_capped=found.is_capped,
        results=rows,
        is_found=found.total > 0,
        told=nearness.sentence(question.text, near, any(chosen.values())),
        narrowing=narrowing,
        kinds=[label_of(kind) for kind in results.SEARCHED],
        saved=[] if is_asked else queries.searches_for(db.session, current_user.id),
    )


def _pages(page: int, total: int, chosen: dict[str, str]) -> tuple[str, str]:
    """The addresses of the results before and after these; empty where there are none."""
    before = asking.address(_typed(), {**chosen, "page": str(page - 1)}) if page > 1 else ""
    after = asking.address(_typed(), {**chosen, "page": str(page + 1)})
    return before, after if page * SHOWN < total else ""


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
        units=filter_choices(db.session, current_viewer())["unit"],
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
