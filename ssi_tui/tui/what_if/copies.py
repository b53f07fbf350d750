"""A person's own scenarios: copies with sliders, unsaved; saved under a name; in an editor."""

from __future__ import annotations

import asyncio
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from ssi_tui.chart.text import cell_len, fit, plain
from ssi_tui.disk import write_whole
from ssi_tui.errors import SsiError
from ssi_tui.i18n import N_, _
from ssi_tui.tui.forecaster import patiently
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.shell.dialogs import Choice, Confirm, Picker
from ssi_tui.tui.shell.forms import Answer, Field, Form, FormPlace, Values
from ssi_tui.tui.what_if.draw import slider_name
from ssi_tui.tui.what_if.library import (
    FOLDER,
    ScenarioItem,
    Shelf,
    file_name,
    free,
    save,
)
from ssi_tui.tui.what_if.sight import Sight
from ssi_tui.wording.actions import action_hint
from ssi_tui.wording.errors import system_reason, system_text
from ssi_tui.wording.numbers import parse_number

if TYPE_CHECKING:
    from textual.app import App

    from ssi_tui.forecasting import Doubts, Present, Scenario, Simulator, Sliders
    from ssi_tui.model.journal import Journal

COPY = "copy-of:"
"""Before the id of what a copy was made of."""
_LONGEST = 60
"""Cells of a name that gets a word more."""


class Copies:
    """The copies of this session, and the sliders of the one in sight."""

    def __init__(self, sight: Sight, put: Callable[[Shelf], None]) -> None:
        """``put``: shows another shelf, with new curves at once or a moment later."""
        self.sight, self.put = sight, put
        self.services, self.owner, self.library = sight.services, sight.owner, sight.library
        self.made: dict[str, Sliders] = {}
        """Id of the item → its sliders."""
        self.origins: dict[str, ScenarioItem] = {}
        """Id of the copy → what it was made of."""
        self.turning = False
        """Whether the sliders are in sight instead of the list."""
        self.at = 0
        """The slider that the keys turn."""
        self._opening = False

    @property
    def items(self) -> Sequence[ScenarioItem]:
        return [self._item(id) for id in self.made]

    @property
    def sliders(self) -> Sliders | None:
        chosen = self.library.shelf.chosen
        return self.made.get(chosen.id) if self.turning and chosen else None

    @property
    def unsaved(self) -> str:
        """What would be lost with them, in a sentence: sliders that were turned."""
        turned = any(slider.turned for sliders in self.made.values() for slider in sliders.rows)
        return _("Sliders are not saved: 4, then s keeps them.") if turned else ""

    def forget(self) -> None:
        self.made.clear()
        self.origins.clear()
        self.turning = False

    def saved(self, item: ScenarioItem) -> None:
        """A file takes the place of the copy."""
        self.made.pop(item.id, None)
        self.origins.pop(item.id, None)
        self.turning = False

    def _item(self, id: str) -> ScenarioItem:
        base = self.origins[id]
        name, text = _("My what-if"), _("A pace to play with, beginning with what you do now.")
        if base.path:
            cut = fit(plain(base.name), _LONGEST)
            name = _("Mine: {name}").format(name=cut)
            text = _("A copy of “{name}” to play with.").format(name=cut)
        scenario = self.made[id].scenario(name, text)
        return ScenarioItem(id=id, name=name, description=text, scenario=scenario)

    # Opening

    def open(self, item: ScenarioItem) -> None:
        """Sliders for a copy of it: at once where the model is idle, else from a thread."""
        if self.library.refuses(item):
            return
        forecaster, question = self.services.forecaster, self._present()
        now = forecaster.ask_idle(*question) if self.sight.outlook else None
        if now is not None:
            self._begin(item, now)
        elif not self._opening:
            self._opening = True
            self.owner.run_worker(self._ask_and_begin(item), group="sliders")

    def _present(self) -> tuple[Journal, date, Callable[[Simulator], Present]]:
        """The question what one does now."""
        from ssi_tui.forecasting import present

        today = self.services.today
        return self.services.journal, today, lambda simulator: present(simulator, today)

    async def _ask_and_begin(self, item: ScenarioItem) -> None:
        journal, today, job = self._present()
        asking = asyncio.to_thread(self.services.forecaster.ask, journal, today, job)
        try:
            now = await patiently(asking, self.sight.say_busy)
        finally:
            self.sight.busy = self._opening = False
        self._begin(item, now)

    def _begin(self, item: ScenarioItem, now: Present) -> None:
        """With what the journal says now, on a copy of its own or the one made before."""
        from ssi_tui.forecasting import sliders_of

        assert item.scenario is not None  # `open` refuses files with faults
        before = self.library.shelf
        id = item.id if item.id in self.made else COPY + item.id
        if id in self.made:
            self.made[id] = replace(self.made[id], present=now)
        else:
            self.made[id], self.origins[id] = sliders_of(item.scenario, now), item
        with_copy = before.with_item(self._item(id))
        at = with_copy.place(id)
        assert at is not None
        shelf = with_copy if id in with_copy.on else self.library.switched(with_copy, at)
        if shelf is None:
            if id not in before.slots:
                del self.made[id], self.origins[id]
            return
        self.turning, self.at = True, min(self.at, len(self.made[id].rows) - 1)
        self.put(shelf.choose(at))

    # Turning

    def turn(self, sliders: Sliders) -> None:
        """Other values: the curve follows in the same frame, or the sliders go ahead of it."""
        shelf = self.library.shelf
        if shelf.chosen is None or self.made.get(shelf.chosen.id) == sliders:
            return
        self.made[shelf.chosen.id] = sliders
        self.put(shelf.with_item(self._item(shelf.chosen.id)))

    def select(self, slider: int) -> None:
        """Have the keys turn another slider of those in sight."""
        if self.sliders:
            self.at = max(0, min(len(self.sliders.rows) - 1, slider))

    def step(self, by: int) -> None:
        if self.sliders is not None:
            self.turn(self.sliders.step(self.sliders.rows[self.at].name, by))

    def reset(self) -> None:
        chosen = self.library.shelf.chosen
        if self.sliders is None or chosen is None:
            return
        self.turn(self.sliders.reset())
        base = self.origins[chosen.id]
        text = _("Back to “{name}” as it is.") if base.path else _("Back to what you really do.")
        self.services.say(text.format(name=plain(base.name)))

    def ask_kind(self, show: Callable[[], None]) -> None:
        """A slider for another kind of action, which the keys turn then; ``show``: has it drawn."""
        if self.sliders is None:
            return

        def added(kind: str | None) -> None:
            chosen = self.library.shelf.chosen
            if kind is None or self.sliders is None or chosen is None:
                return
            self.made[chosen.id] = self.sliders.with_kind(kind)
            self.select(self.made[chosen.id].kinds.index(kind))
            show()

        kinds = self.sliders.others
        choices = [Choice(kind, slider_name(kind), action_hint(kind)) for kind in kinds]
        choices.sort(key=lambda choice: choice.name.casefold())
        self.services.open_page(Picker(_("Add a slider"), choices), added)

    def number_form(self) -> Form | None:
        """Asks for the number of the slider that the keys turn; None where none is in sight."""
        if self.sliders is None:
            return None
        slider = self.sliders.rows[self.at]

        def read(values: Values) -> int:
            return round(parse_number(values["number"], field="number", most=slider.most))

        def look(values: Values) -> Answer:
            allowed = _("a whole number from 0 to {most}").format(most=slider.most)
            if not values["number"].strip():
                return Answer(allowed, ready=False)
            read(values)
            return Answer(allowed)

        def turn(values: Values) -> None:
            if self.sliders is not None:
                self.turn(self.sliders.turn(slider.name, read(values)))

        caption, number = slider_name(slider.name), f"{slider.value:.0f}"
        form = Form([Field("number", caption, number, 8, replace=True)], look, turn)
        form.sends = N_("set")
        return form


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
    with suppress(SuspendNotSupported):
        try:
            if command:
                with app.suspend():
                    subprocess.run([*command, str(path)], check=False)
                return ""
        except OSError as error:
            name, reason = plain(Path(command[0]).name), system_reason(error.strerror or "")
            text = _("{command} could not be started: {reason}")
            return text.format(command=name, reason=reason)
    text = _("Open {file} in any editor: what you save there is seen here.")
    return text.format(file=plain(str(path)))


class Saver:
    """What goes into a file, and what an editor does to it."""

    def __init__(self, copies: Copies, forms: FormPlace) -> None:
        self.copies, self.sight, self.forms = copies, copies.sight, forms
        self.services, self.owner, self.library = copies.services, copies.owner, copies.library

    def say_no_sliders(self) -> None:
        """How to come by them."""
        text = _("Enter makes a copy with sliders; that can be changed and saved.")
        self.services.say(text)

    # Under a name

    def ask_name(self) -> None:
        item = self.library.shelf.chosen
        if item is None or item.id not in self.copies.made:
            self.say_no_sliders()
            return
        fields = [Field("name", _("Save as"), plain(item.name), replace=True)]
        self.forms.show(Form(fields, lambda values: self._look_at_name(item, values), self._save))

    def _look_at_name(self, item: ScenarioItem, values: Values) -> Answer:
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

    def _save(self, values: Values) -> None:
        """Write it, after a question where a file would be lost."""
        from ssi_tui.forecasting import renamed

        item = self.library.shelf.chosen
        if item is None or item.scenario is None:
            return
        name = values["name"].strip()
        path = self.library.folder / file_name(name)
        scenario = renamed(item.scenario, name, item.description)
        if not path.exists():
            self._write(item, scenario, path)
            return
        question = Confirm(
            _("Replace {file}?").format(file=path.name),
            [_("What is in the file now is lost."), str(path)],
            _("enter replace · esc leave it as it is"),
        )
        self.services.open_page(
            question, lambda yes: self._write(item, scenario, path) if yes else None
        )

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
        self.sight.compute()
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
        shipped = Path(item.path)
        self.services.open_page(
            question, lambda yes: self._edit_copy(shipped, copy) if yes else None
        )

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
        self.sight.compute()
