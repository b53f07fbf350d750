"""Import: everything that comes into the journal or leaves it, each with its key."""

from __future__ import annotations

import asyncio

from textual import work
from textual.app import ComposeResult

from ssi_tui.i18n import N_, _
from ssi_tui.tui.files.found import Found, look_for
from ssi_tui.tui.files.paths import dropped
from ssi_tui.tui.keys import tabs
from ssi_tui.tui.keys.imports import IMPORTS
from ssi_tui.tui.screens.exchange import open_import
from ssi_tui.tui.screens.imports_rows import Item, items
from ssi_tui.tui.screens.imports_views import Ways
from ssi_tui.tui.screens.list_room import ListRoom


class Imports(ListRoom):
    """The dialogs for files, in one list."""

    DEFAULT_CSS = "#imports-list { height: 1fr; }"
    TAB = tabs.IMPORT
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
