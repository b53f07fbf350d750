"""What a profile's files hold, entry by entry, and how they are made to hold something else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ssi_tui.disk import as_path
from ssi_tui.errors import DamagedError
from ssi_tui.store import documents
from ssi_tui.store.changes import newest_in, put
from ssi_tui.store.file_format import HEAD_SIZE, head_of
from ssi_tui.store.profile_files import ProfileFiles
from ssi_tui.store.tables import new_id
from ssi_tui.sync.versions import Document, print_of, text_of

KNOWN_BY = {
    "readings": ("day",),
    "notes": ("day",),
    "targets": ("kind",),
    "stocks": ("stock",),
    "rests": ("kind", "first", "last"),
    "own": ("name",),
    "settings": ("key",),
}
"""Fields that two machines mean the same by; actions are known by their ids."""


class FilePlace(NamedTuple):
    """Where a document stands."""

    part: str
    """``2026-11`` or ``profile``: the file without its ending."""
    table: str
    key: str


class HeldEntry(NamedTuple):
    """An entry of the journal."""

    document: Document
    places: tuple[FilePlace, ...]
    """The first one has the document; others are left from a move that was stopped."""


def held(
    files: ProfileFiles, parts: Iterable[str], meant: Mapping[str, str]
) -> dict[str, HeldEntry]:
    """Identity -> entry, of some files: DamagedError where one can't be read.

    `meant`: identity -> print of what was to stand there when a sync was stopped; of an entry that
    stands in two months it says which one counts.
    """
    found: dict[str, list[tuple[Document, FilePlace]]] = defaultdict(list)
    for part in sorted(parts):
        content = files.file(part).storage.refresh()
        for table in _tables(part):
            for identity, key, document in _identified(table, content.table(table)):
                found[identity].append((document, FilePlace(part, table, key)))
    return {identity: _one(each, meant.get(identity)) for identity, each in found.items()}


def present(files: ProfileFiles) -> dict[str, tuple[int, str]]:
    """Part -> how often it was written, and its checksum; parts without a file are absent."""
    found = {}
    for name in (documents.NAME, *files.month_names()):
        if files.disk.stamp(files.path(name)):
            try:
                found[name] = head_of(files.disk.head(files.path(name), HEAD_SIZE))
            except OSError as error:
                raise DamagedError(as_path(files.path(name)), str(error)) from error
    return found


def _tables(part: str) -> tuple[str, ...]:
    own = part == documents.NAME
    names = documents.PROFILE_TABLES if own else documents.TABLES
    return tuple(name for name in names if name == "actions" or name in KNOWN_BY)


def _identified(table: str, rows: Mapping[str, Document]) -> Iterator[tuple[str, str, Document]]:
    """(Identity, key, document); of two that mean the same, as imports may leave, both stay."""
    if table == "actions":
        yield from ((identity_of(table, key, row), key, row) for key, row in rows.items())
        return
    seen: dict[str, int] = {}
    for key, row in sorted(rows.items(), key=lambda each: text_of(each[1])):
        identity = identity_of(table, key, row)
        seen[identity] = seen.get(identity, 0) + 1
        yield identity + (f"#{seen[identity]}" if seen[identity] > 1 else ""), key, row


def _one(found: list[tuple[Document, FilePlace]], meant: str | None) -> HeldEntry:
    best = max(found, key=lambda each: (print_of(each[0]) == meant, each[1]))
    others = (place for _, place in found if place != best[1])
    return HeldEntry(best[0], (best[1], *others))


def identity_of(table: str, key: str, document: Document) -> str:
    """What an entry is known by on all machines: ``actions:1234``, ``notes:2026-11-20``."""
    if table == "actions":
        return f"actions:{key}"
    return f"{table}:{'|'.join(str(document[field]) for field in KNOWN_BY[table])}"


def part_of(identity: str, document: Document) -> str:
    """The file that such a document belongs into."""
    table = identity.partition(":")[0]
    return str(document["day"])[:7] if table in documents.TABLES else documents.NAME


def apply(
    files: ProfileFiles, wanted: Mapping[str, Document | None], here: Mapping[str, HeldEntry]
) -> None:
    """Make the files hold what is wanted: first what is there, then what is not any more.

    One write a file for each; whoever is stopped between leaves an entry twice, never not at all.
    """
    puts: dict[str, list[tuple[str, str, Document]]] = defaultdict(list)
    drops: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for identity, document in wanted.items():
        table, _, name = identity.partition(":")
        places = here[identity].places if identity in here else ()
        kept = None
        if document is not None:
            part = part_of(identity, document)
            kept = next((place for place in places if place.part == part), None)
            key = name if table == "actions" else kept.key if kept else str(new_id())
            puts[part].append((table, key, document))
        for place in places:
            if place != kept:
                drops[place.part].append((place.table, place.key))
    for part in sorted(puts):
        _write(files, part, puts[part])
    for part in sorted(drops):
        _write(files, part, [(table, key, None) for table, key in drops[part]])


def _write(
    files: ProfileFiles, part: str, edits: Sequence[tuple[str, str, Document | None]]
) -> None:
    """Put documents of one file in place, in one write, as newer than all before."""
    file = files.file(part)
    with file.storage.transaction():
        order = files.next_order(newest_in(file))
        for table, key, document in edits:
            put(file, (table, key, None if document is None else dict(document)), order)
