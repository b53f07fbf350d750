"""Looks at every file of a profile and says what is wrong with it, as data; changes nothing."""

from __future__ import annotations

import os
import re
import stat
import time
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from ssi_tui.disk import TEMPORARY_NAME, bytes_of, reason_of, saving
from ssi_tui.errors import DamagedError, NewerSchemaError
from ssi_tui.store import backups, documents, journaled_moves, recovery
from ssi_tui.store.changes import Recorder, fixed, record
from ssi_tui.store.file_format import COUNTS
from ssi_tui.store.journaled_moves import READY_PREFIX
from ssi_tui.store.manifest import MANIFEST_NAME, MANIFEST_TEMPORARY, misfit
from ssi_tui.store.profile_files import ASTRAY, BACKUP_FOLDER, FOREIGN, PENDING_NAME, is_journal
from ssi_tui.store.recovery import RowCounts, Version, last_words, union
from ssi_tui.store.store import StoreFiles
from ssi_tui.store.tables import ASIDE_FOLDER
from ssi_tui.store.undo import halves, settle
from ssi_tui.store.validation import BOOKKEEPING, OTHER_FILE, decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ssi_tui.store.profile_files import ProfileFiles

LEFT_SECONDS = 60
"""What a write leaves for longer than this was left by a program that was stopped."""
_CONFLICT = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2])|profile)[ .(_-].*\.json", re.IGNORECASE)
"""A name that begins like one of ours: what synced folders call the other machine's version."""
UNUSABLE = ("damaged", "astray", "foreign", "newer", "unreadable")
"""Codes of files of which nothing else can be said; `astray`: with rows of another month."""
CODES = (
    *UNUSABLE,
    *("missing", "old", "ahead", "edited", "counts", "doubled", "conflict", "unfinished"),
    *("half", "leftover", "open", "damaged-copy", "no-copy"),
)
"""What there is to find; `old`: not what was written last, `ahead`: of today."""
FIXES = (
    *("reopen", "finish", "recover", "number", "recall", "accept", "rewrite", "merge"),
    *("drop", "settle", "remove", "close", "copy"),
)
"""What can be done about it, each a method of `_Mending`, in the order in which it is done: nothing
is merged into a damaged file."""


class Finding(NamedTuple):
    """Something about a profile's files that is not as it should be."""

    code: str
    """One of `CODES`."""
    folder: str
    """The profile's."""
    file: str
    """The name in it, ``2026-11.json``; empty for the folder itself."""
    detail: str = ""
    """The reason, the id (`doubled`), the mode (`open`), the day (`ahead`); no prose of ours."""
    fix: str = ""
    """What `repair` would do, one of `FIXES`; empty where nothing can be done from here."""


class Mended(NamedTuple):
    """What a repair did about a finding."""

    finding: Finding
    rows: RowCounts = RowCounts()
    """Of a file that had to be written anew."""


def examine(
    folder: str | os.PathLike[str], *, now: Callable[[], datetime] = datetime.now
) -> tuple[Finding, ...]:
    """Everything that is wrong in a profile's folder; empty where all is well."""
    files = StoreFiles(folder, now=now)
    findings: list[Finding] = []
    try:
        names = sorted(files.disk.names(files.folder))
    except OSError as error:
        return (Finding("unreadable", files.folder, "", reason_of(error)),)
    where: dict[str, list[str]] = {}
    for name in names:
        try:
            looked = _look_into(files, name, where) if is_journal(name) else _look_at(files, name)
            findings += looked
        except OSError as error:
            findings.append(Finding("unreadable", files.folder, name, reason_of(error)))
    for key, months in where.items():
        if len(months) > 1:
            findings.append(Finding("doubled", files.folder, months[0], key, "drop"))
    said = {finding.file for finding in findings if finding.code in UNUSABLE}
    findings += (finding for finding in _misfits(files, names) if finding.file not in said)
    findings += _half_changes(files)
    ours = [*filter(is_journal, names)]
    findings += _open_to_others(files, ["", *ours])
    findings += _copies(files, ours)
    return tuple(findings)


def base_of(name: str) -> str:
    """The file that a conflict copy is one of: ``2026-11``; empty where it is none."""
    match = _CONFLICT.fullmatch(name)
    return match[1].lower() if match and not is_journal(name) else ""


def _look_into(files: ProfileFiles, name: str, where: dict[str, list[str]]) -> Iterator[Finding]:
    """One file of the journal; `where`: id of an entry -> the files that have it."""
    short, folder = name.removesuffix(".json"), files.folder
    try:
        file = files.disk.read(files.path(short))
    except OSError as error:
        copied: object = isinstance(error, PermissionError)
        with suppress(DamagedError):
            copied = copied or recovery.newest_copy(files, short)[0]
        fix = "reopen" if copied else ""
        yield Finding("unreadable", folder, name, reason_of(error), fix)
        return
    if file is None:  # gone since the folder was listed
        return
    try:
        damage = recovery.damage(files, short, file[0])
    except NewerSchemaError as error:
        yield Finding("newer", folder, name, error.reason)
        return
    if damage:
        code = {FOREIGN: "foreign", ASTRAY: "astray"}.get(damage.reason, "damaged")
        code = "astray" if damage.reason.endswith(OTHER_FILE) else code
        yield Finding(code, folder, name, damage.reason, "recover")
        return
    content = decode(file[0], name, short)
    if content.edited is not None:
        yield Finding("edited", folder, name, "", "rewrite")
    actions, counts = content.table("actions"), content.table(COUNTS)
    if counts and counts != documents.derived({"actions": actions})[COUNTS]:
        yield Finding("counts", folder, name, "", "rewrite")
    for key in actions:
        where.setdefault(key, []).append(name)
    today = (files.now().date() + timedelta(days=1)).isoformat()  # another zone's is no fault
    days = [
        row["day"] for table in ("actions", "readings") for row in content.table(table).values()
    ]
    for day in sorted({day for day in days if day > today}):
        yield Finding("ahead", folder, name, day)


def _look_at(files: ProfileFiles, name: str) -> Iterator[Finding]:
    """A file that is none of the journal's: left by a write, or by a synced folder."""
    path = files.at(name)
    stamp = files.disk.stamp(path)
    old = stamp is not None and time.time_ns() - stamp[1] > LEFT_SECONDS * 10**9
    if name == PENDING_NAME:
        try:
            journaled_moves.look(files)
        except DamagedError as error:
            unread = isinstance(error.__cause__, OSError)
            code, fix = ("unreadable", "reopen") if unread else ("damaged", "finish")
            yield Finding(code, files.folder, name, error.reason, fix)
        else:
            if old:
                yield Finding("unfinished", files.folder, name, "", "finish")
    elif name in (TEMPORARY_NAME, MANIFEST_TEMPORARY) or name.startswith(READY_PREFIX):
        waiting = files.disk.stamp(files.at(PENDING_NAME)) is not None
        if old and not (waiting and name.startswith(READY_PREFIX)):
            yield Finding("leftover", files.folder, name, "", "remove")
    elif base_of(name) and os.path.isfile(path):
        yield Finding("conflict", files.folder, name, base_of(name), "merge")


def _misfits(files: ProfileFiles, names: list[str]) -> Iterator[Finding]:
    """What the manifest knows otherwise than it is."""
    try:
        files.disk.read(files.at(MANIFEST_NAME))
    except OSError as error:
        yield Finding("unreadable", files.folder, MANIFEST_NAME, reason_of(error), "reopen")
        return
    manifest = files.ledger.peek()
    if manifest is None:
        marked = any(_origin(files, name) for name in names if is_journal(name))
        if MANIFEST_NAME in names or marked:
            yield Finding("damaged", files.folder, MANIFEST_NAME, "", "number")
        return
    for name in sorted(manifest.names()):
        try:
            content = files.content(name)
        except DamagedError:  # said already
            continue
        line = manifest.line(name)
        code = misfit(line, content)
        if code and line:
            detail = f"{content.generation}/{line.last}"
            fix = ""  # where a copy can't be read, nobody knows what it has
            with suppress(DamagedError):
                fix = "accept" if recovery.completed(files, name) is None else "recall"
            yield Finding(code, files.folder, f"{name}.json", detail, fix)


def _half_changes(files: ProfileFiles) -> Iterator[Finding]:
    """Changes over several files that were stopped before the last of them."""
    with suppress(DamagedError, OSError):  # said of the file itself
        for change in halves(files):
            names = ", ".join(change.missing)
            yield Finding("half", files.folder, f"{min(change.files)}.json", names, "settle")


def _origin(files: ProfileFiles, name: str) -> object:
    try:
        return files.content(name.removesuffix(".json")).origin
    except DamagedError:
        return None


def _open_to_others(files: ProfileFiles, names: Iterable[str]) -> Iterator[Finding]:
    if os.name == "nt":
        return
    for name in names:
        try:
            mode = stat.S_IMODE(os.stat(files.at(name)).st_mode)
        except OSError:
            continue
        if mode & 0o077:
            yield Finding("open", files.folder, name, f"{mode:03o}", "close")


def _copies(files: ProfileFiles, names: list[str]) -> Iterator[Finding]:
    try:
        kept = backups.ids(files)
    except DamagedError as error:
        yield Finding("unreadable", files.folder, BACKUP_FOLDER, error.reason)
        return
    for copy in kept:
        try:
            backups.load(files, copy)
        except DamagedError as error:
            name = f"{error.file.parent.name}/{error.file.name}"
            yield Finding("damaged-copy", files.folder, name, error.reason)
    stamps = []
    for name in names:
        with suppress(OSError):  # said of the file itself
            stamps.append(files.disk.stamp(files.at(name)))
    days = sorted({date.fromtimestamp(copy[1] // 10**9) for copy in stamps if copy})
    if len(days) > 1 and (not kept or kept[-1][:10] < days[0].isoformat()):
        yield Finding("no-copy", files.folder, "", kept[-1] if kept else "", "copy")


def repair(
    findings: Iterable[Finding], *, by: str = "cli", now: Callable[[], datetime] = datetime.now
) -> tuple[Mended, ...]:
    """Mend what is named, one after the other; the answer is what was mended, and how.

    What it changes in entries is one change each, which undo takes back.  Errors are the store's.
    """
    mended = []
    wanted = [finding for finding in findings if finding.fix in FIXES]
    for finding in sorted(wanted, key=lambda finding: FIXES.index(finding.fix)):
        files = StoreFiles(finding.folder, now=now)
        with files.writing():
            rows = getattr(_Mending(files, finding, by), finding.fix)()
            mended.append(Mended(finding, rows or RowCounts()))
    return tuple(mended)


class _Mending:
    """One finding, under the lock; what is done answers what became of rows, if of any."""

    def __init__(self, files: ProfileFiles, finding: Finding, by: str) -> None:
        self.files, self.finding, self.by = files, finding, by
        self.name = finding.file.removesuffix(".json")
        self.path = files.at(finding.file)

    def recover(self) -> RowCounts | None:
        done = recovery.recover(self.files, self.name)
        return done and done.rows

    def recall(self) -> RowCounts:
        return RowCounts(brought_back=recovery.recall(self.files, self.name))

    def accept(self) -> None:
        """Go on with what is there: nothing has more."""
        self.files.ledger.accept(self.name)

    def number(self) -> None:
        """Make the manifest anew from the files."""
        self.files.ledger.current()

    def reopen(self) -> RowCounts | None:
        """Let its owner read it again; else bring it back from a copy, and keep it aside."""
        with suppress(OSError):
            os.chmod(self.path, 0o600)
        try:
            self.files.disk.read(self.path)
            return None
        except OSError as error:
            reason = reason_of(error)
        ours = is_journal(self.finding.file)
        backup, copy = recovery.newest_copy(self.files, self.name) if ours else ("", {})
        if ours and not backup:
            raise DamagedError(self.path, reason)
        self._set_aside()
        if backup:
            self.files.file(self.name).storage.put_in_place(copy, 0, None)
        return RowCounts(brought_back=sum(map(len, copy.values())))

    def rewrite(self) -> None:
        """Write a file as it is, with a checksum that fits; a hand's version is kept aside."""
        storage = self.files.file(self.name).storage
        content = storage.refresh()
        storage.put_in_place(content.tables(), content.generation, content.edited)

    def drop(self) -> None:
        """Keep an entry in the month that had the last word on it."""
        files, key = self.files, self.finding.detail
        holders = [n for n in files.month_names() if key in self._table(n, "actions")]
        orders = {name: self._last_order(name, key) for name in holders}
        stays = max(orders, key=lambda name: (orders[name], name), default="")
        for name in orders.keys() - {stays}:
            document = self._table(name, "actions")[key]
            kind, day, count = (document[field] for field in ("kind", "day", "count"))
            head = Recorder(files, self.by).head("repair", kind, day, str(count))
            record(files, name, head, fixed([("actions", key, None)]))

    def merge(self) -> None:
        """Take in what the other version of a file has, then set it aside."""
        name = self.finding.detail
        data = bytes_of(self.files.disk, self.path)
        if data is None:
            return
        mine = self.files.content(name).tables()
        both = union([Version(mine, True), self._other(name, data)])
        edits = [
            (table, key, both.get(table, {}).get(key))
            for table in sorted((both.keys() | mine.keys()) - {*BOOKKEEPING})
            for key in both.get(table, {}).keys() | mine.get(table, {}).keys()
            if both.get(table, {}).get(key) != mine.get(table, {}).get(key)
        ]
        head = Recorder(self.files, self.by).head("merge", "", "", str(len(edits)))
        record(self.files, name, head, fixed(edits))
        self._set_aside()

    def finish(self) -> None:
        journaled_moves.finish(self.files)

    def settle(self) -> None:
        """Take what was written of a change as all of it."""
        for change in halves(self.files):
            settle(self.files, change.id)

    def remove(self) -> None:
        with saving(self.path):
            if self.files.disk.stamp(self.path):
                self.files.disk.remove(self.path)

    def close(self) -> None:
        with saving(self.path):
            os.chmod(self.path, 0o600 if self.finding.file else 0o700)

    def copy(self) -> None:
        backups.make(self.files, "asked")

    def _table(self, name: str, table: str) -> dict[str, dict[str, Any]]:
        return self.files.file(name).documents(table)

    def _last_order(self, name: str, key: str) -> int:
        order, _ = last_words(self._table(name, "changes")).get(("actions", key), (0, None))
        return order

    def _other(self, name: str, data: bytes) -> Version:
        if recovery.damage(self.files, name, data) is None:
            return Version(decode(data, self.path, name).tables(), True)
        sure, _ = recovery.salvage(data, name)
        return Version(sure, False)

    def _set_aside(self) -> None:
        disk, aside, name = self.files.disk, self.files.at(ASIDE_FOLDER), self.finding.file
        with saving(os.path.join(aside, name)):
            disk.make_folder(aside)
            target = disk.unused(lambda n: os.path.join(aside, name if n == 1 else f"{n} {name}"))
            disk.replace(self.path, target)
            disk.sync_folder(aside)
            disk.sync_folder(self.files.folder)
