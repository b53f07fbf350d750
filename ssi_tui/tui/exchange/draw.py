"""Import as rows of text: what can be taken in and out, files found, and what each brings; pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.chart import Row
from ssi_tui.chart.text import cell_len, fit, left, plain, wrap
from ssi_tui.i18n import _
from ssi_tui.tui.exchange.side import FoundFile, Side, guide, paragraphs
from ssi_tui.tui.shell.rows import Listed, beside, first_shown, scrolled, titled
from ssi_tui.wording.dates import format_day

if TYPE_CHECKING:
    from ssi_tui.model.journal import Change

WIDE = 124
"""Cells from which on what is to know of the chosen line stands beside the list."""
OUT = 5
"""From here on the items lead out."""
FILES = 8
"""From here on they are files that were found, then imports that were made."""
PAST = 5
"""Imports that are listed."""


class ImportItem(NamedTuple):
    """One thing that can be done here."""

    name: str
    """Of the command that does it; empty for a file that was found and an import that was made."""
    key: str
    caption: str
    hint: str
    path: str = ""
    """Of a file that was found."""
    change: Change | None = None
    """An import that was made."""


def items(
    files: Sequence[FoundFile], today: date, past: Sequence[Change] = ()
) -> tuple[ImportItem, ...]:
    """What comes in, what goes out, the files that were found, and the last imports."""
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
    offered = (
        ImportItem("", "", plain(file.name), _when(file, today), file.path) for file in files
    )
    counts = [_entries(one) for one in past]
    wide = max(map(cell_len, counts), default=0)
    imports = (
        ImportItem("", "", left(count, wide), _standing(one, today), change=one)
        for count, one in zip(counts, past, strict=True)
    )
    return (*(ImportItem(*way) for way in ways), *offered, *imports)


def _when(file: FoundFile, today: date) -> str:
    day = _("today") if file.day == today else format_day(file.day, today)
    return f"{plain(file.folder)} · {day}"


def _entries(change: Change) -> str:
    return _("{amount} entries and readings").format(amount=change.amount)


def _standing(change: Change, today: date) -> str:
    day = _("today") if change.at.date() == today else format_day(change.at.date(), today)
    moment = f"{day}, {change.at:%H:%M}"
    return f"{moment} · {_('taken back')}" if change.undone else moment


def about_of(item: ImportItem) -> Side:
    """What there is to know of a line; nothing of a file that nobody has read."""
    change = item.change
    if item.path:
        return lambda _width: []
    if change:
        texts = [item.hint, take_back(change)]
        return lambda width: paragraphs(item.caption, texts, width)
    return lambda width: paragraphs(*guide(item.name), width)


def take_back(change: Change) -> str:
    """What Enter does to an import that was made."""
    if change.undone:
        return _("Enter takes it in again as it was.")
    return _("Enter takes this import back, and no other change; what was edited since stays.")


def draw(
    listed: Sequence[ImportItem],
    at: int,
    width: int,
    height: int,
    side: Side | None = None,
    kept: Side | None = None,
) -> Listed:
    """Heading, the items in their groups; beside them, or below where there is room, what there
    is to know of the chosen one; on a wide window what the journal holds stands below the list."""
    about = _("seen first and written then; one u takes all of it back")
    rows: list[Row] = [[], titled(_("Import"), about, width), []]
    wide = width >= WIDE
    list_width = _list_width(listed, width) if wide else width
    starts = {OUT: "", **_headings(listed)}
    gaps = sum(1 + bool(heading) for heading in starts.values())
    whole = len(rows) + len(listed) + gaps <= height
    room = max(1, height - len(rows) - (gaps if whole else 0))
    first = first_shown(at, len(listed), room)
    captions = max(cell_len(one.caption) for one in listed[:FILES]) + 2
    line_at: dict[int, int] = {}
    for number, item in enumerate(listed[first : first + room], first):
        if whole and number in starts:
            rows.append([])
            if starts[number]:
                rows.append([("     " + starts[number], "muted")])
        line_at[len(rows)] = number
        rows.append(_item(item, captions, list_width, on=number == at))
    known = side or about_of(listed[at])
    if wide:
        rows += _below(listed, kept, list_width, height - len(rows))
        beside_it = scrolled(known(width - list_width), 0, height - 3)
        return Listed(beside(rows, [[], [], [], *beside_it], list_width)[:height], line_at)
    return Listed([*rows, *_how(width, height - len(rows))][:height], line_at)


def _below(listed: Sequence[ImportItem], kept: Side | None, width: int, height: int) -> list[Row]:
    """That no file was found, and what the journal holds, where both have room."""
    rows: list[Row] = []
    if not any(item.path for item in listed):
        text = _("Nothing of LinkedIn’s lies in Downloads, on the Desktop or beside them yet.")
        rows = [[("     " + line, "muted")] for line in wrap(text, width - 7)]
        rows = [[], [("     " + _("Found on this computer"), "muted")], *rows]
    rows += [[], *kept(width)] if kept else []
    return rows if len(rows) <= height else []


def _how(width: int, height: int) -> list[Row]:
    """How the archive is asked for, below the list: as many of its sentences as have room."""
    heading, texts = guide("archive")
    rows: list[Row] = [[], [("     " + fit(heading, width - 6), "text")]]
    for text in texts:
        lines = wrap(text, width - 10)
        if len(rows) + len(lines) > height:
            break
        rows += [[("     " + line, "muted")] for line in lines]
    return rows if len(rows) > 2 else []


def _list_width(listed: Sequence[ImportItem], width: int) -> int:
    """As many cells as the ways need, so that the other side has all that is left."""
    captions = max(cell_len(one.caption) for one in listed[:FILES]) + 2
    needed = 12 + captions + max(cell_len(one.hint) for one in listed[:FILES])
    return min(needed, width * 6 // 10)


def _headings(listed: Sequence[ImportItem]) -> dict[int, str]:
    """Line → what stands above it."""
    files = sum(bool(item.path) for item in listed)
    headings = {}
    if files:
        headings[FILES] = _("Found on this computer")
    if len(listed) > FILES + files:
        headings[FILES + files] = _("Last imports")
    return headings


def _item(item: ImportItem, captions: int, width: int, *, on: bool) -> Row:
    row: Row = [("  ▸ " if on else "    ", "accent")]
    name = "strong" if on else "text"
    if not item.name:
        caption = fit(item.caption, max(12, width - 9 - cell_len(item.hint)))
        hint = fit("   " + item.hint, width - 5 - cell_len(caption))
        return [*row, (" " + caption, name), (hint, "muted")]
    row += [(f" {item.key} ", "key"), ("  " + left(item.caption, captions), name)]
    return [*row, (fit(item.hint, width - captions - 10), "muted")]
