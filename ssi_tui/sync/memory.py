"""What a machine remembers of its last sync: who it is, and which version of each entry it had."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ssi_tui.disk import TEMPORARY_NAME, not_saved
from ssi_tui.store.profile_files import SYNC_FOLDER, SYNC_NAME, ProfileFiles

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


def read(files: ProfileFiles) -> SyncMemory:
    """The memory, or a new one where there is none, or it is that of another machine's folder."""
    found = None
    try:
        data = files.disk.read(str(_path(files)))
        found = json.loads(data[0]) if data else None  # our own, and long: doubles are no matter
        if found is not None and found["format"] == FORMAT:
            mine = found["home"] == _home(files)
            return SyncMemory(
                machine=str(found["machine"]) if mine else _new_machine(),
                known={key: _row(row) for key, row in found["known"].items()},
                planned={key: _row(row) for key, row in found["planned"].items()},
                present={key: (int(row[0]), str(row[1])) for key, row in found["present"].items()},
                folders={place: dict(seen) for place, seen in found["folders"].items()},
                number=int(found["number"]) if mine else 0,
            )
    except (ValueError, KeyError, TypeError, AttributeError):  # as good as none: all comes together
        pass
    return SyncMemory(machine=_new_machine())


def write(files: ProfileFiles, memory: SyncMemory) -> None:
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
    try:
        files.disk.make_folder(str(place.parent))
    except OSError as error:
        raise not_saved(str(place.parent), error) from error
    files.disk.put(str(place), data, str(place.with_name(TEMPORARY_NAME)))


def _path(files: ProfileFiles) -> Path:
    return Path(files.folder, SYNC_FOLDER, SYNC_NAME)


def _home(files: ProfileFiles) -> str:
    """Another one wherever the journal was copied to."""
    found = files.disk.stamp(files.folder)
    return f"{platform.node()} {found[0] if found else 0}"


def _new_machine() -> str:
    return os.urandom(5).hex()


def _row(row: Any) -> tuple[dict[str, int], str, str]:
    version, document, part = row
    if not (isinstance(version, dict) and isinstance(document, str) and isinstance(part, str)):
        raise TypeError("no row of ours")
    return version, document, part
