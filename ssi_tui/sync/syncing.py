"""One exchange with a shared folder: what was done here goes there, and what others did comes here.

docs/sync.md says the rules and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ssi_tui.store import Store
from ssi_tui.store.profile_files import ProfileFiles
from ssi_tui.sync import memory as memories
from ssi_tui.sync.journal_side import HeldEntry, apply, held, part_of, present
from ssi_tui.sync.memory import Known, SyncMemory
from ssi_tui.sync.shared import Shared, SharedEntries, checksum_of, encoded
from ssi_tui.sync.versions import Versioned, all_merged, print_of


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
    before = memories.read(files)
    found = shared.read(_taken_in(files, before, place))
    if place not in before.folders and files.month_names():
        store.back_up()
    with files.writing():
        memory = memories.read(files)
        if memory.folders != before.folders:  # another sync was quicker
            found = shared.read(_taken_in(files, memory, place))
        return _exchange(files, memory, shared, found, place)


def _taken_in(files: ProfileFiles, memory: SyncMemory, place: str) -> dict[str, str]:
    """Which files of the folder need no second look: none, where something is missing here."""
    now = present(files)
    whole = all(part in now and not _older(part, memory, now) for part in memory.present)
    return memory.folders.get(place, {}) if whole else {}


def _exchange(
    files: ProfileFiles, memory: SyncMemory, shared: Shared, found: SharedEntries, place: str
) -> Exchange:
    now = present(files)
    parts = _concerned(memory, shared, found, now, place)
    here = held(files, parts, {key: row[1] for key, row in memory.planned.items()})
    keys = {*here, *found.versions, *(k for k, row in memory.known.items() if row[2] in parts)}
    number = _next_number(memory, found)
    mine = _own_versions(keys, memory, here, now, number)
    merged = {
        key: all_merged([*found.versions.get(key, ()), *([mine[key]] if key in mine else [])])
        for key in keys
        if key in found.versions or key in mine
    }
    wanted = {
        key: entry.document
        for key, entry in merged.items()
        if entry.document != (here[key].document if key in here else None)
        or len(here[key].places if key in here else ()) > 1
    }
    rows: Known = {key: _row(key, entry, memory, found) for key, entry in merged.items()}
    if wanted:
        planned = {key: rows[key] for key in wanted}
        memories.write(files, replace(memory, planned=planned, number=number))
        apply(files, wanted, here)
    told = _told(memory.machine, parts, merged, rows)
    seen = found.seen | {name: checksum_of(data) for name, data in told.items()}
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
        memories.write(files, done)
    shared.write(told)
    return Exchange(
        taken=sum(document is not None for document in wanted.values()),
        removed=sum(document is None for document in wanted.values()),
        sent=sum(each.version.get(memory.machine) == number for each in mine.values()),
        machines=len(found.machines - {memory.machine}),
        unread=found.unread,
    )


def _concerned(
    memory: SyncMemory,
    shared: Shared,
    found: SharedEntries,
    now: Mapping[str, tuple[int, str]],
    place: str,
) -> set[str]:
    """The parts of the journal that have to be looked at: what has changed on either side.

    All of them at first, and after a sync that was stopped.
    """
    if memory.planned or place not in memory.folders:
        return {*now, *memory.present, *found.parts.values()} | {
            _row(key, entry, memory, found)[2]
            for key, entries in found.versions.items()
            for entry in entries
        }
    parts = {part for part in {*now, *memory.present} if now.get(part) != memory.present.get(part)}
    parts |= now.keys() - shared.parts_of(memory.machine)  # somebody has tidied up there
    parts |= found.fresh & (now.keys() | memory.present.keys())  # our own too, if never replaced
    for key, entries in found.versions.items():
        parts |= {_row(key, entry, memory, found)[2] for entry in entries}
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


def _next_number(memory: SyncMemory, found: SharedEntries) -> int:
    """Greater than any that this machine has used, also where it has forgotten that."""
    versions = (each.version for some in found.versions.values() for each in some)
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
    key: str, entry: Versioned, memory: SyncMemory, found: SharedEntries
) -> tuple[dict[str, int], str, str]:
    """What is remembered of an entry: its version, its print, and the file that it belongs in, or
    stood in before it was deleted."""
    if entry.document is not None:
        part = part_of(key, entry.document)
    else:
        part = memory.known[key][2] if key in memory.known else found.parts[key]
    known = memory.known.get(key)
    if known is not None and known[0] == entry.version and known[2] == part:
        return known
    return dict(entry.version), entry.print, part
