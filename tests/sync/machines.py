"""Machines that exchange journals by way of folders that are carried between them."""

import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from ssi_tui.disk import Disk
from ssi_tui.store import Store
from ssi_tui.sync import Exchange, sync
from ssi_tui.sync.entries import FOLDER_NAME, HeldEntry, held, text_of

FIRST = date(2026, 10, 20)
"""Days of three months are in reach of a few weeks."""


class Killed(BaseException):
    """The power is gone; no `except Exception` hears of it."""


class Failing(Disk):
    """Stops at the n-th call that would change the disk."""

    def __init__(self) -> None:
        self.left = -1

    def _count(self) -> None:
        if self.left == 0:
            raise Killed
        self.left -= 1

    def write(self, path: str, data: bytes, **how: Any) -> Any:
        self._count()
        return super().write(path, data, **how)

    def replace(self, source: str, target: str) -> None:
        self._count()
        super().replace(source, target)


class Machine:
    """A journal, and the folder as it has arrived here."""

    def __init__(self, home: Path, clock: Callable[[], datetime]) -> None:
        self.folder, self.shared = home / "profiles" / "anna", home / "shared"
        self.shared.mkdir(parents=True)
        self.clock, self.disk = clock, Failing()

    @property
    def store(self) -> Store:
        """A new handle: every command is a process of its own."""
        return Store(self.folder, now=self.clock, disk=self.disk)

    def sync(self) -> Exchange:
        return sync(self.store, str(self.shared))

    def sync_killed(self, after: int) -> None:
        """The same, stopped at a change of the disk, or whole where there are not so many."""
        self.disk.left = after
        try:
            self.sync()
        except Killed:
            pass
        finally:
            self.disk.left = -1

    @property
    def name(self) -> str:
        from ssi_tui.sync import read_memory

        return read_memory(self.store.files).machine

    def contents(self) -> dict[str, str]:
        """Identity -> document, of everything."""
        return {key: text_of(each.document) for key, each in self._held().items()}

    def _held(self) -> dict[str, HeldEntry]:
        files = self.store.files
        return held(files, ("profile", *files.month_names()), {})

    def ids(self) -> list[int]:
        """Of every entry, twice where it stands twice."""
        return [action.id for action in self.store.read().actions]


def carry(source: Machine, target: Machine, cut: int | None = None) -> None:
    """What the first has written arrives at the second, or `cut` bytes of the last file of it.

    Nothing of a third machine's: what carries a folder never puts an older file over a newer one.
    """
    files = sorted((source.shared / FOLDER_NAME / "anna").glob(f"{source.name}.*.json"))
    place = target.shared / FOLDER_NAME / "anna"
    for number, file in enumerate(files):
        place.mkdir(parents=True, exist_ok=True)
        if cut is not None and number == len(files) - 1:
            (place / file.name).write_bytes(file.read_bytes()[:cut])
        else:
            shutil.copy(file, place / file.name)


def settle(machines: list[Machine]) -> None:
    """All files arrive everywhere and all sync, until nothing changes any more."""
    still = 0
    for _ in range(9):
        before = [machine.contents() for machine in machines]
        for machine in machines:
            for other in machines:
                if other is not machine:
                    carry(other, machine)
            machine.sync()
        still = still + 1 if before == [machine.contents() for machine in machines] else 0
        if still == 2:
            return
    raise AssertionError("they never agree")


def day(ahead: int) -> date:
    """So many days after the first."""
    return FIRST + timedelta(days=ahead)
