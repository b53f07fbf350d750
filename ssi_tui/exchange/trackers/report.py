"""What a table of another tracker says, or what has to be asked first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ssi_tui.exchange.days import Order
from ssi_tui.exchange.faults import CellFault, Doubt, many
from ssi_tui.model.entries import Reading

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
