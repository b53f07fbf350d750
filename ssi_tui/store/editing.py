"""Entries changed after the fact: another day, count, kind or note, or taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ssi_tui.errors import InDoubtError, NotFoundError, NotSavedError
from ssi_tui.model.change import Change, Done
from ssi_tui.model.ids import short
from ssi_tui.store import pending
from ssi_tui.store.month import action_document, action_from
from ssi_tui.store.recording import change_from, newest_order, record
from ssi_tui.store.storage import new_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ssi_tui.store.files import ProfileFiles
    from ssi_tui.store.recording import Edits, Recorder


def edit(recorder: Recorder, entry: int, by: str, change: int | None, **fields: Any) -> Done:
    """Give an entry other fields; another month is a move, which is one change of two files."""
    from dataclasses import replace

    files, key = recorder.files, str(entry)
    with files.writing():
        name = files.find("actions", key)
        if name is None:
            raise NotFoundError("entry", short(entry))
        document = files.file(name).rows("actions").documents()[key]
        action = replace(action_from(entry, document), **fields)
        day = action.day.isoformat()
        head = recorder.head("edit", action.kind, day, str(action.count), by)
        edits = [("actions", key, action_document(action))]
        if day[:7] == name:
            made = record(files, name, head, lambda _: edits, change=change)
        else:
            number = new_id() if change is None else change
            made = _move(files, key, name, day[:7], head, lambda _: edits, number)
    return Done(made and change_from(*made), entry, files.around(action.day))


def _move(
    files: ProfileFiles, key: str, old: str, new: str, head: dict[str, str], edits: Edits, n: int
) -> Any:
    """Write the new month, then take the entry from the old one."""
    order = files.next_order(max(newest_order(files.file(name)) for name in (old, new)))
    plan = {"what": "move", "key": key, "from": old, "to": new, "change": n}
    plan |= {"head": head, "order": order}
    pending.begin(files, plan)
    made = record(files, new, head, edits, change=n, order=order)
    second_half(files, plan)
    return made


def second_half(files: ProfileFiles, plan: pending.Plan) -> None:
    """Take the entry from its old month: from here on the move counts, whatever the disk says."""
    try:
        pending.take_away(files, plan)
    except NotSavedError as error:
        raise InDoubtError(error.file, error.reason, plan["change"]) from error
    pending.end(files)


def remove(recorder: Recorder, ids: Iterable[int], by: str, change: int | None) -> Change | None:
    """Take entries and readings out, all in one change; NotFoundError if one is not there."""
    files = recorder.files
    months: dict[str, list[tuple[str, str, None]]] = {}
    named: dict[str, Any] = {"kind": "", "day": "", "count": 0}
    with files.writing():
        for key in map(str, dict.fromkeys(ids)):
            places = ((files.find(table, key), table) for table in ("actions", "readings"))
            name, table = next((place for place in places if place[0]), (None, ""))
            if name is None:
                if change is None:  # trying again, it may be gone already
                    raise NotFoundError("entry", short(int(key)))
                continue
            months.setdefault(name, []).append((table, key, None))
            named = {"kind": "", **files.file(name).rows(table).documents()[key]}
        number = sum(map(len, months.values()))
        one = number == 1
        head = recorder.head(
            "remove",
            named["kind"] if one else "",
            named["day"] if one else "",
            str(named.get("count", 1)) if one else str(number),
            by,
        )
        if change is not None:
            months |= {name: months.get(name, []) for name in files.recording(change)}
        wanted: dict[str, Edits] = {
            name: lambda _, edits=edits: edits  # type: ignore[misc]
            for name, edits in months.items()
        }
        return recorder.months(head, wanted, change)
