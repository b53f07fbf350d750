"""One exchange with a shared folder: what was done here goes there, and what others did comes here.

docs/sync.md says the rules and why.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ssi_tui.disk import saving
from ssi_tui.store import Store
from ssi_tui.store.profile_files import SYNC_FOLDER, SYNC_NAME, ProfileFiles
from ssi_tui.sync.entries import (
    HeldEntry,
    Shared,
    SharedEntries,
    Versioned,
    all_merged,
    apply,
    checksum_of,
    encoded,
    held,
    part_of,
    present,
    print_of,
)

FORMAT = 1
Known = dict[str, tuple[dict[str, int], str, str]]
"""Identity -> version, print of the document (empty: deleted), and the file that it stood in."""


@dataclass(frozen=True, kw_only=True)
class SyncMemory:
    """The state of one profile on one machine."""

    machine: str
    known: Known = field(default_factory=dict)
    planned: Known = field(default_factory=dict)
    """What a sync set out to write; empty once it has."""
    present: dict[str, tuple[int, str]] = field(default_factory=dict)
    """File of the journal -> how often it had been written, and its checksum."""
    folders: dict[str, dict[str, str]] = field(default_factory=dict)
    """Shared folder -> name -> checksum of the files there that were taken in."""
    number: int = 0
    """The greatest that this machine has given."""


def read_memory(files: ProfileFiles) -> SyncMemory:
    """The memory, or a new one where there is none, or it is that of another machine's folder."""
    try:
        data = files.disk.read(str(_path(files)))
        content = json.loads(data[0]) if data else None  # our own, and long: doubles are no matter
        if content is not None and content["format"] == FORMAT:
            mine = content["home"] == _home(files)
            return SyncMemory(
                machine=str(content["machine"]) if mine else _new_machine(),
                known={key: _checked_row(row) for key, row in content["known"].items()},
                planned={key: _checked_row(row) for key, row in content["planned"].items()},
                present={
                    key: (int(row[0]), str(row[1])) for key, row in content["present"].items()
                },
                folders={place: dict(seen) for place, seen in content["folders"].items()},
                number=int(content["number"]) if mine else 0,
            )
    except (ValueError, KeyError, TypeError, AttributeError):  # as good as none: all comes together
        pass
    return SyncMemory(machine=_new_machine())


def write_memory(files: ProfileFiles, memory: SyncMemory) -> None:
    """Keep it, and wait for the disk: NotSavedError."""
    content = {
        "format": FORMAT,
        "machine": memory.machine,
        "home": _home(files),
        "number": memory.number,
        "present": memory.present,
        "folders": memory.folders,
        "planned": memory.planned,
        "known": memory.known,
    }
    place = _path(files)
    data = json.dumps(content, separators=(",", ":")).encode()
    with saving(place.parent):
        files.disk.make_folder(str(place.parent))
    files.disk.put(str(place), data)


def _path(files: ProfileFiles) -> Path:
    return Path(files.folder, SYNC_FOLDER, SYNC_NAME)


def _home(files: ProfileFiles) -> str:
    """Another one wherever the journal was copied to."""
    stamp = files.disk.stamp(files.folder)
    return f"{platform.node()} {stamp[0] if stamp else 0}"


def _new_machine() -> str:
    return os.urandom(5).hex()


def _checked_row(row: Any) -> tuple[dict[str, int], str, str]:
    version, document, part = row
    if not (isinstance(version, dict) and isinstance(document, str) and isinstance(part, str)):
        raise TypeError("no row of ours")
    return version, document, part


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """What a sync has done."""

    taken: int
    """Entries that came from others, new or changed."""
    removed: int
    """Entries that others had deleted."""
    sent: int
    """Entries that were new, changed or deleted here since the last time."""
    machines: int
    """Others that were met in the folder."""
    unread: tuple[str, ...]
    """Files there of which nothing was taken."""


def sync(store: Store, folder: str) -> Exchange:
    """Exchange with a folder; the journal is locked once what lies there has been read.

    NotFoundError: no such folder.  DamagedError: a file of the journal can't be read, and nothing
    was exchanged.  NotSavedError: the disk or the folder refused; the next sync does the rest.
    """
    files = store.files
    shared = Shared(folder, Path(files.folder).name)
    place = str(Path(folder).absolute())
    before = read_memory(files)
    arrived = shared.read(_taken_in(files, before, place))
    if place not in before.folders and files.month_names():
        store.back_up()
    with files.writing():
        memory = read_memory(files)
        if memory.folders != before.folders:  # another sync was quicker
            arrived = shared.read(_taken_in(files, memory, place))
        return _exchange(files, memory, shared, arrived, place)


def _taken_in(files: ProfileFiles, memory: SyncMemory, place: str) -> dict[str, str]:
    """Which files of the folder need no second look: none, where something is missing here."""
    now = present(files)
    whole = all(part in now and not _older(part, memory, now) for part in memory.present)
    return memory.folders.get(place, {}) if whole else {}


def _exchange(
    files: ProfileFiles, memory: SyncMemory, shared: Shared, arrived: SharedEntries, place: str
) -> Exchange:
    now = present(files)
    parts = _concerned(memory, shared, arrived, now, place)
    here = held(files, parts, {key: row[1] for key, row in memory.planned.items()})
    keys = {*here, *arrived.versions, *(k for k, row in memory.known.items() if row[2] in parts)}
    number = _next_number(memory, arrived)
    mine = _own_versions(keys, memory, here, now, number)
    merged = {
        key: all_merged([*arrived.versions.get(key, ()), *([mine[key]] if key in mine else [])])
        for key in keys
        if key in arrived.versions or key in mine
    }
    wanted = {
        key: entry.document
        for key, entry in merged.items()
        if entry.document != (here[key].document if key in here else None)
        or len(here[key].places if key in here else ()) > 1
    }
    rows: Known = {key: _row(key, entry, memory, arrived) for key, entry in merged.items()}
    if wanted:
        planned = {key: rows[key] for key in wanted}
        write_memory(files, replace(memory, planned=planned, number=number))
        apply(files, wanted, here)
    told = _told(memory.machine, parts, merged, rows)
    seen = arrived.seen | {name: checksum_of(data) for name, data in told.items()}
    rest = {key: row for key, row in memory.known.items() if key not in keys}
    done = SyncMemory(
        machine=memory.machine,
        known=rest | rows,
        present=present(files),
        folders=memory.folders | {place: seen},
        number=number if any(row[0].get(memory.machine) == number for row in rows.values())
        else number - 1,
    )  # fmt: skip
    if done != memory:
        write_memory(files, done)
    shared.write(told)
    return Exchange(
        taken=sum(document is not None for document in wanted.values()),
        removed=sum(document is None for document in wanted.values()),
        sent=sum(each.version.get(memory.machine) == number for each in mine.values()),
        machines=len(arrived.machines - {memory.machine}),
        unread=arrived.unread,
    )


def _concerned(
    memory: SyncMemory,
    shared: Shared,
    arrived: SharedEntries,
    now: Mapping[str, tuple[int, str]],
    place: str,
) -> set[str]:
    """The parts of the journal that have to be looked at: what has changed on either side.

    All of them at first, and after a sync that was stopped.
    """
    if memory.planned or place not in memory.folders:
        return {*now, *memory.present, *arrived.parts.values()} | {
            _row(key, entry, memory, arrived)[2]
            for key, entries in arrived.versions.items()
            for entry in entries
        }
    parts = {part for part in {*now, *memory.present} if now.get(part) != memory.present.get(part)}
    parts |= now.keys() - shared.parts_of(memory.machine)  # somebody has tidied up there
    parts |= arrived.fresh & (now.keys() | memory.present.keys())  # our own too, if never replaced
    for key, entries in arrived.versions.items():
        parts |= {_row(key, entry, memory, arrived)[2] for entry in entries}
        if key in memory.known:
            parts.add(memory.known[key][2])
    return parts


def _told(
    machine: str, parts: Iterable[str], merged: Mapping[str, Versioned], rows: Known
) -> dict[str, bytes]:
    """Name -> bytes of the files that say what this machine knows of these parts now."""
    entries: dict[str, dict[str, Versioned]] = {part: {} for part in sorted(parts)}
    for key, entry in merged.items():
        entries[rows[key][2]][key] = entry
    return {f"{machine}.{part}.json": encoded(machine, part, entries[part]) for part in entries}


def _next_number(memory: SyncMemory, arrived: SharedEntries) -> int:
    """Greater than any that this machine has used, also where it has forgotten that."""
    versions = (each.version for some in arrived.versions.values() for each in some)
    return 1 + max((memory.number, *(version.get(memory.machine, 0) for version in versions)))


def _own_versions(
    keys: Iterable[str],
    memory: SyncMemory,
    here: Mapping[str, HeldEntry],
    now: Mapping[str, tuple[int, str]],
    number: int,
) -> dict[str, Versioned]:
    """What this machine says of each entry: as it was known, or changed here since."""
    mine: dict[str, Versioned] = {}
    for key in keys:
        document = here[key].document if key in here else None
        known = memory.known.get(key)
        if document is None and known is None:  # heard of for the first time
            continue
        print_ = print_of(document)
        for row in (memory.planned.get(key), known):
            if row is not None and row[1] == print_:
                mine[key] = Versioned(version=row[0], document=document)
                break
        else:
            if document is None and known is not None and not _deleted(known[2], memory, now):
                continue
            version = {**(known[0] if known else {}), memory.machine: number}
            mine[key] = Versioned(version=version, document=document)
    return mine


def _deleted(part: str, memory: SyncMemory, now: Mapping[str, tuple[int, str]]) -> bool:
    """Whether what is missing from a file was taken out of it: not from one that is missing itself,
    or older than it was."""
    return part in now and not _older(part, memory, now)


def _older(part: str, memory: SyncMemory, now: Mapping[str, tuple[int, str]]) -> bool:
    """Whether a file was written less often than it had been: a copy from before."""
    return now[part][0] < memory.present.get(part, (0, ""))[0]


def _row(
    key: str, entry: Versioned, memory: SyncMemory, arrived: SharedEntries
) -> tuple[dict[str, int], str, str]:
    """What is remembered of an entry: its version, its print, and the file that it belongs in, or
    stood in before it was deleted."""
    if entry.document is not None:
        part = part_of(key, entry.document)
    else:
        part = memory.known[key][2] if key in memory.known else arrived.parts[key]
    known = memory.known.get(key)
    if known is not None and known[0] == entry.version and known[2] == part:
        return known
    return dict(entry.version), entry.print, part
