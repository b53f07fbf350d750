"""The settings while the app runs: a choice holds at once, and is in the file a moment later."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from ssi_tui import i18n
from ssi_tui import settings as choices
from ssi_tui.errors import NotSavedError, SsiError
from ssi_tui.i18n import _
from ssi_tui.tui.telling import told_error

if TYPE_CHECKING:
    from ssi_tui.tui.app import SsiApp


class Keeper:
    """Keeps what was chosen here and nothing else: other programs may choose other things."""

    def __init__(self, app: SsiApp) -> None:
        self.app = app
        self.waiting: dict[str, Any] = {}
        """Name → value, of what is not in the file yet."""
        self._busy = False

    def change(self, **chosen: Any) -> None:
        """Take new values: they hold from now on."""
        app, before = self.app, self.app.settings
        app.settings = before._replace(**chosen)
        self.waiting |= chosen
        app.run_worker(self._keep(), group="settings")
        app.theme = app.settings.theme
        spoken = choices.language(app.settings)
        if spoken != choices.language(before):
            i18n.use(spoken)
            app.call_later(app.main.forget_rooms)
        if app.settings != before._replace(theme=app.settings.theme):
            app.follow()
            app.new_aside()

    async def _keep(self) -> None:
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
            self.app.say(text, bad=True)
        finally:
            self._busy = False


def _save(chosen: dict[str, Any]) -> None:
    choices.save_settings(choices.load_settings()._replace(**chosen))
