"""The files of one profile: which there are, what they hold, and the journal that they make."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from ssi_tui.disk import Disk, Lock, as_path
from ssi_tui.errors import DamagedError, NotSavedError
from ssi_tui.model.journal import Journal
from ssi_tui.store import documents
from ssi_tui.store.file_format import EMPTY
from ssi_tui.store.tables import JournalFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ssi_tui.model.entries import Remark
    from ssi_tui.store.file_format import Content

TICK_NS = 20_000_000
"""Two writes closer than this may leave the same time behind (Linux: one tick of 4 ms)."""


PENDING_NAME = ".pending.json"
"""There while a change of several files is being written."""


BACKUP_FOLDER = "backups"


GONE = "the folder is gone"
"""Said of a profile's folder that was there: moved, deleted, or its disk taken away."""


class Hooks(NamedTuple):
    """What stands above the files, and is asked at the moments that only they know."""

    decode: Callable[[bytes, str, str], Content]
    """Bytes, path and name of a file whose checksum does not fit -> what it holds all the same."""
    copy: Callable[[ProfileFiles], str]
    """Before the first write of a day: keep a copy; the answer is why that was not possible."""
    finish: Callable[[ProfileFiles], None]
    """Under the lock: end what a stopped program began."""
    without_doubles: Callable[[ProfileFiles, dict[str, Content]], dict[str, Content]]
    """The same files, without what a move that is not finished has written twice."""
    written: Callable[[ProfileFiles], None]
    """Still under the lock, after a write or an attempt at one; must not fail."""


class ProfileFiles:
    """One folder; each file is opened when first asked for and read again when it has changed."""

    def __init__(
        self,
        folder: str | os.PathLike[str],
        disk: Disk,
        lock_seconds: float,
        now: Callable[[], datetime],
        hooks: Hooks,
    ) -> None:
        self.folder = os.path.abspath(folder)
        self.lock = Lock(self.folder, disk, lock_seconds)
        self.now, self.disk, self._hooks = now, disk, hooks
        self._copied = ""
        self.uncopied = ""
        """Why the day's backup could not be made; empty where nothing was wrong."""
        self._files: dict[str, JournalFile] = {}
        self._months: dict[str, tuple[Content, documents.StoredMonth]] = {}
        self._last_order = 0

    def file(self, name: str) -> JournalFile:
        """The file of that name, ``2026-11`` or ``profile``, whether it is there or not."""
        if name not in self._files:
            own = name == documents.NAME
            self._files[name] = JournalFile(
                self.path(name),
                self.lock,
                self.disk,
                documents.PROFILE_TABLES if own else documents.TABLES,
                decode=self._hooks.decode,
                derive=(lambda *_: {}) if own else documents.derived,
                before_write=self._copy_daily,
            )
        return self._files[name]

    def path(self, name: str) -> str:
        """Where the file of that name lies."""
        return os.path.join(self.folder, f"{name}.json")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the lock, and first finish what another program was stopped in."""
        try:
            self.look_for_folder()
        except DamagedError as error:
            raise NotSavedError(error.file, error.reason) from error
        with self.lock:
            self.lock.must_exist = True
            if self.disk.stamp(os.path.join(self.folder, PENDING_NAME)):
                self._hooks.finish(self)
            try:
                yield
            finally:
                if self.lock.outermost:
                    self._hooks.written(self)

    def look_for_folder(self) -> None:
        """From the first look on the folder has to stay: gone is not the same as empty."""
        try:
            there = self.disk.stamp(self.folder) is not None
        except OSError as error:
            raise DamagedError(as_path(self.folder), error.strerror or str(error)) from error
        if self.lock.must_exist and not there:
            raise DamagedError(as_path(self.folder), GONE)
        self.lock.must_exist = there

    def find(self, table: str, key: str) -> str | None:
        """The newest month that holds a document; DamagedError if it may be in a damaged one."""
        damaged = None
        for name in reversed(self.month_names()):
            try:
                content = self.file(name).storage.refresh()
            except DamagedError as error:
                damaged = error
                continue
            if content.has(table, key) and key in content.table(table):
                return name
        if damaged:
            raise damaged
        return None

    def month_names(self, first: date | None = None, last: date | None = None) -> list[str]:
        """The months that have a file, oldest first."""
        self.look_for_folder()
        since, until = first.isoformat()[:7] if first else "", last.isoformat()[:7] if last else "~"
        try:
            names = [name[:7] for name in self.disk.names(self.folder) if is_month(name)]
        except OSError as error:
            raise DamagedError(as_path(self.folder), error.strerror or str(error)) from error
        return sorted(name for name in names if since <= name <= until)

    def recording(self, change: int) -> list[str]:
        """The months that record a change."""
        names = self.month_names()
        return [n for n in names if self.file(n).storage.refresh().has("changes", str(change))]

    def by_age(self) -> Iterator[tuple[int, str, Callable[[], dict[str, Any]]]]:
        """(Time of the last write in ns, name, how to read the changes), newest first."""
        stamps = []
        for name in (documents.NAME, *self.month_names()):
            stamp = self.disk.stamp(self.path(name))
            if stamp:
                _, written, _ = stamp
                stamps.append((written, name))
        for written, name in sorted(stamps, reverse=True):
            yield written, name, self.file(name).rows("changes").documents

    def next_order(self, newest: int = 0) -> int:
        """A number greater than all before it: the clock's, unless that stands still."""
        self._last_order = max(time.time_ns(), newest + 1, self._last_order + 1)
        return self._last_order

    def stamp(self) -> object:
        """One look at the folder: another answer whenever a file was replaced since."""
        found = self.disk.stamp(self.folder)
        if found is None:
            return None
        inode, written, _ = found
        return inode, written, abs(time.time_ns() - written) < TICK_NS

    def journal(
        self, first: date | None, last: date | None, names: Iterable[str], *, tolerant: bool = False
    ) -> Journal:
        """The journal of these months; `tolerant`: a damaged one is left out, with a remark."""
        self.look_for_folder()
        contents: dict[str, Content] = {}
        remarks: list[Remark] = []
        for name in (documents.NAME, *names):
            try:
                content = self.file(name).storage.refresh()
            except DamagedError as error:
                if not tolerant:
                    raise
                remarks.append(_remark("damaged", name, error.reason))
            else:
                contents[name] = content
                if content.edited is not None:
                    remarks.append(_remark("edited", name))
        if self.disk.stamp(os.path.join(self.folder, PENDING_NAME)):
            contents = self._hooks.without_doubles(self, contents)
        own = contents.pop(documents.NAME, EMPTY)
        return Journal(
            months={name: self._month(name, content) for name, content in contents.items()},
            targets=documents.targets(own),
            stocks=documents.stocks(own),
            rests=documents.rests(own),
            own_actions=documents.own_actions(own),
            plan=documents.setting(own, documents.PLAN),
            first=first,
            last=last,
            remarks=tuple(remarks),
        )

    def around(self, day: date) -> Journal:
        """The days before and after that a week or a target may ask for."""
        first, last = day - timedelta(days=6), day + timedelta(days=6)
        names = {each.isoformat()[:7] for each in (first, day, last)}
        journal = self.journal(first, last, sorted(names), tolerant=True)
        days = max((target.days for target in journal.targets.values()), default=7)
        if days <= 7:
            return journal
        first = day - timedelta(days=days - 1)
        return self.journal(first, last, self.month_names(first, last), tolerant=True)

    def _copy_daily(self) -> None:
        """Before the first write of a day: keep a copy of everything."""
        day = self.now().date().isoformat()
        if day == self._copied:
            return
        self._copied = day
        if self.disk.stamp(os.path.join(self.folder, BACKUP_FOLDER, f"{day}.zip")) is None:
            self.uncopied = self._hooks.copy(self)

    def _month(self, name: str, content: Content) -> documents.StoredMonth:
        known = self._months.get(name)
        if known is None or known[0] is not content:
            known = self._months[name] = (content, documents.StoredMonth(content))
        return known[1]


def is_month(name: str) -> bool:
    """Whether this is the name of a month's file: ``2026-11.json``."""
    year, dash, rest = name[:4], name[4:5], name[5:7]
    digits = (year + rest).isascii() and year.isdigit() and rest.isdigit()
    return digits and (dash, name[7:]) == ("-", ".json") and "01" <= rest <= "12"


def _remark(code: str, name: str, reason: str = "") -> Remark:
    from ssi_tui.model.entries import Remark

    return Remark(code, f"{name}.json", reason)
