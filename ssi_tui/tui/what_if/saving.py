"""What-if's own scenarios: saved under a name, opened in an editor, copied where they are not."""

from __future__ import annotations

import asyncio
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from ssi_tui.chart.text import cell_len, fit, plain
from ssi_tui.disk import write_whole
from ssi_tui.errors import SsiError
from ssi_tui.i18n import _
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.shell.dialogs import Confirm
from ssi_tui.tui.shell.forms import Answer, Field, Form, FormPlace
from ssi_tui.tui.shell.services import Services
from ssi_tui.tui.what_if.copies import Copies
from ssi_tui.tui.what_if.library import FOLDER, Library, ScenarioItem, file_name, free, save
from ssi_tui.wording.errors import system_reason, system_text

if TYPE_CHECKING:
    from textual.app import App
    from textual.widget import Widget

    from ssi_tui.forecasting import Doubts, Scenario

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
    usual = next((command for command in USUAL if shutil.which(command)), "")
    return [usual] if usual else []


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
        return said.format(
            command=plain(Path(command[0]).name), reason=system_reason(error.strerror or "")
        )
    return ""


class SaveForm(Form):
    """Asks for the name of a scenario."""


class Saver:
    """What goes into a file, and what an editor does to it."""

    def __init__(
        self,
        services: Services,
        owner: Widget,
        library: Library,
        copies: Copies,
        forms: FormPlace,
        compute: Callable[[], object],
    ) -> None:
        """``compute``: has curves made of what the shelf is now."""
        self.services, self.owner = services, owner
        self.library, self.copies, self.forms = library, copies, forms
        self._compute = compute

    def say_no_sliders(self) -> None:
        """How to come by them."""
        text = _("Enter makes a copy with sliders; that can be changed and saved.")
        self.services.say(text)

    # Under a name

    def ask_name(self) -> None:
        """Ask under which name to write what the sliders made."""
        item = self.library.shelf.chosen
        if item is None or not self.copies.is_copy(item):
            self.say_no_sliders()
            return
        fields = [Field("name", _("Save as"), plain(item.name), replace=True)]
        self.forms.show(SaveForm(fields, lambda values: self._look_at_name(item, values)))

    def _look_at_name(self, item: ScenarioItem, values: Mapping[str, str]) -> Answer:
        from ssi_tui.forecasting import SimError, refused_text, renamed

        name = values["name"].strip()
        if not name or not file_name(name):
            return Answer(_("a name with at least one letter"), ready=False)
        assert item.scenario is not None  # a copy has no faults
        try:
            renamed(item.scenario, name, item.description)
        except SimError as error:
            return Answer(refused_text(error), good=False, ready=False)
        path = self.library.folder / file_name(name)
        text = _("{file} is there already: you will be asked") if path.exists() else "{file}"
        return Answer(text.format(file=f"{FOLDER}/{path.name}"))

    async def save_as(self, form: Form, values: Mapping[str, str]) -> None:
        """Write it, after a question where a file would be lost."""
        from ssi_tui.forecasting import renamed

        item = self.library.shelf.chosen
        if item is None or item.scenario is None:
            return
        name = values["name"].strip()
        path = self.library.folder / file_name(name)
        scenario = renamed(item.scenario, name, item.description)
        await self.forms.close(form)
        if not path.exists():
            self._write(item, scenario, path)
            return
        question = Confirm(
            _("Replace {file}?").format(file=path.name),
            [_("What is in the file now is lost."), str(path)],
            _("enter replace · esc leave it as it is"),
        )

        def decided(yes: bool | None) -> None:
            if yes:
                self._write(item, scenario, path)

        self.services.open_page(question, decided)

    def _write(self, item: ScenarioItem, scenario: Scenario, path: Path) -> None:
        self.owner.run_worker(self._written(item, scenario, path), group="scenarios")

    async def _written(self, item: ScenarioItem, scenario: Scenario, path: Path) -> None:
        try:
            await asyncio.to_thread(save, scenario, path)
        except SsiError as error:
            self.services.say(told_error(error), bad=True)
            return
        await self.library.read()
        self.copies.saved(item)
        self.library.shelf = self.library.shelf.instead(item.id, str(path))
        self._compute()
        self.services.say(_("Saved: {file}").format(file=plain(str(path))))

    # With other assumptions

    def keep_doubts(
        self, scenario: Scenario, doubts: Doubts, done: Callable[[str | None], None]
    ) -> None:
        """Under a name of its own, never over another file; ``done``: told what came of it."""
        from ssi_tui.forecasting import renamed

        room = 80 - cell_len(_("{name}, other assumptions").format(name=""))
        name = _("{name}, other assumptions").format(name=fit(plain(_(scenario.name)), room))
        kept = replace(renamed(scenario, name, scenario.description), doubts=doubts)
        path = free(self.library.folder / file_name(name))
        self.owner.run_worker(self._kept(kept, path, done), group="scenarios")

    async def _kept(
        self, scenario: Scenario, path: Path, done: Callable[[str | None], None]
    ) -> None:
        try:
            await asyncio.to_thread(save, scenario, path)
        except SsiError as error:
            done(told_error(error))
            return
        await self.library.read()
        done(_("Saved: {file}").format(file=plain(str(path))))

    # In an editor

    def open_file(self) -> None:
        """The chosen file in the editor; of one that came with the program, a copy."""
        item = self.library.shelf.chosen
        if item is None or not item.path:
            self.services.say(_("This one is in no file: enter makes a copy, s saves that."))
            return
        if not item.shipped:
            self._edit(Path(item.path))
            return
        copy = self.library.folder / Path(item.path).name
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

        self.services.open_page(question, decided)

    def _edit_copy(self, shipped: Path, copy: Path) -> None:
        try:
            if not copy.exists():
                copy.parent.mkdir(parents=True, exist_ok=True)
                write_whole(copy, shipped.read_bytes())
        except (SsiError, OSError) as error:
            text = told_error(error) if isinstance(error, SsiError) else system_text(error)
            self.services.say(text, bad=True)
            return
        self._edit(copy)

    def _edit(self, path: Path) -> None:
        said = edit(self.owner.app, path)
        self.owner.run_worker(self._choose_file(path, said), group="scenarios")

    async def _choose_file(self, path: Path, said: str) -> None:
        await self.library.read()
        shelf = self.library.shelf
        at = shelf.place(str(path))
        if at is not None:
            on = str(path) in shelf.on
            self.library.shelf = (shelf if on else shelf.switch(at)).choose(at)
        if said:
            self.services.say(said)
        self._compute()
