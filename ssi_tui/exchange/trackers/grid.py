"""Rows of cells out of whatever a tracker exports: CSV, a spreadsheet, or lists in JSON."""

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from ssi_tui.exchange.csv_text import Fault, FileRefusedError, read_rows
from ssi_tui.exchange.encoding import decoded

Row = tuple[int, list[str]]
"""A line's number and its cells."""


SHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How a workbook begins: xlsx, and xls of the nineties, which is not read."""


ENTRIES_MAX = 200_000


DEPTH_MAX = 4


@dataclass(frozen=True, kw_only=True)
class CellGrid:
    """One sheet."""

    name: str
    """Empty where there is only one."""
    rows: list[Row]
    unquoted: tuple[int, ...] = ()
    """Lines with a quotation mark that is never closed."""


def read_grids(data: bytes, label: str) -> list[CellGrid]:
    """The sheets of a file; FileRefusedError where it is none."""
    if data.startswith(SHEETS[0]):
        return _sheets(data, label)
    if data.startswith(SHEETS):
        raise FileRefusedError(label, Fault.SHEET)
    if is_json(data):
        return [CellGrid(name="", rows=json_rows(json_entries(data, label)))]
    unquoted: list[int] = []
    return [CellGrid(name="", rows=read_rows(data, label, unquoted), unquoted=tuple(unquoted))]


def is_json(data: bytes) -> bool:
    """Whether a file begins as JSON does and no table."""
    head = decoded(data[:400]).lstrip("\ufeff \t\r\n")
    return head.startswith(("{", '[{"', "[\n", "[ ", "[{", "[\r"))


def json_entries(data: bytes, label: str) -> list[dict[str, Any]]:
    """The records of a list, of a list in an object, of days in an object, or one a line."""
    text = decoded(data)
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError):
        try:
            tree = [json.loads(line) for line in text.splitlines() if line.strip()]
        except (ValueError, RecursionError):
            raise FileRefusedError(label, Fault.NOT_JSON) from None
    entries = max(_lists(tree, 0), key=len, default=[])
    if not entries and isinstance(tree, dict):
        entries = [tree]
    if not entries or len(entries) > ENTRIES_MAX:
        raise FileRefusedError(label, Fault.NO_TABLE if not entries else Fault.TOO_BIG)
    return entries


def _lists(tree: Any, depth: int) -> Iterator[list[dict[str, Any]]]:
    """Lists of records, and records under days."""
    from ssi_tui.exchange.days import is_shaped

    if depth > DEPTH_MAX:
        return
    if isinstance(tree, list):
        records = [each for each in tree if isinstance(each, dict)]
        if records:
            yield records
    elif isinstance(tree, dict):
        days = [key for key in tree if is_shaped(str(key))]
        if days and len(days) == len(tree):
            yield [{"date": day, **_record(tree[day])} for day in days]
        for value in tree.values():
            yield from _lists(value, depth + 1)


def _record(value: Any) -> dict[str, Any]:
    """What stands under a day."""
    return value if isinstance(value, dict) else {"value": value}


def json_rows(entries: list[dict[str, Any]]) -> list[Row]:
    """The records as a table: a column for each name."""
    flat = [dict(_flattened(entry, "", 0)) for entry in entries]
    names = list(dict.fromkeys(name for record in flat for name in record))
    rows: list[Row] = [(1, names)]
    rows += [(n, [record.get(name, "") for name in names]) for n, record in enumerate(flat, 2)]
    return rows


def _flattened(entry: Mapping[str, Any], before: str, depth: int) -> Iterator[tuple[str, str]]:
    for name, value in entry.items():
        if isinstance(value, dict) and depth < DEPTH_MAX and "memberScore" not in value:
            yield from _flattened(value, f"{before}{name} ", depth + 1)
        elif isinstance(value, list | dict):
            yield f"{before}{name}", json.dumps(value, ensure_ascii=False)
        else:
            yield f"{before}{name}", "" if value is None else _text(value)


def _sheets(data: bytes, label: str) -> list[CellGrid]:
    from ssi_tui.exchange.linkedin.analytics import open_sheets
    from ssi_tui.exchange.linkedin.sources import ArchiveRefusedError

    grids = []
    try:
        with open_sheets(io.BytesIO(data), label) as sheets:
            for sheet in sheets:
                rows = [(n, [_text(cell) for cell in row]) for n, row in enumerate(sheet.rows, 1)]
                filled = [(n, row) for n, row in rows if any(cell.strip() for cell in row)]
                if filled:
                    grids.append(CellGrid(name=sheet.title, rows=filled))
    except ArchiveRefusedError as error:
        fault = Fault.TOO_BIG if error.reason in ("too-big", "too-many", "bomb") else Fault.SHEET
        raise FileRefusedError(label, fault) from None
    if not grids:
        raise FileRefusedError(label, Fault.NO_TABLE)
    return grids


def _text(cell: object) -> str:
    """A cell of a spreadsheet or of JSON as one would type it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell == int(cell) and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)


def is_analytics(data: bytes, label: str) -> bool:
    """Whether a workbook is LinkedIn's content analytics and no tracker's: its columns say so."""
    from ssi_tui.exchange.trackers.words import speaks_of_reach

    grids = read_grids(data, label)
    words = [cell for grid in grids for _, row in grid.rows[:TOP] for cell in row]
    return len(grids) >= SHEETS_MIN or any(map(speaks_of_reach, words))


SHEETS_MIN = 4
"""LinkedIn's workbook has five sheets."""


TOP = 6
"""Rows of a sheet among which its headings are."""
