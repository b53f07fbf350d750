"""The list of Import as a widget."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Click, MouseEvent

from ssi_tui.chart import Row
from ssi_tui.tui.screens.imports_rows import draw
from ssi_tui.tui.widgets.canvas import Wheeled

if TYPE_CHECKING:
    from ssi_tui.tui.screens.imports import Imports


class Ways(Wheeled):
    """What comes in and what goes out."""

    def __init__(self, room: Imports) -> None:
        super().__init__(id="imports-list")
        self.room = room
        self.item_at: dict[int, int] = {}

    def rows(self, width: int, height: int) -> list[Row]:
        """As the room has it."""
        drawn = draw(self.room.items, self.room.at, width, height)
        self.item_at = drawn.item_at
        return drawn.rows

    async def on_click(self, event: Click) -> None:
        """A click does it."""
        at = self.item_at.get(event.y)
        if at is not None:
            self.room.choose(at)
            await self.room.do_take()

    def wheel(self, event: MouseEvent, by: int) -> None:
        """Walk through the list."""
        self.room.choose(self.room.at + by)
