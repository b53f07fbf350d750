"""History as a widget: a click selects a day or an action, a second one opens, the wheel walks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Click, MouseEvent

from ssi_tui.chart import Row
from ssi_tui.tui.screens.history_rows import Drawn, draw
from ssi_tui.tui.widgets.canvas import Wheeled

if TYPE_CHECKING:
    from ssi_tui.tui.screens.history import History


class Days(Wheeled):
    """The figures, the map and what stands under it."""

    def __init__(self, room: History) -> None:
        super().__init__(id="days")
        self.room = room
        self.drawn: Drawn | None = None

    def rows(self, width: int, height: int) -> list[Row]:
        """As the room has it."""
        self.drawn = draw(self.room.view(width), width, height)
        return self.drawn.rows

    def on_click(self, event: Click) -> None:
        """A cell or a note selects its day, an action its map; a second click opens the day."""
        if self.drawn is None:
            return
        subject = self.drawn.subject_at.get(event.y)
        if subject is not None:
            self.room.choose(subject)
            return
        grid = self.room.grid(self.size.width)
        day = self.drawn.day_at.get(event.y)
        day = day or grid.day_at(event.x, event.y - self.drawn.map_top)
        if day is None or day > self.room.ssi.today:
            return
        self.room.go_to(day)
        if event.chain == 2:
            self.room.do_open_day()

    def wheel(self, event: MouseEvent, by: int) -> None:
        """A week on, or back."""
        self.room.walk(7 * by)
