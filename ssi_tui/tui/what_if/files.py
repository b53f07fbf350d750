"""What-if's files: read when the room opens, and again whenever one of them was written."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ssi_tui.chart.text import plain
from ssi_tui.i18n import _
from ssi_tui.places import shelf_folder
from ssi_tui.tui.forecaster import patiently
from ssi_tui.tui.shell.services import Services
from ssi_tui.tui.what_if.library import FOLDER, ScenarioItem, Shelf, read_items, stamp

if TYPE_CHECKING:
    from textual.widget import Widget


class Library:
    """The shelf, and the files that it is filled from."""

    def __init__(
        self,
        services: Services,
        owner: Widget,
        asked: Sequence[Path],
        *,
        read: Callable[[], None],
        waits: Callable[[], None],
    ) -> None:
        """``asked``: files that were named on the command line; ``owner``: whose workers read.

        ``read``: the shelf is filled anew; ``waits``: it takes a while.
        """
        self.services, self.owner, self.asked = services, owner, asked
        self.shelf = Shelf()
        self.copies: Callable[[], Sequence[ScenarioItem]] = tuple
        """What was made here and is in no file: it stands behind going on as now."""
        self._read_done, self._waits = read, waits
        self._stamp: tuple[object, ...] = ()
        self._reading = asyncio.Lock()

    @property
    def profile(self) -> Path:
        """The folder of the journal shown: what is saved over the made-up one goes with it."""
        return Path(self.services.store.folder)

    @property
    def folder(self) -> Path:
        """Where files are saved: on the shelf of all profiles, and over the sample beside it."""
        return self.profile / FOLDER if self.services.is_sample else Path(shelf_folder())

    def look(self) -> None:
        """Read them again where one was written; nothing else is done."""
        if not self._reading.locked() and stamp(self.profile, self.asked) != self._stamp:
            self.read_in_thread()

    def read_in_thread(self, *, by_key: bool = False) -> None:
        """Read them, in a worker; ``by_key``: somebody asked, and is told."""
        self.owner.run_worker(self.read(by_key=by_key), group="scenarios")

    async def read(self, *, by_key: bool = False) -> None:
        """Fill the shelf anew; one after the other, so that the last one has the last word."""
        async with self._reading:
            self._stamp = stamp(self.profile, self.asked)
            reading = asyncio.to_thread(read_items, self.profile, self.asked, self.services.journal)
            items = await patiently(reading, self._waits)
        before = {item.id: item for item in self.shelf.items}
        changed = [item for item in items if before and before.get(item.id) != item]
        self.shelf = self.shelf.filled([*items[:1], *self.copies(), *items[1:]])
        if before:
            self._say_read(items, changed, by_key=by_key)
        self._read_done()

    def _say_read(
        self, items: Sequence[ScenarioItem], changed: Sequence[ScenarioItem], *, by_key: bool
    ) -> None:
        """What is wrong with the first that has faults, else what was read."""
        faulty = next((item for item in changed if item.faults), None)
        if faulty:
            self.services.say(plain(faulty.faults[0]), bad=True)
        elif changed and not by_key:
            text = _("“{name}” was read again.")
            self.services.say(text.format(name=plain(changed[0].name)))
        elif by_key and not any(item.faults for item in items):
            self.services.say(_("{count} scenarios read again.").format(count=len(items)))
