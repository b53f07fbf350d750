"""Where a day and a value stand: the date axis that chart and lanes share, and the value axis."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from math import ceil, floor
from typing import NamedTuple

from ssi_tui.i18n import _

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
    best: tuple[float, ValueAxis] | None = None
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
            if best is None or score < best[0]:
                best = score, axis
            break
    if best is None:
        return ValueAxis(high, span / (rows - 1), ())
    return best[1]


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
    axis: DateAxis, room_right: int, month_name: Callable[[int], str], length: Callable[[str], int]
) -> list[Tick]:
    """Marks with labels that never overlap: days in a short window, then months, then years.

    `room_right` cells right of the axis may be used by the last label; `length` measures a text.
    The finest step that fits is taken, and a wider axis never gets a coarser one.
    """
    last = axis.first + axis.days - 1
    chosen: list[tuple[int, str]] = []
    if axis.days <= 70:
        chosen = _days(axis, room_right, month_name, length)
    if not chosen:
        chosen = _months(axis, room_right, month_name, length)
    labelled = dict(chosen)
    marks = set(labelled)
    if axis.cells * 30 >= 3 * axis.days and axis.days > 70:
        marks.update(d.toordinal() for d in _month_starts(axis.first, last, 1))
    return [Tick(int(axis.place(o)), labelled.get(o, "")) for o in sorted(marks)]


def _days(
    axis: DateAxis, room_right: int, month_name: Callable[[int], str], length: Callable[[str], int]
) -> list[tuple[int, str]]:
    for step in (1, 2, 7, 14):
        found: list[tuple[int, str]] = []
        month = 0
        for ordinal in range(axis.first, axis.first + axis.days):
            if ordinal % step != 1 % step:  # ordinal 1 is a Monday: weekly marks stand on Mondays
                continue
            day = date.fromordinal(ordinal)
            text = str(day.day) if day.month == month else _dated(day, month_name)
            month = day.month
            found.append((ordinal, text))
        if len(found) > 1 and _fits(axis, found, length):
            return _inside(axis, found, room_right, length)
    return []


def _dated(day: date, month_name: Callable[[int], str]) -> str:
    return _("{day} {month}").format(day=day.day, month=month_name(day.month))


def _months(
    axis: DateAxis, room_right: int, month_name: Callable[[int], str], length: Callable[[str], int]
) -> list[tuple[int, str]]:
    last = axis.first + axis.days - 1
    for step in (1, 2, 3, 4, 6, 12, 24, 60, 120, 240, 600):
        found = []
        for day in _month_starts(axis.first, last, step):
            if step >= 12:
                text = str(day.year)
            elif day.month == 1:
                text = f"{month_name(1)} {day.year % 100:02d}"
            else:
                text = month_name(day.month)
            found.append((day.toordinal(), text))
        if _fits(axis, found, length):
            return _inside(axis, found, room_right, length)
    return []


def _month_starts(first: int, last: int, step: int) -> list[date]:
    begin = date.fromordinal(first)
    month = begin.year * 12 + begin.month - 1 + (begin.day > 1)
    month += -month % step
    found = []
    while month // 12 <= date.max.year:
        day = date(month // 12, month % 12 + 1, 1)
        if day.toordinal() > last:
            break
        found.append(day)
        month += step
    return found


def _fits(axis: DateAxis, found: list[tuple[int, str]], length: Callable[[str], int]) -> bool:
    """Whether labels stay apart; measured before rounding, so that more width keeps what fits."""
    share = axis.cells / axis.days
    return all(
        (after - ordinal) * share >= length(text) + 2
        for (ordinal, text), (after, _text) in pairwise(found)
    )


def _inside(
    axis: DateAxis, found: list[tuple[int, str]], room_right: int, length: Callable[[str], int]
) -> list[tuple[int, str]]:
    """Without the labels that would run over the right edge."""
    share = axis.cells / axis.days
    end = axis.first + axis.days
    return [
        (ordinal, text)
        for ordinal, text in found
        if (end - ordinal - 0.5) * share + room_right >= length(text)
    ]
