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
KnownRow = tuple[dict[str, int], str, str]
"""Version, print of the document (empty: deleted), and the file that it stood in."""
Known = dict[str, KnownRow]
"""Of each identity."""
Heads = Mapping[str, tuple[int, str]]
"""Of each file how often it was written, and its checksum."""


@dataclass(frozen=True, kw_only=True)
class SyncMemory:
    """The state of one profile on one machine."""

    machine: str
    number: int = 0
    """The greatest that this machine has given."""
    present: dict[str, tuple[int, str]] = field(default_factory=dict)
    """File of the journal -> how often it had been written, and its checksum."""
    folders: dict[str, dict[str, str]] = field(default_factory=dict)
    """Shared folder -> name -> checksum of the files there that were taken in."""
    planned: Known = field(default_factory=dict)
    """What a sync set out to write; empty once it has."""
    known: Known = field(default_factory=dict)

    def older(self, part: str, now: Heads) -> bool:
        """Whether a file was written less often than it had been: a copy from before."""
        return now[part][0] < self.present.get(part, (0, ""))[0]


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
    about = {"format": FORMAT, "machine": memory.machine, "home": _home(files)}
    place = _path(files)
    data = json.dumps({**about, **vars(memory)}, separators=(",", ":")).encode()
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


def _checked_row(row: Any) -> KnownRow:
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
        return _Meeting(files, memory, shared, arrived, place).exchange()


def _taken_in(files: ProfileFiles, memory: SyncMemory, place: str) -> dict[str, str]:
    """Which files of the folder need no second look: none, where something is missing here."""
    now = present(files)
    whole = all(part in now and not memory.older(part, now) for part in memory.present)
    return memory.folders.get(place, {}) if whole else {}


class _Meeting:
    """What this machine remembers, what its journal holds, and what has arrived from others."""

    def __init__(
        self,
        files: ProfileFiles,
        memory: SyncMemory,
        shared: Shared,
        arrived: SharedEntries,
        place: str,
    ) -> None:
        self.files, self.memory = files, memory
        self.shared, self.arrived, self.place = shared, arrived, place
        self.now = present(files)
        versions = (entry.version for entries in arrived.versions.values() for entry in entries)
        numbers = (version.get(memory.machine, 0) for version in versions)
        self.number = 1 + max((memory.number, *numbers))
        """Greater than any that this machine has used, also where it has forgotten that."""

    def exchange(self) -> Exchange:
        """Merge both sides, write what changes here, then what the others are told."""
        files, memory, arrived = self.files, self.memory, self.arrived
        parts = self._concerned()
        here = held(files, parts, {key: row[1] for key, row in memory.planned.items()})
        known = {key for key, row in memory.known.items() if row[2] in parts}
        keys = {*here, *arrived.versions, *known}
        mine = self._own_versions(keys, here)
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
        rows: Known = {key: self._row(key, entry) for key, entry in merged.items()}
        if wanted:
            planned = {key: rows[key] for key in wanted}
            write_memory(files, replace(memory, planned=planned, number=self.number))
            apply(files, wanted, here)
        told = _told(memory.machine, parts, merged, rows)
        seen = arrived.seen | {name: checksum_of(data) for name, data in told.items()}
        given = any(row[0].get(memory.machine) == self.number for row in rows.values())
        done = SyncMemory(
            machine=memory.machine,
            number=self.number if given else self.number - 1,
            present=present(files),
            folders=memory.folders | {self.place: seen},
            known={key: row for key, row in memory.known.items() if key not in keys} | rows,
        )
        if done != memory:
            write_memory(files, done)
        self.shared.write(told)
        return Exchange(
            taken=sum(document is not None for document in wanted.values()),
            removed=sum(document is None for document in wanted.values()),
            sent=sum(own.version.get(memory.machine) == self.number for own in mine.values()),
            machines=len(arrived.machines - {memory.machine}),
            unread=arrived.unread,
        )

    def _concerned(self) -> set[str]:
        """The parts of the journal that have to be looked at: what has changed on either side.

        All of them at first, and after a sync that was stopped.
        """
        memory, arrived, now = self.memory, self.arrived, self.now
        stood = {
            self._row(key, entry)[2]
            for key, entries in arrived.versions.items()
            for entry in entries
        }
        if memory.planned or self.place not in memory.folders:
            return {*now, *memory.present, *arrived.parts.values(), *stood}
        everywhere = {*now, *memory.present}
        parts = {part for part in everywhere if now.get(part) != memory.present.get(part)}
        parts |= now.keys() - self.shared.parts_of(memory.machine)  # somebody has tidied up there
        parts |= arrived.fresh & everywhere  # our own too, if never replaced
        return parts | stood | {memory.known[k][2] for k in arrived.versions if k in memory.known}

    def _own_versions(
        self, keys: Iterable[str], here: Mapping[str, HeldEntry]
    ) -> dict[str, Versioned]:
        """What this machine says of each entry: as it was known, or changed here since."""
        mine: dict[str, Versioned] = {}
        for key in keys:
            document = here[key].document if key in here else None
            known = self.memory.known.get(key)
            if document is None and known is None:  # heard of for the first time
                continue
            said = (row for row in (self.memory.planned.get(key), known) if row is not None)
            print_ = print_of(document)
            version = next((row[0] for row in said if row[1] == print_), None)
            if version is None:
                if document is None and known is not None and not self._deleted(known[2]):
                    continue
                version = {**(known[0] if known else {}), self.memory.machine: self.number}
            mine[key] = Versioned(version=version, document=document)
        return mine

    def _deleted(self, part: str) -> bool:
        """Whether what is missing from a file was taken out of it: not from one that is missing
        itself, or older than it was."""
        return part in self.now and not self.memory.older(part, self.now)

    def _row(self, key: str, entry: Versioned) -> KnownRow:
        """What is remembered of an entry: its version, its print, and the file that it belongs in,
        or stood in before it was deleted."""
        known = self.memory.known.get(key)
        if entry.document is not None:
            part = part_of(key, entry.document)
        else:
            part = known[2] if known is not None else self.arrived.parts[key]
        if known is not None and known[0] == entry.version and known[2] == part:
            return known
        return dict(entry.version), print_of(entry.document), part


def _told(
    machine: str, parts: Iterable[str], merged: Mapping[str, Versioned], rows: Known
) -> dict[str, bytes]:
    """Name -> bytes of the files that say what this machine knows of these parts now."""
    entries: dict[str, dict[str, Versioned]] = {part: {} for part in sorted(parts)}
    for key, entry in merged.items():
        entries[rows[key][2]][key] = entry
    return {f"{machine}.{part}.json": encoded(machine, part, entries[part]) for part in entries}
