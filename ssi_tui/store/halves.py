"""Changes over several files that were stopped before all of their parts were written.

Nothing of them is lost: the same import again writes the rest, and one undo takes back both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_tui.store.undo import gather

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ssi_tui.store.changes import Edits
    from ssi_tui.store.profile_files import ProfileFiles
    from ssi_tui.store.undo import GatheredChange


def halves(files: ProfileFiles) -> list[GatheredChange]:
    """The changes that stand, and of which a part is in no file."""
    return [
        change for change in gather(files).values() if not change.undone and missing_parts(change)
    ]


def missing_parts(change: GatheredChange) -> list[str]:
    """The files that a change was to go to and did not."""
    return sorted({*change.record.get("parts", ())} - {*change.files})


def half_of(files: ProfileFiles, what: str, by: str, parts: Mapping[str, Edits]) -> int | None:
    """The newest change, if these are the rest of it, and alter nothing of what it has written.

    ``parts``: file -> the edits that a new change would make.
    """
    found = gather(files, lambda known: max((each.order for each in known), default=0))
    newest = max((change.order for change in found.values()), default=0)
    for change in found.values():
        record = change.record
        alike = (record["what"], record["by"]) == (what, by)
        if alike and change.order == newest and not change.undone and missing_parts(change):
            written = [name for name in parts if name in change.files]
            rest = any(name not in change.files for name in parts)
            if rest and not any(_changes(files, name, parts[name]) for name in written):
                return change.id
    return None


def settle(files: ProfileFiles, number: int) -> None:
    """Take a change as it is: the parts that it never had are not waited for any more."""
    names = files.recording(number)
    for name in names:
        file = files.file(name)
        with file.storage.transaction():
            changes = file.rows("changes")
            record = changes.documents()[str(number)]
            changes.put(str(number), {**record, "parts": [*names]})


def _changes(files: ProfileFiles, name: str, edits: Edits) -> bool:
    file = files.file(name)
    return any(file.rows(e[0]).documents().get(e[1]) != e[2] for e in edits(file))
