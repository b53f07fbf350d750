"""History as rows of text: the figures, the map, the selected day, each action, the notes; pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from rich.cells import cell_len

from ssi_tui.chart import PILLAR_GLYPHS, Grid, Row, heat_cell, month_row, sparkline, week_rows
from ssi_tui.chart.heatmap import REST, label_width
from ssi_tui.i18n import _
from ssi_tui.model.journal import Journal
from ssi_tui.tui.render import first_shown, fit, keyed, left, plain, right, row_width
from ssi_tui.tui.screens.history_past import Lane, Past, Subject
from ssi_tui.tui.screens.history_said import (
    day_words,
    figures,
    nothing_done,
    plan_words,
    streak_words,
    subject_name,
)
from ssi_tui.tui.screens.today_rows import label
from ssi_tui.words.dates import format_day

MARGIN = 2
FEWEST_WIDE, A_YEAR, MOST_WEEKS = 20, 53, 105
"""Weeks two cells apart where at least so many fit; never more than two years."""
_FLAT = str.maketrans("▂▄▆█", "▂▃▅▇")
"""Cells a little lower than the line, so that full days under each other stay apart."""
_ALL_BLANKS = 19
"""Rows from which on the parts stand apart."""


class View(NamedTuple):
    """All that History shows."""

    past: Past
    journal: Journal
    today: date
    day: date
    """The selected one."""
    grid: Grid
    notes: Sequence[tuple[date, str]] = ()
    """Of the weeks shown, newest first."""


class Drawn(NamedTuple):
    """The rows, and what stands in which."""

    rows: list[Row]
    map_top: int
    """The row of the first weekday."""
    subject_at: dict[int, Subject]
    day_at: dict[int, date]


def grid_for(width: int, last_week: date, began: date | None) -> Grid:
    """As many weeks as fit, the last of them beginning on that day.

    A year of them, or more where there is a longer log.
    """
    names = MARGIN + label_width()
    room = width - names - 1
    step = 2 if room // 2 >= FEWEST_WIDE else 1
    known = (last_week - began).days // 7 + 2 if began else 0
    weeks = max(1, min(MOST_WEEKS, room // step, max(A_YEAR, known)))
    return Grid(last_week - timedelta(days=7 * (weeks - 1)), weeks, names, step)


def draw(view: View, width: int, height: int) -> Drawn:
    """Everything that fits, the map first."""
    if view.journal.empty:
        return Drawn(_empty(width), 0, {}, {})
    airy = height >= _ALL_BLANKS
    rows: list[Row] = [[]] if height >= 15 else []
    if height >= 10:
        rows.append(headline(view, width))
    if airy:
        rows.append([])
    rows.append(month_row(view.past, view.grid))
    map_top = len(rows)
    rows += [_indented(row) for row in week_rows(view.past, view.grid, view.day)]
    if height >= 13:
        rows.append(_legend(view, width))
    if airy:
        rows.append([])
    rows.append(_selected(view, width))
    if height >= 15:
        rows.append([("    " + fit(plain(view.journal.note(view.day)), width - 6), "text")])
    if airy:
        rows.append([])
    subject_at: dict[int, Subject] = {}
    day_at: dict[int, date] = {}
    for lane, row in _lanes(view, width, height - len(rows)):
        subject_at[len(rows)] = Subject(lane.kind)
        rows.append(row)
    if view.notes and height - len(rows) >= 3:
        rows += [[], [("  " + _("Notes"), "muted")]]
        for day, text in view.notes[: height - len(rows)]:
            day_at[len(rows)] = day
            rows.append(_note(view, day, text, width))
    return Drawn(rows[:height], map_top, subject_at, day_at)


def _indented(row: Row) -> Row:
    """The weekday's name moved into the cells that the map's label has for the margin."""
    (name, style), *cells = row
    margin = left(" " * MARGIN + name.rstrip(), cell_len(name)), style
    return [margin, *((text.translate(_FLAT), look) for text, look in cells)]


def _empty(width: int) -> list[Row]:
    """The first step, with its key."""
    ways = [
        ("1", _("log something in Today; here each day becomes a cell")),
        ("7", _("bring in what LinkedIn has kept of you, or another tracker’s table")),
    ]
    rows: list[Row] = [[], [("  " + fit(_("Nothing is logged yet."), width - 3), "text")], []]
    return [*rows, *keyed(ways, width)]


def headline(view: View, width: int) -> Row:
    """The year, what it is of, and its figures; whole figures are dropped where it is narrow."""
    past = view.past
    row: Row = [(f"  {past.year.number}", "strong")]
    if past.subject.pillar:
        glyph = PILLAR_GLYPHS[past.subject.pillar]
        row.append((f"  {glyph} ", f"pillar-{past.subject.pillar}"))
        row.append((subject_name(past.subject), "strong"))
    elif past.subject.kind:
        row.append(("  " + fit(subject_name(past.subject), width // 3), "strong"))
    parts = figures(past.year)
    room = width - row_width(row) - 4
    while parts and cell_len(" · ".join(parts)) > room:
        parts.pop()
    return [*row, ("   " + " · ".join(parts), "muted")]


def _legend(view: View, width: int) -> Row:
    row: Row = [(" " * view.grid.label + _("less") + " ", "muted")]
    for level in range(5):
        glyph, style = heat_cell(level)
        row.append((glyph.translate(_FLAT) + " ", style))
    row.append((_("more"), "muted"))
    rest = "   " + _("{sign} planned rest").format(sign=REST)
    if view.past.rests and row_width(row) + cell_len(rest) < width:
        row.append((rest, "muted"))
    return row


def _selected(view: View, width: int) -> Row:
    """The day in the brackets."""
    day = _("today") if view.day == view.today else ""
    head = format_day(view.day, view.today) + (f" ({day})" if day else "")
    row: Row = [("  ▸ ", "accent"), (head, "strong")]
    done = day_words(view.journal, view.day)
    style = "text" if done else "muted"
    text = " · " + (" · ".join(done) or nothing_done(view.journal, view.day))
    return [*row, (fit(text, width - row_width(row) - 1), style)]


def _lanes(view: View, width: int, room: int) -> list[tuple[Lane, Row]]:
    """A row an action round the chosen one: name, weeks, part of the plan, weeks in a row."""
    lanes = [lane for lane in view.past.lanes if any(lane.weeks)]
    kinds = [lane.kind for lane in lanes]
    at = kinds.index(view.past.subject.kind) if view.past.subject.kind in kinds else 0
    first = first_shown(at, len(lanes), room)
    name = min(max((cell_len(label(kind)) for kind in kinds), default=8), max(10, width * 3 // 10))
    plan = max((cell_len(plan_words(lane)) for lane in lanes), default=0)
    streak = max((cell_len(streak_words(lane)) for lane in lanes), default=0)
    rest = width - 4 - name - 3
    if rest - plan - 2 < 12:
        plan = 0
    spark = rest - (plan + 2 if plan else 0)
    if streak and spark - streak - 2 >= 12:
        spark -= streak + 2
    else:
        streak = 0
    spark = min(spark, view.grid.weeks)
    rows: list[tuple[Lane, Row]] = []
    for lane in lanes[first : first + max(0, room)]:
        on = lane.kind == view.past.subject.kind
        row: Row = [("  ▸ " if on else "    ", "accent")]
        row.append((left(label(lane.kind), name), "strong" if on else "text"))
        row += [("  ", "text"), *sparkline(lane.weeks, spark)]
        if plan:
            row.append(("  " + right(plan_words(lane), plan), "muted"))
        if streak:
            row.append(("  " + right(streak_words(lane), streak), "muted"))
        rows.append((lane, row))
    return rows


def _note(view: View, day: date, text: str, width: int) -> Row:
    on = day == view.day
    head = left(format_day(day, view.today), 16)
    style = "strong" if on else "text"
    return [
        ("  ▸ " if on else "    ", "accent"),
        (head, "strong" if on else "muted"),
        (fit(plain(text), width - 21), style),
    ]
