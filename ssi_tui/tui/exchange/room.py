"""Import: everything that comes into the journal or leaves it, each with its key."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.events import Click, MouseEvent

from ssi_tui.chart import Row
from ssi_tui.i18n import N_, _
from ssi_tui.tui.exchange.draw import Item, draw, items
from ssi_tui.tui.exchange.paths import Found, dropped, look_for
from ssi_tui.tui.shell import frame
from ssi_tui.tui.shell.commands import DOWN, Command, up
from ssi_tui.tui.shell.room import ListRoom
from ssi_tui.tui.shell.rows import Wheeled

if TYPE_CHECKING:
    from ssi_tui.store.backups import Backup
    from ssi_tui.tui.app import SsiApp
    from ssi_tui.tui.exchange.previews import Content, Counts

IMPORTS = (
    up(N_("choose what to do, or a file that was found")),
    DOWN,
    Command(
        name="take",
        keys=("enter",),
        word=N_("open"),
        rank=2,
        help=N_("do the chosen one; a file is shown before anything is written"),
        palette=False,
    ),
    Command(name="archive", keys=("i",), help=N_("import LinkedIn’s archive")),
    Command(name="sheet", keys=("a",), help=N_("import LinkedIn’s analytics sheet")),
    Command(name="paste", keys=("p",), help=N_("paste a score page"), palette=False),
    Command(name="journal", keys=("o",), help=N_("import an export of ssi-tui")),
    Command(name="tracker", keys=("w",), help=N_("import another tracker’s table")),
    Command(name="export", keys=("e",), help=N_("export everything"), palette=False),
    Command(name="backups", keys=("b",), help=N_("backups: keep one, restore one"), palette=False),
)


def open_import(app: SsiApp, path: str = "") -> None:
    """Ask for a file unless one is named, show what it would bring, write it once it is wanted."""
    from ssi_tui.tui.exchange.importing import Importing

    def take(found: Counts | Content | None) -> None:
        if found:
            app.write(found)
            app.say(_("Importing …"))

    app.push_screen(Importing(app.diary.store, app.today, path), take)


async def open_export(app: SsiApp) -> None:
    """Ask for a place, and write everything that is saved there."""
    from ssi_tui.tui.exchange.exporting import Exporting, ask_where

    await app.saved()
    ask_where(app, Exporting(app.diary.store, app.today))


async def open_backups(app: SsiApp) -> None:
    """List the copies; make one, or ask whether to put one in place.

    A file that can't be read comes first: it can be mended alone.
    """
    from ssi_tui.errors import DamagedError, SsiError
    from ssi_tui.tui.exchange.previews import NOW, BackUp, copies
    from ssi_tui.tui.journal.notices import told_error
    from ssi_tui.tui.shell.picker import Picker

    await app.saved()
    try:
        await asyncio.to_thread(app.diary.store.read)
        found = await asyncio.to_thread(app.diary.store.backups)
    except DamagedError as error:
        from ssi_tui.tui.journal.switching import show_damage

        show_damage(app, app.diary.store, error, partial(_read_again, app))
        return
    except SsiError as error:
        app.say(told_error(error), bad=True)
        return

    def chosen(picked: str | None) -> None:
        if picked == NOW:
            app.write(BackUp())
        elif picked is not None:
            _ask(app, next(backup for backup in found if backup.id == picked))

    app.push_screen(Picker(_("Backups"), copies(found, app.today)), chosen)


async def _read_again(app: SsiApp) -> None:
    app.read_on()


def _ask(app: SsiApp, backup: Backup) -> None:
    from ssi_tui.tui.exchange.previews import Restore, moment
    from ssi_tui.tui.shell.dialogs import Confirm

    title = _("Put the journal of {day} in place?").format(day=moment(backup, app.today))
    texts = (
        _("Everything that was logged since then goes out of sight."),
        _("What it replaces is kept as a backup first, so that this can be taken back."),
    )

    def answer(yes: bool | None) -> None:
        if yes:
            app.write(Restore(backup))

    app.push_screen(Confirm(title, texts, _("enter restore · esc leave")), answer)


class Ways(Wheeled):
    """What comes in and what goes out."""

    def __init__(self, room: Imports) -> None:
        super().__init__(id="imports-list")
        self.room = room
        self.item_at: dict[int, int] = {}

    def rows(self, width: int, height: int) -> list[Row]:
        """As the room has it."""
        drawn = draw(self.room.items, self.room.at, width, height)
        self.item_at = drawn.item_at
        return drawn.rows

    async def on_click(self, event: Click) -> None:
        """A click does it."""
        at = self.item_at.get(event.y)
        if at is not None:
            self.room.choose(at)
            await self.room.do_take()

    def wheel(self, event: MouseEvent, by: int) -> None:
        """Walk through the list."""
        self.room.choose(self.room.at + by)


class Imports(ListRoom):
    """The dialogs for files, in one list."""

    DEFAULT_CSS = "#imports-list { height: 1fr; }"
    TAB = frame.IMPORT
    ABOUT = N_(
        "What LinkedIn has kept of you, a score page, an export, another tracker’s table: each is "
        "shown first, and only then written. The same file again adds nothing twice."
    )
    COMMANDS = IMPORTS

    def __init__(self) -> None:
        super().__init__()
        self.found: tuple[Found, ...] = ()

    def compose(self) -> ComposeResult:
        """The list alone."""
        yield Ways(self)

    @property
    def items(self) -> tuple[Item, ...]:
        """In the language in use."""
        return items(self.found, self.ssi.today)

    @property
    def count(self) -> int:
        """A line each."""
        return len(self.items)

    def enter(self) -> None:
        """Look for files again, beside the screen."""
        self._look()

    @work(group="found", exclusive=True)
    async def _look(self) -> None:
        self.found = await asyncio.to_thread(look_for)
        self.at = min(self.at, len(self.items) - 1)
        self.show()

    def standing_sentence(self) -> str:
        """Where it goes."""
        if self.ssi.diary is not self.ssi.own:
            return _("The made-up journal is open: what you import here goes away with it.")
        return ""

    def shell_command(self) -> str:
        """The same from the shell."""
        return "ssi import · ssi export · ssi backup"

    async def do_take(self) -> None:
        """The chosen one."""
        item = self.items[self.at]
        if item.path:
            open_import(self.ssi, item.path)
        else:
            await self.ssi.main.run_command(item.name)

    def paste(self, text: str) -> None:
        """A file that was dropped on the window, or a score page."""
        if dropped(text):
            open_import(self.ssi, text.strip())
        else:
            super().paste(text)

    def do_archive(self) -> None:
        """LinkedIn's archive."""
        open_import(self.ssi)

    do_sheet = do_journal = do_tracker = do_archive
