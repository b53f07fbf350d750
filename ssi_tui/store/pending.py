"""A change of several files that must not be seen half: said before it begins, finished after."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from ssi_tui.store.disk import TEMPORARY_NAME, not_saved
from ssi_tui.store.files import PENDING_NAME
from ssi_tui.store.layout import Content

if TYPE_CHECKING:
    from ssi_tui.store.files import ProfileFiles

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
        files.disk.make_folder(files.folder)
        files.disk.write(temporary, json.dumps(plan).encode())
        files.disk.replace(temporary, path)
        files.disk.sync_folder(files.folder)
    except OSError as error:
        for leftover in (temporary, path):
            with suppress(OSError):
                files.disk.remove(leftover)
        raise not_saved(path, error) from error


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
    from ssi_tui.store.history import turn_file
    from ssi_tui.store.recording import record

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
