"""The entries of a profile, in which version, and how its files come to hold others.

Which of two versions stays is told by a counter for each machine, and no clock.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from hashlib import blake2b
from typing import Any, NamedTuple

from ssi_tui.disk import as_path
from ssi_tui.errors import DamagedError
from ssi_tui.store import documents
from ssi_tui.store.changes import newest_in, put
from ssi_tui.store.file_format import HEAD_SIZE, head_of
from ssi_tui.store.profile_files import ProfileFiles
from ssi_tui.store.tables import new_id

Document = Mapping[str, Any]
_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False).encode
Version = Mapping[str, int]
"""Machine -> how many times it had written when it last changed this."""


@dataclass(frozen=True, kw_only=True)
class Versioned:
    """An entry as some machine knows it."""

    version: Version
    document: Document | None
    """None: it was deleted."""

    @property
    def text(self) -> str:
        """The document in one form; empty for a deleted one."""
        return text_of(self.document)

    @property
    def print(self) -> str:
        """A short text that only the same document has; empty for a deleted one."""
        return print_of(self.document)


def text_of(document: Document | None) -> str:
    """A document in one form whatever the order of its fields; empty for none."""
    return "" if document is None else _encode(document)


def print_of(document: Document | None) -> str:
    """A short text that only the same document has; empty for none."""
    if document is None:
        return ""
    return blake2b(text_of(document).encode(), digest_size=9).hexdigest()


def knows(version: Version, other: Version) -> bool:
    """Whether whoever made the one had seen the other."""
    return all(version.get(machine, 0) >= number for machine, number in other.items())


def joined(version: Version, other: Version) -> dict[str, int]:
    """What is known by both together."""
    return {
        name: max(version.get(name, 0), other.get(name, 0)) for name in sorted({*version, *other})
    }


def merged(mine: Versioned, other: Versioned) -> Versioned:
    """What stays of two.

    The later one, where it was made in sight of the other.  Else one that is there before a deleted
    one, the greater count, and at last the text decides, so that all machines choose alike.
    """
    if mine.version != other.version:
        if knows(mine.version, other.version):
            return mine
        if knows(other.version, mine.version):
            return other
    best = max(mine, other, key=_rank)
    return Versioned(version=joined(mine.version, other.version), document=best.document)


def all_merged(versions: Iterable[Versioned]) -> Versioned:
    """What stays of several; the same in whichever order they come."""
    versions = list(versions)
    if all(each == versions[0] for each in versions):  # nearly always: all have heard of it
        return versions[0]
    ordered = sorted(
        versions, key=lambda version: (_rank(version), sorted(version.version.items()))
    )
    return reduce(merged, ordered)


def _rank(entry: Versioned) -> tuple[bool, int, str]:
    document = entry.document or {}
    count = document.get("count", 0)
    return entry.document is not None, count if isinstance(count, int) else 0, entry.text


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
    documents_of: dict[str, list[tuple[Document, FilePlace]]] = defaultdict(list)
    for part in sorted(parts):
        content = files.file(part).storage.refresh()
        for table in _tables(part):
            for identity, key, document in _identified(table, content.table(table)):
                documents_of[identity].append((document, FilePlace(part, table, key)))
    return {
        identity: _one(copies, meant.get(identity)) for identity, copies in documents_of.items()
    }


def present(files: ProfileFiles) -> dict[str, tuple[int, str]]:
    """Part -> how often it was written, and its checksum; parts without a file are absent."""
    heads = {}
    for name in (documents.NAME, *files.month_names()):
        if files.disk.stamp(files.path(name)):
            try:
                heads[name] = head_of(files.disk.head(files.path(name), HEAD_SIZE))
            except OSError as error:
                raise DamagedError(as_path(files.path(name)), str(error)) from error
    return heads


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
    for key, row in sorted(rows.items(), key=lambda item: text_of(item[1])):
        identity = identity_of(table, key, row)
        seen[identity] = seen.get(identity, 0) + 1
        yield identity + (f"#{seen[identity]}" if seen[identity] > 1 else ""), key, row


def _one(copies: list[tuple[Document, FilePlace]], meant: str | None) -> HeldEntry:
    best = max(copies, key=lambda copy: (print_of(copy[0]) == meant, copy[1]))
    others = (place for _, place in copies if place != best[1])
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
