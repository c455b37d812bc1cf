"""What every picture has, and what it was asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import get_template_attribute, url_for

from app.core import clock
from app.core.charts import Chart, Mark
from app.core.periods import Quarter
from app.insight.report.matrix import Matrix
from app.insight.report.shapes import Table
from app.partnerships.models import PartnershipKind
from app.partnerships.queries.pictures import Parts

# Rows of each table on screen; the lists have them all.
SHOWN = 30


@dataclass(frozen=True)
class Asked:
    """What a picture is about; ``quarter`` matters to the coverage alone, and ``rows`` is how many
    of each of its tables are written."""

    kind: PartnershipKind | None
    unit_id: int | None
    quarter: Quarter
    objective_id: int | None = None
    focus_area_id: int | None = None
    rows: int = SHOWN

    @property
    def parts(self) -> Parts:
        return Parts(self.kind, self.unit_id, self.objective_id, self.focus_area_id)

    @property
    def arguments(self) -> dict[str, Any]:
        """The same for the address of a list of partnerships."""
        kind = self.kind.value if self.kind is not None else None
        return {"kind": kind, "unit": self.unit_id, "state": "in_effect"}


def asked(arguments: Mapping[str, str]) -> Asked:
    """What the address asks for; what it cannot mean is left out. The newest finished quarter
    is shown unless another is named.
    """
    kind, unit = arguments.get("kind", ""), arguments.get("unit", "")
    try:
        quarter = Quarter.parse(arguments.get("quarter", ""))
    except ValueError:
        quarter = Quarter.of(clock.today()).previous
    return Asked(
        kind=PartnershipKind(kind) if kind in set(PartnershipKind) else None,
        unit_id=int(unit) if re.fullmatch(r"[0-9]{1,9}", unit) else None,
        quarter=quarter,
    )


def quarters() -> list[Quarter]:
    """The quarters that the coverage offers: this one and the two years before, newest first."""
    newest = Quarter.of(clock.today())
    oldest = newest.year_before.year_before
    return list(oldest.until(newest))[::-1]


@dataclass(frozen=True)
class Picture:
    """A drawing (a macro of ``components/charts.html``) with its words and tables.

    The macro is ``<drawing>_svg``, or ``<key>_svg`` where none is named.

    ``across`` and ``up`` name the axes or the columns and rows, ``corners`` the four corners;
    ``legend`` explains shapes; ``lines`` stand under the text of each mark; ``matrix`` is the table
    of the coverage, which has one of its own; ``rows_url`` is the list of what the tables begin.
    """

    key: str
    title: str
    description: str
    chart: Chart
    tables: list[Table]
    across: list[str] = field(default_factory=list)
    up: list[str] = field(default_factory=list)
    corners: list[str] = field(default_factory=list)
    legend: list[tuple[Mark | None, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lines: list[tuple[str, ...]] = field(default_factory=list)
    matrix: Matrix | None = None
    drawing: str = ""
    rows_url: str = ""


def list_url(asked: Asked) -> str:
    """The list of the partnerships that a picture is drawn from."""
    return url_for("partnerships.list_partnerships", **asked.arguments)


def svg(picture: Picture) -> str:
    """The drawing alone, as a file of its own or for a report."""
    macro = f"{picture.drawing or picture.key}_svg"
    return str(get_template_attribute("components/charts.html", macro)(picture))
