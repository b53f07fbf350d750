"""LinkedIn's content analytics, an xlsx in any language: read by shape, not by its words."""

import os
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import IO, NamedTuple

from sim.terms import ActionKind
from ssi_tui.exchange.csv_text import CellFault, word_set
from ssi_tui.exchange.days import Order
from ssi_tui.exchange.linkedin.formats import YEARS
from ssi_tui.exchange.linkedin.sources import FAULTS, ArchiveRefusedError, Refusal, open_zip
from ssi_tui.exchange.merge import Doubt, Report

Cell = object
"""A text, a number, a datetime or None."""
ROWS_MAX = 400_000
COLUMNS_MAX = 100
UNPACKED_MAX = 256 << 20
"""Bytes of all parts together."""
SPOILT = (*FAULTS, ArithmeticError, AttributeError, LookupError, SyntaxError, TypeError)
"""What openpyxl raises for a sheet that is none; XML that does not parse is a SyntaxError."""


class Sheet(NamedTuple):
    """One sheet of a workbook."""

    title: str
    rows: Iterator[tuple[Cell, ...]]


@contextmanager
def open_sheets(handle: IO[bytes], label: str) -> Iterator[list[Sheet]]:
    """The sheets, to be read one after the other; ArchiveRefusedError."""
    from openpyxl import load_workbook  # type: ignore[import-untyped]  # 120 ms

    with open_zip(handle, label) as archive:
        if sum(info.file_size for info in archive.infolist()) > UNPACKED_MAX:
            raise ArchiveRefusedError(label, Refusal.TOO_BIG)
    handle.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles that a sheet has not
        try:
            book = load_workbook(handle, read_only=True, data_only=True, keep_links=False)
        except SPOILT:
            raise ArchiveRefusedError(label, Refusal.DAMAGED) from None
        try:
            sheets = list(book.worksheets)
            for sheet in sheets:
                sheet.reset_dimensions()  # what a sheet says of its own size is often wrong
            yield [Sheet(sheet.title, _rows(sheet, label)) for sheet in sheets]
        finally:
            book.close()


def _rows(sheet: object, label: str) -> Iterator[tuple[Cell, ...]]:
    rows = sheet.iter_rows(values_only=True, max_col=COLUMNS_MAX)  # type: ignore[attr-defined]
    for number in range(ROWS_MAX):
        try:
            row = next(rows, None)
        except SPOILT:
            raise ArchiveRefusedError(label, Refusal.DAMAGED, number + 1) from None
        if row is None:
            return
        yield row
    raise ArchiveRefusedError(label, Refusal.TOO_MANY)


def cell_text(cell: Cell) -> str:
    """A cell as one would type it; a day without a time stays one."""
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return "" if cell is None else str(cell)


Daily = Mapping[date, int]
KINDS: Mapping[str, str] = {
    ActionKind.ENGAGEMENT_RECEIVED: "engagements",
    ActionKind.FOLLOWER_GAINED: "followers",
}
"""Kind -> its column."""
DAY = timedelta(days=1)
STEADY = 0.8
"""Part of the steps from row to row that must lead to the next day."""
ODD = 0.1
"""Part of the rows at most whose day can't be one, or stands there already."""
MOST = 0.5
"""Part of a column's cells that must be counts for it to be one of counts."""
COUNT_MAX = 100_000_000
_NUMBERS = re.compile(r"(\d{1,4})[/.\- ]{1,2}(\d{1,2})[/.\- ]{1,2}(\d{1,4})\.?")
_WHOLE = re.compile(r"\d{1,9}|\d{1,3}(?:[ .,'\u00a0\u202f]\d{3}){1,2}")

ROLES = {
    "followers": word_set("""
        follower, seguidor, abonn, volger, følger, följare, obserwuj, подписчик, takipçi,
        フォロワー, 팔로워, 关注
    """),
    "engagements": word_set("""
        engag, interac, interak, interaç, interazion, reaktion, zaangaż, вовлеч, etkileşim,
        エンゲージ, 참여, 互动
    """),
    "impressions": word_set("""
        impres, impression, eindruck, vertoning, weergave, visning, eksponering, wyświetl, показ,
        gösterim, 表示, 노출, 展示, exib
    """),
}
"""Beginnings of the words above the columns, in LinkedIn's languages; others go by their place."""


@dataclass(frozen=True, kw_only=True)
class AnalyticsReport(Report):
    """What others did with the member's content, day by day."""

    daily: Mapping[str, Daily]
    """``impressions``, which the journal does not keep, ``engagements`` received, and new
    ``followers``, so far as the sheet has them."""
    days: tuple[date, ...]
    """Of which the sheet says anything."""
    total: int | None = None
    """Followers in all."""
    cells: int = 0
    """Counts of the columns that are kept."""
    faults: tuple[CellFault, ...] = ()
    """Cells of them that are no counts, and rows without a day of their own."""
    left_out: tuple[str, ...] = ()
    """Columns of which most cells are no counts."""

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Sums that can hardly be: two columns that were taken for each other, most likely."""
        doubts = []
        sums = {role: sum(days.values()) for role, days in self.daily.items()}
        if "impressions" in sums and "engagements" in sums:
            seen = sum(self.daily["impressions"].get(day, 0) for day in self.daily["engagements"])
            if sums["engagements"] > seen:
                doubts.append(Doubt("engagements", sums["engagements"], seen))
        if self.total is not None and sums.get("followers", 0) > self.total:
            doubts.append(Doubt("followers", sums["followers"], self.total))
        return tuple(doubts)


class _Row(NamedTuple):
    """A row that begins with a day."""

    line: int
    day: date | tuple[int, int, int]
    """Or two numbers of which one is the month, and the year."""
    values: tuple[Cell, ...]
    """Beside the day, as many as the head has."""


@dataclass(frozen=True, kw_only=True)
class _Run:
    """Rows of a sheet that begin with a day."""

    head: tuple[str, ...]
    """What stands above the columns beside the days; empty texts where nothing does."""
    total: int | None
    """A number beside a text above the head."""
    rows: list[_Row] = field(default_factory=list)
    odd: list[CellFault] = field(default_factory=list)
    """Rows in between that have no day."""


class _Counts(NamedTuple):
    """One column of a run."""

    name: str
    daily: Daily
    faults: tuple[CellFault, ...]

    @property
    def cells(self) -> int:
        """That are filled."""
        return len(self.daily) + len(self.faults)

    @property
    def whole(self) -> bool:
        """Whether most of its cells are counts."""
        return bool(self.daily) and len(self.daily) >= MOST * self.cells


def read(path: str | os.PathLike[str], today: date = date.max) -> AnalyticsReport:
    """Read the sheet; ArchiveRefusedError where it has no run of days, or its days are unclear.

    Days after ``today`` are left out and named.
    """
    file = Path(path)
    if not os.path.isfile(file):  # noqa: PTH113 - pathlib's raises for a name that is too long
        raise ArchiveRefusedError(file.name, Refusal.NOT_FOUND)
    try:
        with file.open("rb") as handle:
            if handle.read(4) != b"PK\3\4":
                raise ArchiveRefusedError(file.name, Refusal.UNKNOWN)
            with open_sheets(handle, file.name) as sheets:
                runs = [run for sheet in sheets for run in _runs(sheet.rows)]
    except OSError:
        raise ArchiveRefusedError(file.name, Refusal.UNREADABLE) from None
    dated = zip(_dated(runs, file.name), runs, strict=True)
    told = sorted(((days, run) for days, run in dated if days), key=lambda pair: -len(pair[0]))
    columns: dict[str, _Counts] = {}
    faults: list[CellFault] = []
    for days, run in told:
        rows, odd = _left(run, days, today)
        places = {role: at for role, at in _places(run.head).items() if role not in columns}
        columns |= {role: _column(run.head[at], at, rows) for role, at in places.items()}
        faults += odd if places else ()
    daily = {role: column.daily for role, column in columns.items() if column.whole}
    if not daily:
        raise ArchiveRefusedError(file.name, Refusal.NO_DAYS)
    wanted = [columns[role] for role in daily if role != "impressions"]
    counted = {kind: _done(daily.get(role, {})) for kind, role in KINDS.items()}
    return AnalyticsReport(
        actions={kind: days for kind, days in counted.items() if days},
        daily=daily,
        days=tuple(sorted(set().union(*daily.values()))),
        total=next((run.total for _, run in told if "followers" in _places(run.head)), None),
        cells=sum(column.cells for column in wanted),
        faults=(*faults, *(fault for column in wanted for fault in column.faults)),
        left_out=tuple(c.name for c in columns.values() if not c.whole and c.name),
    )


def _done(daily: Daily) -> Daily:
    """The days on which there was any."""
    return {day: number for day, number in daily.items() if number}


def _places(head: Sequence[str]) -> dict[str, int]:
    """Which column counts what: by its name, else by its place."""
    named: dict[str, int] = {}
    for at, name in enumerate(head):
        for role, beginnings in ROLES.items():
            if any(word in name.casefold() for word in beginnings) and at not in named.values():
                named.setdefault(role, at)
    if not named and len(head) == 1:
        return {"followers": 0}
    if not named:
        return {role: at for at, role in enumerate(("impressions", "engagements")[: len(head)])}
    if len(named) == 1 and len(head) == 2 and "followers" not in named:
        at = 1 - next(iter(named.values()))
        named["engagements" if "impressions" in named else "impressions"] = at
    return named


def _column(name: str, at: int, rows: Iterable[tuple[date, _Row]]) -> _Counts:
    daily: dict[date, int] = {}
    faults = []
    for day, row in rows:
        cell = row.values[at]
        number = _whole(cell)
        if number is not None:
            daily[day] = number
        elif _said(cell).strip():
            faults.append(CellFault("no-count", row.line, name, str(cell)))
    return _Counts(name, daily, tuple(faults))


def _runs(rows: Iterator[tuple[Cell, ...]]) -> Iterator[_Run]:
    """Every stretch of rows that begin with a day and have something beside it.

    Rows with counts and without a day do not end it, nor do days with nothing beside them.
    """
    run: _Run | None = None
    odd: list[tuple[int, tuple[Cell, ...]]] = []
    head: tuple[Cell, ...] = ()
    total: int | None = None
    for line, row in enumerate(rows, 1):
        day = _day(row[0]) if row else None
        beside = [at for at, cell in enumerate(row[1:]) if cell not in (None, "")]
        if day is not None and beside:
            run = run or _Run(head=_head(head, beside), total=total)
            run.odd.extend(CellFault("no-day", at, "", _said(cells[0])) for at, cells in odd)
            odd = []
            width = len(run.head)
            values = (*row[1 : width + 1], *(None,) * (width - len(row) + 1))
            run.rows.append(_Row(line, day, values))
        elif any(cell not in (None, "") for cell in row):
            counted = day is None and any(_whole(row[at + 1]) is not None for at in beside)
            if run is not None and counted:
                odd.append((line, row))
            if run is not None and (counted or day is not None):
                continue
            if run is not None:
                yield run
            for cells in (*(cells for _, cells in odd), row):
                number = _whole(cells[1]) if len(cells) > 1 else None
                total = number if number is not None and isinstance(cells[0], str) else total
            run, odd, head = None, [], row
    if run is not None:
        yield run


def _head(head: tuple[Cell, ...], beside: list[int]) -> tuple[str, ...]:
    """What stands above the columns, as wide as it or as the first row."""
    names = [cell.strip() if isinstance(cell, str) else "" for cell in head[1:]]
    while names and not names[-1]:
        names.pop()
    width = len(names) if all(names) and names else beside[-1] + 1
    return tuple(names) if len(names) == width else ("",) * width


def _said(cell: Cell | tuple[int, int, int]) -> str:
    """A cell as it stands there, about."""
    if isinstance(cell, tuple):
        return "/".join(map(str, cell))
    return "" if cell is None else str(cell)


def _whole(cell: Cell) -> int | None:
    """A count, also written with separators: ``1.234``."""
    if isinstance(cell, str):
        text = cell.strip()
        if not text.isascii() and not re.search("[\u00a0\u202f]", text):
            return None
        match = _WHOLE.fullmatch(text)
        return int(re.sub(r"\D", "", match[0])) if match else None
    if isinstance(cell, int | float) and not isinstance(cell, bool) and 0 <= cell <= COUNT_MAX:
        return int(cell) if cell == int(cell) else None
    return None


def _day(cell: Cell) -> date | tuple[int, int, int] | None:
    """A day, or its three numbers; None for anything else."""
    if isinstance(cell, date):
        return date(cell.year, cell.month, cell.day) if cell.year in YEARS else None
    match = _NUMBERS.fullmatch(cell.strip()[:20]) if isinstance(cell, str) else None
    if match is None:
        return None
    a, b, c = map(int, match.groups())
    return _valid(a, b, c) if a in YEARS else (a, b, c if c > 99 else c + 2000)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None


def _dated(runs: list[_Run], label: str) -> list[list[date | None]]:
    """The days of each run, in the one order under which they follow each other."""
    readings = [[_in_order(run, order) for run in runs] for order in Order]
    points = [sum(_steps(days) for days in reading) for reading in readings]
    if points[0] == points[1] and readings[0] != readings[1]:
        raise ArchiveRefusedError(label, Refusal.DAY_ORDER)
    best = readings[0] if points[0] >= points[1] else readings[1]
    for days in best:
        known = [day for day in days if day is not None]
        few = len(set(known)) < (1 - ODD) * len(days)
        if few or _steps(days) < STEADY * (len(known) - 1):
            days.clear()
    return best


def _in_order(run: _Run, order: Order) -> list[date | None]:
    """The run's days; None for what can't be one in this order."""
    days: list[date | None] = []
    for row in run.rows:
        if isinstance(row.day, date):
            days.append(row.day)
        else:
            first, second, year = row.day
            month, day = (second, first) if order is Order.DAY else (first, second)
            days.append(_valid(year, month, day))
    return days


def _steps(days: Sequence[date | None]) -> int:
    """How often the next row is the next day, in either direction."""
    known = [day for day in days if day is not None]
    return sum(abs(b - a) == DAY for a, b in pairwise(known))


def _left(
    run: _Run, days: Sequence[date | None], today: date
) -> tuple[list[tuple[date, _Row]], list[CellFault]]:
    """The rows that count, each day once, and why the others do not."""
    faults = [*run.odd]
    seen: dict[date, _Row] = {}
    left: list[tuple[date, _Row]] = []
    for day, row in zip(days, run.rows, strict=True):
        if day is None:
            faults.append(CellFault("no-day", row.line, "", _said(row.day)))
        elif day > today:
            faults.append(CellFault("to-come", row.line, "", _said(row.day)))
        elif day not in seen:
            left.append((day, row))
        elif seen[day].values != row.values:
            faults.append(CellFault("repeated", row.line, "", _said(row.day)))
        if day is not None:
            seen.setdefault(day, row)
    return left, faults
