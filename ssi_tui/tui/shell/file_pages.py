"""Pages that ask for a path: one to read from, or one to write a file to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from textual.events import Key
from textual.widgets import Input

from ssi_tui.chart import Row
from ssi_tui.chart.text import fit, plain, wrap
from ssi_tui.errors import NotSavedError, SsiError
from ssi_tui.i18n import N_, _
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.shell.dialogs import STEPS, Answer, PageDialog, ScrolledRows, passed_on
from ssi_tui.tui.shell.paths import complete, is_folder, is_there, paths_of
from ssi_tui.tui.shell.rows import paragraph
from ssi_tui.tui.shell.services import Services


class AskPath(PageDialog[Answer]):
    """Sub-classes say what Enter does with the path."""

    KEYS = ""
    """What the keys do, a message id."""

    def __init__(self, title: str, about: str, text: str, endings: Sequence[str] = ()) -> None:
        """``endings``: of the files that are offered."""
        super().__init__(title, caption=_("File"), text=text)
        self.about, self.endings = about, endings
        self.remark = ""
        """Why the path can't be taken."""

    def on_mount(self) -> None:
        """Type at once."""
        self.entry.focus()
        self.begin()

    def begin(self) -> None:
        """What is done as soon as the page is there."""
        self.offer()

    def offer(self) -> None:
        """The names that fit, below what is wrong."""
        names = complete(self.entry.value, self.endings).names

        def rows(width: int) -> list[Row]:
            texts = wrap(self.remark, width - 6)
            bad: list[Row] = [
                [("  ✗ " if not number else "    ", "bad"), (text, "strong")]
                for number, text in enumerate(texts)
            ]
            about = paragraph(self.about, width, "muted")
            listed: list[Row] = [[("    " + fit(plain(name), width - 5), "text")] for name in names]
            return [*(bad or about), [], *listed]

        self.put(rows, _(self.KEYS))

    def refuse(self, text: str) -> None:
        """Say why not; what was typed stays."""
        self.remark = text
        self.offer()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.remark = ""
        self.offer()

    def on_key(self, event: Key) -> None:
        """Each key that types nothing."""
        if not passed_on(self, event):
            self.press(event)

    def press(self, event: Key) -> None:
        """Tab completes, the arrows move the names, Escape leaves."""
        if event.key == "tab":
            event.stop()
            event.prevent_default()
            self.entry.value = complete(self.entry.value, self.endings).text
            self.entry.cursor_position = len(self.entry.value)
        elif event.key == "escape":
            event.stop()
            self.dismiss(None)
        elif event.key in STEPS:
            event.stop()
            self.query_one(ScrolledRows).move(STEPS[event.key])


class FileJob(NamedTuple):
    """One file to write."""

    endings: Sequence[str]
    """Of the names that it may have."""
    write: Callable[[Path], str]
    """Writes it, in a thread, and says so in a sentence: NotSavedError and other SsiErrors."""
    naming: str = N_("A name that ends in {ending}, please.")
    """What is asked for where the ending is none of these, a message id."""
    why_not: Callable[[SsiError], str] = told_error
    """Words an error other than NotSavedError."""


class WriteFile(AskPath[str]):
    """Answers what was written, in a sentence."""

    KEYS = N_("enter write · tab complete · esc leave")

    def __init__(self, title: str, about: str, text: str, job: FileJob) -> None:
        super().__init__(title, about, text, job.endings)
        self.job = job
        self._asked = ""
        """The file that Enter will replace."""

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        paths = paths_of(event.value)
        if len(paths) != 1 or paths[0].suffix.casefold() not in self.endings or is_folder(paths[0]):
            self.refuse(_(self.job.naming).format(ending=self.endings[0]))
        elif is_there(paths[0]) and self._asked != event.value:
            self._asked = event.value
            self.refuse(_("There is such a file already: Enter again replaces it."))
        else:
            self.run_worker(self._write(paths[0].absolute()), exclusive=True)

    async def _write(self, path: Path) -> None:
        try:
            self.dismiss(await asyncio.to_thread(self.job.write, path))
        except NotSavedError as error:
            text = _("{file} can't be written: {reason}")
            self.refuse(text.format(file=plain(path.name), reason=error.reason))
        except SsiError as error:
            self.refuse(self.job.why_not(error))


def ask_where(services: Services, page: WriteFile) -> None:
    """Open the page, and say above the keys what came of it."""
    services.open_page(page, lambda said: services.say(said) if said else None)
