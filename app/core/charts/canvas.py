"""The canvas of a picture: where its plot, ticks and marks stand, and the words beside them."""

from __future__ import annotations

from dataclasses import dataclass, field

# The lane beneath the axis for what has no amount.
LANE = 44


@dataclass(frozen=True)
class Mark:
    """A place with a text in it; ``keys`` are what stands there, ``points`` a polygon, if any."""

    x: float
    y: float
    r: float
    text: str = ""
    keys: tuple[int, ...] = ()
    points: str = ""
    shape: str = ""
    half_height: float = 0

    @property
    def left(self) -> float:
        """The left side of a cell, a little inside of its place; likewise the top."""
        return round(self.x - self.r + 1.5, 1)

    @property
    def top(self) -> float:
        return round(self.y - self.half_height + 1.5, 1)

    @property
    def wide(self) -> float:
        return round(2 * self.r - 3, 1)

    @property
    def high(self) -> float:
        return round(2 * self.half_height - 3, 1)


@dataclass(frozen=True)
class Tick:
    """A line or a label along an axis, at ``at``."""

    at: float
    value: int


@dataclass(frozen=True)
class Chart:
    """A canvas with its plot (``left``, ``top``, ``right``, ``bottom``), ticks and marks."""

    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float
    marks: list[Mark]
    x_ticks: list[Tick] = field(default_factory=list)
    y_ticks: list[Tick] = field(default_factory=list)
    lane: float = 0

    @property
    def across(self) -> float:
        """Half-way along the plot."""
        return (self.left + self.right) / 2

    @property
    def up(self) -> float:
        """Half-way up the plot."""
        return (self.top + self.bottom) / 2

    @property
    def wide(self) -> float:
        return self.right - self.left

    @property
    def high(self) -> float:
        return self.bottom - self.top

    @property
    def beside(self) -> float:
        """Where the labels of the upward axis end."""
        return self.left - 6

    @property
    def under(self) -> float:
        """Where the labels of the axis across stand, under the lane if there is one."""
        return (self.lane + LANE / 2 if self.lane else self.bottom) + 10

    @property
    def lane_top(self) -> float:
        return self.bottom + 8

    @property
    def lane_high(self) -> float:
        return LANE - 8

    @property
    def above(self) -> float:
        """Where the labels of columns stand."""
        return self.top - 8

    @property
    def years(self) -> float:
        """Where a timeline names its years."""
        return self.height - 14

    @property
    def lowest(self) -> float:
        """Where the name of the axis across stands."""
        return self.height - 8

    @property
    def further_under(self) -> float:
        """A line of words between the labels of the axis across and its name."""
        return self.under + 15
