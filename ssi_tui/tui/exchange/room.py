"""Import: everything that comes into the journal or leaves it, each with its key."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.events import Click, Key

from ssi_tui.chart import Row
from ssi_tui.chart.text import plain
from ssi_tui.errors import SsiError
from ssi_tui.i18n import N_, _
from ssi_tui.tui.exchange.draw import (
    PAST,
    WIDE,
    ImportItem,
    draw,
    items,
    take_back,
)
from ssi_tui.tui.exchange.side import (
    FoundFile,
    Peek,
    Side,
    below_guide,
    copies_side,
    kept_side,
    look_for,
    peek,
    reading,
)
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.journal.writes import Undo
from ssi_tui.tui.shell import frame
from ssi_tui.tui.shell.commands import by_key, command
from ssi_tui.tui.shell.dialogs import STEPS, PageDialog, ScrolledRows, passed_on
from ssi_tui.tui.shell.file_pages import dropped
from ssi_tui.tui.shell.room import ListRoom
from ssi_tui.tui.shell.rows import Listed, RowList, paragraph
from ssi_tui.tui.shell.services import Services
from ssi_tui.wording.files import finding_text, fix_text, mended_lines

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from ssi_tui.model.journal import Change
    from ssi_tui.store import Store
    from ssi_tui.store.backups import Backup
    from ssi_tui.store.doctor import Finding, Mended
    from ssi_tui.tui.exchange.previews import Counts, ExportPreview
    from ssi_tui.tui.shell.dialogs import Choice


class Upkeep(PageDialog[bool]):
    """Answers whether something was mended."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        super().__init__(_("The journal’s files"))
        self.store, self.now = store, now
        self.findings: tuple[Finding, ...] = ()
        self.mended: tuple[Mended, ...] = ()
        self.refusal = ""
        self.busy = True

    async def on_mount(self) -> None:
        self.put(lambda width: paragraph(_("Looking …"), width, "muted"), _("esc leave"))
        await self._look()

    async def on_key(self, event: Key) -> None:
        if passed_on(self, event):
            return
        event.stop()
        if event.key in ("escape", "q"):
            self.dismiss(bool(self.mended))
        elif event.key in STEPS:
            self.query_one(ScrolledRows).move(STEPS[event.key])
        elif event.key == "enter" and not self.busy and self.can_mend:
            self.busy = True
            await self._mend()

    @property
    def can_mend(self) -> bool:
        """Whether a repair would do anything."""
        return any(finding.fix for finding in self.findings)

    async def _mend(self) -> None:
        from ssi_tui.store.doctor import repair

        wanted = [finding for finding in self.findings if finding.fix]
        try:
            done = await asyncio.to_thread(repair, wanted, by="app", now=self.now)
        except SsiError as error:
            self.refusal = told_error(error)
        else:
            self.mended, self.refusal = (*self.mended, *done), ""
        await self._look()

    async def _look(self) -> None:
        from ssi_tui.store.doctor import examine

        self.findings = await asyncio.to_thread(examine, self.store.folder, now=self.now)
        self.busy = False
        if self.is_attached:
            keys = _("enter mend · esc leave") if self.can_mend else _("esc leave")
            self.put(self.rows, keys)

    def rows(self, width: int) -> list[Row]:
        """What was mended and how, then what is found."""
        rows: list[Row] = []
        for done in self.mended:
            rows += paragraph(f"{_('Mended')}: {_told(done.finding)}", width, "text")
            for line in mended_lines(*done.rows):
                rows += paragraph(f"  {line}", width, "strong")
        if self.refusal:
            rows += [[], *paragraph(self.refusal, width, "bad")]
        if rows:
            rows.append([])
        for finding in self.findings:
            rows += paragraph(_told(finding), width, "text")
            if finding.fix:
                rows += paragraph("  " + fix_text(finding.fix), width, "muted")
            elif finding.code == "ahead":
                way = _("History shows them: end goes to the last day")
                rows += paragraph("  " + way, width, "muted")
        if not self.findings:
            text = _("All is well in {folder}.").format(folder=plain(self.store.folder))
            rows += paragraph(text, width, "text")
        elif self.can_mend:
            text = _("Nothing is thrown away: what a repair changes is kept aside.")
            rows += [[], *paragraph(text, width, "muted")]
        return rows


def _told(finding: Finding) -> str:
    return plain(finding_text(finding.code, finding.file or finding.folder, finding.detail))


LOOKED_AT = 200
"""Changes among which imports are looked for."""


def open_import(services: Services, path: str = "") -> None:
    """Ask for a file unless one is named, show what it would bring, write it once it is wanted."""
    from ssi_tui.tui.exchange.importing import Importing

    def take(content: Counts | ExportPreview | None) -> None:
        if content:
            services.write(content)
            services.say(_("Importing …"))

    services.open_page(Importing(services.store, services.today, path), take)


async def open_export(services: Services) -> None:
    """Ask for a place, and write everything that is saved there."""
    from ssi_tui.tui.exchange.exporting import export_page
    from ssi_tui.tui.shell.file_pages import ask_where

    await services.saved()
    ask_where(services, export_page(services.store, services.today))


async def open_backups(services: Services) -> None:
    """List the copies; make one, or ask whether to put one in place.

    A file that can't be read comes first: it can be mended alone.
    """
    from ssi_tui.errors import DamagedError
    from ssi_tui.tui.exchange.previews import NOW, BackUp, copies
    from ssi_tui.tui.shell.dialogs import Picker

    await services.saved()
    try:
        await asyncio.to_thread(services.store.read)
        backups = await asyncio.to_thread(services.store.backups)
    except DamagedError as error:
        services.show_damage(error)
        return
    except SsiError as error:
        services.say(told_error(error), bad=True)
        return

    def chosen(picked: str | None) -> None:
        if picked == NOW:
            services.write(BackUp())
        elif picked is not None:
            _ask(services, next(backup for backup in backups if backup.id == picked))

    services.open_page(Picker(_("Backups"), copies(backups, services.today)), chosen)


async def open_upkeep(services: Services) -> None:
    """Look at the journal's files; they are read again where something was mended."""
    from ssi_tui.tui.journal.writes import ReadAgain

    await services.saved()

    def left(mended: bool | None) -> None:
        if mended:
            services.write(ReadAgain())

    services.open_page(Upkeep(services.store, services.now), left)


def _ask(services: Services, backup: Backup) -> None:
    from ssi_tui.tui.exchange.previews import Restore, moment
    from ssi_tui.tui.shell.dialogs import Confirm

    title = _("Put the journal of {day} in place?").format(day=moment(backup, services.today))
    texts = (
        _("Everything that was logged since then goes out of sight."),
        _("What it replaces is kept as a backup first, so that this can be taken back."),
    )

    def answer(yes: bool | None) -> None:
        if yes:
            services.write(Restore(backup))

    services.open_page(Confirm(title, texts, _("enter restore · esc leave")), answer)


def _past(store: Store, today: date) -> tuple[tuple[Change, ...], tuple[Choice, ...]]:
    """The last imports and the backups; none where they can't be read, which is said elsewhere."""
    from ssi_tui.tui.exchange.previews import copies  # with the readers of files: 30 ms

    try:
        changes, backups = store.changes(LOOKED_AT), copies(store.backups(), today)
    except SsiError:
        return (), ()
    return tuple(change for change in changes if change.what == "add")[:PAST], (*backups[1:],)


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
        if self.items[self.at].name == "backups" and self.copies:
            return copies_side(self.copies)
        path = self.looked_into
        if not path or self.size.width < WIDE:
            return None
        peeked = self.peeks.get(path) or reading()
        return (
            peeked.side
            if self.items[self.at].path
            else below_guide(self.items[self.at].name, peeked, path)
        )

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

    @command(
        "enter",
        word=N_("open"),
        rank=2,
        help=N_("do the chosen one; a file is shown before anything is written"),
        palette=False,
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
        await open_export(self.services)

    @command("b", help=N_("backups: keep one, restore one"), palette=False)
    async def do_backups(self) -> None:
        await open_backups(self.services)

    @command("d", help=N_("look at the journal’s files, and mend them"))
    async def do_upkeep(self) -> None:
        await open_upkeep(self.services)
