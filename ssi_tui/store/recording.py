"""One change of one file: what is edited and the record of it reach the disk together."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ssi_tui.errors import InDoubtError
from ssi_tui.model.change import Change
from ssi_tui.store.storage import new_id

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ssi_tui.store.files import ProfileFiles
    from ssi_tui.store.storage import JournalFile

    Record = Mapping[str, Any]
    Edit = tuple[str, str, dict[str, Any] | None]
    """Table, id, and the document that is to stand there (None: removed)."""
    Edits = Callable[[JournalFile], Sequence[Edit]]
    """Decides under the lock, on what the file holds then."""

KEPT = 50
"""Changes kept in one file."""


def record(
    files: ProfileFiles,
    name: str,
    head: Record,
    edits: Edits,
    *,
    change: int | None = None,
    order: int = 0,
) -> tuple[int, Record] | None:
    """Make the edits and write them down, in one replace; None where there is nothing to do.

    `head`: at, by, what, kind, day, amount.  `change`: the id of a change that may have been made
    already, which is then not made twice, only written again.
    """
    file = files.file(name)
    number = new_id() if change is None else change
    try:
        with file.storage.transaction():
            changes = file.rows("changes")
            records = changes.documents()
            made = records.get(str(number))
            if made is None:
                wanted = [e for e in edits(file) if file.rows(e[0]).documents().get(e[1]) != e[2]]
                if not wanted:
                    return None
                newest = max((each["order"] for each in records.values()), default=0)
                docs = [
                    [table, key, file.rows(table).put(key, to), to] for table, key, to in wanted
                ]
                order = order or files.next_order(newest)
                made = {**head, "order": order, "undone": 0, "docs": docs}
            changes.put(str(number), made)
            for key in sorted(records, key=lambda key: records[key]["order"])[: 1 - KEPT]:
                if len(changes.documents()) > KEPT:
                    changes.put(key, None)
    except InDoubtError as error:
        error.change = number
        raise
    return number, made


def change_from(number: int, document: Record) -> Change:
    """The change that a document describes."""
    return Change(
        id=number,
        at=datetime.fromisoformat(document["at"]),
        by=document["by"],
        what=document["what"],
        kind=document["kind"],
        day=date.fromisoformat(document["day"]) if document["day"] else None,
        amount=document["amount"],
        undone=document["undone"] > 0,
        undone_by=document.get("undone_by", ""),
    )
