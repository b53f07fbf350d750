"""The score chart, and the actions below it as lanes of blocks on the same axis of dates.

Readings stand left of today, curves with a band right of it, and labels at their ends.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from math import floor, inf

from ssi_tui.chart.canvas import Canvas, dots_along
from ssi_tui.chart.plot import (
    Average,
    DateAxis,
    Frame,
    Plot,
    ValueAxis,
    date_rows,
    end_labels,
    ends,
    fitted,
    frame_of,
    has_labels,
    range_rows,
    spread,
    twins_of,
    value_axis,
    value_labels,
)
from ssi_tui.chart.text import Row, cell_len, left, runs
from ssi_tui.i18n import _


class Style(StrEnum):
    """How thick things are drawn."""

    DAILY = "daily"
    """Braille: fine, for one person near the screen."""
    ROOM = "room"
    """Quadrant blocks two dots thick, for a projector."""


DAILY, ROOM = Style.DAILY, Style.ROOM
_PATTERNS: dict[Style, dict[str, tuple[int, ...]]] = {
    DAILY: {
        "A": (1,),
        "B": (1, 1, 1, 1, 1, 0, 0, 0),
        "C": (1, 0, 0),
        "D": (1, 1, 1, 1, 1, 1, 0, 0, 1, 0, 0),
        "E": (1, 1, 0, 0),
    },
    ROOM: {
        "A": (1,),
        "B": (1, 1, 1, 1, 1, 1, 0, 0),
        "C": (1, 0, 0),
        "D": (1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 0, 0),
        "E": (1, 1, 0, 0),
    },
}
_AVERAGES = ((1, 0, 0), (1, 1, 0, 0, 0, 0))
"""Patterns of the industry's and the network's."""
LONGEST_GAP, LONGEST_KNOWN = 60, 400
"""Days over which two readings are joined, and for which an average is taken to hold."""
_DOTTED = "CE"  # single dots are lost among the readings: two high


def draw_curves(plot: Plot, width: int, height: int, *, style: Style = DAILY) -> list[Row]:
    """The chart in exactly `width` x `height` cells; the last two rows are the date axis."""
    if width < 1 or height < 1:
        return []
    parts = frame_of(plot, width)
    rows = max(height - 2, 1)
    values = value_axis(*fitted(plot), rows, plot.floor, plot.ceiling)
    canvas = _paint(plot, parts, values, rows, style)
    gutter = value_labels(plot, values, rows, parts.left)
    labels = end_labels(plot, values, rows, parts.right)
    drawn = [
        [piece for piece in (gutter[index], *middle, *labels[index]) if piece[0]]
        for index, middle in enumerate(canvas.rows())
    ]
    return [*drawn, *date_rows(plot, parts)][:height]


def _paint(plot: Plot, parts: Frame, values: ValueAxis, rows: int, style: Style) -> Canvas:
    dates = parts.dates
    canvas = Canvas(dates.cells, rows, dots_high=4 if style is DAILY else 2)
    for row, _value in values.ticks:
        canvas.fill_row(row, "┈", "grid")
    if plot.baseline is not None and 0 <= (row := int(values.place(plot.baseline))) < rows:
        canvas.fill_row(row, "─", "axis")
    chosen = plot.line_chosen()
    if chosen is not None and chosen.low:
        first, across = _columns(plot.origin, dates, 1)
        edges = zip(
            _heights(chosen.high, across, values), _heights(chosen.low, across, values), strict=True
        )
        canvas.band(first, list(edges), f"band-{chosen.slot}")
    if plot.target is not None and 0 <= (row := int(values.place(plot.target))) < rows:
        canvas.text(row, 0, "╌" * dates.cells, "target")
    today = dates.cell(plot.today)
    if today is not None:
        canvas.upright(today, "│", "today")
    for average, pattern in zip(plot.averages, _AVERAGES, strict=False):
        _trail(canvas, average.points, plot, parts, values, "average", pattern, LONGEST_KNOWN)
    first, across = _columns(plot.origin, dates, 2)
    ordered = [line for line in reversed(plot.lines) if line is not chosen]
    for line in [*ordered, chosen] if chosen else ordered:
        canvas.curve(
            first,
            _heights(line.median, across, values),
            f"curve-{line.slot}",
            pattern=_PATTERNS[style][line.letter],
            thick=2 if style is ROOM or line is chosen or line.letter in _DOTTED else 1,
        )
    _readings(canvas, plot, parts, values, style)
    _range_names(canvas, plot, values)
    _target_name(canvas, plot, values)
    if today is not None:
        _today_label(canvas, today)
    if not has_labels(plot, parts.right):
        _letters(canvas, plot, values)
    for average in plot.averages:
        _average_name(canvas, average, plot, parts, values)
    return canvas


def _letters(canvas: Canvas, plot: Plot, values: ValueAxis) -> None:
    """At the curves' ends where names have no room; of one that another hides, both."""
    placed, twins = ends(plot, values, canvas.height), twins_of(plot)
    wanted = [row for _line, row in placed]
    places = spread(wanted, [1] * len(placed), canvas.height)
    for (line, _row), row in zip(placed, places, strict=True):
        twin = twins.get(line.letter)
        text = f"{line.letter}={twin}" if twin else line.letter
        canvas.text(row, canvas.width - len(text), text, f"label-{line.slot}")


def _readings(canvas: Canvas, plot: Plot, parts: Frame, values: ValueAxis, style: Style) -> None:
    """Marks with a line through them: single dots alone are lost beside curves."""
    dates = parts.dates
    _trail(canvas, plot.points, plot, parts, values, "trail", (1,), LONGEST_GAP)
    places = _places(plot.points, dates, values, canvas.height)
    sparse = len({int(across * 2) for across, _down in places}) * 5 < dates.cells * 2
    canvas.points(places, "point", size=2 if sparse or style is DAILY else 1)


def _trail(  # what is drawn, where, and how
    canvas: Canvas,
    points: Sequence[tuple[date, float]],
    plot: Plot,
    parts: Frame,
    values: ValueAxis,
    style: str,
    pattern: tuple[int, ...],
    longest: int,
) -> None:
    """A thin line through what is known, up to today; none over more than so many days."""
    known = [(day, value) for day, value in points if day <= plot.last]
    if known and style == "average" and known[-1][0] < plot.today:
        known.append((min(plot.today, plot.last), known[-1][1]))
    size = canvas.width, canvas.height, canvas.dots_high
    for dots in _joined(tuple(known), plot.first, parts.dates, values, size, pattern, longest):
        canvas.stamp(dots, style)


@lru_cache(maxsize=8)  # 1 ms of a slider's key, which moves no reading
def _joined(
    known: tuple[tuple[date, float], ...],
    since: date,
    dates: DateAxis,
    values: ValueAxis,
    size: tuple[int, int, int],
    pattern: tuple[int, ...],
    longest: int,
) -> tuple[dict[int, int], ...]:
    """Of each two neighbours the dots between them, where both the days and the values allow it."""
    joined = []
    for (day, value), (after, then) in pairwise(known):
        days = (after - day).days
        if not 0 < days <= longest or after < since:
            continue
        first, across = _columns(day, dates, 2, days)
        heights = [values.place(value + (then - value) * index / days) for index in across]
        turn = first % len(pattern)
        whole = [*pattern[turn:], *pattern[:turn]]
        if all(0 <= height <= size[1] for height in heights):
            joined.append(dots_along(*size, first, heights, pattern=whole, thick=1))
    return tuple(joined)


def _average_name(
    canvas: Canvas, average: Average, plot: Plot, parts: Frame, values: ValueAxis
) -> None:
    """On the side away from the readings, where nothing else stands; the longest that has room."""
    inside = [(day, value) for day, value in average.points if day <= plot.last]
    if not inside:
        return
    down = values.row(inside[-1][1], canvas.height)
    end = parts.dates.cell(min(plot.today, plot.last)) or parts.dates.cells
    side = -1 if plot.points and plot.points[-1][1] < inside[-1][1] else 1
    for name in average.names:
        length = cell_len(name) + 2
        for row in (down + side, down - side, down + 2 * side, down - 2 * side):
            for column in range(end - length, -1, -2):
                if canvas.is_free(row, column, column + length):
                    canvas.text(row, column + 1, name, "average")
                    return


def _columns(
    start: date, dates: DateAxis, per_cell: int, last: float = inf
) -> tuple[int, list[float]]:
    """First column right of a day, and for each column how many days after it, up to so many."""
    origin = start.toordinal()
    first = max(int(dates.place(origin) * per_cell), 0)
    per_column = dates.days / (dates.cells * per_cell)
    shift = dates.first - 0.5 - origin + per_column / 2
    count = dates.cells * per_cell
    if last < inf:
        count = min(count, max(first, floor((last - shift) / per_column) + 1))
    return first, [max(shift + column * per_column, 0.0) for column in range(first, count)]


def _heights(series: Sequence[float], across: Sequence[float], values: ValueAxis) -> list[float]:
    """Rows from above at each index, straight between two days; ends with the series."""
    last = len(series) - 1
    if last < 0:
        return []
    scale = 1 / values.per_row
    top = values.top * scale + 0.5
    heights: list[float] = []
    for index in across:
        day = int(index)
        if day >= last:
            if index > last + 0.5:
                break
            heights.append(top - series[last] * scale)
        else:
            value = series[day]
            part = index - day
            heights.append(top - (value * (1 - part) + series[day + 1] * part) * scale)
    return heights


def _places(
    points: Sequence[tuple[date, float]], dates: DateAxis, values: ValueAxis, rows: int
) -> list[tuple[float, float]]:
    """Cells and rows of the readings inside the window."""
    end = dates.first + dates.days
    return [
        (dates.place(ordinal), down)
        for day, value in points
        if dates.first <= (ordinal := day.toordinal()) < end
        and 0 <= (down := values.place(value)) <= rows
    ]


def _today_label(canvas: Canvas, today: int) -> None:
    """The word beside today's line, where it covers nothing; at the top right if all is taken."""
    text = f" {_('today')} "
    length = cell_len(text)
    right, left = today + 1, today - length
    for row in (0, 1, canvas.height - 1, canvas.height - 2):
        for column in (right, left):
            if canvas.is_free(row, column, column + length):
                canvas.text(row, column, text, "today-label")
                return
    canvas.text(0, right if right + length <= canvas.width else max(left, 0), text, "today-label")


def _range_names(canvas: Canvas, plot: Plot, values: ValueAxis) -> None:
    """A mark at the axis and the name beside it, where nothing else stands.

    One alone would not say what it is a range of.
    """
    drawn = []
    for row, _value, name in range_rows(plot, values, canvas.height):
        text = f"╴{name} "
        if cell_len(text) * 4 <= canvas.width and canvas.is_free(row, 0, cell_len(text)):
            drawn.append((row, text))
    for row, text in drawn if len(drawn) > 1 else ():
        canvas.text(row, 0, text, "range")


def _target_name(canvas: Canvas, plot: Plot, values: ValueAxis) -> None:
    """On the line, at the left or the first place at which no reading and no curve stands."""
    text = f" {plot.target_name} "
    length = cell_len(text)
    if plot.target is None or not plot.target_name or length * 3 > canvas.width:
        return
    row = int(values.place(plot.target))
    for column in range(2, canvas.width - length - 1, 4):
        if canvas.is_free(row, column - 1, column + length + 1, also="╌"):
            canvas.text(row, column, text, "target")
            return


_GAP = 2
_NARROWEST = 24  # below, small charts stand one under the other
_WIDE = 44  # from here on, all stand in one line


def draw_panels(panels: Sequence[tuple[str, str, Plot]], width: int, height: int) -> list[Row]:
    """Charts of (title, style of the title, plot) in exactly `width` x `height` cells.

    2x2, in one line when very wide, one column when very narrow; all share the value range.
    """
    if not panels or width < 1 or height < 1:
        return [[(" " * max(width, 0), "")]] * max(height, 0)
    across = _across(len(panels), width)
    down = -(-len(panels) // across)
    ranges = [fitted(plot) for _, _, plot in panels]
    bounds = min(low for low, _ in ranges), max(high for _, high in ranges)
    wide = max((width - _GAP * (across - 1)) // across, 1)
    high = max(height // down, 1)
    rows: list[Row] = []
    for begin in range(0, len(panels), across):
        blocks = []
        for title, title_style, plot in panels[begin : begin + across]:
            chart = draw_curves(replace(plot, bounds=bounds), wide, high - 1)
            blocks.append([[(left(title, wide), title_style)], *chart])
        rows += [_beside([block[row] for block in blocks], wide, width) for row in range(high)]
    rows += [[(" " * width, "")] for _ in range(height - len(rows))]
    return rows[:height]


def _across(count: int, width: int) -> int:
    if width >= count * (_WIDE + _GAP):
        return count
    return 2 if width >= 2 * _NARROWEST + _GAP and count > 1 else 1


def _beside(pieces: Sequence[Row], wide: int, width: int) -> Row:
    row: Row = []
    for piece in pieces:
        row += [(" " * _GAP, ""), *piece] if row else piece
    used = len(pieces) * (wide + _GAP) - _GAP
    return [*row, (" " * (width - used), "")] if used < width else row


_KEPT = 64  # lanes: while one plan is turned the others stand still
_PLAN_LEAST = 3  # cells of the plan that no name covers
_LANE_BLOCKS = "▁▂▃▄▅▆▇"  # no full block: rows that touch would run together


@dataclass(frozen=True, kw_only=True, eq=False)
class Lane:
    """One action on the date axis."""

    key: str
    """The letter that logs it, one or two cells."""
    name: str
    """What stands at the right."""
    done: Mapping[date, float] = field(default_factory=dict)
    """How often on each day; days without an entry may be missing."""
    plan: Sequence[float] = ()
    """How often a day from tomorrow on; index 0 is the day after `Plot.today`."""


def draw_lanes(
    plot: Plot, lanes: Sequence[Lane], width: int, *, done_title: str = "", plan_title: str = ""
) -> list[Row]:
    """The lanes one under the other, with a row of titles above when there are any.

    Each row has exactly `width` cells, its columns those of `draw_curves` with the same plot.
    Blocks are means per day where several days share a cell, scaled to the lane's own largest;
    the cell of today shows what was done.  A name that has no room at the right stands over the end
    of the plan, for all lanes from the same cell on.
    """
    parts = frame_of(plot, width)
    dates = parts.dates
    today = dates.cell(plot.today)
    split = today if today is not None else (dates.cells if plot.last < plot.today else 0)
    drawn: list[Row] = []
    if done_title or plan_title:
        titles = Canvas(dates.cells, 1)
        if cell_len(done_title) <= split:
            titles.text(0, 0, done_title, "lane-title")
        if cell_len(plan_title) + split + 2 <= dates.cells:
            titles.text(0, split + 2, plan_title, "lane-title")
        if today is not None:
            titles.text(0, today, "│", "today")
        drawn.append(_framed("", titles.rows()[0], "", parts.left, parts.right))
    now = range(*dates.span(plot.today)) if today is not None else range(split, split)
    behind = _name_room(parts, lanes, now.stop)
    shown = dates.cells - (behind - parts.right)
    for lane in lanes:
        done = _per_cell(dates, _daily(dates, ((on.toordinal(), n) for on, n in lane.done.items())))
        plan = _per_cell(dates, _daily(dates, enumerate(lane.plan, plot.today.toordinal() + 1)))
        bars = _bars(dates, (*done[: now.stop], *plan[now.stop :]), today, now)
        drawn.append(_framed(lane.key, _begin(bars, shown), lane.name, parts.left, behind))
    return drawn


def _name_room(parts: Frame, lanes: Sequence[Lane], future: int) -> int:
    """Cells for the names; at least a few of the plan, which begins at a cell, stay in sight."""
    longest = max((cell_len(lane.name) for lane in lanes), default=0) + 2
    spare = parts.dates.cells - future - _PLAN_LEAST
    return parts.right + max(0, min(longest - parts.right, spare)) if parts.right else 0


@lru_cache(maxsize=_KEPT)
def _bars(
    dates: DateAxis, amounts: tuple[float, ...], today: int | None, now: range
) -> tuple[tuple[str, str], ...]:
    """The blocks of one lane."""
    gaps = _gaps(dates)
    chars, styles = [" "] * dates.cells, [""] * dates.cells
    if today is not None:
        chars[today], styles[today] = "│", "today"
    top = max(amounts, default=0.0)
    for cell, amount in enumerate(amounts):
        if amount > 0 and cell not in gaps:
            chars[cell] = _LANE_BLOCKS[min(int(amount / top * 7), 6)]
            later = "lane-today" if cell in now else "lane-plan"
            styles[cell] = "lane" if cell < now.start else later
    return tuple(runs(chars, styles))


def _gaps(dates: DateAxis) -> set[int]:
    """Where days are wide their last cells stay blank, so that equal days stay apart."""
    if dates.cells < 3 * dates.days:
        return set()
    shown = [int((cell + 0.5) * dates.days / dates.cells) for cell in range(dates.cells + 1)]
    return {cell for cell in range(dates.cells) if shown[cell] != shown[cell + 1]}


def _begin(bars: Iterable[tuple[str, str]], cells: int) -> Row:
    """The first cells; every block has one."""
    row: Row = []
    for text, style in bars:
        row.append((text[:cells], style))
        cells -= len(row[-1][0])
    return row


def _framed(key: str, middle: Row, name: str, before: int, behind: int) -> Row:
    row = [
        (left(key.rjust(max(before - 2, 0)), before), "lane-key"),
        *middle,
        (left(" " + name, behind), "lane-name"),
    ]
    return [piece for piece in row if piece[0]]


def _daily(dates: DateAxis, amounts: Iterable[tuple[int, float]]) -> tuple[float, ...]:
    """Amounts by ordinal as one value for each day of the axis."""
    daily = [0.0] * dates.days
    for ordinal, amount in amounts:
        if 0 <= ordinal - dates.first < dates.days:
            daily[ordinal - dates.first] = amount
    return tuple(daily)


@lru_cache(maxsize=_KEPT)
def _per_cell(dates: DateAxis, daily: tuple[float, ...]) -> list[float]:
    """Mean a day in each cell; a day that is wider than a cell fills all of its cells."""
    days, cells = dates.days, dates.cells
    if cells >= days:
        return [daily[int((cell + 0.5) * days / cells)] for cell in range(cells)]
    sums = [0.0] * cells
    homes, counts = _homes(days, cells)
    for cell, amount in zip(homes, daily, strict=True):
        sums[cell] += amount
    return [total / count for total, count in zip(sums, counts, strict=True)]


@lru_cache(maxsize=8)
def _homes(days: int, cells: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The cell of each day, and how many days each cell has, 1 for none: alike for all lanes."""
    homes = tuple(int((index + 0.5) * cells / days) for index in range(days))
    counts = [0] * cells
    for cell in homes:
        counts[cell] += 1
    return homes, tuple(count or 1 for count in counts)
