"""Where a person stands: today, this week, weeks in a row, the usual pace."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.model.journal import Journal

if TYPE_CHECKING:
    from datetime import date

    from ssi_tui.model.journal import Month
    from ssi_tui.model.terms import Rest, Target

PER_WEEK = 7
"""Days of a target by the week."""
PACE_DAYS = 28
"""What "usual" means: the last four weeks, so that every weekday counts the same."""
_FEW = 6
"""Weeks after which one walk over the whole journal is quicker than one look a week."""


class Progress(NamedTuple):
    """One target on one day."""

    target: Target
    today: int
    """Done on the day."""
    week: int
    """Done in the calendar week so far."""
    done: int
    """Done in the target's own stretch: day, week or last days."""
    goal: int
    """What `done` should come to, or not exceed."""
    met: bool
    """Reached, or still within the limit."""
    due: bool
    """Something is still to be done, and today is a day for it."""
    rest: bool = False
    """Planned rest: nothing is due."""


class Streak(NamedTuple):
    """Weeks in a row."""

    weeks: int
    """The running week counts once it is reached; until then nothing is lost."""
    open: bool
    """The journal at hand begins inside the streak: it may be longer."""


def week_of(day: date, week_start: str = "monday") -> tuple[date, date]:
    """First and last day of the calendar week around `day`."""
    first = day - timedelta(days=(day.weekday() + (week_start == "sunday")) % 7)
    return first, first + timedelta(days=6)


def progress(journal: Journal, target: Target, day: date, week_start: str = "monday") -> Progress:
    """How far one target has come on `day`; what was logged for later days does not count."""
    monday, _ = week_of(day, week_start)
    target = of_week(journal, target, monday)
    today, week = journal.count(target.kind, day), journal.total(target.kind, monday, day)
    rest = journal.rest(day, target.kind) is not None
    goal = target.amount * (len(target.weekdays) or 1)
    if target.days == 1:
        done = today
    elif target.rolling:
        done = journal.total(target.kind, day - timedelta(days=target.days - 1), day)
    else:
        done = week
    met = done <= goal if target.at_most else done >= goal
    due = not (met or rest or target.at_most)
    if target.weekdays:
        due = due and day.weekday() in target.weekdays and today < target.amount
    return Progress(target, today, week, done, goal, met, due, rest)


def of_week(journal: Journal, target: Target, first: date) -> Target:
    """The target as it holds in the week that begins on a day: a plan that was taken over rises to
    it step by step, unless another was set since."""
    if not journal.plan or target.at_most or target.days != PER_WEEK or target.rolling:
        return target
    from ssi_tui.model.kept_plan import KeptPlan  # 2 ms, and few keep a plan

    plan = KeptPlan.read(journal.plan)
    if plan is None or plan.rise.get(target.kind, (0,))[-1] != target.amount:
        return target
    goal = plan.goal(target.kind, first)
    return target if goal is None else target._replace(amount=goal)


def all_progress(journal: Journal, day: date, week_start: str = "monday") -> tuple[Progress, ...]:
    """Every target of the journal on `day`, in the order in which they were set."""
    return tuple(progress(journal, target, day, week_start) for target in journal.targets.values())


def met_count(rows: tuple[Progress, ...]) -> tuple[int, int]:
    """(n, m) of "n of m done"; what one rests from is not counted, unless it is done."""
    return sum(row.met for row in rows), sum(row.met or not row.rest for row in rows)


def weekly_goal(target: Target) -> int:
    """What a target asks of a week: ``2/day`` is 14, ``3/10d`` is 3 (2.1, rounded up)."""
    if target.weekdays:
        return target.amount * len(target.weekdays)
    return -(-target.amount * 7 // target.days)


def streak(journal: Journal, target: Target, day: date, week_start: str = "monday") -> Streak:
    """Weeks in a row in which the week's goal was reached, whichever days it was done on.

    A week with planned rest asks for less; where that is missed too, the week neither counts nor
    ends the streak.  For a limit: whole weeks within it since the journal began.
    """
    first, last = week_of(day, week_start)
    began = journal.first_day
    weeks = 0
    if not target.at_most and week_reached(journal, target, first, last, day):
        weeks = 1
    start = journal.first if began is None else min(began, journal.first or began)
    if start is None:
        return Streak(weeks, open=False)
    near, last_before, open = _weeks_back(journal, target, first, start, day.replace(day=1))
    weeks += near
    if last_before is None:
        return Streak(weeks, open)
    months = tuple(item for item in journal.months.items() if item[0] < day.isoformat()[:7])
    earlier = _earlier_weeks(
        months, target, journal.plan, journal.rests, journal.first, start, last_before
    )
    return Streak(weeks + earlier.weeks, earlier.open)


def _weeks_back(
    journal: Journal, target: Target, week: date, start: date, stop: date
) -> tuple[int, date | None, bool]:
    """Weeks in a row before the one that begins on `week`; where to go on from, None where they end
    after `stop`; and whether it is the journal that ends there."""
    weeks = 0
    sums: dict[int, int] | None = None
    while True:
        first, last = week - timedelta(days=7), week - timedelta(days=1)
        if last < stop:
            return weeks, week, False
        if last < start or (first < start and journal.first is not None):
            return weeks, None, journal.first is not None
        if weeks >= _FEW and sums is None:
            sums = _week_sums(journal, target.kind, first)
        if week_reached(journal, target, first, last, last, sums):
            weeks += 1
        elif target.at_most or not _resting(journal, target, first):
            return weeks, None, False
        week = first


@lru_cache(maxsize=64)
def _earlier_weeks(  # what a streak depends on, as values
    months: tuple[tuple[str, Month], ...],
    target: Target,
    plan: str,
    rests: tuple[Rest, ...],
    covered: date | None,
    start: date,
    week: date,
) -> Streak:
    """The streak before a week, in the months that hold it: an entry of today changes none."""
    journal = Journal(months=dict(months), plan=plan, rests=rests, first=covered)
    weeks, _, open = _weeks_back(journal, target, week, start, type(week).min)
    return Streak(weeks, open)


def _resting(journal: Journal, target: Target, first: date) -> int:
    """Days of rest in the week that begins on `first`, of those that the target means."""
    if not journal.rests:
        return 0
    days = [first + timedelta(days=n) for n in range(7)]
    meant = [day for day in days if not target.weekdays or day.weekday() in target.weekdays]
    return sum(journal.rest(day, target.kind) is not None for day in meant)


def goal_of_week(journal: Journal, target: Target, first: date) -> int:
    """What a target asks of the week that begins on `first`, less what rest takes from it."""
    target = of_week(journal, target, first)
    goal, resting = weekly_goal(target), _resting(journal, target, first)
    if target.weekdays:
        return goal - target.amount * resting
    return -(-goal * (7 - resting) // 7)


def _week_sums(journal: Journal, kind: str, week: date) -> dict[int, int]:
    """Ordinal of a week's first day -> how many in it; weeks begin on the weekday of `week`."""
    sums: dict[int, int] = {}
    start, read = week.toordinal() % 7, type(week).fromisoformat
    since = journal.first.isoformat() if journal.first else ""
    for month in journal.months.values():
        for text, number in month.counts.get(kind, {}).items():
            if text >= since:
                day = read(text).toordinal()
                first = day - (day - start) % 7
                sums[first] = sums.get(first, 0) + number
    return sums


def week_reached(
    journal: Journal,
    target: Target,
    first: date,
    last: date,
    day: date,
    sums: dict[int, int] | None = None,
) -> bool:
    """Whether the week from `first` to `last` is reached with what was done up to `day`.

    ``sums``: of whole weeks, where they are known.
    """
    if not target.at_most:
        goal = goal_of_week(journal, target, first)
        if sums is not None:
            return 0 < goal <= sums.get(first.toordinal(), 0)
        return goal > 0 and journal.total(target.kind, first, min(day, last)) >= goal
    if target.days == 1:
        days = ((first + timedelta(days=n)) for n in range(7))
        return all(journal.count(target.kind, weekday) <= target.amount for weekday in days)
    return journal.total(target.kind, first, last) <= weekly_goal(target)


def usual_pace(journal: Journal, day: date) -> dict[str, float]:
    """Kind -> actions per week over the 28 days up to `day`; fewer where the journal is younger.

    Never fewer than 7 days: one good first day is not seven of them.
    """
    began = journal.first or journal.first_day
    if began is None:
        return {}
    days = min(PACE_DAYS, max(7, (day - began).days + 1))
    totals = journal.totals(day - timedelta(days=days - 1), day)
    return {kind: 7 * number / days for kind, number in totals.items()}
