"""Five kinds of drawing, from numbers to places on a canvas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import ceil, sqrt

from app.core.charts.canvas import LANE, Chart, Mark, Tick

WIDTH = 360
# The quadrant: five scores each way.
SCORES, CELL, MARGIN = 5, 62, 40
SMALLEST, LARGEST = 9.0, 28.0
# The scatter: a mark, and how near two may come before they are one.
RADIUS, NEAR, LEFT, TOP, HEIGHT = 9, 17, 56, 26, 230
STEPS = (0, 500, 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000)
LINE_SPACE = 18
# The dots of a timeline: so many side by side in a column, how far apart, and how many at most.
ABREAST, APART, HALF, MOST = 3, 11, 4, 60
# The boxes of a chain: room for a title and for each line, and for the arrow to the next box.
TITLE_SPACE, CHAIN_LINE, ARROW, EDGE = 30, 14, 24, 6


def quadrant(counts: Mapping[tuple[int, int], int]) -> Chart:
    """A bubble for each pair of scores (across, up; 1–5) that any record has: its area grows with
    the number in it, and no two overlap.
    """
    size = SCORES * CELL
    most = max(counts.values(), default=1)
    marks = [
        Mark(
            x=MARGIN + (across - 0.5) * CELL,
            y=MARGIN / 2 + (SCORES + 0.5 - up) * CELL,
            r=round(SMALLEST + (LARGEST - SMALLEST) * sqrt(number / most), 1),
            text=str(number),
        )
        for (across, up), number in sorted(counts.items())
    ]
    scores = range(1, SCORES + 1)
    return Chart(
        width=WIDTH,
        height=MARGIN / 2 + size + MARGIN + 16,
        left=MARGIN,
        top=MARGIN / 2,
        right=MARGIN + size,
        bottom=MARGIN / 2 + size,
        marks=marks,
        x_ticks=[Tick(MARGIN + (score - 0.5) * CELL, score) for score in scores],
        y_ticks=[Tick(MARGIN / 2 + (SCORES + 0.5 - score) * CELL, score) for score in scores],
    )


def scatter(points: Sequence[tuple[int, float | None]]) -> Chart:
    """(across, up) of each record, numbered from 1 in this order; no ``up`` puts it into a lane of
    its own beneath the axis. Upwards the scale is a square root, so that the many small ones part.
    Marks too near each other become one that says how many: ``×3``.
    """
    right, bottom = WIDTH - 12, TOP + HEIGHT
    furthest = max((across for across, _up in points), default=0) or 1
    highest = next(step for step in (*STEPS[1:], _top(points)) if step >= _top(points))
    lane = bottom + LANE / 2 + 4

    def place(across: int, up: float | None) -> tuple[float, float]:
        x = LEFT + 14 + (right - LEFT - 28) * across / furthest
        return x, lane if up is None else bottom - HEIGHT * sqrt(up / highest)

    steps = range(0, furthest + 1, max(ceil(furthest / 6), 1))
    return Chart(
        width=WIDTH,
        height=bottom + LANE + 44,
        left=LEFT,
        top=TOP,
        right=right,
        bottom=bottom,
        marks=_merged([place(*point) for point in points]),
        x_ticks=[Tick(place(step, 0)[0], step) for step in steps],
        y_ticks=_spaced(highest, bottom),
        lane=lane,
    )


def _top(points: Sequence[tuple[int, float | None]]) -> int:
    return ceil(max((up for _across, up in points if up is not None), default=0))


def _spaced(highest: int, bottom: float) -> list[Tick]:
    """Lines at round amounts, none so near to the one below that their labels would touch."""
    ticks: list[Tick] = []
    for step in STEPS:
        at = bottom - HEIGHT * sqrt(step / highest)
        if step <= highest and (not ticks or ticks[-1].at - at >= LINE_SPACE):
            ticks.append(Tick(at, step))
    return ticks


def _merged(places: Sequence[tuple[float, float]]) -> list[Mark]:
    groups: list[tuple[float, float, list[int]]] = []
    for number, (x, y) in enumerate(places, start=1):
        near = (g for g in groups if (g[0] - x) ** 2 + (g[1] - y) ** 2 < NEAR**2)
        if (group := next(near, None)) is not None:
            group[2].append(number)
        else:
            groups.append((x, y, [number]))
    return [
        Mark(x, y, RADIUS, str(keys[0]) if len(keys) == 1 else f"×{len(keys)}", tuple(keys))
        for x, y, keys in groups
    ]


def timeline(columns: Sequence[Sequence[str]]) -> Chart:
    """Dots stacked in a column for each period, in the order given; each names its shape:
    ``triangle``, ``square``, ``diamond`` or ``circle``. Where a column has more than `MOST`, each
    shape stands once in every column, with how many of it there are.
    """
    if max(map(len, columns), default=0) > MOST:
        return _summed(columns)
    rows = max((ceil(len(column) / ABREAST) for column in columns), default=0) or 1
    bottom = TOP + rows * APART + 6
    marks = []
    for place, column in enumerate(columns):
        middle = _middle(place, len(columns))
        for index, shape in enumerate(column):
            x = middle + (index % ABREAST - (ABREAST - 1) / 2) * APART
            y = bottom - 8 - index // ABREAST * APART
            marks.append(symbol(shape, x, y))
    return _periods(len(columns), bottom, marks)


def _summed(columns: Sequence[Sequence[str]]) -> Chart:
    """The shapes above each other, each in the same line in all columns."""
    shapes = sorted({shape for column in columns for shape in column})
    bottom = TOP + len(shapes) * LINE_SPACE + 6
    marks = [
        replace(symbol(shape, x, bottom - 8 - LINE_SPACE * line), text=str(number))
        for place, column in enumerate(columns)
        for x in [_middle(place, len(columns)) - APART]
        for line, shape in enumerate(shapes)
        if (number := column.count(shape))
    ]
    return _periods(len(columns), bottom, marks)


def _middle(place: int, columns: int) -> float:
    return 8 + (WIDTH - 16) / max(columns, 1) * (place + 0.5)


def _periods(columns: int, bottom: float, marks: list[Mark]) -> Chart:
    """The canvas of a timeline."""
    return Chart(
        width=WIDTH,
        height=bottom + 46,
        left=8,
        top=TOP,
        right=WIDTH - 8,
        bottom=bottom,
        marks=marks,
        x_ticks=[Tick(_middle(place, columns), place) for place in range(columns)],
    )


def symbol(shape: str, x: float, y: float) -> Mark:
    """One dot of a timeline, or of its key."""
    corners = {
        "triangle": ((0, -HALF), (HALF, HALF), (-HALF, HALF)),
        "square": ((-HALF, -HALF), (HALF, -HALF), (HALF, HALF), (-HALF, HALF)),
        "diamond": ((0, -HALF - 1), (HALF + 1, 0), (0, HALF + 1), (-HALF - 1, 0)),
    }.get(shape, ())
    points = " ".join(f"{x + dx:g},{y + dy:g}" for dx, dy in corners)
    return Mark(round(x, 1), round(y, 1), HALF, points=points, shape=shape)


def grid(rows: Sequence[Sequence[int]]) -> Chart:
    """A cell for each number, row by row; 0 stays an empty one. ``r`` is half a cell's width, and
    under the number there is room for two lines."""
    across = max((len(row) for row in rows), default=1) or 1
    wide = (WIDTH - MARGIN - 4) / across
    high = 46
    marks = [
        Mark(
            x=round(MARGIN + wide * (column + 0.5), 1),
            y=MARGIN / 2 + high * (line + 0.5),
            r=round(wide / 2, 1),
            text=str(number) if number else "",
            half_height=high / 2,
        )
        for line, row in enumerate(rows)
        for column, number in enumerate(row)
    ]
    return Chart(
        width=WIDTH,
        height=MARGIN / 2 + high * len(rows) + 4,
        left=MARGIN,
        top=MARGIN / 2,
        right=WIDTH - 4,
        bottom=MARGIN / 2 + high * len(rows),
        marks=marks,
        x_ticks=[Tick(round(MARGIN + wide * (n + 0.5), 1), n) for n in range(across)],
        y_ticks=[Tick(MARGIN / 2 + high * (n + 0.5), n) for n in range(len(rows))],
    )


def chain(lines: Sequence[int]) -> Chart:
    """A box for each link, one under the other, tall enough for its title and its lines (at least
    one); ``y_ticks`` are where the arrow to the next box begins."""
    top, marks = float(EDGE), []
    for number in lines:
        high = TITLE_SPACE + CHAIN_LINE * max(number, 1)
        half = WIDTH / 2
        marks.append(Mark(half, top + high / 2, half - EDGE, half_height=high / 2))
        top += high + ARROW
    bottom = top - ARROW
    return Chart(
        width=WIDTH,
        height=bottom + EDGE,
        left=EDGE,
        top=EDGE,
        right=WIDTH - EDGE,
        bottom=bottom,
        marks=marks,
        y_ticks=[Tick(mark.y + mark.half_height, at) for at, mark in enumerate(marks[:-1])],
    )
