"""Deletion of a profile for good, wherever it left something: its folder, settings, shared files.

The folder gets its new name at once, so that a journal is there whole or not at all; then it goes
file by file.  What a stopped program had not removed yet lies in `places.DELETING_FOLDER`, and the
next start goes on.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from ssi_tui import settings
from ssi_tui.disk import LOCK_NAME, LOCK_SECONDS, Disk, Lock, reading, reason_of, saving
from ssi_tui.errors import (
    DamagedError,
    LockedError,
    NotFoundError,
    SsiError,
    UnfinishedDeletionError,
)
from ssi_tui.places import DELETING_FOLDER, STATUS_NAME
from ssi_tui.settings import data_home, profile_folder
from ssi_tui.store import documents
from ssi_tui.store.profile_files import SYNC_FOLDER
from ssi_tui.store.profiles import meetings_of
from ssi_tui.store.store import StoreFiles
from ssi_tui.sync import read_memory
from ssi_tui.sync.entries import Shared

AT_ONCE = 0.0
"""Seconds to wait at a start where another program is removing: none."""
AGAIN = "~"
"""Between a folder's name and a number, where one of that name waits already."""


class Held(NamedTuple):
    """What a profile holds, counted before it goes."""

    entries: int
    """Entries of the log; of files that can be read."""
    readings: int
    notes: int
    """Notes of days and of meetings."""
    changes: int
    """That undo could have taken back."""
    backups: int
    unread: int
    """Files of the journal that can't be read, and so are not counted above."""


class Gone(NamedTuple):
    """What was removed from the disk."""

    files: int
    size: int
    """Bytes."""


class SharedLeft(NamedTuple):
    """A folder by which the profile was exchanged, in which something is left."""

    folder: str
    files: int
    """Of other machines, which keep theirs; 0 where the folder could not be looked into."""


class Deleted(NamedTuple):
    """What a deletion has removed, counted."""

    held: Held
    gone: Gone
    shared: int
    """Files of this machine that were removed from shared folders."""
    left: tuple[SharedLeft, ...]


def delete_profile(folder: str, *, lock_seconds: float = LOCK_SECONDS) -> Deleted:
    """Delete a profile for good: journal, backups, undo, memory of syncs, its place in settings.

    NotSavedError, LockedError, DamagedError: it is there as it was.  UnfinishedDeletionError: it
    is out of sight, and the next start removes what is left.
    """
    content = held(profile_folder(folder))
    with Lock(data_home(), Disk(), lock_seconds):  # nobody gives its name meanwhile
        place = _set_aside(folder, lock_seconds)
    with _unfinished(place), _removing(lock_seconds):
        shared, left = _forget_shared(place)
        _forget(folder)
        gone = _remove(place)
        _tidy()
    return Deleted(content, gone, shared, left)


def finish() -> tuple[tuple[str, Gone], ...]:
    """At a start: end the deletions that were stopped, (folder name, what was still there) of each.

    Nothing where another program is at it; UnfinishedDeletionError where the disk still refuses.
    """
    done: list[tuple[str, Gone]] = []
    with _unfinished(_waiting_folder()), suppress(LockedError), _removing(AT_ONCE):
        for place in waiting():
            _forget_shared(place)
            _forget(_folder_of(place))
            done.append((_folder_of(place), _remove(place)))
        _tidy()
    return tuple(done)


def held(folder: str) -> Held:
    """Count what a profile holds: DamagedError where its folder can't be listed."""
    from ssi_tui.store import backups  # zipfile: 13 ms, and a start asks only what waits

    files, contents, unread = StoreFiles(folder), [], 0
    for name in (documents.NAME, *files.month_names()):
        try:
            contents.append(files.content(name))
        except DamagedError:
            unread += 1

    def rows(table: str) -> int:
        return sum(len(content.table(table)) for content in contents)

    return Held(
        entries=rows("actions"),
        readings=rows("readings"),
        notes=rows("notes") + sum(len(meetings_of(content)) for content in contents),
        changes=rows("changes"),
        backups=len(backups.ids(files)),
        unread=unread,
    )


def waiting() -> tuple[str, ...]:
    """The folders that were taken out of sight and are not removed yet."""
    parent = _waiting_folder()
    with reading(parent):
        names = Disk().names(parent)
    return tuple(str(Path(parent, name)) for name in sorted(names) if name != LOCK_NAME)


def _waiting_folder() -> str:
    return str(Path(data_home(), DELETING_FOLDER))


def _numbered(folder: str, number: int) -> str:
    return folder if number == 1 else f"{folder}{AGAIN}{number}"


def _folder_of(place: str) -> str:
    """The profile's folder name, of a folder that waits."""
    return Path(place).name.partition(AGAIN)[0]


@contextmanager
def _unfinished(place: str) -> Iterator[None]:
    """Whatever is refused once a profile is out of sight, the next start goes on."""
    try:
        yield
    except UnfinishedDeletionError:
        raise
    except SsiError as error:
        reason = getattr(error, "reason", "") or str(error)
        raise UnfinishedDeletionError(place, reason) from error
    except OSError as error:
        raise UnfinishedDeletionError(place, reason_of(error)) from error


def _set_aside(folder: str, lock_seconds: float) -> str:
    """Take a profile out of sight: from here on it is deleted, whatever happens to the program.

    Answers where it waits.  NotSavedError, LockedError: it is there as it was.
    """
    source, parent, disk = profile_folder(folder), _waiting_folder(), Disk()
    lock = Lock(source, disk, lock_seconds, must_exist=True)  # no entry is half on its way
    with lock, saving(source):
        disk.make_folder(parent)
        target = disk.unused(lambda number: str(Path(parent, _numbered(folder, number))))
        disk.replace(source, target)
    with _unfinished(target):
        disk.sync_folder(parent)
        disk.sync_folder(str(Path(source).parent))
    return target


def _removing(seconds: float) -> Lock:
    """One at a time removes what waits: LockedError where another does."""
    return Lock(_waiting_folder(), Disk(), seconds)


def _remove(place: str) -> Gone:
    """Remove a folder that waits with all that is in it, what says how far it is at last.

    UnfinishedDeletionError: what is left is still there, and can be removed by the same call.
    """
    disk = Disk()
    with _unfinished(place):
        inside = os.path.realpath(place)  # somebody may have moved a profile, and left a link
        sizes = [*_removed(inside, disk)]
        if Path(place).is_symlink():
            disk.remove(place)
        disk.sync_folder(str(Path(place).parent))
    return Gone(len(sizes), sum(sizes))


def _removed(folder: str, disk: Disk) -> Iterator[int]:
    """Remove a folder: the size of each file that is gone."""
    for name in sorted(disk.names(folder), key=lambda name: (name == SYNC_FOLDER, name)):
        path = Path(folder, name)
        if path.is_dir() and not path.is_symlink():
            yield from _removed(str(path), disk)
        else:
            size = path.lstat().st_size
            disk.remove(str(path))
            yield size
    disk.remove_folder(folder)


def _tidy() -> None:
    """By the holder of `_removing`: nothing waits any more, so the place itself goes."""
    parent, disk = _waiting_folder(), Disk()
    with suppress(OSError):  # another came meanwhile
        if not waiting():
            disk.remove(str(Path(parent, LOCK_NAME)))
            disk.remove_folder(parent)


def _forget(folder: str) -> None:
    """Take the profile out of the settings and of what `ssi status` reads.

    One that has been made anew under that folder's name meanwhile stays chosen.  DamagedError where
    the settings can't be read: that is not the same as naming another.
    """
    chosen, problem = settings.read_settings()
    if isinstance(problem, DamagedError) and isinstance(problem.__cause__, OSError):
        raise problem
    if chosen.profile != folder:
        return
    with suppress(OSError):
        Disk().remove(str(Path(data_home(), STATUS_NAME)))
    if folder != settings.FIRST_PROFILE and not os.path.lexists(profile_folder(folder)):
        settings.choose(profile=settings.FIRST_PROFILE)


def _forget_shared(place: str) -> tuple[int, tuple[SharedLeft, ...]]:
    """Remove what this machine has put into shared folders; what others put there is theirs.

    A folder that is not there, or refuses, holds nothing up: it is named.
    """
    known = read_memory(StoreFiles(place))
    count, left = 0, []
    for folder in known.folders:
        try:
            shared = Shared(folder, _folder_of(place))
            removed, others = shared.forget(known.machine)
        except (NotFoundError, OSError):
            left.append(SharedLeft(folder, 0))
            continue
        count += removed
        if others:
            left.append(SharedLeft(os.fspath(shared.folder), others))
    return count, tuple(left)
