"""The table of Profiles as a widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Click, MouseEvent

from ssi_tui.chart import Row
from ssi_tui.tui.screens.profiles_rows import draw
from ssi_tui.tui.widgets.canvas import Wheeled

if TYPE_CHECKING:
    from ssi_tui.tui.screens.profiles import Profiles


class Table(Wheeled):
    """A line a journal."""

    def __init__(self, room: Profiles) -> None:
        super().__init__(id="profiles-table")
        self.room = room
        self.line_at: dict[int, int] = {}

    def rows(self, width: int, height: int) -> list[Row]:
        """As the room has it."""
        drawn = draw(self.room.lines, self.room.at, self.room.ssi.today, width, height)
        self.line_at = drawn.line_at
        return drawn.rows

    async def on_click(self, event: Click) -> None:
        """A click chooses; on the chosen one, it opens it."""
        at = self.line_at.get(event.y)
        if at is not None and not self.room.open_forms():
            if at == self.room.at:
                await self.room.do_switch()
            else:
                self.room.choose(at)

    def wheel(self, event: MouseEvent, by: int) -> None:
        """Walk through the list."""
        self.room.choose(self.room.at + by)
