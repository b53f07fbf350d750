"""A journal's content as JSON: the same bytes for the same content, one record a line."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NoReturn, TypeVar

from ssi_tui.errors import BadValueError
from ssi_tui.exchange.csv_text import Fault, FileRefusedError, read_rows, write_rows
from ssi_tui.exchange.days import Order, read_day
from ssi_tui.exchange.merge import Portable, plain, record_of
from ssi_tui.model.entries import BENCHMARKS, Action, Reading
from ssi_tui.model.terms import (
    FACT_CHOICES,
    OwnAction,
    Rest,
    Target,
    check_kind,
    check_own_action,
    check_rest,
    check_text,
    parse_short,
)
from ssi_tui.store.documents import NO_TARGET, check_fact, check_stock

FORMAT = "ssi-tui journal"
VERSION = 1
"""Raised when an older program could not read the files any more."""
Record = dict[str, Any]
Found = TypeVar("Found")
WHOLE = frozenset(("count", "industry_rank", "network_rank"))

NUMBERS = frozenset(
    (
        *("total", "brand", "people", "insights", "relationships", "minutes", "value"),
        *("industry_average", "network_average"),
    )
)


def records_of(content: Portable) -> dict[str, list[Record]]:
    """The content as lists of plain records, each list in its order."""
    readings = [record_of(reading) for reading in content.readings.values()]
    return {
        "actions": _ordered(record_of(action) for action in content.actions.values()),
        "readings": _ordered({**each, "id": ""} for each in readings),
        "notes": _ordered({"day": str(day), "note": text} for day, text in content.notes.items()),
        "targets": _ordered({"kind": k, "target": text} for k, text in content.targets.items()),
        "stocks": _ordered({"stock": str(s), "value": n} for s, n in content.stocks.items()),
        "facts": _ordered({"fact": name, "said": said} for name, said in content.facts.items()),
        "rests": _ordered(
            {"first": str(rest.first), "last": str(rest.last), "kind": rest.kind, "why": rest.why}
            for rest in content.rests.values()
        ),
        "own_actions": _ordered(own._asdict() for own in content.own_actions.values()),
    }


def content_of(parts: Mapping[str, Iterable[tuple[str, Record]]], label: str) -> Portable:
    """What (place, record) pairs say: FileRefusedError names the first that is none."""
    values: dict[str, dict[Any, Any]] = {}
    for part, read in _READERS.items():
        values[part] = {}
        for place, record in parts.get(part, ()):
            try:
                key, value = read(_checked(record))
            except (BadValueError, KeyError, TypeError, ValueError, AttributeError):
                raise FileRefusedError(label, Fault.RECORD, place) from None
            if key in values[part]:
                raise FileRefusedError(label, Fault.RECORD, place)
            values[part][key] = value
    return Portable(**values)


def to_json(content: Portable) -> bytes:
    """The content as text."""
    head = f'{{"format": {json.dumps(FORMAT)},\n"version": {VERSION}'
    parts = (
        f'"{name}": [' + ",\n ".join(json.dumps(r, ensure_ascii=False) for r in records) + "]"
        for name, records in records_of(content).items()
    )
    return (",\n".join([head, *parts]) + "}\n").encode()


def is_json_export(data: bytes) -> bool:
    """Whether JSON says that `to_json` wrote it, or is so spoilt that nobody can tell."""
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError):
        return b'"memberScore"' not in data and b"\n{" not in data
    return isinstance(tree, dict) and tree.get("format") == FORMAT


def from_json(data: bytes, label: str) -> Portable:
    """What `to_json` was given: FileRefusedError for anything else."""
    try:
        content = json.loads(data, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise FileRefusedError(label, Fault.NOT_JSON) from None
    if not isinstance(content, dict) or content.pop("format", None) != FORMAT:
        raise FileRefusedError(label, Fault.NO_EXPORT)
    version = content.pop("version", None)
    if isinstance(version, int) and version > VERSION:
        raise FileRefusedError(label, Fault.NEWER)
    lists = all(isinstance(records, list) for records in content.values())
    if version != VERSION or not lists or content.keys() - _READERS.keys():
        raise FileRefusedError(label, Fault.NO_EXPORT)
    return content_of(
        {
            name: [(f"{name}[{number}]", record) for number, record in enumerate(records)]
            for name, records in content.items()
        },
        label,
    )


def _ordered(records: Iterable[Record]) -> list[Record]:
    """By day, then by what else they say; what says nothing is left out."""
    kept = (
        {
            name: plain(value) if isinstance(value, float) else value
            for name, value in record.items()
            if value is not None and value is not False and value != ""
        }
        for record in records
    )
    return sorted(kept, key=lambda r: (r.get("day", ""), r.get("id", ""), json.dumps(r)))


def _checked(record: Any) -> Record:
    """The record, if every value has the type that its name asks for."""
    for name, value in record.items():
        if name in WHOLE:
            fits = isinstance(value, int) and not isinstance(value, bool)
        elif name in NUMBERS:
            fits = isinstance(value, int | float) and not isinstance(value, bool)
        elif name == "archived":
            fits = isinstance(value, bool)
        else:
            fits = isinstance(value, str)
        if not fits:
            raise ValueError(name)
    return dict(record)


def _action(record: Record) -> tuple[int, Action]:
    number = parse_short(record.pop("id"))
    check_text("source", record.get("source", ""), 20)
    return number, Action(id=number, **{**record, "day": date.fromisoformat(record["day"])})


def _reading(record: Record) -> tuple[date, Reading]:
    from ssi_tui.store.tables import new_id

    day = date.fromisoformat(record["day"])
    check_text("source", record.get("source", ""), 20)
    return day, Reading(id=new_id(), **{**record, "day": day})


def _note(record: Record) -> tuple[date, str]:
    day, text = date.fromisoformat(record.pop("day")), record.pop("note")
    check_text("note", text)
    if not text:
        raise ValueError("note")
    return _all(record, (day, text))


def _target(record: Record) -> tuple[str, str]:
    kind, text = record.pop("kind"), record.pop("target")
    check_kind(kind)
    return _all(record, (kind, text if text == NO_TARGET else str(Target.parse(kind, text))))


def _stock(record: Record) -> tuple[str, float]:
    stock, value = record.pop("stock"), record.pop("value")
    check_stock(stock, value)
    return _all(record, (stock, value))


def _fact(record: Record) -> tuple[str, str]:
    name, said = record.pop("fact"), record.pop("said")
    check_fact(name, said)
    if said not in FACT_CHOICES[name]:
        raise ValueError(said)
    return _all(record, (name, said))


def _rest(record: Record) -> tuple[tuple[str, date, date], Rest]:
    first, last = (date.fromisoformat(record.pop(name)) for name in ("first", "last"))
    rest = check_rest(Rest(record.pop("kind", ""), first, last, record.pop("why", "")))
    return _all(record, ((rest.kind, first, last), rest))


def _own(record: Record) -> tuple[str, OwnAction]:
    own = check_own_action(OwnAction(**record))
    return own.name, own


def _all(left: Record, key_and_value: Found) -> Found:
    """What was found, if nothing else was said."""
    if left:
        raise ValueError(next(iter(left)))
    return key_and_value


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)


_READERS: dict[str, Callable[[Record], tuple[Any, Any]]] = {
    "actions": _action,
    "readings": _reading,
    "notes": _note,
    "targets": _target,
    "stocks": _stock,
    "facts": _fact,
    "rests": _rest,
    "own_actions": _own,
}

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
    "fact": ("facts", {"fact": "name", "said": "note"}),
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
