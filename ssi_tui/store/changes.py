"""One change: what is edited and the record of it reach the disk together."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from ssi_tui.errors import InDoubtError
from ssi_tui.model.journal import Change, Done
from ssi_tui.store import documents
from ssi_tui.store.documents import key_of
from ssi_tui.store.tables import new_id

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ssi_tui.store.profile_files import ProfileFiles
    from ssi_tui.store.tables import JournalFile

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


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ssi_tui.model.journal import Change
    from ssi_tui.store.profile_files import ProfileFiles
    from ssi_tui.store.tables import JournalFile

    Pick = Callable[[Iterable["Found"]], "Found | None"]


CLOCK_SLACK_NS = 86_400 * 10**9
"""A file last written a day before a change can't hold a newer one, whatever clocks do."""


class Found(NamedTuple):
    """One change, put together from the files that it touched."""

    id: int
    record: Record
    undone: int
    """When it was taken back, in the order of changes; 0 while any part of it stands."""
    files: tuple[str, ...]

    @property
    def order(self) -> int:
        """Newer changes have greater numbers, across all files."""
        number: int = self.record["order"]
        return number


def newest_standing(found: Iterable[Found]) -> Found | None:
    """What undo takes back next."""
    return max((each for each in found if not each.undone), key=_order, default=None)


def newest_undone(found: Iterable[Found]) -> Found | None:
    """What redo does again next: taken back last, and nothing new has been done since."""
    found = list(found)
    last = max((each for each in found if each.undone), key=lambda e: e.undone, default=None)
    newest = max((each.order for each in found), default=0)
    return last if last and last.undone > newest else None


def newest(files: ProfileFiles, last: int) -> tuple[Change, ...]:
    """The newest changes, newest first, taken back or not."""

    def enough(found: Iterable[Found]) -> int:
        orders = sorted((each.order for each in found), reverse=True)
        return orders[last - 1] if 0 < last <= len(orders) else 0

    found = sorted(_gather(files, enough).values(), key=_order, reverse=True)
    return tuple(change_from(f.id, {**f.record, "undone": f.undone}) for f in found[:last])


def turn(
    files: ProfileFiles, n: int, number: int | None, by: str, pick: Pick
) -> tuple[Change, ...]:
    """Undo (`pick` is newest_standing) or redo (newest_undone) n changes, or the one named."""
    turned: list[Change] = []

    def enough(found: Iterable[Found]) -> int:
        best = None if number else pick(found)
        return 0 if best is None else best.undone or best.order

    with files.writing():
        while len(turned) < (1 if number else n):
            found = _gather(files, enough)
            best = found.get(number) if number else pick(found.values())
            if best is None:
                break
            latest = max(max(each.order, each.undone) for each in found.values())
            undone = files.next_order(latest) if pick is newest_standing else 0
            try:
                if _is_half(best.record):
                    left = _turn_move(files, best.id, undone, by)
                else:
                    left = sum(turn_file(files.file(n), best.id, undone, by) for n in best.files)
            except InDoubtError as error:
                error.change = best.id
                raise
            document = {**best.record, "undone": undone, "undone_by": by if undone else ""}
            turned.append(change_from(best.id, document)._replace(left=left))
    return tuple(turned)


def _is_half(record: Record) -> bool:
    """Whether this is one of the two records of a move between months."""
    return record["what"] == "edit" and any(None in each[2:] for each in record["docs"])


def _turn_move(files: ProfileFiles, number: int, undone: int, by: str) -> int:
    """Take a move between two months back, or do it again: both halves, or neither."""
    from ssi_tui.store import journaled_moves

    halves, months = {}, files.recording(number)
    for name in months:
        record = files.file(name).rows("changes").documents()[str(number)]
        ((_, key, before, after),) = record["docs"]
        was, becomes = (after, before) if undone else (before, after)
        halves[becomes is None] = name, key, was
    name, key, was = halves.get(True, ("", "", None))
    there = files.file(name).rows("actions").documents().get(key) if len(halves) == 2 else None
    if there is None or there != was:  # changed since, or one half is forgotten: it stays
        return max(turn_file(files.file(each), number, undone, by, False) for each in months)
    to, _, _ = halves[False]
    plan = {"what": "move", "key": key, "from": name, "to": to, "change": number}
    plan |= {"undone": undone, "by": by}
    journaled_moves.begin(files, plan)
    turn_file(files.file(to), number, undone, by)
    journaled_moves.second_half(files, plan)
    return 0


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


def _gather(files: ProfileFiles, enough: Callable[[Iterable[Found]], int]) -> dict[int, Found]:
    """The changes in the files, newest file first, until older files can't matter.

    `enough` says which order a change would have to exceed to matter still.
    """
    found: dict[int, Found] = {}
    for written, name, read in files.by_age():
        if written + CLOCK_SLACK_NS < enough(found.values()):
            break
        for key, record in read().items():
            number, undone, names = int(key), record["undone"], [name]
            other = found.get(number)
            if other:
                undone = undone and other.undone and max(undone, other.undone)
                names = [*other.files, name]
            found[number] = Found(number, record, undone, tuple(names))
    return found


def _order(found: Found) -> tuple[int, int]:
    return found.order, found.id
