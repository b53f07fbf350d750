"""What a score chart shows: readings, curves with bands, and the window on both axes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sim.terms import TOTAL_MAX

LETTERS = "ABCDE"


@dataclass(frozen=True, kw_only=True, eq=False)
class Line:
    """One scenario's curve, day by day."""

    letter: str
    """A–E: gives colour and pattern, and stands at the end of the curve."""
    name: str
    """What stands beside the letter where there is room; any text."""
    median: Sequence[float]
    """Points; index 0 is the day `Plot.start`."""
    low: Sequence[float] = ()
    """Lower edge of the band, as long as the median, or empty."""
    high: Sequence[float] = ()
    """Upper edge of the band, as long as the median, or empty."""

    def __post_init__(self) -> None:
        if len(self.letter) != 1 or self.letter not in LETTERS:
            raise ValueError(f"letter {self.letter!r}: one of {LETTERS}")
        if len(self.low) != len(self.high) or len(self.low) not in (0, len(self.median)):
            raise ValueError(
                f"low and high: both empty or both {len(self.median)} days, "
                f"not {len(self.low)} and {len(self.high)}"
            )

    @property
    def slot(self) -> str:
        """The letter as it stands in style names."""
        return self.letter.lower()


@dataclass(frozen=True, kw_only=True, eq=False)
class Plot:
    """All that one chart shows; what lies outside the window is left out."""

    first: date
    """First day of the window."""
    last: date
    """Last day of the window, not before the first."""
    today: date
    """The day of the upright line; left of it is fact, right of it model."""
    month_name: Callable[[int], str]
    """1–12 → the month's short name in the language in use."""
    start: date | None = None
    """Day of index 0 of the lines; None: today."""
    points: Sequence[tuple[date, float]] = ()
    """Readings."""
    lines: Sequence[Line] = ()
    """Up to five curves."""
    chosen: str = "A"
    """Letter of the curve that is drawn on top and with its band."""
    confidence: float = 0.8
    """Share of the runs that fall inside the band."""
    target: float | None = None
    """Value of the target line."""
    target_name: str = ""
    """What stands on the target line where there is room; any text."""
    baseline: float | None = None
    """Value of a solid quiet line: 0 among differences."""
    ranges: Sequence[tuple[float, str]] = ()
    """Values with names at the value axis, as LinkedIn's 30, 50 and 80; they draw no line."""
    bounds: tuple[float, float] | None = None
    """Values at the lower and upper edge; None: fitted to what is shown."""
    floor: float = 0.0
    """Smallest value that can be (0; below for differences)."""
    ceiling: float = TOTAL_MAX
    """Largest value that can be (100, a pillar 25)."""
    least: float | None = None
    """Height that a fitted axis has at least; None: a fifth of the scale."""
    lane_room: int = 0
    """Cells that the names of lanes under the chart want at its right."""
    number: Callable[[float], str] | None = None
    """How values at the curves' ends are written; None: whole numbers."""
    between: str = "–"
    """What stands between the ends of a range; a dash would be lost among minus signs."""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"last {self.last}: not before first {self.first}")
        if self.floor >= self.ceiling:
            raise ValueError(f"ceiling {self.ceiling}: above the floor {self.floor}")
        if len(self.lines) > len(LETTERS):
            raise ValueError(f"lines {len(self.lines)}: at most {len(LETTERS)}")

    @property
    def origin(self) -> date:
        """Day of index 0 of the lines."""
        return self.today if self.start is None else self.start

    def write(self, value: float) -> str:
        """A value as it stands at a curve's end."""
        return whole(value) if self.number is None else self.number(value)

    def at_end(self, series: Sequence[float]) -> float | None:
        """A line's value on the last day of the window or of the line; None left of its start."""
        index = min((self.last - self.origin).days, len(series) - 1)
        return series[index] if index >= 0 else None

    def line_chosen(self) -> Line | None:
        """The curve that is drawn on top, if it is there."""
        return next((line for line in self.lines if line.letter == self.chosen), None)


def whole(value: float) -> str:
    """A whole number with a real minus sign."""
    return f"{value:.0f}".replace("-", "−")


def fitted(plot: Plot) -> tuple[float, float]:
    """Smallest and largest value in the window, at least a fifth of the scale apart."""
    if plot.bounds is not None:
        low, high = plot.bounds
        return (low, high) if low < high else (plot.floor, plot.ceiling)
    values = [value for day, value in plot.points if plot.first <= day <= plot.last]
    begin = max(0, (plot.first - plot.origin).days)
    end = (plot.last - plot.origin).days + 1
    for line in plot.lines:
        series = (line.median, line.low, line.high)
        for one in series if line.letter == plot.chosen else series[:1]:
            values.extend(one[begin : max(end, 0)])
    values += [value for value in (plot.target, plot.baseline) if value is not None]
    least = (plot.ceiling - plot.floor) / 5 if plot.least is None else plot.least
    if not values:
        return plot.floor, plot.ceiling
    low, high = max(min(values), plot.floor), min(max(values), plot.ceiling)
    if high - low < least:
        middle = min(max((low + high) / 2, plot.floor + least / 2), plot.ceiling - least / 2)
        low, high = middle - least / 2, middle + least / 2
    return low, high
