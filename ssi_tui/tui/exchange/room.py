"""Import: everything that comes into the journal or leaves it, each with its key."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.events import Click

from ssi_tui.chart.text import plain
from ssi_tui.errors import SsiError
from ssi_tui.i18n import N_, _
from ssi_tui.tui.exchange.draw import (
    PAST,
    WIDE,
    FoundFile,
    ImportItem,
    Peek,
    Side,
    below_guide,
    copies_side,
    draw,
    items,
    kept_side,
    take_back,
)
from ssi_tui.tui.exchange.upkeep import copies, open_backups, open_upkeep
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.journal.writes import Undo
from ssi_tui.tui.shell import frame
from ssi_tui.tui.shell.commands import by_key, command
from ssi_tui.tui.shell.file_pages import LOOKED_AT, dropped
from ssi_tui.tui.shell.room import ListRoom
from ssi_tui.tui.shell.rows import Listed, RowList, paragraph
from ssi_tui.tui.shell.services import Services

if TYPE_CHECKING:
    from ssi_tui.model.journal import Change
    from ssi_tui.store import Store
    from ssi_tui.tui.shell.dialogs import Choice

FOLDERS = ("~/Downloads", "~/Desktop", "~")
LISTED = 5
REST = 0.25
"""Seconds that a line stays chosen before its file is read: walking over files reads none."""
CHANGES = 200
"""Changes among which imports are looked for."""
_NAMES = re.compile(
    r".*linkedindataexport.*(\.zip)?|(aggregateanalytics|content).*\.xlsx|ssi-tui-.*\.(json|csv)"
)
"""LinkedIn's archive as a zip or a folder, its analytics sheet, our own exports."""


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


async def peek(path: str, store: Store, today: date) -> Peek:
    """Read one file in a thread; it stops as soon as nobody waits for it any more."""
    await asyncio.sleep(REST)
    from ssi_tui.exchange.sentences import question_text  # with the readers of files: 30 ms
    from ssi_tui.exchange.trackers.table import Answers, Question
    from ssi_tui.tui.exchange.importing import Run, preview, read, summary

    run = Run()
    try:
        content = await asyncio.to_thread(
            read, [Path(path).expanduser()], store, today, Answers(), run.progress
        )
    except SsiError as error:
        said, style = told_error(error), "bad"
    else:
        if not isinstance(content, Question):
            return Peek(summary(content), lambda width: preview(content, today, width))
        form, style = _("One thing is asked first: {question}"), "text"
        said = form.format(question=question_text(content, plain))
    finally:
        run.stopped = True
    return Peek(_("What it would bring"), lambda width: paragraph(said, width, style))


def _past(store: Store, today: date) -> tuple[tuple[Change, ...], tuple[Choice, ...]]:
    """The last imports and the backups; none where they can't be read, which is said elsewhere."""
    try:
        changes, backups = store.changes(CHANGES), copies(store.backups(), today)
    except SsiError:
        return (), ()
    return tuple(change for change in changes if change.what == "add")[:PAST], tuple(backups)


class ImportRoom(ListRoom):
    """The dialogs for files, in one list."""

    DEFAULT_CSS = "#imports-list { height: 1fr; }"
    TAB = frame.IMPORT
    SHELL = "ssi import · ssi export · ssi backup"
    ABOUT = N_(
        "What LinkedIn has kept of you, a score page, an export, another tracker’s table: each is "
        "shown first, and only then written. The same file again adds nothing twice."
    )
    CHOOSES = N_("choose what to do, a file that was found, or an import to take back")

    def __init__(self, services: Services) -> None:
        super().__init__(services)
        self.files: tuple[FoundFile, ...] = ()
        """What lies where browsers put things."""
        self.past: tuple[Change, ...] = ()
        """The last imports, newest first."""
        self.copies: tuple[Choice, ...] = ()
        """The backups, newest first."""
        self.peeks: dict[str, Peek] = {}
        """Path → what that file would bring, as far as it was asked."""
        self.lines = RowList("imports-list", self.draw, click=self.click, wheel=self.wheel)

    def compose(self) -> ComposeResult:
        yield self.lines

    def draw(self, width: int, height: int) -> Listed:
        """A line a way in or out, then the files and the last imports."""
        kept = kept_side(self.services.journal, self.copies, self.services.today)
        return draw(self.items, self.at, width, height, self._side(), kept)

    def _side(self) -> Side | None:
        """What the chosen file would bring, or the copies there are; else None."""
        item, path = self.items[self.at], self.looked_into
        if item.name == "backups" and self.copies:
            return copies_side(self.copies)
        if not path or self.size.width < WIDE:
            return None
        peeked = self.peeks.get(path) or Peek(_("Reading …"))
        return peeked.side if item.path else below_guide(item.name, peeked, path)

    @property
    def looked_into(self) -> str:
        """The chosen file; below a guide, the newest of what it is about; else empty."""
        item = self.items[self.at]
        newest = (one.path for one in self.files if item.name and one.way == item.name)
        return item.path or next(newest, "")

    async def click(self, drawing: Listed, event: Click) -> None:
        """A click does it."""
        at = drawing.line_at.get(event.y)
        if at is not None:
            self.choose(at)
            await self.do_take()

    @property
    def items(self) -> tuple[ImportItem, ...]:
        """In the language in use."""
        return items(self.files, self.services.today, self.past)

    @property
    def count(self) -> int:
        return len(self.items)

    def on_mount(self) -> None:
        """What was written is not new any more in a file, and may be an import to take back."""
        self.watch(self.app, "journal", self._again, init=False)

    def on_resize(self) -> None:
        """A wider window has room for what a file would bring."""
        self._ask()

    def enter(self) -> None:
        """Look for files again, beside the screen."""
        self._look()

    def start_over(self) -> None:
        self.past = ()

    def _again(self) -> None:
        self.peeks.clear()
        if self.services.is_in_sight(self):
            self._look()

    @work(group="found", exclusive=True)
    async def _look(self) -> None:
        self.files = await asyncio.to_thread(look_for)
        store, today = self.services.store, self.services.today
        self.past, self.copies = await asyncio.to_thread(_past, store, today)
        self.at = min(self.at, len(self.items) - 1)
        self.show()
        self._ask()

    def choose(self, at: int) -> None:
        """Another line; what its file would bring is read once it stays the chosen one."""
        super().choose(at)
        self._ask()

    def _ask(self) -> None:
        path = self.looked_into
        self.workers.cancel_group(self, "peek")
        if path and path not in self.peeks and self.size.width >= WIDE:
            self._peek(path)

    @work(group="peek", exclusive=True)
    async def _peek(self, path: str) -> None:
        self.peeks[path] = await peek(path, self.services.store, self.services.today)
        self.show()

    def standing_sentence(self) -> str:
        """What Enter does to an import, or where a new one goes."""
        change = self.items[self.at].change
        if change:
            return take_back(change)
        if self.services.is_sample:
            return _("The made-up journal is open: what you import here goes away with it.")
        return ""

    def paste(self, text: str) -> None:
        """A file that was dropped on the window, or a score page."""
        if dropped(text):
            self.services.import_file(text.strip())
        else:
            super().paste(text)

    # Commands

    @by_key(
        "enter",
        word=N_("open"),
        rank=2,
        help=N_("do the chosen one; a file is shown before anything is written"),
    )
    async def do_take(self) -> None:
        item = self.items[self.at]
        if item.path:
            self.services.import_file(item.path)
        elif item.change:
            self.services.write(Undo(again=item.change.undone, named=item.change.id))
        else:
            result = getattr(self, f"do_{item.name}")()
            if result is not None:
                await result

    @command("i", help=N_("import LinkedIn’s archive"))
    def do_archive(self) -> None:
        self.services.import_file()

    @command("a", help=N_("import LinkedIn’s analytics sheet"))
    def do_sheet(self) -> None:
        self.services.import_file()

    @by_key("p", help=N_("paste a score page"))
    def do_paste(self) -> None:
        self.paste("")

    @command("o", help=N_("import an export of ssi-tui"))
    def do_journal(self) -> None:
        self.services.import_file()

    @command("w", help=N_("import another tracker’s table"))
    def do_tracker(self) -> None:
        self.services.import_file()

    @command("e", help=N_("export everything"), palette=False)
    async def do_export(self) -> None:
        from ssi_tui.tui.exchange.exporting import open_export

        await open_export(self.services)

    @command("b", help=N_("backups: keep one, restore one"), palette=False)
    async def do_backups(self) -> None:
        await open_backups(self.services)

    @command("d", help=N_("look at the journal’s files, and mend them"))
    async def do_upkeep(self) -> None:
        await open_upkeep(self.services)
