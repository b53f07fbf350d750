"""What stands under the habits where there is room: the score's curve, pillars, weeks; pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from ssi_tui.chart.curves import LONGEST_KNOWN, draw_curves
from ssi_tui.chart.heatmap import Days, Grid, label_width, month_row, week_rows
from ssi_tui.chart.text import Row, cell_len, fit, left, plain, row_width, wrap
from ssi_tui.i18n import _, language
from ssi_tui.model.entries import Reading
from ssi_tui.model.journal import Journal
from ssi_tui.model.progress import week_of
from ssi_tui.tui.shell.score_plot import (
    Wanted,
    line_of,
    plan_wanted,
    readings_plot,
)
from ssi_tui.wording.dates import format_day

if TYPE_CHECKING:
    from ssi_tui.forecasting import Outlook
    from ssi_tui.model.journal import Month

BACK, AHEAD = 182, 91
"""Days of the curve: half a year of readings, and three months of outlook."""
LEAST_BACK = 28
_AVERAGES_LEAST = 50
"""Cells of the curve from which on others' averages stand in it."""


def curve(
    journal: Journal, outlook: Outlook | None, today: date, width: int, height: int
) -> list[Row]:
    """A title, the readings, and right of today where they go if everything goes on as now."""
    title: Row = [("  " + _("Score"), "muted")]
    if not journal.readings:
        text = fit(_("No score yet: s types it in."), width - 12)
        return [[*title, ("   " + text, "muted")]]
    if outlook is not None:
        said = _("if you go on as now: {part} in {all} runs of the model fall in the band")
        share = round(outlook.confidence * 5)
        words = "   " + said.format(part=share, all=5)
        if row_width(title) + cell_len(words) < width:
            title.append((words, "muted"))
    first = today - timedelta(days=BACK)
    if journal.first is None:  # the whole journal is known
        first = min(max(first, journal.readings[0].day), today - timedelta(days=LEAST_BACK))
    readings = tuple(one for one in journal.readings if (first - one.day).days <= LONGEST_KNOWN)
    wanted = plan_wanted(journal, None, today)
    return [title, *_drawn(readings, outlook, wanted, first, today, width, height, language())]


@lru_cache(maxsize=2)  # 3 ms of each key that logs; an action moves none of it
def _drawn(  # what is in it, and how large
    readings: tuple[Reading, ...],
    outlook: Outlook | None,
    wanted: Wanted | None,
    first: date,
    today: date,
    width: int,
    height: int,
    _language: str,
) -> list[Row]:
    """The total alone, moved in."""
    now = outlook.curves[0] if outlook and outlook.curves else None
    plot = replace(
        readings_plot(readings, first, today, last=today + timedelta(days=AHEAD)),
        start=outlook.start if outlook else None,
        lines=[line_of("A", _("as now"), now.total)] if now else [],
        confidence=outlook.confidence if outlook else 0.8,
        target=wanted.points if wanted else None,
        target_name=wanted.name if wanted else "",
        lettered=False,
    )
    if width < _AVERAGES_LEAST:
        plot = replace(plot, averages=())
    return [[("  ", ""), *row] for row in draw_curves(plot, width - 2, height - 1)]


@lru_cache(maxsize=16)  # a month keeps what it was made with; most of them stay from key to key
def _totals(month: tuple[str, Month]) -> dict[date, int]:
    """Day -> how much of everything, in a month by its name."""
    totals: Counter[str] = Counter()
    for days in month[1].counts.values():
        totals.update(days)
    return {date.fromisoformat(text): number for text, number in totals.items()}


def weeks_map(journal: Journal, day: date, week_start: str, width: int) -> list[Row]:
    """A square a day for as many weeks as fit, half a year at most; the day in brackets."""
    label = 2 + label_width()
    weeks = min(BACK // 7, (width - label - 1) // 2)
    last = week_of(day, week_start)[0]
    grid = Grid(last - timedelta(days=7 * (weeks - 1)), weeks, label, 2)
    totals = {
        on: number
        for month in journal.months.items()
        if f"{grid.begin:%Y-%m}" <= month[0]
        for on, number in _totals(month).items()
        if grid.begin <= on <= day and journal.covers(on)
    }
    rests = {
        on
        for back in range((day - grid.begin).days + 1)
        if journal.rest(on := grid.begin + timedelta(days=back)) is not None
    }
    days = Days(grid.begin, last + timedelta(days=6), day, totals, rests)
    rows = []
    for (name, style), *cells in week_rows(days, grid, day):
        rows.append([(left("  " + name.rstrip(), cell_len(name)), style), *cells])
    return [month_row(days, grid), *rows]


def last_notes(journal: Journal, day: date, width: int, count: int) -> list[Row]:
    """A title and the newest notes before a day, whole, in so many rows; nothing without any."""
    notes: list[tuple[date, str]] = []
    for name in sorted(journal.months, reverse=True):
        month = journal.months[name].notes
        notes += sorted(
            ((on, text) for on, text in month.items() if text and on < day), reverse=True
        )
        if len(notes) >= count:
            break
    if not notes:
        return []
    rows: list[Row] = [[("  " + _("Notes"), "muted")]]
    for on, text in notes[:count]:
        head = left(format_day(on, day), 12)
        for line in wrap(plain(text), width - 15) or [""]:
            rows.append([("  " + head, "muted"), (line, "text")])
            head = " " * 12
    return rows[: count + 1]
