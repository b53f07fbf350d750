"""Deletion of a profile for good: out of sight in one step, then file by file until none is left.

The folder gets its new name at once, so that a journal is there whole or not at all.  What a
stopped program had not removed yet lies in `places.DELETING_FOLDER`, and the next start goes on.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui import settings
from ssi_tui.disk import LOCK_NAME, Disk, Lock, reading, reason_of, saving
from ssi_tui.errors import DamagedError, LockedError, UnfinishedDeletionError
from ssi_tui.places import DELETING_FOLDER, STATUS_NAME
from ssi_tui.store.profile_files import SYNC_FOLDER
from ssi_tui.store.store import StoreFiles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


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


def held(folder: str) -> Held:
    """Count what a profile holds: DamagedError where its folder can't be listed."""
    from ssi_tui.store import backups, documents
    from ssi_tui.store.profiles import meetings_of

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


def set_aside(folder: str, lock_seconds: float) -> str:
    """Take a profile out of sight: from here on it is deleted, whatever happens to the program.

    Answers where it waits.  NotSavedError, LockedError: it is there as it was.
    """
    source, parent, disk = settings.profile_folder(folder), _parent(), Disk()
    lock = Lock(source, disk, lock_seconds, must_exist=True)  # no entry is half on its way
    with lock, saving(source):
        disk.make_folder(parent)
        target = disk.unused(lambda n: os.path.join(parent, _numbered(folder, n)))
        disk.replace(source, target)
    with _deleting(target):
        disk.sync_folder(parent)
        disk.sync_folder(os.path.dirname(source))
    return target


def waiting() -> tuple[str, ...]:
    """The folders that were taken out of sight and are not removed yet."""
    parent = _parent()
    with reading(parent):
        names = Disk().names(parent)
    return tuple(os.path.join(parent, name) for name in sorted(names) if name != LOCK_NAME)


def _parent() -> str:
    return os.path.join(settings.data_home(), DELETING_FOLDER)


def _numbered(folder: str, number: int) -> str:
    return folder if number == 1 else f"{folder}{AGAIN}{number}"


def folder_of(place: str) -> str:
    """The profile's folder name, of a folder that waits."""
    return os.path.basename(place).partition(AGAIN)[0]


def removing(seconds: float) -> Lock:
    """One at a time removes what waits: LockedError where another does."""
    return Lock(_parent(), Disk(), seconds)


def remove(place: str) -> Gone:
    """Remove a folder that waits with all that is in it, what says how far it is at last.

    UnfinishedDeletionError: what is left is still there, and can be removed by the same call.
    """
    disk = Disk()
    with _deleting(place):
        inside = os.path.realpath(place)  # somebody may have moved a profile, and left a link
        sizes = [*_removed(inside, disk)]
        if os.path.islink(place):
            disk.remove(place)
        disk.sync_folder(os.path.dirname(place))
    return Gone(len(sizes), sum(sizes))


def _removed(folder: str, disk: Disk) -> Iterator[int]:
    """Remove a folder: the size of each file that is gone."""
    names = sorted(disk.names(folder), key=lambda name: (name == SYNC_FOLDER, name))
    for name in names:
        path = os.path.join(folder, name)
        if os.path.isdir(path) and not os.path.islink(path):
            yield from _removed(path, disk)
        else:
            stat = os.lstat(path)
            disk.remove(path)
            yield stat.st_size
    disk.remove_folder(folder)


def tidy() -> None:
    """By the holder of `removing`: nothing waits any more, so the place itself goes."""
    parent, disk = _parent(), Disk()
    with suppress(OSError):  # another came meanwhile
        if not waiting():
            disk.remove(os.path.join(parent, LOCK_NAME))
            disk.remove_folder(parent)


def forget(folder: str) -> None:
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
        Disk().remove(os.path.join(settings.data_home(), STATUS_NAME))
    if folder != settings.FIRST_PROFILE and not os.path.lexists(settings.profile_folder(folder)):
        settings.choose(profile=settings.FIRST_PROFILE)


def all_gone(wait: float, end: Callable[[str], object]) -> tuple[tuple[str, Gone], ...]:
    """Finish what stopped programs began: (folder name, what was still there) of each.

    `end`: called with each folder before it goes.  Nothing where another program is at it.
    """
    done: list[tuple[str, Gone]] = []
    with suppress(LockedError), removing(wait):
        for place in waiting():
            end(place)
            forget(folder_of(place))
            done.append((folder_of(place), remove(place)))
        tidy()
    return tuple(done)


@contextmanager
def _deleting(place: str) -> Iterator[None]:
    """What the system refuses is said as a deletion that the next start goes on with."""
    try:
        yield
    except OSError as error:
        raise UnfinishedDeletionError(place, reason_of(error)) from error
