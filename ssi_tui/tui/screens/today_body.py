"""What stands under Today's heading: the habits, the note, the score's pillars, the last weeks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from sim.terms import PILLAR_MAX, Pillar
from ssi_tui.chart import PILLAR_GLYPHS, Row, heat_cell, heat_level, progress_bar
from ssi_tui.i18n import _, language
from ssi_tui.settings import LANGUAGE_NAMES
from ssi_tui.tui.render import first_shown, keyed, left, plain, right, row_width, wrap
from ssi_tui.tui.screens.today_rows import (
    Columns,
    View,
    column_heads,
    columns,
    habit_row,
    solid,
)
from ssi_tui.words.dates import month_name, weekday_name
from ssi_tui.words.names import pillar_name
from ssi_tui.words.numbers import format_number, format_points

_LABEL = 14
"""Cells for the words before the note, the pillars and the weeks."""


class Body(NamedTuple):
    """The rows, and which habit stands in which."""

    rows: list[Row]
    habit_at: dict[int, int]


def body(view: View, width: int, height: int) -> Body:
    """Everything that fits, the habits first."""
    if view.greeting:
        return _welcome(view, width, height)
    below = [
        part for part in (_note(view, width), _pillars(view, width), _weeks(view, width)) if part
    ]
    while below and len(view.habits) + 1 + sum(len(part) + 1 for part in below) > height:
        below.pop(-1 if len(below) > 1 else 0)
    room = height - sum(len(part) + 1 for part in below)
    listed = _habits(view, width, room)
    rows = listed.rows
    for part in below:
        rows += [[], *part]
    return Body(rows, listed.habit_at)


def _habits(view: View, width: int, height: int, *, first_time: bool = False) -> Body:
    parts = columns(view.habits, width, sparklines=view.sparklines)
    count = len(view.habits)
    airy = count * 2 + 1 <= height
    rows: list[Row] = [] if first_time else [_column_heads(view, parts)]
    room = max(1, (height - len(rows)) // (2 if airy else 1))
    first = first_shown(view.at, count, room)
    habit_at: dict[int, int] = {}
    for number, habit in enumerate(view.habits[first : first + room], first):
        habit_at[len(rows)] = number
        rows.append(
            habit_row(habit, parts, selected=number == view.at, first_time=first_time, low=not airy)
        )
        if airy and number < count - 1:
            rows.append([])
    return Body(rows, habit_at)


def _column_heads(view: View, parts: Columns) -> Row:
    day = _("today") if view.day == view.today else weekday_name(view.day.weekday())
    return column_heads(parts, day)


def _note(view: View, width: int) -> list[Row]:
    text = plain(view.journal.note(view.day))
    if not text:
        return []
    lines = wrap(text, width - _LABEL - 4)[:2]
    heads = [_("Note"), ""]
    return [
        [("  " + left(head, _LABEL), "muted"), (line, "text")]
        for head, line in zip(heads, lines, strict=False)
    ]


def _pillars(view: View, width: int) -> list[Row]:
    """The latest reading's pillars, where it has any."""
    reading = view.journal.latest_reading(view.day)
    if reading is None or reading.brand is None or not view.pillars:
        return []
    before = view.journal.latest_reading(reading.day - timedelta(days=7))
    rows: list[Row] = []
    for pillar in Pillar:
        value = reading.pillar(pillar) or 0.0
        row: Row = [
            ("  " + left(_("Score") if not rows else "", _LABEL), "muted"),
            (PILLAR_GLYPHS[pillar] + " ", f"pillar-{pillar}"),
            (left(pillar_name(pillar), 14), "text"),
            (right(format_points(value), 5), "number"),
            (" ", "text"),
        ]
        colour = f"pillar-{pillar}"
        width_left = min(25, width - row_width(row) - 14)
        row += solid(progress_bar(value, PILLAR_MAX, width_left, style=colour), colour, low=True)
        old = before.pillar(pillar) if before else None
        if old is not None:
            change = format_number(value - old, 1, sign=True)
            row.append((f"  {change}", "muted"))
        rows.append(row)
    return rows


def _weeks(view: View, width: int) -> list[Row]:
    """A cell a day, brighter where more was done; two rows."""
    days = min(
        56, (width - _LABEL - 6) // 2, (view.day - (view.journal.first_day or view.day)).days + 1
    )
    if days < 14:
        return []
    shown = [view.day - timedelta(days=back) for back in reversed(range(days))]
    per_day: dict[date, int] = {}
    for counts in view.journal.counts(shown[0], view.day).values():
        for day, number in counts.items():
            per_day[day] = per_day.get(day, 0) + number
    sums = [per_day.get(day, 0) for day in shown]
    top = sorted(sums)[-max(1, days // 10)]
    row: Row = [("  " + left(_("Last weeks"), _LABEL), "muted")]
    marks = ""
    for day, amount in zip(shown, sums, strict=True):
        glyph, style = heat_cell(heat_level(amount, top))
        row.append((glyph * 2, style))
        if day.weekday() == 0 and len(marks) <= shown.index(day) * 2:
            named = _("{day} {month}").format(day=day.day, month=month_name(day.month))
            mark = named if day.day <= 7 else str(day.day)
            marks = left(marks, shown.index(day) * 2) + mark + " "
    return [row, [(" " * (_LABEL + 2) + left(marks, days * 2), "muted")]]


def _welcome(view: View, width: int, height: int) -> Body:
    rows: list[Row] = [
        [("  " + line, "text")]
        for line in wrap(
            _("Welcome. Press a letter each time you do the thing. That is all of it."), width - 4
        )
    ]
    rows.append([])
    listed = _habits(view, width, min(len(view.habits), max(1, height - 9)), first_time=True)
    habit_at = {y + len(rows): number for y, number in listed.habit_at.items()}
    for row in listed.rows:
        if row is listed.rows[0]:
            row = [
                *row,
                ("   ← ", "accent"),
                (_("press {letter} now to try").format(letter=view.habits[0].letter), "muted"),
            ]
        rows.append(row)
    rows.append([])
    others = [name for code, name in LANGUAGE_NAMES.items() if code != language()]
    ways = [
        ("s", _("type in your SSI from linkedin.com/sales/ssi, or paste that page here")),
        ("7", _("bring in what LinkedIn has kept of you, or another tracker’s table")),
        ("d", _("look around in a sample journal first: made-up data, marked as such")),
        ("4", _("play with a what-if: it opens with a sample member until you log")),
        ("a", _("add another action from the list")),
        ("8", _("another language: {names}").format(names=", ".join(others))),
    ]
    rows += keyed(ways, width)
    return Body(rows[:height], habit_at)
