"""Does what a finding of the doctor proposes, and nothing that was not asked for."""

from __future__ import annotations

import os
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ssi_tui.errors import DamagedError
from ssi_tui.store import backups, pending, recovery
from ssi_tui.store.disk import as_path, not_saved
from ssi_tui.store.doctor import Finding, open_folder
from ssi_tui.store.layout import decode
from ssi_tui.store.merging import Version, last_words, union
from ssi_tui.store.recording import Recorder, record
from ssi_tui.store.storage import ASIDE_FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ssi_tui.store.files import ProfileFiles
    from ssi_tui.store.recording import Edit


def repair(
    findings: Iterable[Finding],
    *,
    by: str = "cli",
    now: Callable[[], datetime] = datetime.now,
) -> tuple[Finding, ...]:
    """Mend what is named, one after the other; the answer is what was mended.

    What it changes in entries is one change each, which undo takes back.  Errors are the store's.
    """
    mended = []
    order = list(_FIXES)
    wanted = [finding for finding in findings if finding.fix in _FIXES]
    for finding in sorted(wanted, key=lambda finding: order.index(finding.fix)):
        files = open_folder(finding.folder, now)
        with files.writing():
            _FIXES[finding.fix](_Mending(files, finding, by))
        mended.append(finding)
    return tuple(mended)


class _Mending:
    """One finding, under the lock."""

    def __init__(self, files: ProfileFiles, finding: Finding, by: str) -> None:
        self.files, self.finding, self.by = files, finding, by
        self.name = finding.file.removesuffix(".json")
        self.path = os.path.join(files.folder, finding.file)

    def recover(self) -> None:
        recovery.recover(self.files, self.name)

    def rewrite(self) -> None:
        """Write a file as it is, with a checksum that fits; a hand's version is kept aside."""
        storage = self.files.file(self.name).storage
        content = storage.refresh()
        storage.put_in_place(content.tables(), content.generation, content.edited)

    def drop(self) -> None:
        """Keep an entry in the month that had the last word on it."""
        files, key = self.files, self.finding.detail
        holders = [n for n in files.month_names() if key in self._table(n, "actions")]
        orders = {name: self._last_order(name, key) for name in holders}
        stays = max(orders, key=lambda name: (orders[name], name), default="")
        for name in orders.keys() - {stays}:
            document = self._table(name, "actions")[key]
            head = Recorder(files).head(
                "repair", document["kind"], document["day"], str(document["count"]), self.by
            )
            edits: list[Edit] = [("actions", key, None)]
            record(files, name, head, lambda _, edits=edits: edits)  # type: ignore[misc]

    def merge(self) -> None:
        """Take in what the other version of a file has, then set it aside."""
        name = self.finding.detail
        try:
            found = self.files.disk.read(self.path)
        except OSError as error:
            raise DamagedError(as_path(self.path), error.strerror or str(error)) from error
        if found is None:
            return
        mine = self.files.file(name).storage.refresh().tables()
        both = union([Version(mine, True), self._other(name, found[0])])
        edits = [
            (table, key, both.get(table, {}).get(key))
            for table in sorted((both.keys() | mine.keys()) - {"changes"})
            for key in both.get(table, {}).keys() | mine.get(table, {}).keys()
            if both.get(table, {}).get(key) != mine.get(table, {}).get(key)
        ]
        head = Recorder(self.files).head("merge", "", "", str(len(edits)), self.by)
        record(self.files, name, head, lambda _: edits)
        self._set_aside()

    def finish(self) -> None:
        pending.finish(self.files)

    def remove(self) -> None:
        try:
            if self.files.disk.stamp(self.path):
                self.files.disk.remove(self.path)
        except OSError as error:
            raise not_saved(self.path, error) from error

    def close(self) -> None:
        try:
            os.chmod(self.path, 0o600 if self.finding.file else 0o700)
        except OSError as error:
            raise not_saved(self.path, error) from error

    def copy(self) -> None:
        backups.make(self.files, "asked")

    def _table(self, name: str, table: str) -> dict[str, dict[str, Any]]:
        return self.files.file(name).rows(table).documents()

    def _last_order(self, name: str, key: str) -> int:
        order, _ = last_words(self._table(name, "changes")).get(("actions", key), (0, None))
        return order

    def _other(self, name: str, data: bytes) -> Version:
        if recovery.damage(self.files, name, data) is None:
            return Version(decode(data, self.path, name).tables(), True)
        sure, _ = recovery.salvage(data, name)
        return Version(sure, False)

    def _set_aside(self) -> None:
        disk, aside = self.files.disk, os.path.join(self.files.folder, ASIDE_FOLDER)
        target, number = os.path.join(aside, self.finding.file), 1
        try:
            disk.make_folder(aside)
            while disk.stamp(target):
                number += 1
                target = os.path.join(aside, f"{number} {self.finding.file}")
            disk.replace(self.path, target)
            disk.sync_folder(aside)
            disk.sync_folder(self.files.folder)
        except OSError as error:
            raise not_saved(target, error) from error


_FIXES: dict[str, Callable[[_Mending], None]] = {
    "finish": _Mending.finish,
    "recover": _Mending.recover,
    "rewrite": _Mending.rewrite,
    "merge": _Mending.merge,
    "drop": _Mending.drop,
    "remove": _Mending.remove,
    "close": _Mending.close,
    "copy": _Mending.copy,
}
"""In the order in which they are done: nothing is merged into a damaged file."""
