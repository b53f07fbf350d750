"""Where to write everything to."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from textual.widgets import Input

from ssi_tui.chart.text import plain
from ssi_tui.disk import write_whole
from ssi_tui.errors import NotSavedError, SsiError
from ssi_tui.i18n import N_, _, ngettext
from ssi_tui.store import Store
from ssi_tui.tui.exchange.paths import Place, paths_of
from ssi_tui.tui.journal.notices import told_error

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


ENDINGS = (".json", ".csv")


def export(store: Store, path: Path) -> str:
    """Write everything to the file, which is replaced as a whole; answers what was written."""
    from ssi_tui.exchange.export import BOM, to_csv, to_json
    from ssi_tui.exchange.merge import of_journal

    content = of_journal(store.read())
    if path.suffix.casefold() == ".csv":
        data = (BOM + to_csv(content)).encode()
    else:
        data = to_json(content)
    write_whole(path, data)
    number = len(content.actions)
    text = ngettext("Wrote {n} entry to {file}", "Wrote {n} entries to {file}", number)
    return text.format(n=number, file=path)


def export_name(today: date) -> str:
    """Where an export goes unless one says otherwise."""
    return f"~/ssi-tui-{today.isoformat()}.json"


class Exporting(Writing):
    """The whole journal as a file."""

    ENDINGS = ENDINGS
    NAMING = N_("A name that ends in .json or .csv, please.")

    def __init__(self, store: Store, today: date) -> None:
        about = _(
            "Entries, scores, notes, targets, rest and own actions. The ending says the form: "
            ".json for another journal, .csv for a spreadsheet. Import takes both back."
        )
        super().__init__(_("Export everything"), about, export_name(today))
        self.store = store

    def write(self, path: Path) -> str:
        """All of it."""
        return export(self.store, path)
