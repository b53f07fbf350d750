"""The Plan room's picture as a widget: what is asked and the plan, or the weeks of one kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Click, MouseEvent

from ssi_tui.chart import Row
from ssi_tui.tui.screens.plan_rows import Drawn, draw
from ssi_tui.tui.screens.plan_weeks import draw_weeks
from ssi_tui.tui.widgets.canvas import Wheeled

if TYPE_CHECKING:
    from ssi_tui.tui.screens.plan_asking import Asking


class PlanView(Wheeled):
    """Both halves."""

    def __init__(self, room: Asking) -> None:
        super().__init__(id="plan-view")
        self.room = room
        self.drawn = Drawn([], {}, {}, 0)

    def rows(self, width: int, height: int) -> list[Row]:
        """As the room has it."""
        kept = self.room.kept
        if kept is not None:
            self.drawn = Drawn([], {}, {}, 0)
            return draw_weeks(kept, width, height)
        self.drawn = draw(self.room.board, width, height)
        return self.drawn.rows

    def place(self, x: int, y: int) -> str:
        """The control or the action there."""
        half = self.drawn.left_at if x < self.drawn.split else self.drawn.right_at
        return half.get(y, "")

    def on_click(self, event: Click) -> None:
        """Choose what is there; what is chosen already is typed or done."""
        what = self.place(event.x, event.y)
        if what and what == self.room.at:
            self.room.do_type()
        elif what:
            self.room.choose(what)

    def wheel(self, event: MouseEvent, by: int) -> None:
        """More or less of what is under it: up is more."""
        what = self.place(event.x, event.y)
        if what:
            self.room.choose(what)
            self.room.change(-by)
