"""Base maps: where each country stands on them, and how large a circle says how many.

The build draws them once (``app/static/maps.mjs``) from shapes in the public domain.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path

from babel.core import get_global

FOLDER = Path(__file__).resolve().parents[2] / "var" / "maps"
# Countries without a number of ISO 3166, by their names in the shapes.
UNNUMBERED = {"Kosovo": "XK"}
# Radii in the units of the maps: the least holds two digits.
LEAST, MOST = 9.0, 24.0


@dataclass(frozen=True)
class BaseMap:
    """``image`` is its static file; ``places`` gives (x, y) by ISO 3166 code (two letters)."""

    image: str
    width: int
    height: int
    places: dict[str, tuple[int, int]]


@cache
def base_map(name: str) -> BaseMap | None:
    """``world`` or ``europe``; None where the static files were not built."""
    try:
        drawn = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    codes = get_global("territory_aliases")
    places = {}
    for key, (x, y) in drawn["points"].items():
        for code in codes.get(key, ()) if key.isdigit() else filter(None, [UNNUMBERED.get(key)]):
            places[code] = (x, y)
    return BaseMap(f"map-{name}.svg", drawn["width"], drawn["height"], places)


def radius(count: int, largest: int) -> float:
    """The radius of a circle whose area tells ``count``, where ``largest`` has the largest one."""
    return round(max(LEAST, MOST * sqrt(count / largest)), 1)
