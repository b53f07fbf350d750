"""An operating system in memory, with what a power cut would leave of it at every moment.

Files have a volatile and a durable side.  Until a file is synced, the disk may hold what it held,
nothing, a part or all of it; until a folder is synced, any of the changes of its names may be
missing.  `power_cuts` lists all that can be found afterwards.
"""

import errno
import io
import itertools
import os
import posixpath
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from ssi_tui import disk

ROOT = "/simulated"
PARTS = 8
"""A file that was not synced may hold any of so many parts of what was written."""
Held = frozenset[tuple[str, bytes]]
"""(path, content) of every file that is found after a power cut."""


class Inode:
    """One file: what programs see, and what the disk may hold."""

    def __init__(self, number: int, data: bytes = b"") -> None:
        self.number, self.data, self.durable, self.synced = number, data, data, True
        self.written = time.time_ns()

    def leftovers(self) -> list[bytes]:
        """What may be found of the content after a power cut."""
        if self.synced:
            return [self.durable]
        size = len(self.data)
        parts = [self.data[: size * part // PARTS] for part in range(PARTS + 1)]
        return list(dict.fromkeys([self.durable, *parts]))


class SimulatedOs:
    """In the place of `os` in ssi_tui.disk; counts its calls, and can refuse one of them."""

    name = "posix"
    O_RDONLY, O_WRONLY, O_RDWR = os.O_RDONLY, os.O_WRONLY, os.O_RDWR
    O_CREAT, O_TRUNC, SEEK_SET = os.O_CREAT, os.O_TRUNC, os.SEEK_SET
    PathLike = os.PathLike

    def __init__(self, held: Held = frozenset()) -> None:
        self.inodes: dict[str, Inode] = {}
        self.durable: dict[str, Inode] = {}
        self.pending: list[tuple[str, str, Inode | None]] = []  # old name, new name
        self.folders = {"/", ROOT} | {posixpath.dirname(path) for path, _ in held}
        self.numbers, self.clock = itertools.count(10), itertools.count(time.time_ns())
        self.opened: dict[int, tuple[str, Inode | None]] = {}
        for path, data in held:
            self.inodes[path] = self.durable[path] = Inode(next(self.numbers), data)
        self.path = SimpleNamespace(
            join=posixpath.join,
            dirname=posixpath.dirname,
            isdir=self.folders.__contains__,
            samestat=lambda one, other: one.st_ino == other.st_ino,
        )
        self.chance = Random(len(held))
        """Of ids: the same in all runs from one disk, so that many end in the same one."""
        self.notes: set[int] = set()
        self.calls = 0
        self.fail_at: int | None = None
        self.after = False
        """Whether the refused call has its effect first."""
        self.watch: Callable[[], object] = lambda: None
        """Called after everything that changes what a power cut would leave."""

    def _call(self, effect: Callable[[], Any]) -> Any:
        self.calls += 1
        failing = self.fail_at == self.calls - 1
        if failing and not self.after:
            raise OSError(errno.EIO, "injected")
        result = effect()
        self.watch()
        if failing:
            raise OSError(errno.EIO, "injected")
        return result

    def open(self, path: str, flags: int, mode: int = 0o777) -> int:
        def effect() -> int:
            inode = self.inodes.get(path)
            if inode is None and path not in self.folders:
                if not flags & os.O_CREAT:
                    raise FileNotFoundError(errno.ENOENT, "no such file", path)
                inode = self.inodes[path] = Inode(next(self.numbers))
                self.pending.append(("", path, inode))
            if inode and flags & os.O_TRUNC and inode.data:
                inode.data, inode.synced = b"", False
            number = next(self.numbers)
            self.opened[number] = path, inode
            return number

        return int(self._call(effect))

    def lseek(self, number: int, place: int, _: int) -> None:
        """Only the note in the lock file is written over; it is shorter than a sector."""
        assert place == 0
        self.notes.add(number)

    def write(self, number: int, data: memoryview) -> int:
        def effect() -> int:
            inode = self.opened[number][1]
            assert inode
            if number in self.notes:
                inode.data = inode.durable = bytes(data)
                return len(data)
            part = bytes(data[: max(1, len(data) // 2)])  # short writes are allowed
            inode.data, inode.synced, inode.written = inode.data + part, False, next(self.clock)
            return len(part)

        return int(self._call(effect))

    def fsync(self, number: int) -> None:
        def effect() -> None:
            path, inode = self.opened[number]
            if inode:
                inode.durable, inode.synced = inode.data, True
                return
            for change in [each for each in self.pending if posixpath.dirname(each[1]) == path]:
                _change(self.durable, change)
                self.pending.remove(change)

        self._call(effect)

    def replace(self, source: str, target: str) -> None:
        def effect() -> None:
            change = (source, target, self.inodes[source])
            _change(self.inodes, change)
            self.pending.append(change)

        self._call(effect)

    def unlink(self, path: str) -> None:
        def effect() -> None:
            if path not in self.inodes:
                raise FileNotFoundError(errno.ENOENT, "no such file", path)
            _change(self.inodes, (path, path, None))
            self.pending.append((path, path, None))

        self._call(effect)

    def mkdir(self, path: str, mode: int = 0o777) -> None:
        self._call(lambda: self.folders.add(path))

    def stat(self, path: str) -> SimpleNamespace:
        if path in self.folders:
            return SimpleNamespace(st_ino=1, st_mtime_ns=next(self.clock), st_size=0)
        if path not in self.inodes:
            raise FileNotFoundError(errno.ENOENT, "no such file", path)
        return self._stat(self.inodes[path])

    def fstat(self, number: int) -> SimpleNamespace:
        inode = self.opened[number][1]
        assert inode
        return self._stat(inode)

    def _stat(self, inode: Inode) -> SimpleNamespace:
        return SimpleNamespace(
            st_ino=inode.number, st_mtime_ns=inode.written, st_size=len(inode.data)
        )

    def read(self, number: int, size: int) -> bytes:
        inode = self.opened[number][1]
        assert inode
        return inode.data[:size]

    @contextmanager
    def fdopen(self, number: int, mode: str) -> Iterator[io.BytesIO]:
        path, inode = self.opened[number]
        try:
            if inode is None:
                raise IsADirectoryError(errno.EISDIR, "is a folder", path)
            yield io.BytesIO(inode.data)
        finally:
            self.close(number)

    def close(self, number: int) -> None:
        self.opened.pop(number)

    def listdir(self, folder: str) -> list[str]:
        if folder not in self.folders:
            raise FileNotFoundError(errno.ENOENT, "no such folder", folder)
        places = [*self.inodes, *self.folders]
        return [posixpath.basename(each) for each in places if posixpath.dirname(each) == folder]

    def held(self) -> Held:
        """What is there now, all of it on the disk."""
        return frozenset((path, inode.data) for path, inode in self.inodes.items())

    def power_cuts(self) -> Iterator[Held]:
        """Everything that may be found if the power fails now."""
        for size in range(len(self.pending) + 1):
            for kept in itertools.combinations(self.pending, size):
                names = dict(self.durable)
                for change in kept:
                    _change(names, change)
                paths = sorted(names)
                choices = [names[path].leftovers() for path in paths]
                for contents in itertools.product(*choices):
                    yield frozenset(zip(paths, contents, strict=True))


def _change(names: dict[str, Inode], change: tuple[str, str, Inode | None]) -> None:
    source, target, inode = change
    names.pop(source, None)
    if inode:
        names[target] = inode


@contextmanager
def running(system: SimulatedOs) -> Iterator[SimulatedOs]:
    """The store on that system."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "urandom", system.chance.randbytes)
        patch.setattr(disk, "os", system)
        patch.setattr(disk, "_try_lock", lambda _: True)
        yield system
