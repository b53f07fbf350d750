"""A damaged file written anew: from the newest good copy, and from all that it still says."""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from ssi_tui.disk import bytes_of, no_doubles
from ssi_tui.errors import BadValueError, DamagedError, NewerSchemaError, NotFoundError
from ssi_tui.model.terms import BITS, NOTE_MAX
from ssi_tui.store import backups, documents
from ssi_tui.store.changes import KEPT
from ssi_tui.store.file_format import ORIGIN, SCHEMA, newest_order
from ssi_tui.store.profile_files import FOREIGN, is_journal, is_month
from ssi_tui.store.tables import ASIDE_FOLDER
from ssi_tui.store.validation import (
    BOOKKEEPING,
    MONTH_CHECKS,
    PROFILE_CHECKS,
    decode,
    read_carefully,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ssi_tui.store.file_format import Content, Tables
    from ssi_tui.store.profile_files import ProfileFiles

    Place = tuple[str, str]
    """Table and id."""
    Word = tuple[int, dict[str, Any] | None]
    """Order of the change that said so (0: none is known), and the document; None: removed."""


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
            known = changes.setdefault(key, record)
            if newest_order(record) > newest_order(known):  # taken back, or done again, since
                changes[key] = record
        for place, word in _words(version):
            if place not in words or word[0] > words[place][0]:
                words[place] = word
    merged: Tables = {table: {} for version in versions for table in version.tables}
    for (table, key), (_, document) in sorted(words.items(), key=lambda item: item[1][0]):
        if document is not None:
            _put(merged.setdefault(table, {}), table, key, document)
    by_age = sorted(changes, key=lambda key: changes[key]["order"])
    revisions: dict[str, dict[str, Any]] = {}
    for version in versions:
        for key, revision in version.tables.get(documents.REVISIONS, {}).items():
            if revision["order"] > revisions.get(key, {"order": -1})["order"]:
                revisions[key] = revision
    merged |= {"changes": {key: changes[key] for key in by_age[-KEPT:]}}
    origins = [version.tables.get(ORIGIN, {}).get("1", {}) for version in versions]
    forgotten = max((origin.get("forgotten", 0) for origin in origins), default=0)
    forgotten = max(forgotten, *(changes[key]["order"] for key in by_age[:-KEPT]), 0)
    merged[ORIGIN] = {"1": {**next(filter(None, origins), {}), "forgotten": forgotten}}
    return merged | ({documents.REVISIONS: revisions} if revisions else {})


def last_words(changes: Mapping[str, Mapping[str, Any]]) -> dict[Place, Word]:
    """What the recorded changes left, or their undoing or doing again."""
    said: dict[Place, Word] = {}
    for record in changes.values():
        order = newest_order(record)
        for table, key, before, after in record["docs"]:
            document = before if record["undone"] else after
            if order > said.get((table, key), (0, None))[0]:
                said[table, key] = order, document
    return said


def _words(version: Version) -> Iterator[tuple[Place, Word]]:
    said = last_words(version.tables.get("changes", {}))
    for key, revision in version.tables.get(documents.REVISIONS, {}).items():
        place = revision["table"], key
        if revision["order"] > said.get(place, (0, None))[0]:
            said[place] = revision["order"], version.tables.get(place[0], {}).get(key)
    for table, rows in version.tables.items():
        if table not in BOOKKEEPING:
            for key, there in rows.items():
                order, _ = said.pop((table, key), (0, None))
                yield (table, key), (order, there)
    for place, (order, document) in said.items():
        yield place, (order, None if version.whole else document)


def _put(rows: dict[str, dict[str, Any]], table: str, key: str, document: dict[str, Any]) -> None:
    """Put a document in place; an older one of the same day or kind makes room."""
    field = documents.ONE_EACH.get(table)
    other = field and next((k for k, row in rows.items() if row[field] == document[field]), None)
    if other:
        older = rows.pop(other)
        if table == "notes" and older["text"] not in document["text"]:
            both = f"{older['text']}\n{document['text']}"
            document = {**document, "text": both if len(both) <= NOTE_MAX else document["text"]}
    rows[key] = document


_DECODER = json.JSONDecoder(object_pairs_hook=no_doubles)
REFUSED = (KeyError, TypeError, ValueError, AttributeError, BadValueError)
"""What the checks of a row raise."""
_ROW_BYTES = re.compile(rb'"(\d{1,15})"\s*:\s*\{')
_ROW = re.compile(r'"(\d{1,15})"\s*:\s*\{')
_GENERATION = re.compile(rb'"generation":\s*(\d{1,12})\b')
_SCHEMA = re.compile(rb'"schema":[ \d]{5}')
UNREADABLE = "\ufffd"


class RowCounts(NamedTuple):
    """What became of the rows of a file that was written anew."""

    kept: int = 0
    """In it again."""
    moved: int = 0
    """In the month that they belong to now."""
    set_aside: int = 0
    """Only in the file as it was, which is kept."""
    brought_back: int = 0
    """That only the copy had."""


class Recovered(NamedTuple):
    """What a recovery found."""

    backup: str
    """The copy that was used; empty where none had this file unharmed."""
    documents: int
    """Entries, readings, notes and facts that are there now."""
    rows: RowCounts


def recover(files: ProfileFiles, name: str) -> Recovered | None:
    """Set a damaged file aside and write it anew; None where it is not damaged.

    Rows that belong to another month go there, unless that is damaged itself: then they wait in
    the file that is set aside, and are taken in when that month is recovered.
    """
    if not is_journal(f"{name}.json"):
        raise NotFoundError("file", name)
    with files.writing():
        data = bytes_of(files.disk, files.path(name))
        wrong = None if data is None else damage(files, name, data)
        if data is not None and wrong is None:
            return None
        backup, copy = newest_copy(files, name)
        if data is None and not backup:
            raise NotFoundError("file", name)
        mine = b"" if data is None or (wrong and wrong.reason == FOREIGN) else data
        strays = _strays(mine, name)
        moved = _move_strays(files, strays)
        tables = rebuilt(mine, name, copy)
        for key in {key for each in strays.values() for key in each.get("changes", {})}:
            tables["changes"].pop(key, None)
        for other in _waiting(files, name):
            tables = union([Version(tables, True), Version(other, False)])
        generation = max((int(each) for each in _GENERATION.findall(mine)), default=0)
        storage = files.file(name).storage
        files.forget_sync()
        storage.put_in_place(tables, min(generation, 10**11), data)
    merged = _rows(tables)
    sure, doubtful = salvage(mine, name)
    row_count = len({int(each) for each in _ROW_BYTES.findall(data or b"")} - {1})
    here = _rows(sure) | _rows(doubtful)
    kept, brought = len(merged & here), len(merged & _rows(copy) - here)
    known = {key for table in (sure, doubtful) for place, rows in table.items() for key in rows}
    lost = max(0, row_count - len(known) - moved) if mine else row_count
    return Recovered(backup, len(merged), RowCounts(kept, moved, lost, brought))


def _rows(tables: Tables) -> set[Place]:
    """What of some tables a person has entered."""
    return {(t, key) for t, rows in tables.items() if t not in BOOKKEEPING for key in rows}


def _strays(data: bytes, name: str) -> dict[str, Tables]:
    """Month -> the rows in a file that belong there, and the changes that made them."""
    if name == documents.NAME:
        return {}
    strays: dict[str, Tables] = {}
    for key, document, _sort, whole in _rows_in(data, _dated):
        table, month = _place_of(name, int(key), document) if whole else ("", "")
        month = month or (_month_of(document) if table else "")
        if month and month != name:
            strays.setdefault(month, {}).setdefault(table, {})[key] = document
    return strays


def _dated(_: int, document: Any) -> str:
    """Something for a row that has a day, or for a change."""
    return "row" if document.keys() & {"day", "docs"} else ""


def _month_of(change: Any) -> str:
    """The month whose rows a change has changed; empty where it says nothing."""
    for _, _, *images in change.get("docs", ()):
        for image in images:
            if image and "day" in image:
                return str(image["day"])[:7]
    return ""


def _move_strays(files: ProfileFiles, strays: Mapping[str, Tables]) -> int:
    """Put rows into the months that they belong to; how many there were."""
    moved = 0
    for month, tables in sorted(strays.items()):
        moved += len(_rows(tables))
        data = bytes_of(files.disk, files.path(month))
        if data is not None and damage(files, month, data):
            continue  # its own recovery takes them from the file that is set aside
        storage = files.file(month).storage
        content = storage.refresh()
        both = union([Version(content.tables(), True), Version(tables, False)])
        if content.generation == 0 or _rows(both) - _rows(content.tables()):
            storage.put_in_place(both, content.generation, content.edited)
    return moved


def _waiting(files: ProfileFiles, name: str) -> Iterator[Tables]:
    """What files set aside, or damaged still, have for a month."""
    aside = files.at(ASIDE_FOLDER)
    places = [files.path(each) for each in files.month_names() if each != name]
    with suppress(OSError):
        places = [*(os.path.join(aside, n) for n in sorted(files.disk.names(aside))), *places]
    for path in places:
        base = os.path.basename(path)
        if not is_month(f"{base[:7]}.json") or base[:7] == name:
            continue
        try:
            file = files.disk.read(path)
        except OSError:
            continue
        if file:
            strays = _strays(file[0], base[:7])
            if name in strays:
                yield strays[name]


def recall(files: ProfileFiles, name: str) -> int:
    """Put what a copy has of a missing or older file beside what is there; nothing is removed.

    The answer is how many rows came back; where no copy has more, the file is taken as it is.
    """
    with files.writing():
        content = files.content(name)
        both = completed(files, name)
        if both is None:
            files.ledger.accept(name)
            return 0
        files.file(name).storage.put_in_place(both, content.generation, content.edited)
    return len(_rows(both) - _rows(content.tables()))


def completed(files: ProfileFiles, name: str) -> Tables | None:
    """A file and what the copy has beside it that knows most of it; None where none has more."""
    manifest = files.ledger.peek()
    line = manifest.line(name) if manifest else None
    mine = files.content(name).tables()
    copies = [copy for _, copy in _copies(files, name)]
    for copy in sorted(copies, key=attrgetter("generation"), reverse=True):
        if line is None or copy.generation <= line.last:
            both = union([Version(copy.tables(), True), Version(mine, False)])
            if any(both.get(t, {}).get(k) != mine.get(t, {}).get(k) for t, k in _rows(both)):
                return both
    return None


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
        files.has_read(name, decode(data, path, name))
        read_carefully(data, path, name, SCHEMA)
    except NewerSchemaError as error:
        if _is_ours(data):
            return DamagedError(error.file, error.reason)
        raise
    except DamagedError as error:
        return error
    return None


def salvage(data: bytes, name: str) -> tuple[Tables, Tables]:
    """The documents that can still be read anywhere in a file: sure ones, and doubtful ones."""
    sure: Tables = {}
    doubtful: Tables = {}
    for key, document, table, whole in _rows_in(data, partial(_table_of, name)):
        (sure if whole else doubtful).setdefault(table, {}).setdefault(key, document)
    return sure, doubtful


def _rows_in(
    data: bytes, sort_of: Callable[[int, Any], str]
) -> Iterator[tuple[str, dict[str, Any], str, bool]]:
    """Id, document, sort, and whether no byte of it is lost, of each row that is of a sort.

    What is of none is looked into: rows may stand in it.
    """
    text, place = data.decode("utf-8", "replace"), 0
    while row := _ROW.search(text, place):
        number, place = int(row[1]), row.end()
        try:
            document, end = _DECODER.raw_decode(text, place - 1)
        except (ValueError, RecursionError):
            continue
        sort = sort_of(number, document)
        if sort:
            yield str(number), document, sort, UNREADABLE not in text[place:end]
            place = end


def _table_of(name: str, number: int, document: Any) -> str:
    """The table of that file that a document belongs to; empty for none."""
    table, month = ("", "") if number >> BITS else _place_of(name, number, document)
    return table if month in ("", name) else ""


def _place_of(name: str, number: int, document: Any) -> tuple[str, str]:
    """The table that a document belongs to, told by its fields, and its month; empty for none."""
    checks = PROFILE_CHECKS if name == documents.NAME else MONTH_CHECKS
    for table, check in checks.items():
        with suppress(*REFUSED):
            day = check(number, document)
            return table, day.isoformat()[:7] if day else ""
    return "", ""


def newest_copy(files: ProfileFiles, name: str) -> tuple[str, Tables]:
    """The newest copy that has a file unharmed, and its tables; empty where there is none."""
    unharmed = ((backup_id, copy.tables()) for backup_id, copy in _copies(files, name))
    return next(unharmed, ("", {}))


def _copies(files: ProfileFiles, name: str) -> Iterator[tuple[str, Content]]:
    """The copies that have a file unharmed, and what it holds there; newest first."""
    for backup_id in reversed(backups.ids(files)):
        data = _in_copy(files, backup_id, name)
        if data is not None:
            yield backup_id, decode(data, files.path(name), name)


def _in_copy(files: ProfileFiles, backup_id: str, name: str) -> bytes | None:
    """A file as a copy has it; None where it has none, or a damaged one.

    DamagedError where the copy can't be read: it may be the one that has it.
    """
    try:
        data = backups.load(files, backup_id).get(name)
        return data if data is not None and damage(files, name, data) is None else None
    except DamagedError as error:
        if isinstance(error.__cause__, OSError):
            raise
        return None


def _is_ours(data: bytes) -> bool:
    """Whether only the schema's own digits are wrong: with ours in place the checksum fits."""
    mended = _SCHEMA.sub(b'"schema":%5d' % SCHEMA, data, count=1)
    try:
        return decode(mended, "", "").edited is None
    except DamagedError:
        return False
