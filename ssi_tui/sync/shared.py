"""The files in the shared folder: a machine writes its own, whole, and reads everybody's."""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from ssi_tui.disk import strict_json, write_whole
from ssi_tui.errors import BadValueError, NotFoundError
from ssi_tui.store.validation import MONTH_CHECKS, PROFILE_CHECKS
from ssi_tui.sync.versions import Version, Versioned

FORMAT = 1
FOLDER_NAME = "ssi-sync"
CHECKS = {**MONTH_CHECKS, **PROFILE_CHECKS}
COUNTER_MAX = 2**53


class SharedEntries(NamedTuple):
    """What the folder holds."""

    versions: dict[str, list[Versioned]]
    """Identity -> what each file says of it."""
    machines: frozenset[str]
    unread: tuple[str, ...]
    """Files that have not arrived whole, or make no sense: nothing of them counts."""


class Shared:
    """The part of a folder that belongs to one profile."""

    def __init__(self, folder: str, profile: str) -> None:
        """NotFoundError where the folder itself is not there: it is never made."""
        if not Path(folder).is_dir():
            raise NotFoundError("folder", folder)
        self.folder = Path(folder, FOLDER_NAME, profile)

    def read(self) -> SharedEntries:
        """Every file, whoever wrote it and whatever a tool has made of its name."""
        versions: dict[str, list[Versioned]] = defaultdict(list)
        machines, unread = set(), []
        names = sorted(self.folder.glob("*.json")) if self.folder.exists() else []
        for file in names:
            if file.name.startswith((".", "~")):  # a tool's own, not yet in place
                continue
            try:
                machine, entries = _decoded(file.read_bytes())
            except (OSError, ValueError, KeyError, TypeError, AttributeError, BadValueError):
                unread.append(file.name)
                continue
            machines.add(machine)
            for identity, entry in entries.items():
                versions[identity].append(entry)
        return SharedEntries(dict(versions), frozenset(machines), tuple(unread))

    def write(self, machine: str, parts: Mapping[str, Mapping[str, Versioned]]) -> int:
        """Put one machine's files in place, those that have changed; how many: NotSavedError."""
        written = 0
        for part, entries in parts.items():
            file, data = self.folder / f"{machine}.{part}.json", encoded(machine, part, entries)
            if not file.exists() or file.read_bytes() != data:
                file.parent.mkdir(parents=True, exist_ok=True)
                write_whole(file, data)
                written += 1
        return written


def encoded(machine: str, part: str, entries: Mapping[str, Versioned]) -> bytes:
    """The bytes of a file: a line that says what it is, with a checksum, then the entries."""
    rows = {key: [dict(entries[key].version), entries[key].document] for key in sorted(entries)}
    body = json.dumps(rows, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()
    head = {"ssi-sync": FORMAT, "machine": machine, "part": part}
    said = json.dumps(head)[:-1].encode()
    return b'%s, "crc32": "%08x", "entries":\n%s}\n' % (said, zlib.crc32(body), body)


def _decoded(data: bytes) -> tuple[str, dict[str, Versioned]]:
    """The machine, and identity -> entry: ValueError and others for what is none of ours."""
    content = strict_json(data)
    if content["ssi-sync"] != FORMAT:
        raise ValueError("another format")
    body = data.partition(b"\n")[2].removesuffix(b"}\n")
    if content["crc32"] != f"{zlib.crc32(body):08x}":
        raise ValueError("not whole")
    found = {}
    for identity, (version, document) in content["entries"].items():
        found[identity] = Versioned(version=_checked(version), document=document)
        if document is not None:
            _check(identity, document)
    return str(content["machine"]), found


def _checked(version: Version) -> Version:
    for machine, number in version.items():
        if not isinstance(machine, str) or type(number) is not int or not 0 < number < COUNTER_MAX:
            raise ValueError("no version")
    if not version:
        raise ValueError("no version")
    return version


def _check(identity: str, document: Mapping[str, object]) -> None:
    """Refuse what could not stand in a journal: BadValueError, ValueError and others."""
    table, _, key = identity.partition(":")
    CHECKS[table](int(key) if table == "actions" else 0, document)


def parts_of(entries: Iterable[tuple[str, str, Versioned]]) -> dict[str, dict[str, Versioned]]:
    """(Part, identity, entry) by part."""
    parts: dict[str, dict[str, Versioned]] = defaultdict(dict)
    for part, identity, entry in entries:
        parts[part][identity] = entry
    return dict(parts)
