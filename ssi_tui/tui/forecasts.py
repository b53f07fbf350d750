"""Curves, computed off the screen's thread: one run at a time, and the latest wish wins."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from ssi_tui.model.journal import Journal

if TYPE_CHECKING:
    from ssi_tui.forecasting import Outlook, Simulator


PATIENCE = 0.5
"""Seconds that one waits without a word."""
T = TypeVar("T")


class Wish(NamedTuple):
    """What curves are wanted."""

    journal: Journal
    today: date
    scenarios: tuple[Any, ...]
    days: int


class Forecaster:
    """Keeps what is dear between two wishes; `compute` belongs into a thread, one at a time."""

    def __init__(self) -> None:
        self._simulator: Simulator | None = None
        self._journal: Journal | None = None
        self._made_for: tuple[object, ...] = ()

    def compute(self, wish: Wish) -> Outlook:
        """The curves in the order of the scenarios; SimError where a plan cannot be simulated."""
        from ssi_tui.forecasting import Simulator  # numpy: 60 ms and more, once

        empty = wish.journal.empty
        member = _member(wish.scenarios) if empty else None
        made_for = (wish.today, member)
        known = self._journal is wish.journal and self._made_for == made_for
        if self._simulator is None or not known:
            journal = None if empty else wish.journal
            self._simulator = Simulator(journal, today=wish.today, member=member)
            self._journal, self._made_for = wish.journal, made_for
        return self._simulator.outlook(wish.scenarios, days=wish.days)


class Asker(Protocol):
    """Who wants curves."""

    def start_run(self, work: Coroutine[None, None, None]) -> None:
        """Have the work done beside one's own."""

    def show_curves(self, ids: tuple[str, ...], outlook: Outlook) -> None:
        """The curves are there, in the order of the ids."""

    def say_busy(self) -> None:
        """They take longer than one waits without a word."""

    def say_refused(self, text: str) -> None:
        """A plan cannot be simulated."""


class Runner:
    """One run at a time in a thread; what was wished for meanwhile comes next, the latest alone."""

    def __init__(self, forecaster: Forecaster, asker: Asker) -> None:
        self.forecaster, self.asker = forecaster, asker
        self._wish: tuple[tuple[str, ...], Wish] | None = None
        self._busy = False

    def wish(self, ids: tuple[str, ...], wish: Wish) -> None:
        """Ask for curves, unless they are those asked for last."""
        if self._wish == (ids, wish):
            return
        self._wish = (ids, wish)
        if not self._busy:
            self._busy = True
            self.asker.start_run(self._run())

    async def _run(self) -> None:
        from ssi_tui.forecasting import SimError, refused_text

        run: tuple[tuple[str, ...], Wish] | None = None
        try:
            while self._wish is not None and self._wish is not run:
                run = self._wish
                computing = asyncio.to_thread(self.forecaster.compute, run[1])
                try:
                    outlook = await patiently(computing, self.asker.say_busy)
                except SimError as error:
                    self.asker.say_refused(refused_text(error))
                else:
                    self.asker.show_curves(run[0], outlook)
        finally:
            self._busy = False


async def patiently(work: Coroutine[Any, Any, T], say_busy: Callable[[], None]) -> T:
    """Wait for the work, and say so when it takes longer than `PATIENCE`."""
    task = asyncio.ensure_future(work)
    done, _waiting = await asyncio.wait({task}, timeout=PATIENCE)
    if not done:
        say_busy()
    return await task


def _member(scenarios: Sequence[Any]) -> Any:
    """The member that the first scenario with one names; None: the ordinary one."""
    return next((one.member for one in scenarios if one.member is not None), None)
