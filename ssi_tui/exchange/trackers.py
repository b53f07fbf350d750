"""Tables of other trackers and of coaches: days with counts of actions, or with scores.

Nothing is guessed that could be two things: then the answer is a question.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ssi_tui.exchange.csv_columns import (
    COUNT_WORDS,
    DATE_WORDS,
    Column,
    count_of,
    reading_columns,
    reading_of,
    table_of,
)
from ssi_tui.exchange.csv_days import Order, orders, read_day
from ssi_tui.exchange.csv_text import read_rows
from ssi_tui.exchange.portable import rank_of_reading
from ssi_tui.exchange.refused import Fault, FileRefusedError
from ssi_tui.model.reading import Reading
from ssi_tui.words.names import exact_action

MOST = 0.5
"""Part of a column's different words that must be actions."""


class Asked(StrEnum):
    """What only the person can know."""

    DATE_COLUMN = "date-column"
    COUNT_COLUMN = "count-column"
    ACTION = "action"
    ORDER = "day-order"


@dataclass(frozen=True, kw_only=True)
class Question:
    """Something that the table leaves open."""

    asked: Asked
    choices: tuple[str, ...] = ()
    """What it can be; empty where it can be any action."""
    example: str = ""
    """A cell that can be read in two ways, or the column that is asked about."""


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What the person has said so far."""

    date_column: str = ""
    count_column: str = ""
    action: str = ""
    """A kind."""
    order: Order | None = None


@dataclass(frozen=True, kw_only=True)
class TrackerReport:
    """What a table says, before anything is written."""

    actions: Mapping[str, Mapping[date, int]]
    """Kind -> day -> how many."""
    readings: Mapping[date, Reading]
    used: Mapping[str, str]
    """Name of a column -> the kind it counts, or the date's, the count's or the score's role."""
    left_out: tuple[str, ...]
    """Names of columns that say nothing that the journal keeps."""
    skipped: Mapping[str, tuple[int, ...]]
    """Why rows were not read -> their lines: ``no-day``, ``to-come``, ``no-count``,
    ``no-action``, ``no-score``."""
    stocks: Mapping[str, float] = field(default_factory=dict)


def understand(
    data: bytes, label: str, today: date, kinds: Iterable[str], answers: Answers
) -> TrackerReport | Question:
    """What the table says, or what has to be asked first; FileRefusedError where it is none."""
    columns, lines = table_of(read_rows(data, label))
    if not columns or not lines:
        raise FileRefusedError(label, Fault.NO_TABLE)
    days = _date_column(columns, label, today, answers)
    if isinstance(days, Question):
        return days
    found = orders(days.cells, today)
    if not found:
        raise FileRefusedError(label, Fault.NO_DATES, days.name)
    if len(found) > 1 and answers.order is None:
        example = next(c for c in days.cells if read_day(c) != read_day(c, Order.MONTH))
        return Question(asked=Asked.ORDER, choices=tuple(found), example=example)
    order = answers.order or found[0]
    others = [column for column in columns if column is not days]
    counts = _counts(others, tuple(kinds), label, answers)
    if isinstance(counts, Question):
        return counts
    taking = _Taking(lines, [read_day(cell, order) for cell in days.cells], today)
    used = {days.name: "day"}
    for column, kind in counts:
        used |= taking.count(column, kind, tuple(kinds))
    scores = {} if answers.count_column else reading_columns(others)
    if scores:
        taking.read(scores)
        used |= {column.name: role for role, column in scores.items()}
    return TrackerReport(
        actions=taking.counts,
        readings=taking.readings,
        used=used,
        left_out=tuple(each.name for each in columns if each.name not in used),
        skipped={why: tuple(sorted(set(at))) for why, at in taking.skipped.items()},
    )


def _date_column(
    columns: Sequence[Column], label: str, today: date, answers: Answers
) -> Column | Question:
    if answers.date_column:
        return _named(columns, answers.date_column, label)
    dated = [column for column in columns if orders(column.first_cells, today)]
    called = [column for column in dated if column.plain in DATE_WORDS]
    if len(called) == 1 or len(dated) == 1:
        return (called or dated)[0]
    if not dated:
        raise FileRefusedError(label, Fault.NO_DATES)
    return Question(asked=Asked.DATE_COLUMN, choices=tuple(column.name for column in dated))


def _counts(
    columns: Sequence[Column], kinds: Sequence[str], label: str, answers: Answers
) -> "list[tuple[Column | None, str | Column]] | Question":
    """(Column of counts or None for one a row, kind or the column that names it) pairs."""
    numeric = [column for column in columns if column.numeric]
    named = _named(columns, answers.count_column, label) if answers.count_column else None
    if named is not None and not named.numeric:
        raise FileRefusedError(label, Fault.NO_COUNTS, named.name)
    if answers.action:
        left = [named] if named else numeric
        if len(left) > 1:
            return Question(asked=Asked.COUNT_COLUMN, choices=tuple(each.name for each in left))
        return [(left[0] if left else None, answers.action)]
    if named is None:
        wide = [(c, kind) for c in numeric if (kind := exact_action(c.name, kinds))]
        if wide:
            return list(wide)
    naming = next((c for c in columns if not c.numeric and _names_actions(c, kinds)), None)
    scores = {} if named else reading_columns(columns)
    if naming is None and scores:
        return []
    left = [named] if named else [c for c in numeric if c.plain in COUNT_WORDS] or numeric
    if len(left) > 1:
        return Question(asked=Asked.COUNT_COLUMN, choices=tuple(column.name for column in left))
    count = left[0] if left else None
    if naming is not None:
        return [(count, naming)]
    if count is not None and (kind := exact_action(count.name, kinds)):
        return [(count, kind)]
    return Question(asked=Asked.ACTION, example=count.name if count else "")


def _names_actions(column: Column, kinds: Sequence[str]) -> bool:
    words = {cell.strip() for cell in column.first_cells if cell.strip()}
    fits = sum(exact_action(word, kinds) is not None for word in words)
    return fits > MOST * len(words)


def _named(columns: Sequence[Column], name: str, label: str) -> Column:
    """The column of that heading, or of that number from 1 where none is called so."""
    wanted = name.strip().casefold()
    for column in columns:
        if column.name.casefold() == wanted:
            return column
    if wanted.isdecimal() and 1 <= int(wanted) <= len(columns):
        return columns[int(wanted) - 1]
    raise FileRefusedError(label, Fault.NO_COLUMN, ", ".join(c.name for c in columns), name)


class _Taking:
    """Goes through the rows once for each column that counts."""

    def __init__(self, lines: Sequence[int], days: Sequence[date | None], today: date) -> None:
        self.counts: dict[str, dict[date, int]] = {}
        self.readings: dict[date, Reading] = {}
        self.skipped: dict[str, list[int]] = {}
        self._rows: list[tuple[int, int, date]] = []
        for at, (line, day) in enumerate(zip(lines, days, strict=True)):
            if day is None or day > today:
                self._skip("no-day" if day is None else "to-come", line)
            else:
                self._rows.append((at, line, day))

    def count(
        self, column: Column | None, kind: str | Column, kinds: Sequence[str]
    ) -> dict[str, str]:
        """Add what a column counts; the names of the columns that it took."""
        known: dict[str, str | None] = {}
        for at, line, day in self._rows:
            number = 1 if column is None else count_of(column.cells[at])
            if isinstance(kind, Column):
                word = kind.cells[at].strip()
                if word not in known:
                    known[word] = exact_action(word, kinds)
                of = known[word]
            else:
                of = kind
            if of is None or number is None:
                self._skip("no-action" if of is None else "no-count", line)
            elif number:
                days = self.counts.setdefault(of, {})
                days[day] = days.get(day, 0) + number
        used = (
            {} if column is None else {column.name: "count" if isinstance(kind, Column) else kind}
        )
        return used | ({kind.name: "action"} if isinstance(kind, Column) else {})

    def read(self, columns: Mapping[str, Column]) -> None:
        """Add the scores of these columns."""
        for at, line, day in self._rows:
            cells = {role: column.cells[at].strip() for role, column in columns.items()}
            if not any(cells.values()):
                continue
            reading = reading_of(day, cells)
            if reading is None:
                self._skip("no-score", line)
                continue
            other = self.readings.get(day)
            self.readings[day] = max(reading, other or reading, key=rank_of_reading)

    def _skip(self, why: str, line: int) -> None:
        self.skipped.setdefault(why, []).append(line)
