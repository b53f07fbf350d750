"""Where to write everything to; a file that is there is replaced only when asked twice."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

from textual.widgets import Input

from ssi_tui.errors import NotSavedError, SsiError
from ssi_tui.i18n import N_, _
from ssi_tui.store import Store
from ssi_tui.tui.dialogs.place import Place
from ssi_tui.tui.leaving import ENDINGS, export, export_name
from ssi_tui.tui.paths import paths_of
from ssi_tui.tui.render import plain
from ssi_tui.tui.telling import told_error


class Exporting(Place[str]):
    """Answers what was written, in a sentence."""

    ENDINGS = ENDINGS
    KEYS = N_("enter write · tab complete · esc leave")

    def __init__(self, store: Store, today: date) -> None:
        about = _(
            "Entries, scores, notes, targets, rest and own actions. The ending says the form: "
            ".json for another journal, .csv for a spreadsheet. Import takes both back."
        )
        super().__init__(_("Export everything"), about, export_name(today))
        self.store = store
        self._asked = ""
        """The file that Enter will replace."""

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter."""
        event.stop()
        paths = paths_of(event.value)
        if len(paths) != 1 or paths[0].suffix.casefold() not in ENDINGS or paths[0].is_dir():
            self.refuse(_("A name that ends in .json or .csv, please."))
        elif paths[0].exists() and self._asked != event.value:
            self._asked = event.value
            self.refuse(_("There is such a file already: Enter again replaces it."))
        else:
            self.run_worker(self._write(paths[0].absolute()), exclusive=True)

    async def _write(self, path: Path) -> None:
        try:
            self.dismiss(await asyncio.to_thread(export, self.store, path))
        except NotSavedError as error:
            text = _("{file} can't be written: {reason}")
            self.refuse(text.format(file=plain(path.name), reason=error.reason))
        except SsiError as error:
            self.refuse(told_error(error))
