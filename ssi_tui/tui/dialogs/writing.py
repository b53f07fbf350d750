"""Where to write a file to; one that is there is replaced only when asked twice."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from textual.widgets import Input

from ssi_tui.errors import NotSavedError, SsiError
from ssi_tui.i18n import N_, _
from ssi_tui.tui.dialogs.place import Place
from ssi_tui.tui.files.paths import paths_of
from ssi_tui.tui.render import plain
from ssi_tui.tui.telling import told_error

if TYPE_CHECKING:
    from ssi_tui.tui.app import SsiApp


class Writing(Place[str]):
    """Answers what was written, in a sentence; sub-classes write it."""

    KEYS = N_("enter write · tab complete · esc leave")
    NAMING = N_("A name that ends in {ending}, please.")
    """What is asked for where the ending is none of `ENDINGS`, a message id."""

    def __init__(self, title: str, about: str, text: str) -> None:
        super().__init__(title, about, text)
        self._asked = ""
        """The file that Enter will replace."""

    def write(self, path: Path) -> str:
        """Write it, in a thread, and say so: NotSavedError and other SsiErrors."""
        raise NotImplementedError

    def why_not(self, error: SsiError, path: Path) -> str:
        """Why it could not be written."""
        if isinstance(error, NotSavedError):
            text = _("{file} can't be written: {reason}")
            return text.format(file=plain(path.name), reason=error.reason)
        return told_error(error)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        paths = paths_of(event.value)
        if len(paths) != 1 or paths[0].suffix.casefold() not in self.ENDINGS or paths[0].is_dir():
            self.refuse(_(self.NAMING).format(ending=self.ENDINGS[0]))
        elif paths[0].exists() and self._asked != event.value:
            self._asked = event.value
            self.refuse(_("There is such a file already: Enter again replaces it."))
        else:
            self.run_worker(self._write(paths[0].absolute()), exclusive=True)

    async def _write(self, path: Path) -> None:
        try:
            self.dismiss(await asyncio.to_thread(self.write, path))
        except SsiError as error:
            self.refuse(self.why_not(error, path))


def ask_where(app: SsiApp, page: Writing) -> None:
    """Open the page, and say above the keys what came of it."""
    app.push_screen(page, lambda said: app.say(said) if said else None)
