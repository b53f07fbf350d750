"""What-if's sliders: a copy of a scenario that follows the keys and the mouse."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ssi_tui.i18n import _
from ssi_tui.tui.forecasts import Forecaster, patiently
from ssi_tui.tui.render import fit, plain
from ssi_tui.tui.scenarios import Item
from ssi_tui.tui.screens.what_if_saving import Saving
from ssi_tui.tui.screens.what_if_sliders import slider_name
from ssi_tui.words.names import action_hint

if TYPE_CHECKING:
    from sim.terms import Member
    from ssi_tui.forecasting import Present, Simulator, Sliders
    from ssi_tui.model.journal import Journal

COPY = "copy-of:"
"""Before the id of what a copy was made of."""
_LONGEST = 60
"""Cells of a name that gets a word more."""


class Turning(Saving):
    """Copies of scenarios, each with its sliders."""

    def __init__(self, forecaster: Forecaster) -> None:
        super().__init__(forecaster)
        self.copies: dict[str, Sliders] = {}
        """Id of the item → its sliders."""
        self.origins: dict[str, Item] = {}
        """Id of the copy → what it was made of."""
        self.turning = False
        """Whether the sliders are in sight instead of the list."""
        self.slider = 0
        """The one that the keys turn."""
        self._opening = False

    @property
    def made(self) -> Sequence[Item]:
        """The copies, as items of the list."""
        return [self._item(id) for id in self.copies]

    @property
    def sliders(self) -> Sliders | None:
        """Those in sight."""
        chosen = self.shelf.chosen
        return self.copies.get(chosen.id) if self.turning and chosen else None

    def _item(self, id: str) -> Item:
        base = self.origins[id]
        name, text = _("My what-if"), _("A pace to play with, beginning with what you do now.")
        if base.path:
            cut = fit(plain(base.name), _LONGEST)
            name = _("Mine: {name}").format(name=cut)
            text = _("A copy of “{name}” to play with.").format(name=cut)
        return Item(
            id=id, name=name, description=text, scenario=self.copies[id].scenario(name, text)
        )

    def do_sliders(self) -> None:
        """Sliders for a copy of what is chosen; from the sliders back to the list."""
        if self.turning:
            self.do_leave()
            return
        item = self.shelf.chosen
        if item is None:
            return
        if item.scenario is None:
            self.ssi.say(_("This file has faults: they stand under the list. r reads it again."))
            return
        question = self._present()
        now = self.forecaster.ask_idle(*question, member=self._member()) if self.outlook else None
        if now is not None:
            self._open(item, now)
        elif not self._opening:
            self._opening = True
            self.run_worker(self._ask_and_open(item), group="sliders")

    def _present(self) -> tuple[Journal, date, Callable[[Simulator], Present]]:
        """The question what one does now."""
        from ssi_tui.forecasting import present

        today, journal = self.ssi.today, self.ssi.diary.shown
        member = self._member()

        def job(simulator: Simulator) -> Present:
            return present(simulator, today, member)

        return journal, today, job

    def _member(self) -> Member | None:
        """Who stands in without a journal: whom the first curve with one names."""
        plans = [item.scenario for _letter, item in self.shelf.shown]
        return next((plan.member for plan in plans if plan.member is not None), None)

    async def _ask_and_open(self, item: Item) -> None:
        journal, today, job = self._present()
        asking = asyncio.to_thread(self.forecaster.ask, journal, today, job, member=self._member())
        try:
            now = await patiently(asking, self.say_busy)
        finally:
            self.busy = self._opening = False
        self._open(item, now)

    def _open(self, item: Item, now: Present) -> None:
        """Begin with what the journal says now, on a copy of its own or the one made before."""
        from ssi_tui.forecasting import sliders_of

        id = item.id if item.id in self.copies else COPY + item.id
        if id in self.copies:
            self.copies[id] = replace(self.copies[id], present=now)
        else:
            self.copies[id], self.origins[id] = sliders_of(item.scenario, now), item
        shelf = self.shelf.with_item(self._item(id))
        at = shelf.place(id)
        assert at is not None
        if id not in shelf.on and shelf.switch(at) is shelf:
            if id not in self.shelf.slots:
                del self.copies[id], self.origins[id]
            self.ssi.say(_("Five are on already: switch one off first."))
            return
        shelf = shelf if id in shelf.on else shelf.switch(at)
        self.turning, self.slider = True, min(self.slider, len(self.copies[id].rows) - 1)
        self.choose_list(shelf.choose(at))

    def do_leave(self) -> None:
        """Back to the list."""
        self.turning = False
        self.ssi.say("")
        self.show()

    def turn(self, sliders: Sliders) -> None:
        """Other values: the curve follows in the same frame, or the sliders go ahead of it."""
        chosen = self.shelf.chosen
        if chosen is None or self.copies.get(chosen.id) == sliders:
            return
        self.copies[chosen.id] = sliders
        self.choose_list(self.shelf.with_item(self._item(chosen.id)))

    def select(self, slider: int) -> None:
        """Choose a slider."""
        if self.sliders:
            self.slider = max(0, min(len(self.sliders.rows) - 1, slider))
            self.show()

    def step(self, by: int, slider: int | None = None) -> None:
        """Turn the chosen slider, or another one that becomes it."""
        if self.sliders is None:
            self.do_sliders()
            return
        if slider is not None:
            self.slider = slider
        self.turn(self.sliders.step(self.sliders.rows[self.slider].name, by))

    def do_less(self) -> None:
        """One less."""
        self.step(-1)

    def do_more(self) -> None:
        """One more."""
        self.step(1)

    def do_five_less(self) -> None:
        """Five less."""
        self.step(-5)

    def do_five_more(self) -> None:
        """Five more."""
        self.step(5)

    def do_reset(self) -> None:
        """All sliders as they were at first."""
        chosen = self.shelf.chosen
        if self.sliders is None or chosen is None:
            self.say_no_sliders()
            return
        self.turn(self.sliders.reset())
        base = self.origins[chosen.id]
        text = _("Back to “{name}” as it is.") if base.path else _("Back to what you really do.")
        self.ssi.say(text.format(name=plain(base.name)))

    def do_add(self) -> None:
        """A slider for any other kind."""
        from ssi_tui.tui.dialogs.picker import Choice, Picker

        if self.sliders is None:
            self.say_no_sliders()
            return
        found = [Choice(kind, slider_name(kind), action_hint(kind)) for kind in self.sliders.others]
        found.sort(key=lambda choice: choice.name.casefold())
        self.app.push_screen(Picker(_("Add a slider"), found), self._added)

    def _added(self, kind: str | None) -> None:
        chosen = self.shelf.chosen
        if kind is None or self.sliders is None or chosen is None:
            return
        self.copies[chosen.id] = self.sliders.with_kind(kind)
        self.select(self.copies[chosen.id].kinds.index(kind))

    def saved(self, item: Item, path: str) -> None:
        """The file takes the place of the copy."""
        self.copies.pop(item.id, None)
        self.origins.pop(item.id, None)
        self.turning = False
        super().saved(item, path)
