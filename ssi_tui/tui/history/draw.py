"""History as rows of text: the figures, the map, the selected day, each action, the notes; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ssi_tui.chart.curves import draw_curves
from ssi_tui.chart.heatmap import REST, Days, Grid, heat_cell, label_width, month_row, week_rows
from ssi_tui.chart.palette import PILLAR_GLYPHS
from ssi_tui.chart.text import Row, cell_len, fit, left, plain, right, row_width, sparkline, wrap
from ssi_tui.i18n import _, ngettext
from ssi_tui.model.journal import Journal
from ssi_tui.tui.history.values import ActionLane, Past, Subject, Year
from ssi_tui.tui.shell.commands import label
from ssi_tui.tui.shell.dialogs import Choice
from ssi_tui.tui.shell.rows import beside, in_sight, keyed, pointed
from ssi_tui.tui.shell.score_plot import readings_plot
from ssi_tui.wording.actions import action_name, pillar_name
from ssi_tui.wording.dates import format_day, weekday_long_name
from ssi_tui.wording.numbers import format_number, format_points


def subject_name(subject: Subject) -> str:
    """What the map is of; empty for everything."""
    if subject.kind:
        return label(subject.kind)
    return pillar_name(subject.pillar) if subject.pillar else ""


def figures(year: Year) -> list[str]:
    """Days with something done, weeks in a row, the best weekday."""
    if not year.logged:
        return [_("nothing logged")]
    logged = ngettext("{n} of {all} day logged", "{n} of {all} days logged", year.days).format(
        n=year.logged, all=year.days
    )
    parts = [logged]
    if year.longest > 1:
        parts.append(_("longest streak {n} weeks").format(n=year.longest))
    if year.weekday is not None:
        parts.append(_("best day {weekday}").format(weekday=weekday_long_name(year.weekday)))
    return parts


def nothing_done(journal: Journal, day: date) -> str:
    """A gap is no failure."""
    rest = journal.rest(day)
    if rest:
        why = plain(rest.why)
        return _("planned rest: {why}").format(why=why) if why else _("planned rest")
    return _("nothing logged")


def _most_first(journal: Journal, day: date) -> list[tuple[int, str]]:
    """How many of what was done."""
    counts = sorted(journal.day_counts(day).items(), key=lambda pair: -pair[1])
    return [(n, plain(action_name(kind, n))) for kind, n in counts if n]


def _read(journal: Journal, day: date) -> list[str]:
    """The score that was read, or nothing."""
    reading = journal.reading(day)
    if reading is None:
        return []
    return [_("SSI {score}").format(score=format_points(round(reading.total, 1)))]


def day_words(journal: Journal, day: date) -> list[str]:
    """What was done, most first, and the score that was read."""
    done = ", ".join(f"{n} {name}" for n, name in _most_first(journal, day))
    return [*([done] if done else []), *_read(journal, day)]


def plan_words(lane: ActionLane) -> str:
    """ "95 % of plan"; nothing without a goal."""
    if lane.plan is None:
        return ""
    return _("{percent} % of plan").format(percent=format_number(100 * lane.plan))


def streak_words(lane: ActionLane) -> str:
    """Nothing is said of a streak that is none."""
    if not lane.streak:
        return ""
    return ngettext("{n} week in a row", "{n} weeks in a row", lane.streak).format(n=lane.streak)


def notes_between(journal: Journal, first: date, last: date) -> list[tuple[date, str]]:
    """(day, text), newest first; reads only the months concerned."""
    names = first.isoformat()[:7], last.isoformat()[:7]
    notes = [
        (day, text)
        for name, month in journal.months.items()
        if names[0] <= name <= names[1]
        for day, text in month.notes.items()
        if text and first <= day <= last
    ]
    return sorted(notes, reverse=True)


def sentences(past: Past, notes: Sequence[tuple[date, str]] = ()) -> Iterator[str]:
    """The figures, each action, then the notes and the weeks, newest first."""
    of = subject_name(past.subject) or _("All actions")
    yield _("{what}, {year}: {figures}.").format(
        what=of, year=past.year.number, figures=", ".join(figures(past.year))
    )
    for lane in past.lanes:
        said = [part for part in (plan_words(lane), streak_words(lane)) if part]
        if said:
            yield f"{label(lane.kind)}: {', '.join(said)}."
    yield ""
    for day, text in notes:
        yield f"{format_day(day, past.days.day)}: {plain(text)}"
    if notes:
        yield ""
    shown = past.days
    began = min([*shown.totals, *shown.rests], default=shown.last + timedelta(days=1))
    week = shown.last - timedelta(days=6)
    while week + timedelta(days=6) >= began:
        days = [week + timedelta(days=n) for n in range(7)]
        if week <= shown.day or any(shown.totals.get(day) for day in days):
            yield _week(shown, days)
        week -= timedelta(days=7)


def _week(shown: Days, days: list[date]) -> str:
    counts = [n for day in days if (n := shown.totals.get(day, 0))]
    head = _("Week from {day}").format(day=format_day(days[0], shown.day))
    if not counts:
        rest = any(day in shown.rests for day in days)
        return f"{head}: {_('planned rest') if rest else _('nothing logged')}."
    done = ngettext("{n} action on {days}", "{n} actions on {days}", sum(counts)).format(
        n=sum(counts),
        days=ngettext("{n} day", "{n} days", len(counts)).format(n=len(counts)),
    )
    return f"{head}: {done}."


def days_to_find(journal: Journal, today: date) -> list[Choice]:
    """Each day with a note or an action, newest first; notes before what was done."""
    done: dict[str, list[str]] = {}
    notes: dict[str, str] = {}
    forms: dict[str, tuple[str, str]] = {}
    for month in journal.months.values():
        notes |= {day.isoformat(): text for day, text in month.notes.items() if text}
        for kind, days in month.counts.items():
            single, many = forms.get(kind) or forms.setdefault(kind, _forms(kind))
            for day, number in days.items():
                if number:
                    done.setdefault(day, []).append(f"{number} {single if number == 1 else many}")
    choices = []
    for day in sorted({*notes, *done}, reverse=True):
        parts = [plain(notes[day])] if day in notes else []
        parts += [", ".join(done[day])] if day in done else []
        name = format_day(date.fromisoformat(day), today)
        choices.append(Choice(day, name, " · ".join(parts)))
    return choices


def _forms(kind: str) -> tuple[str, str]:
    """One and many of a kind."""
    return plain(action_name(kind, 1)), plain(action_name(kind, 2))


MARGIN = 2
WIDE, PANEL = 124, 30
"""Cells from which on the selected day stands beside the map, and what it takes."""
FEWEST_WIDE, A_YEAR, MOST_WEEKS = 20, 53, 105
"""Weeks two cells apart where at least so many fit; never more than two years."""
_ALL_BLANKS = 19
"""Rows from which on the parts stand apart."""


class HistoryView(NamedTuple):
    """All that History shows."""

    past: Past
    journal: Journal
    today: date
    day: date
    """The selected one."""
    grid: Grid
    notes: Sequence[tuple[date, str]] = ()
    """Of the weeks shown, newest first."""
    ahead: Sequence[date] = ()
    """Days to come that have something."""


class MapRows(NamedTuple):
    """The rows, and what stands in which."""

    rows: list[Row]
    map_top: int
    """The row of the first weekday."""
    subject_at: dict[int, Subject]
    day_at: dict[int, date]
    lanes_from: int = 0
    """The first cell of each action's row: they may stand right of the map."""


def grid_for(width: int, last_week: date, began: date | None) -> Grid:
    """As many weeks as fit, the last of them beginning on that day.

    A year of them, or more where there is a longer log.
    """
    names = MARGIN + label_width()
    room = width - names - 1 - (PANEL if width >= WIDE else 0)
    step = 2 if room // 2 >= FEWEST_WIDE else 1
    known = (last_week - began).days // 7 + 2 if began else 0
    weeks = max(1, min(MOST_WEEKS, room // step, max(A_YEAR, known)))
    return Grid(last_week - timedelta(days=7 * (weeks - 1)), weeks, names, step)


def draw(view: HistoryView, width: int, height: int) -> MapRows:
    """Everything that fits, the map first."""
    if view.journal.empty:
        return MapRows(_empty(view, width, height), 0, {}, {})
    airy = height >= _ALL_BLANKS
    rows: list[Row] = [[]] if height >= 15 else []
    if height >= 10:
        rows.append(headline(view, width))
    if airy:
        rows.append([])
    rows.append(month_row(view.past.days, view.grid))
    map_top = len(rows)
    rows += [indented(row) for row in week_rows(view.past.days, view.grid, view.day)]
    if height >= 13:
        rows.append(legend(view, width))
    if airy:
        rows.append([])
    note = plain(view.journal.note(view.day))
    rows.append(_selected(view, width, whole=height < 15 or bool(note)))
    if height >= 15:
        rows.append([("    " + fit(note, width - 6), "text")] if note else _goes_on(view, width))
    if view.ahead:
        rows.append([("  " + fit(ahead_words(view), width - 3), "bad")])
    if airy:
        rows.append([])
    subject_at: dict[int, Subject] = {}
    day_at: dict[int, date] = {}
    for lane, row in lane_rows(view, width, height - len(rows)):
        subject_at[len(rows)] = Subject(lane.kind)
        rows.append(row)
    if view.notes and height - len(rows) >= 3:
        rows += [[], [("  " + _("Notes"), "muted")]]
        for day, text in view.notes[: height - len(rows)]:
            day_at[len(rows)] = day
            rows.append(_note(view, day, text, width))
    return MapRows(rows[:height], map_top, subject_at, day_at)


def indented(row: Row) -> Row:
    """The weekday's name moved into the cells that the map's label has for the margin."""
    (name, style), *cells = row
    margin = left(" " * MARGIN + name.rstrip(), cell_len(name)), style
    return [margin, *cells]


def _empty(view: HistoryView, width: int, height: int) -> list[Row]:
    """The first step, with its key; below it the days that wait for something."""
    ways = [
        ("1", _("log something in Today; here each day becomes a cell")),
        ("7", _("bring in what LinkedIn has kept of you, or another tracker’s table")),
    ]
    rows: list[Row] = [[], [("  " + fit(_("Nothing is logged yet."), width - 3), "text")], []]
    rows += keyed(ways, width)
    days = [indented(row) for row in week_rows(view.past.days, view.grid, date.min)]
    if len(rows) + 2 + len(days) <= height:
        rows += [[], month_row(view.past.days, view.grid), *days]
    return rows


def headline(view: HistoryView, width: int) -> Row:
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


def legend(view: HistoryView, width: int) -> Row:
    """What the squares' brightness means, and the sign of rest."""
    row: Row = [(" " * view.grid.label + _("less") + " ", "muted")]
    for level in range(5):
        glyph, style = heat_cell(level)
        row.append((glyph + " ", style))
    row.append((_("more"), "muted"))
    rest = "   " + _("{sign} planned rest").format(sign=REST)
    if view.past.days.rests and row_width(row) + cell_len(rest) < width:
        row.append((rest, "muted"))
    return row


def ahead_words(view: HistoryView) -> str:
    """What stands on days to come, and the key that leads there."""
    text = ngettext(
        "{n} day ahead of today has entries, the last {day}: end goes there",
        "{n} days ahead of today have entries, the last {day}: end goes there",
        len(view.ahead),
    )
    return text.format(n=len(view.ahead), day=format_day(view.ahead[-1], view.today))


def _selected(view: HistoryView, width: int, *, whole: bool) -> Row:
    """The day in the brackets; ``whole``: all that was done in it, as much as fits."""
    head = _heading(view)
    row: Row = [("  ▸ ", "accent"), (head, "strong")]
    style = "text" if day_words(view.journal, view.day) else "muted"
    text = _done(view)
    room = width - row_width(row) - 1
    return [*row, (fit(text, room) if whole else wrap(text, room, " ")[0], style)]


def _goes_on(view: HistoryView, width: int) -> Row:
    """What the row above has no room for."""
    lines = wrap(_done(view), width - cell_len(_heading(view)) - 5, " ")
    return [("    " + fit(" ".join(line.strip() for line in lines[1:]), width - 6), "text")]


def _heading(view: HistoryView) -> str:
    day = format_day(view.day, view.today)
    return f"{day} ({_('today')})" if view.day == view.today else day


def _done(view: HistoryView) -> str:
    done = " · ".join(day_words(view.journal, view.day))
    return f" · {done or nothing_done(view.journal, view.day)}"


def lane_rows(view: HistoryView, width: int, room: int) -> list[tuple[ActionLane, Row]]:
    """A row an action round the chosen one: name, weeks, part of the plan, weeks in a row."""
    lanes = [lane for lane in view.past.lanes if any(lane.weeks)]
    kinds = [lane.kind for lane in lanes]
    at = kinds.index(view.past.subject.kind) if view.past.subject.kind in kinds else 0
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
    rows: list[tuple[ActionLane, Row]] = []
    for _number, lane in in_sight(lanes, at, room):
        row = pointed(left(label(lane.kind), name), on=lane.kind == view.past.subject.kind)
        weeks = sparkline(lane.weeks, spark)  # below the line: rows would melt into one another
        row += [("  ", "text"), *((text.replace("█", "▇"), style) for text, style in weeks)]
        if plan:
            row.append(("  " + right(plan_words(lane), plan), "muted"))
        if streak:
            row.append(("  " + right(streak_words(lane), streak), "muted"))
        rows.append((lane, row))
    return rows


def _note(view: HistoryView, day: date, text: str, width: int) -> Row:
    on = day == view.day
    head = left(format_day(day, view.today), 16)
    style = "strong" if on else "text"
    return [
        ("  ▸ " if on else "    ", "accent"),
        (head, "strong" if on else "muted"),
        (fit(plain(text), width - 21), style),
    ]


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
    rows: list[Row] = [[], headline(view, width), [], month_row(view.past.days, view.grid)]
    map_top = len(rows)
    wide = view.grid.width + 1
    rows += [indented(row) for row in week_rows(view.past.days, view.grid, view.day)]
    rows += [legend(view, wide), []]
    if view.ahead:
        rows += [[("  " + fit(ahead_words(view), wide - 3), "bad")], []]
    spare = width - wide - 3
    apart = spare >= _LANES_APART
    lanes = 0 if apart else sum(any(lane.weeks) for lane in view.past.lanes)
    room = min(height - len(rows) - lanes - 1, _CURVE_MOST)
    end = _end(view.grid)
    read = any(view.grid.begin <= reading.day < end for reading in view.journal.readings)
    if room >= _CURVE_LEAST and read:
        rows += [*score_curve(view, room), []]
    subject_at: dict[int, Subject] = {}
    aside: list[Row] = [[]] * map_top
    if apart and any(lane.weeks for lane in view.past.lanes):
        aside += [[("  " + _("Week by week"), "muted")]]
    target, across = (aside, spare) if apart else (rows, wide)
    for lane, row in lane_rows(view, across, height - len(target)):
        subject_at[len(target)] = Subject(lane.kind)
        target.append(row)
    if apart and subject_at:
        aside.append([])
    aside += day_rows(view, spare, height - len(aside))
    return MapRows(
        beside(rows, aside, wide + 2)[:height], map_top, subject_at, {}, wide + 2 if apart else 0
    )


def _end(grid: Grid) -> date:
    """The day behind the last one of the map."""
    return grid.begin + timedelta(days=7 * grid.weeks)


def score_curve(view: HistoryView, height: int) -> list[Row]:
    """The readings, each under the week in which it was read."""
    grid, readings = view.grid, view.journal.readings
    last = _end(grid) - timedelta(days=1)
    plot = readings_plot(readings, grid.begin, view.today, last=last)
    indent = " " * max(0, grid.label - _AXIS)
    drawn = draw_curves(plot, _AXIS + grid.step * grid.weeks, height - 1)
    return [[("  " + _("Score"), "muted")], *([(indent, ""), *row] for row in drawn)]


def day_rows(view: HistoryView, width: int, height: int) -> list[Row]:
    """The selected day with all that was done, then the notes of the weeks in sight."""
    journal, day = view.journal, view.day
    rows: list[Row] = [[("▸ ", "accent"), (fit(_heading(view), width - 2), "strong")]]
    rows += _done_rows(journal, day, width)
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


def _done_rows(journal: Journal, day: date, width: int) -> list[Row]:
    """An action a row, most first, and the score; a gap is no failure."""
    rows: list[Row] = [
        [("  " + left(str(n), 4), "number"), (fit(name, width - 6), "text")]
        for n, name in _most_first(journal, day)
    ]
    rows += [[("  " + said, "accent")] for said in _read(journal, day)]
    return rows or [[("  " + fit(nothing_done(journal, day), width - 2), "muted")]]
