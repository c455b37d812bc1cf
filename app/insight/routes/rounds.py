"""Round over round: quarters beside each other, on screen and as files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import render_template, request
from flask_login import current_user
from markupsafe import Markup

from app.core import clock
from app.core.errors import NotFound
from app.core.periods import Quarter
from app.core.permissions import requires
from app.core.session import db
from app.insight import pictures, report, rounds
from app.insight.permissions import PORTFOLIO_VIEW
from app.insight.pictures import Picture
from app.insight.rounds import Compared
from app.insight.routes.blueprint import bp
from app.insight.routes.files import log_export, send_file
from app.insight.routes.portfolio import asked_scope, audiences
from app.reviews.models import ReviewRound
from app.reviews.queries import list_rounds


@bp.get("/reviews/rounds/compare")
@requires(PORTFOLIO_VIEW)
def compare_rounds() -> Any:
    """Trends from one quarter to another, and what differs between their rounds."""
    opened = list_rounds(db.session)
    scope, compared = asked_scope(), _compared(opened)
    sections = report.compared_sections(compared) if compared else []
    drawn = pictures.trend_pictures(compared, sections) if compared else {}
    return render_template(
        "insight/compare.html",
        compared=compared,
        sections=sections,
        drawings={part: _shown(picture) for part, picture in drawn.items()},
        audience=report.audience(scope),
        audiences=audiences(),
        chosen=scope.audience.value,
        quarters=_quarters(compared.first, opened) if compared else [],
    )


@bp.get("/reviews/rounds/compare.<any(pdf, docx, xlsx):kind>")
@requires(PORTFOLIO_VIEW)
def compared_file(kind: str) -> Any:
    """The same as a file, for the audience and the quarters that the address names."""
    compared = _compared(list_rounds(db.session))
    if compared is None:
        raise NotFound
    log_export("rounds", 0)
    paper = report.compared_paper(compared, current_user.name)
    drawn = pictures.trend_pictures(compared, paper.sections)
    drawings = {part: pictures.figure(picture) for part, picture in drawn.items()}
    if kind == "xlsx":
        file = report.report_xlsx(replace(paper, pictures=list(drawings.values())))
    else:
        write = report.report_docx if kind == "docx" else report.report_pdf
        file = write(paper, drawings)
    return send_file(file, f"rounds-{compared.first}-{compared.last}", kind)


def _shown(picture: Picture) -> tuple[str, str, Markup]:
    drawn = Markup(pictures.svg(picture))  # noqa: S704 (our own macro)
    return picture.title, picture.description, drawn


def _compared(opened: list[ReviewRound]) -> Compared | None:
    """What the address asks for; None where no round has been opened yet."""
    scope, span = asked_scope(), rounds.default_span(opened)
    if span is None:
        return None
    first, last = (
        _quarter(request.args.get(name, ""), usual)
        for name, usual in zip(("from", "to"), span, strict=True)
    )
    ends = min(first, last), max(first, last)
    return rounds.compare(db.session, opened, *ends, scope.audience)


def _quarter(text: str, usual: Quarter) -> Quarter:
    try:
        return Quarter.parse(text)
    except ValueError:
        return usual


def _quarters(first: Quarter, opened: Sequence[ReviewRound]) -> list[tuple[str, str]]:
    """Two years before the first round (or from the quarter shown, where that is earlier) to the
    running quarter, newest first: the log is often older than the rounds."""
    oldest = opened[-1].quarter
    found = min(first, Quarter(oldest.year - 2, oldest.number)).until(Quarter.of(clock.today()))
    return [(str(quarter), str(quarter)) for quarter in reversed(list(found))]
