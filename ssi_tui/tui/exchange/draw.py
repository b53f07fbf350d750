"""Import as rows of text: what can be taken in and out, files found, and how to get one; pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ssi_tui.chart import Row
from ssi_tui.chart.text import cell_len, fit, left, plain, wrap
from ssi_tui.i18n import _
from ssi_tui.tui.exchange.found import FoundFile
from ssi_tui.tui.shell.rows import Listed, beside, first_shown, titled
from ssi_tui.wording.dates import format_day

WIDE = 124
"""Cells from which on what is to know stands beside the list."""


OUT = 5
"""From here on the items lead out."""


FILES = 8
"""From here on they are files that were found."""


class ImportItem(NamedTuple):
    """One thing that can be done here."""

    name: str
    """Of the command that does it; empty for a file that was found."""
    key: str
    caption: str
    hint: str
    path: str = ""
    """Of a file that was found."""


def items(found: Sequence[FoundFile], today: date) -> tuple[ImportItem, ...]:
    """What comes in, what goes out, and the files that were found."""
    ways = (
        ("archive", "i", _("LinkedIn’s archive"), _("years of what you did: zip or folder")),
        ("sheet", "a", _("Analytics sheet"), _("reactions and followers by day: xlsx")),
        ("paste", "p", _("Score page"), _("copied from linkedin.com/sales/ssi, pasted here")),
        ("journal", "o", _("Export of ssi-tui"), _("from another computer: json or csv")),
        ("tracker", "w", _("Another tracker"), _("a table with days and counts: csv or json")),
        ("export", "e", _("Export everything"), _("as json or csv, to keep or to move")),
        ("backups", "b", _("Backups"), _("one is kept each day; put one in place")),
        ("upkeep", "d", _("Files"), _("of the journal: look for damage, mend it")),
    )
    files = (ImportItem("", "", plain(one.name), _when(one, today), one.path) for one in found)
    return (*(ImportItem(*way) for way in ways), *files)


def _when(one: FoundFile, today: date) -> str:
    day = _("today") if one.day == today else format_day(one.day, today)
    return f"{plain(one.folder)} · {day}"


def draw(listed: Sequence[ImportItem], at: int, width: int, height: int) -> Listed:
    """Heading, the items in their groups, and how to ask LinkedIn where there is room."""
    about = _("seen first and written then; one u takes all of it back")
    rows: list[Row] = [[], titled(_("Import"), about, width), []]
    wide = width >= WIDE
    side = width * 6 // 10 if wide else width
    how = _how(width - side if wide else width)
    groups = 1 + (len(listed) > FILES)
    whole = len(rows) + len(listed) + 2 * groups <= height
    airy = wide and len(rows) + 2 * len(listed) + 2 * groups <= height
    room = max(1, height - len(rows) - (2 * groups if whole else 0))
    first = first_shown(at, len(listed), room)
    captions = max(cell_len(one.caption) for one in listed[:FILES]) + 2
    line_at: dict[int, int] = {}
    for number, item in enumerate(listed[first : first + room], first):
        if airy and number not in (0, OUT, FILES):
            rows.append([])
        if whole and number == OUT:
            rows.append([])
        if whole and number == FILES:
            rows += [[], [("     " + _("Found on this computer"), "muted")]]
        line_at[len(rows)] = number
        rows.append(_item(item, captions, side, on=number == at))
    if wide:  # beside the list
        return Listed(beside(rows, [[], [], [], *how], side)[:height], line_at)
    if len(rows) + 1 + len(how) <= height:
        rows += [[], *how]
    return Listed(rows[:height], line_at)


def _item(item: ImportItem, captions: int, width: int, *, on: bool) -> Row:
    row: Row = [("  ▸ " if on else "    ", "accent")]
    name = "strong" if on else "text"
    if item.path:
        caption = fit(item.caption, max(12, width - 9 - cell_len(item.hint)))
        hint = fit("   " + item.hint, width - 5 - cell_len(caption))
        return [*row, (" " + caption, name), (hint, "muted")]
    row += [(f" {item.key} ", "key"), ("  " + left(item.caption, captions), name)]
    return [*row, (fit(item.hint, width - captions - 10), "muted")]


def _how(width: int) -> list[Row]:
    """How the archive is asked for."""
    heading = _("How to get LinkedIn’s archive")
    texts = (
        _(
            "On linkedin.com: Settings, Data privacy, Get a copy of your data; take the larger "
            "archive. A link comes by mail, mostly within a day."
        ),
        _("Only counts per day are kept of it: no text, no name, no address."),
    )
    room = min(width - 10, 90)
    lines = [line for text in texts for line in wrap(text, room)]
    return [[("     " + heading, "text")], *([("     " + line, "muted")] for line in lines)]
