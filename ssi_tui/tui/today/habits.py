"""What Today shows in each row: a habit, how far it is on the chosen day, and its last days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import NamedTuple

from ssi_tui.model.journal import Journal
from ssi_tui.model.progress import (
    PACE_DAYS,
    Progress,
    progress,
    streak,
    usual_pace,
)
from ssi_tui.tui.shell.letters import letters

BEST_DAYS = 84


SPARK_DAYS = 28
"""Beside each habit where there is room; the last 14 of them where there is little."""


class Habit(NamedTuple):
    """One row."""

    kind: str
    letter: str
    """Empty where no letter was left."""
    number: int
    """On the chosen day."""
    progress: Progress | None
    """None without a target."""
    spark: tuple[int | None, ...]
    """The days up to the chosen one; None where nothing at all was logged."""
    usual: float
    """A week, over the last 28 days; 0: never."""
    best: int = 0
    """In any seven days on end of the last twelve weeks."""

    @property
    def met(self) -> bool:
        """Whether the target is reached, or its limit kept."""
        return self.progress is not None and self.progress.met

    @property
    def over(self) -> bool:
        """Whether a limit is passed."""
        return self.progress is not None and self.progress.target.at_most and not self.progress.met


def best_week(counts: Mapping[date, int], day: date) -> int:
    """The most in seven days on end, over the last twelve weeks."""
    numbers = [0] * BEST_DAYS
    for on, number in counts.items():
        back = (day - on).days
        if 0 <= back < BEST_DAYS:
            numbers[back] = number
    so_far = [0, *accumulate(numbers)]
    return max(end - begin for begin, end in zip(so_far, so_far[7:], strict=False))


def weeks_in_a_row(journal: Journal, day: date, week_start: str) -> int:
    """Weeks on end in which every target was reached; limits do not count."""
    weeks: int | None = None
    for target in journal.targets.values():
        if not target.at_most and target.days <= 7:
            mine = streak(journal, target, day, week_start).weeks
            weeks = mine if weeks is None else min(weeks, mine)
            if not weeks:
                return 0
    return weeks or 0


def habits(
    journal: Journal, day: date, *, extra: Sequence[str] = (), week_start: str = "monday"
) -> tuple[Habit, ...]:
    """A row for each target, then for what was logged lately, then for what was just added."""
    lately = journal.totals(day - timedelta(days=PACE_DAYS - 1), day)
    busiest = sorted(lately, key=lambda kind: -lately[kind])
    kinds = tuple(dict.fromkeys([*journal.targets, *busiest, *extra]))
    own = {name: one.key for name, one in journal.own_actions.items() if one.key and name in kinds}
    keys, pace = letters(kinds, own), usual_pace(journal, day)
    counts = journal.counts(day - timedelta(days=BEST_DAYS - 1), day)
    days = [day - timedelta(days=back) for back in range(SPARK_DAYS - 1, -1, -1)]
    logged = {on for numbers in counts.values() for on in numbers}
    rows = []
    for kind in kinds:
        target = journal.targets.get(kind)
        numbers = counts.get(kind, {})
        row = Habit(
            kind=kind,
            letter=keys.get(kind, ""),
            number=numbers.get(day, 0),
            progress=progress(journal, target, day, week_start) if target else None,
            spark=tuple(numbers.get(on, 0) if on in logged else None for on in days),
            usual=pace.get(kind, 0.0),
            best=best_week(numbers, day),
        )
        rows.append(row)
    return tuple(rows)
