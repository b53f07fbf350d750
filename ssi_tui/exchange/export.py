"""A journal's content as JSON: the same bytes for the same content, one record a line."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, NoReturn

from ssi_tui.errors import BadValueError
from ssi_tui.exchange.csv_text import Fault, FileRefusedError, read_rows, write_rows
from ssi_tui.exchange.days import Order, read_day
from ssi_tui.exchange.merge import Portable
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
    short,
)
from ssi_tui.store.documents import NO_TARGET, check_fact, check_stock

FORMAT = "ssi-tui journal"
VERSION = 1
"""Raised when an older program could not read the files any more."""
Record = dict[str, Any]
WHOLE = frozenset(("count", "industry_rank", "network_rank"))

NUMBERS = frozenset(
    (
        *("total", "brand", "people", "insights", "relationships", "minutes", "value"),
        *("industry_average", "network_average"),
    )
)


def records_of(content: Portable) -> dict[str, list[Record]]:
    """The content as lists of plain records, each list in its order."""
    readings = [_record_of(reading) for reading in content.readings.values()]
    return {
        "actions": _ordered(_record_of(action) for action in content.actions.values()),
        "readings": _ordered({**reading, "id": ""} for reading in readings),
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
                key, value = read(**_checked(record))
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


def _record_of(value: Action | Reading) -> Record:
    """The fields of a value that are not as usual, in their order."""
    record = {
        part.name: getattr(value, part.name)
        for part in fields(value)
        if getattr(value, part.name) != part.default
    }
    return {**record, "day": str(value.day), "id": short(value.id)}


def _ordered(records: Iterable[Record]) -> list[Record]:
    """By day, then by what else they say; what says nothing is left out."""
    kept = (
        {
            name: int(value) if isinstance(value, float) and value.is_integer() else value
            for name, value in record.items()
            if value is not None and value is not False and value != ""
        }
        for record in records
    )
    return sorted(kept, key=lambda r: (r.get("day", ""), r.get("id", ""), json.dumps(r)))


def _checked(record: Record) -> Record:
    """The record, if every value has the type that its name asks for."""
    for name, value in record.items():
        if name == "archived":
            fits = isinstance(value, bool)
        elif name in WHOLE or name in NUMBERS:
            number = int if name in WHOLE else int | float
            fits = isinstance(value, number) and not isinstance(value, bool)
        else:
            fits = isinstance(value, str)
        if not fits:
            raise ValueError(name)
    return record


def _action(id: str, day: str, **more: Any) -> tuple[int, Action]:
    number = parse_short(id)
    check_text("source", more.get("source", ""), 20)
    return number, Action(id=number, day=date.fromisoformat(day), **more)


def _reading(day: str, **more: Any) -> tuple[date, Reading]:
    from ssi_tui.store.tables import new_id

    on = date.fromisoformat(day)
    check_text("source", more.get("source", ""), 20)
    return on, Reading(id=new_id(), day=on, **more)


def _note(day: str, note: str) -> tuple[date, str]:
    check_text("note", note)
    if not note:
        raise ValueError("note")
    return date.fromisoformat(day), note


def _target(kind: str, target: str) -> tuple[str, str]:
    check_kind(kind)
    return kind, target if target == NO_TARGET else str(Target.parse(kind, target))


def _stock(stock: str, value: float) -> tuple[str, float]:
    check_stock(stock, value)
    return stock, value


def _fact(fact: str, said: str) -> tuple[str, str]:
    check_fact(fact, said)
    if said not in FACT_CHOICES[fact]:
        raise ValueError(said)
    return fact, said


def _rest(
    first: str, last: str, kind: str = "", why: str = ""
) -> tuple[tuple[str, date, date], Rest]:
    rest = check_rest(Rest(kind, date.fromisoformat(first), date.fromisoformat(last), why))
    return (rest.kind, rest.first, rest.last), rest


def _own(**record: Any) -> tuple[str, OwnAction]:
    own = check_own_action(OwnAction(**record))
    return own.name, own


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)


_READERS: dict[str, Callable[..., tuple[Any, Any]]] = {
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
        try:
            part, record = _record(row, order)
        except (KeyError, ValueError):
            raise FileRefusedError(label, Fault.RECORD, str(line)) from None
        parts[part].append((str(line), record))
    return content_of(parts, label)


def _written(field: str, value: Any) -> str:
    if value is True:
        return YES
    return f"{ID_MARK}{value}" if field == "id" else str(value)


def _record(row: Sequence[str], order: Order) -> tuple[str, Record]:
    """The part and the record of a row: KeyError, ValueError where a cell can't be what its column
    says."""
    part, names = _WORDS[row[0]]
    if any(cell.strip() for cell in row[len(COLUMNS) :]):
        raise ValueError("cells without a heading")
    fields = {column: field for field, column in names.items()}
    record: Record = {}
    for column, cell in zip(COLUMNS[1:], row[1:], strict=False):
        field = fields.get(column, column)
        if not cell:
            continue
        if column in ("day", "last_day"):
            if (day := read_day(cell, order)) is None:
                raise ValueError(cell)
            record[field] = day.isoformat()
        elif field in WHOLE:
            record[field] = int(cell)
        elif field in NUMBERS:
            record[field] = _number(cell)
        elif field == "archived":
            record[field] = cell == YES
        else:
            record[field] = cell.removeprefix(ID_MARK) if field == "id" else cell
    return part, record


def _number(cell: str) -> float | int:
    """A number with point or comma; whole ones stay whole."""
    text = cell.strip().replace(",", ".")
    return int(text) if text.isdecimal() else float(text)
