"""The one careful writer and the one strict reader, and a lock between processes.

All state that reaches the disk goes through here: written beside its place, synced, and renamed;
read whole or not at all.
"""

from __future__ import annotations

import errno
import os
import sys
import threading
import time
from contextlib import contextmanager, suppress
from itertools import count
from typing import TYPE_CHECKING

from ssi_tui.errors import DamagedError, InDoubtError, LockedError, NoLockError, NotSavedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import Any

    Stamp = tuple[int, int, int]
    """Inode, mtime in ns, size in bytes: tells one version of a file from the next."""

LOCK_NAME = ".lock"
"""Permanent; holds a number.  To remove it while a program runs is the one way round the lock."""
TEMPORARY_NAME = ".write.tmp"
"""Fixed, so that a killed write leaves one file behind at most, and the next writes over it."""
LOCK_SECONDS = 5.0
NOTE_SIZE = 21
NO_LOCKS = (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)
"""What file systems answer that have no locks: some network folders."""


class Disk:
    """The operating system's files; OSError where it refuses.  A test can put another in place."""

    puts = 0
    """Files that this process has replaced so far: an answer that is lost after it says so."""

    def stamp(self, path: str) -> Stamp | None:
        """The stamp of a file or folder; None where there is none."""
        try:
            status = os.stat(path)
        except FileNotFoundError:
            return None
        return status.st_ino, status.st_mtime_ns, status.st_size

    def read(self, path: str) -> tuple[bytes, Stamp] | None:
        """The whole file and the stamp of exactly these bytes; None where there is none."""
        try:
            number = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        except FileNotFoundError:
            return None
        with os.fdopen(number, "rb") as handle:
            status = os.fstat(number)
            return handle.read(), (status.st_ino, status.st_mtime_ns, status.st_size)

    def head(self, path: str, size: int) -> bytes:
        """The first bytes of a file; empty where there is none."""
        try:
            number = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        except FileNotFoundError:
            return b""
        try:
            return os.read(number, size)
        finally:
            os.close(number)

    def names(self, folder: str) -> list[str]:
        """The names in a folder; none where there is no folder."""
        try:
            return os.listdir(folder)
        except FileNotFoundError:
            return []

    def make_folder(self, folder: str) -> None:
        """Make a folder that only its owner can open, and its parents, so that they stay."""
        missing = []
        while not os.path.isdir(folder) and folder != os.path.dirname(folder):
            missing.append(folder)
            folder = os.path.dirname(folder)
        for folder in reversed(missing):
            try:
                os.mkdir(folder, 0o700)
            except FileExistsError:  # another process was quicker
                continue
            self.sync_folder(os.path.dirname(folder))

    def write(self, path: str, data: bytes, *, sync: bool = True) -> Stamp:
        """Write a file that only its owner can read, and wait until the disk has it.

        `sync`: without it nothing is waited for; only for what can be made again at any time.
        """
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
        number = os.open(path, flags, 0o600)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(number, rest) :]
            if sync:
                os.fsync(number)
            status = os.fstat(number)
        finally:
            os.close(number)
        return status.st_ino, status.st_mtime_ns, status.st_size

    def replace(self, source: str, target: str) -> None:
        """Give `source` the name `target` in one step."""
        for pause in (0.01, 0.05, 0.2, 0.5) if os.name == "nt" else ():
            try:  # on Windows a reader holds the name for the moment of its reading
                os.replace(source, target)
                return
            except PermissionError:
                time.sleep(pause)
        os.replace(source, target)

    def sync_folder(self, folder: str) -> None:
        """Wait until the disk has the names in a folder, where the system can say."""
        if os.name == "nt":
            return
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network file systems
                raise
        finally:
            os.close(number)

    def remove(self, path: str) -> None:
        """Remove a file."""
        os.unlink(path)

    def remove_folder(self, folder: str) -> None:
        """Remove a folder in which nothing is."""
        os.rmdir(folder)

    def put(
        self,
        path: str,
        data: bytes,
        temporary: str = "",
        *,
        meanwhile: Callable[[], None] | None = None,
    ) -> Stamp:
        """Replace a file as a whole, by way of `temporary`, else a file of ours beside it.

        NotSavedError: it is as it was; InDoubtError: it is the new one, and may not stay after a
        power cut.  `meanwhile` is called when the new file is in place; its changes of names in
        the folder reach the disk together with this one.
        """
        with saving(path):
            beside = os.path.join(os.path.dirname(path), TEMPORARY_NAME)
            stamp = self._put(path, data, temporary or beside)
        Disk.puts += 1
        if meanwhile:
            meanwhile()
        try:
            self.sync_folder(os.path.dirname(path))
        except OSError as error:
            raise InDoubtError(path, reason_of(error)) from error
        return stamp

    def put_at_once(self, path: str, data: bytes, temporary: str = "") -> Stamp:
        """Replace a file that can be made again at any time, and wait for nothing."""
        return self._put(path, data, temporary or f"{path}.{os.getpid()}.new", sync=False)

    def _put(self, path: str, data: bytes, temporary: str, *, sync: bool = True) -> Stamp:
        try:
            stamp = self.write(temporary, data, sync=sync)
            self.replace(temporary, path)
        except OSError:
            with suppress(OSError):
                self.remove(temporary)
            raise
        return stamp

    def unused(self, name: Callable[[int], str]) -> str:
        """The first path that nothing lies at, of those named by 1, 2, 3 and so on."""
        return next(path for path in map(name, count(1)) if self.stamp(path) is None)


class Lock:
    """One writer at a time, among threads and processes; may be entered again by its holder."""

    def __init__(
        self, folder: str, disk: Disk, seconds: float = LOCK_SECONDS, *, must_exist: bool = False
    ) -> None:
        self._folder, self._disk, self._seconds = folder, disk, seconds
        self.must_exist = must_exist
        """Refuse a folder that is not there; else it is made."""
        self.path = os.path.join(folder, LOCK_NAME)
        self._threads = threading.RLock()
        self._depth = 0
        self._number = -1

    def __enter__(self) -> None:
        """LockedError after `seconds`; NotSavedError where the folder can't be written."""
        end = time.monotonic() + self._seconds
        if not self._threads.acquire(timeout=self._seconds):
            raise LockedError(self.path, self._seconds)
        try:
            if self._depth == 0:
                self._number = self._take(end)
            self._depth += 1
        except BaseException:
            self._threads.release()
            raise

    def __exit__(self, *_: object) -> None:
        self._depth -= 1
        if self._depth == 0:
            os.close(self._number)  # lets go of the lock
        self._threads.release()

    @property
    def outermost(self) -> bool:
        """To its holder: whether leaving now lets go of the lock."""
        return self._depth == 1

    def note(self) -> int:
        """The number in the lock file, by the holder of the lock; -1 where there is none."""
        try:
            os.lseek(self._number, 0, os.SEEK_SET)
            text = os.read(self._number, NOTE_SIZE)
            return int(text) if len(text) == NOTE_SIZE else -1
        except (OSError, ValueError):
            return -1

    def set_note(self, number: int) -> None:
        """Put a number into the lock file; what the disk refuses is no note."""
        with suppress(OSError):
            os.lseek(self._number, 0, os.SEEK_SET)
            os.write(self._number, b"%20d\n" % number)

    def _take(self, end: float) -> int:
        pause = 0.001
        try:
            while True:
                if not self.must_exist:
                    self._disk.make_folder(self._folder)
                number = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
                try:
                    if _try_lock(number) and os.path.samestat(os.fstat(number), os.stat(self.path)):
                        return number
                except FileNotFoundError:
                    pass  # the file was removed under our hands, or its folder: look again
                except BaseException:
                    os.close(number)
                    raise
                os.close(number)
                if time.monotonic() > end:
                    raise LockedError(self.path, self._seconds)
                time.sleep(pause)
                pause = min(2 * pause, 0.03)
        except OSError as error:
            if error.errno in NO_LOCKS:
                raise NoLockError(self._folder, reason_of(error)) from error
            raise NotSavedError(self.path, reason_of(error)) from error


if sys.platform == "win32":

    def _try_lock(number: int) -> bool:
        import msvcrt

        try:
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:

    def _try_lock(number: int) -> bool:
        import fcntl

        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def reason_of(error: OSError) -> str:
    """Why the system refused, in its own words."""
    return error.strerror or str(error)


@contextmanager
def reading(path: str | Path) -> Iterator[None]:
    """What the system will not let be read is said as DamagedError."""
    try:
        yield
    except OSError as error:
        raise DamagedError(path, reason_of(error)) from error


@contextmanager
def saving(path: str | Path) -> Iterator[None]:
    """What the system will not let be written is said as NotSavedError."""
    try:
        yield
    except OSError as error:
        raise NotSavedError(path, reason_of(error)) from error


def bytes_of(disk: Disk, path: str) -> bytes | None:
    """A file as it is; None where there is none: DamagedError where it can't be read."""
    with reading(path):
        file = disk.read(path)
    return file[0] if file else None


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file of the person's own in one step, or leave it as it was: NotSavedError."""
    if os.path.exists(path) and not os.path.isfile(path):  # a device or a pipe
        with saving(path):
            path.write_bytes(data)
        return
    target = os.path.realpath(path)  # a link stays one
    folder, name = os.path.split(target)
    temporary = os.path.join(folder, f".{name[:200]}.{os.getpid()}.{os.urandom(3).hex()}.new")
    with suppress(InDoubtError):  # whole and in place: many a folder can't be synced
        Disk().put(target, data, temporary)


def strict_json(data: bytes) -> Any:
    """What JSON text says: ValueError with the reason where it is not sure what it says."""
    import json  # on the way to `ssi log` the store needs it anyway

    if not data:
        raise ValueError("empty file")
    try:
        return json.loads(
            data.decode("utf-8-sig"), object_pairs_hook=no_doubles, parse_constant=_no_number
        )
    except UnicodeDecodeError as error:
        raise ValueError(f"not text from byte {error.start} on") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"garbled from line {error.lineno}, column {error.colno} on") from None
    except RecursionError:
        raise ValueError("nested deeper than anything we write") from None


def no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys all differ: ValueError where one stands twice."""
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("a key stands twice in one place")
    return members


def _no_number(constant: str) -> float:
    raise ValueError(f"{constant} is no number")
