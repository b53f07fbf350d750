"""The two halves of What-if as widgets: the list or the sliders, and the chart with its lanes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Click, MouseDown, MouseEvent, MouseMove, MouseUp

from ssi_tui.chart import Row
from ssi_tui.tui.screens.what_if_chart import draw
from ssi_tui.tui.screens.what_if_rows import draw_side
from ssi_tui.tui.screens.what_if_sliders import Panel, Track, draw_sliders
from ssi_tui.tui.widgets.canvas import Canvas, Wheeled

if TYPE_CHECKING:
    from ssi_tui.tui.screens.what_if import WhatIf


class Side(Wheeled):
    """The list and what is said of the chosen one, or the sliders of a copy."""

    def __init__(self, room: WhatIf) -> None:
        super().__init__(id="scenarios")
        self.room = room
        self.item_at: dict[int, int] = {}
        self.tracks: dict[int, Track] = {}
        self.dragged: Track | None = None

    def rows(self, width: int, height: int) -> list[Row]:
        """As the room has it."""
        sliders = self.room.sliders
        if sliders is not None:
            panel = draw_sliders(Panel(sliders, self.room.slider, self.room.aside), width, height)
            self.item_at, self.tracks = {}, panel.tracks
            return panel.rows
        drawn = draw_side(self.room.aside, width, height)
        self.item_at, self.tracks = drawn.item_at, {}
        return drawn.rows

    def on_click(self, event: Click) -> None:
        """In the list: the letter is on or off, a name is chosen, the chosen one gets sliders."""
        at = self.item_at.get(event.y)
        if at is None or self.room.turning:
            return
        shelf = self.room.shelf
        if 2 <= event.x < 5:
            self.room.put(shelf.switch(at))
        elif at == shelf.at:
            self.room.do_sliders()
        else:
            self.room.put(shelf.choose(at))

    def on_mouse_down(self, event: MouseDown) -> None:
        """On a track: the knob comes, and follows until the button is let go."""
        if not self.room.turning:
            return
        event.stop()
        if event.y == 0:
            self.room.do_leave()
            return
        track = self.tracks.get(event.y)
        if track is None:
            return
        self.room.select(track.slider)
        if track.cells:
            self.dragged = track
            self.capture_mouse()
            self._drag(event)

    def on_mouse_move(self, event: MouseMove) -> None:
        """The knob follows."""
        if self.dragged:
            event.stop()
            self._drag(event)

    def on_mouse_up(self, event: MouseUp) -> None:
        """It stays where it is."""
        if self.dragged:
            event.stop()
            self.dragged = None
            self.release_mouse()

    def _drag(self, event: MouseEvent) -> None:
        sliders = self.room.sliders
        if sliders is None or self.dragged is None:
            return
        slider = sliders.rows[self.dragged.slider]
        self.room.turn(sliders.turn(slider.name, self.dragged.value(event.x, slider.most)))

    def wheel(self, event: MouseEvent, by: int) -> None:
        """Walk through the list, or turn the slider under the mouse: up is more."""
        if not self.room.turning:
            self.room.walk(by)
        elif event.y in self.tracks:
            self.room.step(-by, self.tracks[event.y].slider)


class Chart(Canvas):
    """The curves and the lanes."""

    def __init__(self, room: WhatIf) -> None:
        super().__init__(id="chart")
        self.room = room

    def rows(self, width: int, height: int) -> list[Row]:
        """As the room has it."""
        return draw(self.room.scene, width, height)
