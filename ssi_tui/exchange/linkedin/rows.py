"""CountedRows of one table as they pass: how many, on which lines, and why some are not counted."""

from collections import Counter
from collections.abc import Iterable, Iterator

from ssi_tui.exchange.faults import CellFault
from ssi_tui.exchange.linkedin.records import Records

NO_DATE, TO_COME = "unreadable-date", "to-come"

NAMED = 20
"""Cells of a file at most that are kept to be named."""

VALUE_MAX = 60
"""Letters of such a cell."""


class Uncounted(Counter[str]):
    """Why rows of a file were not counted -> how many."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[CellFault] = []
        """The first cells in which a date should be and is not, or is still to come."""

    def undated(self, line: int, value: str) -> None:
        """A row whose date can't be read."""
        self[NO_DATE] += 1
        self._name("no-day", line, value)

    def to_come(self, line: int, value: str) -> None:
        """A row of a day that is still to come."""
        self[TO_COME] += 1
        self._name("to-come", line, value)

    def _name(self, why: str, line: int, value: str) -> None:
        if len(self.faults) < NAMED:
            self.faults.append(CellFault(why, line, "", value.strip()[:VALUE_MAX]))


class CountedRows:
    """CountedRows that are counted as they pass."""

    def __init__(self, rows: Iterable[list[str]], above: int) -> None:
        """``above``: lines up to and with the header."""
        self._rows, self._above, self.number = rows, above, 0

    @property
    def line(self) -> int:
        """On which line of the file the row begins that passed last."""
        below = self._rows.line if isinstance(self._rows, Records) else self.number
        return self._above + below

    def __iter__(self) -> Iterator[list[str]]:
        for row in self._rows:
            self.number += 1
            yield row
