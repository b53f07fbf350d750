"""The two halves of What-if as widgets: the list of scenarios, and the chart with its lanes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Click, MouseScrollDown, MouseScrollUp

from ssi_tui.chart import Row
from ssi_tui.tui.screens.what_if_chart import draw
from ssi_tui.tui.screens.what_if_rows import draw_side
from ssi_tui.tui.widgets.canvas import Canvas

if TYPE_CHECKING:
    from ssi_tui.tui.screens.what_if import WhatIf


class Scenarios(Canvas):
    """The list and what is said of the chosen one."""

    def __init__(self, room: WhatIf) -> None:
        super().__init__(id="scenarios")
        self.room = room
        self.item_at: dict[int, int] = {}

    def rows(self, width: int, height: int) -> list[Row]:
        """As the room has it."""
        drawn = draw_side(self.room.aside, width, height)
        self.item_at = drawn.item_at
        return drawn.rows

    def on_click(self, event: Click) -> None:
        """On the letter: on or off; on the name: choose."""
        at = self.item_at.get(event.y)
        if at is not None:
            shelf = self.room.shelf
            self.room.put(shelf.switch(at) if 2 <= event.x < 5 else shelf.choose(at))

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """The wheel walks through the list."""
        event.stop()
        self.room.do_down()

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """The wheel walks through the list."""
        event.stop()
        self.room.do_up()


class Chart(Canvas):
    """The curves and the lanes."""

    def __init__(self, room: WhatIf) -> None:
        super().__init__(id="chart")
        self.room = room

    def rows(self, width: int, height: int) -> list[Row]:
        """As the room has it."""
        return draw(self.room.scene, width, height)
