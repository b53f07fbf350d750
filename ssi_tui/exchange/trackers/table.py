"""Tables of other trackers and of coaches: days with counts of actions, or with scores.

Names come before shapes, and nothing is guessed that could be two things: then the answer is a
question.  What was not understood is told with its line, its column and what stands there.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo

from ssi_tui.exchange.csv_text import Fault, FileRefusedError
from ssi_tui.exchange.days import Order, ambiguous, orders, read_day
from ssi_tui.exchange.faults import CellFault
from ssi_tui.exchange.merge import rank_of_reading
from ssi_tui.exchange.trackers import scores
from ssi_tui.exchange.trackers.cells import (
    LOOP_CODES,
    LOOP_WORDS,
    count_in,
    has_groups,
    in_thousandths,
    mark_of,
    number_in,
)
from ssi_tui.exchange.trackers.grid import CellGrid, read_grids
from ssi_tui.exchange.trackers.layout import (
    Column,
    TrackerTable,
    by_name,
    dated,
    is_total,
    table_of,
)
from ssi_tui.exchange.trackers.report import (
    ALL_ROWS,
    COUNTS,
    DONE,
    Answers,
    Asked,
    Question,
    TrackerReport,
    Why,
)
from ssi_tui.exchange.trackers.words import (
    ACTIONS,
    ACTORS,
    HABITS,
    MARKS,
    NAMES,
    beside_reach,
    heading,
    is_count,
    is_no_count,
    speaks_of_reach,
    undecorated,
)
from ssi_tui.model.entries import Reading
from ssi_tui.wording.actions import exact_action

__all__ = ["Answers", "Asked", "Question", "TrackerReport", "Why", "understand"]


MOST = 0.5
"""Part of a column's different words that must be actions where no name says that it has them."""


AGAIN = 2.0
"""Rows that each name has on average in a table of what several people did."""


CODED_MIN = 4
"""So many cells that all say 2 may mean "done" four times."""


def understand(
    data: bytes,
    label: str,
    today: date,
    kinds: Iterable[str],
    answers: Answers,
    zone: tzinfo | None = None,
) -> TrackerReport | Question:
    """What the table says, or what has to be asked first; FileRefusedError where it is none.

    Times with a zone become days on the clock of ``zone``, None for the system's.
    """
    table = _table(read_grids(data, label), label, today, answers)
    if isinstance(table, Question):
        return table
    names = _Names(tuple(kinds))
    days = _date_column(table.columns, label, today, answers)
    if isinstance(days, Question):
        return days
    order = _order(days, label, today, answers)
    if isinstance(order, Question):
        return order
    others = [column for column in table.columns if column is not days]
    read = [read_day(cell, order, zone) for cell in days.cells]
    taking = _Taking(table, days, read, today)
    if any(scores.is_raw(cell) for column in others for cell in column.first_cells):
        return taking.raw(others)
    labelled = None if answers.count_column or answers.action else scores.labelled(others)
    if labelled is not None:
        return taking.labels(*labelled, others)
    plan = _Planning(table, others, names, label, answers).plan(read)
    if isinstance(plan, Question):
        return plan
    if not any(day is not None for day in read):
        odd = next((cell for cell in days.cells if cell.strip()), "")
        raise FileRefusedError(label, Fault.NO_SUCH_DAY, days.name, odd)
    report = taking.counts(plan, names)
    if not report.actions and not report.readings and not report.rows_read:
        _say_why(report, label)
    return report


def _say_why(report: TrackerReport, label: str) -> None:
    """FileRefusedError with the first reason, where nothing at all was understood."""
    reasons = {"to-come": Fault.ALL_TO_COME, "no-count": Fault.NO_COUNTS}
    for fault in report.faults:
        if fault.why in reasons:
            raise FileRefusedError(label, reasons[fault.why], fault.column, fault.value)


class _Names:
    """Which action a name is, remembered: a table says the same words again and again."""

    def __init__(self, kinds: tuple[str, ...]) -> None:
        self._kinds = kinds
        self._known: dict[str, str | None] = {}

    def __call__(self, name: str) -> str | None:
        """The kind, also where the name is decorated: "# of comments made"."""
        if name not in self._known:
            exact = exact_action(name, self._kinds) or self._elsewhere(name)
            plain = undecorated(name) if exact is None else ""
            if plain:
                exact = exact_action(plain, self._kinds) or self._elsewhere(plain)
            self._known[name] = exact
        return self._known[name]

    def _elsewhere(self, name: str) -> str | None:
        """The kind that a name means in a language that the program does not speak."""
        kind = ACTIONS.get(heading(name))
        return kind if kind in self._kinds else None


def _table(
    grids: Sequence[CellGrid], label: str, today: date, answers: Answers
) -> TrackerTable | Question:
    """The one table with days; sheets of one heading are read as one."""
    tables: dict[str, TrackerTable] = {}
    refused: list[FileRefusedError] = []
    for grid in grids:
        if answers.sheet in ("", grid.name):
            try:
                tables[grid.name] = table_of(grid, today, label)
            except FileRefusedError as error:
                refused.append(error)
    if not tables:
        raise max(refused, key=lambda e: e.fault not in (Fault.NO_TABLE, Fault.NO_DATES))
    if len(tables) == 1:
        return next(iter(tables.values()))
    heads = {tuple(column.heading for column in table.columns) for table in tables.values()}
    if len(heads) > 1:
        return Question(asked=Asked.SHEET, choices=tuple(tables))
    first, *more = tables.values()
    columns = [
        replace(
            column,
            cells=tuple(c for table in (first, *more) for c in table.columns[at].cells),
        )
        for at, column in enumerate(first.columns)
    ]
    lines = tuple(line for table in (first, *more) for line in table.lines)
    return replace(first, columns=tuple(columns), lines=lines)


def _date_column(
    columns: Sequence[Column], label: str, today: date, answers: Answers
) -> Column | Question:
    if answers.date_column:
        return _named(columns, answers.date_column, label)
    days = dated(columns, today)
    if not days:
        raise FileRefusedError(label, Fault.NO_DATES)
    called = by_name(days)
    if called is not None or len(days) == 1:
        return called or days[0]
    return Question(asked=Asked.DATE_COLUMN, choices=tuple(column.name for column in days))


def _order(days: Column, label: str, today: date, answers: Answers) -> Order | Question:
    cells = [cell for cell in days.cells if not is_total(cell)]
    fitting = orders(cells, today)
    if not fitting:
        raise FileRefusedError(label, Fault.NO_DATES, days.name)
    if len(fitting) > 1 and answers.order is None:
        example = next(cell for cell in cells if ambiguous(cell))
        return Question(asked=Asked.ORDER, choices=tuple(fitting), example=example)
    return answers.order or fitting[0]


def _named(columns: Sequence[Column], name: str, label: str) -> Column:
    """The column of that heading, or of that number from 1 where none is called so."""
    wanted = name.strip().casefold()
    for column in columns:
        if column.name.casefold() == wanted:
            return column
    if wanted.isdecimal() and 1 <= int(wanted) <= len(columns):
        return columns[int(wanted) - 1]
    raise FileRefusedError(label, Fault.NO_COLUMN, ", ".join(c.name for c in columns), name)


@dataclass(frozen=True, kw_only=True)
class _Plan:
    """How the rows are to be counted."""

    counts: Sequence[tuple[Column | None, str | Column]] = ()
    """(Column of counts or None for one a row, kind or the column that names it) pairs."""
    done: Column | None = None
    """Says of each row whether it was done."""
    scores: Mapping[str, Column]
    person: Column | None = None
    whose: str = ""
    coded: bool = False
    """2 means done."""


class _Planning:
    """Decides what each column is, by its name first."""

    def __init__(
        self,
        table: TrackerTable,
        columns: Sequence[Column],
        names: _Names,
        label: str,
        answers: Answers,
    ) -> None:
        self._table, self._columns, self._names = table, columns, names
        self._label, self._answers = label, answers

    def plan(self, days: Sequence[date | None]) -> _Plan | Question:
        """What is counted, or what has to be asked."""
        naming = self._naming()
        wide = [
            (column, kind)
            for column in self._columns
            if column is not naming and (kind := self._names(column.name))
            if column.numeric or not self._texts(column)
        ]
        reach = self._reach(wide, naming)
        if reach is not None:
            return reach
        person = self._person(naming, days, wide=bool(wide) and naming is None)
        if isinstance(person, Question):
            return person
        counts = self._counts(wide, naming)
        if isinstance(counts, Question):
            return counts
        read = {} if self._answers.count_column else self._scores()
        coded = self._coded([column for column, _ in counts if column is not None])
        if isinstance(coded, Question):
            return coded
        done = self._done(naming, [column for column, _ in counts])
        return _Plan(
            counts=counts, done=done, scores=read, person=person, whose=self._answers.person,
            coded=coded,
        )  # fmt: skip

    def _scores(self) -> dict[str, Column]:
        return scores.reading_columns(self._columns, lambda name: self._names(name) is not None)

    def _texts(self, column: Column) -> bool:
        """Whether a column of an action's name holds words instead of counts."""
        filled = column.first_cells
        odd = [c for c in filled if count_in(c) is None and number_in(c) is None]
        return bool(filled) and not any(map(str.isdigit, "".join(filled))) and bool(odd)

    def _naming(self) -> Column | None:
        """The column that names each row's action."""
        texts = [
            column for column in self._columns if not column.numeric or column.heading in HABITS
        ]
        for column in texts:
            words = {cell.strip() for cell in column.first_cells}
            fits = sum(self._names(word) is not None for word in words)
            if fits > MOST * len(words) or (fits and column.heading in HABITS):
                return column
        return None

    def _reach(self, wide: Sequence[tuple[Column, str]], naming: Column | None) -> Question | None:
        """Where the columns speak of reach, comments and reactions are those of others: ask."""
        if self._answers.count_column and (self._answers.action or naming is not None):
            return None
        words = [column.name for column in self._columns]
        if naming is not None:
            words += {cell.strip() for cell in naming.first_cells}
        spoken = [word for word in words if speaks_of_reach(word) and not self._own(word)]
        if not spoken and wide:
            spoken = [w for w in words if beside_reach(w) and self._names(w) is None]
        if not spoken:
            return None
        if self._answers.count_column:
            return Question(asked=Asked.ACTION, example=self._answers.count_column, why=Why.REACH)
        choices = tuple(c.name for c in self._columns if c.numeric)
        return Question(asked=Asked.COUNT_COLUMN, choices=choices, example=spoken[0], why=Why.REACH)

    def _own(self, word: str) -> bool:
        """Whether a word of reach is the name of something that one does."""
        return self._names(word) is not None

    def _person(
        self, naming: Column | None, days: Sequence[date | None], *, wide: bool
    ) -> Column | Question | None:
        """The column that says whose a row is; the question where it has several."""
        for column in self._columns:
            values = tuple(dict.fromkeys(cell.strip() for cell in column.cells if cell.strip()))
            if column is naming or column.numeric or len(values) < 2:
                continue
            rows = len([cell for cell in column.cells if cell.strip()])
            again = rows >= AGAIN * len(values)
            if (
                column.heading in ACTORS
                or (column.heading in NAMES and again)
                or (wide and again and _several_a_day(column, days))
            ):
                if self._answers.person in (*values, ALL_ROWS):
                    return None if self._answers.person == ALL_ROWS else column
                return Question(
                    asked=Asked.PERSON, choices=(*values, ALL_ROWS), example=column.name
                )
        return None

    def _counts(
        self, wide: Sequence[tuple[Column, str]], naming: Column | None
    ) -> list[tuple[Column | None, str | Column]] | Question:
        """(Column of counts or None for one a row, kind or the column that names it) pairs."""
        named = None
        if self._answers.count_column:
            named = _named(self._columns, self._answers.count_column, self._label)
            self._check(named)
        numeric = [column for column in self._columns if column.numeric and not column.marked]
        if self._answers.action:
            left = [named] if named else [c for c in numeric if is_count(c.name)] or numeric
            if len(left) > 1:
                return Question(asked=Asked.COUNT_COLUMN, choices=tuple(c.name for c in left))
            return [(left[0] if left else None, self._answers.action)]
        if named is None and naming is None and wide:
            return list(wide)
        if naming is None and named is None and self._scores():
            return []
        count = named or self._count_column(numeric, naming)
        if isinstance(count, Question):
            return count
        if naming is not None:
            return [(count, naming)]
        if count is not None and (kind := self._names(count.name)):
            return [(count, kind)]
        return Question(asked=Asked.ACTION, example=count.name if count else "")

    def _count_column(
        self, numeric: Sequence[Column], naming: Column | None
    ) -> Column | Question | None:
        """The column of counts: one that is named so is one, whatever its cells say."""
        called = [c for c in self._columns if is_count(c.name) and c is not naming]
        if naming is not None:
            called = called or [c for c in numeric if self._names(c.name) and c is not naming]
        left = called or [c for c in numeric if not is_no_count(c.name)]
        left = left if naming is not None else left or list(numeric)
        if len(left) > 1:
            return Question(asked=Asked.COUNT_COLUMN, choices=tuple(c.name for c in left))
        if called:
            self._check(called[0])
        return left[0] if left else None

    def _check(self, column: Column) -> None:
        """FileRefusedError where most of a column of counts are none."""
        filled = column.first_cells
        odd = [cell for cell in filled if not _countable(cell)]
        if odd and len(odd) > MOST * len(filled):
            raise FileRefusedError(self._label, Fault.NO_COUNTS, column.name, odd[0])

    def _coded(self, columns: Sequence[Column]) -> bool | Question:
        """Whether the numbers are Loop's codes, where 2 means done and -1 that nobody knows."""
        cells = [cell.strip() for column in columns for cell in column.cells if cell.strip()]
        numbers = {number_in(cell) for cell in cells} - {None}
        if not numbers or not numbers <= set(map(float, LOOP_CODES)) or 2 not in numbers:
            return False
        if -1 in numbers:
            return True
        twos = sum(number_in(cell) == 2 for cell in cells)
        if numbers <= {0, 2, 3} and twos >= CODED_MIN:
            if self._answers.codes:
                return self._answers.codes == DONE
            return Question(asked=Asked.CODES, choices=(DONE, COUNTS), example="2")
        return False

    def _done(self, naming: Column | None, counts: Sequence[Column | None]) -> Column | None:
        """The column that says whether each row was done, beside the one that names it."""
        if naming is None:
            return None
        marks = [c for c in self._columns if c not in (naming, *counts) and c.heading in MARKS]
        return next((c for c in marks if any(mark_of(x) is not None for x in c.first_cells)), None)


def _several_a_day(column: Column, days: Sequence[date | None]) -> bool:
    """Whether most days have a row for each of several values."""
    values: dict[date, set[str]] = {}
    for day, cell in zip(days, column.cells, strict=True):
        if day is not None and cell.strip():
            values.setdefault(day, set()).add(cell.strip())
    several = sum(len(each) > 1 for each in values.values())
    return bool(values) and several > MOST * len(values)


def _countable(cell: str) -> bool:
    return number_in(cell) is not None or count_in(cell) is not None or cell in LOOP_WORDS


class _Taking:
    """Goes through the rows, and remembers what it could not read."""

    def __init__(
        self, table: TrackerTable, days: Column, read: Sequence[date | None], today: date
    ) -> None:
        self._table, self._days, self._read, self._today = table, days, read, today
        self._faults: list[CellFault] = []
        self._bad: set[int] = set()
        self._filled: set[int] = set()
        self._cells = self._cells_read = 0
        self._actions: dict[str, dict[date, int]] = {}
        self._readings: dict[date, Reading] = {}
        for line in table.unquoted:
            at = table.lines.index(line) if line in table.lines else None
            if at is not None:
                column = next((c for c in table.columns[::-1] if c.cells[at]), days)
                self._faults.append(CellFault("no-quote", line, column.name, column.cells[at]))

    def raw(self, columns: Sequence[Column]) -> TrackerReport:
        """Readings out of LinkedIn's own data in the cells."""
        for row, day in self._dated_rows(columns):
            column = next((c for c in columns if scores.is_raw(c.cells[row])), None)
            if column is not None:
                self._keep(row, day, column, scores.read_raw(day, column.cells[row]))
        used = {c.name: "score" for c in columns if any(map(scores.is_raw, c.first_cells))}
        return self._report({self._days.name: "day", **used}, columns)

    def labels(self, labels: Column, values: Column, others: Sequence[Column]) -> TrackerReport:
        """Readings out of a row for each part of the score."""
        groups = [c for c in others if c not in (labels, values) and not c.numeric]
        days = [day if day and day <= self._today else None for day in self._read]
        self._filled.update(row for row, day in enumerate(days) if day is not None)
        self._cells = len(self._filled)
        readings, unread = scores.readings_of_labels(labels, values, groups, days)
        self._readings.update(readings)
        for row in unread:
            self._fault("no-score", row, values)
        self._cells_read = self._cells - len(unread)
        used = {self._days.name: "day", labels.name: "part", values.name: "score"}
        return self._report(used, others)

    def counts(self, plan: _Plan, names: Callable[[str], str | None]) -> TrackerReport:
        """Counts and readings as planned."""
        columns = [c for count, kind in plan.counts for c in (count, kind) if isinstance(c, Column)]
        columns += [*plan.scores.values()]
        rows = list(self._dated_rows(columns if all(c for c, _ in plan.counts) else None))
        if plan.person is not None:
            rows = [(n, day) for n, day in rows if plan.person.cells[n].strip() == plan.whose]
            self._filled = {n for n, _ in rows}
            self._faults = [f for f in self._faults if f.why == "no-quote"]
        used = {self._days.name: "day"}
        loop = any(
            c.strip() in LOOP_WORDS for column, _ in plan.counts if column for c in column.cells
        )
        every = [c for column, _ in plan.counts if column for c in column.cells]
        thousandths = in_thousandths(every, loop)
        for column, kind in plan.counts:
            reader = _reader(column, coded=plan.coded, thousandths=thousandths)
            for row, day in rows:
                self._count(row, day, column, kind, plan.done, reader, names)
            if column is not None:
                used[column.name] = "count" if isinstance(kind, Column) else kind
            if isinstance(kind, Column):
                used[kind.name] = "action"
        if plan.done is not None:
            used[plan.done.name] = "done"
        if plan.person is not None:
            used[plan.person.name] = "person"
        for row, day in rows:
            cells = {role: column.cells[row].strip() for role, column in plan.scores.items()}
            if any(cells.values()):
                column = plan.scores.get("total") or next(iter(plan.scores.values()))
                self._keep(row, day, column, scores.reading_of(day, cells))
        used |= {column.name: role for role, column in plan.scores.items()}
        each = any(column is None for column, _ in plan.counts)
        return self._report(used, self._table.columns, each_row=each)

    def _dated_rows(self, columns: Sequence[Column] | None) -> list[tuple[int, date]]:
        """The rows of days that were, with anything in these columns, or in any."""
        rows = []
        others = [column for column in columns or self._table.columns if column is not self._days]
        alone = not any(column.first_cells for column in others)
        for row, day in enumerate(self._read):
            if not alone and not any(column.cells[row].strip() for column in others):
                continue
            if day is None:
                if is_total(self._days.cells[row]):
                    continue
                self._filled.add(row)
                self._fault("no-day", row, self._days)
            elif day > self._today:
                self._filled.add(row)
                self._fault("to-come", row, self._days)
            else:
                self._filled.add(row)
                rows.append((row, day))
        return rows

    def _count(
        self,
        row: int,
        day: date,
        column: Column | None,
        kind: str | Column,
        done: Column | None,
        reader: "Callable[[str], int | None]",
        names: Callable[[str], str | None],
    ) -> None:
        """Add what one row says."""
        cell = "" if column is None else column.cells[row]
        if isinstance(kind, str) and column is not None and not cell.strip():
            return
        self._cells += 1
        of = names(kind.cells[row].strip()) if isinstance(kind, Column) else kind
        mark = 1 if done is None else mark_of(done.cells[row])
        number: int | None = 1
        if column is not None and (cell.strip() or done is None):
            number = reader(cell)
        if of is None and isinstance(kind, Column):
            self._fault("no-action", row, kind)
        elif mark is None and done is not None:
            self._fault("no-count", row, done)
        elif number is None and column is not None:
            self._fault("no-count", row, column)
        else:
            self._cells_read += 1
            if of and number and mark:
                days = self._actions.setdefault(of, {})
                days[day] = days.get(day, 0) + number

    def _keep(self, row: int, day: date, column: Column, reading: Reading | None) -> None:
        """Keep a reading; of several on a day the one that says more."""
        self._cells += 1
        if reading is None:
            self._fault("no-score", row, column)
            return
        self._cells_read += 1
        other = self._readings.get(day)
        self._readings[day] = max(reading, other or reading, key=rank_of_reading)

    def _fault(self, why: str, row: int, column: Column) -> None:
        self._bad.add(row)
        name = self._days.cells[row] if column.lines else column.name
        value = column.cells[row]
        self._faults.append(CellFault(why, self._table.line(row, column), name, value))

    def _report(
        self, used: Mapping[str, str], columns: Sequence[Column], *, each_row: bool = False
    ) -> TrackerReport:
        named = [column for column in columns if column.first_cells]
        return TrackerReport(
            actions=self._actions,
            readings=self._readings,
            used=used,
            left_out=tuple(column.name for column in named if column.name not in used),
            faults=tuple(sorted(self._faults, key=lambda fault: fault.line)),
            rows=len(self._filled),
            rows_read=len(self._filled - self._bad),
            cells=self._cells,
            cells_read=self._cells_read,
            each_row=each_row,
        )


def _reader(
    column: Column | None, *, coded: bool, thousandths: bool
) -> Callable[[str], int | None]:
    """How the cells of a column of counts are read."""
    grouped = column is None or has_groups(column.cells)

    def read(cell: str) -> int | None:
        if cell.strip() in LOOP_WORDS:
            return int(cell.strip().startswith("YES"))
        number = number_in(cell)
        if coded and number is not None:
            return LOOP_CODES.get(int(number)) if number == int(number) else None
        return count_in(cell, thousandths=thousandths, grouped=grouped)

    return read
