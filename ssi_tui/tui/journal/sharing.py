"""The exchange with a shared folder that the app does by itself, once it was told so."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from ssi_tui.errors import SsiError
from ssi_tui.i18n import ngettext
from ssi_tui.tui.journal.notices import told_error

if TYPE_CHECKING:
    from ssi_tui.store import Store
    from ssi_tui.sync.syncing import Exchange

SECONDS = 60.0
"""From one exchange to the next."""


class Sharing:
    """One exchange at a time, in a thread; what goes wrong is said once, until it is another."""

    def __init__(self, say: Callable[..., None]) -> None:
        self._say = say
        self._busy = False
        self._said = ""
        self._stamp: object = None

    def wanted(self, store: Store) -> bool:
        """Whether something was written here since the last exchange."""
        return store.stamp() != self._stamp

    async def work(self, store: Store, folder: str) -> None:
        """Exchange, and say what came; the app sees by itself that files have changed."""
        if self._busy or not folder:
            return
        self._busy = True
        try:
            done = await asyncio.to_thread(_exchange, store, folder)
        except SsiError as error:
            text = told_error(error)
            if text != self._said:
                self._say(text, bad=True)
            self._said = text
        else:
            self._said, self._stamp = "", store.stamp()
            if done.taken or done.removed:
                count = done.taken + done.removed
                text = ngettext(
                    "{n} change came from your other machines.",
                    "{n} changes came from your other machines.",
                    count,
                )
                self._say(text.format(n=count))
        finally:
            self._busy = False


def _exchange(store: Store, folder: str) -> Exchange:
    from ssi_tui.sync.syncing import sync  # 5 ms, and most people have one machine

    return sync(store, folder)
