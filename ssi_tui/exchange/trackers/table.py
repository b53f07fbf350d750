"""Tables of other trackers and of coaches: days with counts of actions, or with scores.

Names come before shapes, and nothing is guessed that could be two things: then the answer is a
question.  What was not understood is told with its line, its column and what stands there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, tzinfo
from itertools import combinations

from ssi_tui.exchange.csv_text import Fault, FileRefusedError
from ssi_tui.exchange.days import Order, ambiguous, orders, read_day
from ssi_tui.exchange.trackers import scores
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
    Answers,
    Asked,
    Question,
    TrackerReport,
    Why,
)
from ssi_tui.exchange.trackers.roles import ActionNames, Roles, named_column
from ssi_tui.exchange.trackers.taking import Taking
from ssi_tui.wording.dates import FIRST_DAY

__all__ = ["Answers", "Asked", "Question", "TrackerReport", "Why", "understand"]


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
    names = ActionNames(tuple(kinds))
    days = _date_column(table.columns, label, today, answers)
    if isinstance(days, Question):
        return days
    order = _order(days, label, today, answers)
    if isinstance(order, Question):
        return order
    others = [column for column in table.columns if column is not days]
    found = (read_day(cell, order, zone) for cell in days.cells)
    read = [day if day is None or day >= FIRST_DAY else None for day in found]
    taking = Taking(table, days, read, today)
    if any(scores.is_raw(cell) for column in others for cell in column.first_cells):
        return taking.raw(others)
    labelled = None if answers.count_column or answers.action else scores.labelled(others)
    if labelled is not None:
        return taking.labels(*labelled, others)
    plan = Roles(table, others, names, label, answers).plan(read)
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
    if len(heads) > 1 or _repeat(tuple(tables.values()), today):
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


def _repeat(tables: Sequence[TrackerTable], today: date) -> bool:
    """Whether sheets of one heading have the same days: copies of each other, or several people."""
    for column in dated(tables[0].columns, today):
        at = tables[0].columns.index(column)
        days = [{cell.strip() for cell in t.columns[at].cells if cell.strip()} for t in tables]
        for one, other in combinations(days, 2):
            if len(one & other) > AGAIN * min(len(one), len(other)):
                return True
    return False


def _date_column(
    columns: Sequence[Column], label: str, today: date, answers: Answers
) -> Column | Question:
    if answers.date_column:
        return named_column(columns, answers.date_column, label)
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
