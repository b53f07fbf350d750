"""Copies of a whole profile: one before the first write of a day, and one whenever asked.

Each is a zip file of the month files as they are, so that any program can open it.
"""

from __future__ import annotations

import io
import os
import zipfile
import zlib
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.disk import TEMPORARY_NAME, bytes_of, reading, saving
from ssi_tui.errors import DamagedError, InDoubtError, NotFoundError, NotSavedError
from ssi_tui.store import documents, journaled_moves
from ssi_tui.store.manifest import MANIFEST_NAME
from ssi_tui.store.manifest import decode as decode_manifest
from ssi_tui.store.profile_files import BACKUP_FOLDER, is_journal, is_month
from ssi_tui.store.validation import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ssi_tui.store.manifest import Manifest
    from ssi_tui.store.profile_files import ProfileFiles

DAYS_KEPT = 7
MONTHS_KEPT = 12
ENDING = ".zip"
UNREADABLE = (
    *(OSError, ValueError, EOFError, NotImplementedError, RuntimeError),
    *(zipfile.BadZipFile, zlib.error),
)
"""What a zip file that is none, or not whole, raises."""
LEVEL = 1
"""Of compression: a ninth of the size in a fifth of the time that the usual level takes."""


class Backup(NamedTuple):
    """One copy of a profile."""

    id: str
    """``2026-11-20``, or ``2026-11-20-2`` for the second of that day."""
    at: datetime
    """When it was made, local time."""
    why: str
    """``daily``, ``asked`` or ``restore`` (kept before another was put in place)."""
    files: int
    """How many files are in it; 0 where the copy itself is damaged."""
    size: int
    """Bytes on the disk."""


class Restored(NamedTuple):
    """What a restore did."""

    backup: str
    """The copy that is in place now."""
    replaced: Backup | None
    """What was there before: restoring it takes the restore back.  None where there was nothing."""
    left: tuple[str, ...]
    """Files that are damaged in the copy, so that those in use were left as they are."""


def make_daily(files: ProfileFiles) -> str:
    """Keep the day's copy; a disk that refuses keeps nobody from logging: the answer is why."""
    from ssi_tui.errors import SsiError

    try:
        make(files, "daily")
    except (SsiError, OSError) as error:
        return getattr(error, "reason", "") or str(error)
    return ""


def make(files: ProfileFiles, why: str) -> Backup | None:
    """Copy every file into a new zip file; None where there is none to copy."""
    at = files.now().replace(microsecond=0, tzinfo=None)
    with files.lock, saving(files.folder):
        contents = dict(present(files))
        if not contents:
            return None
        manifest = files.ledger.current()
        day = at.date().isoformat()
        path = files.disk.unused(lambda number: _path(files, _numbered(day, number)))
        backup_id = os.path.basename(path).removesuffix(ENDING)
        data = _packed(contents, why, at, manifest)
        with saving(path):
            files.disk.make_folder(os.path.dirname(path))
        files.disk.put(path, data, files.at(TEMPORARY_NAME))
        if all(_good(name, content) for name, content in contents.items()):
            _prune(files, backup_id)  # a damaged file must not push the last good copy of it out
    return Backup(backup_id, at, why, len(contents), len(data))


def kept(files: ProfileFiles) -> tuple[Backup, ...]:
    """The copies, newest first."""
    return tuple(_described(files, backup_id) for backup_id in reversed(ids(files)))


def ids(files: ProfileFiles) -> list[str]:
    """The ids of the copies, in the order in which they were made; no clock is asked."""
    folder = files.at(BACKUP_FOLDER)
    with reading(folder):
        names = files.disk.names(folder)
    named = [name.removesuffix(ENDING) for name in names if name.endswith(ENDING)]
    known = [(_counter(files, n) or 0, parts) for n in named if (parts := _parts_of(n))]
    return [_numbered(*parts) for _, parts in sorted(known)]


def _counter(files: ProfileFiles, backup_id: str) -> int | None:
    """The profile's counter when a copy was made; 0 in older ones, None where it can't be read."""
    try:
        with _archive(files, backup_id) as archive:
            if MANIFEST_NAME not in archive.namelist():
                return 0
            manifest = decode_manifest(archive.read(MANIFEST_NAME))
            return manifest.counter if manifest else 0
    except UNREADABLE:
        return None


def load(files: ProfileFiles, backup_id: str) -> dict[str, bytes]:
    """Name -> bytes of the files in a copy: NotFoundError, DamagedError."""
    known = ids(files)
    if backup_id not in known:
        raise NotFoundError("backup", backup_id, tuple(reversed(known)))
    try:
        with _archive(files, backup_id) as archive:
            named = [(member, member.removesuffix(".json")) for member in archive.namelist()]
            return {name: archive.read(member) for member, name in named if is_journal(member)}
    except UNREADABLE as error:
        reason = error.strerror if isinstance(error, OSError) else None
        raise DamagedError(_path(files, backup_id), reason or "no whole archive") from error


def restore(files: ProfileFiles, backup_id: str) -> Restored:
    """Put a copy in place of everything: all of it, or, if the program is stopped, later."""
    with files.writing():
        contents = load(files, backup_id)
        left = tuple(sorted(name for name, data in contents.items() if not _good(name, data)))
        replaced = make(files, "restore")
        put = sorted(contents.keys() - set(left))
        drop = sorted({name for name, _ in present(files)} - contents.keys())
        plan = {"what": "restore", "put": put, "drop": drop}
        ready = {journaled_moves.ready(files, name): contents[name] for name in put}
        try:
            files.disk.make_folder(files.folder)
            for path, data in ready.items():
                files.disk.write(path, data)
            files.disk.sync_folder(files.folder)
        except OSError:
            for path in ready:
                with suppress(OSError):
                    files.disk.remove(path)
            raise
        files.forget_sync()
        journaled_moves.begin(files, plan)
        try:
            journaled_moves.put_ready(files, plan)
        except NotSavedError as error:  # begun: the next write ends it
            raise InDoubtError(error.file, error.reason) from error
        journaled_moves.end(files)
    return Restored(backup_id, replaced, left)


def present(files: ProfileFiles) -> Iterator[tuple[str, bytes]]:
    """Name -> bytes of the profile's files, damaged ones too: DamagedError for one that is there
    and can't be read, so that nothing is taken for whole without it."""
    for name in (documents.NAME, *files.month_names()):
        data = bytes_of(files.disk, files.path(name))
        if data is not None:
            yield name, data


def _packed(contents: dict[str, bytes], why: str, at: datetime, manifest: Manifest) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        named = {f"{name}.json": data for name, data in contents.items()}
        for name, data in (named | {MANIFEST_NAME: manifest.encode()}).items():
            info = zipfile.ZipInfo(name, max(at.timetuple()[:6], (1980, 1, 1, 0, 0, 0)))
            info.external_attr = 0o600 << 16
            archive.writestr(info, data, zipfile.ZIP_DEFLATED, LEVEL)
        archive.comment = f"{why} {at.isoformat()}".encode()
    return buffer.getvalue()


def _described(files: ProfileFiles, backup_id: str) -> Backup:
    written = size = 0
    try:
        _, written, size = files.disk.stamp(_path(files, backup_id)) or (0, 0, 0)
        with _archive(files, backup_id) as archive:
            why, _, at = archive.comment.decode().partition(" ")
            count = sum(is_journal(name) for name in archive.namelist())
            return Backup(backup_id, datetime.fromisoformat(at), why, count, size)
    except (OSError, ValueError, zipfile.BadZipFile):
        return Backup(backup_id, datetime.fromtimestamp(written // 10**9), "", 0, size)


def _prune(files: ProfileFiles, new: str) -> None:
    """Keep the last days whole, and the first copy of each of the last months.

    The last are those made last, whatever their dates; one that can't be read is left alone.
    """
    all_ids = ids(files)
    newest = [new, *(backup_id for backup_id in reversed(all_ids) if backup_id != new)]
    days = [*dict.fromkeys(backup_id[:10] for backup_id in newest)][:DAYS_KEPT]
    firsts: dict[str, str] = {}
    for backup_id in all_ids:
        firsts.setdefault(backup_id[:7], backup_id)
    months = {firsts[month] for month in [*dict.fromkeys(e[:7] for e in newest)][:MONTHS_KEPT]}
    for backup_id in all_ids:
        if backup_id[:10] in days or backup_id in months or _counter(files, backup_id) is None:
            continue
        with suppress(OSError):
            files.disk.remove(_path(files, backup_id))


def _good(name: str, data: bytes) -> bool:
    try:
        decode(data, f"{name}.json", name)
    except DamagedError:
        return False
    return True


def _archive(files: ProfileFiles, backup_id: str) -> zipfile.ZipFile:
    file = files.disk.read(_path(files, backup_id))
    return zipfile.ZipFile(io.BytesIO(file[0] if file else b""))


def _path(files: ProfileFiles, backup_id: str) -> str:
    return files.at(BACKUP_FOLDER, f"{backup_id}{ENDING}")


def _numbered(day: str, number: int) -> str:
    return day if number == 1 else f"{day}-{number}"


def _parts_of(backup_id: str) -> tuple[str, int] | None:
    """The day and the number in an id; None where the text is none."""
    day, number = backup_id[:10], backup_id[10:]
    good = is_month(f"{day[:7]}.json") and day[7:8] == "-" and day[8:].isdecimal()
    if not good or (number and not number[1:].isdecimal()):
        return None
    return day, int(number[1:] or 1)
