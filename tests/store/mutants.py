"""The store with one thing forgotten: each of these the proofs must catch."""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from ssi_tui import disk, settings
from ssi_tui.disk import Disk, Lock
from ssi_tui.errors import DamagedError
from ssi_tui.store import backups, documents, recovery
from ssi_tui.store.file_format import Content, newest_order
from ssi_tui.store.manifest import ManifestKeeper
from ssi_tui.store.profile_files import ProfileFiles
from ssi_tui.store.tables import FileStorage, JournalFile
from tests.store import faults, scenes

Stamp = tuple[int, int, int]
Plant = Callable[[pytest.MonkeyPatch], None]


def no_sync(patch: pytest.MonkeyPatch) -> None:
    """The file is renamed before the disk has it."""

    def write(_: Disk, path: str, data: bytes, **_named: bool) -> Stamp:
        number = disk.os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        rest = memoryview(data)
        while rest:
            rest = rest[disk.os.write(number, rest) :]
        found = disk.os.fstat(number)
        disk.os.close(number)
        return found.st_ino, found.st_mtime_ns, found.st_size

    patch.setattr(Disk, "write", write)


def no_folder_sync(patch: pytest.MonkeyPatch) -> None:
    """The new name is not on the disk when the write is acknowledged."""
    patch.setattr(Disk, "sync_folder", lambda *_: None)


def in_place(patch: pytest.MonkeyPatch) -> None:
    """The file itself is written over, as plain TinyDB does."""
    written: dict[str, bytes] = {}
    write = Disk.write

    def keep(self: Disk, path: str, data: bytes, *, sync: bool = True) -> Stamp:
        written[path] = data
        return write(self, path, data, sync=sync)

    def replace(self: Disk, source: str, target: str) -> None:
        write(self, target, written[source])
        self.remove(source)

    patch.setattr(Disk, "write", keep)
    patch.setattr(Disk, "replace", replace)


def no_lock(patch: pytest.MonkeyPatch) -> None:
    """Nobody waits for another writer."""
    patch.setattr(Lock, "__enter__", lambda *_: None)
    patch.setattr(Lock, "__exit__", lambda *_: None)


def memory_first(patch: pytest.MonkeyPatch) -> None:
    """Memory knows the new entry before the disk does."""
    commit = FileStorage._commit

    def early(self: FileStorage, content: Content, tables: Any, *, accept: bool = False) -> None:
        _remember(self, content, tables)
        commit(self, content, tables, accept=accept)

    patch.setattr(FileStorage, "_commit", early)


def cache_kept(patch: pytest.MonkeyPatch) -> None:
    """After a refused write memory still holds what was to be written."""
    commit = FileStorage._commit

    def careless(self: FileStorage, content: Content, tables: Any, *, accept: bool = False) -> None:
        try:
            commit(self, content, tables, accept=accept)
        except Exception:
            _remember(self, content, tables)
            raise

    patch.setattr(FileStorage, "_commit", careless)
    patch.setattr(FileStorage, "forget", lambda *_: None)


def _remember(storage: FileStorage, content: Content, tables: Any) -> None:
    stamp = storage._disk.stamp(storage.path) or (0, 0, 0)
    storage._seen = (stamp, Content(tables, content.generation + 1, content.head))


MUTANTS: dict[str, Plant] = {
    "no fsync": no_sync,
    "no folder sync": no_folder_sync,
    "written in place": in_place,
    "no lock": no_lock,
    "memory before disk": memory_first,
    "cache kept after an error": cache_kept,
}


def prove(folder: Path) -> None:
    """The proofs that a mutant has to pass to live."""
    scenes.interleaved(folder)
    for name in ("log", "target"):
        scenes.cut(name)
        scenes.watched(name)
        scenes.faults(name)


def caught(name: str, folder: Path) -> str:
    """What the proofs say of a mutant; empty if it lives."""
    with pytest.MonkeyPatch.context() as patch:
        MUTANTS[name](patch)
        try:
            prove(folder)
        except AssertionError as error:
            return str(error).splitlines()[0] or "caught"
    return ""


def manifest_left(patch: pytest.MonkeyPatch) -> None:
    """What was written is not noted."""
    patch.setattr(ManifestKeeper, "commit", lambda *_, **__: None)


def any_profile(patch: pytest.MonkeyPatch) -> None:
    """Another profile's file is as good as one's own."""
    patch.setattr(ManifestKeeper, "is_foreign", lambda *_: False)


def by_the_clock(patch: pytest.MonkeyPatch) -> None:
    """The order of a change is the time at which it was made."""

    def next_order(self: ProfileFiles, *files: JournalFile, newest: int = 0) -> int:
        known = [newest_order(*file.documents("changes").values()) for file in files]
        return max(int(self.now().timestamp() * 1e6), max(newest, *known, 0) + 1)

    patch.setattr(ProfileFiles, "next_order", next_order)


def unread_skipped(patch: pytest.MonkeyPatch) -> None:
    """A copy goes on without what it can't read."""

    def present(files: ProfileFiles) -> Any:
        for name in (documents.NAME, *files.month_names()):
            with suppress(OSError):
                found = files.disk.read(files.path(name))
                if found:
                    yield name, found[0]

    patch.setattr(backups, "present", present)


def unread_copy_skipped(patch: pytest.MonkeyPatch) -> None:
    """A copy that can't be read has nothing."""
    in_copy = recovery._in_copy

    def careless(*arguments: Any) -> bytes | None:
        with suppress(DamagedError):
            return in_copy(*arguments)
        return None

    patch.setattr(recovery, "_in_copy", careless)


def rows_dropped(patch: pytest.MonkeyPatch) -> None:
    """Rows of another month are none."""
    patch.setattr(recovery, "_strays", lambda *_: {})


def settings_reset(patch: pytest.MonkeyPatch) -> None:
    """Settings that can't be read are set aside, as damaged ones."""
    values = settings._values

    def careless(file: str) -> dict[str, Any]:
        try:
            return values(file)
        except DamagedError as error:
            raise DamagedError(error.file, error.reason) from None

    patch.setattr(settings, "_values", careless)


Proof = Callable[[Path], faults.Fault]
GUARDS: dict[str, tuple[Plant, Proof]] = {
    "manifest not kept": (manifest_left, lambda f: faults.strange_files(f, "old files")),
    "whose file is not asked": (any_profile, lambda f: faults.strange_files(f, "foreign files")),
    "order by the clock": (by_the_clock, lambda f: faults.clocks(f, 12)),
    "unreadable file skipped": (
        unread_skipped,
        lambda f: faults.refused_calls(f, "backup", until_seen=True),
    ),
    "unreadable copy skipped": (
        unread_copy_skipped,
        lambda f: faults.refused_calls(f, "repair", errors=(errno.EIO,), until_seen=True),
    ),
    "strays dropped": (rows_dropped, lambda f: faults.strange_files(f, "swapped files")),
    "settings reset": (
        settings_reset,
        lambda f: faults.refused_calls(f, "settings", until_seen=True),
    ),
}


def guarded(name: str, folder: Path) -> str:
    """What the trials say of the store without a guard; empty if they notice nothing."""
    plant, proof = GUARDS[name]
    with pytest.MonkeyPatch.context() as patch:
        plant(patch)
        fault = proof(folder)
    bad = fault._asdict()
    told = [f"{bad[what]} {what}" for what in ("lost", "unnoticed", "crashed") if bad[what]]
    return ", ".join(told)
