"""Rows of bars: how many of each, in two kinds that follow each other."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.charts.canvas import Chart, Mark, Tick

WIDTH, ROW, BAR, TOP, RIGHT, LEFT = 360, 40, 16, 14, 34, 8


def bars(rows: Sequence[tuple[int, int]]) -> Chart:
    """A row for each pair of numbers: a label above, beneath it a bar for the first (``plain``) and
    one for the second (``hatched``), then their sum. The longest row fills the width.
    """
    most = max((sum(row) for row in rows), default=0) or 1
    unit = (WIDTH - LEFT - RIGHT) / most
    marks = []
    for place, row in enumerate(rows):
        x, y = float(LEFT), TOP + ROW * place + ROW / 2 + 4
        for number, shape in zip(row, ("plain", "hatched"), strict=True):
            if number:
                half = number * unit / 2
                # A mark stands a little inside of its place; a bar fills it.
                marks.append(
                    Mark(round(x + half, 1), y, round(half + 1.5, 1), str(number), (place,),
                         shape=shape, half_height=BAR / 2 + 1.5)
                )  # fmt: skip
                x += 2 * half
        marks.append(Mark(round(x + 6, 1), y, 0, str(sum(row)), (place,), shape="sum"))
    bottom = TOP + ROW * len(rows)
    return Chart(
        width=WIDTH,
        height=bottom + 8,
        left=LEFT,
        top=TOP,
        right=WIDTH - RIGHT,
        bottom=bottom,
        marks=marks,
        y_ticks=[Tick(TOP + ROW * place + 6, place) for place in range(len(rows))],
    )
