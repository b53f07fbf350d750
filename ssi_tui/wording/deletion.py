"""What a deletion removes and has removed, in counted numbers, for both front ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_tui.i18n import _, ngettext
from ssi_tui.wording.errors import worded
from ssi_tui.wording.numbers import format_number

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Protocol

    from ssi_tui.errors import SsiError

    class Held(Protocol):
        """What a profile holds, as `store.deletion` counts it."""

        @property
        def entries(self) -> int: ...
        @property
        def readings(self) -> int: ...
        @property
        def notes(self) -> int: ...
        @property
        def changes(self) -> int: ...
        @property
        def backups(self) -> int: ...
        @property
        def unread(self) -> int: ...


def held_short(held: Held) -> str:
    """The two that one would miss most, for a line of a form."""
    entries = ngettext("{n} entry", "{n} entries", held.entries).format(n=held.entries)
    backups = ngettext("{n} backup", "{n} backups", held.backups).format(n=held.backups)
    return f"{entries}, {backups}"


def held_text(held: Held) -> str:
    """All that there is: "312 entries, 12 readings, 4 notes, 9 backups, 41 changes for undo"."""
    parts = [
        ngettext("{n} entry", "{n} entries", held.entries).format(n=held.entries),
        ngettext("{n} reading", "{n} readings", held.readings).format(n=held.readings),
        ngettext("{n} note", "{n} notes", held.notes).format(n=held.notes),
        ngettext("{n} backup", "{n} backups", held.backups).format(n=held.backups),
        ngettext("{n} change for undo", "{n} changes for undo", held.changes).format(
            n=held.changes
        ),
    ]
    if held.unread:
        form = ngettext("{n} file that can't be read", "{n} files that can't be read", held.unread)
        parts.append(form.format(n=held.unread))
    return ", ".join(parts)


def deleted_text(name: str, held: Held, files: int, size: int) -> str:
    """What was removed."""
    form = ngettext(
        "Deleted {name} for good: {what}; {n} file of {size} kB.",
        "Deleted {name} for good: {what}; {n} files of {size} kB.",
        files,
    )
    kilobytes = format_number(max(1, round(size / 1000)))
    return form.format(name=name, what=held_text(held), n=files, size=kilobytes)


def shared_lines(shared: int, left: Iterable[tuple[str, int]]) -> list[str]:
    """What became of the folders by which it was exchanged."""
    lines = []
    if shared:
        form = ngettext(
            "{n} file of this machine was removed from a shared folder too.",
            "{n} files of this machine were removed from shared folders too.",
            shared,
        )
        lines.append(form.format(n=shared))
    for folder, files in left:
        if files:
            form = ngettext(
                "{n} file of other machines is still in {folder}: delete there too.",
                "{n} files of other machines are still in {folder}: delete there too.",
                files,
            )
            lines.append(form.format(n=files, folder=folder))
        else:
            text = _("The shared folder {folder} could not be looked into: see to it yourself.")
            lines.append(text.format(folder=folder))
    return lines


def finished_text(folder: str, files: int) -> str:
    """What the start after a killed deletion says."""
    form = ngettext(
        "The deletion of {folder}, which was stopped, is finished: {n} file was still there.",
        "The deletion of {folder}, which was stopped, is finished: {n} files were still there.",
        files,
    )
    return form.format(folder=folder, n=files)


def unfinished_text(error: SsiError) -> str:
    """Where it could not be finished either."""
    return _("A deletion could not be finished: {what}").format(what=worded(error).whole)
