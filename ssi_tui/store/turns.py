"""One change in one file: taken back, or done again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.store.changes import put

if TYPE_CHECKING:
    from ssi_tui.store.tables import JournalFile


class Turn(NamedTuple):
    """A change that is taken back, or done again."""

    number: int
    """The change's id."""
    order: int
    """Of the taking back or doing again itself."""
    undoing: bool
    by: str

    @property
    def undone(self) -> int:
        """When the change was taken back; 0: it is not."""
        return self.order if self.undoing else 0


def turn_file(file: JournalFile, turn: Turn, touching: bool = True) -> int:
    """Take one file's part of a change back, or do it again.

    A document is touched only where it still is as the change, or its undoing, left it; the
    answer is how many were not.
    """
    left = 0
    with file.storage.transaction():
        changes = file.rows("changes")
        record = dict(changes.documents()[str(turn.number)])
        if bool(record["undone"]) != turn.undoing:
            edits = record["docs"]
            for table, key, before, after in reversed(edits) if turn.undoing else edits:
                was, becomes = (after, before) if turn.undoing else (before, after)
                now = file.rows(table).documents().get(key)
                if now == was and touching:
                    put(file, (table, key, becomes), turn.order)
                elif now != becomes:
                    left += 1
            record |= {"undone": turn.undone, "turned": turn.order}
            record["undone_by"] = turn.by if turn.undoing else ""
        changes.put(str(turn.number), record)  # also where all is done: a retry after doubt
    return left
