"""The seam with TinyDB: a storage that replaces the file in one step, a table that locks."""

from __future__ import annotations

import os
import zlib
from contextlib import contextmanager, suppress
from threading import get_ident
from typing import TYPE_CHECKING, Any

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from ssi_tui.disk import TEMPORARY_NAME, reading, saving
from ssi_tui.errors import NotSavedError
from ssi_tui.store.file_format import (
    EMPTY,
    HEAD_SIZE,
    ORIGIN,
    Content,
    Rows,
    checked,
    encode,
    newest_order,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tinydb.queries import QueryLike
    from tinydb.table import Document

    from ssi_tui.disk import Disk, Lock, Stamp
    from ssi_tui.store.file_format import Tables

ASIDE_FOLDER = "aside"
"""Where files that were changed by hand or damaged are kept as they were found."""


def new_id() -> int:
    """A random id of 48 bits."""
    return int.from_bytes(os.urandom(6), "big")


class FileOwner:
    """What a file asks and tells whoever it belongs to; here it belongs to nobody."""

    def decode(self, data: bytes, path: str, name: str) -> Content:
        """What a file holds whose checksum does not fit: DamagedError."""
        raise NotImplementedError

    def derive(self, name: str, tables: Tables, before: Content) -> Tables:
        """Tables that are made anew from the others at each write."""
        return {}

    def has_read(self, name: str, content: Content) -> None:
        """A file was read anew: DamagedError refuses it."""

    def before_write(self, name: str, order: int) -> dict[str, Any]:
        """Under the lock: a file is about to be put in place; the origin to write it with."""
        return {}

    def has_written(
        self, name: str, before: Content, after: Content, order: int, accept: bool
    ) -> None:
        """Under the lock: a file is in place; `order`: of the newest change in it."""


class FileStorage(Storage):
    """One file of the journal; keeps what it has read until the file on the disk is another."""

    def __init__(
        self, path: str, lock: Lock, disk: Disk, tables: tuple[str, ...], owner: FileOwner
    ) -> None:
        self.path = path
        self._lock, self._disk, self._names, self._owner = lock, disk, tables, owner
        self._seen: tuple[Stamp, Content] | None = None  # one value: readers take no lock
        self._working: Tables | None = None
        self._worker = 0
        self._changed = False

    @property
    def month(self) -> str:
        """``2026-11``, or ``profile``."""
        return os.path.basename(self.path).removesuffix(".json")

    def read(self) -> Tables:
        """The tables as they are now; inside a transaction, as it has made them so far."""
        if self._working is not None and self._worker == get_ident():
            return self._working
        return self.refresh().tables()

    def table(self, name: str) -> dict[str, dict[str, Any]]:
        """One table as `read` has it; shared, so never to be changed in place."""
        if self._working is not None and self._worker == get_ident():
            return self._working.get(name, {})
        return self.refresh().table(name)

    def write(self, data: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
        """Put `data` in place of all tables."""
        with self.transaction() as tables:
            tables.clear()
            tables.update(data)  # type: ignore[arg-type]
            self._changed = True

    def refresh(self) -> Content:
        """What the disk holds, read again only if its stamp is another; takes no lock."""
        seen = self._seen
        with reading(self.path):
            stamp = self._disk.stamp(self.path)
            if seen and stamp == seen[0]:
                return seen[1]
            file = self._disk.read(self.path) if stamp else None
        if file is None:
            self.forget()
            return EMPTY
        data, stamp = file
        content = checked(data) or self._owner.decode(data, self.path, self.month)
        self._owner.has_read(self.month, content)
        self._seen = (stamp, content)
        return content

    def forget(self) -> None:
        """Trust nothing in memory any more."""
        self._seen = None

    @contextmanager
    def transaction(self) -> Iterator[Tables]:
        """Lock, read what is there, and write what has become of it in one replace."""
        with self._lock:
            if self._working is not None:
                yield self._working
                return
            try:
                content = self._look_again()
                self._working = content.tables()
                self._worker, self._changed = get_ident(), False
                yield self._working
                if self._changed:
                    self._commit(content, self._working)
            except BaseException:
                self.forget()
                raise
            finally:
                self._working = None

    def put_in_place(self, tables: Tables, generation: int, damaged: bytes | None) -> None:
        """Write a file anew in place of a damaged one, which is kept aside as it was."""
        with self._lock:
            self._commit(Content({}, generation, b"", edited=damaged), tables, accept=True)

    def put_table(self, name: str, documents: dict[str, dict[str, Any]]) -> None:
        """Inside a transaction: put a whole table in place."""
        assert self._working is not None
        self._working[name] = documents
        self._changed = True

    def _look_again(self) -> Content:
        """As `refresh`, and sure: an inode can be used again within one tick of the clock."""
        with suppress(OSError):  # refresh says what is wrong
            if self._seen and self._disk.head(self.path, HEAD_SIZE) != self._seen[1].head:
                self.forget()
        return self.refresh()

    def _commit(self, content: Content, tables: Tables, *, accept: bool = False) -> None:
        tables = {name: {} for name in self._names} | tables  # also after a table was dropped
        order = newest_order(*tables.get("changes", {}).values())
        with saving(self.path):
            origin = self._owner.before_write(self.month, order)
        if origin:
            tables[ORIGIN] = {"1": {**tables.get(ORIGIN, {}).get("1", {}), **origin}}
        tables = self._owner.derive(self.month, tables, content) | tables
        data = encode(tables, content.generation + 1)
        after = Content(tables, content.generation + 1, data[:HEAD_SIZE])
        folder = os.path.dirname(self.path)
        if content.edited is not None:
            self._keep_aside(folder, content.edited)
        stamp = self._disk.put(
            self.path,
            data,
            meanwhile=lambda: self._owner.has_written(self.month, content, after, order, accept),
        )
        for rows in tables.values():
            if isinstance(rows, Rows):
                rows.puts = ()
        self._seen = (stamp, after)

    def _keep_aside(self, folder: str, data: bytes) -> None:
        aside = os.path.join(folder, ASIDE_FOLDER)
        path = os.path.join(aside, f"{self.month}.{zlib.crc32(data):08x}.json")
        with saving(self.path):
            self._disk.make_folder(aside)
            known = self._disk.stamp(path)
        if known is None:
            try:
                self._disk.put(path, data, os.path.join(folder, TEMPORARY_NAME))
            except NotSavedError as error:  # in doubt or not: the file itself is as it was
                raise NotSavedError(self.path, error.reason) from error


class JournalTable(Table):
    """A table whose changes are locked from reading to writing, and whose answers are fresh."""

    _storage: FileStorage

    def documents(self) -> dict[str, dict[str, Any]]:
        """Id -> document, as they are now; shared, so never to be changed in place."""
        return self._storage.table(self.name)

    def put(self, key: str, document: dict[str, Any] | None) -> dict[str, Any] | None:
        """Put one document in place, or remove it; what was there before."""
        with self._storage.transaction() as tables:
            documents = tables.get(self.name, {})
            rows = documents if isinstance(documents, Rows) else Rows(documents)
            self._storage.put_table(self.name, rows.put(key, document))
        return documents.get(key)

    def search(self, cond: QueryLike) -> list[Document]:
        """All documents that fit, as they are on the disk now."""
        self.clear_cache()
        return super().search(cond)

    def _get_next_id(self) -> int:
        return new_id()

    def _update_table(self, updater: Callable[[dict[int, Mapping[Any, Any]]], None]) -> None:
        with self._storage.transaction() as tables:
            table: dict[int, Mapping[Any, Any]] = {
                int(key): dict(document) for key, document in tables.get(self.name, {}).items()
            }
            updater(table)
            self._storage.put_table(
                self.name, {str(key): dict(document) for key, document in table.items()}
            )


class JournalFile(TinyDB):
    """One file of the journal, as TinyDB sees it."""

    table_class = JournalTable
    default_table_name = "actions"
    storage: FileStorage

    def __init__(
        self, path: str, lock: Lock, disk: Disk, tables: tuple[str, ...], owner: FileOwner
    ) -> None:
        super().__init__(path, lock, disk, tables, owner, storage=FileStorage)

    def rows(self, name: str) -> JournalTable:
        """One of the tables."""
        table = self.table(name)
        assert isinstance(table, JournalTable)
        return table

    def documents(self, name: str) -> dict[str, dict[str, Any]]:
        """Id -> document of one of the tables, as they are now; shared, never to be changed."""
        return self.storage.table(name)
