"""Tables of other trackers and of coaches: days with counts of actions, or with scores.

KindOf come before shapes, and nothing is guessed that could be two things: then the answer is a
question.  What was not understood is told with its line, its column and what stands there.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, tzinfo
from itertools import chain, combinations

from ssi_tui.exchange.csv_text import CellFault, Fault, FileRefusedError
from ssi_tui.exchange.days import Order, ambiguous, orders, read_day
from ssi_tui.exchange.merge import rank_of_reading
from ssi_tui.exchange.trackers import scores
from ssi_tui.exchange.trackers.layout import (
    CellGrid,
    Column,
    TrackerTable,
    by_name,
    dated,
    is_total,
    read_grids,
    table_of,
)
from ssi_tui.exchange.trackers.roles import (
    Answers,
    Asked,
    KindOf,
    Question,
    Roles,
    TablePlan,
    TrackerReport,
    UnansweredError,
    action_names,
    named_column,
)
from ssi_tui.exchange.trackers.words import (
    LOOP_CODES,
    LOOP_WORDS,
    count_in,
    has_groups,
    in_thousandths,
    mark_of,
    number_in,
)
from ssi_tui.model.entries import Reading
from ssi_tui.wording.dates import FIRST_DAY


class Taking:
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
        for at, line in enumerate(table.lines):
            if line in table.unquoted:
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

    def counts(self, plan: TablePlan, names: KindOf) -> TrackerReport:
        """Counts and readings as planned."""
        counted = [column for column, _ in plan.counts if column]
        columns = [c for pair in plan.counts for c in pair if isinstance(c, Column)]
        columns += plan.scores.values()
        each_row = len(counted) < len(plan.counts)
        rows = self._dated_rows(None if each_row else columns)
        if plan.person is not None:
            rows = [(n, day) for n, day in rows if plan.person.cells[n] == plan.whose]
            self._filled = {n for n, _ in rows}
            self._faults = [f for f in self._faults if f.why == "no-quote"]
        thousandths = in_thousandths([cell for column in counted for cell in column.cells])
        used = {self._days.name: "day"}
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
            cells = {role: column.cells[row] for role, column in plan.scores.items()}
            if any(cells.values()):
                column = plan.scores.get("total") or next(iter(plan.scores.values()))
                self._keep(row, day, column, scores.reading_of(day, cells))
        used |= {column.name: role for role, column in plan.scores.items()}
        return self._report(used, self._table.columns, each_row=each_row)

    def _dated_rows(self, columns: Sequence[Column] | None) -> list[tuple[int, date]]:
        """The rows of days that were, with anything in these columns, or in any."""
        rows = []
        others = [column for column in columns or self._table.columns if column is not self._days]
        alone = not any(column.first_cells for column in others)
        for row, day in enumerate(self._read):
            if not alone and not any(column.cells[row] for column in others):
                continue
            if day is None and is_total(self._days.cells[row]):
                continue
            self._filled.add(row)
            if day is None:
                self._fault("no-day", row, self._days)
            elif day > self._today:
                self._fault("to-come", row, self._days)
            else:
                rows.append((row, day))
        return rows

    def _count(
        self,
        row: int,
        day: date,
        column: Column | None,
        kind: str | Column,
        done: Column | None,
        reader: Callable[[str], int | None],
        names: KindOf,
    ) -> None:
        """Add what one row says."""
        cell = "" if column is None else column.cells[row]
        if isinstance(kind, str) and column is not None and not cell:
            return
        self._cells += 1
        of = names(kind.cells[row]) if isinstance(kind, Column) else kind
        mark = 1 if done is None else mark_of(done.cells[row])
        number = reader(cell) if column is not None and (cell or done is None) else 1
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
        name = column.name if column.line is None else self._days.cells[row]
        line = self._table.line(row, column)
        self._faults.append(CellFault(why, line, name, column.cells[row]))

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
        if cell in LOOP_WORDS:
            return int(cell.startswith("YES"))
        number = number_in(cell)
        if coded and number is not None:
            return LOOP_CODES.get(int(number)) if number == int(number) else None
        return count_in(cell, thousandths=thousandths, grouped=grouped)

    return read


__all__ = ["Answers", "Asked", "Question", "TrackerReport", "understand"]


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
    try:
        return _understood(data, label, today, action_names(tuple(kinds)), answers, zone)
    except UnansweredError as open_:
        return open_.question


def _understood(
    data: bytes, label: str, today: date, names: KindOf, answers: Answers, zone: tzinfo | None
) -> TrackerReport:
    table = _table(read_grids(data, label), label, today, answers)
    days = _date_column(table.columns, label, today, answers)
    order = _order(days, label, today, answers)
    others = [column for column in table.columns if column is not days]
    days_read = (read_day(cell, order, zone) for cell in days.cells)
    read = [day if day is None or day >= FIRST_DAY else None for day in days_read]
    taking = Taking(table, days, read, today)
    if any(scores.is_raw(cell) for column in others for cell in column.first_cells):
        return taking.raw(others)
    labelled = None if answers.count_column or answers.action else scores.labelled(others)
    if labelled is not None:
        return taking.labels(*labelled, others)
    plan = Roles(others, names, label, answers).plan(read)
    if not any(read):
        odd = next(filter(None, days.cells), "")
        raise FileRefusedError(label, Fault.NO_SUCH_DAY, days.name, odd)
    report = taking.counts(plan, names)
    if not report.actions and not report.readings:
        _say_why(report, label)
    return report


def _say_why(report: TrackerReport, label: str) -> None:
    """FileRefusedError with the first reason, where nothing was counted."""
    reasons = {
        "to-come": Fault.ALL_TO_COME,
        "no-count": Fault.NO_COUNTS,
        "no-score": Fault.NO_SCORE,
    }
    for fault in report.faults:
        if fault.why in reasons:
            raise FileRefusedError(label, reasons[fault.why], fault.column, fault.value)


AGAIN = 0.5
"""Part of the shorter sheet's days from which another sheet repeats it."""


def _table(grids: Sequence[CellGrid], label: str, today: date, answers: Answers) -> TrackerTable:
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
    first, *more = tables.values()
    if not more:
        return first
    heads = {tuple(column.heading for column in table.columns) for table in (first, *more)}
    if len(heads) > 1 or _repeat((first, *more), today):
        raise UnansweredError(Asked.SHEET, tables)
    columns = zip(*(table.columns for table in (first, *more)), strict=True)
    joined = [
        replace(parts[0], cells=tuple(chain.from_iterable(part.cells for part in parts)))
        for parts in columns
    ]
    lines = tuple(line for table in (first, *more) for line in table.lines)
    return replace(first, columns=tuple(joined), lines=lines)


def _repeat(tables: Sequence[TrackerTable], today: date) -> bool:
    """Whether sheets of one heading have the same days: copies of each other, or several people."""
    for column in dated(tables[0].columns, today):
        at = tables[0].columns.index(column)
        days = [set(filter(None, table.columns[at].cells)) for table in tables]
        for some, others in combinations(days, 2):
            if len(some & others) > AGAIN * min(len(some), len(others)):
                return True
    return False


def _date_column(columns: Sequence[Column], label: str, today: date, answers: Answers) -> Column:
    if answers.date_column:
        return named_column(columns, answers.date_column, label)
    days = dated(columns, today)
    if not days:
        raise FileRefusedError(label, Fault.NO_DATES)
    called = days[0] if len(days) == 1 else by_name(days)
    if called is None:
        raise UnansweredError(Asked.DATE_COLUMN, (column.name for column in days))
    return called


def _order(days: Column, label: str, today: date, answers: Answers) -> Order:
    cells = [cell for cell in days.cells if not is_total(cell)]
    fitting = orders(cells, today)
    if not fitting:
        raise FileRefusedError(label, Fault.NO_DATES, days.name)
    if len(fitting) > 1 and answers.order is None:
        example = next(cell for cell in cells if ambiguous(cell))
        raise UnansweredError(Asked.ORDER, fitting, example)
    return answers.order or fitting[0]
