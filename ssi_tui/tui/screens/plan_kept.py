"""A plan that was taken over: its weeks, and how far one has come in it; pure."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from sim.terms import Pillar
from ssi_tui.i18n import _
from ssi_tui.model.journal import Journal
from ssi_tui.model.kept_plan import KeptPlan
from ssi_tui.model.progress import goal_of_week, week_of
from ssi_tui.model.target import Target
from ssi_tui.words.dates import format_day
from ssi_tui.words.numbers import format_number
from ssi_tui.words.plans import goal_by

ON_TRACK = 0.8
"""Part of what was planned so far that counts as keeping a plan."""
WEEK = 7


class Kept(NamedTuple):
    """All that the room shows of it."""

    plan: KeptPlan
    journal: Journal
    today: date
    week_start: str = "monday"

    @property
    def targets(self) -> tuple[Target, ...]:
        """What is to be done week after week."""
        return tuple(one for one in self.journal.targets.values() if not one.at_most)

    @property
    def weeks(self) -> tuple[tuple[date, date], ...]:
        """First and last day of each week that the plan touches."""
        first, last = week_of(self.plan.first, self.week_start)
        found = []
        while first <= self.plan.last:
            found.append((first, last))
            first, last = first + timedelta(days=WEEK), last + timedelta(days=WEEK)
        return tuple(found)

    @property
    def week(self) -> int:
        """The number of today's week, from 1; 0 before the plan begins, beyond the last after."""
        if self.today < self.plan.first:
            return 0
        weeks = self.weeks
        here = [n for n, (first, last) in enumerate(weeks, 1) if first <= self.today <= last]
        return here[0] if here and self.today <= self.plan.last else len(weeks) + 1


def share_done(kept: Kept) -> float | None:
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


def standing(kept: Kept) -> tuple[str, str]:
    """Where one is in the plan, and its style."""
    plan, weeks = kept.plan, len(kept.weeks)
    if kept.today < plan.first:
        return _("begins on {day}").format(day=format_day(plan.first, kept.today)), "muted"
    share = share_done(kept)
    percent = "" if share is None else format_number(100 * min(share, 1.0))
    if kept.week > weeks:
        form = _("ended on {day} · {percent} % was done")
        return form.format(day=format_day(plan.last, kept.today), percent=percent or "0"), "muted"
    text = _("week {week} of {weeks}").format(week=kept.week, weeks=weeks)
    if share is None:
        return text, "text"
    if share >= ON_TRACK:
        return f"{text} · ✓ {_('on track')}", "accent"
    form = _("{percent} % of it done so far")
    return f"{text} · {form.format(percent=percent)}", "warn"


def title(kept: Kept) -> str:
    """What is to be reached, and by when."""
    plan = kept.plan
    floors = {Pillar(name): points for name, points in plan.floors.items()}
    return goal_by(plan.total, floors, plan.last, kept.today)


def score_by(plan: KeptPlan, day: date) -> float | None:
    """What was expected on the evening of a day: between two of the weeks that are kept."""
    if not plan.scores:
        return None
    at = ((day - plan.first).days + 1) / WEEK - 1
    before = max(0, min(int(at), len(plan.scores) - 1))
    after = min(before + 1, len(plan.scores) - 1)
    share = max(0.0, min(1.0, at - before))
    return plan.scores[before] * (1 - share) + plan.scores[after] * share
