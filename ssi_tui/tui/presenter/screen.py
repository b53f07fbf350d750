"""The presenter: What-if as a slide, one curve after the other, on a ground for projectors."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual.app import ComposeResult
from textual.events import Click, Key
from textual.timer import Timer
from textual.worker import Worker, WorkerError

from ssi_tui.chart import Row
from ssi_tui.i18n import N_, _
from ssi_tui.tui.presenter.draw import Slide, draw, draw_partly, meaning, revealed, title
from ssi_tui.tui.shell.commands import command, command_for, commands_of, pressed
from ssi_tui.tui.shell.dialogs import Dialog, passed_on
from ssi_tui.tui.shell.rows import RowCanvas

if TYPE_CHECKING:
    from ssi_tui.chart import Plot
    from ssi_tui.tui.shell.services import Services


GROUNDS = ("projector", "dark", "contrast")
"""Looks for a bright room, a dark one, and poor sight; none of them is kept."""


STEPS, STEPS_A_SECOND = 14, 25
"""A curve is revealed from left to right in about half a second; nothing else ever moves."""


_WORK = frozenset({"scenarios", "curves"})
"""Groups of What-if's workers."""


class SlideView(RowCanvas):
    """The slide, and on the way to the next one a part of both."""

    def __init__(self, presenter: Presenter) -> None:
        super().__init__(id="slide")
        self.presenter = presenter
        self.step = 0
        """How much of the new slide is in sight, up to `STEPS`; 0: nothing is on its way."""
        self._before: Slide | None = None
        self._timer: Timer | None = None

    def rows(self, width: int, height: int) -> list[Row]:
        """As the presenter has it."""
        if self.step and self._before:
            part = self.step / STEPS
            return draw_partly(self._before, self.presenter.slide, part, width, height)
        return draw(self.presenter.slide, width, height)

    def reveal(self, before: Slide) -> None:
        """From the slide before to the one in sight."""
        self.stop()
        if self.app.animation_level != "none":
            self._before = before
            self.step = 1
            self._timer = self.set_interval(1 / STEPS_A_SECOND, self._on)
        self.redraw()

    def _on(self) -> None:
        self.step += 1
        if self.step >= STEPS:
            self.stop()
        self.redraw()

    def stop(self) -> None:
        """The whole of the new slide at once."""
        self.step = 0
        if self._timer is not None:
            self._timer.stop()
            self._timer = None


class Presented(Protocol):
    """The curves that are shown, as What-if has them."""

    @property
    def is_ready(self) -> bool:
        """Whether its list of scenarios has been read."""

    @property
    def slide_plot(self) -> Plot | None:
        """The curves of all that is on; None while there are none of what is on."""

    @property
    def is_of_member(self) -> bool:
        """Whether a sample member stands in for the user."""

    @property
    def now_letter(self) -> str:
        """The letter of going on as now; empty where that is off."""


class SaveSlide(Protocol):
    """Asks where a slide is to go as a picture."""

    def __call__(
        self, plot: Plot, title: str, sentence: str, look: str, done: Callable[[str | None], None]
    ) -> None:
        """``look``: the theme to draw it in; ``done`` is told what came of it."""


class Presenter(Dialog[None]):
    """Over What-if; it asks that room for its curves and changes nothing but the time span."""

    DEFAULT_CSS = "Presenter { background: $background; } #slide { height: 1fr; }"
    ABOUT = N_(
        "A slide for a room: first the log alone and a question, then a curve with each press of "
        "space. A letter gives its curve the band. Nothing here is kept but the time span."
    )
    AUTO_FOCUS: ClassVar[str] = ""

    def __init__(
        self,
        services: Services,
        curves: Presented,
        look_ahead: Callable[[int], None],
        save: SaveSlide,
    ) -> None:
        """``look_ahead``: has a longer or a shorter span of time computed."""
        super().__init__()
        self.services, self.curves = services, curves
        self.look_ahead, self.save = look_ahead, save
        self.view = SlideView(self)
        self.shown = 0
        self.band = ""
        self.said = ""
        self.before = ""
        """The look that comes back."""

    @property
    def slide(self) -> Slide:
        """As it is now."""
        curves = self.curves
        aside = _("made-up data") if self.services.is_sample else ""
        plot = curves.slide_plot
        if plot is None:
            refused = self.services.notice if curves.is_ready and not self._waiting() else ""
            return Slide(None, aside=aside, said=refused)
        shown = min(self.shown, len(plot.lines))
        return Slide(
            plot, shown, self.band, aside, curves.is_of_member, curves.now_letter, self.said
        )

    def compose(self) -> ComposeResult:
        """The slide and nothing else."""
        yield self.view

    def on_mount(self) -> None:
        """Light ground; follow the curves."""
        self.before = self.app.theme
        self.app.theme = GROUNDS[0]
        self.watch(self.app, "journal", self.follow, init=False)
        self.follow()

    def follow(self) -> None:
        """Draw again once What-if has what it is computing."""
        self.run_worker(self._follow(), group="follow", exclusive=True)

    async def _follow(self) -> None:
        while not self.curves.is_ready:  # the room is being made, and reads its files
            await asyncio.sleep(1 / STEPS_A_SECOND)
        while waiting := self._waiting():
            try:
                await self.app.workers.wait_for_complete(waiting)
            except WorkerError:  # one was given up; of one that failed the app hears anyway
                await asyncio.sleep(1 / STEPS_A_SECOND)
        self.view.redraw()

    def _waiting(self) -> list[Worker[object]]:
        """What What-if is still computing."""
        return [one for one in self.app.workers if one.group in _WORK and not one.is_finished]

    async def on_key(self, event: Key) -> None:
        """A command, or the letter of a curve."""
        if passed_on(self, event):
            return
        event.stop()
        key = pressed(event)
        asked = command_for(key, PRESENTER)
        self.view.stop()
        self.said = ""
        if asked:
            getattr(self, f"do_{asked.name}")()
        elif len(key) == 1:  # the letter of a curve; others change nothing
            self.band = key.upper()
        self.view.redraw()

    def on_click(self, event: Click) -> None:
        """A click is the next curve."""
        event.stop()
        self.do_reveal()

    def tell(self, said: str | None) -> None:
        """A sentence under the question, until the next key."""
        self.said = said or ""
        self.view.redraw()

    # Commands

    # Commands

    @command("space", "right", "enter", "pagedown", help=N_("reveal the next curve"))
    def do_reveal(self) -> None:
        before = self.slide
        if before.plot is not None and before.shown < len(before.plot.lines):
            self.shown, self.band = before.shown + 1, ""
            self.view.reveal(before)

    @command("b", "left", "pageup", help=N_("hide it again"))
    def do_hide(self) -> None:
        self.shown, self.band = max(self.slide.shown - 1, 0), ""

    @command("+", "=", shown="+ -", help=N_("look further ahead, or less"))
    def do_longer(self) -> None:
        self.look_ahead(1)
        self.follow()

    @command("-", help=N_("look less far ahead"), listed=False)
    def do_shorter(self) -> None:
        self.look_ahead(-1)
        self.follow()

    @command("t", help=N_("light, dark or high contrast, here only"))
    def do_ground(self) -> None:
        at = GROUNDS.index(self.app.theme) if self.app.theme in GROUNDS else -1
        self.app.theme = GROUNDS[(at + 1) % len(GROUNDS)]

    @command("s", help=N_("save the slide as a picture: SVG or PNG"))
    def do_picture(self) -> None:
        slide = self.slide
        if slide.plot is not None and slide.plot.lines:
            look = self.app.theme
            self.save(revealed(slide), title(slide), meaning(slide), look, self.tell)

    @command("?", help=N_("this help"), listed=False)
    def do_help(self) -> None:
        from ssi_tui.tui.shell.help import Help

        lines = [(one.key, _(one.help)) for one in PRESENTER if one.listed]
        self.app.push_screen(Help(_("Presenter"), _(self.ABOUT), lines))

    @command("escape", "p", "q", help=N_("leave: the app is as it was"))
    def do_leave(self) -> None:
        self.app.theme = self.before
        self.dismiss()


PRESENTER = commands_of(Presenter)
"""Its keys, in the order of the help."""
