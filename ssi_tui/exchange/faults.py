"""What was not understood of a table, and what can hardly be: told before anything is written."""

from datetime import date
from typing import NamedTuple


class CellFault(NamedTuple):
    """A cell that was not understood, and why."""

    why: str
    """``no-day``, ``to-come``, ``no-count``, ``no-action``, ``no-score`` or ``no-quote``."""
    line: int
    column: str
    value: str


class Doubt(NamedTuple):
    """Sums that can hardly be."""

    why: str
    """``many``: so many of one action on a day.  ``engagements``: more than impressions.
    ``followers``: more new ones than there are in all."""
    number: int
    of: int = 0
    """What it can't well be more than."""
    kind: str = ""
    day: date | None = None
