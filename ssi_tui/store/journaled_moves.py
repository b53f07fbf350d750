"""A change of several files that must not be seen half: said before it begins, finished after."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ssi_tui.disk import bytes_of, saving, strict_json
from ssi_tui.errors import DamagedError, InDoubtError, NotFoundError, NotSavedError
from ssi_tui.model.journal import Change, Done
from ssi_tui.model.terms import short
from ssi_tui.store.changes import Turn, change_from, fixed, record, turn_file
from ssi_tui.store.documents import action_document, action_from
from ssi_tui.store.file_format import Content
from ssi_tui.store.profile_files import PENDING_NAME, is_journal
from ssi_tui.store.tables import ASIDE_FOLDER, new_id
from ssi_tui.store.validation import decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ssi_tui.store.changes import Edits, Recorder
    from ssi_tui.store.profile_files import ProfileFiles

    Plan = dict[str, Any]
    """``what``: ``move`` (key, from, to, change; head and order, or turn), ``turn`` (parts, turn)
    or ``restore`` (put: names whose new files lie ready, drop: names).  turn: a `Turn`."""


READY_PREFIX = ".ready-"
"""Files that a restore has written, to be renamed once all of them are there."""


def ready(files: ProfileFiles, name: str) -> str:
    """Where the new file of that name lies until it is in place."""
    return files.path(f"{READY_PREFIX}{name}")


def begin(files: ProfileFiles, plan: Plan) -> None:
    """Say what is about to be written; on the disk before this returns."""
    import json

    path = files.at(PENDING_NAME)
    try:
        files.disk.put(path, json.dumps(plan).encode())
    except NotSavedError as error:
        with suppress(OSError):
            files.disk.remove(path)
        raise NotSavedError(error.file, error.reason) from error


def look(files: ProfileFiles) -> Plan | None:
    """What was begun and is not finished yet: DamagedError where that can't be read."""
    path = files.at(PENDING_NAME)
    data = bytes_of(files.disk, path)
    if data is None:
        return None
    try:
        plan = strict_json(data)
        _check(plan)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedError(path, str(error)) from error
    return dict(plan)


def _check(plan: Plan) -> None:
    """Refuse a plan that we can't have written: no name in it leads out of the folder."""
    sort = plan["what"]
    fields = {"move": ("from", "to"), "turn": ("parts",), "restore": ("put", "drop")}[sort]
    for name in (each for field in fields for each in _listed(plan[field])):
        if not is_journal(f"{name}.json"):
            raise ValueError(f"{name!r} is no file of a journal")
    if sort == "move" and not (str(plan["key"]).isdecimal() and isinstance(plan["change"], int)):
        raise ValueError("no entry")
    if "turn" in plan:
        number, order, undoing, by = plan["turn"]
        if not (isinstance(number, int) and isinstance(order, int) and isinstance(by, str)):
            raise ValueError("no change")
        if not isinstance(undoing, bool):
            raise ValueError("neither taken back nor done again")
    elif sort == "turn":
        raise ValueError("no change")
    elif sort == "move":
        head = [plan["head"][name] for name in ("at", "by", "what", "kind", "day", "amount")]
        if not (isinstance(plan["order"], int) and all(isinstance(each, str) for each in head)):
            raise ValueError("no change")


def _listed(names: Any) -> list[str]:
    return [names] if isinstance(names, str) else [*names]


def end(files: ProfileFiles) -> None:
    """All is written; if the disk refuses, finishing once more does no harm."""
    with suppress(OSError):
        files.disk.remove(files.at(PENDING_NAME))


def finish(files: ProfileFiles) -> None:
    """Under the lock: write what a stopped program had not yet written."""
    try:
        plan = look(files)
    except DamagedError as error:
        if isinstance(error.__cause__, OSError):  # not read is not the same as not there
            raise
        _set_aside(files)
        return
    if plan:
        rest: dict[str, Callable[[ProfileFiles, Plan], object]]
        rest = {"move": take_away, "turn": turn_parts, "restore": put_ready}
        rest[plan["what"]](files, plan)
    end(files)


def _set_aside(files: ProfileFiles) -> None:
    """Keep a plan that is none of ours where it changes nothing."""
    path = files.at(PENDING_NAME)
    with saving(path):
        files.disk.make_folder(files.at(ASIDE_FOLDER))
        target = files.disk.unused(lambda n: files.at(ASIDE_FOLDER, f"{n}{PENDING_NAME}"))
        files.disk.replace(path, target)


def turn_parts(files: ProfileFiles, plan: Plan) -> int:
    """Take all parts of a change back, or do them again; how many documents had changed since."""
    turn, left = Turn(*plan["turn"]), 0
    for name in plan["parts"]:
        file = files.file(name)
        if str(turn.number) in file.documents("changes"):
            left += turn_file(file, turn)
    return left


def take_away(files: ProfileFiles, plan: Plan) -> None:
    """The second half of a move: if the new month has the entry, the old one loses it."""
    key, number = plan["key"], plan["change"]
    if key not in files.file(plan["to"]).documents("actions"):
        return
    if "turn" in plan:
        turn_file(files.file(plan["from"]), Turn(*plan["turn"]))
        return
    old, order, parts = plan["from"], plan["order"], (plan["to"], plan["from"])
    edits = fixed([("actions", key, None)])
    record(files, old, plan["head"], edits, change=number, order=order, parts=parts)


def put_ready(files: ProfileFiles, plan: Plan) -> None:
    """The second half of a restore: rename what lies ready, remove what was not there then."""
    with saving(files.folder):
        for name in plan["put"]:
            if files.disk.stamp(ready(files, name)):
                files.disk.replace(ready(files, name), files.path(name))
        for name in plan["drop"]:
            if files.disk.stamp(files.path(name)):
                files.disk.remove(files.path(name))
        files.disk.sync_folder(files.folder)
        files.ledger.renew()


def view(
    files: ProfileFiles, contents: dict[str, Content], wanted: Callable[[str], bool]
) -> dict[str, Content]:
    """The files as they will be when what was begun is finished.

    A move's entry counts in its new month only; a restore is read from the files that lie ready.
    """
    plan = look(files)
    if plan is None or plan["what"] == "turn":
        return contents
    if plan["what"] == "restore":
        kept = {name: each for name, each in contents.items() if name not in plan["drop"]}
        for name in filter(wanted, plan["put"]):
            path = ready(files, name)
            data = bytes_of(files.disk, path)
            if data is not None:  # else it is in place already
                kept[name] = decode(data, path, name)
        return kept
    if plan["from"] not in contents:
        return contents
    old, key = contents[plan["from"]], plan["key"]
    if key not in files.content(plan["to"]).table("actions"):
        return contents
    tables = old.tables()
    tables["actions"] = {each: row for each, row in tables["actions"].items() if each != key}
    return contents | {plan["from"]: Content(tables, old.generation, old.head)}


def edit(recorder: Recorder, entry: int, change: int | None, **fields: Any) -> Done:
    """Give an entry other fields; another month is a move, which is one change of two files."""
    from dataclasses import replace

    files, key = recorder.files, str(entry)
    with files.writing():
        name = files.find("actions", key)
        if name is None:
            raise NotFoundError("entry", short(entry))
        document = files.file(name).documents("actions")[key]
        action = replace(action_from(entry, document), **fields)
        day = action.day.isoformat()
        head = recorder.head("edit", action.kind, day, str(action.count))
        edits = fixed([("actions", key, action_document(action))])
        if day[:7] == name:
            recorded = record(files, name, head, edits, change=change)
        else:
            number = new_id() if change is None else change
            recorded = _move(files, key, name, day[:7], head, edits, number)
    return Done(recorded and change_from(*recorded), entry, files.around(action.day))


def _move(
    files: ProfileFiles, key: str, old: str, new: str, head: dict[str, str], edits: Edits, n: int
) -> Any:
    """Write the new month, then take the entry from the old one."""
    order = files.next_order(files.file(old), files.file(new))
    plan = {"what": "move", "key": key, "from": old, "to": new, "change": n}
    plan |= {"head": head, "order": order}
    begin(files, plan)
    recorded = record(files, new, head, edits, change=n, order=order, parts=(new, old))
    second_half(files, plan)
    return recorded


def second_half(files: ProfileFiles, plan: Plan) -> None:
    """Take the entry from its old month: from here on the move counts, whatever the disk says."""
    try:
        take_away(files, plan)
    except NotSavedError as error:
        raise InDoubtError(error.file, error.reason, plan["change"]) from error
    end(files)


def remove(recorder: Recorder, ids: Iterable[int], change: int | None) -> Change | None:
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
            named = {"kind": "", **files.file(name).documents(table)[key]}
        number = sum(map(len, months.values()))
        if number > 1:
            named = {"kind": "", "day": "", "count": number}
        head = recorder.head("remove", named["kind"], named["day"], str(named.get("count", 1)))
        if change is not None:
            months |= {name: months.get(name, []) for name in files.recording(change)}
        return recorder.months(head, {n: fixed(edits) for n, edits in months.items()}, change)
