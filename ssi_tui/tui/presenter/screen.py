"""The presenter: What-if as a slide, one curve after the other, on a ground for projectors."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.events import Click, Key
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import Worker

from ssi_tui.chart import Row
from ssi_tui.i18n import N_, _
from ssi_tui.tui.presenter.draw import Slide, draw, draw_partly
from ssi_tui.tui.shell.commands import Command, command_for, pressed
from ssi_tui.tui.shell.rows import Canvas
from ssi_tui.tui.what_if.chart import plot

if TYPE_CHECKING:
    from ssi_tui.tui.app import SsiApp
    from ssi_tui.tui.what_if.room import WhatIf

PRESENTER = (
    Command(
        name="reveal",
        keys=("space", "right", "enter", "pagedown"),
        help=N_("reveal the next curve"),
    ),
    Command(name="hide", keys=("b", "left", "pageup"), help=N_("hide it again")),
    Command(name="longer", keys=("+", "="), shown="+ -", help=N_("look further ahead, or less")),
    Command(name="shorter", keys=("-",), help=N_("look less far ahead"), listed=False),
    Command(name="ground", keys=("t",), help=N_("light, dark or high contrast, here only")),
    Command(name="picture", keys=("s",), help=N_("save the slide as a picture: SVG or PNG")),
    Command(name="help", keys=("?",), help=N_("this help"), listed=False),
    Command(name="leave", keys=("escape", "p", "q"), help=N_("leave: the app is as it was")),
)


GROUNDS = ("projector", "dark", "contrast")
"""Looks for a bright room, a dark one, and poor sight; none of them is kept."""


STEPS, STEPS_A_SECOND = 14, 25
"""A curve is revealed from left to right in about half a second; nothing else ever moves."""


_WORK = frozenset({"scenarios", "curves"})
"""Groups of What-if's workers."""


class SlideView(Canvas):
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


class Presenter(Screen[None]):
    """Over What-if; it asks that room for its curves and changes nothing but the time span."""

    DEFAULT_CSS = "Presenter { background: $background; } #slide { height: 1fr; }"
    ABOUT = N_(
        "A slide for a room: first the log alone and a question, then a curve with each press of "
        "space. A letter gives its curve the band. Nothing here is kept but the time span."
    )
    AUTO_FOCUS: ClassVar[str] = ""

    def __init__(self, room: WhatIf) -> None:
        super().__init__()
        self.room = room
        self.shown = 0
        self.band = ""
        self.said = ""
        self.before = ""
        """The look that comes back."""

    @property
    def ssi(self) -> SsiApp:
        """The app."""
        return cast("SsiApp", self.app)

    @property
    def slide(self) -> Slide:
        """As it is now."""
        room, app = self.room, self.ssi
        aside = _("made-up data") if app.diary is not app.own else ""
        ready = room.is_mounted and room.shelf.items
        if not ready or (room.shelf.shown and not room.curves):
            refused = app.main.notice.text if ready and not self._waiting() else ""
            return Slide(None, aside=aside, said=refused)
        scene = room.scene._replace(by_pillar=False, difference=False)
        member = scene.outlook is not None and scene.outlook.member is not None
        found = plot(scene, None)
        shown = min(self.shown, len(found.lines))
        now = next((letter for letter, item in room.shelf.shown if item.id == "now"), "")
        return Slide(found, shown, self.band, aside, member, now, self.said)

    def compose(self) -> ComposeResult:
        """The slide and nothing else."""
        yield SlideView(self)

    def on_mount(self) -> None:
        """Light ground; follow the curves."""
        self.before = self.app.theme
        self.app.theme = GROUNDS[0]
        self.watch(self.app, "journal", self.follow, init=False)
        self.follow()

    @property
    def view(self) -> SlideView:
        """What is drawn on."""
        return self.query_one(SlideView)

    def follow(self) -> None:
        """Draw again once What-if has what it is computing."""
        self.run_worker(self._follow(), group="follow", exclusive=True)

    async def _follow(self) -> None:
        while not self.room.shelf.items:  # the room is being made, and reads its files
            await asyncio.sleep(1 / STEPS_A_SECOND)
        while waiting := self._waiting():
            await self.app.workers.wait_for_complete(waiting)
        self.view.redraw()

    def _waiting(self) -> list[Worker[object]]:
        """What What-if is still computing."""
        return [one for one in self.app.workers if one.group in _WORK and not one.is_finished]

    async def on_key(self, event: Key) -> None:
        """A command, or the letter of a curve."""
        event.stop()
        key = pressed(event)
        command = command_for(key, PRESENTER)
        self.view.stop()
        self.said = ""
        if command:
            getattr(self, f"do_{command.name}")()
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

    def do_reveal(self) -> None:
        """The next curve."""
        before = self.slide
        if before.plot is not None and before.shown < len(before.plot.lines):
            self.shown, self.band = before.shown + 1, ""
            self.view.reveal(before)

    def do_hide(self) -> None:
        """The last one away again."""
        self.shown, self.band = max(self.slide.shown - 1, 0), ""

    def do_longer(self) -> None:
        """Further ahead."""
        self.room.do_longer()
        self.follow()

    def do_shorter(self) -> None:
        """Less far."""
        self.room.do_shorter()
        self.follow()

    def do_ground(self) -> None:
        """The next look, here only."""
        at = GROUNDS.index(self.app.theme) if self.app.theme in GROUNDS else -1
        self.app.theme = GROUNDS[(at + 1) % len(GROUNDS)]

    def do_help(self) -> None:
        """The keys."""
        from ssi_tui.tui.shell.help import Help

        lines = [(one.key, _(one.help)) for one in PRESENTER if one.listed]
        self.app.push_screen(Help(_("Presenter"), _(self.ABOUT), lines))

    def do_picture(self) -> None:
        """The slide as a file."""
        from ssi_tui.tui.exchange.pictures import ask_for_slide

        ask_for_slide(self)

    def do_leave(self) -> None:
        """Back to What-if, in the look of before."""
        self.app.theme = self.before
        self.dismiss()


def present(app: SsiApp) -> None:
    """Open What-if, and show it as a slide."""
    from ssi_tui.tui.shell import frame
    from ssi_tui.tui.what_if.room import WhatIf

    app.main.open_room(frame.WHAT_IF.id)
    room = app.main.room
    if isinstance(room, WhatIf):
        app.push_screen(Presenter(room))
