"""Today as rows of text: the heading and the habits, in any size; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sim.terms import PILLAR_MAX, Pillar
from ssi_tui.chart.heatmap import heat_cell, heat_level
from ssi_tui.chart.palette import PILLAR_GLYPHS
from ssi_tui.chart.text import Row, cell_len, left, plain, progress_bar, right, row_width, wrap
from ssi_tui.i18n import _, language, ngettext, pgettext
from ssi_tui.model.progress import Progress, met_count
from ssi_tui.model.terms import Target
from ssi_tui.settings import LANGUAGE_NAMES
from ssi_tui.tui.shell.commands import label
from ssi_tui.tui.shell.rows import Listed, beside, in_sight, keyed, paragraph, solid
from ssi_tui.tui.today.shown import SPARK_DAYS, Habit, TodayView, weeks_in_a_row
from ssi_tui.wording.actions import action_hint, pillar_name
from ssi_tui.wording.dates import format_day, format_long_day, month_name, weekday_name
from ssi_tui.wording.goals import standing
from ssi_tui.wording.numbers import format_number, format_points

_BLOCKS = "▁▂▃▄▅▆▇█"
_WEEK_BACK = 7
_SHORT_HINT = 52


def heading(view: TodayView, width: int) -> Row:
    """The day, how much is done, and the score; whole parts are dropped where it is narrow."""
    parts: list[Row] = [[(format_long_day(view.day), "strong")], _state(view)]
    back = (view.today - view.day).days
    if back:
        ago = ngettext("yesterday", "{count} days ago", back)
        if back < 0:  # where a clock put an entry
            ago = ngettext("tomorrow", "in {count} days", -back)
        parts[0].append((f" · {ago.format(count=abs(back))}", "bad"))
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


def _state(view: TodayView) -> Row:
    if view.unsaved:
        text = ngettext("{count} entry NOT saved", "{count} entries NOT saved", view.unsaved)
        return [(text.format(count=view.unsaved), "bad")]
    if not view.aims or view.greeting:
        return []
    if view.journal.rest(view.day) is not None:
        return [(_("– a day of rest"), "accent")]
    if view.done:
        today = view.day == view.today
        return [(_("✓ done for today") if today else _("✓ all done"), "accent")]
    done, of = met_count(view.aims)
    return [(_("{done} of {all} done").format(done=done, all=of), "warn")]


def _streak(view: TodayView) -> Row:
    """Weeks in a row in which every target was reached; nothing below two."""
    settings, weeks = view.settings, 0
    if settings.streaks == "shown":
        weeks = weeks_in_a_row(view.journal, view.day, settings.week_start)
    if weeks < 2:
        return []
    return [(str(weeks), "number"), (" " + _("weeks in a row"), "muted")]


def _score(view: TodayView) -> Row:
    reading = view.journal.latest_reading(view.day)
    if reading is None:
        return []
    row: Row = [("SSI ", "muted"), (format_points(round(reading.total, 1)), "number")]
    before = view.journal.latest_reading(reading.day - timedelta(days=_WEEK_BACK))
    if before:
        change = reading.total - before.total
        sign = "▲" if change > 0 else "▼" if change < 0 else "="
        points, days = format_points(round(abs(change), 1)), (reading.day - before.day).days
        text = _("{change} in {days} d").format(change=points, days=days)
        row.append((f" {sign}{text}", "accent" if change >= 0 else "muted"))
    if reading.day != view.day:
        row.append((f" · {format_day(reading.day, view.today)}", "muted"))
    return row


class HabitColumns(NamedTuple):
    """Cells of each column; 0: not there."""

    name: int
    bar: int
    spark: int
    hint: int
    best: int
    usual: int


def columns(habits: Sequence[Habit], width: int, *, sparklines: bool) -> HabitColumns:
    """Name, count and goal always; then the bar, the sparkline, the hint, the usual pace."""
    longest = max((cell_len(label(habit.kind)) for habit in habits), default=8)
    name = max(8, min(longest, width - 31))
    room = width - name - 30
    spark = 14 if sparklines and room >= 14 + 2 + 8 else 0
    room -= spark + 2 if spark else 0
    bar = min(10, room - 3) if room >= 7 else 0
    room -= bar + 3
    best, usual = (cell_len(head) + 3 for head in pace_heads())
    usual = usual if room >= usual else 0
    room -= usual
    best = best if usual and room >= best else 0
    room -= best
    told = max((cell_len(action_hint(habit.kind)) for habit in habits), default=0)
    told = told if room >= told + 3 else min(told, _SHORT_HINT)
    hint = told if best and room >= told + 3 else 0
    room -= hint + 3 if hint else 0
    if best and spark and room >= SPARK_DAYS - spark:
        room -= SPARK_DAYS - spark
        spark = SPARK_DAYS
    if best and room >= 3:
        bar += min(room, 14)
    return HabitColumns(name, bar, spark, hint, best, usual)


def pace_heads() -> tuple[str, str]:
    """Over the two columns at the right."""
    return _("best 7 days"), _("usual a week")


def column_heads(view: TodayView, parts: HabitColumns) -> Row:
    """What stands over the columns."""
    best, usual = pace_heads()
    gap = 8 + (parts.bar + 3 if parts.bar else 0) + (parts.spark + 2 if parts.spark else 0)
    gap += parts.hint + 3 if parts.hint else 0
    day = _("today") if view.day == view.today else weekday_name(view.day.weekday())
    return [
        (" " * (7 + parts.name), "text"),
        (right(day, 7), "muted"),
        (right(_("goal"), 7), "muted"),
        (" " * gap if parts.usual else "", "text"),
        (right(best, parts.best), "muted"),
        (right(usual, parts.usual), "muted"),
    ]


def stretch(target: Target) -> str:
    """The stretch in which a target counts, in one or two words."""
    if target.rolling:
        return _("{days} d").format(days=target.days)
    return _("day") if target.days == 1 else _("week")


def habit_row(
    habit: Habit,
    parts: HabitColumns,
    *,
    selected: bool,
    first_time: bool = False,
    low: bool = False,
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
        row += [("  ", "text"), *_spark(habit.spark[-parts.spark :])]
    if parts.hint:
        row.append(("   " + left(action_hint(habit.kind), parts.hint), "muted"))
    best = str(habit.best) if habit.best else ""
    return [
        *row,
        (right(best, parts.best), "muted"),
        (right(_usual(habit), parts.usual), "muted"),
    ]


def _usual(habit: Habit) -> str:
    """The usual pace; nothing where there is none."""
    return format_number(habit.usual, 0 if habit.usual >= 10 else 1) if habit.usual else ""


def _bar(aim: Progress, width: int, *, low: bool) -> Row:
    """The bar and the mark behind it; of a limit, how much of it is used."""
    if not width:
        return []
    mark = ("✓", "accent") if aim.met else ("✗", "bad") if aim.target.at_most else (" ", "text")
    bar = progress_bar(min(aim.done, aim.goal), max(aim.goal, 1), width)
    return [(" ", "text"), *solid(bar, "bar", low=low), (" ", "text"), mark]


def _spark(counts: Sequence[int | None]) -> Row:
    top = max((count or 0 for count in counts), default=0)
    row: Row = []
    for count in counts:
        if count is None:
            row.append(("·", "missing"))
        elif count:
            row.append((_BLOCKS[min(count * 8 // (top + 1), 7)], "spark"))
        else:
            row.append((" ", "text"))
    return row


_AIRY_SCORE = 16
"""Rows that the score has below habits with empty lines between them."""
WIDE, _LEAST, _MOST = 100, 9, 18
"""Cells across from which on pillars stand beside the score's curve; rows that it takes."""
_SIDE_LEAST, _SIDE_MOST = 44, 64
"""Cells right of the score's curve."""
_LABEL = 14
"""Cells for the words before the note, the pillars and the weeks."""


def body(view: TodayView, width: int, height: int, *, at_once: bool = False) -> Listed:
    """Everything that fits, the habits first.

    `at_once`: the score's curve leaves its rows empty, for the first frame: 7 ms with its modules.
    """
    if view.greeting:
        return _welcome(view, width, height)
    room = _score_room(view, width, height)
    if room and width >= WIDE:
        return _with_score(view, width, height, at_once=at_once)
    curve: list[Row] = []
    if room and view.journal.readings:
        from ssi_tui.tui.today import score

        curve = score.curve(view.journal, view.outlook, view.today, width, room)
    parts = (_note(view, width), curve, _pillars(view, width), _weeks(view, width))
    below = [part for part in parts if part]
    while below and len(view.habits) + 1 + sum(len(part) + 1 for part in below) > height:
        below.pop()
    return _above(view, below, width, height)


def _score_room(view: TodayView, width: int, height: int) -> int:
    """Rows for the score's curve; 0 where it has none."""
    if view.greeting or view.settings.pillars != "shown":
        return 0
    parts = [_note(view, width)]
    if width < WIDE:  # pillars and weeks stand below it
        parts += [_pillars(view, width), _weeks(view, width)]
    room = height - len(view.habits) - 2 - sum(len(part) + 1 for part in parts if part)
    return min(room, _MOST) if room >= _LEAST else 0


def shows_curve(view: TodayView, width: int, height: int) -> bool:
    """Whether the score's curve is in sight."""
    return bool(view.journal.readings) and _score_room(view, width, height) > 0


def _above(view: TodayView, below: Sequence[Sequence[Row]], width: int, height: int) -> Listed:
    """The habits in the rows that the parts below leave."""
    listed = _habits(view, width, height - sum(len(part) + 1 for part in below))
    rows = listed.rows
    for part in below:
        rows += [[], *part]
    return Listed(rows, listed.line_at)


def _with_score(view: TodayView, width: int, height: int, *, at_once: bool) -> Listed:
    """Below the habits the score's curve, and right of it its pillars and the last weeks."""
    note, count = _note(view, width), len(view.habits)
    notes = len(note) + 1 if note else 0
    airy = height - notes - 2 * count - 2 >= _AIRY_SCORE
    room = height - notes - 1 - (2 * count + 1 if airy else count + 1)
    below: list[Row] = [[] for _ in range(room)]
    if not at_once:
        from ssi_tui.tui.today import score

        side = max(_SIDE_LEAST, min(width * 36 // 100, _SIDE_MOST))
        drawn = score.curve(view.journal, view.outlook, view.today, width - side - 2, room)
        below = beside(drawn, _aside(view, side, room), width - side)
    return _above(view, [part for part in (note, below) if part], width, height)


def _aside(view: TodayView, width: int, height: int) -> list[Row]:
    """Right of the curve: the pillars, the last weeks, the last notes, as much as has room."""
    from ssi_tui.tui.today import score

    rows: list[Row] = []
    weeks = score.weeks_map(view.journal, view.day, view.settings.week_start, width)
    for part in (_pillars(view, width, head=""), weeks):
        if part and len(rows) + 1 + len(part) <= height:
            rows += [[], *part]
    room = height - len(rows) - 2
    notes = score.last_notes(view.journal, view.day, width, room) if room > 1 else []
    return [*rows, [], *notes] if notes else rows


def _habits(view: TodayView, width: int, height: int, *, first_time: bool = False) -> Listed:
    parts = columns(view.habits, width, sparklines=view.settings.sparklines == "shown")
    count = len(view.habits)
    airy = count * 2 + 1 <= height
    rows: list[Row] = [] if first_time else [column_heads(view, parts)]
    room = max(1, (height - len(rows)) // (2 if airy else 1))
    line_at: dict[int, int] = {}
    for number, habit in in_sight(view.habits, view.at, room):
        line_at[len(rows)] = number
        rows.append(
            habit_row(habit, parts, selected=number == view.at, first_time=first_time, low=not airy)
        )
        if airy and number < count - 1:
            rows.append([])
    return Listed(rows, line_at)


def _note(view: TodayView, width: int) -> list[Row]:
    text = plain(view.journal.note(view.day))
    if not text:
        return []
    heads = (_("Note"), "")
    return [
        [("  " + left(head, _LABEL), "muted"), (line, "text")]
        for head, line in zip(heads, wrap(text, width - _LABEL - 4), strict=False)
    ]


def _pillars(view: TodayView, width: int, *, head: str | None = None) -> list[Row]:
    """The latest reading's pillars, where it has any; ``head``: what stands first."""
    reading = view.journal.latest_reading(view.day)
    if reading is None or reading.brand is None or view.settings.pillars != "shown":
        return []
    before = view.journal.latest_reading(reading.day - timedelta(days=_WEEK_BACK))
    rows: list[Row] = []
    head = left(_("Score"), _LABEL) if head is None else head
    for pillar in Pillar:
        value, colour = reading.pillar(pillar) or 0.0, f"pillar-{pillar}"
        row: Row = [
            ("  " + (head if not rows else " " * cell_len(head)), "muted"),
            (PILLAR_GLYPHS[pillar] + " ", colour),
            (left(pillar_name(pillar), 14), "text"),
            (right(format_points(value), 5), "number"),
            (" ", "text"),
        ]
        width_left = min(25, width - row_width(row) - (14 if head else 9))
        row += solid(progress_bar(value, PILLAR_MAX, width_left, style=colour), colour, low=True)
        old = before.pillar(pillar) if before else None
        if old is not None:
            row.append(("  " + format_number(value - old, 1, sign=True), "muted"))
        rows.append(row)
    return rows


def _weeks(view: TodayView, width: int) -> list[Row]:
    """A cell a day, brighter where more was done; two rows."""
    days = min(
        56, (width - _LABEL - 6) // 2, (view.day - (view.journal.first_day or view.day)).days + 1
    )
    if days < 14:
        return []
    shown = [view.day - timedelta(days=back) for back in reversed(range(days))]
    per_day: Counter[date] = Counter()
    for counts in view.journal.counts(shown[0], view.day).values():
        per_day.update(counts)
    sums = [per_day[day] for day in shown]
    top = sorted(sums)[-max(1, days // 10)]
    row: Row = [("  " + left(_("Last weeks"), _LABEL), "muted")]
    marks = ""
    for place, (day, amount) in enumerate(zip(shown, sums, strict=True)):
        glyph, style = heat_cell(heat_level(amount, top))
        row.append((glyph + " ", style))
        if day.weekday() == 0 and len(marks) <= place * 2:
            named = _("{day} {month}").format(day=day.day, month=month_name(day.month))
            mark = named if day.day <= 7 else str(day.day)
            marks = left(marks, place * 2) + mark + " "
    return [row, [(" " * (_LABEL + 2) + left(marks, days * 2), "muted")]]


def _welcome(view: TodayView, width: int, height: int) -> Listed:
    text = _("Welcome. Press a letter each time you do the thing. That is all of it.")
    rows = [*paragraph(text, width, "text"), []]
    listed = _habits(view, width, min(len(view.habits), max(1, height - 9)), first_time=True)
    line_at = {y + len(rows): number for y, number in listed.line_at.items()}
    if listed.rows:
        text = _("press {letter} now to try").format(letter=view.habits[0].letter)
        listed.rows[0] += [("   ← ", "accent"), (text, "muted")]
    rows += [*listed.rows, []]
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
    return Listed(rows[:height], line_at)


def day_in_words(view: TodayView, advice: str = "") -> list[str]:
    """The day, each habit, the note, the score."""
    lines = [format_long_day(view.day)]
    if view.aims:
        done, of = met_count(view.aims)
        lines[0] += ". " + _("{done} of {all} done").format(done=done, all=of)
    if advice:
        lines.append(advice)
    lines += [_habit(view, habit) for habit in view.habits]
    note = plain(view.journal.note(view.day))
    if note:
        lines.append(_("note: {text}").format(text=note))
    return [*lines, *_score_sentences(view)]


def _habit(view: TodayView, habit: Habit) -> str:
    today = view.day == view.today
    form = _("{action}: {n} today") if today else _("{action}: {n} that day")
    text = form.format(action=label(habit.kind), n=habit.number)
    if habit.progress:
        text += ", " + standing(habit.progress, today=today)
        text += ", " + _habit_state(habit)
    if usual := _usual(habit):
        text += ", " + _("usual {pace} a week").format(pace=usual)
    if habit.letter:
        text += ". " + _("Key {key}").format(key=habit.letter)
    return text + "."


def _habit_state(habit: Habit) -> str:
    assert habit.progress is not None
    if habit.progress.rest:
        return _("planned rest")
    if habit.over:
        return _("over the limit")
    return _("done") if habit.met else pgettext("not done yet", "open")


def _score_sentences(view: TodayView) -> list[str]:
    reading = view.journal.latest_reading(view.day)
    if reading is None:
        return [_("No score yet: s types it in.")]
    day = format_day(reading.day, view.today)
    text = _("SSI {score}, {day}").format(score=format_points(round(reading.total, 1)), day=day)
    parts = [
        f"{pillar_name(pillar)} {format_number(value, 1)}"
        for pillar in Pillar
        if (value := reading.pillar(pillar)) is not None
    ]
    return [f"{text}: {', '.join(parts)}." if parts else f"{text}."]
