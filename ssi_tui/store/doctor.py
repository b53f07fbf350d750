"""Looks at every file of a profile and says what is wrong with it, as data; changes nothing."""

from __future__ import annotations

import os
import re
import stat
import time
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.errors import DamagedError, NewerSchemaError
from ssi_tui.store import backups, month, profile, recovery
from ssi_tui.store.disk import LOCK_SECONDS, TEMPORARY_NAME, Disk
from ssi_tui.store.files import PENDING_NAME, ProfileFiles, is_month
from ssi_tui.store.layout import COUNTS, decode
from ssi_tui.store.pending import READY_PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

LEFT_SECONDS = 60
"""What a write leaves for longer than this was left by a program that was stopped."""
_CONFLICT = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2])|profile)[ .(_-].*\.json", re.IGNORECASE)
"""A name that begins like one of ours: what synced folders call the other machine's version."""


class Finding(NamedTuple):
    """Something about a profile's files that is not as it should be."""

    code: str
    """``damaged``, ``newer``, ``unreadable``, ``edited``, ``counts``, ``doubled``, ``conflict``,
    ``unfinished``, ``leftover``, ``open``, ``damaged-copy`` or ``no-copy``."""
    folder: str
    """The profile's."""
    file: str
    """The name in it, ``2026-11.json``; empty for the folder itself."""
    detail: str = ""
    """The reason, the id (`doubled`), the mode (`open`); data, no prose of ours."""
    fix: str = ""
    """What `repair` would do: ``recover``, ``rewrite``, ``drop``, ``merge``, ``finish``,
    ``remove``, ``close`` or ``copy``; empty where nothing can be done from here."""


def open_folder(
    folder: str | os.PathLike[str], now: Callable[[], datetime] = datetime.now
) -> ProfileFiles:
    """The files of a profile, as `examine` and `repair` see them."""
    return ProfileFiles(folder, Disk(), LOCK_SECONDS, now)


def examine(
    folder: str | os.PathLike[str], *, now: Callable[[], datetime] = datetime.now
) -> tuple[Finding, ...]:
    """Everything that is wrong in a profile's folder; empty where all is well."""
    files = open_folder(folder, now)
    names = sorted(files.disk.names(files.folder))
    found: list[Finding] = []
    where: dict[str, list[str]] = {}
    for name in names:
        if _is_ours(name):
            found += _look_into(files, name, where)
        else:
            found += _look_at(files, name)
    for key, months in where.items():
        if len(months) > 1:
            found.append(Finding("doubled", files.folder, months[0], key, "drop"))
    found += _open_to_others(files, ["", *(name for name in names if _is_ours(name))])
    found += _copies(files, [name for name in names if _is_ours(name)])
    return tuple(found)


def base_of(name: str) -> str:
    """The file that a conflict copy is one of: ``2026-11``; empty where it is none."""
    found = _CONFLICT.fullmatch(name)
    return found[1].lower() if found and not _is_ours(name) else ""


def _look_into(files: ProfileFiles, name: str, where: dict[str, list[str]]) -> Iterator[Finding]:
    """One file of the journal; `where`: id of an entry -> the files that have it."""
    short, folder = name.removesuffix(".json"), files.folder
    try:
        found = files.disk.read(files.path(short))
    except OSError as error:
        yield Finding("unreadable", folder, name, error.strerror or str(error))
        return
    if found is None:  # gone since the folder was listed
        return
    try:
        damage = recovery.damage(files, short, found[0])
    except NewerSchemaError as error:
        yield Finding("newer", folder, name, error.reason)
        return
    if damage:
        yield Finding("damaged", folder, name, damage.reason, "recover")
        return
    content = decode(found[0], name, short)
    if content.edited is not None:
        yield Finding("edited", folder, name, "", "rewrite")
    actions, counts = content.table("actions"), content.table(COUNTS)
    if counts and counts != month.derived({"actions": actions})[COUNTS]:
        yield Finding("counts", folder, name, "", "rewrite")
    for key in actions:
        where.setdefault(key, []).append(name)


def _look_at(files: ProfileFiles, name: str) -> Iterator[Finding]:
    """A file that is none of the journal's: left by a write, or by a synced folder."""
    path = os.path.join(files.folder, name)
    found = files.disk.stamp(path)
    old = found is not None and time.time_ns() - found[1] > LEFT_SECONDS * 10**9
    if name == PENDING_NAME and old:
        yield Finding("unfinished", files.folder, name, "", "finish")
    elif name == TEMPORARY_NAME or name.startswith(READY_PREFIX):
        waiting = files.disk.stamp(os.path.join(files.folder, PENDING_NAME)) is not None
        if old and not (waiting and name != TEMPORARY_NAME):
            yield Finding("leftover", files.folder, name, "", "remove")
    elif base_of(name) and os.path.isfile(path):
        yield Finding("conflict", files.folder, name, base_of(name), "merge")


def _open_to_others(files: ProfileFiles, names: Iterable[str]) -> Iterator[Finding]:
    if os.name == "nt":
        return
    for name in names:
        try:
            mode = stat.S_IMODE(os.stat(os.path.join(files.folder, name)).st_mode)
        except OSError:
            continue
        if mode & 0o077:
            yield Finding("open", files.folder, name, f"{mode:03o}", "close")


def _copies(files: ProfileFiles, names: list[str]) -> Iterator[Finding]:
    kept = backups.ids(files)
    for each in kept:
        try:
            backups.load(files, each)
        except DamagedError as error:
            name = f"{os.path.basename(os.path.dirname(error.file))}/{error.file.name}"
            yield Finding("damaged-copy", files.folder, name, error.reason)
    stamps = [files.disk.stamp(os.path.join(files.folder, name)) for name in names]
    days = sorted({date.fromtimestamp(each[1] // 10**9) for each in stamps if each})
    if len(days) > 1 and (not kept or kept[-1][:10] < days[0].isoformat()):
        yield Finding("no-copy", files.folder, "", kept[-1] if kept else "", "copy")


def _is_ours(name: str) -> bool:
    return is_month(name) or name == f"{profile.NAME}.json"
