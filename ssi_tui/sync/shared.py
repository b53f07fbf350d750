"""The files in the shared folder: a machine writes its own, whole, and reads everybody's."""

from __future__ import annotations

import json
import re
import zlib
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from ssi_tui.disk import strict_json, write_whole
from ssi_tui.errors import BadValueError, NotFoundError
from ssi_tui.store.validation import MONTH_CHECKS, PROFILE_CHECKS
from ssi_tui.sync.entries import KNOWN_BY, Version, Versioned

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
        if identity.partition(":")[0] not in (*KNOWN_BY, "actions"):
            raise ValueError("no table of ours")
        if document is not None:
            _check(identity, document)
        decoded[identity] = Versioned(version=_checked(version), document=document)
    return decoded


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
