"""The exchange with a shared folder that the app does by itself, once it was told so."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Protocol

from ssi_tui.errors import SsiError
from ssi_tui.i18n import ngettext
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.wording.files import exchange_words, machines_met

if TYPE_CHECKING:
    from datetime import datetime

    from ssi_tui.settings import Settings
    from ssi_tui.store import Store
    from ssi_tui.sync import Exchange
    from ssi_tui.tui.journal.diary import Diary

SECONDS = 60.0
"""From one exchange to the next."""


class Journaling(Protocol):
    """What the exchange needs of the app."""

    settings: Settings
    now: Callable[[], datetime]

    @property
    def own(self) -> Diary: ...
    def say(self, text: str, *, bad: bool = False) -> None: ...
    def call_after_refresh(self, callback: Callable[[], None]) -> bool: ...
    def set_interval(self, interval: float, callback: Callable[[], None]) -> object: ...
    def run_worker(self, work: Coroutine[None, None, None], *, group: str) -> object: ...


class Sharing:
    """One exchange at a time, in a thread; what goes wrong is said once, until it is another."""

    def __init__(self, app: Journaling) -> None:
        self._app = app
        self._busy = False
        self._said = ""
        self._stamp: object = None
        self.last = ""
        """When the last exchange was and what it did, or why it could not be done."""
        self._follow: Callable[[], None] = lambda: None

    def follow(self, told: Callable[[], None]) -> None:
        """Have somebody told whenever `last` is another."""
        self._follow = told

    def begin(self) -> None:
        """After the first frame, and every minute."""
        self._app.call_after_refresh(self.now)
        self._app.set_interval(SECONDS, self.now)

    def now(self) -> None:
        """Exchange in the background, if a folder was named."""
        if self._app.settings.sync:
            self._app.run_worker(self.work(), group="sharing")

    async def end(self) -> None:
        """Send what was written since the last exchange, before the app is left."""
        if self._app.settings.sync and self._app.own.store.stamp() != self._stamp:
            await self.work()

    async def work(self) -> None:
        """Exchange, and say what came; the app sees by itself that files have changed."""
        if self._busy:
            return
        self._busy = True
        store = self._app.own.store
        try:
            done = await asyncio.to_thread(_exchange, store, self._app.settings.sync)
        except SsiError as error:
            text = told_error(error)
            if text != self._said:
                self._app.say(text, bad=True)
            self._said, self.last = text, text
        else:
            self._said, self._stamp = "", store.stamp()
            self.last = _told(done, self._app.now())
            if done.taken or done.removed:
                self._app.say(_came(done.taken + done.removed))
        finally:
            self._busy = False
        self._follow()


def _told(done: Exchange, at: datetime) -> str:
    words = exchange_words(done.taken, done.removed, done.sent)
    return f"{at:%H:%M} · {words} ({machines_met(done.machines)})"


def _came(count: int) -> str:
    text = ngettext(
        "{n} change came from your other machines.",
        "{n} changes came from your other machines.",
        count,
    )
    return text.format(n=count)


def _exchange(store: Store, folder: str) -> Exchange:
    from ssi_tui.sync import sync  # 5 ms, and most people have one machine

    return sync(store, folder)
