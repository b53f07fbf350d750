"""The union of several versions of one file: by id, and the newest word on each counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ssi_tui.model.checks import NOTE_MAX
from ssi_tui.store.recording import KEPT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ssi_tui.store.layout import Tables

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
