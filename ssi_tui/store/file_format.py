"""How a file of the journal reads: a first part of fixed width, then one table a line.

It begins ``{"store":{"1":{"schema":    1,"generation":           7,"crc32":"89abcdef"}},``.  The
checksum covers every other byte and is checked without parsing; plain TinyDB reads the whole.
A month's counts come next: ten years are counted without parsing a single entry.
"""

from __future__ import annotations

import json
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    Tables = dict[str, dict[str, dict[str, Any]]]
    Put = tuple[dict[str, Any] | None, dict[str, Any] | None]
    """A document before and after; None where there was or is none."""
    Edit = tuple[str, str, dict[str, Any] | None]
    """Table, id, and the document that is to stand there (None: removed)."""


SCHEMA = 1
"""Raised when an older program could not read the files any more."""
_START = b'{"store":{"1":{"schema":%5d,"generation":%12d,"crc32":"'
_END = b'"}},\n'
_CRC_AT = len(_START % (1, 1))
_dump = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode
COUNTS = "counts"
"""A table made anew from the others at each write, and trusted only where the checksum fits."""

ORIGIN = "origin"
"""A table of one row: the profile and the file that the rows belong to, and up to which order
changes were forgotten here.  Older files have none."""

HEAD_SIZE = _CRC_AT + 8 + len(_END)
"""Bytes of the first table, the same in every file."""


class Rows(dict[str, dict[str, Any]]):
    """A table that knows its own text, so that one new entry is not the writing of all.

    Ids are no keys inside documents, so that a row stands in the text only once.
    """

    __slots__ = ("puts", "text")

    def __init__(self, documents: Mapping[str, dict[str, Any]], text: str = "") -> None:
        super().__init__(documents)
        self.text = text or _dump(documents)
        self.puts: tuple[Put, ...] = ()
        """What was put since the file was read."""

    def put(self, key: str, document: dict[str, Any] | None) -> Rows:
        """Another table, with one document put in place or removed."""
        rows = self._with(key, document)
        rows.puts = (*self.puts, (self.get(key), document))
        return rows

    def _with(self, key: str, document: dict[str, Any] | None) -> Rows:
        documents, before, text = dict(self), self.get(key), self.text
        if document is None:
            documents.pop(key, None)
        else:
            documents[key] = document
        if before is None:
            if document is not None:
                text = f"{text[:-1]}{',' if self else ''}{_row(key, document)}}}"
            return Rows(documents, text)
        old = _row(key, before)
        if old not in text:  # another program's spacing
            return Rows(documents, _dump(documents))
        if document is not None:
            return Rows(documents, text.replace(old, _row(key, document), 1))
        joint = next(each for each in (f",{old}", f"{old},", old) if each in text)
        return Rows(documents, text.replace(joint, "", 1))


def _row(key: str, document: dict[str, Any]) -> str:
    return f'"{key}":{_dump(document)}'


class Content:
    """A file as it was found; each table is parsed when it is first asked for."""

    __slots__ = ("_lines", "_tables", "edited", "generation", "head")

    def __init__(
        self,
        tables: Tables,
        generation: int,
        head: bytes,
        *,
        lines: dict[str, str] | None = None,
        edited: bytes | None = None,
    ) -> None:
        self._tables = tables
        self._lines = lines or {}
        self.generation = generation
        """Goes up by one at each write."""
        self.head = head
        """The first HEAD_SIZE bytes."""
        self.edited = edited
        """The whole file, if its checksum does not fit: changed by hand."""

    def table(self, name: str) -> dict[str, dict[str, Any]]:
        """Id -> document; shared, so never to be changed in place."""
        if name in self._lines and name not in self._tables:
            self._tables[name] = json.loads(self._lines[name])
        return self._tables.get(name, {})

    def tables(self) -> Tables:
        """All tables, to be changed one by one."""
        whole: Tables = {
            name: Rows(self.table(name), line)
            for name, line in self._lines.items()
            if name != COUNTS
        }
        return whole or {name: rows for name, rows in self._tables.items() if name != COUNTS}

    @property
    def crc(self) -> str:
        """The checksum as the file says it; empty where there is no file."""
        return self.head[_CRC_AT : _CRC_AT + 8].decode("ascii", "replace")

    @property
    def origin(self) -> dict[str, Any]:
        """Where the rows belong; empty where the file does not say."""
        return self.table(ORIGIN).get("1", {})

    def has(self, table: str, key: str) -> bool:
        """Whether a document may be there, without parsing: False is sure."""
        if table in self._lines and table not in self._tables:
            return f'"{key}":{{' in self._lines[table]
        return key in self.table(table)


def head_of(data: bytes) -> tuple[int, str]:
    """Generation and checksum as the first bytes of a file say them; 0 where they say nothing."""
    place = data.find(b'"generation":', 0, HEAD_SIZE) + 13
    digits = data[place : place + 12].strip()
    if data[:HEAD_SIZE].endswith(_END) and digits.isdigit():
        return int(digits), data[_CRC_AT : _CRC_AT + 8].decode("ascii", "replace")
    return 0, ""


def newest_order(*changes: Mapping[str, Any]) -> int:
    """The order of the newest of some changes, or of what was done to one of them last."""
    orders = ((each["order"], each["undone"], each.get("turned", 0)) for each in changes)
    return max((int(order) for three in orders for order in three), default=0)


EMPTY = Content({}, 0, b"")


def encode(tables: Tables, generation: int) -> bytes:
    """The bytes of a file: ASCII, whatever the texts, so that no encoding can be mistaken."""
    body = ",\n".join(
        f"{_dump(name)}:{table.text if isinstance(table, Rows) else _dump(table)}"
        for name, table in tables.items()
    )
    rest = _END + body.encode("ascii") + b"}\n"
    start = _START % (SCHEMA, generation)
    return b"%s%08x%s" % (start, zlib.crc32(rest, zlib.crc32(start)), rest)


def checked(data: bytes) -> Content | None:
    """The content of a file whose checksum fits; None asks for a careful look."""
    head = data[:HEAD_SIZE]
    crc = zlib.crc32(data[_CRC_AT + 8 :], zlib.crc32(data[:_CRC_AT]))
    if data[_CRC_AT : _CRC_AT + 8] == b"%08x" % crc and data.endswith(b"}\n"):
        with suppress(ValueError, KeyError, TypeError):  # a stranger's: the careful way finds out
            own = json.loads(head[:-2] + b"}")["store"]["1"]
            if own["schema"] == SCHEMA:
                lines = data[HEAD_SIZE:-2].decode("ascii").split(",\n")
                parts = (line.split('":', 1) for line in lines)
                named = {name[1:]: table for name, table in parts}
                return Content({}, own["generation"], head, lines=named)
    return None
