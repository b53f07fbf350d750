"""The planner beside the screen: the latest wish, its plan, and why there is none."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.i18n import _
from ssi_tui.model.journal import Journal
from ssi_tui.tui.forecaster import Forecaster, Runner, patiently
from ssi_tui.tui.journal.writer import same
from ssi_tui.tui.plan.question import Role, Wanted

if TYPE_CHECKING:
    from ssi_tui.forecasting import WeeklyPlan
    from ssi_tui.tui.plan.room import Asking


class Asked(NamedTuple):
    """A wish, and what it is asked of."""

    wanted: Wanted
    journal: Journal
    today: date


class Finder:
    """Asks the model for the room; the last answer stays until the next one is there."""

    def __init__(self, room: Asking, forecaster: Forecaster) -> None:
        self.room, self.forecaster = room, forecaster
        self.runner: Runner[Asked, WeeklyPlan] = Runner(self._compute, self)
        self.roles: tuple[Role, ...] = ()
        self.made: WeeklyPlan | None = None
        self.made_for: Asked | None = None
        self.busy = False
        self.refused = ""
        """Why there is no plan."""
        self.remarks: tuple[str, ...] = ()
        self._ready = False
        self._journal: Journal | None = None

    async def load(self) -> None:
        """The roles, and with them the planner: 0.2 s and more, in a thread."""
        self.roles = await patiently(asyncio.to_thread(load_roles), self.say_busy)
        self._ready = True
        self.room.compute()

    def wish(self, wanted: Wanted) -> None:
        """Ask; nothing waits for the answer."""
        if self._ready:
            self.runner.wish(self._asked(wanted))

    def answer(self, wanted: Wanted) -> WeeklyPlan | None:
        """The plan for this wish; None while it is computed, and where there is none."""
        fresh = self.made_for == self._asked(wanted)
        return self.made if fresh and not self.refused else None

    def _asked(self, wanted: Wanted) -> Asked:
        """Of the journal that was asked of before, where it says the same."""
        shown = self.room.ssi.diary.shown
        if self._journal is None or not same(self._journal, shown):
            self._journal = shown
        return Asked(wanted, self._journal, self.room.ssi.today)

    def _compute(self, asked: Asked) -> WeeklyPlan:
        from ssi_tui.forecasting import weekly_plan

        wanted = asked.wanted
        return self.forecaster.ask(
            asked.journal,
            asked.today,
            lambda simulator: weekly_plan(
                simulator,
                today=asked.today,
                by=wanted.by(asked.today),
                target=wanted.total,
                pillars=wanted.floors,
                minutes=wanted.minutes,
                limits=dict(wanted.limits),
                sure=wanted.sure / 100,
            ),
        )

    def start_run(self, work: Coroutine[None, None, None]) -> None:
        """Have the runner's work done beside the screen's."""
        self.room.run_worker(work, group="plan")

    def show_result(self, wish: Asked, result: WeeklyPlan) -> None:
        """It is there."""
        from ssi_tui.forecasting import remark_text

        self.made, self.made_for = result, wish
        self.busy, self.refused = False, ""
        self.remarks = tuple(remark_text(one, app=True) for one in result.remarks)
        self.room.show()

    def say_busy(self) -> None:
        """It takes longer than one waits without a word."""
        self.busy = True
        self.room.show()

    def say_refused(self, text: str) -> None:
        """There is none."""
        wanted = self.room.wanted
        if wanted.limits and wanted.minutes is not None:
            form = _("The limits alone take more than {n} minutes a week.")
            text = form.format(n=wanted.minutes)
        self.busy, self.refused = False, text
        self.room.show()


def load_roles() -> tuple[Role, ...]:
    """What one source wants of whom."""
    from ssi_tui.forecasting import ROLES  # numpy and scipy: 60 ms and more, once

    return tuple(Role(role.value, one.low, one.high, _(one.about)) for role, one in ROLES.items())
