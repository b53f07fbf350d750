"""One exchange with a shared folder: what was done here goes there, and what others did comes here.

docs/sync.md says the rules and why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ssi_tui.store import Store
from ssi_tui.store.profile_files import ProfileFiles
from ssi_tui.sync import memory as memories
from ssi_tui.sync.journal_side import HeldEntry, apply, generations, held, part_of
from ssi_tui.sync.memory import Known, SyncMemory
from ssi_tui.sync.shared import Shared, SharedEntries, parts_of
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
    """Exchange with a folder, under the journal's lock.

    NotFoundError: no such folder.  DamagedError: a file of the journal can't be read, and nothing
    was exchanged.  NotSavedError: the disk or the folder refused; the next sync does the rest.
    """
    files = store.files
    shared = Shared(folder, Path(files.folder).name)
    place = str(Path(folder).absolute())
    if place not in memories.read(files).folders and files.month_names():
        store.back_up()
    with files.writing():
        memory = memories.read(files)
        return _exchange(files, memory, shared, place)


def _exchange(files: ProfileFiles, memory: SyncMemory, shared: Shared, place: str) -> Exchange:
    found = shared.read()
    here = held(files, {key: row[1] for key, row in memory.planned.items()})
    present = generations(files)
    mine = _own_versions(memory, here, present, _next_number(memory, found))
    sent = sum(1 for key, entry in mine.items() if memory.known.get(key, ({},))[0] != entry.version)
    merged = {
        key: all_merged([*found.versions.get(key, ()), *([mine[key]] if key in mine else [])])
        for key in {*found.versions, *mine}
    }
    wanted = {
        key: entry.document
        for key, entry in merged.items()
        if entry.print != (print_of(here[key].document) if key in here else "")
        or len(here[key].places if key in here else ()) > 1
    }
    parts = {key: _part(key, entry, memory.known) for key, entry in merged.items()}
    known: Known = {
        key: (dict(entry.version), entry.print, parts[key]) for key, entry in merged.items()
    }
    if wanted:
        memories.write(files, replace(memory, planned={key: known[key] for key in wanted}))
        apply(files, wanted, here)
    folders = (*(each for each in memory.folders if each != place), place)
    done = SyncMemory(
        machine=memory.machine, known=known, generations=generations(files), folders=folders
    )
    if done != memory:
        memories.write(files, done)
    shared.write(memory.machine, parts_of((parts[key], key, merged[key]) for key in merged))
    return Exchange(
        taken=sum(document is not None for document in wanted.values()),
        removed=sum(document is None for document in wanted.values()),
        sent=sent,
        machines=len(found.machines - {memory.machine}),
        unread=found.unread,
    )


def _next_number(memory: SyncMemory, found: SharedEntries) -> int:
    """Greater than any that this machine has used, also where it has forgotten that."""
    versions = [row[0] for rows in (memory.known, memory.planned) for row in rows.values()]
    versions += [dict(each.version) for some in found.versions.values() for each in some]
    return 1 + max((version.get(memory.machine, 0) for version in versions), default=0)


def _own_versions(
    memory: SyncMemory, here: Mapping[str, HeldEntry], present: Mapping[str, int], number: int
) -> dict[str, Versioned]:
    """What this machine says of each entry: as it was known, or changed here since."""
    mine: dict[str, Versioned] = {}
    for key in {*here, *memory.known}:
        document = here[key].document if key in here else None
        print_ = print_of(document)
        for row in (memory.planned.get(key), memory.known.get(key)):
            if row is not None and row[1] == print_:
                mine[key] = Versioned(version=row[0], document=document)
                break
        else:
            known = memory.known.get(key)
            if document is None and known is not None and not _deleted(known[2], memory, present):
                continue
            before = known[0] if known else {}
            version = {**before, memory.machine: number}
            mine[key] = Versioned(version=version, document=document)
    return mine


def _deleted(part: str, memory: SyncMemory, present: Mapping[str, int]) -> bool:
    """Whether what is missing from a file was taken out of it: not from one that is missing itself,
    or older than it was."""
    return part in present and present[part] >= memory.generations.get(part, 0)


def _part(key: str, entry: Versioned, known: Known) -> str:
    """The file in which an entry belongs, or stood before it was deleted."""
    if entry.document is not None:
        return part_of(key, entry.document)
    return known[key][2] if key in known else "profile"
