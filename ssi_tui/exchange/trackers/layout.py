"""Where in a sheet the table is: title rows above it, days down a column or across the top."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property

from ssi_tui.exchange.csv_text import Fault, FileRefusedError
from ssi_tui.exchange.days import MOST, is_shaped, orders, read_day, serial_day
from ssi_tui.exchange.trackers.cells import CellGrid, Row, count_in, mark_of, number_in
from ssi_tui.exchange.trackers.words import DATES, SUMS, TOTALS, heading

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
    lines: tuple[int, ...] = ()
    """Where days stand across the top: the line of all its cells, once."""

    @cached_property
    def heading(self) -> str:
        """As it is compared."""
        return heading(self.name)

    @cached_property
    def first_cells(self) -> tuple[str, ...]:
        """Enough of the cells to tell what they are."""
        return tuple(cell for cell in self.cells if cell.strip())[:LOOKED_AT]

    @cached_property
    def numeric(self) -> bool:
        """Whether most of it are numbers, or marks for done."""
        filled = self.first_cells
        numbers = sum(number_in(cell) is not None or count_in(cell) is not None for cell in filled)
        return bool(filled) and numbers > NUMERIC * len(filled)

    @cached_property
    def marked(self) -> bool:
        """Whether most of it are marks for done or not, and not numbers."""
        filled = self.first_cells
        marks = sum(mark_of(cell) is not None and number_in(cell) is None for cell in filled)
        return bool(filled) and marks > NUMERIC * len(filled)


@dataclass(frozen=True, kw_only=True)
class TrackerTable:
    """The columns of a sheet, and the line of each row."""

    columns: tuple[Column, ...]
    lines: tuple[int, ...]
    unquoted: tuple[int, ...] = field(default=())

    def line(self, row: int, column: Column) -> int:
        """Where a cell stands in the file."""
        return column.lines[0] if column.lines else self.lines[row]


def table_of(grid: CellGrid, today: date, label: str) -> TrackerTable:
    """The table of a sheet; FileRefusedError says why there is none."""
    rows = [(line, [cell.strip() for cell in row[:COLUMNS_MAX]]) for line, row in grid.rows]
    rows = [(line, row) for line, row in rows if not _is_rule(row)]
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
    body = rows[first:]
    columns = _columns(rows[head][1] if head is not None else [], body)
    if not columns:
        raise FileRefusedError(label, Fault.NO_TABLE)
    return TrackerTable(
        columns=tuple(columns), lines=tuple(line for line, _ in body), unquoted=grid.unquoted
    )


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
    words = heading(cell).split()
    added = any(word.endswith(SUMS) for word in words)
    return added or " ".join(words) in TOTALS or (bool(words) and words[0] in TOTALS)


def _is_remark(row: Sequence[str]) -> bool:
    """Whether a row has nothing but a sentence in its first cell."""
    alone = bool(row and row[0]) and not any(row[1:])
    return alone and len(row[0].split()) >= REMARK_WORDS and not is_shaped(row[0])


def _is_rule(row: Sequence[str]) -> bool:
    filled = [cell for cell in row if cell]
    return bool(filled) and all(map(_RULE.fullmatch, filled))


def _columns(head: Sequence[str], body: Sequence[Row]) -> list[Column]:
    width = max(len(row) for _, row in body)
    names = [head[at] if at < len(head) else "" for at in range(width)]
    columns = [
        Column(
            name=name or str(at + 1),
            cells=tuple(row[at] if at < len(row) else "" for _, row in body),
        )
        for at, name in enumerate(names)
    ]
    return [column for column in columns if column.first_cells or head]


def _first_row(rows: Sequence[Row]) -> int | None:
    """The first row with a day in a column of days."""
    width = max(len(row) for _, row in rows)
    firsts: list[int] = []
    for at in range(width):
        cells = [row[at] if at < len(row) else "" for _, row in rows]
        shaped = [n for n, cell in enumerate(cells) if is_shaped(cell)]
        while shaped and _lonely(rows, shaped[0]) and len(shaped) > 1:
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
        if len(days) < 2 or not rows[number + 1 :]:
            continue
        if not orders([row[at] for at in days], today):
            continue
        columns = [Column(name=row[0] or "date", cells=tuple(row[at] for at in days))]
        for below, cells in rows[number + 1 :]:
            names = [cell for cell in cells[: days[0]] if cell and number_in(cell) is None]
            if not names:
                continue
            values = tuple(cells[at] if at < len(cells) else "" for at in days)
            columns.append(Column(name=names[-1], cells=values, lines=(below,)))
        if len(columns) > 1:
            return TrackerTable(columns=tuple(columns), lines=tuple(line for _ in days))
    return None


def _with_one_heading(rows: list[Row]) -> list[Row]:
    """Without the headings that two tables one after the other have in between."""
    seen: set[tuple[str, ...]] = set()
    left: list[Row] = []
    for line, row in rows:
        names = tuple(map(heading, row))
        if any(name in called for name in names for called in DATES):
            if names in seen:
                continue
            seen.add(names)
        left.append((line, row))
    return left


def _with_whole_days(rows: list[Row]) -> list[Row]:
    """The rows; where year, month and day are three columns, one of days before them."""
    for number, (_, row) in enumerate(rows[:TOP]):
        named = [heading(cell) for cell in row]
        places = [
            next((at for at, name in enumerate(named) if name in names), None)
            for names in (
                ("year", "jahr", "jaar", "ar", "ano", "annee", "anno"),
                ("month", "monat", "maand", "maned", "mes", "mois", "mese"),
                ("day", "tag", "dag", "dia", "jour", "giorno"),
            )
        ]
        if None in places:
            continue
        year, month, day = (place for place in places if place is not None)

        def whole(cells: list[str], at: tuple[int, int, int] = (year, month, day)) -> str:
            parts = [cells[place] if place < len(cells) else "" for place in at]
            if all(part.isdecimal() for part in parts):
                return f"{int(parts[0]):04}-{int(parts[1]):02}-{int(parts[2]):02}"
            return " ".join(reversed(parts)).strip()

        below = [(line, [whole(cells), *cells]) for line, cells in rows[number + 1 :]]
        return [*rows[:number], (rows[number][0], ["date", *row]), *below]
    return rows


def _with_plain_days(rows: list[Row]) -> list[Row]:
    """The rows; seconds since 1970 and the day numbers of spreadsheets become days.

    Only below a heading that says that they are days: elsewhere they could be anything.
    """
    for number, (_, row) in enumerate(rows[:TOP]):
        for at, cell in enumerate(row):
            if not any(heading(cell) in names for names in DATES):
                continue
            below = [r[at] for _, r in rows[number + 1 :] if at < len(r) and r[at]]
            if below and all(map(_plain_day, below)):
                changed = [
                    (line, [*r[:at], _plain_day(r[at]), *r[at + 1 :]] if at < len(r) else r)
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
        places = [at for at, cell in enumerate(row) if cell.isdecimal()]
        if [row[at] for at in places] != [str(n) for n in range(1, len(places) + 1)]:
            continue
        if len(places) < MONTH_MIN:
            continue
        words = [
            cell for _, above in rows[: number + 1] for cell in above if _MONTH.fullmatch(cell)
        ]
        first = next((day for word in words if (day := _first_of(word))), None)
        if first is not None:
            head = list(row)
            for at in places:
                head[at] = f"{first.isoformat()[:8]}{int(row[at]):02}"
            return [*rows[:number], (line, head), *rows[number + 1 :]]
    return rows


def _first_of(month: str) -> date | None:
    """The first day of a month that is written alone."""
    numbers = re.fullmatch(r"(\d{1,2})[/.](\d{4})", month)
    if numbers:
        month = f"{numbers[2]}-{int(numbers[1]):02}"
    return read_day(f"1 {month}") or read_day(f"{month}-01")


def _refused(rows: Sequence[Row], label: str) -> FileRefusedError:
    """Why no table of days is there, as true as can be told."""
    if len(rows) < 2 or max(len(row) for _, row in rows) < 2:
        return FileRefusedError(label, Fault.NO_TABLE)
    for fault, pattern in (
        (Fault.WEEKS, _WEEK),
        (Fault.MONTHS, _MONTH),
        (Fault.NO_YEAR, _NO_YEAR),
    ):
        for cells in _down(rows):
            fitting = [cell for cell in cells if pattern.fullmatch(cell)]
            if len(fitting) >= max(1, MOST * len(cells)):
                return FileRefusedError(label, fault, value=fitting[0])
    return FileRefusedError(label, Fault.NO_DATES)


def _down(rows: Sequence[Row]) -> Iterator[list[str]]:
    """The cells of each column below a heading, and those of the first rows across."""
    for at in range(max(len(row) for _, row in rows)):
        cells = [row[at] for _, row in rows[1:] if at < len(row) and row[at]]
        if cells:
            yield cells
    for _, row in rows[:ABOVE]:
        if len(row) > ABOVE:
            yield [cell for cell in row[1:] if cell]
