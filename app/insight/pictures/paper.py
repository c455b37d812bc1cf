"""The pictures in files: each drawing with its words and, beneath it, the same as tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import get_template_attribute
from sqlalchemy.orm import Session

from app.core.i18n import _, ngettext
from app.core.periods import Quarter
from app.core.permissions import Viewer
from app.insight.pictures.coverage import coverage
from app.insight.pictures.frame import Asked, Picture, svg
from app.insight.pictures.money import cost
from app.insight.pictures.priority import priority
from app.insight.pictures.time import timeline
from app.insight.report.matrix import Matrix, ShownCell
from app.insight.report.shapes import PAPER_ROWS, Drawing, Table
from app.insight.scope import WHOLE_CITY, Scope

DRAWN = (coverage, priority, cost, timeline)


def all_on_paper(
    session: Session,
    quarter: Quarter,
    viewer: Viewer,
    scope: Scope = WHOLE_CITY,
    begun: Callable[[int], None] = lambda _place: None,
) -> list[Drawing]:
    """Every picture of the portfolio, or of the part that ``scope`` names; engagements of the
    coverage are those of ``quarter``. ``begun`` is told the place of each, from 0, as it begins."""
    asked = Asked(
        kind=None,
        unit_id=scope.unit_id,
        quarter=quarter,
        objective_id=scope.objective_id,
        focus_area_id=scope.focus_area_id,
        rows=PAPER_ROWS,
    )
    drawn = []
    for place, build in enumerate(DRAWN):
        begun(place)
        drawn.append(figure(build(session, asked, viewer)))
    return drawn


def figure(picture: Picture) -> Drawing:
    """One picture as every file takes it."""
    return Drawing(
        title=picture.title,
        svg=svg(picture),
        alt=f"{picture.title}. {picture.description}",
        text=picture.description,
        legend=[(_symbol(mark) if mark else "", text) for mark, text in picture.legend],
        notes=picture.notes,
        tables=[_of_matrix(picture)] if picture.matrix else picture.tables,
    )


def _symbol(mark: Any) -> str:
    return str(get_template_attribute("components/charts.html", "key_symbol")(mark))


def _of_matrix(picture: Picture) -> Table:
    """The coverage under the codes of its columns and rows, which the legend explains."""
    matrix: Matrix | None = picture.matrix
    assert matrix is not None  # noqa: S101 (asked by the caller)
    return Table(
        [_("Objective"), *picture.across],
        [
            [(code, ""), *((_cell(cell), "") for cell in row.cells)]
            for code, row in zip(picture.up, matrix.rows, strict=True)
        ],
        [2, *(3 for _code in picture.across)],
        _("No international framework is in force."),
        matrix.title,
    )


def _cell(cell: ShownCell) -> str:
    told = [
        ngettext("%(num)s partnership", "%(num)s partnerships", cell.partnerships)
        if cell.partnerships
        else _("Gap")
    ]
    if cell.partnerships or cell.engagements:
        told.append(ngettext("%(num)s engagement", "%(num)s engagements", cell.engagements))
    return ", ".join([*told, cell.cost] if cell.cost else told)
