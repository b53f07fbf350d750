"""A journal's content as CSV, one table for everything, for spreadsheets and back again."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ssi_tui.exchange.csv_days import Order, read_day
from ssi_tui.exchange.csv_text import read_rows, write_rows
from ssi_tui.exchange.json_text import NUMBERS, WHOLE, Record, content_of, records_of
from ssi_tui.exchange.portable import Portable
from ssi_tui.exchange.refused import Fault, FileRefusedError
from ssi_tui.model.reading import BENCHMARKS

BOM = "\ufeff"
"""In a file, so that spreadsheets see that it is UTF-8; not in a pipe."""
COLUMNS = (
    *("record", "day", "name", "value", "note"),
    *("brand", "people", "insights", "relationships", *BENCHMARKS),
    *("last_day", "minutes", "key", "archived", "source", "id"),
)
_WORDS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "action": ("actions", {"kind": "name", "count": "value"}),
    "reading": ("readings", {"total": "value"}),
    "note": ("notes", {}),
    "target": ("targets", {"kind": "name", "target": "value"}),
    "stock": ("stocks", {"stock": "name"}),
    "rest": ("rests", {"first": "day", "last": "last_day", "kind": "name", "why": "note"}),
    "own action": ("own_actions", {"pillar": "value"}),
}
"""First cell of a row -> part of the content, and its fields that have another column's name."""
ID_MARK = "#"
"""Before an id, which a spreadsheet may else take for a number: 0000001e11."""
YES = "yes"


def to_csv(content: Portable) -> str:
    """The content as text, the same for the same content."""
    parts = records_of(content)
    rows: list[tuple[str, ...]] = [COLUMNS]
    for word, (part, names) in _WORDS.items():
        for record in parts[part]:
            cells = {names.get(field, field): _written(field, v) for field, v in record.items()}
            rows.append((word, *(cells.get(column, "") for column in COLUMNS[1:])))
    return write_rows(rows)


def is_export(header: Iterable[str]) -> bool:
    """Whether the first row is that of `to_csv`, however a spreadsheet has saved it."""
    return tuple(cell.strip().lower() for cell in header if cell.strip()) == COLUMNS


def from_csv(data: bytes, label: str, order: Order = Order.DAY) -> Portable:
    """What `to_csv` was given: FileRefusedError for anything else."""
    rows = read_rows(data, label)
    if not rows or not is_export(rows[0][1]):
        raise FileRefusedError(label, Fault.NO_EXPORT)
    parts: dict[str, list[tuple[str, Record]]] = {part: [] for part, _ in _WORDS.values()}
    for line, row in rows[1:]:
        word, *cells = row[: len(COLUMNS)]
        if word not in _WORDS or any(cell.strip() for cell in row[len(COLUMNS) :]):
            raise FileRefusedError(label, Fault.RECORD, str(line))
        part, names = _WORDS[word]
        filled = {name: cell for name, cell in zip(COLUMNS[1:], cells, strict=False) if cell}
        try:
            record = _record(filled, names, order)
        except ValueError:
            raise FileRefusedError(label, Fault.RECORD, str(line)) from None
        parts[part].append((str(line), record))
    return content_of(parts, label)


def _written(field: str, value: Any) -> str:
    if value is True:
        return YES
    return f"{ID_MARK}{value}" if field == "id" else str(value)


def _record(cells: Mapping[str, str], names: Mapping[str, str], order: Order) -> Record:
    """The record of a row: ValueError where a cell can't be what its column says."""
    fields = {column: field for field, column in names.items()}
    record: Record = {}
    for column, cell in cells.items():
        field = fields.get(column, column)
        if column in ("day", "last_day"):
            record[field] = _day(cell, order).isoformat()
        elif field in WHOLE:
            record[field] = int(cell)
        elif field in NUMBERS:
            record[field] = _number(cell)
        elif field == "archived":
            record[field] = cell == YES
        else:
            record[field] = cell.removeprefix(ID_MARK) if field == "id" else cell
    return record


def _day(cell: str, order: Order) -> date:
    day = read_day(cell, order)
    if day is None:
        raise ValueError(cell)
    return day


def _number(cell: str) -> float | int:
    """A number with point or comma; whole ones stay whole."""
    text = cell.strip().replace(",", ".")
    return int(text) if text.isdecimal() else float(text)
