"""The planner beside the screen: the latest wish, its plan, and why there is none."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ssi_tui.i18n import _
from ssi_tui.model.journal import Journal
from ssi_tui.tui.forecaster import Runner, patiently
from ssi_tui.tui.journal.writer import same
from ssi_tui.tui.plan.question import FromPlan, PlanWish, RoleAim

if TYPE_CHECKING:
    from ssi_tui.forecasting import WeeklyPlan
    from ssi_tui.tui.shell.room import Room
    from ssi_tui.tui.shell.services import Services


class PlanQuestion(NamedTuple):
    """A wish, and what it is asked of."""

    wanted: PlanWish
    journal: Journal
    today: date


class Finder:
    """Asks the model for the room; the last answer stays until the next one is there."""

    def __init__(self, room: Room, services: Services) -> None:
        self.room, self.services = room, services
        self.runner: Runner[PlanQuestion, WeeklyPlan] = Runner(self._compute, self)
        self.roles: tuple[RoleAim, ...] = ()
        self.plan: WeeklyPlan | None = None
        self.plan_for: PlanQuestion | None = None
        self.busy = False
        self.refused = ""
        """Why there is no plan."""
        self.remarks: tuple[str, ...] = ()
        self._ready = False
        self._wanted: PlanWish | None = None
        self._journal: Journal | None = None

    async def load(self) -> None:
        """The roles, and with them the planner: 0.2 s and more, in a thread."""
        self.roles = await patiently(asyncio.to_thread(load_roles), self.say_busy)
        self._ready = True

    def known(self) -> FromPlan:
        """Of the last plan, what a step of a control begins with."""
        plan = self.plan
        return FromPlan(
            roles=self.roles,
            now={one.value: points for one, points in plan.start_pillars.items()} if plan else {},
            paces={step.kind: step.pace for step in plan.steps} if plan else {},
            minutes=plan.minutes if plan else 0.0,
        )

    def wish(self, wanted: PlanWish) -> None:
        """Ask; nothing waits for the answer."""
        self._wanted = wanted
        if self._ready:
            self.runner.wish(self._asked(wanted))

    def answer(self, wanted: PlanWish) -> WeeklyPlan | None:
        """The plan for this wish; None while it is computed, and where there is none."""
        fresh = self.plan_for == self._asked(wanted)
        return self.plan if fresh and not self.refused else None

    def _asked(self, wanted: PlanWish) -> PlanQuestion:
        """Of the journal that was asked of before, where it says the same."""
        shown = self.services.journal
        if self._journal is None or not same(self._journal, shown):
            self._journal = shown
        return PlanQuestion(wanted, self._journal, self.services.today)

    def _compute(self, asked: PlanQuestion) -> WeeklyPlan:
        from ssi_tui.forecasting import weekly_plan

        wanted = asked.wanted
        return self.services.forecaster.ask(
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
                free=wanted.free,
                kinds=wanted.kinds,
            ),
        )

    def start_run(self, work: Coroutine[None, None, None]) -> None:
        self.room.run_worker(work, group="plan")

    def show_result(self, wish: PlanQuestion, result: WeeklyPlan) -> None:
        from ssi_tui.forecasting import remark_text

        self.plan, self.plan_for = result, wish
        self.busy, self.refused = False, ""
        self.remarks = tuple(remark_text(one) for one in result.remarks)
        self.room.show()

    def say_busy(self) -> None:
        """It takes longer than one waits without a word."""
        self.busy = True
        self.room.show()

    def say_refused(self, text: str) -> None:
        wanted = self._wanted
        if wanted and wanted.limits and wanted.minutes is not None:
            form = _("The limits alone take more than {n} minutes a week.")
            text = form.format(n=wanted.minutes)
        self.busy, self.refused = False, text
        self.room.show()


def load_roles() -> tuple[RoleAim, ...]:
    """What one source wants of whom."""
    from ssi_tui.forecasting import ROLES  # numpy and scipy: 60 ms and more, once

    return tuple(
        RoleAim(role.value, one.low, one.high, _(one.about)) for role, one in ROLES.items()
    )
