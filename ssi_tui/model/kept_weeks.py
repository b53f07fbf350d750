"""A plan that was taken over, week by week, beside the journal: what was done of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.model.kept_plan import WEEK, KeptPlan
from ssi_tui.model.progress import goal_of_week, week_of

if TYPE_CHECKING:
    from ssi_tui.model.journal import Journal
    from ssi_tui.model.terms import Target

ON_TRACK = 0.8
"""Part of what was planned so far that counts as keeping a plan."""


class KeptWeeks(NamedTuple):
    """All that the room shows of it."""

    plan: KeptPlan
    journal: Journal
    today: date
    week_start: str = "monday"

    @property
    def targets(self) -> tuple[Target, ...]:
        """What is to be done week after week."""
        return tuple(target for target in self.journal.targets.values() if not target.at_most)

    @property
    def weeks(self) -> tuple[tuple[date, date], ...]:
        """First and last day of each week that the plan touches."""
        first, last = week_of(self.plan.first, self.week_start)
        weeks = []
        while first <= self.plan.last:
            weeks.append((first, last))
            first, last = first + timedelta(days=WEEK), last + timedelta(days=WEEK)
        return tuple(weeks)

    @property
    def week(self) -> int:
        """The number of today's week, from 1; 0 before the plan begins, beyond the last after."""
        if self.today < self.plan.first:
            return 0
        weeks = self.weeks
        here = [n for n, (first, last) in enumerate(weeks, 1) if first <= self.today <= last]
        return here[0] if here and self.today <= self.plan.last else len(weeks) + 1


def share_done(kept: KeptWeeks) -> float | None:
    """The part of what was planned up to yesterday that is done; None before there was anything.

    More than planned of one action does not make up for another.
    """
    wanted = done = 0.0
    for first, last in kept.weeks:
        begin, end = max(first, kept.plan.first), min(last, kept.plan.last)
        days = (min(end, kept.today - timedelta(days=1)) - begin).days + 1
        if days <= 0:
            continue
        for target in kept.targets:
            if target.days > WEEK:
                continue  # seldom: judged by its own stretch, not by the week
            goal = goal_of_week(kept.journal, target, first) * days / WEEK
            wanted += goal
            done += min(goal, kept.journal.total(target.kind, begin, min(end, kept.today)))
    return done / wanted if wanted else None


def score_by(plan: KeptPlan, day: date) -> float | None:
    """What was expected on the evening of a day: between two of the weeks that are kept."""
    if not plan.scores:
        return None
    at = ((day - plan.first).days + 1) / WEEK - 1
    before = max(0, min(int(at), len(plan.scores) - 1))
    after = min(before + 1, len(plan.scores) - 1)
    share = max(0.0, min(1.0, at - before))
    return plan.scores[before] * (1 - share) + plan.scores[after] * share
