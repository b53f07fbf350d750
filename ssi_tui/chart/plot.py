"""What a score chart shows: readings, curves with bands, and the window on both axes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor, inf
from typing import NamedTuple

from sim.terms import TOTAL_MAX
from ssi_tui.chart.canvas import Canvas
from ssi_tui.chart.text import Row, cell_len, left
from ssi_tui.i18n import _
from ssi_tui.wording.dates import month_name

_STEPS = (1.0, 2.0, 5.0, 10.0, 20.0, 25.0, 50.0, 100.0, 200.0)
_BEST_ROWS_PER_STEP = 4


class DateAxis(NamedTuple):
    """Days side by side on a number of cells; every day has the same share of the width."""

    first: int
    """Ordinal of the first day."""
    days: int
    """How many days are shown, at least 1."""
    cells: int
    """Width in cells, at least 1."""

    def place(self, ordinal: float) -> float:
        """Cells from the left edge to the middle of a day."""
        return (ordinal - self.first + 0.5) * self.cells / self.days

    def span(self, day: date) -> tuple[int, int]:
        """First cell of a day and the one after its last, inside the axis; at least one cell."""
        index = day.toordinal() - self.first
        if self.cells < self.days:
            cell = int((index + 0.5) * self.cells / self.days)
            return cell, cell + 1
        share = self.cells / self.days
        return ceil(index * share - 0.5), ceil((index + 1) * share - 0.5)  # middles in the day

    def cell(self, day: date) -> int | None:
        """The cell of a day, None when it lies outside."""
        index = day.toordinal() - self.first
        return int((index + 0.5) * self.cells / self.days) if 0 <= index < self.days else None


class Tick(NamedTuple):
    """One mark under the date axis."""

    cell: int
    """Cell of the mark."""
    label: str
    """Text that begins one cell left of the mark; empty for a mark alone."""


class ValueAxis(NamedTuple):
    """Rows from a value at the top downwards; the grid stands exactly in the middle of rows."""

    top: float
    """Value in the middle of the first row, points."""
    per_row: float
    """Points from one row to the next, above 0."""
    ticks: tuple[tuple[int, float], ...]
    """(row, value) of each grid line."""

    def place(self, value: float) -> float:
        """Rows from the upper edge down to a value; x.5 is the middle of row x."""
        return (self.top - value) / self.per_row + 0.5

    def row(self, value: float, rows: int) -> int:
        """The row of a value; the first or last of `rows` when it lies beyond."""
        return int(min(max(self.place(value), 0.0), rows - 0.5))


def value_axis(low: float, high: float, rows: int, floor_: float, ceiling: float) -> ValueAxis:
    """The axis with `rows` rows that shows low to high, with grid lines on round values.

    `floor_` and `ceiling` are the limits of the score: the axis crosses them only when rows are
    left over, and no grid line stands beyond them.
    """
    span = max(high - low, 1e-6)
    if rows < 2:
        return ValueAxis((low + high) / 2, span, ())
    best, least = ValueAxis(high, span / (rows - 1), ()), inf
    for step in _STEPS:
        widest = int((rows - 1) * step / span + 1e-9)
        for per_step in range(min(widest, rows - 1), 0, -1):
            axis = _aligned(low, high, rows, floor_, ceiling, step, per_step)
            if axis is None:
                continue
            waste = (rows - 1) * axis.per_row / span - 1
            crowded = 1.0 if per_step < 2 else 0.3 if per_step < 3 else 0.0
            alone = 2.0 if len(axis.ticks) < 2 else 0.15 if len(axis.ticks) < 3 else 0.0
            score = waste + 0.03 * abs(per_step - _BEST_ROWS_PER_STEP) + crowded + alone
            if score < least:
                best, least = axis, score
            break
    return best


def _aligned(
    low: float, high: float, rows: int, floor_: float, ceiling: float, step: float, per_step: int
) -> ValueAxis | None:
    """The axis whose grid lines stand `per_step` rows apart, None when low to high has no room."""
    per_row = step / per_step
    lowest = floor(low / per_row + 1e-9)  # counted in rows from the value 0
    highest = ceil(high / per_row - 1e-9)
    spare = rows - 1 - (highest - lowest)
    if spare < 0:
        return None
    bottom = lowest - spare // 2
    bottom = min(bottom, floor(ceiling / per_row + 1e-9) - (rows - 1))
    bottom = max(bottom, min(lowest, floor(floor_ / per_row + 1e-9)))
    ticks = tuple(
        (rows - 1 - row, (bottom + row) * per_row)
        for row in range(rows - 1, -1, -1)
        if (bottom + row) % per_step == 0
        and floor_ - 1e-6 <= (bottom + row) * per_row <= ceiling + 1e-6
    )
    return ValueAxis((bottom + rows - 1) * per_row, per_row, ticks)


def date_ticks(
    axis: DateAxis, room_right: int, length: Callable[[str], int] = cell_len
) -> list[Tick]:
    """Marks with labels that never overlap: days in a short window, then months, then years.

    `room_right` cells right of the axis may be used by the last label; `length` measures a text.
    The finest step that fits is taken, and a wider axis never gets a coarser one: it is measured
    before rounding.
    """
    share, end = axis.cells / axis.days, axis.first + axis.days
    labelled: dict[int, str] = {}
    for labels in _labels(axis):
        apart = ((on - at) * share - length(text) for (at, text), (on, _text) in pairwise(labels))
        if all(gap >= 2 for gap in apart):
            labelled = {
                ordinal: text
                for ordinal, text in labels
                if (end - ordinal - 0.5) * share + room_right >= length(text)
            }
            break
    marks = set(labelled)
    if axis.cells * 30 >= 3 * axis.days and axis.days > 70:
        marks.update(d.toordinal() for d in _month_starts(axis.first, end - 1, 1))
    return [Tick(int(axis.place(o)), labelled.get(o, "")) for o in sorted(marks)]


def _labels(axis: DateAxis) -> Iterator[list[tuple[int, str]]]:
    """(ordinal, text) of what may be named, from the finest step to the coarsest."""
    ordinals = range(axis.first, axis.first + axis.days)
    for step in (1, 2, 7, 14) if axis.days <= 70 else ():
        # ordinal 1 is a Monday: weekly marks stand on Mondays
        days = [date.fromordinal(o) for o in ordinals if o % step == 1 % step]
        if len(days) > 1:
            pairs = zip([None, *days], days, strict=False)
            yield [(day.toordinal(), _day(day, last)) for last, day in pairs]
    for step in (1, 2, 3, 4, 6, 12, 24, 60, 120, 240, 600):
        starts = _month_starts(ordinals[0], ordinals[-1], step)
        yield [(day.toordinal(), _month(day, step)) for day in starts]


def _day(day: date, last: date | None) -> str:
    if last and last.month == day.month:
        return str(day.day)
    return _("{day} {month}").format(day=day.day, month=month_name(day.month))


def _month(day: date, step: int) -> str:
    if step >= 12:
        return str(day.year)
    return month_name(day.month) + (f" {day.year % 100:02d}" if day.month == 1 else "")


def _month_starts(first: int, last: int, step: int) -> list[date]:
    begin = date.fromordinal(first)
    month = begin.year * 12 + begin.month - 1 + (begin.day > 1)
    month += -month % step
    starts = []
    while month // 12 <= date.max.year:
        day = date(month // 12, month % 12 + 1, 1)
        if day.toordinal() > last:
            break
        starts.append(day)
        month += step
    return starts


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


class Average(NamedTuple):
    """What LinkedIn says of others, beside the readings: drawn as dots, up to today."""

    points: Sequence[tuple[date, float]]
    """By day."""
    names: Sequence[str]
    """What stands at it, the longest form first."""


def whole(value: float) -> str:
    """A whole number with a real minus sign."""
    return f"{value:.0f}".replace("-", "−")


@dataclass(frozen=True, kw_only=True, eq=False)
class Plot:
    """All that one chart shows; what lies outside the window is left out."""

    first: date
    """First day of the window."""
    last: date
    """Last day of the window, not before the first."""
    today: date
    """The day of the upright line; left of it is fact, right of it model."""
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
    averages: Sequence[Average] = ()
    """Of other people."""
    lettered: bool = True
    """Whether the curves have their letters at their ends."""
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
    number: Callable[[float], str] = whole
    """How values at the curves' ends are written."""
    noted: bool = True
    """Whether the band's figures stand below the name of the chosen curve."""
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

    def at_end(self, series: Sequence[float]) -> float | None:
        """A line's value on the last day of the window or of the line; None left of its start."""
        index = min((self.last - self.origin).days, len(series) - 1)
        return series[index] if index >= 0 else None

    def line_chosen(self) -> Line | None:
        """The curve that is drawn on top, if it is there."""
        return next((line for line in self.lines if line.letter == self.chosen), None)


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
        for daily in series if line.letter == plot.chosen else series[:1]:
            values.extend(daily[begin : max(end, 0)])
    for average in plot.averages:
        values += [value for day, value in average.points if plot.first <= day <= plot.last]
    values += [value for value in (plot.target, plot.baseline) if value is not None]
    least = (plot.ceiling - plot.floor) / 5 if plot.least is None else plot.least
    if not values:
        return plot.floor, plot.ceiling
    low, high = max(min(values), plot.floor), min(max(values), plot.ceiling)
    if high - low < least:
        middle = min(max((low + high) / 2, plot.floor + least / 2), plot.ceiling - least / 2)
        low, high = middle - least / 2, middle + least / 2
    return low, high


def fitted_to_bands(plot: Plot) -> tuple[float, float]:
    """The same where every line shows its band, not the chosen one alone."""
    ranges = [fitted(replace(plot, chosen=line.letter)) for line in plot.lines]
    return min(low for low, _high in ranges), max(high for _low, high in ranges)


_SHORT_LABEL = 2  # a letter and a blank before the value
_EDGE = 1  # cells right of the labels: they do not touch what stands beside
_TWIN = 1 / 80  # of the axis: less than the height of a dot in a chart of 20 rows
_SHORTEST_NAME = 5  # three letters and … say too little
_WIDEST_NAME = 28
_NARROWEST = 30  # a chart of so many cells keeps them all for the plot
_WIDE = 80  # of what is beyond names may have three parts of four


class Frame(NamedTuple):
    """How the width is shared out: the same for the chart and the lanes under it."""

    left: int
    """Cells for the value axis."""
    dates: DateAxis
    """The date axis of the middle part."""
    right: int
    """Cells for labels; 0 when there is no room."""


def frame_of(plot: Plot, width: int) -> Frame:
    """Share out a width; every part only grows with it."""
    left = 1 + max(len(f"{plot.floor:.0f}"), len(f"{plot.ceiling:.0f}"))
    left = min(left, max(width - 1, 0))
    short, natural = _label_widths(plot)
    most = (min(width, _WIDE) - _NARROWEST) // 2 - 1 + max(0, width - _WIDE) * 3 // 4
    right = max(0, min(short, width - _NARROWEST), min(most, natural))
    days = (plot.last - plot.first).days + 1
    return Frame(left, DateAxis(plot.first.toordinal(), days, max(width - left - right, 1)), right)


@lru_cache(maxsize=8)
def _label_widths(plot: Plot) -> tuple[int, int]:
    """Cells that the labels need without names, and with all that they have to say."""
    ended = [line for line in plot.lines if plot.at_end(line.median) is not None]
    if not ended:
        return 0, plot.lane_room
    before = 1 + _SHORT_LABEL * plot.lettered + _EDGE
    short = before + max(cell_len(_end_value(plot, line)) for line in ended)
    names = max(min(cell_len(line.name), _WIDEST_NAME) for line in ended)
    note = before + cell_len(_band_note(plot))
    return short, max(short + names + 2, note, plot.lane_room)


def has_names(plot: Plot, width: int) -> bool:
    """Whether the labels have room for all that they have to say, in a chart of that width."""
    return frame_of(plot, width).right >= _label_widths(plot)[1]


def has_labels(plot: Plot, right: int) -> bool:
    """Whether the curves are named right of the plot; else their letters stand in it."""
    return right >= _label_widths(plot)[0]


def range_rows(plot: Plot, values: ValueAxis, rows: int) -> list[tuple[int, float, str]]:
    """(row, value, name) of the named values that do not crowd the number of a grid line."""
    placed = [(int(values.place(value)), value, name) for value, name in plot.ranges]
    return [
        (row, value, name)
        for row, value, name in placed
        if 0 <= row < rows and all(tick == value for at, tick in values.ticks if abs(at - row) <= 1)
    ]


def value_labels(plot: Plot, values: ValueAxis, rows: int, left: int) -> list[tuple[str, str]]:
    """(text, style) of the column left of the plot, a cell a row; the target's number wins."""
    cells = [(" " * left, "")] * rows
    marked = [(row, value, "tick") for row, value, _name in range_rows(plot, values, rows)]
    marked += [(row, value, "tick") for row, value in values.ticks]
    if plot.target is not None:
        marked.append((int(values.place(plot.target)), plot.target, "target"))
    for row, value, style in marked:
        text = whole(value)
        if 0 <= row < rows and len(text) < left:
            cells[row] = (text.rjust(left - 1) + " ", style)
    return cells


@lru_cache(maxsize=8)  # one picture asks seven times
def twins_of(plot: Plot) -> Mapping[str, str]:
    """Letter -> letter of the curve that it cannot be told from, as far as both are shown.

    The chosen one is drawn on top of the others; of the rest, those before.
    """
    low, high = fitted(plot)
    apart, twins = (high - low) * _TWIN, dict[str, str]()
    begin = max(0, (plot.first - plot.origin).days)
    end = (plot.last - plot.origin).days + 1
    shown = [(line, line.median[begin:end]) for line in plot.lines if end > begin]
    shown.sort(key=lambda pair: pair[0].letter != plot.chosen)
    for place, (line, heights) in enumerate(shown):
        for other, others in shown[:place]:
            same = len(heights) == len(others) > 1 and other.letter not in twins
            if same and all(abs(a - b) <= apart for a, b in zip(heights, others, strict=True)):
                twins[line.letter] = other.letter
                break
    return twins


def _end_value(plot: Plot, line: Line) -> str:
    """The value, and which curve this one lies under where it can't be seen."""
    value = plot.at_end(line.median)
    twin = twins_of(plot).get(line.letter)
    return "" if value is None else (f"={twin} " if twin else "") + plot.number(value)


def _band_note(plot: Plot) -> str:
    line = plot.line_chosen()
    low, high = (plot.at_end(line.low), plot.at_end(line.high)) if line else (None, None)
    if low is None or high is None or not plot.noted:
        return ""
    said = f"{plot.number(low)}{plot.between}{plot.number(high)}"
    return _("{percent}%: {ends}").format(percent=round(plot.confidence * 100), ends=said)


def end_labels(plot: Plot, values: ValueAxis, rows: int, right: int) -> list[Row]:
    """What stands right of the plot: one label a curve, none over another."""
    labels: list[Row] = [[(" " * right, "")] for _ in range(rows)]
    ended = ends(plot, values, rows)
    if not ended or not has_labels(plot, right):
        return labels
    note = _band_note(plot)
    indent = 1 + _SHORT_LABEL * plot.lettered
    noted = bool(note) and cell_len(note) + indent + _EDGE <= right and len(ended) < rows
    sizes = [2 if noted and line.letter == plot.chosen else 1 for line, _row in ended]
    wanted = [row for _line, row in ended]
    for (line, _row), row, size in zip(ended, spread(wanted, sizes, rows), sizes, strict=True):
        labels[row] = _end_label(plot, line, right)
        if size == 2:
            labels[row + 1] = [(left(" " * indent + note, right), "note")]
    return labels


def ends(plot: Plot, values: ValueAxis, rows: int) -> list[tuple[Line, int]]:
    """The curves from the highest end down, with the row of the end; no more than rows."""
    ended = [(line, end) for line in plot.lines if (end := plot.at_end(line.median)) is not None]
    ended.sort(key=lambda pair: pair[0].letter != plot.chosen)  # when rows are few, it stays
    ended = sorted(ended[:rows], key=lambda pair: (-pair[1], pair[0].letter))
    return [(line, values.row(end, rows)) for line, end in ended]


def _end_label(plot: Plot, line: Line, right: int) -> Row:
    value = _end_value(plot, line)
    letter = f" {line.letter}" if plot.lettered else ""
    name = right - _EDGE - cell_len(letter) - 1 - 2 - cell_len(value)
    style = f"label-{line.slot}"
    if name < min(cell_len(line.name), _SHORTEST_NAME) or not line.name:
        return [(left(f"{letter} {value}", right), style)]
    return [(f"{letter} {left(line.name, name)}  {value}" + " " * _EDGE, style)]


def spread(wanted: Sequence[int], sizes: Sequence[int], rows: int) -> list[int]:
    """Rows near the wanted ones (ascending order) so that blocks of these sizes do not overlap.

    Blocks that would overlap become a group, which stands as near to all of its wishes as it can.
    The sizes together must not exceed `rows`.
    """
    groups: list[tuple[int, int, list[int]]] = []  # (first row, height, first row that each wants)
    for row, size in zip(wanted, sizes, strict=True):
        first, height, wishes = row, size, [row]
        while True:
            first = min(max(round(sum(wishes) / len(wishes)), 0), rows - height)
            if not groups or sum(groups[-1][:2]) <= first:
                break
            _first, above, others = groups.pop()
            height, wishes = above + height, [*others, *(wish - above for wish in wishes)]
        groups.append((first, height, wishes))
    placed: list[int] = []
    for first, height, _wishes in groups:
        end = first + height
        while first < end:
            placed.append(first)
            first += sizes[len(placed) - 1]
    return placed


def date_rows(plot: Plot, parts: Frame) -> list[Row]:
    """The axis of days below the plot, and its dates."""
    dates = parts.dates
    ticks = date_ticks(dates, parts.right)
    axis = Canvas(dates.cells, 1)
    axis.fill_row(0, "─", "axis")
    names = Canvas(parts.left + dates.cells + parts.right, 1)
    for tick in ticks:
        axis.text(0, tick.cell, "┬", "axis")
        names.text(0, parts.left + tick.cell - 1, tick.label, "tick")
    today = dates.cell(plot.today)
    if today is not None:
        axis.text(0, today, "┼", "today")
    line = [(" " * parts.left, ""), *axis.rows()[0], (" " * parts.right, "")]
    return [[piece for piece in line if piece[0]], *names.rows()]
