"""Questions to the model that wait until nothing else is to be done, one for each state of the
journal."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from textual.timer import Timer
from textual.widget import Widget

from ssi_tui.model.journal import Journal
from ssi_tui.tui.journal.writer import same

if TYPE_CHECKING:
    from ssi_tui.tui.shell.services import Services

PAUSE = 0.6
"""Seconds after the last key: whoever goes on logging is not slowed down."""


Answer = TypeVar("Answer")


class IdleAsker(Generic[Answer]):
    """Asks in a thread, when nothing else is to be done, what would be seen and is not known."""

    def __init__(
        self,
        services: Services,
        owner: Widget,
        *,
        wanted: Callable[[], bool],
        compute: Callable[[Services, Journal, date], Answer | None],
        told: Callable[[], None],
    ) -> None:
        """``wanted``: whether the answer would be seen; ``compute``: in a thread; ``told``: it is
        another one."""
        self.services, self.owner = services, owner
        self.wanted, self.compute, self.told = wanted, compute, told
        self.answer: Answer | None = None
        self._for: tuple[Journal, date] | None = None
        self._timer: Timer | None = None
        self._busy = False

    def wait(self) -> None:
        """Ask in a moment, unless something happens before."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.owner.set_timer(PAUSE, self.ask)

    def forget(self) -> None:
        """Another journal."""
        self.answer = self._for = None

    def ask(self) -> None:
        """Ask where the answer would be seen, and is not known."""
        services = self.services
        journal, today = services.journal, services.today
        whole = journal.first is None and not services.is_writing
        if self._busy or not whole or self._is_known(journal, today) or not self.wanted():
            return
        self._busy = True
        self.owner.run_worker(self._ask(journal, today), group="idle")

    def _is_known(self, journal: Journal, today: date) -> bool:
        return self._for is not None and self._for[1] == today and same(self._for[0], journal)

    async def _ask(self, journal: Journal, today: date) -> None:
        try:
            self.answer = await asyncio.to_thread(self.compute, self.services, journal, today)
            self._for = (journal, today)
        finally:
            self._busy = False
        self.told()
        if not same(self.services.journal, journal):
            self.wait()
