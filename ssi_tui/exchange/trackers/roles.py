"""What each column of a table is: by its name first, and asked where it could be two things."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache

from ssi_tui.exchange.csv_text import CellFault, Fault, FileRefusedError
from ssi_tui.exchange.days import Order
from ssi_tui.exchange.merge import Report
from ssi_tui.exchange.trackers import scores
from ssi_tui.exchange.trackers.layout import Column
from ssi_tui.exchange.trackers.words import (
    ACTIONS,
    ANYBODYS,
    HABITS,
    LOOP_CODES,
    LOOP_WORDS,
    MARKS,
    NAMES,
    ONES_OWN,
    beside_reach,
    count_in,
    has_word,
    heading,
    is_actor,
    is_count,
    is_loose,
    is_no_count,
    mark_of,
    number_in,
    speaks_of_reach,
    undecorated,
)
from ssi_tui.wording.actions import exact_action, other_word

ALL_ROWS = "*"
"""The answer that takes the rows of everybody."""


class Asked(StrEnum):
    """What only the person can know."""

    SHEET = "sheet"
    DATE_COLUMN = "date-column"
    COUNT_COLUMN = "count-column"
    ACTION = "action"
    ORDER = "day-order"
    PERSON = "person"
    """Whose rows are meant: there are those of several."""
    CODES = "codes"
    """Whether 2 means two or "done"."""
    LIKES = "likes"
    """Whether likes and comments are one's own or those that one got."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """Something that the table leaves open."""

    asked: Asked
    choices: tuple[str, ...] = ()
    """What it can be; empty where it can be any action."""
    example: str = ""
    """A cell that can be read in two ways, or the column that is asked about."""
    reach: bool = False
    """The columns speak of reach: what stands there is what others did."""


class UnansweredError(Exception):
    """A table can't be read until a question is answered."""

    def __init__(
        self, asked: Asked, choices: Iterable[str] = (), example: str = "", *, reach: bool = False
    ) -> None:
        self.question = Question(asked=asked, choices=tuple(choices), example=example, reach=reach)


DONE, COUNTS = "done", "counts"
"""The answers to `Asked.CODES`."""
MINE, OTHERS = "mine", "others"
"""The answers to `Asked.LIKES`."""


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What the person has said so far."""

    sheet: str = ""
    date_column: str = ""
    count_column: str = ""
    action: str = ""
    """A kind."""
    order: Order | None = None
    person: str = ""
    codes: str = ""
    likes: str = ""


@dataclass(frozen=True, kw_only=True)
class TrackerReport(Report):
    """What a table says, before anything is written."""

    used: Mapping[str, str] = field(default_factory=dict)
    """Name of a column -> the kind it counts, or the date's, the count's or the score's role."""
    left_out: tuple[str, ...] = ()
    """KindOf of columns that say nothing that the journal keeps."""
    faults: tuple[CellFault, ...] = ()
    """Cells that were not understood, in the order of their lines."""
    rows: int = 0
    """That say anything."""
    rows_read: int = 0
    """Of them, without a fault."""
    cells: int = 0
    """That say a count or a score."""
    cells_read: int = 0
    each_row: bool = False
    """There is no column of counts: each row counted one."""

    @property
    def days(self) -> int:
        """On which there is anything."""
        return len({*self.readings, *(day for days in self.actions.values() for day in days)})

    @property
    def skipped(self) -> Mapping[str, tuple[int, ...]]:
        """Why cells were not understood -> their lines."""
        lines: dict[str, set[int]] = {}
        for fault in self.faults:
            lines.setdefault(fault.why, set()).add(fault.line)
        return {why: tuple(sorted(at)) for why, at in lines.items()}


MOST = 0.5
"""Part of a column's different words that must be actions where no name says that it has them."""
AGAIN = 2.0
"""Rows that each name has on average in a table of what several people did."""
ANSWERS = frozenset(("comment", "reaction", "repost"))
"""What others do where one has posted."""
RECEIVED = ANSWERS | {"post", "article", "video", "engagement-received", "follower-gained"}
"""What stands in a report of one's posts."""
CODED_MIN = 4
"""So many cells that all say 2 may mean "done" four times."""


KindOf = Callable[[str], str | None]
"""The kind of action that a name is; None for any other name."""


def action_names(kinds: tuple[str, ...]) -> KindOf:
    """By its own names, by what people say for it, or in another language; remembered, because a
    table says the same words again and again."""

    def meant(name: str) -> str | None:
        if exact := exact_action(name, kinds):
            return exact
        kind = None if is_loose(name) else other_word(name) or ACTIONS.get(heading(name))
        return kind if kind in kinds else None

    @cache
    def kind_of(name: str) -> str | None:
        """Also where the name is decorated: "# of comments made"."""
        return meant(name) or meant(undecorated(name))

    return kind_of


def named_column(columns: Sequence[Column], name: str, label: str) -> Column:
    """The column of that heading, or of that number from 1 where none is called so."""
    wanted = name.strip().casefold()
    for column in columns:
        if column.name.casefold() == wanted:
            return column
    if wanted.isdecimal() and 1 <= int(wanted) <= len(columns):
        return columns[int(wanted) - 1]
    raise FileRefusedError(label, Fault.NO_COLUMN, ", ".join(c.name for c in columns), name)


@dataclass(frozen=True, kw_only=True)
class TablePlan:
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


class Roles:
    """Decides what each column is, by its name first: UnansweredError where it could be two."""

    def __init__(
        self, columns: Sequence[Column], names: KindOf, label: str, answers: Answers
    ) -> None:
        self._columns, self._names = columns, names
        self._label, self._answers = label, answers

    def plan(self, days: Sequence[date | None]) -> TablePlan:
        """What is counted."""
        naming = self._naming()
        wide = [
            (column, kind)
            for column in self._columns
            if column is not naming and (kind := self._names(column.name))
            if column.numeric or not _texts(column)
        ]
        self._ask_of_reach(wide, naming)
        if naming is None:
            wide = self._ones_own(wide)
        person = self._person(naming, days, wide=bool(wide) and naming is None)
        counts = self._counts(wide, naming)
        columns = [column for column, _ in counts]
        return TablePlan(
            counts=counts,
            done=self._done(naming, columns),
            scores={} if self._answers.count_column else self._scores(),
            person=person,
            whose=self._answers.person,
            coded=self._coded(cell for column in columns if column for cell in column.cells),
        )

    def _scores(self) -> dict[str, Column]:
        return scores.reading_columns(self._columns, lambda name: self._names(name) is not None)

    def _naming(self) -> Column | None:
        """The column that names each row's action."""
        for column in self._columns:
            called = column.heading in HABITS
            if called or not column.numeric:
                words = set(column.first_cells)
                fits = sum(self._names(word) is not None for word in words)
                if fits > MOST * len(words) or (fits and called):
                    return column
        return None

    def _ask_of_reach(self, wide: Sequence[tuple[Column, str]], naming: Column | None) -> None:
        """Where the columns speak of reach, comments and reactions are those of others: ask."""
        count_column = self._answers.count_column
        if count_column and (self._answers.action or naming is not None):
            return
        words = [column.name for column in self._columns]
        if naming is not None:
            words += set(naming.first_cells)
        others = [word for word in words if self._names(word) is None]
        spoken = [word for word in others if speaks_of_reach(word)]
        if not spoken and wide:
            spoken = [word for word in others if beside_reach(word)]
        if spoken and count_column:
            raise UnansweredError(Asked.ACTION, example=count_column, reach=True)
        if spoken:
            choices = (c.name for c in self._columns if c.numeric)
            raise UnansweredError(Asked.COUNT_COLUMN, choices, spoken[0], reach=True)

    def _ones_own(self, wide: list[tuple[Column, str]]) -> list[tuple[Column, str]]:
        """The columns of what one did oneself; asked where likes could be those of others.

        What nobody gets, messages or searches, stands in a table of one's own actions.
        """
        answered = self._answers.count_column or any(
            has_word(column.name, ONES_OWN) or kind not in RECEIVED for column, kind in wide
        )
        doubtful = [column.name for column, _ in wide if has_word(column.name, ANYBODYS)]
        if answered or not doubtful or self._answers.likes == MINE:
            return wide
        if self._answers.likes != OTHERS:
            raise UnansweredError(Asked.LIKES, (MINE, OTHERS), doubtful[0])
        left = [(column, kind) for column, kind in wide if kind not in ANSWERS]
        if not left and not self._scores():
            raise FileRefusedError(self._label, Fault.OTHERS, value=doubtful[0])
        return left

    def _person(
        self, naming: Column | None, days: Sequence[date | None], *, wide: bool
    ) -> Column | None:
        """The column that says whose a row is; asked whose, where it has several."""
        for column in self._columns:
            cells = [cell for cell in column.cells if cell]
            values = tuple(dict.fromkeys(cells))
            if column is naming or column.numeric or len(values) < 2:
                continue
            again = len(cells) >= AGAIN * len(values)
            beside = wide and _several_a_day(column, days)
            named = column.heading in NAMES
            if is_actor(column.heading) or (named and (again or beside)) or (again and beside):
                if self._answers.person == ALL_ROWS:
                    return None
                if self._answers.person in values:
                    return column
                raise UnansweredError(Asked.PERSON, (*values, ALL_ROWS), column.name)
        return None

    def _counts(
        self, wide: Sequence[tuple[Column, str]], naming: Column | None
    ) -> Sequence[tuple[Column | None, str | Column]]:
        """(Column of counts or None for one a row, kind or the column that names it) pairs."""
        named = None
        if self._answers.count_column:
            named = named_column(self._columns, self._answers.count_column, self._label)
            self._check(named)
        numeric = [column for column in self._columns if column.numeric and not column.marked]
        if self._answers.action:
            left = [named] if named else [c for c in numeric if is_count(c.name)] or numeric
            return [(_only(left), self._answers.action)]
        if named is None and naming is None and wide:
            return wide
        if named is None and naming is None and self._scores():
            return []
        count = named or self._count_column(numeric, naming)
        if naming is not None:
            return [(count, naming)]
        if count is not None and (kind := self._names(count.name)):
            return [(count, kind)]
        raise UnansweredError(Asked.ACTION, example=count.name if count else "")

    def _count_column(self, numeric: Sequence[Column], naming: Column | None) -> Column | None:
        """The column of counts: one that is named so is one, whatever its cells say."""
        called = [c for c in self._columns if is_count(c.name) and c is not naming]
        if naming is not None:
            called = called or [c for c in numeric if self._names(c.name) and c is not naming]
        left = called or [c for c in numeric if not is_no_count(c.name)]
        count = _only(left if left or naming is not None else numeric)
        if called:
            self._check(called[0])
        return count

    def _check(self, column: Column) -> None:
        """FileRefusedError where nothing in a column of counts is one, or most count otherwise."""
        filled = column.first_cells
        odd = [cell for cell in filled if not _countable(cell) and cell not in LOOP_WORDS]
        otherwise = [cell for cell in odd if any(map(str.isdigit, cell))]  # "3 min", not "n/a"
        if odd and (len(odd) == len(filled) or len(otherwise) > MOST * len(filled)):
            raise FileRefusedError(self._label, Fault.NO_COUNTS, column.name, odd[0])

    def _coded(self, cells: Iterable[str]) -> bool:
        """Whether the numbers are Loop's codes, where 2 means done and -1 that nobody knows."""
        said = [number for cell in cells if (number := number_in(cell)) is not None]
        numbers = set(said)
        if not numbers <= set(LOOP_CODES) or 2 not in numbers:
            return False
        if numbers <= {0, 2, 3} and said.count(2) >= CODED_MIN:
            if not self._answers.codes:
                raise UnansweredError(Asked.CODES, (DONE, COUNTS), "2")
            return self._answers.codes == DONE
        return -1 in numbers

    def _done(self, naming: Column | None, counts: Sequence[Column | None]) -> Column | None:
        """The column that says whether each row was done, beside the one that names it."""
        if naming is None:
            return None
        marks = [c for c in self._columns if c not in (naming, *counts) and c.heading in MARKS]
        return next((c for c in marks if any(mark_of(x) is not None for x in c.first_cells)), None)


def _only(columns: Sequence[Column]) -> Column | None:
    """The column of counts, asked where there are several."""
    if len(columns) > 1:
        raise UnansweredError(Asked.COUNT_COLUMN, (column.name for column in columns))
    return columns[0] if columns else None


def _texts(column: Column) -> bool:
    """Whether a column of an action's name holds words instead of counts."""
    filled = column.first_cells
    odd = [cell for cell in filled if not _countable(cell)]
    worded = any(sum(map(str.isalpha, cell)) > 1 for cell in odd)  # and not only signs
    return worded and not any(map(str.isdigit, "".join(filled)))


def _several_a_day(column: Column, days: Sequence[date | None]) -> bool:
    """Whether most days have a row for each of several values."""
    values: dict[date, set[str]] = {}
    for day, cell in zip(days, column.cells, strict=True):
        if day is not None and cell:
            values.setdefault(day, set()).add(cell)
    return sum(len(said) > 1 for said in values.values()) > MOST * len(values)


def _countable(cell: str) -> bool:
    return number_in(cell) is not None or count_in(cell) is not None
