"""The table of a file: its sheets, and where in one the days are, down a column or across."""

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from ssi_tui.exchange.csv_text import Fault, FileRefusedError, Row, decoded, read_rows, word_set
from ssi_tui.exchange.days import MOST, is_shaped, orders, read_day, serial_day
from ssi_tui.exchange.linkedin.analytics import cell_text, open_sheets
from ssi_tui.exchange.linkedin.score_page.reading import SCORE
from ssi_tui.exchange.linkedin.sources import ArchiveRefusedError
from ssi_tui.exchange.trackers.words import (
    ANY_DATE,
    DATES,
    SUMS,
    TOTALS,
    count_in,
    heading,
    mark_of,
    number_in,
    speaks_of_reach,
)

SHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How a workbook begins: xlsx, and xls of the nineties, which is not read."""
ENTRIES_MAX = 200_000
DEPTH_MAX = 4
SHEETS_MIN = 4
"""LinkedIn's workbook has five sheets."""
HEADINGS = 6
"""Rows of a sheet of it among which its headings are."""


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
        return [CellGrid(name="", rows=_json_rows(_json_entries(data, label)))]
    unquoted: list[int] = []
    return [CellGrid(name="", rows=read_rows(data, label, unquoted), unquoted=tuple(unquoted))]


def is_json(data: bytes) -> bool:
    """Whether a file begins as JSON does and no table."""
    head = decoded(data[:400]).lstrip("\ufeff \t\r\n")
    return head.startswith(("{", '[{"', "[\n", "[ ", "[{", "[\r"))


def is_analytics(data: bytes, label: str) -> bool:
    """Whether a workbook is LinkedIn's content analytics and no tracker's: its columns say so."""
    grids = read_grids(data, label)
    cells = [cell for grid in grids for _, row in grid.rows[:HEADINGS] for cell in row]
    return len(grids) >= SHEETS_MIN or any(map(speaks_of_reach, cells))


def _json_entries(data: bytes, label: str) -> list[dict[str, Any]]:
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
    if depth > DEPTH_MAX:
        return
    if isinstance(tree, list):
        if records := [record for record in tree if isinstance(record, dict)]:
            yield records
    elif isinstance(tree, dict):
        if SCORE in tree:
            yield [tree]
        elif tree and all(is_shaped(str(key)) for key in tree):
            yield [
                {"date": day, **(said if isinstance(said, dict) else {"value": said})}
                for day, said in tree.items()
            ]
        else:
            for value in tree.values():
                yield from _lists(value, depth + 1)


def _json_rows(entries: list[dict[str, Any]]) -> list[Row]:
    """The records as a table: a column for each name."""
    flat = [dict(_flattened(entry, "", 0)) for entry in entries]
    names = list(dict.fromkeys(name for record in flat for name in record))
    rows: list[Row] = [(1, names)]
    rows += [(n, [record.get(name, "") for name in names]) for n, record in enumerate(flat, 2)]
    return rows


def _flattened(entry: Mapping[str, Any], before: str, depth: int) -> Iterator[tuple[str, str]]:
    if SCORE in entry:  # LinkedIn's own data, spread among what a tracker adds
        yield f"{before}{SCORE}", json.dumps(entry, ensure_ascii=False)
        entry = {name: value for name, value in entry.items() if not isinstance(value, list | dict)}
    for name, value in entry.items():
        if isinstance(value, dict) and depth < DEPTH_MAX and SCORE not in value:
            yield from _flattened(value, f"{before}{name} ", depth + 1)
        elif isinstance(value, list | dict):
            yield f"{before}{name}", json.dumps(value, ensure_ascii=False)
        else:
            yield f"{before}{name}", cell_text(value)


def _sheets(data: bytes, label: str) -> list[CellGrid]:
    grids = []
    try:
        with open_sheets(io.BytesIO(data), label) as sheets:
            for sheet in sheets:
                rows = [
                    (n, [cell_text(cell) for cell in row]) for n, row in enumerate(sheet.rows, 1)
                ]
                filled = [(n, row) for n, row in rows if any(cell.strip() for cell in row)]
                if filled:
                    grids.append(CellGrid(name=sheet.title, rows=filled))
    except ArchiveRefusedError as error:
        fault = Fault.TOO_BIG if error.reason in ("too-big", "too-many", "bomb") else Fault.SHEET
        raise FileRefusedError(label, fault) from None
    if not grids:
        raise FileRefusedError(label, Fault.NO_TABLE)
    return grids


LOOKED_AT = 200
"""Cells from which a column's kind is told."""
NUMERIC = 0.5
"""Part of the cells that must be numbers where no name says what a column is."""
TOP = 40
"""Rows among which the heading is looked for."""
ABOVE = 3
"""Rows above the first day that may be its heading."""
COLUMNS_MAX = 400
MONTH_MIN = 5
"""Days of a month that stand across the top."""
SECONDS = range(946_684_800, 4_102_444_800)
"""Seconds since 1970 of the same years."""

PARTS = (
    word_set("year, jahr, jaar, ar, ano, annee, anno"),
    word_set("month, monat, maand, maned, mes, mois, mese"),
    word_set("day, tag, dag, dia, jour, giorno"),
)
"""Names of three columns that say a day together."""

_IN_BRACKETS = re.compile(r"[(\[{<].*[)\]}>]")
"""What stands below a heading to say in which unit: (number)."""
REMARK_WORDS = 3
"""So many words alone in a row below the days are a legend."""

_WEEK = re.compile(
    r"(?:(?:kw|week|wk|w|uge|woche|semana|semaine)\s?\d{1,2}.*|\d{4}[- ]?w\d{1,2})", re.I
)

_MONTH = re.compile(r"(?:[^\W\d_]{3,10}\.?[ -]\d{4}|\d{4}-\d{2}|\d{1,2}[/.]\d{4})")
_RULE = re.compile(r":?-{2,}:?|=+")
"""What a table in Markdown has between its heading and its rows."""

_NO_YEAR = re.compile(
    r"(?:[^\W\d_]{2,10}[.,]{0,2}\s)?(?:\d{1,2}[./-]\d{1,2}[.]?|\d{1,2}\.? [^\W\d_]{3,10}\.?|"
    r"[^\W\d_]{3,10}\.? \d{1,2})|(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)[a-z]*",
    re.I,
)


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column below its heading."""

    name: str
    """Its heading, or its number from 1 in a table without headings."""
    cells: tuple[str, ...]
    """Without blanks around them."""
    line: int | None = None
    """The line of all its cells, where days stand across the top."""

    @cached_property
    def heading(self) -> str:
        """As it is compared."""
        return heading(self.name)

    @cached_property
    def first_cells(self) -> tuple[str, ...]:
        """Enough of the cells to tell what they are."""
        return tuple(filter(None, self.cells))[:LOOKED_AT]

    @cached_property
    def numeric(self) -> bool:
        """Whether most of it are numbers, or marks for done."""
        cells = self.first_cells
        numbers = sum(number_in(cell) is not None or count_in(cell) is not None for cell in cells)
        return numbers > NUMERIC * len(cells)

    @cached_property
    def marked(self) -> bool:
        """Whether most of it are marks for done or not, and not numbers."""
        cells = self.first_cells
        marks = sum(mark_of(cell) is not None and number_in(cell) is None for cell in cells)
        return marks > NUMERIC * len(cells)


@dataclass(frozen=True, kw_only=True)
class TrackerTable:
    """The columns of a sheet, and the line of each row."""

    columns: tuple[Column, ...]
    lines: tuple[int, ...]
    unquoted: tuple[int, ...] = ()

    def line(self, row: int, column: Column) -> int:
        """Where a cell stands in the file."""
        return self.lines[row] if column.line is None else column.line


def table_of(grid: CellGrid, today: date, label: str) -> TrackerTable:
    """The table of a sheet; FileRefusedError says why there is none."""
    width = min(max((len(row) for _, row in grid.rows), default=0), COLUMNS_MAX)
    rows = [(line, [cell.strip() for cell in row[:COLUMNS_MAX]]) for line, row in grid.rows]
    rows = [(line, _wide(row, width)) for line, row in rows if not _is_rule(row)]
    if not rows:
        raise FileRefusedError(label, Fault.NO_TABLE)
    table_from = next((n for n, (_, row) in enumerate(rows) if any(map(is_shaped, row))), len(rows))
    rows = [r for n, r in enumerate(rows) if n <= table_from or not _is_remark(r[1])]
    rows = _with_month_days(_with_plain_days(_with_whole_days(_with_one_heading(rows))))
    first = _first_row(rows)
    if first is None:
        across = _across(rows, today)
        if across is not None:
            return across
        raise _refused(rows, label)
    head = _head(rows, first)
    names = [""] * len(rows[first][1]) if head is None else rows[head][1]
    columns = [
        Column(name=name or str(at + 1), cells=tuple(row[at] for _, row in rows[first:]))
        for at, name in enumerate(names)
    ]
    filled = [column for column in columns if head is not None or column.first_cells]
    lines = tuple(line for line, _ in rows[first:])
    return TrackerTable(columns=tuple(filled), lines=lines, unquoted=grid.unquoted)


def dated(columns: Sequence[Column], today: date) -> list[Column]:
    """The columns that can be days."""
    return [
        column
        for column in columns
        if orders([cell for cell in column.first_cells if not is_total(cell)], today)
    ]


def by_name(columns: Sequence[Column]) -> Column | None:
    """The column that is named as the one of days; None where none is, or more than one."""
    for names in DATES:
        called = [column for column in columns if column.heading in names]
        if called:
            return called[0] if len(called) == 1 else None
    called = [c for c in columns if {"date", "datum", "fecha", "dato"} & {*c.heading.split()}]
    return called[0] if len(called) == 1 else None


def is_total(cell: str) -> bool:
    """Whether a row adds up the others, by what stands in its column of days."""
    said = heading(cell)
    first, *_ = said.split() or [""]
    return said in TOTALS or first in TOTALS or any(w.endswith(SUMS) for w in said.split())


def _wide(row: list[str], width: int) -> list[str]:
    """A row as wide as all of them."""
    return row + [""] * (width - len(row))


def _is_remark(row: Sequence[str]) -> bool:
    """Whether a row has nothing but a sentence in its first cell."""
    alone = not any(row[1:]) and len(row[0].split()) >= REMARK_WORDS
    return alone and not is_shaped(row[0])


def _is_rule(row: Sequence[str]) -> bool:
    filled = [cell for cell in row if cell]
    return bool(filled) and all(map(_RULE.fullmatch, filled))


def _first_row(rows: Sequence[Row]) -> int | None:
    """The first row with a day in a column of days."""
    firsts: list[int] = []
    for cells in zip(*(row for _, row in rows), strict=True):
        shaped = [n for n, cell in enumerate(cells) if is_shaped(cell)]
        while len(shaped) > 1 and _lonely(rows, shaped[0]):
            shaped.pop(0)  # the day of a title
        if not shaped:
            continue
        below = [c for c in cells[shaped[0] :] if c and not is_total(c)]
        if sum(map(is_shaped, below)) >= MOST * len(below) and _upright(rows, shaped[0]):
            firsts.append(shaped[0])
    return min(firsts, default=None)


def _lonely(rows: Sequence[Row], number: int) -> bool:
    """Whether a row is a title: little in it, and a heading of several words still to come."""
    filled = [cell for cell in rows[number][1] if cell]
    if len(filled) > 2:
        return False
    for _, row in rows[number + 1 : number + TOP]:
        words = [cell for cell in row if cell and not is_shaped(cell) and number_in(cell) is None]
        if len([cell for cell in row if cell]) >= max(2, len(filled)) and len(words) >= 2:
            return not any(map(is_shaped, row))
        if any(map(is_shaped, row)) and len(words) + 1 < len(filled):
            return False
    return False


def _upright(rows: Sequence[Row], number: int) -> bool:
    """Whether a row is one of a table whose days go down: few of its cells are days."""
    filled = [cell for cell in rows[number][1] if cell]
    return sum(map(is_shaped, filled)) <= max(2, MOST * len(filled)) or len(filled) <= 2


def _head(rows: Sequence[Row], first: int) -> int | None:
    """The row of the headings above the first day; None where there is none."""
    best: tuple[int, int] | None = None
    width = len([cell for cell in rows[first][1] if cell])
    for number in range(first - 1, max(-1, first - 1 - ABOVE), -1):
        filled = [cell for cell in rows[number][1] if cell]
        words = [c for c in filled if number_in(c) is None and not _IN_BRACKETS.fullmatch(c)]
        if len(words) < min(2, width) or len(words) < NUMERIC * len(filled):
            continue
        if best is None or len(words) > best[0]:
            best = len(words), number
    return best[1] if best else None


def _across(rows: Sequence[Row], today: date) -> TrackerTable | None:
    """The table on its side, where a row has the days."""
    for number, (line, row) in enumerate(rows[:TOP]):
        days = [at for at, cell in enumerate(row) if is_shaped(cell)]
        if len(days) < 2 or not orders([row[at] for at in days], today):
            continue
        columns = [Column(name=row[0] or "date", cells=tuple(row[at] for at in days))]
        for below, cells in rows[number + 1 :]:
            names = [cell for cell in cells[: days[0]] if cell and number_in(cell) is None]
            if names:
                values = tuple(cells[at] for at in days)
                columns.append(Column(name=names[-1], cells=values, line=below))
        if len(columns) > 1:
            return TrackerTable(columns=tuple(columns), lines=tuple(line for _ in days))
    return None


def _with_one_heading(rows: list[Row]) -> list[Row]:
    """Without the headings that two tables one after the other have in between."""
    seen: set[tuple[str, ...]] = set()
    left: list[Row] = []
    for line, row in rows:
        names = tuple(map(heading, row))
        if not ANY_DATE.isdisjoint(names):
            if names in seen:
                continue
            seen.add(names)
        left.append((line, row))
    return left


def _with_whole_days(rows: list[Row]) -> list[Row]:
    """The rows; where year, month and day are three columns, one of days before them."""
    for number, (line, row) in enumerate(rows[:TOP]):
        named = [heading(cell) for cell in row]
        places = [[at for at, name in enumerate(named) if name in part] for part in PARTS]
        if all(places):
            year, month, day = (at[0] for at in places)
            above = [(n, [*cells, ""]) for n, cells in rows[:number]]
            below = [
                (n, [_whole_day(cells[year], cells[month], cells[day]), *cells])
                for n, cells in rows[number + 1 :]
            ]
            return [*above, (line, ["date", *row]), *below]
    return rows


def _whole_day(year: str, month: str, day: str) -> str:
    if year.isdecimal() and month.isdecimal() and day.isdecimal():
        return f"{int(year):04}-{int(month):02}-{int(day):02}"
    return f"{day} {month} {year}".strip()


def _with_plain_days(rows: list[Row]) -> list[Row]:
    """The rows; seconds since 1970 and the day numbers of spreadsheets become days.

    Only below a heading that says that they are days: elsewhere they could be anything.
    """
    for number, (_, row) in enumerate(rows[:TOP]):
        for at, cell in enumerate(row):
            if heading(cell) in ANY_DATE:
                below = [r[at] for _, r in rows[number + 1 :] if r[at]]
                if below and all(map(_plain_day, below)):
                    changed = [
                        (line, [*r[:at], _plain_day(r[at]), *r[at + 1 :]])
                        for line, r in rows[number + 1 :]
                    ]
                    return [*rows[: number + 1], *changed]
    return rows


def _plain_day(cell: str) -> str:
    """What (thousandths of) seconds since 1970 or days since 1900 say; empty for anything else."""
    serial = serial_day(cell)
    if serial is not None:
        return serial.isoformat()
    if not (cell.isascii() and cell.isdecimal()):
        return ""
    seconds = int(cell) / 1000 if len(cell) == 13 else float(cell)
    if len(cell) not in (10, 13) or int(seconds) not in SECONDS:
        return ""
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def _with_month_days(rows: list[Row]) -> list[Row]:
    """The rows; where 1, 2, 3 stand across the top, days of the month that stands above them."""
    for number, (line, row) in enumerate(rows[:TOP]):
        numbers = [cell for cell in row if cell.isdecimal()]
        if len(numbers) < MONTH_MIN or numbers != [str(n + 1) for n in range(len(numbers))]:
            continue
        above = [cell for _, cells in rows[: number + 1] for cell in cells]
        months = (_first_of(cell) for cell in above if _MONTH.fullmatch(cell))
        first = next((day for day in months if day), None)
        if first is not None:
            month = first.isoformat()[:8]
            days = [f"{month}{int(cell):02}" if cell.isdecimal() else cell for cell in row]
            return [*rows[:number], (line, days), *rows[number + 1 :]]
    return rows


def _first_of(month: str) -> date | None:
    """The first day of a month that is written alone."""
    numbers = re.fullmatch(r"(\d{1,2})[/.](\d{4})", month)
    if numbers:
        month = f"{numbers[2]}-{int(numbers[1]):02}"
    return read_day(f"1 {month}") or read_day(f"{month}-01")


def _refused(rows: Sequence[Row], label: str) -> FileRefusedError:
    """Why no table of days is there, as true as can be told."""
    if len(rows) < 2 or len(rows[0][1]) < 2:
        return FileRefusedError(label, Fault.NO_TABLE)
    down = [list(filter(None, cells[1:])) for cells in zip(*(row for _, row in rows), strict=True)]
    across = [list(filter(None, row[1:])) for _, row in rows[:ABOVE] if any(row[ABOVE:])]
    for fault, pattern in (
        (Fault.WEEKS, _WEEK),
        (Fault.MONTHS, _MONTH),
        (Fault.NO_YEAR, _NO_YEAR),
    ):
        for cells in (*down, *across):
            fitting = [cell for cell in cells if pattern.fullmatch(cell)]
            if len(fitting) >= max(1, MOST * len(cells)):
                return FileRefusedError(label, fault, value=fitting[0])
    return FileRefusedError(label, Fault.NO_DATES)
