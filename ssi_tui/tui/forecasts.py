"""What the model answers, computed beside the screen: one run a room, and the latest wish wins."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar

from ssi_tui.model.journal import Journal

if TYPE_CHECKING:
    from ssi_tui.forecasting import Outlook, Simulator


PATIENCE = 0.5
"""Seconds that one waits without a word."""
T = TypeVar("T")
W = TypeVar("W")
R = TypeVar("R")
W_in = TypeVar("W_in", contravariant=True)
R_in = TypeVar("R_in", contravariant=True)


class Wish(NamedTuple):
    """What curves are wanted."""

    journal: Journal
    today: date
    scenarios: tuple[Any, ...]
    days: int


class Forecaster:
    """Keeps the simulator between two questions; its methods belong into a thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._simulator: Simulator | None = None
        self._journal: Journal | None = None
        self._made_for: tuple[object, ...] = ()

    def compute(self, wish: Wish) -> Outlook:
        """The curves in the order of the scenarios; SimError where a plan cannot be simulated."""
        return self.ask(
            wish.journal,
            wish.today,
            lambda simulator: simulator.outlook(wish.scenarios, days=wish.days),
            member=_member(wish.scenarios),
        )

    def ask(
        self, journal: Journal, today: date, job: Callable[[Simulator], T], *, member: Any = None
    ) -> T:
        """What the job makes of a simulator; the `member` stands in while the journal is empty."""
        from ssi_tui.forecasting import Simulator  # numpy: 60 ms and more, once

        with self._lock:
            made_for = (today, member if journal.empty else None)
            known = self._journal is journal and self._made_for == made_for
            if self._simulator is None or not known:
                self._simulator = Simulator(
                    None if journal.empty else journal, today=today, member=made_for[1]
                )
                self._journal, self._made_for = journal, made_for
            return job(self._simulator)


class Asker(Protocol[W_in, R_in]):
    """Who wants to know."""

    def start_run(self, work: Coroutine[None, None, None]) -> None:
        """Have the work done beside one's own."""

    def show_result(self, wish: W_in, result: R_in) -> None:
        """The answer is there."""

    def say_busy(self) -> None:
        """It takes longer than one waits without a word."""

    def say_refused(self, text: str) -> None:
        """It can't be answered, and why."""


class Runner(Generic[W, R]):
    """One run at a time in a thread; what was wished for meanwhile comes next, the latest alone."""

    def __init__(self, compute: Callable[[W], R], asker: Asker[W, R]) -> None:
        """``compute`` runs in a thread; its SimError is worded and handed to ``say_refused``."""
        self.compute, self.asker = compute, asker
        self._wish: W | None = None
        self._busy = False

    def wish(self, wish: W) -> None:
        """Ask, unless it is what was asked last."""
        if self._wish == wish:
            return
        self._wish = wish
        if not self._busy:
            self._busy = True
            self.asker.start_run(self._run())

    async def _run(self) -> None:
        from ssi_tui.forecasting import SimError, refused_text

        run: W | None = None
        try:
            while self._wish is not None and self._wish is not run:
                run = self._wish
                computing = asyncio.to_thread(self.compute, run)
                try:
                    result = await patiently(computing, self.asker.say_busy)
                except SimError as error:
                    self.asker.say_refused(refused_text(error))
                else:
                    self.asker.show_result(run, result)
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
