"""What-if's left side: the list of scenarios, or the sliders of a copy, under keys and mouse."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from textual.events import Click, MouseDown, MouseEvent, MouseMove, MouseUp

from ssi_tui.chart import Row
from ssi_tui.i18n import _
from ssi_tui.tui.shell.forms import Form
from ssi_tui.tui.shell.rows import RowList
from ssi_tui.tui.what_if.copies import Copies, number_form
from ssi_tui.tui.what_if.draw import draw_side
from ssi_tui.tui.what_if.library import Shelf
from ssi_tui.tui.what_if.sight import Sight
from ssi_tui.tui.what_if.sliders import Panel, Track, draw_sliders


class SideRows(NamedTuple):
    """The rows, and what stands in which."""

    rows: list[Row]
    line_at: Mapping[int, int]
    """Row → scenario, where the list is in sight."""
    tracks: Mapping[int, Track]
    """Row → slider, where the sliders are."""


class Side(RowList[SideRows]):
    """Chooses and switches scenarios; turns sliders, whose knobs follow the mouse."""

    def __init__(
        self, sight: Sight, copies: Copies, put: Callable[[Shelf], None], show: Callable[[], None]
    ) -> None:
        """``put``: has another shelf shown; ``show``: has all of the room drawn again."""
        super().__init__("scenarios", self._draw_side, click=self._click, wheel=self._wheel)
        self.sight, self.copies = sight, copies
        self._put, self._show = put, show
        self.dragged: Track | None = None

    @property
    def shelf(self) -> Shelf:
        return self.sight.library.shelf

    def _draw_side(self, width: int, height: int) -> SideRows:
        sliders = self.copies.sliders
        if sliders is not None:
            panel = Panel(sliders, self.copies.at, self.sight.aside)
            drawn = draw_sliders(panel, width, height)
            return SideRows(drawn.rows, {}, drawn.tracks)
        return SideRows(*draw_side(self.sight.aside, width, height), {})

    # Keys and mouse alike

    def walk(self, by: int) -> None:
        if self.copies.turning:
            self.select(self.copies.at + by)
        else:
            self._put(self.shelf.move(by))

    def switch(self) -> None:
        """The chosen scenario on or off; where that is not possible, why."""
        before = self.shelf
        if before.chosen is None:
            return
        say = self.copies.services.say
        if before.chosen.scenario is None:
            say(_("This file has faults: they stand under the list. r reads it again."))
            return
        after = before.switch(before.at)
        if after is before:
            say(_("Five are on already: switch one off first."))
            return
        self._put(after)

    def select(self, slider: int) -> None:
        if self.copies.sliders:
            self.copies.select(slider)
            self._show()

    def step(self, by: int) -> None:
        """Turn the chosen slider; where there is none, there is one then."""
        if self.copies.sliders is None:
            self.open_or_leave()
        else:
            self.copies.step(by)

    def open_or_leave(self) -> None:
        """Sliders for a copy of what is chosen; from the sliders back to the list."""
        item = self.shelf.chosen
        if self.copies.turning:
            self.leave()
        elif item is not None:
            self.copies.open(item)

    def open_or_type(self, show: Callable[[Form], None]) -> None:
        """Sliders for a copy of what is chosen; where they are in sight, a number for one."""
        form = number_form(self.copies)
        if form is None:
            self.open_or_leave()
        else:
            show(form)

    def leave(self) -> None:
        self.copies.turning = False
        self.copies.services.say("")
        self._show()

    # The mouse

    def _click(self, drawing: SideRows, event: Click) -> None:
        """In the list: the letter is on or off, a name is chosen, the chosen one gets sliders."""
        at = drawing.line_at.get(event.y)
        if at is None or self.copies.turning:
            return
        if 2 <= event.x < 5:
            self._put(self.shelf.switch(at))
        elif at == self.shelf.at:
            self.open_or_leave()
        else:
            self._put(self.shelf.choose(at))

    def _wheel(self, drawing: SideRows, event: MouseEvent, by: int) -> None:
        """Walk through the list, or turn the slider under the mouse: up is more."""
        if not self.copies.turning:
            self.walk(by)
        elif event.y in drawing.tracks:
            self.copies.select(drawing.tracks[event.y].slider)
            self.step(-by)

    def on_mouse_down(self, event: MouseDown) -> None:
        """On a track: the knob comes, and follows until the button is let go."""
        if not self.copies.turning or self.drawing is None:
            return
        event.stop()
        if event.y == 0:
            self.leave()
            return
        track = self.drawing.tracks.get(event.y)
        if track is None:
            return
        self.select(track.slider)
        if track.cells:
            self.dragged = track
            self.capture_mouse()
            self._drag(track, event.x)

    def on_mouse_move(self, event: MouseMove) -> None:
        if self.dragged:
            event.stop()
            self._drag(self.dragged, event.x)

    def on_mouse_up(self, event: MouseUp) -> None:
        if self.dragged:
            event.stop()
            self.dragged = None
            self.release_mouse()

    def _drag(self, track: Track, x: int) -> None:
        sliders = self.copies.sliders
        if sliders is not None:
            slider = sliders.rows[track.slider]
            self.copies.turn(sliders.turn(slider.name, track.value(x, slider.most)))
