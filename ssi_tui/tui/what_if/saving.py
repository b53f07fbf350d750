"""What-if's own scenarios: saved under a name, opened in an editor, copied where they are not."""

from __future__ import annotations

import asyncio
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from ssi_tui.chart.text import plain
from ssi_tui.disk import write_whole
from ssi_tui.errors import SsiError
from ssi_tui.i18n import _
from ssi_tui.tui.forecaster import Forecaster, patiently
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.shell.forms import Answer, Field, Form
from ssi_tui.tui.what_if.curves import Asking
from ssi_tui.tui.what_if.library import (
    FOLDER,
    LOOKS_A_SECOND,
    Item,
    Shelf,
    file_name,
    read_items,
    save,
    stamp,
)

if TYPE_CHECKING:
    from textual.app import App


class Filing(Asking):
    """The shelf and the files that it is made of."""

    def __init__(self, forecaster: Forecaster) -> None:
        super().__init__(forecaster)
        self._stamp: tuple[object, ...] = ()
        self._reading = asyncio.Lock()

    @property
    def folder(self) -> Path:
        """Where the profile's own files are."""
        return Path(self.ssi.own.store.folder) / FOLDER

    @property
    def made(self) -> Sequence[Item]:
        """What was made here and is in no file."""
        return ()

    def on_mount(self) -> None:
        """Follow the journal and the files."""
        self.watch(self.app, "journal", self.journal_changed, init=False)
        self.set_interval(1 / LOOKS_A_SECOND, self.look_at_files)
        self.do_read_again()

    def journal_changed(self) -> None:
        """New curves where they would be seen."""
        if self.ssi.main.room is self:
            self.compute()

    def look_at_files(self) -> None:
        """Read them again where one was written; nothing else is done."""
        if self.ssi.main.room is not self or self._reading.locked():
            return
        if stamp(self.folder.parent, self.ssi.scenarios) != self._stamp:
            self._read_in_thread(asked=False)

    def do_read_again(self) -> None:
        """The files, in a thread."""
        self._read_in_thread(asked=True)

    def _read_in_thread(self, *, asked: bool) -> None:
        self.run_worker(self._read(asked=asked), group="scenarios")

    async def _read(self, *, asked: bool) -> None:
        async with self._reading:  # one after the other: the last one has the last word
            self._stamp = stamp(self.folder.parent, self.ssi.scenarios)
            reading = asyncio.to_thread(
                read_items, self.folder.parent, self.ssi.scenarios, self.ssi.diary.shown
            )
            items = await patiently(reading, self.say_busy)
        before = {item.id: item for item in self.shelf.items}
        changed = [item for item in items if before and before.get(item.id) != item]
        self.shelf = self.shelf.filled([*items[:1], *self.made, *items[1:]])
        self.busy = False
        if before:
            self._say_read(items, changed, asked=asked)
        self.compute()

    def _say_read(self, items: Sequence[Item], changed: Sequence[Item], *, asked: bool) -> None:
        """What is wrong with the first that has faults, else what was read."""
        faulty = next((item for item in changed if item.faults), None)
        if faulty:
            self.ssi.say(plain(faulty.faults[0]), bad=True)
        elif changed and not asked:
            self.ssi.say(_("“{name}” was read again.").format(name=plain(changed[0].name)))
        elif asked and not any(item.faults for item in items):
            self.ssi.say(_("{count} scenarios read again.").format(count=len(items)))

    def choose_list(self, shelf: Shelf) -> None:
        """Another list or another choice: new curves at once or a moment later."""
        self.shelf = shelf
        self.ssi.say("")
        if not self.compute():
            self.show()


USUAL = ("sensible-editor", "editor", "nano", "vi")
"""Editors of a terminal, where nobody has named another."""


def editor(environment: Mapping[str, str]) -> list[str]:
    """The command that opens a file: as the environment says, else what the system has."""
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(environment.get(name, ""))
        except ValueError:  # an open quote
            continue
        if words:
            return words
    if sys.platform == "darwin":
        return ["open", "-t"]
    if sys.platform == "win32":
        return ["notepad"]
    found = next((command for command in USUAL if shutil.which(command)), "")
    return [found] if found else []


def edit(app: App[object], path: Path) -> str:
    """Open it and come back when the editor ends: what there is to say then, or nothing."""
    command = editor(os.environ)
    text = _("Open {file} in any editor: what you save there is seen here.")
    if not command:
        return text.format(file=plain(str(path)))
    try:
        with app.suspend():
            subprocess.run([*command, str(path)], check=False)
    except SuspendNotSupported:
        return text.format(file=plain(str(path)))
    except OSError as error:
        said = _("{command} could not be started: {reason}")
        return said.format(command=plain(Path(command[0]).name), reason=error.strerror)
    return ""


class Saving(Filing):
    """What goes into a file, and what an editor does to it."""

    def say_no_sliders(self) -> None:
        """How to come by them."""
        self.ssi.say(_("Enter makes a copy with sliders; that can be changed and saved."))

    def do_save(self) -> None:
        """Ask for a name, write what the sliders made."""
        item = self.shelf.chosen
        if item is None or item not in self.made:
            self.say_no_sliders()
            return
        fields = [Field("name", _("Save as"), plain(item.name), replace=True)]
        self.open_form(SaveForm(fields, lambda values: self._look_at_name(item, values)))

    def _look_at_name(self, item: Item, values: Mapping[str, str]) -> Answer:
        """What comes of a name."""
        from ssi_tui.forecasting import SimError, refused_text, renamed

        name = values["name"].strip()
        if not name or not file_name(name):
            return Answer(_("a name with at least one letter"), ready=False)
        try:
            renamed(item.scenario, name, item.description)
        except SimError as error:
            return Answer(refused_text(error), good=False, ready=False)
        path = self.folder / file_name(name)
        text = _("{file} is there already: you will be asked") if path.exists() else "{file}"
        return Answer(text.format(file=f"{FOLDER}/{path.name}"))

    async def save_as(self, form: Form) -> None:
        """Write it, after a question where a file would be lost."""
        from ssi_tui.forecasting import renamed

        item = self.shelf.chosen
        if item is None:
            return
        name = form.values["name"].strip()
        path = self.folder / file_name(name)
        scenario = renamed(item.scenario, name, item.description)
        await self.close_form(form)
        if not path.exists():
            self._write(item, scenario, path)
            return
        from ssi_tui.tui.shell.dialogs import Confirm

        question = Confirm(
            _("Replace {file}?").format(file=path.name),
            [_("What is in the file now is lost."), str(path)],
            _("enter replace · esc leave it as it is"),
        )

        def decided(yes: bool | None) -> None:
            if yes:
                self._write(item, scenario, path)

        self.app.push_screen(question, decided)

    def _write(self, item: Item, scenario: object, path: Path) -> None:
        self.run_worker(self._written(item, scenario, path), group="scenarios")

    async def _written(self, item: Item, scenario: object, path: Path) -> None:
        try:
            await asyncio.to_thread(save, scenario, path)
        except SsiError as error:
            self.ssi.say(told_error(error), bad=True)
            return
        await self._read(asked=False)
        self.saved(item, str(path))
        self.ssi.say(_("Saved: {file}").format(file=plain(str(path))))

    def saved(self, item: Item, path: str) -> None:
        """The file takes the place of what was made."""
        self.shelf = self.shelf.instead(item.id, path)
        self.compute()

    # Opening

    def do_open(self) -> None:
        """The file in the editor; of one that came with the program, a copy."""
        item = self.shelf.chosen
        if item is None or not item.path:
            self.ssi.say(_("This one is in no file: enter makes a copy, s saves that."))
            return
        if not item.shipped:
            self._edit(Path(item.path))
            return
        from ssi_tui.tui.shell.dialogs import Confirm

        copy = self.folder / Path(item.path).name
        texts = [_("This file came with the program. The editor gets a copy of your own:")]
        if copy.exists():
            texts = [_("This file came with the program. You have a copy of your own already:")]
        question = Confirm(
            _("Open a copy of “{name}”?").format(name=plain(item.name)),
            [*texts, str(copy)],
            _("enter open · esc leave"),
        )

        def decided(yes: bool | None) -> None:
            if yes:
                self._edit_copy(Path(item.path), copy)

        self.app.push_screen(question, decided)

    def _edit_copy(self, shipped: Path, copy: Path) -> None:
        try:
            if not copy.exists():
                copy.parent.mkdir(parents=True, exist_ok=True)
                write_whole(copy, shipped.read_bytes())
        except (SsiError, OSError) as error:
            text = told_error(error) if isinstance(error, SsiError) else str(error.strerror)
            self.ssi.say(text, bad=True)
            return
        self._edit(copy)

    def _edit(self, path: Path) -> None:
        said = edit(self.app, path)
        self.run_worker(self._choose_file(path, said), group="scenarios")

    async def _choose_file(self, path: Path, said: str) -> None:
        await self._read(asked=False)
        at = self.shelf.place(str(path))
        if at is not None:
            on = str(path) in self.shelf.on
            self.shelf = (self.shelf if on else self.shelf.switch(at)).choose(at)
        if said:
            self.ssi.say(said)
        self.compute()


class SaveForm(Form):
    """Asks for the name of a scenario."""
