"""The files of one profile: which there are, what they hold, and the journal that they make."""

from __future__ import annotations

import os
import time
from abc import ABC, abstractmethod
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from ssi_tui.disk import LOCK_SECONDS, Disk, Lock, reading, saving
from ssi_tui.errors import DamagedError, NotSavedError
from ssi_tui.i18n import N_
from ssi_tui.model.journal import Journal
from ssi_tui.model.terms import ACTIVITY, LICENCE, Remark
from ssi_tui.store import documents
from ssi_tui.store.file_format import EMPTY, HEAD_SIZE, head_of, newest_order
from ssi_tui.store.manifest import MANIFEST_NAME, ManifestKeeper, misfit
from ssi_tui.store.tables import FileOwner, JournalFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ssi_tui.store.file_format import Content, Tables

TICK_NS = 20_000_000
"""Two writes closer than this may leave the same time behind (Linux: one tick of 4 ms)."""
PENDING_NAME = ".pending.json"
"""There while a change of several files is being written."""
BACKUP_FOLDER = "backups"
SYNC_FOLDER, SYNC_NAME = "sync", "state.json"
"""Where a machine remembers what it had at its last sync."""
ASTRAY = N_("its rows belong to another month")
"""Said of a file that lies under another file's name."""
FOREIGN = N_("it belongs to another profile")
NEWEST = 1 << 64
"""An order greater than any: of a file of which nothing is known."""
READ_AGAIN = 3
"""Times that a journal is read at most while others write to it."""
GONE = N_("the folder is gone")
"""Said of a profile's folder that was there: moved, deleted, or its disk taken away."""


class ProfileFiles(FileOwner, ABC):
    """One folder; each file is opened when first asked for and read again when it has changed.

    What stands above the files is asked, by the abstract methods, at moments that only they know.
    """

    def __init__(
        self,
        folder: str | os.PathLike[str],
        *,
        now: Callable[[], datetime] = datetime.now,
        disk: Disk | None = None,
        lock_seconds: float = LOCK_SECONDS,
    ) -> None:
        self.folder = os.path.abspath(folder)
        self.now, self.disk = now, disk or Disk()
        self.lock = Lock(self.folder, self.disk, lock_seconds)
        self._copied = ""
        self.uncopied = ""
        """Why the day's backup could not be made; empty where nothing was wrong."""
        self.ledger = ManifestKeeper(self.folder, self.disk, self.lock, self.month_names)
        self._files: dict[str, JournalFile] = {}
        self._months: dict[str, tuple[Content, documents.StoredMonth]] = {}

    def file(self, name: str) -> JournalFile:
        """The file of that name, ``2026-11`` or ``profile``, whether it is there or not."""
        if name not in self._files:
            tables = documents.PROFILE_TABLES if name == documents.NAME else documents.TABLES
            self._files[name] = JournalFile(self.path(name), self.lock, self.disk, tables, self)
        return self._files[name]

    def content(self, name: str) -> Content:
        """What that file holds now; EMPTY where it is not there: DamagedError."""
        return self.file(name).storage.refresh()

    def path(self, name: str) -> str:
        """Where the file of that name lies."""
        return self.at(f"{name}.json")

    def at(self, *names: str) -> str:
        """The path of something in the folder."""
        return os.path.join(self.folder, *names)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the lock, and first finish what another program was stopped in."""
        try:
            self.look_for_folder()
        except DamagedError as error:
            raise NotSavedError(error.file, error.reason) from error
        with self.lock, saving(self.folder):
            self.lock.must_exist = True
            if self.disk.stamp(self.at(PENDING_NAME)):
                self._finish()
            try:
                yield
            finally:
                if self.lock.outermost:
                    self._written()

    @abstractmethod
    def _finish(self) -> None:
        """Under the lock: end what a stopped program began."""

    @abstractmethod
    def _written(self) -> None:
        """Still under the lock, after a write or an attempt at one; must not fail."""

    @abstractmethod
    def _copy(self) -> str:
        """Before the first write of a day: keep a copy; the answer is why that was not possible."""

    @abstractmethod
    def _finished(
        self, contents: dict[str, Content], wanted: Callable[[str], bool]
    ) -> dict[str, Content]:
        """The same files, as they will be when what a stopped program began is finished.

        Also those of them, not there yet, that are `wanted`.
        """

    def derive(self, name: str, tables: Tables, before: Content) -> Tables:
        return {} if name == documents.NAME else documents.derived(tables, before)

    def has_read(self, name: str, content: Content) -> None:
        """Refuse a file that belongs to another month or profile: DamagedError.

        Where the checksum does not fit, its word is worth nothing, and the rows are looked at.
        """
        origin = content.origin if content.edited is None else {}
        if origin and origin.get("file") != name:
            raise DamagedError(self.path(name), ASTRAY)
        if origin and self.ledger.is_foreign(origin["profile"]):
            raise DamagedError(self.path(name), FOREIGN)

    def before_write(self, name: str, order: int) -> dict[str, Any]:
        origin = {"profile": self.ledger.current().profile, "file": name}
        self.copy_daily()
        self.ledger.prepare(order)
        return origin

    def has_written(
        self, name: str, before: Content, after: Content, order: int, accept: bool
    ) -> None:
        self.ledger.commit(name, before, after, order, accept=accept)

    def forget_sync(self) -> None:
        """After a copy was brought back: what it lacks was not deleted by anybody."""
        with suppress(FileNotFoundError):
            self.disk.remove(self.at(SYNC_FOLDER, SYNC_NAME))

    def look_for_folder(self) -> None:
        """From the first look on the folder has to stay: gone is not the same as empty."""
        with reading(self.folder):
            there = self.disk.stamp(self.folder) is not None
        if self.lock.must_exist and not there:
            raise DamagedError(self.folder, GONE)
        self.lock.must_exist = there

    def find(self, table: str, key: str) -> str | None:
        """The newest month that holds a document; DamagedError if it may be in a damaged one."""
        damaged = None
        for name in reversed(self.month_names()):
            try:
                content = self.content(name)
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
        with reading(self.folder):
            names = [name[:7] for name in self.disk.names(self.folder) if is_month(name)]
        return sorted(filter(_between(first, last), names))

    def recording(self, change: int) -> list[str]:
        """The months that record a change."""
        names = self.month_names()
        return [n for n in names if self.content(n).has("changes", str(change))]

    def newest_first(self) -> list[tuple[int, str]]:
        """(Order of the newest change in it, name) of all files, newest first.

        The manifest is trusted where the head of a file fits its line; others are read.
        """
        manifest = self.ledger.peek()
        ordered = []
        for name in (documents.NAME, *self.month_names()):
            line = manifest.line(name) if manifest else None
            try:
                head = head_of(self.disk.head(self.path(name), HEAD_SIZE))
            except OSError:
                head = 0, ""
            if line is None or head != (line.generation, line.crc):
                try:
                    order = newest_order(*self.file(name).documents("changes").values())
                except DamagedError:  # said when its turn comes
                    order = line.order if line else NEWEST
            else:
                order = line.order
            ordered.append((order, name))
        return sorted(ordered, reverse=True)

    def next_order(self, *files: JournalFile, newest: int = 0) -> int:
        """Under the lock: a number greater than that of any change before, as far as is known.

        `files`: those that may hold newer ones than that; `newest`: another number to exceed.
        """
        orders = [newest_order(*file.documents("changes").values()) for file in files]
        return max(self.ledger.current().counter, newest, *orders) + 1

    def stamp(self) -> object:
        """One look at the folder: another answer whenever a file was replaced since."""
        try:
            stamp = self.disk.stamp(self.folder)
        except OSError as error:  # said when it is read
            return error.errno
        if stamp is None:
            return None
        inode, written, _ = stamp
        return inode, written, abs(time.time_ns() - written) < TICK_NS

    def journal(
        self, first: date | None, last: date | None, names: Iterable[str], *, tolerant: bool = False
    ) -> Journal:
        """The journal of these months; `tolerant`: a damaged one is left out, with a remark."""
        self.look_for_folder()
        names = (documents.NAME, *names)
        for _ in range(READ_AGAIN):  # a restore in the middle of the reading: not half of each
            before = self._state()
            contents, remarks = self._contents(names, tolerant=tolerant)
            if before[0]:
                contents = self._finished(contents, _between(first, last))
            if before == self._state():
                break
        remarks += self._misfits(contents, first, last)
        own = contents.pop(documents.NAME, EMPTY)
        return Journal(
            months={name: self._month(name, content) for name, content in contents.items()},
            targets=documents.targets(own),
            stocks=documents.stocks(own),
            rests=documents.rests(own),
            own_actions=documents.own_actions(own),
            plan=documents.setting(own, documents.PLAN),
            activity=documents.fact(own, ACTIVITY),
            licence=documents.fact(own, LICENCE),
            first=first,
            last=last,
            remarks=tuple(remarks),
        )

    def _state(self) -> tuple[object, object]:
        """Whether something is begun, and the version of the manifest."""
        with reading(self.folder):
            return self.disk.stamp(self.at(PENDING_NAME)), self.disk.stamp(self.at(MANIFEST_NAME))

    def _contents(
        self, names: Iterable[str], *, tolerant: bool
    ) -> tuple[dict[str, Content], list[Remark]]:
        contents: dict[str, Content] = {}
        remarks: list[Remark] = []
        for name in names:
            try:
                content = self.content(name)
            except DamagedError as error:
                if not tolerant:
                    raise
                remarks.append(_remark("damaged", name, error.reason))
            else:
                contents[name] = content
                if content.edited is not None:
                    remarks.append(_remark("edited", name))
        return contents, remarks

    def _misfits(
        self, contents: dict[str, Content], first: date | None, last: date | None
    ) -> list[Remark]:
        """Files that are missing, or are not the ones that were written last."""
        manifest = self.ledger.peek()
        if manifest is None:
            return []
        wanted = _between(first, last)
        names = [*contents, *(name for name in manifest.names() if wanted(name))]
        remarks = []
        for name in dict.fromkeys(names):
            content = contents.get(name)
            if content is None:
                try:
                    content = self.content(name)
                except DamagedError:  # said already
                    continue
            code = misfit(manifest.line(name), content)
            if code and name in contents:
                code = misfit(manifest.line(name), self.content(name)) and code
            if code:
                remarks.append(_remark(code, name))
        return remarks

    def around(self, day: date) -> Journal:
        """The days before and after that a week or a target may ask for."""
        first, last = day - timedelta(days=6), day + timedelta(days=6)
        names = {moment.isoformat()[:7] for moment in (first, day, last)}
        journal = self.journal(first, last, sorted(names), tolerant=True)
        days = max((target.days for target in journal.targets.values()), default=7)
        if days <= 7:
            return journal
        first = day - timedelta(days=days - 1)
        return self.journal(first, last, self.month_names(first, last), tolerant=True)

    def copy_daily(self) -> None:
        """Before the first write of a day: keep a copy of everything."""
        day = self.now().date().isoformat()
        if day == self._copied:
            return
        self._copied = day
        if self.disk.stamp(self.at(BACKUP_FOLDER, f"{day}.zip")) is None:
            self.uncopied = self._copy()

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


def is_journal(name: str) -> bool:
    """Whether a file of that name is one of the journal's: a month's, or ``profile.json``."""
    return is_month(name) or name == f"{documents.NAME}.json"


def _between(first: date | None, last: date | None) -> Callable[[str], bool]:
    """Whether a file is among those of these days; profile.json always is."""
    since, until = first.isoformat()[:7] if first else "", last.isoformat()[:7] if last else "~"
    return lambda name: name == documents.NAME or since <= name <= until


def _remark(code: str, name: str, reason: str = "") -> Remark:
    return Remark(code, f"{name}.json", reason)
