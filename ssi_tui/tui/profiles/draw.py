"""Profiles as rows of text: a table of journals, and more of the chosen one; pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from sim.terms import PILLAR_MAX, Pillar
from ssi_tui.chart.curves import draw_curves
from ssi_tui.chart.heatmap import heat_cell, heat_level
from ssi_tui.chart.palette import PILLAR_GLYPHS
from ssi_tui.chart.text import Row, cell_len, fit, left, plain, progress_bar, right, sparkline, wrap
from ssi_tui.i18n import _, ngettext
from ssi_tui.model.clients import Compared, Need
from ssi_tui.tui.profiles.summaries import HALF_YEAR, WEEKS, ProfileLine, Summary
from ssi_tui.tui.shell.rows import Listed, beside, in_sight, keyed, solid, titled
from ssi_tui.tui.shell.score_plot import readings_plot
from ssi_tui.wording.actions import pillar_name
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.numbers import format_number, format_points
from ssi_tui.wording.people import all_is_well, reason_sentence, reason_short

GAP = 3
LONGEST_NAME = 32
ABOUT_ROWS = 5
"""Of what is said of the chosen one, below the table."""
TABLE_ROWS = 6
"""That the table keeps before anything is said below it."""
DETAIL_WIDE, DETAIL_LEAST, DETAIL_MOST = 100, 11, 22
"""Cells across, and rows below the table, from which on the chosen one's curve stands there."""
_SIDE = 46
"""Cells right of the curve for pillars and meetings."""


class Board(NamedTuple):
    """What is drawn."""

    lines: Sequence[ProfileLine]
    at: int
    today: date
    since: date | None = None
    """The day of which before and after are compared."""
    aside: int = 0
    """Journals in the archive that are not listed."""


@dataclass(frozen=True)
class ClientColumn:
    """One column of the table, behind the names."""

    head: str
    cells: Sequence[str]
    drop: int
    """Where it is narrow, the highest go first; 0 stays."""
    to_right: bool = False
    style: str = "text"
    styles: Sequence[str] = ()
    """Of each cell, where they differ."""

    @cached_property
    def size(self) -> int:
        """Cells, with those before it."""
        return GAP + max(map(cell_len, [self.head, *self.cells]))

    def put(self, text: str) -> str:
        return " " * GAP + (right if self.to_right else left)(text, self.size - GAP)


def draw(board: Board, width: int, height: int) -> Listed:
    """Heading, the table around the chosen line, and what there is to say of that one."""
    about = _("who needs a word first; each is a folder on this computer")
    if board.since:
        day = format_day(board.since, board.today)
        about = _("before and after {day}; w ends that").format(day=day)
    rows: list[Row] = [titled(_("Profiles"), about, width), []]
    lines = board.lines
    name = min(max(cell_len(plain(line.name)) for line in lines), LONGEST_NAME)
    every = _columns(board)
    columns = _fitting(every, width - 7 - name)
    taken = sum(column.size for column in columns)
    name = max(0, min(name, width - 8 - taken))
    whole = all(column in columns or not any(column.cells) for column in every)
    extras = _extras(width - 7 - name - taken) if whole and not board.since else []
    heads = [column.put(column.head) for column in columns]
    heads += [" " * GAP + extra.head for extra in extras]
    rows.append([(" " * (7 + name) + "".join(heads), "muted")])
    below = _about(board, width, weeks=bool(extras))
    below = below[: max(0, height - len(rows) - TABLE_ROWS)]
    spare = height - len(rows) - len(below) - max(len(lines), TABLE_ROWS) - 1
    detail: list[Row] = []
    if width >= DETAIL_WIDE and spare >= DETAIL_LEAST:
        detail = _detail(board, width, min(spare, DETAIL_MOST))
    below += detail or _ways(width, height - len(rows) - len(below) - 2 * len(lines))
    room = max(1, height - len(rows) - len(below))
    airy = len(lines) * 2 <= room
    line_at: dict[int, int] = {}
    for number, line in in_sight(lines, board.at, max(1, room // (2 if airy else 1))):
        line_at[len(rows)] = number
        rows.append(_name(line, name, on=number == board.at))
        rows[-1] += [_cell(column, number, line.summary) for column in columns]
        if line.summary:
            for extra in extras:
                rows[-1] += [(" " * GAP, "text"), *extra.draw(line.summary, board.today)]
        if airy:
            rows.append([])
    return Listed([*rows, *below][:height], line_at)


def _columns(board: Board) -> list[ClientColumn]:
    lines = board.lines
    if board.since:
        return _compared_columns(lines)
    reasons, styles = zip(*map(_need, lines), strict=True)
    return [
        ClientColumn(_("SSI"), [_score(line) for line in lines], 1, to_right=True, style="number"),
        ClientColumn(_("why a word"), reasons, 2, styles=styles),
        ClientColumn(_("logged"), [_days(line) for line in lines], 4, to_right=True),
        ClientColumn(_("last entry"), [_last(line, board.today) for line in lines], 3),
    ]


def _score(line: ProfileLine) -> str:
    known = line.summary
    if known is None:
        return "…"
    return "–" if known.score is None else format_points(round(known.score, 1))


def _need(line: ProfileLine) -> tuple[str, str]:
    """In a few words, and how bright."""
    known = line.summary
    if line.archived:
        return _("in the archive"), "muted"
    if known is None or not line.folder:
        return "", "text"
    if not known.standing.reasons:
        return all_is_well(), "muted"
    first = known.standing.reasons[0]
    loud = first.why in (Need.DAMAGED, Need.FALLING, Need.OFF_PLAN, Need.BEHIND)
    return reason_short(first), "warn" if loud else "text"


def _days(line: ProfileLine) -> str:
    known = line.summary
    if known is None or known.damaged:
        return ""
    return ngettext("{n} day", "{n} days", known.days).format(n=known.days)


def _last(line: ProfileLine, today: date) -> str:
    known = line.summary
    if known is None:
        return ""
    if known.damaged:
        return _("{file} is damaged").format(file=known.damaged)
    if not line.folder:
        return _("made-up data")
    if known.last is None:
        return _("empty so far")
    back = (today - known.last).days
    words = {0: _("today"), 1: _("yesterday")}
    return words.get(back) or format_day(known.last, today)


def _compared_columns(lines: Sequence[ProfileLine]) -> list[ClientColumn]:
    changes = [line.summary.compared if line.summary else None for line in lines]
    signs = [_sign(one.points if one else None) for one in changes]
    styles = [_tone(one.points if one else None) for one in changes]
    columns = [
        ClientColumn(
            _("before"),
            [_total(one, before=True) for one in changes],
            2,
            to_right=True,
            style="number",
        ),
        ClientColumn(_("after"), [_total(one, before=False) for one in changes], 1, to_right=True),
        ClientColumn("±", signs, 0, to_right=True, styles=styles),
    ]
    for number, pillar in enumerate(Pillar):
        points = [one.pillar(pillar) if one else None for one in changes]
        cells = [_sign(each) for each in points]
        tones = [_tone(each) for each in points]
        head = pillar_name(pillar)
        columns.append(ClientColumn(head, cells, 4 + number, to_right=True, styles=tones))
    columns.append(
        ClientColumn(_("actions a week"), [_paces(one) for one in changes], 3, to_right=True)
    )
    return columns


def _total(change: Compared | None, *, before: bool) -> str:
    reading = change and (change.before if before else change.after)
    return format_points(round(reading.total, 1)) if reading else "–"


def _sign(points: float | None) -> str:
    return "–" if points is None else format_number(points, 1, sign=True)


def _tone(points: float | None) -> str:
    if points is None or abs(points) < 0.05:
        return "muted"
    return "accent" if points > 0 else "warn"


def _paces(change: Compared | None) -> str:
    if change is None:
        return ""
    return f"{format_number(change.pace_before)} → {format_number(change.pace_after)}"


def _fitting(columns: list[ClientColumn], width: int) -> list[ClientColumn]:
    """Where it is narrow some go."""
    for drop in range(len(columns) + 4, 0, -1):
        if sum(column.size for column in columns) > width:
            columns = [column for column in columns if column.drop != drop]
    return columns


class Extra(NamedTuple):
    """What stands right of the columns where it has room."""

    head: str
    draw: Callable[[Summary, date], Row]
    """For one journal, as wide as the head."""


def _all_extras() -> tuple[Extra, ...]:
    """The most wanted first."""
    weeks = ngettext("{n} week", "{n} weeks", HALF_YEAR).format(n=HALF_YEAR)
    return (
        Extra(left(_("weeks of plan"), 2 * WEEKS - 1), _plan_weeks),
        Extra(left(f"{_('SSI')}, {weeks}", HALF_YEAR), _half_year),
        Extra("".join(right(PILLAR_GLYPHS[one], 7) for one in Pillar), _newest_pillars),
    )


def _extras(width: int) -> list[Extra]:
    """Those that have room beside all else, the first ones first."""
    fitting = []
    for extra in _all_extras():
        width -= GAP + cell_len(extra.head)
        if width < 0:
            break
        fitting.append(extra)
    return fitting


def _name(line: ProfileLine, width: int, *, on: bool) -> Row:
    style = "strong" if line.open or on else "muted" if line.archived else "text"
    return [
        ("  ▸ " if on else "    ", "accent"),
        ("✓ " if line.open else "  ", "accent"),
        (" " + left(plain(line.name), width), style),
    ]


def _cell(column: ClientColumn, number: int, known: Summary | None) -> tuple[str, str]:
    style = column.styles[number] if column.styles else column.style
    damaged = known is not None and known.damaged
    return column.put(column.cells[number]), "bad" if damaged else style


def _plan_weeks(known: Summary, _today: date) -> Row:
    row: Row = []
    for share in known.weeks or (None,) * WEEKS:
        glyph, style = ("·", "missing") if share is None else heat_cell(heat_level(share, 1.0))
        row += [(glyph, style), (" ", "text")]
    return row[:-1]


def _newest_pillars(known: Summary, _today: date) -> Row:
    newest = known.readings[-1] if known.readings else None
    points = [newest.pillar(one) if newest else None for one in Pillar]
    return [(right("–" if one is None else format_number(one, 1), 7), "text") for one in points]


def _half_year(known: Summary, today: date) -> Row:
    """The score week after week, from its lowest to its highest: how it moved, not how high."""
    weeks: list[float | None] = []
    for back in reversed(range(HALF_YEAR)):
        until = today - timedelta(weeks=back)
        totals = [one.total for one in known.readings if one.day <= until]
        weeks.append(totals[-1] if totals else None)
    known_weeks = [one for one in weeks if one is not None]
    if not known_weeks:
        return [("·" * HALF_YEAR, "missing")]
    low, span = min(known_weeks), max(max(known_weeks) - min(known_weeks), 2.0)
    values = [0.0 if one is None else one - low + span / 6 for one in weeks]
    blocks = sparkline(values, HALF_YEAR, top=span * 7 / 6)
    return [(text.replace("█", "▇"), style) for text, style in blocks]


def _detail(board: Board, width: int, height: int) -> list[Row]:
    """The chosen one's half year as a curve; right of it its pillars, and what was said last."""
    line = board.lines[board.at]
    readings = line.summary.readings if line.summary else ()
    if not readings:
        return []
    plot = readings_plot(readings, board.today - timedelta(weeks=HALF_YEAR), board.today)
    chart = width - _SIDE - 4
    moved = readings[-1].total - readings[0].total
    said = _("{name}: SSI {score}, {points} since {day}").format(
        name=fit(plain(line.name), LONGEST_NAME),
        score=format_points(round(readings[-1].total, 1)),
        points=format_number(moved, 1, sign=True),
        day=format_day(readings[0].day, board.today),
    )
    head: Row = [("    " + fit(said, width - 6), "strong")]
    curve = [[("  ", ""), *row] for row in draw_curves(plot, chart, height - 2)]
    return [[], head, *beside(curve, _side(line, board.today, height - 2), chart + 4)]


def _ways(width: int, height: int) -> list[Row]:
    """What can be done with journals, where no curve stands and there is room."""
    ways = (
        ("n", _("a new, empty journal")),
        ("m", _("a note of a meeting with the chosen one")),
        ("w", _("before and after a workshop, for everybody; again: back")),
        ("g", _("groups: people of a workshop or a team")),
        ("x", _("hide names everywhere, or show them")),
    )
    rows: list[Row] = [[], *([(" ", "text"), *row] for row in keyed(ways, width - 1))]
    return rows if len(rows) <= height else []


def _side(line: ProfileLine, today: date, height: int) -> list[Row]:
    """The newest pillars as bars, then the meetings, the newest first."""
    assert line.summary is not None
    newest, oldest = line.summary.readings[-1], line.summary.readings[0]
    rows: list[Row] = []
    for pillar in Pillar:
        value, before = newest.pillar(pillar), oldest.pillar(pillar)
        if value is None:
            continue
        colour = f"pillar-{pillar}"
        row: Row = [
            (PILLAR_GLYPHS[pillar] + " ", colour),
            (left(pillar_name(pillar), 14), "text"),
            (right(format_number(value, 1), 5) + " ", "number"),
            *solid(progress_bar(value, PILLAR_MAX, 14, style=colour), colour, low=True),
        ]
        if before is not None:
            row.append((right(format_number(value - before, 1, sign=True), 7), "muted"))
        rows.append(row)
    for day, note in reversed(list(line.meetings.items())):
        words = wrap(plain(note), _SIDE - 4)[:3]
        if len(rows) + 2 + len(words) > height:
            break
        rows += [
            [],
            [(format_day(day, today), "muted")],
            *([("  " + one, "text")] for one in words),
        ]
    return rows


def _about(board: Board, width: int, *, weeks: bool) -> list[Row]:
    """Why the chosen one needs a word, and what was said when one met last."""
    line = board.lines[board.at]
    said: list[tuple[str, str]] = []
    if line.folder and line.summary and not line.archived:
        reasons = line.summary.standing.reasons
        text = " ".join(reason_sentence(reason, board.today) for reason in reasons)
        said += [(text, "text")] if text else []
    if line.meetings:
        day, note = list(line.meetings.items())[-1]
        form = _("Met on {day}: {note}")
        said.append((form.format(day=format_day(day, board.today), note=plain(note)), "text"))
    if weeks:
        text = _("A cell a week, this one last: fuller where more of its goals was done.")
        said.append((text, "muted"))
    if board.aside:
        form = ngettext(
            "{n} journal is in the archive: v shows it.",
            "{n} journals are in the archive: v shows them.",
            board.aside,
        )
        said.append((form.format(n=board.aside), "muted"))
    rows: list[Row] = []
    for text, style in said:
        rows += [[("     " + one, style)] for one in wrap(text, max(10, width - 7))[:3]]
    return [[], *rows][: ABOUT_ROWS + 1] if rows else []


def what_enter_does(line: ProfileLine) -> str:
    """What stands above the keys."""
    name = fit(plain(line.name), LONGEST_NAME)
    if line.open:
        return _("✓ {name} is open: everything you log goes there.").format(name=name)
    if not line.folder:
        return _("Enter opens the made-up journal: nothing in it is yours, no change is kept.")
    return _("Enter opens {name} and closes the one that is open.").format(name=name)
