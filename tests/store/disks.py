"""Disks that refuse, and other ways of looking at a profile's folder than through the store."""

import errno
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from tinydb import TinyDB

from ssi_tui.disk import Disk

DAY = date(2026, 11, 20)
"""A Friday."""
OCTOBER = date(2026, 10, 31)


class FailingDisk(Disk):
    """The real disk until call number `fail_at` of those that change something; then an error."""

    CHANGING = ("make_folder", "write", "replace", "sync_folder", "remove")

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.fail_at: int | None = None
        self.after = False
        """Whether the call has its effect before it fails."""

    def __getattribute__(self, name: str) -> Any:
        method = super().__getattribute__(name)
        if name not in FailingDisk.CHANGING:
            return method

        def call(*arguments: Any, **named: Any) -> Any:
            self.calls.append(name)
            failing = self.fail_at is not None and len(self.calls) - 1 == self.fail_at
            if failing and not self.after:
                raise OSError(errno.EIO, "injected")
            result = method(*arguments, **named)
            if failing:
                raise OSError(errno.EIO, "injected")
            return result

        return call


def plainly(folder: Path | str, table: str = "actions") -> list[dict[str, Any]]:
    """All documents of one table, as plain TinyDB reads them."""
    found: list[dict[str, Any]] = []
    for file in sorted(Path(folder).glob("*.json")):
        with TinyDB(file, access_mode="r") as database:
            found += map(dict, database.table(table).all())
    return found


def plain_count(folder: Path | str, kind: str = "post") -> int:
    """How many of one kind the files hold, as plain TinyDB reads them."""
    return sum(each["count"] for each in plainly(folder) if each["kind"] == kind)


def retyped(file: Path, edit: Callable[[str], str]) -> None:
    """Change a file by hand, as an editor would."""
    text = file.read_text()
    assert edit(text) != text
    file.write_text(edit(text))
