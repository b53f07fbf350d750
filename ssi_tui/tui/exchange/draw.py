"""Import as rows of text: the ways in and out, files found, and what each brings; pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.chart.text import Row, cell_len, fit, left, plain, right, wrap
from ssi_tui.i18n import N_, _
from ssi_tui.tui.shell.rows import Listed, beside, in_sight, paragraph, scrolled, titled
from ssi_tui.wording.dates import format_day

if TYPE_CHECKING:
    from ssi_tui.model.journal import Change, Journal
    from ssi_tui.tui.shell.dialogs import Choice

WIDE = 124
"""Cells from which on what is to know of the chosen line stands beside the list."""
OUT = 5
"""From here on the items lead out."""
FILES = 8
"""From here on they are files that were found, then imports that were made."""
PAST = 5
"""Imports that are listed."""
Side = Callable[[int], list[Row]]
"""What stands beside the list, for a width."""
GUIDES = {
    "archive": (
        N_("How to get LinkedIn’s archive"),
        N_(
            "On linkedin.com: Settings, Data privacy, Get a copy of your data; take the larger "
            "archive. A link comes by mail, mostly within a day."
        ),
        N_("Only counts per day are kept of it: no text, no name, no address."),
        N_(
            "Leave it where the browser puts it: it is found there, and listed here with what it "
            "would bring. A newer one later adds only what is new."
        ),
        N_(
            "The smaller archive comes within minutes, but without posts, comments and reactions. "
            "Profile views are in neither: those are yours to log."
        ),
    ),
    "sheet": (
        N_("How to get the analytics sheet"),
        N_(
            "On linkedin.com: your profile, Analytics, Post impressions, Export. It covers the "
            "days that are chosen there."
        ),
        N_("Reactions received and new followers come in by day; nothing of a post’s text."),
    ),
    "paste": (
        N_("How to read the score in"),
        N_(
            "Open linkedin.com/sales/ssi in the browser, select all of the page, copy it, and "
            "paste it here or in any other room."
        ),
        N_(
            "Total, pillars, ranks and averages are read from it, in the language that the page "
            "has, and shown first. The program itself fetches nothing."
        ),
    ),
    "journal": (
        N_("From another computer"),
        N_("There: Export everything in this room, or `ssi export`. Bring the file over."),
        N_("What both know is counted once; of two edits the later one stays."),
        N_("For two computers that are used every day there is the shared folder in Settings."),
    ),
    "tracker": (
        N_("From another tracker or a spreadsheet"),
        N_(
            "A table with a column of days, and numbers, names or marks in the others: csv, json "
            "or xlsx. Columns are known by their names in four languages."
        ),
        N_("What the table leaves open is asked: which action a column counts, whose rows it has."),
    ),
    "export": (
        N_("What is in it"),
        N_(
            "Entries, scores, notes, targets, rest and own actions. The ending says the form: "
            ".json for another journal, .csv for a spreadsheet. Import takes both back."
        ),
    ),
    "backups": (
        N_("Copies of everything"),
        N_("What a copy replaces is kept as another one first, so that it can be taken back."),
    ),
    "upkeep": (
        N_("What is looked at"),
        N_("Every file of the journal: whether it can be read, and holds what it should."),
        N_("Nothing is thrown away: what a repair changes is kept aside."),
    ),
}
"""Way in or out → a heading, then sentences; message ids."""


class FoundFile(NamedTuple):
    """One file or folder."""

    path: str
    """As one types it, with ``~``."""
    day: date
    """On which it was written."""

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def way(self) -> str:
        """The way in that is meant for it: archive, sheet or journal."""
        if "linkedindataexport" in self.name.casefold():
            return "archive"
        return "sheet" if self.name.casefold().endswith(".xlsx") else "journal"

    @property
    def folder(self) -> str:
        """Where it lies."""
        return self.path.rpartition("/")[0]


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
    offered = []
    for file in files:
        where = f"{plain(file.folder)} · {_day(file.day, today)}"
        offered.append(ImportItem("", "", plain(file.name), where, file.path))
    counts = [_("{amount} entries and readings").format(amount=one.amount) for one in past]
    wide = max(map(cell_len, counts), default=0)
    imports = (
        ImportItem("", "", left(count, wide), _standing(one, today), change=one)
        for count, one in zip(counts, past, strict=True)
    )
    return (*(ImportItem(*way) for way in ways), *offered, *imports)


def _day(day: date, today: date) -> str:
    return _("today") if day == today else format_day(day, today)


def _standing(change: Change, today: date) -> str:
    moment = f"{_day(change.at.date(), today)}, {change.at:%H:%M}"
    return f"{moment} · {_('taken back')}" if change.undone else moment


def about_of(item: ImportItem, width: int) -> list[Row]:
    """What there is to know of a line; nothing of a file that nobody has read."""
    if item.change:
        return paragraphs(item.caption, [item.hint, take_back(item.change)], width)
    return [] if item.path else guide_rows(item.name, width)


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
    captions = max(cell_len(one.caption) for one in listed[:FILES]) + 2
    list_width = width
    if wide:  # as much as the ways need: the other side has all that is left
        hints = max(cell_len(one.hint) for one in listed[:FILES])
        list_width = min(12 + captions + hints, width * 6 // 10)
    starts = {OUT: "", **_headings(listed)}
    gaps = sum(1 + bool(heading) for heading in starts.values())
    whole = len(rows) + len(listed) + gaps <= height
    room = max(1, height - len(rows) - (gaps if whole else 0))
    line_at: dict[int, int] = {}
    for number, item in in_sight(listed, at, room):
        if whole and number in starts:
            rows.append([])
            if starts[number]:
                rows.append([("     " + starts[number], "muted")])
        line_at[len(rows)] = number
        rows.append(_item(item, captions, list_width, on=number == at))
    if wide:
        rows += _below(listed, kept, list_width, height - len(rows))
        room = width - list_width
        known = scrolled(side(room) if side else about_of(listed[at], room), 0, height - 3)
        rows = beside(rows, [[], [], [], *known], list_width)
    else:
        rows += _how(width, height - len(rows))
    return Listed(rows[:height], line_at)


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


class Peek(NamedTuple):
    """What is said of one file."""

    heading: str
    rows: Side = lambda _width: []

    def side(self, width: int) -> list[Row]:
        """The heading, a gap, and the rest."""
        return [*paragraph(self.heading, width, "text"), [], *self.rows(width)]


def below_guide(way: str, peeked: Peek, path: str) -> Side:
    """How one gets such a file, and what the newest that is there would bring."""

    def rows(width: int) -> list[Row]:
        name = fit(path.rpartition("/")[2], width - 4)
        return [*guide_rows(way, width), [], [("  " + name, "strong")], *peeked.side(width)]

    return rows


def copies_side(copies: Sequence[Choice]) -> Side:
    """The backups, each with its moment, why it was made and how much is in it."""

    def rows(width: int) -> list[Row]:
        names = max(cell_len(one.name) for one in copies) + 3
        listed: list[Row] = [
            [("  " + left(one.name, names), "text"), (fit(one.hint, width - names - 4), "muted")]
            for one in copies
        ]
        return [*guide_rows("backups", width), [], *listed]

    return rows


def kept_side(journal: Journal, copies: Sequence[Choice], today: date) -> Side:
    """What is in the journal, which an export takes along and an import adds to."""
    readings, ends = journal.readings, filter(None, (journal.first_day, journal.last_day))
    since = " – ".join(dict.fromkeys(format_day(day, today) for day in ends))
    newest = _("last {day}")
    read = newest.format(day=format_day(readings[-1].day, today)) if readings else ""
    copied = newest.format(day=copies[0].name) if copies else ""
    kept = (
        (_("entries"), sum(len(month.actions) for month in journal.months.values()), since),
        (_("readings"), len(readings), read),
        (_("notes"), len(journal.notes), ""),
        (_("backups"), len(copies), copied),
    )
    names = max(cell_len(name) for name, _count, _said in kept) + 2

    def rows(width: int) -> list[Row]:
        listed: list[Row] = [
            [
                ("     " + left(name, names), "text"),
                (right(str(count), 6), "number"),
                ("   " + fit(said, width - names - 15), "muted"),
            ]
            for name, count, said in kept
        ]
        return [[("     " + _("In this journal"), "muted")], *listed]

    return rows


def paragraphs(heading: str, texts: Sequence[str], width: int) -> list[Row]:
    """A heading and sentences, with a gap between them."""
    rows: list[Row] = [[("  " + fit(heading, width - 4), "text")], []]
    for text in texts:
        rows += [*([("  " + line, "muted")] for line in wrap(text, min(width - 4, 90))), []]
    return rows[:-1]


def guide(name: str) -> tuple[str, list[str]]:
    """Heading and sentences for a way in or out."""
    heading, *texts = map(_, GUIDES[name])
    return heading, texts


def guide_rows(name: str, width: int) -> list[Row]:
    """The same as rows."""
    return paragraphs(*guide(name), width)
