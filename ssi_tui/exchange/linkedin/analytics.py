"""LinkedIn's content analytics, an xlsx in any language: read by shape, not by its words."""

import os
import re
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import IO

from sim.terms import ActionKind
from ssi_tui.exchange.linkedin.dates import YEARS
from ssi_tui.exchange.linkedin.report import Counts, Span, span
from ssi_tui.exchange.linkedin.sources import FAULTS, ArchiveRefusedError, Refusal, open_zip

Cell = object
"""A text, a number, a datetime or None."""


ROWS_MAX = 400_000


COLUMNS_MAX = 100


UNPACKED_MAX = 256 << 20
"""Bytes of all parts together."""


SPOILT = (*FAULTS, ArithmeticError, AttributeError, LookupError, SyntaxError, TypeError)
"""What openpyxl raises for a sheet that is none; XML that does not parse is a SyntaxError."""


class Sheet:
    """One sheet of a workbook."""

    def __init__(self, title: str, rows: Iterator[tuple[Cell, ...]]) -> None:
        self.title, self.rows = title, rows


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


Daily = Mapping[date, int]


DAY = timedelta(days=1)


STEADY = 0.8
"""Part of the steps from row to row that must lead to the next day."""


COUNT_MAX = 100_000_000


_NUMBERS = re.compile(r"(\d{1,4})[/.\- ]{1,2}(\d{1,2})[/.\- ]{1,2}(\d{1,4})\.?")


_WHOLE = re.compile(r"\d{1,9}|\d{1,3}(?:[ .,'\u00a0\u202f]\d{3}){1,2}")


ORDERS: tuple[Callable[[int, int, int], date], ...] = (
    lambda a, b, c: date(c, b, a),
    lambda a, b, c: date(c, a, b),
)
"""Day first, month first."""


@dataclass(frozen=True, kw_only=True)
class AnalyticsReport:
    """What others did with the member's content, day by day."""

    impressions: Daily
    """How often posts were shown: nothing that the journal keeps."""
    engagements: Daily
    """Reactions, comments and shares received."""
    followers: Daily
    """New ones."""
    first: date
    last: date
    """Days that the sheet covers, with and without anything on them."""

    @property
    def actions(self) -> Counts:
        """The counts that the journal keeps."""
        found = {
            str(ActionKind.ENGAGEMENT_RECEIVED): self.engagements,
            str(ActionKind.FOLLOWER_GAINED): self.followers,
        }
        counts = {kind: {d: n for d, n in days.items() if n} for kind, days in found.items()}
        return {kind: days for kind, days in counts.items() if days}

    @property
    def stocks(self) -> Mapping[str, float]:
        """None: the sheet's total of followers is no stock of the model."""
        return {}

    def span(self, kind: str) -> Span:
        """First and last day of a kind, and how many; KeyError for one that is not there."""
        return span(self.actions[kind])


@dataclass(frozen=True, kw_only=True)
class _Run:
    """Rows of a sheet that begin with a day and go on with numbers."""

    days: list[date | tuple[int, int, int]]
    """Days, or three numbers of which the order is not known yet."""
    values: list[tuple[int, ...]]


def read(path: str | os.PathLike[str]) -> AnalyticsReport:
    """Read the sheet; ArchiveRefusedError where it has no run of days, or its days are unclear."""
    file = Path(path)
    if not file.is_file():
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
    told = [(days, run.values) for days, run in dated if days]
    pairs = max((run for run in told if len(run[1][0]) >= 2), key=_length, default=([], []))
    single = max((run for run in told if len(run[1][0]) == 1), key=_length, default=([], []))
    days = [*pairs[0], *single[0]]
    if not days:
        raise ArchiveRefusedError(file.name, Refusal.NO_DAYS)
    return AnalyticsReport(
        impressions={day: row[0] for day, row in zip(*pairs, strict=True)},
        engagements={day: row[1] for day, row in zip(*pairs, strict=True)},
        followers={day: row[0] for day, row in zip(*single, strict=True)},
        first=min(days),
        last=max(days),
    )


def _length(run: tuple[list[date], list[tuple[int, ...]]]) -> int:
    return len(run[0])


def _runs(rows: Iterator[tuple[Cell, ...]]) -> Iterator[_Run]:
    """Every stretch of rows that begin with a day and have equally many numbers after it."""
    run: _Run | None = None
    for row in rows:
        day, values = _day(row[0]) if row else None, _values(row[1:])
        fits = day is not None and bool(values)
        if run is not None and (not fits or len(values) != len(run.values[0])):
            yield run
            run = None
        if fits and day is not None:
            run = run or _Run(days=[], values=[])
            run.days.append(day)
            run.values.append(values)
    if run is not None:
        yield run


def _values(cells: Sequence[Cell]) -> tuple[int, ...]:
    """The whole numbers before the first cell that is none."""
    values: list[int] = []
    for cell in cells:
        value = _whole(cell)
        if value is None:
            break
        values.append(value)
    return tuple(values)


def _whole(cell: Cell) -> int | None:
    """A count, also written with separators: ``1.234``."""
    if isinstance(cell, str):
        text = cell.strip()
        if not text.isascii() and not re.search("[\u00a0\u202f]", text):
            return None
        found = _WHOLE.fullmatch(text)
        return int(re.sub(r"\D", "", found[0])) if found else None
    if isinstance(cell, int | float) and not isinstance(cell, bool) and 0 <= cell <= COUNT_MAX:
        return int(cell) if cell == int(cell) else None
    return None


def _day(cell: Cell) -> date | tuple[int, int, int] | None:
    """A day, or its three numbers; None for anything else."""
    if isinstance(cell, datetime):
        return cell.date() if cell.year in YEARS else None
    if isinstance(cell, date):
        return cell if cell.year in YEARS else None
    found = _NUMBERS.fullmatch(cell.strip()[:20]) if isinstance(cell, str) else None
    if found is None:
        return None
    a, b, c = (int(part) for part in found.groups())
    if a in YEARS:
        return _made(lambda a, b, c: date(a, b, c), (a, b, c))
    return a, b, c if c > 99 else c + 2000


def _made(order: Callable[[int, int, int], date], numbers: tuple[int, int, int]) -> date | None:
    try:
        day = order(*numbers)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _dated(runs: list[_Run], label: str) -> list[list[date]]:
    """The days of each run, in the one order under which they follow each other."""
    readings = [[_in_order(run, order) for run in runs] for order in ORDERS]
    points = [sum(_steps(days) for days in reading) for reading in readings]
    if points[0] == points[1] and readings[0] != readings[1]:
        raise ArchiveRefusedError(label, Refusal.DAY_ORDER)
    best = readings[0] if points[0] >= points[1] else readings[1]
    for days in best:
        steps = len(days) - 1
        if len(set(days)) < len(days) or _steps(days) < STEADY * steps:
            days.clear()
    if runs and not any(best):
        raise ArchiveRefusedError(label, Refusal.NO_DAYS)
    return best


def _in_order(run: _Run, order: Callable[[int, int, int], date]) -> list[date]:
    """The run's days; none at all where one of them can't be a day in this order."""
    days: list[date] = []
    for cell in run.days:
        day = _made(order, cell) if isinstance(cell, tuple) else cell
        if day is None:
            return []
        days.append(day)
    return days


def _steps(days: list[date]) -> int:
    """How often the next row is the next day, in either direction."""
    return sum(abs(b - a) == DAY for a, b in pairwise(days))
