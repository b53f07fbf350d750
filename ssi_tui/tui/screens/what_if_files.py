"""What-if's files: read, and read again while they are edited elsewhere."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

from ssi_tui.i18n import _
from ssi_tui.tui.forecasts import Forecaster, patiently
from ssi_tui.tui.render import plain
from ssi_tui.tui.scenarios import FOLDER, Item, Shelf, read_items, stamp
from ssi_tui.tui.screens.what_if_asking import Asking

LOOKS_A_SECOND = 3
"""How often the room in sight looks whether a file was edited."""


class Filing(Asking):
    """The shelf and the files that it is made of."""

    def __init__(self, forecaster: Forecaster) -> None:
        super().__init__(forecaster)
        self._stamp: tuple[object, ...] = ()
        self._reading = asyncio.Lock()

    @property
    def folder(self) -> Path:
        """Where the profile's own files are."""
        return Path(self.ssi.own.store.folder) / FOLDER

    @property
    def made(self) -> Sequence[Item]:
        """What was made here and is in no file."""
        return ()

    def on_mount(self) -> None:
        """Follow the journal and the files."""
        self.watch(self.app, "journal", self.journal_changed, init=False)
        self.set_interval(1 / LOOKS_A_SECOND, self.look_at_files)
        self.do_read_again()

    def journal_changed(self) -> None:
        """New curves where they would be seen."""
        if self.ssi.main.room is self:
            self.compute()

    def look_at_files(self) -> None:
        """Read them again where one was written; nothing else is done."""
        if self.ssi.main.room is not self or self._reading.locked():
            return
        if stamp(self.folder.parent, self.ssi.scenarios) != self._stamp:
            self._read_in_thread(asked=False)

    def do_read_again(self) -> None:
        """The files, in a thread."""
        self._read_in_thread(asked=True)

    def _read_in_thread(self, *, asked: bool) -> None:
        self.run_worker(self._read(asked=asked), group="scenarios")

    async def _read(self, *, asked: bool) -> None:
        async with self._reading:  # one after the other: the last one has the last word
            self._stamp = stamp(self.folder.parent, self.ssi.scenarios)
            reading = asyncio.to_thread(
                read_items, self.folder.parent, self.ssi.scenarios, self.ssi.diary.shown
            )
            items = await patiently(reading, self.say_busy)
        before = {item.id: item for item in self.shelf.items}
        changed = [item for item in items if before and before.get(item.id) != item]
        self.shelf = self.shelf.filled([*items[:1], *self.made, *items[1:]])
        self.busy = False
        if before:
            self._say_read(items, changed, asked=asked)
        self.compute()

    def _say_read(self, items: Sequence[Item], changed: Sequence[Item], *, asked: bool) -> None:
        """What is wrong with the first that has faults, else what was read."""
        faulty = next((item for item in changed if item.faults), None)
        if faulty:
            self.ssi.say(plain(faulty.faults[0]), bad=True)
        elif changed and not asked:
            self.ssi.say(_("“{name}” was read again.").format(name=plain(changed[0].name)))
        elif asked and not any(item.faults for item in items):
            self.ssi.say(_("{count} scenarios read again.").format(count=len(items)))

    def choose_list(self, shelf: Shelf) -> None:
        """Another list or another choice: new curves at once or a moment later."""
        self.shelf = shelf
        self.ssi.say("")
        if not self.compute():
            self.show()
