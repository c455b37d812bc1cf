"""Accessible PDF (PDF/UA-1) from typst templates; the data travels as JSON, never as markup.
Drawings become pixels for files that take no SVG. The typesetter is a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from app.core import clock

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
TYPESETTER = Path(__file__).with_name("typesetting.py")
# The build copies the fonts next to the other assets; system fonts would differ by machine.
FONTS = ROOT / "var" / "fonts"
_DRAWING = """#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: int(sys.inputs.width) * 1mm)"""


def render(template: str, data: Mapping[str, Any]) -> bytes:
    """A tagged PDF of ``templates/<template>``; ``data`` must be plain JSON.

    The template reads it with ``json(bytes(sys.inputs.data))`` and must set a title and the
    language, and describe each figure: the compiler refuses to write an inaccessible file.
    """
    job = {
        "template": str(TEMPLATES / template),
        "root": str(TEMPLATES),
        "sys_inputs": {"data": json.dumps(data, ensure_ascii=False)},
        "pdf_standards": ["ua-1"],
        "moment": clock.now().replace(microsecond=0).isoformat(),
    }
    (made,) = _typeset([job])
    return made


def pixels(drawings: Mapping[str, int], dots_per_inch: int = 200) -> dict[str, bytes]:
    """Each drawing as a PNG; ``drawings`` are SVG texts with their widths in millimetres."""
    jobs = [
        {
            "markup": _DRAWING,
            "sys_inputs": {"svg": svg, "width": str(millimetres)},
            "format": "png",
            "ppi": dots_per_inch,
        }
        for svg, millimetres in drawings.items()
    ]
    return dict(zip(drawings, _typeset(jobs), strict=True)) if jobs else {}


def _typeset(jobs: Sequence[Mapping[str, Any]]) -> list[bytes]:
    """The files of ``jobs``, in their order. RuntimeError says what went wrong."""
    work = json.dumps([{**job, "font_paths": [str(FONTS)]} for job in jobs])
    command = [sys.executable, "-I", str(TYPESETTER)]
    done = subprocess.run(command, input=work.encode(), capture_output=True, check=False)  # noqa: S603 (our own program)
    if done.returncode:
        raise RuntimeError(f"The typesetter failed: {done.stderr.decode(errors='replace')}")
    return list(_parted(done.stdout))


def _parted(files: bytes) -> Iterator[bytes]:
    place = 0
    while place < len(files):
        begins = place + 8
        place = begins + int.from_bytes(files[place:begins], "big")
        yield files[begins:place]
