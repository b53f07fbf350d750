"""Files found on this machine, and what stands beside a line: a guide, or what it would bring."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.chart import Row
from ssi_tui.chart.text import cell_len, fit, left, plain, right, wrap
from ssi_tui.errors import SsiError
from ssi_tui.i18n import _
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.shell.file_pages import LOOKED_AT
from ssi_tui.tui.shell.rows import paragraph
from ssi_tui.wording.dates import format_day

if TYPE_CHECKING:
    from ssi_tui.model.journal import Journal
    from ssi_tui.store import Store
    from ssi_tui.tui.shell.dialogs import Choice

FOLDERS = ("~/Downloads", "~/Desktop", "~")
LISTED = 5
_NAMES = re.compile(
    r".*linkedindataexport.*(\.zip)?|(aggregateanalytics|content).*\.xlsx|ssi-tui-.*\.(json|csv)"
)
"""LinkedIn's archive as a zip or a folder, its analytics sheet, our own exports."""


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


def look_for(folders: Sequence[str] = FOLDERS) -> tuple[FoundFile, ...]:
    """The newest such files; a folder that can't be read has none."""
    written_at: dict[FoundFile, float] = {}
    for folder in folders:
        try:
            with os.scandir(Path(folder).expanduser()) as entries:
                for _number, entry in zip(range(LOOKED_AT), entries, strict=False):
                    if _NAMES.fullmatch(entry.name.casefold()):
                        written = entry.stat().st_mtime
                        day = date.fromtimestamp(written)
                        written_at[FoundFile(f"{folder}/{entry.name}", day)] = written
        except (OSError, ValueError, RuntimeError):
            continue
    return tuple(sorted(written_at, key=lambda file: written_at[file], reverse=True)[:LISTED])


REST = 0.25
"""Seconds that a line stays chosen before its file is read: walking over files reads none."""
Side = Callable[[int], list[Row]]
"""What stands beside the list, for a width."""


class Peek(NamedTuple):
    """What is said of one file."""

    heading: str
    rows: Side

    def side(self, width: int) -> list[Row]:
        """The heading, a gap, and the rest."""
        lines = wrap(self.heading, width - 4)
        return [*([("  " + line, "text")] for line in lines), [], *self.rows(width)]


def below_guide(way: str, peeked: Peek, path: str) -> Side:
    """How one gets such a file, and what the newest that is there would bring."""

    def rows(width: int) -> list[Row]:
        name = plain(path.rpartition("/")[2])
        return [
            *paragraphs(*guide(way), width),
            [],
            [("  " + fit(name, width - 4), "strong")],
            *peeked.side(width),
        ]

    return rows


def reading() -> Peek:
    """Until it is read."""
    return Peek(_("Reading …"), lambda _width: [])


async def peek(path: str, store: Store, today: date) -> Peek:
    """Read one file in a thread; it stops as soon as nobody waits for it any more."""
    await asyncio.sleep(REST)
    from ssi_tui.exchange.sentences import question_text  # with the readers of files: 30 ms
    from ssi_tui.exchange.trackers.table import Answers, Question
    from ssi_tui.tui.exchange.importing import Run
    from ssi_tui.tui.exchange.previews import preview, read, summary

    run = Run()
    try:
        content = await asyncio.to_thread(
            read, [Path(path).expanduser()], store, today, Answers(), run.progress
        )
    except SsiError as error:
        told = told_error(error)
        return Peek(_("What it would bring"), lambda width: paragraph(told, width, "bad"))
    finally:
        run.stopped = True
    if isinstance(content, Question):
        asked = _("One thing is asked first: {question}").format(
            question=question_text(content, plain)
        )
        return Peek(_("What it would bring"), lambda width: paragraph(asked, width, "text"))
    return Peek(summary(content), lambda width: preview(content, today, width))


def copies_side(copies: Sequence[Choice]) -> Side:
    """The backups, each with its moment, why it was made and how much is in it."""

    def rows(width: int) -> list[Row]:
        names = max(cell_len(one.name) for one in copies) + 3
        listed: list[Row] = [
            [("  " + left(one.name, names), "text"), (fit(one.hint, width - names - 4), "muted")]
            for one in copies
        ]
        return [*paragraphs(*guide("backups"), width), [], *listed]

    return rows


def kept_side(journal: Journal, copies: Sequence[Choice], today: date) -> Side:
    """What is in the journal, which an export takes along and an import adds to."""
    readings, first, last = journal.readings, journal.first_day, journal.last_day
    since = ""
    if first and last:
        ends = dict.fromkeys(format_day(day, today) for day in (first, last))
        since = " – ".join(ends)
    newest = _("last {day}")
    kept = (
        (_("entries"), sum(len(month.actions) for month in journal.months.values()), since),
        (_("readings"), len(readings),
         newest.format(day=format_day(readings[-1].day, today)) if readings else ""),
        (_("notes"), len(journal.notes), ""),
        (_("backups"), len(copies), newest.format(day=copies[0].name) if copies else ""),
    )  # fmt: skip
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


def guide(name: str) -> tuple[str, tuple[str, ...]]:
    """Heading and sentences for a way in or out."""
    return {
        "archive": _archive,
        "sheet": _sheet,
        "paste": _paste,
        "journal": _journal,
        "tracker": _tracker,
        "export": _export,
        "backups": _backups,
        "upkeep": _upkeep,
    }[name]()


def _archive() -> tuple[str, tuple[str, ...]]:
    return _("How to get LinkedIn’s archive"), (
        _(
            "On linkedin.com: Settings, Data privacy, Get a copy of your data; take the larger "
            "archive. A link comes by mail, mostly within a day."
        ),
        _("Only counts per day are kept of it: no text, no name, no address."),
        _(
            "Leave it where the browser puts it: it is found there, and listed here with what it "
            "would bring. A newer one later adds only what is new."
        ),
        _(
            "The smaller archive comes within minutes, but without posts, comments and reactions. "
            "Profile views are in neither: those are yours to log."
        ),
    )


def _sheet() -> tuple[str, tuple[str, ...]]:
    return _("How to get the analytics sheet"), (
        _(
            "On linkedin.com: your profile, Analytics, Post impressions, Export. It covers the "
            "days that are chosen there."
        ),
        _("Reactions received and new followers come in by day; nothing of a post’s text."),
    )


def _paste() -> tuple[str, tuple[str, ...]]:
    return _("How to read the score in"), (
        _(
            "Open linkedin.com/sales/ssi in the browser, select all of the page, copy it, and "
            "paste it here or in any other room."
        ),
        _(
            "Total, pillars, ranks and averages are read from it, in the language that the page "
            "has, and shown first. The program itself fetches nothing."
        ),
    )


def _journal() -> tuple[str, tuple[str, ...]]:
    return _("From another computer"), (
        _("There: Export everything in this room, or `ssi export`. Bring the file over."),
        _("What both know is counted once; of two edits the later one stays."),
        _("For two computers that are used every day there is the shared folder in Settings."),
    )


def _tracker() -> tuple[str, tuple[str, ...]]:
    return _("From another tracker or a spreadsheet"), (
        _(
            "A table with a column of days, and numbers, names or marks in the others: csv, json "
            "or xlsx. Columns are known by their names in four languages."
        ),
        _("What the table leaves open is asked: which action a column counts, whose rows it has."),
    )


def _export() -> tuple[str, tuple[str, ...]]:
    return _("What is in it"), (
        _(
            "Entries, scores, notes, targets, rest and own actions. The ending says the form: "
            ".json for another journal, .csv for a spreadsheet. Import takes both back."
        ),
    )


def _backups() -> tuple[str, tuple[str, ...]]:
    return _("Copies of everything"), (
        _("What a copy replaces is kept as another one first, so that it can be taken back."),
    )


def _upkeep() -> tuple[str, tuple[str, ...]]:
    return _("What is looked at"), (
        _("Every file of the journal: whether it can be read, and holds what it should."),
        _("Nothing is thrown away: what a repair changes is kept aside."),
    )
