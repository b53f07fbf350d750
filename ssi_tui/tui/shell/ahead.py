"""Rooms made before anybody asks for them, one after the other, when nothing else is to be done."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine, Mapping
from importlib import import_module
from typing import Protocol

from textual.timer import Timer

from ssi_tui.tui.shell.room import Door

PAUSE = 1.5
"""Seconds after the first frame: what is typed at once, and what the model is asked, come first."""


BETWEEN = 0.05
"""Seconds between two rooms: a key that is pressed meanwhile waits for one of them at most."""


class House(Protocol):
    """Has the rooms."""

    @property
    def doors(self) -> Mapping[str, Door]:
        """By the names of their rooms."""

    @property
    def typed(self) -> bool:
        """Whether something stands in a form that is not kept."""

    async def make_ahead(self, id: str) -> None:
        """Make a room that nobody has asked for yet."""

    def set_timer(self, delay: float, callback: Callable[[], None]) -> Timer:
        """Call in so many seconds."""

    def run_worker(
        self, work: Coroutine[None, None, None], *, group: str, exclusive: bool
    ) -> object:
        """Have work done beside the screen's."""


class Ahead:
    """Loads the rooms' modules in a thread, then makes each room out of sight."""

    def __init__(self, main: House) -> None:
        self._main = main
        self._warm: Callable[[], None] = lambda: None
        self._timer: Timer | None = None

    def begin(self, warm: Callable[[], None] | None = None) -> None:
        """In a while; ``warm``: what else is to be loaded, in a thread."""
        self._warm = warm or self._warm
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._main.set_timer(PAUSE, self._start)

    def _start(self) -> None:
        self._main.run_worker(self._work(), group="ahead", exclusive=True)

    async def _work(self) -> None:
        await asyncio.to_thread(self._load)
        for door in tuple(self._main.doors.values()):
            if self._main.typed:  # whoever types is not slowed down
                self.begin()
                return
            if not door.models or "numpy" in sys.modules:
                await self._main.make_ahead(door.tab.id)
                await asyncio.sleep(BETWEEN)

    def _load(self) -> None:
        self._warm()
        for door in self._main.doors.values():
            if not door.models or "numpy" in sys.modules:
                import_module(f"ssi_tui.tui.{door.module}.room")
