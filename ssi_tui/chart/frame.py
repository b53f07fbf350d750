"""What stands round the plot: the value axis, labels at the curves' ends, the date axis."""

from collections.abc import Sequence
from typing import NamedTuple

from ssi_tui.chart.canvas import Canvas
from ssi_tui.chart.cells import Row, cell_len, fit
from ssi_tui.chart.plot import Line, Plot, whole
from ssi_tui.chart.scale import DateAxis, Tick, ValueAxis, date_ticks
from ssi_tui.i18n import _

_SHORT_LABEL = 2  # a letter and a blank before the value
_SHORTEST_NAME = 5  # three letters and … say too little
_WIDEST_NAME = 24
_NARROWEST = 30  # a chart of so many cells keeps them all for the plot


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
    right = max(0, min(short, width - _NARROWEST), min((width - _NARROWEST) // 2 - 1, natural))
    days = (plot.last - plot.first).days + 1
    return Frame(left, DateAxis(plot.first.toordinal(), days, max(width - left - right, 1)), right)


def _label_widths(plot: Plot) -> tuple[int, int]:
    """Cells that the labels need without names, and with all that they have to say."""
    ended = [line for line in plot.lines if plot.at_end(line.median) is not None]
    if not ended:
        return 0, plot.lane_room
    short = 1 + _SHORT_LABEL + max(cell_len(_end_value(plot, line)) for line in ended)
    names = max(min(cell_len(line.name), _WIDEST_NAME) for line in ended)
    return short, max(short + names + 2, 3 + cell_len(_band_note(plot)), plot.lane_room)


def has_labels(plot: Plot, right: int) -> bool:
    """Whether the curves are named right of the plot; else their letters stand in it."""
    return right >= _label_widths(plot)[0]


def value_labels(plot: Plot, values: ValueAxis, rows: int, left: int) -> list[tuple[str, str]]:
    cells = [(" " * left, "")] * rows
    marked = [(int(values.place(value)), value, "tick") for value, _name in plot.ranges]
    marked += [(row, value, "tick") for row, value in values.ticks]  # a grid line keeps its number
    if plot.target is not None:
        marked.append((int(values.place(plot.target)), plot.target, "target"))
    for row, value, style in marked:
        text = whole(value)
        if 0 <= row < rows and len(text) < left:
            cells[row] = (text.rjust(left - 1) + " ", style)
    return cells


def _end_value(plot: Plot, line: Line) -> str:
    value = plot.at_end(line.median)
    return "" if value is None else plot.write(value)


def _band_note(plot: Plot) -> str:
    line = plot.line_chosen()
    low, high = (plot.at_end(line.low), plot.at_end(line.high)) if line else (None, None)
    if low is None or high is None:
        return ""
    said = f"{plot.write(low)}{plot.between}{plot.write(high)}"
    return _("{percent}%: {ends}").format(percent=round(plot.confidence * 100), ends=said)


def end_labels(plot: Plot, values: ValueAxis, rows: int, right: int) -> list[Row]:
    """What stands right of the plot: one label a curve, none over another."""
    labels: list[Row] = [[(" " * right, "")] for _ in range(rows)]
    found = ends(plot, values, rows)
    if not found or not has_labels(plot, right):
        return labels
    note = _band_note(plot)
    noted = bool(note) and cell_len(note) + 3 <= right and len(found) < rows
    sizes = [2 if noted and line.letter == plot.chosen else 1 for line, _row in found]
    wanted = [row for _line, row in found]
    for (line, _row), row, size in zip(found, spread(wanted, sizes, rows), sizes, strict=True):
        labels[row] = _end_label(plot, line, right)
        if size == 2:
            labels[row + 1] = [(fit("   " + note, right), "note")]
    return labels


def ends(plot: Plot, values: ValueAxis, rows: int) -> list[tuple[Line, int]]:
    """The curves from the highest end down, with the row of the end; no more than rows."""
    found = [(line, end) for line in plot.lines if (end := plot.at_end(line.median)) is not None]
    found.sort(key=lambda one: one[0].letter != plot.chosen)  # when rows are few, it stays
    found = sorted(found[:rows], key=lambda one: (-one[1], one[0].letter))
    return [(line, values.row(end, rows)) for line, end in found]


def _end_label(plot: Plot, line: Line, right: int) -> Row:
    value = _end_value(plot, line)
    name = right - 1 - _SHORT_LABEL - 2 - cell_len(value)
    style = f"label-{line.slot}"
    if name < min(cell_len(line.name), _SHORTEST_NAME) or not line.name:
        return [(fit(f" {line.letter} {value}", right), style)]
    return [(f" {line.letter} {fit(line.name, name)}  {value}", style)]


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
    dates = parts.dates
    ticks: list[Tick] = date_ticks(dates, parts.right, plot.month_name, cell_len)
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
