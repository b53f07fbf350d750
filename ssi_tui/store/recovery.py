"""A damaged file written anew: from the newest good copy, and from all that it still says."""

from __future__ import annotations

import json
import os
import re
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple

from ssi_tui.disk import as_path, no_doubles
from ssi_tui.errors import BadValueError, DamagedError, NewerSchemaError, NotFoundError
from ssi_tui.model.entries import BITS, NOTE_MAX
from ssi_tui.store import backups, documents
from ssi_tui.store.changes import KEPT
from ssi_tui.store.file_format import SCHEMA
from ssi_tui.store.profile_files import is_month
from ssi_tui.store.tables import ASIDE_FOLDER
from ssi_tui.store.validation import MONTH_CHECKS, PROFILE_CHECKS, decode, read_carefully

if TYPE_CHECKING:
    from ssi_tui.store.file_format import Tables
    from ssi_tui.store.profile_files import ProfileFiles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ssi_tui.store.file_format import Tables

    Place = tuple[str, str]
    """Table and id."""
    Word = tuple[int, dict[str, Any] | None]
    """Order of the change that said so (0: none is known), and the document; None: removed."""


ONE_EACH = {
    "readings": "day",
    "notes": "day",
    "targets": "kind",
    "stocks": "stock",
    "own": "name",
    "settings": "key",
}
"""Tables with one document for each value of a field, whatever the ids."""


class Version(NamedTuple):
    """What one version of a file says."""

    tables: Tables
    whole: bool
    """False for what was salvaged: what is not in it may have been."""


def union(versions: Sequence[Version]) -> Tables:
    """All documents of all versions, the most trusted first; removed is what was removed last."""
    changes: dict[str, dict[str, Any]] = {}
    words: dict[Place, Word] = {}
    for version in versions:
        for key, record in version.tables.get("changes", {}).items():
            changes.setdefault(key, record)
        for place, word in _words(version):
            if place not in words or word[0] > words[place][0]:
                words[place] = word
    merged: Tables = {table: {} for version in versions for table in version.tables}
    for (table, key), (_, document) in sorted(words.items(), key=lambda item: item[1][0]):
        if document is not None:
            _put(merged.setdefault(table, {}), table, key, document)
    by_age = sorted(changes, key=lambda key: changes[key]["order"])
    return merged | {"changes": {key: changes[key] for key in by_age[-KEPT:]}}


def last_words(changes: Mapping[str, Mapping[str, Any]]) -> dict[Place, Word]:
    """What the recorded changes left, or their undoing."""
    said: dict[Place, Word] = {}
    for record in changes.values():
        order = record["undone"] or record["order"]
        for table, key, before, after in record["docs"]:
            document = before if record["undone"] else after
            if order > said.get((table, key), (0, None))[0]:
                said[table, key] = order, document
    return said


def _words(version: Version) -> Iterator[tuple[Place, Word]]:
    said = last_words(version.tables.get("changes", {}))
    for table, rows in version.tables.items():
        if table != "changes":
            for key, there in rows.items():
                order, _ = said.pop((table, key), (0, None))
                yield (table, key), (order, there)
    for place, (order, document) in said.items():
        yield place, (order, None if version.whole else document)


def _put(rows: dict[str, dict[str, Any]], table: str, key: str, document: dict[str, Any]) -> None:
    """Put a document in place; an older one of the same day or kind makes room."""
    field = ONE_EACH.get(table)
    other = field and next((k for k, row in rows.items() if row[field] == document[field]), None)
    if other:
        older = rows.pop(other)
        if table == "notes" and older["text"] not in document["text"]:
            both = f"{older['text']}\n{document['text']}"
            document = {**document, "text": both if len(both) <= NOTE_MAX else document["text"]}
    rows[key] = document


_ROW = re.compile(r'"(\d{1,15})"\s*:\s*\{')


_GENERATION = re.compile(rb'"generation":\s*(\d{1,12})\b')


_SCHEMA = re.compile(rb'"schema":[ \d]{5}')


UNREADABLE = "\ufffd"


class Recovered(NamedTuple):
    """What a recovery found."""

    name: str
    """``2026-11`` or ``profile``."""
    backup: str
    """The copy that was used; empty where none had this file unharmed."""
    documents: int
    """Entries, readings, notes and facts that are there now."""
    salvaged: int
    """Those of them that only the damaged file had."""
    aside: str
    """Where the damaged file lies now, as it was; empty where there was no file any more."""


def recover(files: ProfileFiles, name: str) -> Recovered | None:
    """Set a damaged file aside and write it anew; None where it is not damaged."""
    if not (is_month(f"{name}.json") or name == documents.NAME):
        raise NotFoundError("file", name)
    with files.writing():
        data = _bytes_of(files, name)
        if data is not None and damage(files, name, data) is None:
            return None
        backup, copy = _newest_copy(files, name)
        if data is None and not backup:
            raise NotFoundError("file", name)
        tables = rebuilt(data or b"", name, copy)
        generation = max((int(each) for each in _GENERATION.findall(data or b"")), default=0)
        storage = files.file(name).storage
        storage.put_in_place(tables, min(generation, 10**11), data)
    merged = {(table, key) for table, rows in tables.items() for key in rows if table != "changes"}
    copied = {(table, key) for table, rows in copy.items() for key in rows}
    aside = "" if data is None else f"{name}.{zlib.crc32(data):08x}.json"
    path = aside and os.path.join(files.folder, ASIDE_FOLDER, aside)
    return Recovered(name, backup, len(merged), len(merged - copied), path)


def rebuilt(data: bytes, name: str, copy: Tables) -> Tables:
    """What the damaged bytes still say, and what a copy says beside it."""
    sure, doubtful = salvage(data, name)
    both = union([Version(sure, False), Version(copy, True), Version(doubtful, False)])
    return {
        table: {key: row for key, row in rows.items() if _table_of(name, int(key), row) == table}
        for table, rows in both.items()
    }


def damage(files: ProfileFiles, name: str, data: bytes) -> DamagedError | None:
    """What is wrong with a file, checksum or not; NewerSchemaError is raised."""
    path = files.path(name)
    try:
        decode(data, path, name)
        read_carefully(data, as_path(path), name, SCHEMA)
    except NewerSchemaError as error:
        if _is_ours(data):
            return DamagedError(error.file, error.reason)
        raise
    except DamagedError as error:
        return error
    return None


def salvage(data: bytes, name: str) -> tuple[Tables, Tables]:
    """The documents that can still be read anywhere in a file: sure ones, and doubtful ones."""
    text = data.decode("utf-8", "replace")
    decoder = json.JSONDecoder(object_pairs_hook=no_doubles)
    sure: Tables = {}
    doubtful: Tables = {}
    place = 0
    while found := _ROW.search(text, place):
        place = found.end()
        try:
            document, end = decoder.raw_decode(text, found.end() - 1)
        except (ValueError, RecursionError):
            continue
        table = _table_of(name, int(found[1]), document)
        if table:
            tables = doubtful if UNREADABLE in text[found.end() : end] else sure
            tables.setdefault(table, {}).setdefault(str(int(found[1])), document)
            place = end
    return sure, doubtful


def _table_of(name: str, number: int, document: Any) -> str | None:
    """The table that a document belongs to, told by its fields."""
    checks = PROFILE_CHECKS if name == documents.NAME else MONTH_CHECKS
    for table, check in () if number >> BITS else checks.items():
        try:
            day = check(number, document)
        except (KeyError, TypeError, ValueError, AttributeError, BadValueError):
            continue
        return table if day is None or day.isoformat()[:7] == name else None
    return None


def _newest_copy(files: ProfileFiles, name: str) -> tuple[str, Tables]:
    for each in reversed(backups.ids(files)):
        try:
            data = backups.load(files, each).get(name)
            if data is not None and damage(files, name, data) is None:
                return each, decode(data, files.path(name), name).tables()
        except DamagedError:
            continue
    return "", {}


def _bytes_of(files: ProfileFiles, name: str) -> bytes | None:
    try:
        found = files.disk.read(files.path(name))
    except OSError as error:
        raise DamagedError(as_path(files.path(name)), error.strerror or str(error)) from error
    return found[0] if found else None


def _is_ours(data: bytes) -> bool:
    """Whether only the schema's own digits are wrong: with ours in place the checksum fits."""
    mended = _SCHEMA.sub(b'"schema":%5d' % SCHEMA, data, count=1)
    try:
        return decode(mended, "", "").edited is None
    except DamagedError:
        return False
