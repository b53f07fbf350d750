"""How the app ends on an error of its own: with one sentence, not with a page of local values."""

from __future__ import annotations

from textual.app import App


class Ending(App[None]):
    """Keeps the error for whoever started the app."""

    crash: Exception | None = None
    """What ended the app without being asked."""

    def _handle_exception(self, error: Exception) -> None:
        """Once the app is left, a page that was only just opening finds nothing of itself."""
        if not self._exit:
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Textual would print a page with local values, the user's notes among them."""
        self.crash = self._exception
        self._close_messages_no_wait()
