"""A change of several files that must not be seen half: said before it begins, finished after."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ssi_tui.disk import TEMPORARY_NAME, not_saved
from ssi_tui.errors import InDoubtError, NotFoundError, NotSavedError
from ssi_tui.model.entries import short
from ssi_tui.model.journal import Change, Done
from ssi_tui.store.changes import change_from, newest_order, record, turn_file
from ssi_tui.store.documents import action_document, action_from
from ssi_tui.store.file_format import Content
from ssi_tui.store.profile_files import PENDING_NAME
from ssi_tui.store.tables import new_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ssi_tui.store.changes import Edits, Recorder
    from ssi_tui.store.profile_files import ProfileFiles

    Plan = dict[str, Any]
    """``what``: ``move`` (key, from, to, change; head and order, or undone and by) or ``restore``
    (put: names whose new files lie ready, drop: names)."""


READY_PREFIX = ".ready-"
"""Files that a restore has written, to be renamed once all of them are there."""


def begin(files: ProfileFiles, plan: Plan) -> None:
    """Say what is about to be written; on the disk before this returns."""
    import json

    path = os.path.join(files.folder, PENDING_NAME)
    temporary = os.path.join(files.folder, TEMPORARY_NAME)
    try:
        files.disk.put(path, json.dumps(plan).encode(), temporary)
    except NotSavedError as error:
        with suppress(OSError):
            files.disk.remove(path)
        raise NotSavedError(error.file, error.reason) from error


def look(files: ProfileFiles) -> Plan | None:
    """What was begun and is not finished yet."""
    import json

    found = None
    with suppress(OSError, ValueError):
        found = files.disk.read(os.path.join(files.folder, PENDING_NAME))
        plan = json.loads(found[0]) if found else None
        return plan if isinstance(plan, dict) else None
    return None


def end(files: ProfileFiles) -> None:
    """All is written; if the disk refuses, finishing once more does no harm."""
    with suppress(OSError):
        files.disk.remove(os.path.join(files.folder, PENDING_NAME))


def finish(files: ProfileFiles) -> None:
    """Under the lock: write what a stopped program had not yet written."""
    plan = look(files)
    if plan and plan["what"] == "move":
        take_away(files, plan)
    elif plan and plan["what"] == "restore":
        put_ready(files, plan)
    end(files)


def take_away(files: ProfileFiles, plan: Plan) -> None:
    """The second half of a move: if the new month has the entry, the old one loses it."""
    key, number = plan["key"], plan["change"]
    if key not in files.file(plan["to"]).rows("actions").documents():
        return
    if "undone" in plan:
        turn_file(files.file(plan["from"]), number, plan["undone"], plan["by"])
        return
    edits = [("actions", key, None)]
    record(files, plan["from"], plan["head"], lambda _: edits, change=number, order=plan["order"])


def put_ready(files: ProfileFiles, plan: Plan) -> None:
    """The second half of a restore: rename what lies ready, remove what was not there then."""
    try:
        for name in plan["put"]:
            ready = os.path.join(files.folder, f"{READY_PREFIX}{name}.json")
            if files.disk.stamp(ready):
                files.disk.replace(ready, files.path(name))
        for name in plan["drop"]:
            if files.disk.stamp(files.path(name)):
                files.disk.remove(files.path(name))
        files.disk.sync_folder(files.folder)
    except OSError as error:
        raise not_saved(files.folder, error) from error


def without_doubles(files: ProfileFiles, contents: dict[str, Content]) -> dict[str, Content]:
    """The same, but an entry that is being moved counts in its new month only."""
    plan = look(files)
    if plan is None or plan["what"] != "move" or plan["from"] not in contents:
        return contents
    old, key = contents[plan["from"]], plan["key"]
    if key not in files.file(plan["to"]).storage.refresh().table("actions"):
        return contents
    tables = old.tables()
    tables["actions"] = {each: row for each, row in tables["actions"].items() if each != key}
    return contents | {plan["from"]: Content(tables, old.generation, old.head)}


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
    begin(files, plan)
    made = record(files, new, head, edits, change=n, order=order)
    second_half(files, plan)
    return made


def second_half(files: ProfileFiles, plan: Plan) -> None:
    """Take the entry from its old month: from here on the move counts, whatever the disk says."""
    try:
        take_away(files, plan)
    except NotSavedError as error:
        raise InDoubtError(error.file, error.reason, plan["change"]) from error
    end(files)


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
