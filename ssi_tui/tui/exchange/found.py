"""Files that LinkedIn or the app made, where a person would look for them first."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ssi_tui.tui.shell.file_pages import LOOKED_AT

FOLDERS = ("~/Downloads", "~/Desktop", "~")


LISTED = 5


_NAMES = re.compile(
    r".*linkedindataexport.*(\.zip)?|(aggregateanalytics|content).*\.xlsx|ssi-tui-.*\.(json|csv)"
)
"""LinkedIn's archive as a zip or a folder, its analytics sheet, our own exports."""


class FoundFile(NamedTuple):
    """One file or folder."""

    path: str
    """As one types it, with ``~``."""
    day: date
    """On which it was written."""

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def way(self) -> str:
        """The way in that is meant for it: archive, sheet or journal."""
        if "linkedindataexport" in self.name.casefold():
            return "archive"
        return "sheet" if self.name.casefold().endswith(".xlsx") else "journal"

    @property
    def folder(self) -> str:
        """Where it lies."""
        return self.path.rpartition("/")[0]


def look_for(folders: Sequence[str] = FOLDERS) -> tuple[FoundFile, ...]:
    """The newest such files; a folder that can't be read has none."""
    written_at: dict[FoundFile, float] = {}
    for folder in folders:
        try:
            with os.scandir(Path(folder).expanduser()) as entries:
                for _number, entry in zip(range(LOOKED_AT), entries, strict=False):
                    if _NAMES.fullmatch(entry.name.casefold()):
                        written = entry.stat().st_mtime
                        day = date.fromtimestamp(written)
                        written_at[FoundFile(f"{folder}/{entry.name}", day)] = written
        except (OSError, ValueError, RuntimeError):
            continue
    return tuple(sorted(written_at, key=lambda file: written_at[file], reverse=True)[:LISTED])
