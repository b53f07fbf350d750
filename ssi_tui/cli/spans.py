"""What a week, a month or a year comes to: counts, goals reached, streaks. Values, no words."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ssi_tui.model.journal import Journal
from ssi_tui.model.progress import streak, week_of, weekly_goal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ssi_tui.cli.session import Session
    from ssi_tui.model.target import Target

LOOK_BACK = 26 * 7
"""Days before the span that are read for streaks; more only where one is longer."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One kind of action."""

    kind: str
    target: "Target | None"
    days: "Mapping[date, int]"
    """Day -> how many; only days with any."""
    reached: int
    """Weeks of the span in which the week's goal was reached."""
    weeks: int
    """Weeks of the span that are over, or reached already."""
    streak: int
    """Weeks in a row up to the day; the running one counts once it is reached."""

    @property
    def count(self) -> int:
        """In the whole span."""
        return sum(self.days.values())


@dataclass(frozen=True, kw_only=True)
class Span:
    """A calendar week, month or year up to a day."""

    first: date
    last: date
    """The calendar's: days after `day` are still to come."""
    day: date
    journal: Journal
    rows: tuple[Row, ...]
    """Those with a target in its order, then the others, most first."""

    @property
    def totals(self) -> dict[date, int]:
        """Day -> actions of all kinds; only days with any."""
        totals: dict[date, int] = {}
        for row in self.rows:
            for day, count in row.days.items():
                totals[day] = totals.get(day, 0) + count
        return dict(sorted(totals.items()))

    @property
    def rests(self) -> frozenset[date]:
        """Days of the span on which one rests from everything."""
        days = (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))
        return frozenset(day for day in days if self.journal.rest(day))

    @property
    def notes(self) -> dict[date, str]:
        """Day -> text."""
        notes = self.journal.notes
        return {day: notes[day] for day in sorted(notes) if self.first <= day <= self.day}


def bounds(name: str, day: date, week_start: str) -> tuple[date, date]:
    """First and last day of the ``week``, ``month`` or ``year`` around a day."""
    if name == "week":
        return week_of(day, week_start)
    if name == "month":
        first = day.replace(day=1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return date(day.year, 1, 1), date(day.year, 12, 31)


def read_span(session: "Session", name: str, day: date) -> Span:
    """The span around a day, with as much of the journal as its streaks need."""
    week_start = session.settings.week_start
    first, last = bounds(name, day, week_start)
    journal = session.journal(first - timedelta(days=LOOK_BACK), day)
    targets = journal.targets.values()
    if any(streak(journal, target, day, week_start).open for target in targets):
        journal = session.journal(None, day)
    counts = journal.counts(first, day)
    others = sorted(counts.keys() - journal.targets.keys())
    others.sort(key=lambda kind: -sum(counts[kind].values()))
    rows = []
    for kind in (*journal.targets, *others):
        target = journal.targets.get(kind)
        weeks = [] if target is None else list(_weeks(journal, target, first, day, week_start))
        rows.append(
            Row(
                kind=kind,
                target=target,
                days=counts.get(kind, {}),
                reached=sum(weeks),
                weeks=len(weeks),
                streak=streak(journal, target, day, week_start).weeks if target else 0,
            )
        )
    return Span(first=first, last=last, day=day, journal=journal, rows=tuple(rows))


def _weeks(
    journal: Journal, target: "Target", first: date, day: date, week_start: str
) -> "Iterator[bool]":
    """Whether each week that begins in the span and is over was good; the running one if it is.

    A week of rest that was not good says nothing.
    """
    began = journal.first_day
    begin, end = week_of(first, week_start)
    while begin <= day:
        if begin >= first and began is not None and end >= began:
            good = _reached(journal, target, begin, end, day, week_start)
            rested = any(journal.rest(begin + timedelta(days=n), target.kind) for n in range(7))
            if (good and not target.at_most) or (end <= day and (good or not rested)):
                yield good
        begin, end = begin + timedelta(days=7), end + timedelta(days=7)


def _reached(
    journal: Journal, target: "Target", first: date, last: date, day: date, week_start: str
) -> bool:
    """Whether one week is good, as streaks have it."""
    if target.at_most:
        if target.days > 1:
            return journal.total(target.kind, first, last) <= weekly_goal(target)
        days = (first + timedelta(days=n) for n in range(7))
        return all(journal.count(target.kind, each) <= target.amount for each in days)
    alone = Journal(
        months=journal.months, targets=journal.targets, rests=journal.rests, first=first, last=last
    )
    return streak(alone, target, min(day, last), week_start).weeks > 0
