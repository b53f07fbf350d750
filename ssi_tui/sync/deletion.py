"""Deletion of a profile wherever it left something: its folder, the settings, shared files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ssi_tui.disk import LOCK_SECONDS, Disk, Lock
from ssi_tui.errors import NotFoundError, SsiError, UnfinishedDeletionError
from ssi_tui.places import DELETING_FOLDER
from ssi_tui.settings import data_home, profile_folder
from ssi_tui.store import deletion
from ssi_tui.store.deletion import Gone, Held
from ssi_tui.store.store import StoreFiles
from ssi_tui.sync import read_memory
from ssi_tui.sync.entries import Shared

AT_ONCE = 0.0
"""Seconds to wait at a start where another program is removing: none."""


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
    held = deletion.held(profile_folder(folder))
    with Lock(data_home(), Disk(), lock_seconds):  # nobody gives its name meanwhile
        place = deletion.set_aside(folder, lock_seconds)
    with _unfinished(place), deletion.removing(lock_seconds):
        shared, left = _forget_shared(place)
        deletion.forget(folder)
        gone = deletion.remove(place)
        deletion.tidy()
    return Deleted(held, gone, shared, left)


def finish() -> tuple[tuple[str, Gone], ...]:
    """At a start: end the deletions that were stopped, (folder name, what was still there) of each.

    UnfinishedDeletionError where the disk still refuses.
    """
    with _unfinished(str(Path(data_home(), DELETING_FOLDER))):
        return deletion.all_gone(AT_ONCE, _forget_shared)


@contextmanager
def _unfinished(place: str) -> Iterator[None]:
    """Whatever is refused once a profile is out of sight, the next start goes on."""
    try:
        yield
    except UnfinishedDeletionError:
        raise
    except (SsiError, OSError) as error:
        reason = getattr(error, "reason", "") or str(error)
        raise UnfinishedDeletionError(place, reason) from error


def _forget_shared(place: str) -> tuple[int, tuple[SharedLeft, ...]]:
    """Remove what this machine has put into shared folders; what others put there is theirs.

    A folder that is not there, or refuses, holds nothing up: it is named.
    """
    known = read_memory(StoreFiles(place))
    count, left = 0, []
    for folder in known.folders:
        try:
            shared = Shared(folder, deletion.folder_of(place))
            removed, others = shared.forget(known.machine)
        except (NotFoundError, OSError):
            left.append(SharedLeft(folder, 0))
            continue
        count += removed
        if others:
            left.append(SharedLeft(os.fspath(shared.folder), others))
    return count, tuple(left)
