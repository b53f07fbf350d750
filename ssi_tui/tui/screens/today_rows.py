"""Today as rows of text: the heading and the habits, in any size; pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from rich.cells import cell_len

from ssi_tui.chart import Row, progress_bar
from ssi_tui.i18n import _, ngettext
from ssi_tui.model.journal import Journal
from ssi_tui.model.progress import Progress, met_count
from ssi_tui.model.target import Target
from ssi_tui.tui.habits import Habit, weeks_in_a_row
from ssi_tui.tui.render import left, plain, right, row_width
from ssi_tui.words.dates import format_day, format_long_day
from ssi_tui.words.names import action_hint, action_name
from ssi_tui.words.numbers import format_number, format_points

_BLOCKS = "▁▂▃▄▅▆▇█"
_WEEK_BACK = 7


class View(NamedTuple):
    """All that Today shows."""

    journal: Journal
    habits: tuple[Habit, ...]
    day: date
    today: date
    at: int
    """The selected row."""
    unsaved: int = 0
    sample: bool = False
    greeting: bool = False
    """Nothing was ever logged: say what to do first."""
    pillars: bool = True
    """Whether the parts of the score are shown."""
    sparklines: bool = True
    """Whether the last days are shown in small beside each habit."""
    week_start: str = "monday"
    streaks: bool = True
    """Whether weeks in a row are shown."""


def label(kind: str) -> str:
    """The name of a habit as it begins a row."""
    name = plain(action_name(kind, 2))
    return name[:1].upper() + name[1:]


def heading(view: View, width: int) -> Row:
    """The day, how much is done, and the score; whole parts are dropped where it is narrow."""
    parts: list[Row] = [[(format_long_day(view.day), "strong")], _state(view)]
    back = (view.today - view.day).days
    if back:
        ago = ngettext("yesterday", "{count} days ago", back).format(count=back)
        parts[0].append((f" · {ago}", "bad"))
    score = _score(view)
    if score:
        parts.append(score)
    streak = _streak(view)
    if streak and sum(row_width(part) + 4 for part in (*parts, streak)) <= width:
        parts.insert(2 if len(parts) > 2 else len(parts), streak)
    while len(parts) > 1 and sum(row_width(part) + 4 for part in parts) > width:
        if parts[-1] is score and len(score) > 2:  # its day first, then how it has moved
            score.pop()
        else:
            parts.pop(1 if len(parts) == 3 and back else -1)
    row: Row = []
    for part in parts:
        row += [("    " if row else "  ", "text"), *part]
    return row


def _state(view: View) -> Row:
    if view.unsaved:
        text = ngettext("{count} entry NOT saved", "{count} entries NOT saved", view.unsaved)
        return [(text.format(count=view.unsaved), "bad")]
    rows = tuple(habit.progress for habit in view.habits if habit.progress)
    if not rows or view.greeting:
        return []
    if view.journal.rest(view.day) is not None:
        return [(_("– a day of rest"), "accent")]
    if not any(row.due for row in rows):
        return [(_("✓ done for today"), "accent")]
    done, of = met_count(rows)
    return [(_("{done} of {all} done").format(done=done, all=of), "warn")]


def _streak(view: View) -> Row:
    """Weeks in a row in which every target was reached; nothing below two."""
    weeks = weeks_in_a_row(view.journal, view.day, view.week_start) if view.streaks else 0
    if weeks < 2:
        return []
    return [(str(weeks), "number"), (" " + _("weeks in a row"), "muted")]


def _score(view: View) -> Row:
    reading = view.journal.latest_reading(view.day)
    if reading is None:
        return []
    row: Row = [("SSI ", "muted"), (format_points(round(reading.total, 1)), "number")]
    before = view.journal.latest_reading(reading.day - timedelta(days=_WEEK_BACK))
    if before:
        change = reading.total - before.total
        sign = "▲" if change > 0 else "▼" if change < 0 else "="
        days = (reading.day - before.day).days
        text = _("{change} in {days} d").format(
            change=format_points(round(abs(change), 1)), days=days
        )
        row.append((f" {sign}{text}", "accent" if change >= 0 else "muted"))
    if reading.day != view.day:
        row.append((f" · {format_day(reading.day, view.today)}", "muted"))
    return row


class Columns(NamedTuple):
    """Cells of each column; 0: not there."""

    name: int
    bar: int
    spark: int
    hint: int
    best: int
    usual: int


def columns(habits: Sequence[Habit], width: int, *, sparklines: bool = True) -> Columns:
    """Name, count and goal always; then the bar, the sparkline, the hint, the usual pace."""
    longest = max((cell_len(label(habit.kind)) for habit in habits), default=8)
    name = max(8, min(longest, width - 31))
    room = width - name - 30
    spark = 14 if sparklines and room >= 14 + 2 + 8 else 0
    room -= spark + 2 if spark else 0
    bar = min(10, room - 3) if room >= 7 else 0
    room -= bar + 3
    heads = pace_heads()
    usual = cell_len(heads[1]) + 3 if room >= cell_len(heads[1]) + 3 else 0
    room -= usual
    best = cell_len(heads[0]) + 3 if usual and room >= cell_len(heads[0]) + 3 else 0
    room -= best
    if room >= 50 and bar:
        bar += 10
        room -= 10
    hint = min(room - 3, 48) if room >= 26 else 0
    return Columns(name, bar, spark, hint, best, usual)


def pace_heads() -> tuple[str, str]:
    """Over the two columns at the right."""
    return _("best 7 days"), _("usual a week")


def column_heads(parts: Columns, day: str) -> Row:
    """What stands over the columns: ``day`` over the day's counts."""
    best, usual = pace_heads()
    row: Row = [
        (" " * (7 + parts.name), "text"),
        (right(day, 7), "muted"),
        (right(_("goal"), 7), "muted"),
    ]
    if parts.best or parts.usual:
        gap = 8 + (parts.bar + 3 if parts.bar else 0) + (16 if parts.spark else 0)
        row.append((" " * (gap + (parts.hint + 3 if parts.hint else 0)), "text"))
        row.append((right(best, parts.best) if parts.best else "", "muted"))
        row.append((right(usual, parts.usual), "muted"))
    return row


def stretch(target: Target) -> str:
    """The stretch in which a target counts, in one or two words."""
    if target.rolling:
        return _("{days} d").format(days=target.days)
    return _("day") if target.days == 1 else _("week")


def habit_row(
    habit: Habit, parts: Columns, *, selected: bool, first_time: bool = False, low: bool = False
) -> Row:
    """One habit; ``low``: no empty line follows."""
    aim = habit.progress
    badge = "key-dim" if aim is None else "key-done" if aim.met else "key-open"
    name = "strong" if selected or (aim and not aim.met) else "text"
    count = "number" if habit.number else "muted"
    row: Row = [
        (" ▸" if selected else "  ", "accent"),
        (f" {habit.letter or ' '} ", badge),
        ("  " + left(label(habit.kind), parts.name), name),
        (right(str(habit.number), 7), count),
    ]
    if first_time:
        return row
    if aim:
        row += [
            (right(str(aim.done), 4), "bad" if habit.over else "text"),
            (f" {'≤' if aim.target.at_most else '/'} {left(str(aim.goal), 3)}", "muted"),
            (left(stretch(aim.target), 5), "muted"),
            *_bar(aim, parts.bar, low=low),
        ]
    else:
        row.append((" " * (15 + (parts.bar + 3 if parts.bar else 0)), "text"))
    if parts.spark:
        row += [("  ", "text"), *_spark(habit)]
    if parts.hint:
        row.append(("   " + left(action_hint(habit.kind), parts.hint), "muted"))
    if parts.best:
        row.append((right(str(habit.best) if habit.best else "", parts.best), "muted"))
    if parts.usual:
        usual = format_number(habit.usual, 0 if habit.usual >= 10 else 1) if habit.usual else ""
        row.append((right(usual, parts.usual), "muted"))
    return row


def _bar(aim: Progress, width: int, *, low: bool) -> Row:
    """The bar and the mark behind it; of a limit, how much of it is used."""
    if not width:
        return []
    mark = ("✓", "accent") if aim.met else ("✗", "bad") if aim.target.at_most else (" ", "text")
    bar = progress_bar(min(aim.done, aim.goal), max(aim.goal, 1), width)
    return [(" ", "text"), *solid(bar, "bar", low=low), (" ", "text"), mark]


def solid(bar: Row, style: str, *, low: bool) -> Row:
    """A bar of one colour; ``low``: not as high as the line, where lines stand close.

    The rest has another shape, too: colour alone would say nothing where there is none.
    """
    if not low:
        return [(text, name.replace("-done", "")) for text, name in bar]
    rest = sum(len(text) for text, name in bar if name.startswith("bar-rest"))
    done = sum(len(text) for text, _name in bar) - rest
    return [("▆" * done, style), ("▁" * rest, "bar-rest")]


def _spark(habit: Habit) -> Row:
    top = max((count or 0 for count in habit.spark), default=0)
    row: Row = []
    for count in habit.spark:
        if count is None:
            row.append(("·", "missing"))
        elif count:
            row.append((_BLOCKS[min(count * 8 // (top + 1), 7)], "spark"))
        else:
            row.append((" ", "text"))
    return row
