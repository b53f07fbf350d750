"""What History shows, as values: totals a day, weeks, a year's figures, and each action; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from sim.terms import Pillar
from ssi_tui.chart.heatmap import Days
from ssi_tui.model.entries import main_pillar
from ssi_tui.model.journal import Counts, Journal
from ssi_tui.model.progress import goal_of_week, streak, week_of
from ssi_tui.model.terms import Target

WEEK = timedelta(days=7)
LEAST_DAYS = 28
"""Days of log from which on a weekday can be said to be the best."""


class Subject(NamedTuple):
    """What the map is of: everything, one kind of action, or the kinds that feed one pillar."""

    kind: str = ""
    pillar: Pillar | None = None


class MapFrame(NamedTuple):
    """Which part of the journal is looked at."""

    journal: Journal
    today: date
    week_start: str
    begin: date
    """First day of the first week shown."""
    weeks: int
    day: date
    """The selected one; its year has the figures."""
    subject: Subject = Subject()
    streaks: bool = True
    """Whether the person wants to see weeks in a row."""

    @property
    def last(self) -> date:
        """The last day shown: a clock that ran ahead may have put something on days to come."""
        return self.begin + self.weeks * WEEK - timedelta(days=1)

    @property
    def year(self) -> tuple[date, date]:
        """First and last day of the selected day's year, up to today."""
        return date(self.day.year, 1, 1), min(date(self.day.year, 12, 31), self.today)


class ActionLane(NamedTuple):
    """One kind of action."""

    kind: str
    weeks: tuple[int, ...]
    """How many in each week shown, oldest first."""
    plan: float | None
    """Part of what the goal asked for in the year, 0 to 1; None without a goal or a whole week."""
    streak: int
    """Weeks in a row, by the goal; 0 without one."""


class Year(NamedTuple):
    """The figures of one calendar year."""

    number: int
    logged: int
    """Days on which something was done."""
    days: int
    """Days since the journal began; rest, and today until something is done, are not counted."""
    longest: int
    """Most weeks in a row; 0 where the person does not want to see them."""
    weekday: int | None
    """The one with most actions; None while too little is logged."""


class Past(NamedTuple):
    """What the map draws, and what stands round it."""

    days: Days
    subject: Subject
    year: Year
    lanes: tuple[ActionLane, ...]
    """Those with a goal first, in its order, then the busiest."""


class Log(NamedTuple):
    """What all maps of the same weeks share."""

    counts: Counts
    """Of the weeks shown and of the selected day's year."""
    lanes: tuple[ActionLane, ...]
    began: date | None


@lru_cache(maxsize=1)
def _log_of(frame: MapFrame) -> Log:
    """One walk over the months concerned; the subject makes no difference."""
    journal = frame.journal
    first, last = frame.year
    begin = min(frame.begin, week_of(first, frame.week_start)[0])
    counts = journal.counts(begin, max(frame.last, last))
    began, kinds = journal.first_day, listed_kinds(journal, counts)
    lanes = tuple(_lane(frame, kind, counts.get(kind, {}), began) for kind in kinds)
    return Log(counts, lanes, began)


@lru_cache(maxsize=1)
def past_of(frame: MapFrame) -> Past:
    """All that is shown; counted again only where it can differ."""
    counts, lanes, began = _log_of(frame._replace(subject=Subject()))
    totals = _totals(counts, chosen_kinds(frame.subject, counts, frame.journal))
    shown = {day: n for day, n in totals.items() if frame.begin <= day <= frame.last}
    rests = _rests(frame, frame.begin, frame.last)
    return Past(
        days=Days(frame.begin, frame.last, frame.today, shown, rests),
        subject=frame.subject,
        year=_year(frame, totals, began),
        lanes=lanes,
    )


def days_ahead(journal: Journal, today: date) -> tuple[date, ...]:
    """Days to come on which a clock that ran ahead put an entry, a score or a note."""
    days: set[date] = set()
    for name, month in journal.months.items():
        if name >= today.isoformat()[:7]:
            days |= {
                date.fromisoformat(text)
                for counts in month.counts.values()
                for text, number in counts.items()
                if number
            }
            days |= {reading.day for reading in month.readings}
            days |= {day for day, text in month.notes.items() if text}
    return tuple(sorted(day for day in days if day > today))


def chosen_kinds(subject: Subject, kinds: Iterable[str], journal: Journal) -> list[str]:
    """The kinds that a subject is made of."""
    if subject.kind:
        return [subject.kind]
    if subject.pillar is None:
        return [*kinds]
    own = journal.own_actions
    return [kind for kind in kinds if main_pillar(kind, own) is subject.pillar]


def listed_kinds(journal: Journal, counts: Counts) -> list[str]:
    """Those with a goal, then what else was done, the busiest first."""
    others = sorted(counts.keys() - journal.targets.keys())
    others.sort(key=lambda kind: -sum(counts[kind].values()))
    return [*journal.targets, *others]


def _totals(counts: Counts, kinds: Sequence[str]) -> dict[date, int]:
    totals: dict[date, int] = {}
    for kind in kinds:
        for day, number in counts.get(kind, {}).items():
            totals[day] = totals.get(day, 0) + number
    return totals


def _rests(frame: MapFrame, first: date, last: date) -> frozenset[date]:
    journal = frame.journal
    if not journal.rests:
        return frozenset()
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return frozenset(day for day in days if journal.rest(day, frame.subject.kind))


def _year(frame: MapFrame, totals: Mapping[date, int], began: date | None) -> Year:
    first, last = frame.year
    first = max(first, began) if began else last
    done = {day for day, number in totals.items() if number and first <= day <= last}
    rests = _rests(frame, first, last)
    asked = {first + timedelta(days=n) for n in range((last - first).days + 1)} - rests
    asked.discard(frame.today)
    sums = [0] * 7
    for day in done:
        sums[day.weekday()] += totals[day]
    enough = (last - first).days + 1 >= LEAST_DAYS and done
    return Year(
        number=frame.day.year,
        logged=len(done),
        days=len(asked | done),
        longest=_longest(frame, totals, first, last) if frame.streaks else 0,
        weekday=sums.index(max(sums)) if enough else None,
    )


def _longest(frame: MapFrame, totals: Mapping[date, int], first: date, last: date) -> int:
    """Most weeks in a row with something done; of a kind with a goal, with the goal reached.

    A week of rest neither counts nor ends them.
    """
    journal, kind = frame.journal, frame.subject.kind
    target = journal.targets.get(kind) if kind else None
    longest = run = 0
    week = week_of(first, frame.week_start)[0]
    while week <= last:
        days = [week + timedelta(days=n) for n in range(7)]
        done = sum(totals.get(day, 0) for day in days)
        if target and not target.at_most:
            goal = goal_of_week(journal, target, week)
            good = goal > 0 and done >= goal
        else:
            good = done > 0
        if good:
            run += 1
        elif days[-1] < frame.today and not any(journal.rest(day, kind) for day in days):
            run = 0
        longest = max(longest, run)
        week += WEEK
    return longest


def _lane(frame: MapFrame, kind: str, days: Mapping[date, int], began: date | None) -> ActionLane:
    shift = frame.begin.toordinal()
    sums: dict[int, int] = {}
    for day, number in days.items():
        week = (day.toordinal() - shift) // 7
        sums[week] = sums.get(week, 0) + number
    target = frame.journal.targets.get(kind)
    row = 0
    if target and frame.streaks:
        row = streak(frame.journal, target, frame.today, frame.week_start).weeks
    return ActionLane(
        kind=kind,
        weeks=tuple(sums.get(week, 0) for week in range(frame.weeks)),
        plan=_plan(frame, target, sums, began) if target and began else None,
        streak=row,
    )


def _plan(frame: MapFrame, target: Target, sums: Mapping[int, int], began: date) -> float | None:
    """How much of what the year's whole weeks asked for was done; no week makes up for another.

    ``sums``: by week, counted from the first one shown.
    """
    asked = reached = 0
    week = week_of(frame.year[0], frame.week_start)[0]
    while week <= frame.today and week.year <= frame.day.year:
        goal = goal_of_week(frame.journal, target, week)
        done = sums.get((week - frame.begin).days // 7, 0)
        over = began <= week and week + WEEK <= frame.today
        if target.at_most and over:
            asked, reached = asked + 1, reached + (done <= goal)
        elif not target.at_most and goal > 0 and (over or done >= goal):
            asked, reached = asked + goal, reached + min(done, goal)
        week += WEEK
    return reached / asked if asked else None
