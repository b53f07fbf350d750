"""Days as squares that are brighter where more was done: a month, a year, any weeks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.chart.palette import SQUARE
from ssi_tui.chart.text import Row, cell_len, left, runs
from ssi_tui.wording.dates import month_name, weekday_name

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

REST = "○"
"""A day of planned rest."""
BUSIEST = 10
"""One active day in so many may have more than the brightest square shows."""
DAY_WIDTH = 6
"""Cells of a day in a month."""


class Days(NamedTuple):
    """What a heatmap draws."""

    first: date
    """Of the calendar's month or year, or of the weeks shown."""
    last: date
    """Included."""
    day: date
    """Later days are still to come."""
    totals: Mapping[date, int]
    """Day → how much was done."""
    rests: Collection[date] = frozenset()
    """Days of planned rest."""


class Grid(NamedTuple):
    """Where each day stands: a column a week, a line a weekday."""

    begin: date
    """First day of the first week."""
    weeks: int
    label: int
    """Cells left of the first week, for the names of the weekdays."""
    step: int
    """Cells from one week to the next: 2, or 1 where there is little room."""

    @property
    def width(self) -> int:
        return self.label + self.step * self.weeks

    def place(self, day: date) -> tuple[int, int] | None:
        """Cell and line of a day; None where it is not shown."""
        week, line = divmod((day - self.begin).days, 7)
        return (self.label + self.step * week, line) if 0 <= week < self.weeks else None

    def day_at(self, cell: int, line: int) -> date | None:
        week = (cell - self.label) // self.step
        if not (0 <= week < self.weeks and 0 <= line < 7):
            return None
        return self.begin + timedelta(days=7 * week + line)


def heat_level(value: float, top: float) -> int:
    """0 for nothing, then 1–4 in quarters of the largest value."""
    if value <= 0 or top <= 0:
        return 0
    return min(int(value / top * 4 - 1e-9) + 1, 4)


def heat_cell(level: int) -> tuple[str, str]:
    """Glyph and style of one day in a heatmap."""
    return SQUARE, f"heat-{level}"


def top_of(totals: Mapping[date, int]) -> int:
    """What the brightest square stands for: one frantic day doesn't pale all the others."""
    counts = sorted(totals.values())
    return counts[-1 - len(counts) // BUSIEST] if counts else 0


def day_cell(day: date, days: Days, top: int) -> tuple[str, str]:
    """Glyph and style of a day; blank where it is still to come and has nothing."""
    total = days.totals.get(day, 0)
    if day in days.rests and not total:
        return REST, "muted"
    if day > days.day and not total:
        return " ", ""
    return heat_cell(heat_level(total, top))


def month_map(days: Days, week_first: int) -> list[Row]:
    """A calendar: a line a week, the number of each day and its cell; `week_first` 0 is Monday."""
    first, last, top = days.first, days.last, top_of(days.totals)
    names = (weekday_name((week_first + n) % 7) for n in range(7))
    rows: list[Row] = [[("".join(left(f" {name}", DAY_WIDTH) for name in names).rstrip(), "muted")]]
    on = first - timedelta(days=(first.weekday() - week_first) % 7)
    while on <= last:
        row: Row = []
        for day in (on + timedelta(days=n) for n in range(7)):
            if first <= day <= last:
                style = "muted" if day <= days.day else "grid"
                row += [(f" {day.day:2} ", style), day_cell(day, days, top), (" ", "")]
            else:
                row.append((" " * DAY_WIDTH, ""))
        rows.append(row)
        on += timedelta(days=7)
    return rows


def label_width() -> int:
    """Cells for the names of the weekdays, with a blank."""
    return max(cell_len(weekday_name(n)) for n in range(7)) + 1


def year_map(days: Days, week_first: int, width: int) -> list[Row]:
    """A column a week, a line a weekday, and the months above; in `width` cells."""
    begin = days.first - timedelta(days=(days.first.weekday() - week_first) % 7)
    weeks, label = (days.last - begin).days // 7 + 1, label_width()
    grid = Grid(begin, weeks, label, 2 if label + 2 * weeks <= width else 1)
    return [month_row(days, grid), *week_rows(days, grid)]


def month_row(days: Days, grid: Grid) -> Row:
    """The name of each month over the week that has its first day; January with its year where
    two years are shown."""
    marks = " " * grid.label
    two_years = days.first.year != days.last.year and grid.step > 1
    month = days.first if days.first.day == 1 else _next_month(days.first)
    while month <= days.last:
        at = grid.label + grid.step * ((month - grid.begin).days // 7)
        text = month_name(month.month)
        if two_years and month.month == 1:
            text += f" {month.year}"
        if cell_len(marks) <= at and at + cell_len(text) <= grid.width:
            marks += " " * (at - cell_len(marks)) + text + " "
        month = _next_month(month)
    return [(marks.rstrip(), "muted")]


def week_rows(days: Days, grid: Grid, chosen: date | None = None) -> list[Row]:
    """The seven lines; every second weekday has its name, the chosen day stands in brackets."""
    top = top_of(days.totals)
    place = grid.place(chosen) if chosen else None
    rows: list[Row] = []
    for line in range(7):
        name = weekday_name((grid.begin.weekday() + line) % 7) if line % 2 == 0 else ""
        cells = [(" ", "")]
        for week in range(grid.weeks):
            day = grid.begin + timedelta(days=7 * week + line)
            inside = days.first <= day <= days.last
            glyph, style = day_cell(day, days, top) if inside else (" ", "")
            cells += [(glyph, style), (" ", style)][: grid.step]  # one run for days alike
        if place and place[1] == line:
            _choose(cells, place[0] - grid.label + 1, grid.step)
        drawn = runs([glyph for glyph, _ in cells], [style for _, style in cells])
        rows.append([(left(name, grid.label - 1), "muted"), *drawn])
    return rows


def _choose(cells: list[tuple[str, str]], at: int, step: int) -> None:
    """Mark one cell by its shape too: in brackets, or turned round where there is no gap."""
    glyph, style = cells[at]
    if step == 1:
        cells[at] = (glyph if glyph.strip() else "·", "ground@text")
    else:
        cells[at - 1 : at + 2] = [("[", "strong"), (glyph, style), ("]", "strong")]


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)
