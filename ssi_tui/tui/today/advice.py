"""What is best done next, in one quiet line: computed once for each state of the journal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from textual.timer import Timer
from textual.widget import Widget

from ssi_tui.chart.text import cell_len, plain
from ssi_tui.i18n import _
from ssi_tui.model.journal import Journal
from ssi_tui.tui.journal.writer import same
from ssi_tui.wording.actions import action_name, pillar_name
from ssi_tui.wording.numbers import format_number

if TYPE_CHECKING:
    from ssi_tui.forecasting import Advice, NextStep
    from ssi_tui.tui.shell.services import Services
    from ssi_tui.tui.today.draw import TodayView
    from ssi_tui.tui.today.habits import Habit

PAUSE = 0.6
"""Seconds after the last key: whoever goes on logging is not slowed down."""


A_WHILE = 10
"""Minutes that one is asked for at once."""


class Adviser:
    """Asks the model in a thread, when nothing else is to be done."""

    def __init__(
        self,
        services: Services,
        owner: Widget,
        wanted: Callable[[], bool],
        told: Callable[[], None],
    ) -> None:
        """``wanted``: whether advice would be seen; ``told``: it has changed."""
        self.services, self.owner = services, owner
        self.wanted, self.told = wanted, told
        self.advice: Advice | None = None
        self._for: tuple[Journal, date] | None = None
        self._timer: Timer | None = None
        self._busy = False

    def wait(self) -> None:
        """Ask in a moment, unless something happens before."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.owner.set_timer(PAUSE, self.ask)

    def ask(self) -> None:
        """Ask where the answer would be seen, and is not known."""
        services = self.services
        journal, today = services.journal, services.today
        whole = journal.first is None and not services.is_writing
        if self._busy or not whole or self._is_known(journal, today) or not self.wanted():
            return
        self._busy = True
        self.owner.run_worker(self._ask(journal, today), group="advice")

    def _is_known(self, journal: Journal, today: date) -> bool:
        return self._for is not None and self._for[1] == today and same(self._for[0], journal)

    async def _ask(self, journal: Journal, today: date) -> None:
        try:
            self.advice = await asyncio.to_thread(self._compute, journal, today)
            self._for = (journal, today)
        finally:
            self._busy = False
        self.told()
        if not same(self.services.journal, journal):
            self.wait()

    def _compute(self, journal: Journal, today: date) -> Advice | None:
        from ssi_tui.forecasting import SimError, advise  # numpy: 60 ms and more, once

        try:
            return self.services.forecaster.ask(
                journal, today, lambda simulator: advise(simulator, today=today)
            )
        except SimError:  # nothing to say is no reason to disturb
            return None


def wants_advice(view: TodayView, setting: str) -> bool:
    """Whether there is something to advise on the day in sight."""
    return setting == "shown" and not view.greeting and view.day == view.today and not done(view)


def done(view: TodayView) -> bool:
    """Whether all that was planned for the day is done."""
    rows = [habit.progress for habit in view.habits if habit.progress]
    return bool(rows) and not any(row.due for row in rows)


def next_line(view: TodayView, advice: Advice | None, width: int = 200) -> str:
    """The line under the heading, as much as fits; empty where there is nothing to say."""
    if view.greeting or view.day != view.today:
        return ""
    if view.journal.rest(view.day) is not None:
        return _("A day of rest: nothing is due.")
    if done(view):
        return _("That is all for today: what you planned is done.")
    if advice is None:
        return ""
    due = {habit.kind: habit for habit in view.habits if habit.progress and habit.progress.due}
    steps = [step for step in advice.steps if step.kind in due]
    step = next(iter(steps or [one for one in advice.steps if not one.once]), None)
    if step is None:
        return ""
    number = how_many(step, due.get(step.kind))
    fields = {
        "what": f"{number} {plain(action_name(step.kind, number))}",
        "minutes": _minutes(step.minutes * number),
        "pillar": pillar_name(advice.weakest),
    }
    forms = (
        _("Next: {what}, {minutes}: most points per minute; {pillar} is the weakest pillar"),
        _("Next: {what}, {minutes}: most points per minute; {pillar} is weakest"),
        _("Next: {what}, {minutes}: most points per minute"),
        _("Next: {what}, {minutes}"),
    )
    lines = [form.format(**fields) for form in forms]
    return next((line for line in lines if cell_len(line) <= width), lines[-1])


def how_many(step: NextStep, habit: Habit | None) -> int:
    """As many as are open, and as take a while."""
    most = max(1, int(A_WHILE / step.minutes)) if step.minutes else 1
    aim = habit.progress if habit else None
    if aim is None:
        return 1
    left = aim.target.amount - aim.today if aim.target.weekdays else aim.goal - aim.done
    return max(1, min(most, left))


def _minutes(minutes: float) -> str:
    if minutes < 1:
        return _("less than a minute")
    return _("about {n} min").format(n=format_number(minutes))
