"""Which file to take in, how far it is read, what it would bring: and only then Enter imports."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from textual.events import Key
from textual.timer import Timer
from textual.widgets import Input

from sim.terms import ActionKind
from ssi_tui.chart import Row, progress_bar
from ssi_tui.chart.text import plain
from ssi_tui.errors import SsiError
from ssi_tui.exchange.days import Order
from ssi_tui.exchange.sentences import choice_text, question_text
from ssi_tui.exchange.trackers.table import Answers, Asked, Question
from ssi_tui.i18n import N_, _
from ssi_tui.store import Store
from ssi_tui.tui.exchange.previews import ENDINGS, Counts, ExportPreview, preview, read, summary
from ssi_tui.tui.journal.notices import sentence, told_error
from ssi_tui.tui.shell.dialogs import STEPS, Choice, Picker, ScrolledRows
from ssi_tui.tui.shell.file_pages import AskPath, downloads, paths_of
from ssi_tui.wording.actions import action_name

LOOKS_A_SECOND = 8
"""How often the bar moves while a file is read."""
BAR = 40


class StoppedError(Exception):
    """The person does not want to wait."""


class Run:
    """One reading of a file, in a thread: told when to stop, asked how far it is."""

    def __init__(self) -> None:
        self.part = 0.0
        self.stopped = False

    def progress(self, done: int, total: int) -> None:
        """Called after each piece: StoppedError once it is not wanted any more."""
        if self.stopped:
            raise StoppedError
        self.part = done / total if total else 1.0


class Importing(AskPath[Counts | ExportPreview]):
    """Answers what is to be written, or None."""

    KEYS = N_("enter read · tab complete · esc leave")

    def __init__(self, store: Store, today: date, path: str = "") -> None:
        """``path``: a file that was chosen already, and is read at once."""
        about = _(
            "LinkedIn's archive (zip or folder) or analytics sheet (xlsx), an export of ssi-tui "
            "or another tracker's table (csv, json). It is shown first, and only counts per day "
            "are kept."
        )
        super().__init__(_("Import"), about, path or downloads(), ENDINGS)
        self.store, self.today, self.chosen = store, today, path
        self.answers = Answers()
        self.running: Run | None = None
        self.found: Counts | ExportPreview | None = None
        self._clock: Timer | None = None

    def begin(self) -> None:
        """Read at once what was chosen already."""
        super().begin()
        if self.chosen:
            self._take(self.chosen)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._take(event.value)

    def _take(self, text: str) -> None:
        paths = paths_of(text)
        if paths and not self.running:
            self.answers = Answers()
            self._start(paths)

    def on_unmount(self) -> None:
        """Nobody waits any more."""
        self._stop()

    def press(self, event: Key) -> None:
        """While it is read Escape stops; before the preview's Enter nothing is written."""
        if not self.running and not self.found:
            super().press(event)
        elif event.key == "escape":
            event.stop()
            if self.found:
                self.dismiss(None)
            else:
                self._stop()
                self.refuse(_("Stopped; nothing was imported."))
        elif event.key == "enter" and self.found:
            event.stop()
            self.dismiss(self.found if self.found.new else None)
        elif event.key in STEPS:
            event.stop()
            self.query_one(ScrolledRows).move(STEPS[event.key])

    def _start(self, paths: list[Path]) -> None:
        self.running = run = Run()
        self.entry.disabled = True
        self.put(self._bar, _("esc stop"))
        self._clock = self.set_interval(1 / LOOKS_A_SECOND, self.query_one(ScrolledRows).redraw)
        self.set_focus(None)
        self.run_worker(self._read(paths, run), group="import")

    def _stop(self) -> None:
        if self.running:
            self.running.stopped, self.running = True, None
        if self._clock:
            self._clock.stop()
        if self.is_running and not self.found:
            self.entry.disabled = False
            self.entry.focus()

    async def _read(self, paths: list[Path], run: Run) -> None:
        try:
            content = await asyncio.to_thread(
                read, paths, self.store, self.today, self.answers, run.progress
            )
        except StoppedError:
            return
        except SsiError as error:
            if run is self.running:
                self._stop()
                self.refuse(told_error(error))
            return
        if run is not self.running:
            return
        if isinstance(content, Question):
            self._stop()
            self._ask(content, paths)
        else:
            self.found = content
            self._stop()
            self._show(content)

    def _bar(self, width: int) -> list[Row]:
        part = self.running.part if self.running else 1.0
        text = _("Reading … {n} %").format(n=round(100 * part))
        bar = progress_bar(part, 1.0, min(BAR, width - 4))
        return [[("  ", "text"), *bar], [("  " + text, "muted")]]

    def _show(self, content: Counts | ExportPreview) -> None:
        self.retitle(summary(content))
        keys = _("enter import · ↑↓ more · esc leave") if content.new else _("↑↓ more · esc leave")
        self.put(lambda width: preview(content, self.today, width), keys)

    def _ask(self, question: Question, paths: list[Path]) -> None:
        """What only the person can tell; then read again."""

        def answer(said: str | None) -> None:
            if said is None:
                self.refuse(_("Stopped; nothing was imported."))
                return
            self.answers = _with(self.answers, question.asked, said)
            self._start(paths)

        self.app.push_screen(Picker(question_text(question, plain), _choices(question)), answer)


def _choices(question: Question) -> list[Choice]:
    if question.asked is Asked.ACTION:
        names = [Choice(kind.value, sentence(action_name(kind, 2))) for kind in ActionKind]
        return sorted(names, key=lambda choice: choice.name.casefold())
    return [Choice(each, choice_text(each, plain)) for each in question.choices]


def _with(answers: Answers, asked: Asked, said: str) -> Answers:
    if asked is Asked.ACTION:
        return replace(answers, action=said)
    if asked is Asked.ORDER:
        return replace(answers, order=Order(said))
    answer: dict[str, Any] = {asked.value.replace("-", "_"): said}
    return replace(answers, **answer)
