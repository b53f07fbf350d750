"""Tables of other trackers and of coaches: days with counts of actions, or with scores.

Nothing is guessed that could be two things: then the answer is a question.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from sim.terms import Pillar
from ssi_tui.errors import BadValueError
from ssi_tui.exchange.csv_text import Fault, FileRefusedError, read_rows
from ssi_tui.exchange.days import Order, orders, read_day
from ssi_tui.exchange.linkedin.score_page.labels import pillar_of
from ssi_tui.exchange.merge import rank_of_reading
from ssi_tui.model.entries import COUNT_MAX, Reading
from ssi_tui.store.tables import new_id
from ssi_tui.wording.actions import exact_action, pillar_name

LOOKED_AT = 200
"""Cells from which a column's kind is told."""


NUMERIC = 0.9
"""Part of the cells that must be numbers."""


DATE_WORDS = frozenset(("date", "day", "datum", "tag", "dag", "dato", "when"))


COUNT_WORDS = frozenset(
    ("count", "amount", "number", "quantity", "value", "anzahl", "menge", "aantal", "antal", "n")
)


_TOTALS = frozenset(("total", "score", "ssi", "ssi score", "overall", "gesamt", "totaal", "samlet"))


_RANKS = {"industry rank": "industry_rank", "network rank": "network_rank"}


_YES = frozenset(("x", "✓", "✔", "yes", "true", "done", "ja", "wahr", "waar", "sand"))


_NO = frozenset(("", "-", "–", "no", "false", "nein", "nee", "nej", "falsch", "onwaar", "falsk"))


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column below its heading."""

    name: str
    """Its heading, or its number from 1 in a table without headings."""
    cells: tuple[str, ...]

    @property
    def plain(self) -> str:
        """The heading in small letters."""
        return " ".join(self.name.replace("_", " ").casefold().split())

    @cached_property
    def first_cells(self) -> tuple[str, ...]:
        """Enough of the cells to tell what they are."""
        return self.cells[:LOOKED_AT]

    @cached_property
    def numeric(self) -> bool:
        """Whether it holds numbers, or marks for done."""
        filled = [cell for cell in self.first_cells if cell.strip()]
        numbers = sum(_number(cell) is not None or count_of(cell) is not None for cell in filled)
        return bool(filled) and numbers >= NUMERIC * len(filled)


def table_of(rows: Sequence[tuple[int, list[str]]]) -> tuple[list[Column], list[int]]:
    """The columns, and the line of each row; a first row with a day or a number is no heading."""
    if not rows:
        return [], []
    first = [cell.strip() for cell in rows[0][1]]
    headed = not any(
        read_day(cell, order) or _number(cell) is not None for cell in first for order in Order
    )
    body = rows[1:] if headed else rows
    width = max(len(row) for _, row in rows)
    names = [first[at] if headed and at < len(first) else "" for at in range(width)]
    columns = [
        Column(
            name=name or str(at + 1),
            cells=tuple(row[at] if at < len(row) else "" for _, row in body),
        )
        for at, name in enumerate(names)
    ]
    return [c for c in columns if any(cell.strip() for cell in c.cells)], [line for line, _ in body]


def count_of(cell: str) -> int | None:
    """How many a cell says; marks for done are 1, nothing is 0; None for anything else."""
    word = cell.strip().casefold()
    if word in _YES or word in _NO:
        return int(word in _YES)
    number = _number(cell)
    if number is None or number != int(number) or not 0 <= number <= COUNT_MAX:
        return None
    return int(number)


def reading_columns(columns: Sequence[Column]) -> dict[str, Column]:
    """Field of a reading -> its column, where there is a total or all four pillars."""
    roles: dict[str, Column] = {}
    for column in columns:
        role = _role(column.plain) if column.numeric else None
        if role is not None:
            roles.setdefault(role, column)
    pillars = all(str(pillar) in roles for pillar in Pillar)
    if not pillars:
        roles = {role: column for role, column in roles.items() if role not in list(Pillar)}
    return roles if pillars or "total" in roles else {}


def reading_of(day: date, cells: Mapping[str, str]) -> Reading | None:
    """The reading that a row says; None where it can't be one."""
    values = {role: _number(cell) for role, cell in cells.items() if cell}
    if None in values.values():
        return None
    points = {role: value for role, value in values.items() if value is not None}
    total = points.pop("total", None)
    if total is None:
        total = round(sum(points.get(pillar, 0.0) for pillar in Pillar), 3)
    ranks = {role: int(points.pop(role)) for role in _RANKS.values() if role in points}
    try:
        return Reading(id=new_id(), day=day, total=total, source="import", **points, **ranks)  # type: ignore[arg-type]
    except BadValueError:
        return None


def _role(name: str) -> str | None:
    if name in _TOTALS:
        return "total"
    if name in _RANKS:
        return _RANKS[name]
    for pillar in Pillar:
        if name in (str(pillar), pillar_name(pillar).casefold()):
            return str(pillar)
    pillar_named = pillar_of(name)
    return str(pillar_named) if pillar_named else None


def _number(cell: str) -> float | None:
    """A number with point or comma; None for anything else."""
    text = cell.strip().replace(",", ".").removeprefix("+")
    whole, _mark, part = text.partition(".")
    digits = (whole + part).removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 12):
        return None
    try:
        return float(text)
    except ValueError:
        return None


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
