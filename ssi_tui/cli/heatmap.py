"""Days as cells that are fuller and brighter where more was done: a month and a year."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

from ssi_tui.chart import Row, cell_len, fit, heat_cell, heat_level
from ssi_tui.cli.spans import REST
from ssi_tui.words.dates import month_name, weekday_name

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

BUSIEST = 10
"""One active day in so many may be fuller than the fullest cell shows."""
DAY_WIDTH = 6
"""Cells of a day in a month."""


class Days(Protocol):
    """What a heatmap draws: a `Span`."""

    @property
    def first(self) -> date:
        """Of the calendar's month or year."""

    @property
    def last(self) -> date:
        """Included."""

    @property
    def day(self) -> date:
        """Later days are still to come."""

    @property
    def totals(self) -> "Mapping[date, int]":
        """Day -> how much was done."""

    @property
    def rests(self) -> "Collection[date]":
        """Days of planned rest."""


def top_of(totals: "Mapping[date, int]") -> int:
    """What the fullest cell stands for: one frantic day doesn't pale all the others."""
    counts = sorted(totals.values())
    return counts[-1 - len(counts) // BUSIEST] if counts else 0


def day_cell(day: date, days: Days, top: int) -> tuple[str, str]:
    """Glyph and style of a day; blank where it is still to come."""
    if day in days.rests and not days.totals.get(day):
        return REST, "muted"
    if day > days.day:
        return " ", ""
    return heat_cell(heat_level(days.totals.get(day, 0), top))


def month_map(days: Days, week_first: int) -> list[Row]:
    """A calendar: a line a week, the number of each day and its cell; `week_first` 0 is Monday."""
    first, last, top = days.first, days.last, top_of(days.totals)
    names = (weekday_name((week_first + n) % 7) for n in range(7))
    rows: list[Row] = [[("".join(fit(f" {name}", DAY_WIDTH) for name in names).rstrip(), "muted")]]
    on = first - timedelta(days=(first.weekday() - week_first) % 7)
    while on <= last:
        row: Row = []
        for each in (on + timedelta(days=n) for n in range(7)):
            if first <= each <= last:
                style = "muted" if each <= days.day else "grid"
                row += [(f" {each.day:2} ", style), day_cell(each, days, top), (" ", "")]
            else:
                row.append((" " * DAY_WIDTH, ""))
        rows.append(row)
        on += timedelta(days=7)
    return rows


def year_map(days: Days, week_first: int, width: int) -> list[Row]:
    """A column a week, a line a weekday, and the months above; in `width` cells."""
    first, last, top = days.first, days.last, top_of(days.totals)
    label = max(cell_len(weekday_name(n)) for n in range(7)) + 1
    begin = first - timedelta(days=(first.weekday() - week_first) % 7)
    weeks = (last - begin).days // 7 + 1
    step = 2 if label + 2 * weeks <= width else 1
    marks = " " * label
    for month in range(1, 13):
        at = label + step * ((date(first.year, month, 1) - begin).days // 7)
        if cell_len(marks) <= at:
            marks += " " * (at - cell_len(marks)) + month_name(month) + " "
    rows: list[Row] = [[(marks.rstrip(), "muted")]]
    for line in range(7):
        name = weekday_name((week_first + line) % 7) if line % 2 == 0 else ""
        row: Row = [(fit(name, label), "muted")]
        for week in range(weeks):
            each = begin + timedelta(days=7 * week + line)
            cell = day_cell(each, days, top) if first <= each <= last else (" ", "")
            row += [cell, (" ", "")][:step]
        rows.append(row)
    return rows
