"""Accessible PDF (PDF/UA-1) from typst templates; the data travels as JSON, never as markup.
Drawings become pixels for files that take no SVG."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

from app.core import clock

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
# The build copies the fonts next to the other assets; system fonts would differ by machine.
FONTS = ROOT / "var" / "fonts"
_DRAWING = b"""#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: int(sys.inputs.width) * 1mm)"""


def render(template: str, data: Mapping[str, Any]) -> bytes:
    """A tagged PDF of ``templates/<template>``; ``data`` must be plain JSON.

    The template reads it with ``json(bytes(sys.inputs.data))`` and must set a title and the
    language, and describe each figure: the compiler refuses to write an inaccessible file.
    """
    return bytes(
        typst.compile(
            str(TEMPLATES / template),
            root=str(TEMPLATES),
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            pdf_standards=["ua-1"],
            timestamp=clock.now().replace(microsecond=0),
        )
    )


def png(svg: str, millimetres: int, dots_per_inch: int = 200) -> bytes:
    """A drawing as pixels, so many millimetres wide."""
    page: Any = _DRAWING
    return bytes(
        typst.compile(
            page,
            font_paths=[str(FONTS)],
            ignore_system_fonts=True,
            sys_inputs={"svg": svg, "width": str(millimetres)},
            format="png",
            ppi=dots_per_inch,
        )
    )
