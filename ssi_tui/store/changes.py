"""One change: what is edited and the record of it reach the disk together."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from ssi_tui.errors import InDoubtError
from ssi_tui.model.journal import Change, Done
from ssi_tui.store import documents
from ssi_tui.store.documents import key_of
from ssi_tui.store.file_format import ORIGIN
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
    parts: Sequence[str] = (),
) -> tuple[int, Record] | None:
    """Make the edits and write them down, in one replace; None where there is nothing to do.

    `head`: at, by, what, kind, day, amount.  `change`: the id of a change that may have been made
    already, which is then not made twice, only written again.  `parts`: all files of a change of
    several, so that none of them is taken back without the others.
    """
    file = files.file(name)
    number = new_id() if change is None else change
    try:
        with file.storage.transaction():
            changes = file.rows("changes")
            records = changes.documents()
            document = records.get(str(number))
            if document is None:
                wanted = effective(file, edits)
                if not wanted:
                    return None
                order = order or files.next_order(file)
                docs = [[*edit[:2], put(file, edit, order), edit[2]] for edit in wanted]
                document = {**head, "order": order, "undone": 0, "docs": docs}
                if len(parts) > 1:
                    document["parts"] = [*parts]
            changes.put(str(number), document)
            _forget_oldest(file)
    except InDoubtError as error:
        error.change = number
        raise
    return number, document


def fixed(edits: Sequence[Edit]) -> Edits:
    """These edits, whatever the file holds."""
    return lambda _: edits


def effective(file: JournalFile, edits: Edits) -> list[Edit]:
    """The edits that would change something."""
    return [e for e in edits(file) if file.documents(e[0]).get(e[1]) != e[2]]


def put(file: JournalFile, edit: Edit, order: int) -> dict[str, Any] | None:
    """Make an edit, and keep its order where a document was edited or removed; what was there."""
    table, key, document = edit
    before = file.rows(table).put(key, document)
    revisions = file.rows(documents.REVISIONS)
    if before is not None or key in revisions.documents():
        revisions.put(key, {"order": order, "table": table})
    return before


def _forget_oldest(file: JournalFile) -> None:
    """Keep KEPT changes, and up to where the others went."""
    changes = file.rows("changes")
    records = changes.documents()
    if len(records) <= KEPT:
        return
    oldest = sorted(records, key=lambda key: records[key]["order"])[: len(records) - KEPT]
    for key in oldest:
        changes.put(key, None)
    origin = file.rows(ORIGIN)
    origin.put("1", {**origin.documents().get("1", {}), "forgotten": records[oldest[-1]]["order"]})


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


class Recorder:
    """Makes the changes of a profile: of a day, of several months, of what belongs to none."""

    def __init__(self, files: ProfileFiles, by: str) -> None:
        self.files, self.by = files, by

    def head(self, what: str, kind: str, day: str, amount: str) -> dict[str, str]:
        """What a record says of its change."""
        at = self.files.now().replace(microsecond=0, tzinfo=None).isoformat()
        return {"at": at, "by": self.by, "what": what, "kind": kind, "day": day, "amount": amount}

    def day(
        self, day: date, what: str, edits: Edits, kind: str, amount: str, change: int | None
    ) -> Done:
        """Change the file of the day's month."""
        head = self.head(what, kind, day.isoformat(), amount)
        with self.files.writing():
            recorded = record(self.files, day.isoformat()[:7], head, edits, change=change)
        docs = recorded[1]["docs"] if recorded else ()
        added = [int(key) for table, key, was, _ in docs if table == "actions" and was is None]
        return Done(
            recorded and change_from(*recorded), added[0] if added else None, self.files.around(day)
        )

    def months(
        self, head: Record, months: Mapping[str, Edits], change: int | None
    ) -> Change | None:
        """Change several months as one, in this order; the same call again makes the rest."""
        number, recorded = change or new_id(), None
        with self.files.writing():
            order, parts = self._made_already(change)
            busy = [name for name in months if effective(self.files.file(name), months[name])]
            order, parts = order or self.files.next_order(), (*dict.fromkeys((*parts, *busy)),)
            for name in months:
                edits = months[name]
                part = record(
                    self.files, name, head, edits, change=number, order=order, parts=parts
                )
                recorded = part or recorded
        return recorded and change_from(*recorded)

    def _made_already(self, change: int | None) -> tuple[int, tuple[str, ...]]:
        """The order of a change that was stopped half-way, and the files that it went to."""
        order, parts = 0, ()
        for name in self.files.recording(change) if change else ():
            document = self.files.file(name).documents("changes")[str(change)]
            order, parts = int(document["order"]), (*parts, name, *document.get("parts", ()))
        return order, parts

    def facts(self, head: Record, edits: Edits, change: int | None) -> Done:
        """Change profile.json."""
        with self.files.writing():
            recorded = record(self.files, documents.NAME, head, edits, change=change)
        journal = self.files.around(self.files.now().date())
        return Done(recorded and change_from(*recorded), None, journal)

    def fact(
        self,
        table: str,
        name: str,
        document: dict[str, Any] | None,
        head: Record,
        change: int | None,
    ) -> Done:
        """Put one document of profile.json in the place of the one of that name; None: remove."""

        def edits(file: JournalFile) -> list[Edit]:
            return [(table, key_of(file, table, name) or str(new_id()), document)]

        return self.facts(head, edits, change)


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
                now = file.documents(table).get(key)
                if now == was and touching:
                    put(file, (table, key, becomes), turn.order)
                elif now != becomes:
                    left += 1
            record |= {"undone": turn.undone, "turned": turn.order}
            record["undone_by"] = turn.by if turn.undoing else ""
        changes.put(str(turn.number), record)  # also where all is done: a retry after doubt
    return left
