"""The entries of a profile in versions, and the shared files through which machines exchange them.

Which of two versions stays is told by a counter for each machine, and no clock.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import reduce
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ssi_tui.disk import strict_json, write_whole
from ssi_tui.errors import BadValueError, DamagedError, NotFoundError
from ssi_tui.store import documents
from ssi_tui.store.changes import put
from ssi_tui.store.file_format import HEAD_SIZE, head_of
from ssi_tui.store.profile_files import ProfileFiles
from ssi_tui.store.tables import new_id
from ssi_tui.store.validation import MONTH_CHECKS, PROFILE_CHECKS

if TYPE_CHECKING:
    from ssi_tui.store.file_format import Edit

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
    return (
        entry.document is not None,
        count if isinstance(count, int) else 0,
        text_of(entry.document),
    )


KNOWN_BY = {
    **{table: (field,) for table, field in documents.ONE_EACH.items()},
    "rests": ("kind", "first", "last"),
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
        content = files.content(part)
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
                raise DamagedError(files.path(name), str(error)) from error
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
    puts: dict[str, list[Edit]] = defaultdict(list)
    drops: dict[str, list[Edit]] = defaultdict(list)
    for identity, document in wanted.items():
        table, _, name = identity.partition(":")
        places = here[identity].places if identity in here else ()
        kept = None
        if document is not None:
            part = part_of(identity, document)
            kept = next((place for place in places if place.part == part), None)
            key = name if table == "actions" else kept.key if kept else str(new_id())
            puts[part].append((table, key, dict(document)))
        for place in places:
            if place != kept:
                drops[place.part].append((place.table, place.key, None))
    for edits in (puts, drops):
        for part in sorted(edits):
            file = files.file(part)
            with file.storage.transaction():
                order = files.next_order(file)  # newer than all before
                for edit in edits[part]:
                    put(file, edit, order)


FORMAT = 1
FOLDER_NAME = "ssi-sync"
CHECKS = {**MONTH_CHECKS, **PROFILE_CHECKS}
COUNTER_MAX = 2**53
PART = re.compile(r"\d{4}-(0[1-9]|1[0-2])|profile")


class SharedEntries(NamedTuple):
    """What the folder holds that was not taken in yet."""

    versions: dict[str, list[Versioned]]
    """Identity -> what each file says of it."""
    parts: dict[str, str]
    """Identity -> the file of a journal that it stands in."""
    fresh: frozenset[str]
    """Parts of which there is a file that was not taken in yet, also one without entries."""
    machines: frozenset[str]
    seen: dict[str, str]
    """Name -> checksum of every file that is whole."""
    unread: tuple[str, ...]
    """Files that have not arrived whole, or make no sense: nothing of them counts."""


class Shared:
    """The part of a folder that belongs to one profile."""

    def __init__(self, folder: str, profile: str) -> None:
        """NotFoundError where the folder itself is not there: it is never made."""
        if not Path(folder).is_dir():
            raise NotFoundError("folder", folder)
        self.folder = Path(folder, FOLDER_NAME, profile)

    def read(self, seen: Mapping[str, str]) -> SharedEntries:
        """Every file, whoever wrote it and whatever a tool has made of its name.

        `seen`: name -> checksum of those that were taken in; of them only the machine is told.
        """
        versions: dict[str, list[Versioned]] = defaultdict(list)
        parts: dict[str, str] = {}
        machines, fresh, whole, unread = set(), set(), {}, []
        for file in self._files():
            try:
                data = file.read_bytes()
                head = _head(data)
                machines.add(str(head["machine"]))
                if seen.get(file.name) != head["crc32"]:
                    fresh.add(str(head["part"]))
                    for identity, entry in _decoded(data).items():
                        versions[identity].append(entry)
                        parts[identity] = str(head["part"])
            except (OSError, ValueError, KeyError, TypeError, AttributeError, BadValueError):
                unread.append(file.name)
            else:
                whole[file.name] = str(head["crc32"])
        return SharedEntries(
            dict(versions), parts, frozenset(fresh), frozenset(machines), whole, tuple(unread)
        )

    def parts_of(self, machine: str) -> set[str]:
        """Which parts of a machine lie there."""
        names = (file.name.split(".") for file in self._files())
        return {name[1] for name in names if len(name) == 3 and name[0] == machine}

    def _files(self) -> list[Path]:
        if not self.folder.exists():
            return []
        names = sorted(self.folder.glob("*.json"))
        return [file for file in names if not file.name.startswith((".", "~"))]  # not yet in place

    def write(self, files: Mapping[str, bytes]) -> None:
        """Put files in place, those that are others than there: NotSavedError."""
        for name, data in files.items():
            file = self.folder / name
            if not file.exists() or file.read_bytes() != data:
                file.parent.mkdir(parents=True, exist_ok=True)
                write_whole(file, data)

    def forget(self, machine: str) -> tuple[int, int]:
        """Remove a machine's files: (how many, how many files of others stay).  OSError."""
        removed = 0
        for file in self._files():
            if file.name.partition(".")[0] == machine:
                file.unlink(missing_ok=True)
                removed += 1
        others = len(self._files())
        if removed and not others:
            with suppress(OSError):  # a tool keeps something of its own there
                self.folder.rmdir()
        return removed, others


def checksum_of(data: bytes) -> str:
    """The checksum that a file of ours carries."""
    return str(_head(data)["crc32"])


def encoded(machine: str, part: str, entries: Mapping[str, Versioned]) -> bytes:
    """The bytes of a file: a line that says what it is, with a checksum, then the entries."""
    rows = {key: [dict(entries[key].version), entries[key].document] for key in sorted(entries)}
    body = json.dumps(rows, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()
    head = {"ssi-sync": FORMAT, "machine": machine, "part": part}
    said = json.dumps(head)[:-1].encode()
    return b'%s, "crc32": "%08x", "entries":\n%s}\n' % (said, zlib.crc32(body), body)


def _head(data: bytes) -> Any:
    """What the first line says of the file, once the checksum fits."""
    first, _, rest = data.partition(b"\n")
    head = strict_json(first.removesuffix(b', "entries":') + b"}")
    if head["ssi-sync"] != FORMAT or not PART.fullmatch(head["part"]):
        raise ValueError("another format")
    if not rest.endswith(b"}\n") or head["crc32"] != f"{zlib.crc32(rest[:-2]):08x}":
        raise ValueError("not whole")
    return head


def _decoded(data: bytes) -> dict[str, Versioned]:
    """Identity -> entry: ValueError and others for what is none of ours."""
    decoded = {}
    content = json.loads(data)  # whole, as the checksum says: the strict way takes twice as long
    for identity, (version, document) in content["entries"].items():
        table, _, key = identity.partition(":")
        if table not in (*KNOWN_BY, "actions"):
            raise ValueError("no table of ours")
        if document is not None:  # BadValueError and others for what could not stand in a journal
            CHECKS[table](int(key) if table == "actions" else 0, document)
        decoded[identity] = Versioned(version=_checked(version), document=document)
    return decoded


def _checked(version: Version) -> Version:
    for machine, number in version.items():
        if not isinstance(machine, str) or type(number) is not int or not 0 < number < COUNTER_MAX:
            raise ValueError("no version")
    if not version:
        raise ValueError("no version")
    return version
