"""What was not understood of a table, and what can hardly be: told before anything is written."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sim.terms import ActionKind

DOUBTED = 200
"""So many of one action a day are asked about: LinkedIn stops people well before."""

RECEIVED = frozenset(
    (ActionKind.ENGAGEMENT_RECEIVED, ActionKind.FOLLOWER_GAINED, ActionKind.INVITATION_RECEIVED)
)
"""What others do: a post that goes far brings thousands."""


class CellFault(NamedTuple):
    """A cell that was not understood, and why."""

    why: str
    """``no-day``, ``to-come``, ``repeated``, ``no-count``, ``no-action``, ``no-score`` or
    ``no-quote``."""
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


def many(actions: Mapping[str, Mapping[date, int]]) -> tuple[Doubt, ...]:
    """Days on which somebody did more of one thing than can well be, the most first."""
    doubts = [
        Doubt("many", count, DOUBTED, kind, day)
        for kind, days in actions.items()
        if kind not in RECEIVED
        for day, count in days.items()
        if count > DOUBTED
    ]
    return tuple(sorted(doubts, key=lambda doubt: -doubt.number))
