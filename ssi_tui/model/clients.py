"""Who needs a word: what a journal says of somebody whom a coach looks after, and why."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from sim.terms import Pillar
from ssi_tui.model.kept_plan import KeptPlan
from ssi_tui.model.kept_weeks import ON_TRACK, KeptWeeks, score_by, share_done

if TYPE_CHECKING:
    from ssi_tui.model.entries import Reading
    from ssi_tui.model.journal import Journal

QUIET_DAYS = 10
"""Without an entry for so long, somebody is said to be quiet: a week, and the weekend after."""
OLD_READING_DAYS = 42
"""A score that is older says little: half of what was done before it has faded since."""
FALL = 2.0
"""Points lost since the reading before: less is within what the score moves by itself."""
FALL_DAYS = (6, 90)
"""How old, seen from the newest, the reading may be that it is compared with."""
BEHIND = 3.0
"""Points below what the plan expected."""
WEEKS = 4
"""Of actions, before a workshop and now."""


class Need(StrEnum):
    """What may be said, the most pressing first."""

    DAMAGED = "damaged"
    FALLING = "falling"
    OFF_PLAN = "off-plan"
    BEHIND = "behind"
    STALE = "stale"
    OLD_SCORE = "old-score"
    NEVER_READ = "never-read"


RANK = {why: number for number, why in enumerate(Need)}


class NeedReason(NamedTuple):
    """Why somebody needs a word."""

    why: Need
    amount: float = 0.0
    """Points lost or behind, the share of the plan that was done, days without an entry or since
    the last score."""
    since: date | None = None
    """The reading that it is compared with, or the last entry; None: never."""


class ClientStanding(NamedTuple):
    """What is known of somebody."""

    reasons: tuple[NeedReason, ...]
    """The most pressing first; empty: all is well."""
    score: float | None = None
    last: date | None = None
    """The day of the last entry."""

    @property
    def rank(self) -> tuple[int, float]:
        """Sorts those who need a word most to the front; among equals, the greater first."""
        if not self.reasons:
            return len(RANK), 0.0
        first = self.reasons[0]
        sign = 1 if first.why is Need.OFF_PLAN else -1  # of a share, the smaller is worse
        return RANK[first.why], sign * first.amount


def standing_of(journal: Journal, today: date, week_start: str = "monday") -> ClientStanding:
    """Where somebody stands today, from the whole journal."""
    days = [day for kinds in journal.counts(None, today).values() for day in kinds]
    last = max(days, default=None)
    reading = journal.latest_reading(today)
    reasons = [
        *_of_score(journal, reading, today),
        *_of_plan(journal, reading, today, week_start),
        *_of_log(last, today),
    ]
    reasons.sort(key=lambda reason: RANK[reason.why])
    return ClientStanding(tuple(reasons), reading.total if reading else None, last)


def _of_score(journal: Journal, reading: Reading | None, today: date) -> list[NeedReason]:
    if reading is None:
        return [NeedReason(Need.NEVER_READ)]
    reasons = []
    before = journal.latest_reading(reading.day - timedelta(days=FALL_DAYS[0]))
    if before and (reading.day - before.day).days <= FALL_DAYS[1]:
        lost = before.total - reading.total
        if lost >= FALL:
            reasons.append(NeedReason(Need.FALLING, lost, before.day))
    age = (today - reading.day).days
    if age > OLD_READING_DAYS:
        reasons.append(NeedReason(Need.OLD_SCORE, age, reading.day))
    return reasons


def _of_plan(
    journal: Journal, reading: Reading | None, today: date, week_start: str
) -> list[NeedReason]:
    plan = KeptPlan.read(journal.plan)
    if plan is None or not plan.first <= today <= plan.last:
        return []
    reasons = []
    share = share_done(KeptWeeks(plan, journal, today, week_start))
    if share is not None and share < ON_TRACK:
        reasons.append(NeedReason(Need.OFF_PLAN, share, plan.first))
    if reading and reading.day >= plan.first:
        expected = score_by(plan, reading.day)
        if expected is not None and expected - reading.total >= BEHIND:
            reasons.append(NeedReason(Need.BEHIND, expected - reading.total, reading.day))
    return reasons


def _of_log(last: date | None, today: date) -> list[NeedReason]:
    if last is None:
        return [NeedReason(Need.STALE)]
    quiet = (today - last).days
    return [NeedReason(Need.STALE, quiet, last)] if quiet > QUIET_DAYS else []


class Compared(NamedTuple):
    """Somebody before and after a day: a workshop, a meeting."""

    before: Reading | None
    """The last score up to that day."""
    after: Reading | None
    """The newest score since; None: none was read since."""
    pace_before: float
    """Actions a week in the four weeks before."""
    pace_after: float
    """Actions a week in the last four weeks since, or in as many as there are."""

    @property
    def points(self) -> float | None:
        """The difference in total."""
        if self.before is None or self.after is None:
            return None
        return self.after.total - self.before.total

    def pillar(self, pillar: Pillar) -> float | None:
        """The difference in a pillar; None where one of the two does not show it."""
        if self.before is None or self.after is None:
            return None
        before, after = self.before.pillar(pillar), self.after.pillar(pillar)
        return None if before is None or after is None else after - before


def compared(journal: Journal, day: date, today: date) -> Compared:
    """Before a day and since; the day itself belongs to what was before."""
    newest = journal.latest_reading(today)
    span = timedelta(days=7 * WEEKS)
    since = max(day, today - span)
    weeks = (today - since).days / 7
    before = sum(journal.totals(day - span + timedelta(days=1), day).values())
    after = sum(journal.totals(since + timedelta(days=1), today).values())
    return Compared(
        before=journal.latest_reading(day),
        after=newest if newest and newest.day > day else None,
        pace_before=before / WEEKS,
        pace_after=after / max(weeks, 1.0),
    )
