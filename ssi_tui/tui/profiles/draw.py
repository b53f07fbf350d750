"""Profiles as rows of text: a table of journals, in any size; pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ssi_tui.chart import Row, heat_cell, heat_level
from ssi_tui.chart.text import cell_len, fit, left, plain, right, wrap
from ssi_tui.i18n import _, ngettext
from ssi_tui.tui.profiles.summaries import WEEKS, ProfileLine, Summary
from ssi_tui.tui.shell.row_list import Listed
from ssi_tui.tui.shell.rows import first_shown, titled
from ssi_tui.wording.dates import format_day
from ssi_tui.wording.numbers import format_points

GAP = 3


LONGEST_NAME = 32


def draw(lines: Sequence[ProfileLine], at: int, today: date, width: int, height: int) -> Listed:
    """Heading, the table around the chosen line, and what it says of the week's cells."""
    about = _("each is a folder on this computer; nothing is sent anywhere")
    rows: list[Row] = [titled(_("Profiles"), about, width), []]
    cells = [_cells(line, today) for line in lines]
    heads = ["", _("SSI"), _("logged"), _("last entry"), _("weeks of plan")]
    widths = _widths(heads, cells, width)
    rows.append(_heads(heads, widths))
    airy = len(lines) * 2 + len(rows) <= height
    room = max(1, (height - len(rows)) // (2 if airy else 1))
    first = first_shown(at, len(lines), room)
    line_at: dict[int, int] = {}
    for number, line in enumerate(lines[first : first + room], first):
        line_at[len(rows)] = number
        rows.append(_line(line, cells[number], widths, on=number == at))
        if airy:
            rows.append([])
    if widths[4] and len(rows) + 3 <= height:
        text = _("A cell a week, this one last: fuller where more of its goals was done.")
        rows += [[], *([("     " + one, "muted")] for one in wrap(text, width - 7))]
    return Listed(rows[:height], line_at)


def _cells(line: ProfileLine, today: date) -> list[str]:
    """Name, score, days, last entry; the weeks are drawn, not written."""
    name = plain(line.name)
    known = line.summary
    if known is None:
        return [name, "…", "", "", ""]
    if known.damaged:
        return [name, "–", "", _("{file} is damaged").format(file=known.damaged), ""]
    score = "–" if known.score is None else format_points(round(known.score, 1))
    days = ngettext("{n} day", "{n} days", known.days).format(n=known.days)
    return [name, score, days, _last(line, known, today), ""]


def _last(line: ProfileLine, known: Summary, today: date) -> str:
    if not line.folder:
        return _("made-up data")
    if known.last is None:
        return _("empty so far")
    back = (today - known.last).days
    words = {0: _("today"), 1: _("yesterday")}
    return words.get(back) or format_day(known.last, today)


def _widths(heads: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> list[int]:
    """Cells of each column; from the right, columns go where it is narrow, last the name's end."""
    found = [
        max(cell_len(text) for text in column)
        for column in zip(heads, *(row for row in cells), strict=True)
    ]
    found[0] = min(found[0], LONGEST_NAME)
    found[4] = max(found[4], 2 * WEEKS - 1)
    for drop in (4, 2, 3, 1):
        if 7 + sum(found) + GAP * (sum(map(bool, found)) - 1) <= width:
            break
        found[drop] = 0
    found[0] = min(found[0], width - 8 - sum(one + GAP for one in found[1:] if one))
    return [max(0, one) for one in found]


def _heads(heads: Sequence[str], widths: Sequence[int]) -> Row:
    text = " " * (7 + widths[0])
    for number, (head, size) in enumerate(zip(heads[1:], widths[1:], strict=True)):
        if size:
            text += " " * GAP + (right if number < 2 else left)(head, size)
    return [(text, "muted")]


def _line(line: ProfileLine, cells: Sequence[str], widths: Sequence[int], *, on: bool) -> Row:
    row: Row = [
        ("  ▸ " if on else "    ", "accent"),
        ("✓ " if line.open else "  ", "accent"),
        (" " + left(cells[0], widths[0]), "strong" if line.open or on else "text"),
    ]
    damaged = bool(line.summary and line.summary.damaged)
    for number, (text, size) in enumerate(zip(cells[1:4], widths[1:4], strict=True)):
        if size:
            style = "bad" if damaged else "number" if number == 0 else "text"
            row.append((" " * GAP + (right if number < 2 else left)(text, size), style))
    if widths[4] and line.summary and line.summary.weeks:
        row.append((" " * GAP, "text"))
        for share in line.summary.weeks:
            glyph, style = ("·", "missing") if share is None else heat_cell(heat_level(share, 1.0))
            row += [(glyph, style), (" ", "text")]
    return row


def sentence(lines: Sequence[ProfileLine], at: int) -> str:
    """What stands above the keys: what Enter does."""
    if not lines:
        return ""
    line = lines[at]
    name = fit(plain(line.name), LONGEST_NAME)
    if line.open:
        return _("✓ {name} is open: everything you log goes there.").format(name=name)
    if not line.folder:
        return _("Enter opens the made-up journal: nothing in it is yours, no change is kept.")
    return _("Enter opens {name} and closes the one that is open.").format(name=name)
