"""History in a large window: map and score on one date axis, the selected day beside them; pure."""

from __future__ import annotations

from datetime import date, timedelta

from ssi_tui.chart import Plot, Row, draw_curves, month_row, week_rows
from ssi_tui.chart.text import fit, left, plain, wrap
from ssi_tui.i18n import _
from ssi_tui.model.journal import Journal
from ssi_tui.tui.history.draw import (
    WIDE,
    HistoryView,
    MapRows,
    ahead_words,
    headline,
    indented,
    lane_rows,
    legend,
    nothing_done,
)
from ssi_tui.tui.history.values import Subject
from ssi_tui.tui.shell.rows import beside
from ssi_tui.tui.shell.score_plot import averages_of, reading_points
from ssi_tui.wording.actions import action_name
from ssi_tui.wording.dates import format_day, month_name
from ssi_tui.wording.numbers import format_points

LEAST = 26
"""Rows from which on the parts stand in this way."""


_AXIS = 4
"""Cells of a chart left of its days: so far left of the map's first week it begins."""


_CURVE_LEAST, _CURVE_MOST = 8, 30
"""Rows of the score's curve."""


_LANES_APART = 64
"""Cells right of the map from which on each action's weeks stand there."""


def has_room(width: int, height: int) -> bool:
    """Whether a window is large enough."""
    return width >= WIDE and height >= LEAST


def draw_wide(view: HistoryView, width: int, height: int) -> MapRows:
    """Left the map and the score under it, right the day, the notes and maybe the actions."""
    rows: list[Row] = [[], headline(view, width), [], month_row(view.past, view.grid)]
    map_top = len(rows)
    wide = view.grid.width + 1
    rows += [indented(row) for row in week_rows(view.past, view.grid, view.day)]
    rows += [legend(view, wide), []]
    if view.ahead:
        rows += [[("  " + fit(ahead_words(view), wide - 3), "bad")], []]
    spare = width - wide - 3
    apart = spare >= _LANES_APART
    lanes = 0 if apart else sum(any(lane.weeks) for lane in view.past.lanes)
    room = min(height - len(rows) - lanes - 1, _CURVE_MOST)
    if room >= _CURVE_LEAST and view.journal.readings:
        rows += [*score_curve(view, room), []]
    subject_at: dict[int, Subject] = {}
    aside: list[Row] = [[]] * map_top
    if apart:
        aside += [[("  " + _("Week by week"), "muted")]]
    target, across = (aside, spare) if apart else (rows, wide)
    for lane, row in lane_rows(view, across, height - len(target)):
        subject_at[len(target)] = Subject(lane.kind)
        target.append(row)
    if apart:
        aside.append([])
    aside += day_rows(view, spare, height - len(aside))
    return MapRows(
        beside(rows, aside, wide + 2)[:height], map_top, subject_at, {}, wide + 2 if apart else 0
    )


def score_curve(view: HistoryView, height: int) -> list[Row]:
    """The readings, each under the week in which it was read."""
    grid, readings = view.grid, view.journal.readings
    last = grid.begin + timedelta(days=7 * grid.weeks - 1)
    plot = Plot(
        first=grid.begin,
        last=last,
        today=view.today,
        month_name=month_name,
        points=reading_points(readings),
        averages=averages_of(readings),
    )
    indent = " " * max(0, grid.label - _AXIS)
    drawn = draw_curves(plot, _AXIS + grid.step * grid.weeks, height - 1)
    return [[("  " + _("Score"), "muted")], *([(indent, ""), *row] for row in drawn)]


def day_rows(view: HistoryView, width: int, height: int) -> list[Row]:
    """The selected day with all that was done, then the notes of the weeks in sight."""
    journal, day = view.journal, view.day
    head = format_day(day, view.today) + (f" ({_('today')})" if day == view.today else "")
    rows: list[Row] = [[("▸ ", "accent"), (fit(head, width - 2), "strong")]]
    rows += _done(journal, day, width)
    note = plain(journal.note(day))
    rows += [[("  " + line, "text")] for line in wrap(note, width - 2)[:4]]
    others = [(on, text) for on, text in view.notes if on != day]
    if others:
        rows += [[], [(_("Notes"), "muted")]]
    for on, text in others:
        lines = wrap(plain(text), width - 2)[:3]
        if len(rows) + 1 + len(lines) > height:
            break
        rows.append([(fit(format_day(on, view.today), width), "muted")])
        rows += [[("  " + line, "text")] for line in lines]
    return rows[:height]


def _done(journal: Journal, day: date, width: int) -> list[Row]:
    """An action a row, most first, and the score; a gap is no failure."""
    counts = sorted(journal.day_counts(day).items(), key=lambda pair: -pair[1])
    rows: list[Row] = [
        [
            ("  " + left(str(n), 4), "number"),
            (fit(plain(action_name(kind, n)), width - 6), "text"),
        ]
        for kind, n in counts
        if n
    ]
    reading = journal.reading(day)
    if reading:
        said = _("SSI {score}").format(score=format_points(round(reading.total, 1)))
        rows.append([("  " + said, "accent")])
    if rows:
        return rows
    return [[("  " + fit(nothing_done(journal, day), width - 2), "muted")]]
