"""What-if's own scenarios: saved under a name, opened in an editor, copied where they are not."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

from ssi_tui.errors import SsiError
from ssi_tui.exchange.whole import write_whole
from ssi_tui.i18n import _
from ssi_tui.tui.render import plain
from ssi_tui.tui.scenarios import FOLDER, Item, file_name, save
from ssi_tui.tui.screens.what_if_editor import edit
from ssi_tui.tui.screens.what_if_files import Filing
from ssi_tui.tui.telling import told_error
from ssi_tui.tui.widgets.forms import Answer, Field, Form


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
        from ssi_tui.tui.dialogs.confirm import Confirm

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
        from ssi_tui.tui.dialogs.confirm import Confirm

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
