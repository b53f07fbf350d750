"""What each column of a table is: by its name first, and asked where it could be two things."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ssi_tui.exchange.csv_text import CellFault, Doubt, Fault, FileRefusedError, many
from ssi_tui.exchange.days import Order
from ssi_tui.exchange.trackers import scores
from ssi_tui.exchange.trackers.cells import (
    LOOP_CODES,
    LOOP_WORDS,
    count_in,
    mark_of,
    number_in,
)
from ssi_tui.exchange.trackers.layout import (
    Column,
    TrackerTable,
)
from ssi_tui.exchange.trackers.words import (
    ACTIONS,
    HABITS,
    MARKS,
    NAMES,
    beside_reach,
    heading,
    is_actor,
    is_anybodys,
    is_count,
    is_loose,
    is_no_count,
    is_ones_own,
    speaks_of_reach,
    undecorated,
)
from ssi_tui.model.entries import Reading
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


class Why(StrEnum):
    """Why something is asked that looks plain."""

    REACH = "reach"
    """The columns speak of reach: what stands there is what others did."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """Something that the table leaves open."""

    asked: Asked
    choices: tuple[str, ...] = ()
    """What it can be; empty where it can be any action."""
    example: str = ""
    """A cell that can be read in two ways, or the column that is asked about."""
    why: Why | None = None


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
class TrackerReport:
    """What a table says, before anything is written."""

    actions: Mapping[str, Mapping[date, int]]
    """Kind -> day -> how many."""
    readings: Mapping[date, Reading]
    used: Mapping[str, str] = field(default_factory=dict)
    """Name of a column -> the kind it counts, or the date's, the count's or the score's role."""
    left_out: tuple[str, ...] = ()
    """Names of columns that say nothing that the journal keeps."""
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
    stocks: Mapping[str, float] = field(default_factory=dict)

    @property
    def clocked(self) -> bool:
        """Tables have days, and few of them moments."""
        return False

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

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What can hardly be, the most first."""
        return many(self.actions)


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


class ActionNames:
    """Which action a name is, remembered: a table says the same words again and again."""

    def __init__(self, kinds: tuple[str, ...]) -> None:
        self._kinds = kinds
        self._known: dict[str, str | None] = {}

    def __call__(self, name: str) -> str | None:
        """The kind, also where the name is decorated: "# of comments made"."""
        if name not in self._known:
            self._known[name] = self._meant(name) or self._meant(undecorated(name))
        return self._known[name]

    def _meant(self, name: str) -> str | None:
        """By its own names, by what people say for it, or in another language."""
        if exact := exact_action(name, self._kinds):
            return exact
        kind = None if is_loose(name) else other_word(name) or ACTIONS.get(heading(name))
        return kind if kind in self._kinds else None


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
    """Decides what each column is, by its name first."""

    def __init__(
        self,
        table: TrackerTable,
        columns: Sequence[Column],
        names: ActionNames,
        label: str,
        answers: Answers,
    ) -> None:
        self._table, self._columns, self._names = table, columns, names
        self._label, self._answers = label, answers

    def plan(self, days: Sequence[date | None]) -> TablePlan | Question:
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
        own = self._ones_own(wide) if naming is None else wide
        if isinstance(own, Question):
            return own
        wide = own
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
        return TablePlan(
            counts=counts, done=done, scores=read, person=person, whose=self._answers.person,
            coded=coded,
        )  # fmt: skip

    def _scores(self) -> dict[str, Column]:
        return scores.reading_columns(self._columns, lambda name: self._names(name) is not None)

    def _texts(self, column: Column) -> bool:
        """Whether a column of an action's name holds words instead of counts."""
        filled = column.first_cells
        odd = [c for c in filled if count_in(c) is None and number_in(c) is None]
        worded = any(sum(map(str.isalpha, cell)) > 1 for cell in odd)  # and not only signs
        return bool(filled) and not any(map(str.isdigit, "".join(filled))) and worded

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

    def _ones_own(self, wide: list[tuple[Column, str]]) -> list[tuple[Column, str]] | Question:
        """The columns of what one did oneself; the question where likes could be those of others.

        What nobody gets, messages or searches, stands in a table of one's own actions.
        """
        answered = self._answers.count_column or any(
            is_ones_own(column.name) or kind not in RECEIVED for column, kind in wide
        )
        doubtful = [column.name for column, _ in wide if is_anybodys(column.name)]
        if answered or not doubtful or self._answers.likes == MINE:
            return wide
        if self._answers.likes == OTHERS:
            left = [(column, kind) for column, kind in wide if kind not in ANSWERS]
            if not left and not self._scores():
                raise FileRefusedError(self._label, Fault.OTHERS, value=doubtful[0])
            return left
        return Question(asked=Asked.LIKES, choices=(MINE, OTHERS), example=doubtful[0])

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
            beside = wide and _several_a_day(column, days)
            if (
                is_actor(column.heading)
                or (column.heading in NAMES and (again or beside))
                or (again and beside)
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
            named = named_column(self._columns, self._answers.count_column, self._label)
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
        """FileRefusedError where nothing in a column of counts is one, or most count otherwise."""
        filled = column.first_cells
        odd = [cell for cell in filled if not _countable(cell)]
        otherwise = [cell for cell in odd if any(map(str.isdigit, cell))]  # "3 min", not "n/a"
        if odd and (len(odd) == len(filled) or len(otherwise) > MOST * len(filled)):
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
