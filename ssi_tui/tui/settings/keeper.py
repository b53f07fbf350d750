"""Keeps what was chosen here and nothing else: other programs may choose other things."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from ssi_tui import settings as choices
from ssi_tui.errors import NotSavedError, SsiError
from ssi_tui.i18n import _
from ssi_tui.store import Store
from ssi_tui.tui.journal.notices import told_error


class Keeper:
    """Writes chosen settings into their file, the latest value of each, until it works."""

    def __init__(self, say: Callable[..., None]) -> None:
        self.say = say
        self.waiting: dict[str, Any] = {}
        """Name → value, of what is not in the file yet."""
        self._busy = False

    def keep(self, chosen: Mapping[str, Any]) -> None:
        """Have these values written by the next `work`."""
        self.waiting |= chosen

    async def work(self) -> None:
        """Write what waits; where that fails it is said, and waits for the next choice."""
        if self._busy:
            return
        self._busy = True
        try:
            while self.waiting:
                chosen = dict(self.waiting)
                await asyncio.to_thread(_save, chosen)
                kept = [name for name in chosen if self.waiting[name] == chosen[name]]
                for name in kept:
                    del self.waiting[name]
        except SsiError as error:
            text = told_error(error)
            if isinstance(error, NotSavedError):
                text = _(
                    "NOT kept: {reason}. It holds until you quit; the next choice tries again."
                )
                text = text.format(reason=error.reason)
            self.say(text, bad=True)
        finally:
            self._busy = False


def _save(chosen: dict[str, Any]) -> None:
    settings = choices.choose(**chosen)
    Store(choices.profile_folder(settings.profile)).keep_status()
