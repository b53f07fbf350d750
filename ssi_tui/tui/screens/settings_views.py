"""The list of Settings as a widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Click, MouseEvent

from ssi_tui.chart import Row
from ssi_tui.tui.screens.settings_rows import Drawn, draw
from ssi_tui.tui.widgets.canvas import Wheeled

if TYPE_CHECKING:
    from ssi_tui.tui.screens.settings import SettingsRoom


class Choices(Wheeled):
    """A line a setting."""

    def __init__(self, room: SettingsRoom) -> None:
        super().__init__(id="settings-list")
        self.room = room
        self.drawn = Drawn([], {}, {})

    def rows(self, width: int, height: int) -> list[Row]:
        """As the room has it."""
        room = self.room
        self.drawn = draw(room.options, room.ssi.settings, room.places, room.at, width, height)
        return self.drawn.rows

    def on_click(self, event: Click) -> None:
        """On a value: take it; elsewhere in a line: choose the line."""
        at = self.drawn.option_at.get(event.y)
        if at is None:
            return
        self.room.choose(at)
        for start, end, value in self.drawn.values_at[event.y]:
            if start <= event.x < end:
                self.room.take(value)

    def wheel(self, event: MouseEvent, by: int) -> None:
        """Walk through the list."""
        self.room.choose(self.room.at + by)
