"""What-if: the real log and what scenarios make of it, on one date axis."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Resize

from ssi_tui.i18n import N_, _
from ssi_tui.tui.forecasts import Forecaster, Runner, Wish, patiently
from ssi_tui.tui.keys import tabs
from ssi_tui.tui.keys.what_if import WHAT_IF
from ssi_tui.tui.scenarios import LETTERS, Shelf, read_items
from ssi_tui.tui.screens.room import Room
from ssi_tui.tui.screens.what_if_chart import Scene
from ssi_tui.tui.screens.what_if_rows import Aside, meaning, side_width
from ssi_tui.tui.screens.what_if_views import Chart, Scenarios

if TYPE_CHECKING:
    from ssi_tui.forecasting import Curve, Outlook

WEEKS = (12, 26, 52)
"""Horizons to walk through."""


class Asked(NamedTuple):
    """Curves that are wanted, and the items that they are of."""

    ids: tuple[str, ...]
    wish: Wish


class WhatIf(Room):
    """Scenarios on and off over the real log."""

    DEFAULT_CSS = """
    WhatIf > Horizontal { height: 1fr; }
    #scenarios { width: 27; height: 1fr; }
    #chart { width: 1fr; height: 1fr; margin: 0 0 0 1; }
    """
    TAB = tabs.WHAT_IF
    ABOUT = N_(
        "Left of today is what you logged and what LinkedIn showed; right of it is a model’s "
        "estimate for each scenario that is on, if its pace is kept. The band belongs to the "
        "chosen one. Own scenarios: files in the folder “scenarios” of your profile."
    )
    COMMANDS = WHAT_IF

    def __init__(self, forecaster: Forecaster) -> None:
        super().__init__()
        self.shelf = Shelf()
        self.outlook: Outlook | None = None
        self.computed: tuple[str, ...] = ()
        """The items of the outlook's curves, in their order."""
        self.weeks = WEEKS[1]
        self.by_pillar = False
        self.whole_scale = False
        self.busy = False
        self.forecaster = forecaster
        self.runner: Runner[Asked, Outlook] = Runner(self._compute, self)

    def compose(self) -> ComposeResult:
        """The list, the chart."""
        with Horizontal():
            yield Scenarios(self)
            yield Chart(self)

    def on_mount(self) -> None:
        """Follow the journal; read the files."""
        self.watch(self.app, "journal", self.journal_changed, init=False)
        self.do_read_again()

    def on_resize(self, event: Resize) -> None:
        """The list grows in steps with the window."""
        self.query_one(Scenarios).styles.width = side_width(event.size.width)

    # What is shown

    @property
    def curves(self) -> Mapping[str, Curve]:
        """Letter → curve, of what is on and computed."""
        found = dict(zip(self.computed, self.outlook.curves, strict=True)) if self.outlook else {}
        return {letter: found[item.id] for letter, item in self.shelf.shown if item.id in found}

    @property
    def scene(self) -> Scene:
        """For the chart."""
        band = self.shelf.band_letter
        return Scene(
            journal=self.ssi.diary.shown,
            today=self.ssi.today,
            outlook=self.outlook,
            curves=tuple(self.curves.items()),
            band=band if band in self.curves else next(iter(self.curves), ""),
            weeks=self.weeks,
            by_pillar=self.by_pillar,
            whole_scale=self.whole_scale,
        )

    @property
    def aside(self) -> Aside:
        """For the list."""
        remarks: tuple[str, ...] = ()
        if self.outlook:
            from ssi_tui.forecasting import remark_text

            remarks = tuple(remark_text(one) for one in self.outlook.remarks)
        return Aside(
            shelf=self.shelf,
            curves=self.curves,
            outlook=self.outlook,
            weeks=self.weeks,
            busy=self.busy,
            remarks=remarks,
        )

    def show(self) -> None:
        """Draw what changed."""
        if self.is_mounted:
            self.query_one(Scenarios).redraw()
            self.query_one(Chart).redraw()
        self.ssi.main.refresh_frame()

    def standing_sentence(self) -> str:
        """What the curves mean."""
        return meaning(self.aside)

    def help_lines(self) -> list[tuple[str, str]]:
        """The letters of the curves too."""
        return [("a…e", _("the curve with that letter, on or off")), *super().help_lines()]

    def shell_line(self) -> str:
        """The same from the shell."""
        return _("From the shell, without opening this: {command}").format(
            command="ssi sim quiet_month comment_daily"
        )

    # Commands

    def put(self, shelf: Shelf) -> None:
        """Another list or another choice: shown at once, new curves a moment later."""
        self.shelf = shelf
        self.ssi.say("")
        self.show()
        self.compute()

    def press(self, key: str) -> bool:
        """The letter of a scenario switches it."""
        letter = key.upper()
        if letter not in LETTERS or len(key) != 1:
            return False
        self.put(self.shelf.switch_letter(letter))
        return True

    def do_up(self) -> None:
        """The one above."""
        self.put(self.shelf.move(-1))

    def do_down(self) -> None:
        """The one below."""
        self.put(self.shelf.move(1))

    def do_switch(self) -> None:
        """On or off."""
        before = self.shelf
        chosen = before.chosen
        if chosen is None:
            return
        if chosen.faults:
            self.ssi.say(_("This file has faults: they stand under the list. r reads it again."))
            return
        after = before.switch(before.at)
        if after is before:
            self.ssi.say(_("Five are on already: switch one off first."))
            return
        self.put(after)

    def do_pillars(self) -> None:
        """Total or pillars."""
        self.by_pillar = not self.by_pillar
        self.show()

    def do_scale(self) -> None:
        """Fitted, or the whole scale."""
        self.whole_scale = not self.whole_scale
        self.show()

    def do_longer(self) -> None:
        """Further ahead."""
        self._look_ahead(1)

    def do_shorter(self) -> None:
        """Less far."""
        self._look_ahead(-1)

    def _look_ahead(self, by: int) -> None:
        place = WEEKS.index(self.weeks) + by
        self.weeks = WEEKS[max(0, min(len(WEEKS) - 1, place))]
        self.compute()

    def do_read_again(self) -> None:
        """The files, in a thread."""
        self.run_worker(self._read(), group="scenarios", exclusive=True)

    async def _read(self) -> None:
        folder = Path(self.ssi.own.store.folder)
        reading = asyncio.to_thread(read_items, folder, self.ssi.scenarios)
        items = await patiently(reading, self.say_busy)
        if self.shelf.items and not any(item.faults for item in items):
            self.ssi.say(_("{count} scenarios read again.").format(count=len(items)))
        self.shelf = self.shelf.filled(items)
        self.compute()

    # Curves

    def journal_changed(self) -> None:
        """New curves where they would be seen."""
        if self.ssi.main.room is self:
            self.compute()

    def enter(self) -> None:
        """The journal may have changed meanwhile."""
        self.compute()

    def compute(self) -> None:
        """Wish for the curves of what is on; nothing waits for them."""
        shown = self.shelf.shown
        if not shown:
            self.show()
            return
        scenarios = tuple(item.scenario for _letter, item in shown)
        wish = Wish(self.ssi.diary.shown, self.ssi.today, scenarios, self.weeks * 7)
        self.runner.wish(Asked(tuple(item.id for _letter, item in shown), wish))

    def _compute(self, asked: Asked) -> Outlook:
        return self.forecaster.compute(asked.wish)

    def start_run(self, work: Coroutine[None, None, None]) -> None:
        """Have the runner's work done beside the screen's."""
        self.run_worker(work, group="curves")

    def show_result(self, wish: Asked, result: Outlook) -> None:
        """They are there."""
        self.outlook, self.computed, self.busy = result, wish.ids, False
        self.show()

    def say_busy(self) -> None:
        """They take longer than one waits without a word."""
        self.busy = True
        self.show()

    def say_refused(self, text: str) -> None:
        """A plan that cannot be simulated."""
        self.busy = False
        self.ssi.say(text, bad=True)
