"""The two parts of Today as widgets: the heading, and the rows under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Click, MouseEvent

from ssi_tui.chart import Row
from ssi_tui.tui.render import fit
from ssi_tui.tui.screens.today_body import body
from ssi_tui.tui.screens.today_rows import heading
from ssi_tui.tui.widgets.canvas import Canvas, Wheeled

if TYPE_CHECKING:
    from ssi_tui.tui.screens.today import Today


class Heading(Canvas):
    """The day, what is done, the score."""

    def __init__(self, today: Today) -> None:
        super().__init__(id="heading")
        self.today = today

    def rows(self, width: int, height: int) -> list[Row]:
        """One row between two empty ones."""
        return [[], heading(self.today.view, width)]


class NextLine(Canvas):
    """What is best done next, between the heading and the habits."""

    def __init__(self, today: Today) -> None:
        super().__init__(id="next")
        self.today = today

    def rows(self, width: int, height: int) -> list[Row]:
        """One row, or none."""
        text = self.today.advice_line(width - 3)
        return [[("  " + fit(text, width - 3), "muted")]] if text else []


class Habits(Wheeled):
    """The rows under the heading."""

    def __init__(self, today: Today) -> None:
        super().__init__(id="habits")
        self.today = today
        self.habit_at: dict[int, int] = {}

    def rows(self, width: int, height: int) -> list[Row]:
        """As many as fit."""
        drawn = body(self.today.view, width, height)
        self.habit_at = drawn.habit_at
        return drawn.rows

    def on_click(self, event: Click) -> None:
        """A click on a row selects it; on its letter, it logs one."""
        at = self.habit_at.get(event.y)
        if at is not None:
            self.today.select(at)
            if 2 <= event.x < 5:
                self.today.step(self.today.view.habits[at], 1)

    def wheel(self, event: MouseEvent, by: int) -> None:
        """Walk through the rows; it writes nothing."""
        self.today.walk(by)
