"""Where a drawn chart has its days and values, and the sizes of its type."""

from typing import NamedTuple

from ssi_tui.chart.scale import DateAxis
from ssi_tui.chart.vector_parts import element, escaped

WIDTH, HEIGHT = 1280, 720
"""Pixels: a slide."""
MARGIN = 40
TITLE, LABEL, TICK, SMALL = 30, 22, 19, 17
"""Sizes of type."""
LEAD = 26
"""Pixels between a curve's end and its label."""


class Area(NamedTuple):
    """Where days and values stand, in pixels."""

    left: float
    top: float
    right: float
    bottom: float
    dates: DateAxis
    low: float
    high: float
    step: float

    def x(self, ordinal: float) -> float:
        """From the left, to the middle of a day."""
        return self.left + self.dates.place(ordinal)

    def y(self, value: float) -> float:
        """From above; values beyond the axis stand on its edge."""
        part = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.bottom - part * (self.bottom - self.top)


def words(
    x: float, y: float, text: str, size: int, colour: str, *, bold: bool = False, end: str = ""
) -> str:
    """A text at its left end, or at the `end` that is said."""
    more: dict[str, str] = {"font_weight": "700"} if bold else {}
    if end:
        more["text_anchor"] = end
    return element("text", escaped(text), x=x, y=y, font_size=size, fill=colour, **more)
