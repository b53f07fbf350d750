"""One change: what is edited and the record of it reach the disk together."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ssi_tui.errors import InDoubtError
from ssi_tui.model.journal import Change, Done
from ssi_tui.store import documents
from ssi_tui.store.documents import key_of
from ssi_tui.store.tables import new_id

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ssi_tui.store.file_format import Edit
    from ssi_tui.store.profile_files import ProfileFiles
    from ssi_tui.store.tables import JournalFile

    Record = Mapping[str, Any]
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
                newest = newest_order(file)
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


def newest_order(file: JournalFile) -> int:
    """The order of the newest change that a file records."""
    records = file.rows("changes").documents().values()
    return max((each["order"] for each in records), default=0)


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


def turn_file(file: JournalFile, number: int, undone: int, by: str, touching: bool = True) -> int:
    """Take one file's part of a change back, or do it again (`undone` = 0).

    A document is touched only where it still is as the change, or its undoing, left it; the
    answer is how many were not.
    """
    left = 0
    with file.storage.transaction():
        changes = file.rows("changes")
        record = dict(changes.documents()[str(number)])
        if bool(record["undone"]) != bool(undone):
            documents = record["docs"]
            for table, key, before, after in reversed(documents) if undone else documents:
                was, becomes = (after, before) if undone else (before, after)
                now = file.rows(table).documents().get(key)
                if now == was and touching:
                    file.rows(table).put(key, becomes)
                elif now != becomes:
                    left += 1
            record |= {"undone": undone, "undone_by": by if undone else ""}
        changes.put(str(number), record)  # also where all is done: a retry after doubt
    return left


class Recorder:
    """Makes the changes of a profile: of a day, of several months, of what belongs to none."""

    def __init__(self, files: ProfileFiles) -> None:
        self.files = files

    def head(self, what: str, kind: str, day: str, amount: str, by: str) -> dict[str, str]:
        """What a record says of its change."""
        at = self.files.now().replace(microsecond=0, tzinfo=None).isoformat()
        return {"at": at, "by": by, "what": what, "kind": kind, "day": day, "amount": amount}

    def day(
        self,
        day: date,
        what: str,
        edits: Edits,
        by: str,
        kind: str,
        amount: str,
        change: int | None,
    ) -> Done:
        """Change the file of the day's month."""
        head = self.head(what, kind, day.isoformat(), amount, by)
        with self.files.writing():
            made = record(self.files, day.isoformat()[:7], head, edits, change=change)
        docs = made[1]["docs"] if made else ()
        added = [int(key) for table, key, was, _ in docs if table == "actions" and was is None]
        return Done(
            made and change_from(*made), added[0] if added else None, self.files.around(day)
        )

    def months(
        self, head: Record, months: Mapping[str, Edits], change: int | None
    ) -> Change | None:
        """Change several months as one, in this order; the same call again makes the rest."""
        number, made = change or new_id(), None
        with self.files.writing():
            order = self.files.next_order()
            for name in months:
                made = (
                    record(self.files, name, head, months[name], change=number, order=order) or made
                )
        return made and change_from(*made)

    def facts(self, head: Record, edits: Edits, change: int | None) -> Done:
        """Change profile.json."""
        with self.files.writing():
            made = record(self.files, documents.NAME, head, edits, change=change)
        journal = self.files.around(self.files.now().date())
        return Done(made and change_from(*made), None, journal)

    def fact(
        self, table: str, key: str, document: dict[str, Any], head: Record, change: int | None
    ) -> Done:
        """Put one document of profile.json in place, known by its field `key`."""

        def edits(file: JournalFile) -> list[Edit]:
            known = key_of(file, table, key, document[key])
            return [(table, known or str(new_id()), document)]

        return self.facts(head, edits, change)
