"""Copies of scenarios, each with its sliders, turned or typed: what one plays with, unsaved."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ssi_tui.chart.text import fit, plain
from ssi_tui.errors import BadValueError
from ssi_tui.i18n import N_, _
from ssi_tui.tui.forecaster import patiently
from ssi_tui.tui.journal.notices import told_error
from ssi_tui.tui.shell.forms import Answer, Field, Form
from ssi_tui.tui.shell.services import Services
from ssi_tui.tui.what_if.library import Library, ScenarioItem, Shelf
from ssi_tui.tui.what_if.sight import Curves
from ssi_tui.tui.what_if.sliders import slider_name
from ssi_tui.wording.actions import action_hint
from ssi_tui.wording.numbers import parse_number

if TYPE_CHECKING:
    from textual.widget import Widget

    from ssi_tui.forecasting import Present, Simulator, Sliders
    from ssi_tui.model.journal import Journal

COPY = "copy-of:"
"""Before the id of what a copy was made of."""
_LONGEST = 60
"""Cells of a name that gets a word more."""


class Copies:
    """The copies of this session, and the sliders of the one in sight."""

    def __init__(
        self,
        services: Services,
        owner: Widget,
        library: Library,
        curves: Curves,
        put: Callable[[Shelf], None],
    ) -> None:
        """``put``: shows another shelf, with new curves at once or a moment later."""
        self.services, self.owner = services, owner
        self.library, self.curves, self._put = library, curves, put
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

    def is_copy(self, item: ScenarioItem) -> bool:
        """Whether an item is in no file, but was made here."""
        return item.id in self.made

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
        if item.scenario is None:
            text = _("This file has faults: they stand under the list. r reads it again.")
            self.services.say(text)
            return
        forecaster, question = self.services.forecaster, self._present()
        now = None
        if self.curves.outlook:
            now = forecaster.ask_idle(*question)
        if now is not None:
            self._begin(item, now)
        elif not self._opening:
            self._opening = True
            self.owner.run_worker(self._ask_and_begin(item), group="sliders")

    def _present(self) -> tuple[Journal, date, Callable[[Simulator], Present]]:
        """The question what one does now."""
        from ssi_tui.forecasting import present

        today, journal = self.services.today, self.services.journal

        def job(simulator: Simulator) -> Present:
            return present(simulator, today)

        return journal, today, job

    async def _ask_and_begin(self, item: ScenarioItem) -> None:
        journal, today, job = self._present()
        asking = asyncio.to_thread(self.services.forecaster.ask, journal, today, job)
        try:
            now = await patiently(asking, self.curves.say_busy)
        finally:
            self.curves.busy = self._opening = False
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
        shelf = before.with_item(self._item(id))
        at = shelf.place(id)
        assert at is not None
        if id not in shelf.on and shelf.switch(at) is shelf:
            if id not in before.slots:
                del self.made[id], self.origins[id]
            self.services.say(_("Five are on already: switch one off first."))
            return
        shelf = shelf if id in shelf.on else shelf.switch(at)
        self.turning, self.at = True, min(self.at, len(self.made[id].rows) - 1)
        self._put(shelf.choose(at))

    # Turning

    def turn(self, sliders: Sliders) -> None:
        """Other values: the curve follows in the same frame, or the sliders go ahead of it."""
        shelf = self.library.shelf
        if shelf.chosen is None or self.made.get(shelf.chosen.id) == sliders:
            return
        self.made[shelf.chosen.id] = sliders
        self._put(shelf.with_item(self._item(shelf.chosen.id)))

    def select(self, slider: int) -> None:
        """Have the keys turn another slider of those in sight."""
        if self.sliders:
            self.at = max(0, min(len(self.sliders.rows) - 1, slider))

    def step(self, by: int) -> None:
        if self.sliders is not None:
            self.turn(self.sliders.step(self.sliders.rows[self.at].name, by))

    def reset(self) -> None:
        """All sliders in sight as they were at first."""
        chosen = self.library.shelf.chosen
        if self.sliders is None or chosen is None:
            return
        self.turn(self.sliders.reset())
        base = self.origins[chosen.id]
        text = _("Back to “{name}” as it is.") if base.path else _("Back to what you really do.")
        self.services.say(text.format(name=plain(base.name)))

    def ask_kind(self, show: Callable[[], None]) -> None:
        """Choose another kind of action; ``show``: has its slider drawn."""
        from ssi_tui.tui.shell.dialogs import Choice, Picker

        if self.sliders is None:
            return

        def added(kind: str | None) -> None:
            if kind is not None:
                self.add(kind)
                show()

        kinds = self.sliders.others
        choices = [Choice(kind, slider_name(kind), action_hint(kind)) for kind in kinds]
        choices.sort(key=lambda choice: choice.name.casefold())
        self.services.open_page(Picker(_("Add a slider"), choices), added)

    def add(self, kind: str) -> None:
        """A slider for another kind of action, which the keys turn then."""
        chosen = self.library.shelf.chosen
        if self.sliders is None or chosen is None:
            return
        self.made[chosen.id] = self.sliders.with_kind(kind)
        self.select(self.made[chosen.id].kinds.index(kind))


NUMBER = "number"


class NumberForm(Form):
    """Asks for the number of one slider."""

    sends = N_("set")

    def __init__(self, name: str, value: float, maximum: int) -> None:
        """``name``: of the slider; ``maximum``: its right end."""
        self.name_, self.most = name, maximum
        field = Field(NUMBER, slider_name(name), f"{value:.0f}", 8, replace=True)
        super().__init__([field], self._look)

    def _read(self, values: Mapping[str, str]) -> int:
        return round(parse_number(values[NUMBER], field=NUMBER, most=self.most))

    def _look(self, values: Mapping[str, str]) -> Answer:
        allowed = _("a whole number from 0 to {most}").format(most=self.most)
        if not values[NUMBER].strip():
            return Answer(allowed, ready=False)
        try:
            self._read(values)
        except BadValueError as error:
            return Answer(told_error(error), good=False, ready=False)
        return Answer(allowed)

    def turn(self, copies: Copies, values: Mapping[str, str]) -> None:
        """Have the slider stand there."""
        if copies.sliders is not None:
            copies.turn(copies.sliders.turn(self.name_, self._read(values)))


def number_form(copies: Copies) -> NumberForm | None:
    """For the slider that the keys turn; None where none is in sight."""
    if copies.sliders is None:
        return None
    slider = copies.sliders.rows[copies.at]
    return NumberForm(slider.name, slider.value, slider.most)
