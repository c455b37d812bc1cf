"""Where things stand in a picture: pure geometry, so that templates hold no arithmetic.

All lengths are in the units of the picture's own canvas, 360 wide: about one unit a pixel on a
phone, larger on a desk and on paper. Shapes and numbers tell everything, colour nothing alone.
"""

from app.core.charts.bars import bars
from app.core.charts.canvas import Chart, Mark, Tick
from app.core.charts.drawings import chain, grid, quadrant, scatter, symbol, timeline

__all__ = [
    "Chart", "Mark", "Tick", "bars", "chain", "grid", "quadrant", "scatter", "symbol", "timeline",
]  # fmt: skip
