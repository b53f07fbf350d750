"""What the model answers, computed beside the screen: one run a room, and the latest wish wins."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import date
from functools import partial
from threading import Lock, Thread
from time import perf_counter
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeVar

from ssi_tui.model.journal import Journal

if TYPE_CHECKING:
    from ssi_tui.forecasting import Outlook, Simulator

PATIENCE = 0.5
"""Seconds that one waits without a word."""
FRAME = 0.016
"""Seconds that the screen may stand still while a slider is dragged."""
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
    """After the evening that the curves start from."""
    start: date | None = None
    """First day of every plan; one in the past asks "what if I had".  None: as each plan says."""
    confidence: float = 0.8
    """Part of the runs inside the bands."""
    member: Any = None
    """Who stands in while the journal is empty; None: the ordinary one, as everywhere."""


class Forecaster:
    """Keeps the simulator between two questions; its methods belong into a thread."""

    def __init__(self, folder: Callable[[], str | None] = lambda: None) -> None:
        """``folder`` is the profile's, in which what was computed is kept; None: the sample's."""
        self._folder = folder
        self._lock = Lock()
        self._simulator: Simulator | None = None
        self._made_for: tuple[object, ...] = ()
        """The journal, today, and who stands in."""
        self._slow = False
        """Whether curves took longer than a frame when the screen waited for them."""

    def compute(self, wish: Wish) -> Outlook:
        """The curves in the order of the scenarios; SimError where a plan cannot be simulated."""

        def job(simulator: Simulator) -> Outlook:
            began = perf_counter()
            outlook = self._curves(simulator, wish)
            self._slow = self._slow and perf_counter() - began > FRAME
            return outlook

        return self.ask(wish.journal, wish.today, job, member=wish.member)

    def at_once(self, wish: Wish) -> Outlook | None:
        """The same on the screen's own thread, where that takes less than a frame.

        None where the model is busy, is of another journal, or took longer the last time: then
        it belongs into a thread.  The caller knows that nothing has to be learned first.
        """
        if self._slow:
            return None
        began = perf_counter()
        job = partial(self._curves, wish=wish)
        outlook = self.ask_idle(wish.journal, wish.today, job, member=wish.member)
        self._slow = perf_counter() - began > FRAME
        return outlook

    def ask_idle(
        self, journal: Journal, today: date, job: Callable[[Simulator], T], *, member: Any = None
    ) -> T | None:
        """As `ask`, but only of a simulator that is there and idle; None otherwise."""
        if not self._lock.acquire(blocking=False):
            return None
        try:
            if self._simulator is None or self._made_for != self._for(journal, today, member):
                return None
            return job(self._simulator)
        finally:
            self._lock.release()

    @staticmethod
    def _curves(simulator: Simulator, wish: Wish) -> Outlook:
        return simulator.outlook(
            wish.scenarios, days=wish.days, start=wish.start, confidence=wish.confidence
        )

    def ask(
        self, journal: Journal, today: date, job: Callable[[Simulator], T], *, member: Any = None
    ) -> T:
        """What the job makes of a simulator; the `member` stands in while the journal is empty."""
        from ssi_tui.forecasting import Simulator  # numpy: 60 ms and more, once

        with self._lock:
            folder, made_for = self._folder(), self._for(journal, today, member)
            known = self._made_for == made_for
            if self._simulator is None or not known:
                stand_in = made_for[-1]
                self._simulator = Simulator(journal, today=today, member=stand_in, folder=folder)
                self._made_for = made_for
            answer = job(self._simulator)
            if not known and folder and self._simulator.behind:
                Thread(target=self._catch_up, args=(self._simulator,), daemon=True).start()
            return answer

    def _catch_up(self, simulator: Simulator) -> None:
        """How wide the bands have to be for this person: after the first answer, and for the next.

        Once for every new score: it takes some tenths of a second.
        """
        with self._lock:
            if simulator is self._simulator:
                simulator.catch_up()

    @staticmethod
    def _for(journal: Journal, today: date, member: Any) -> tuple[Any, ...]:
        return journal, today, member if journal.empty else None


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
        self._known: W | None = None
        self._busy = False

    def wish(self, wish: W) -> None:
        """Ask, unless it is what was asked last."""
        if self._wish == wish:
            return
        self._wish, self._known = wish, None
        if not self._busy:
            self._busy = True
            self.asker.start_run(self._run())

    def known(self, wish: W) -> None:
        """The answer is there by another way: nothing older may come after it."""
        self._wish = self._known = wish

    async def _run(self) -> None:
        from ssi_tui.forecasting import SimError, refused_text

        run: W | None = None
        try:
            while self._wish is not None and self._wish not in (run, self._known):
                run = self._wish
                computing = asyncio.to_thread(self.compute, run)
                try:
                    result = await patiently(computing, self.asker.say_busy)
                except SimError as error:
                    self.asker.say_refused(refused_text(error))
                else:
                    if self._wish is not self._known:
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
