"""The one list of a room: rows that the room draws, clicks and the wheel that it is told of."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Generic, NamedTuple, Protocol, TypeVar

from textual.events import Click, MouseEvent, MouseScrollDown, MouseScrollUp

from ssi_tui.chart import Row
from ssi_tui.tui.shell.rows import RowCanvas


class HasRows(Protocol):
    """What a room draws: rows, and whatever it wants to know of them when one is clicked."""

    @property
    def rows(self) -> list[Row]:
        """At most as many as there is room for."""


class Listed(NamedTuple):
    """ScrolledRows, some of which stand for a line of the list."""

    rows: list[Row]
    line_at: Mapping[int, int]
    """Row → the line that stands in it."""


Drawing = TypeVar("Drawing", bound=HasRows)


class RowList(RowCanvas, Generic[Drawing]):
    """Keeps what was drawn last, so that a click can be told what it fell on."""

    def __init__(
        self,
        id: str,
        draw: Callable[[int, int], Drawing],
        *,
        click: Callable[[Drawing, Click], Awaitable[None] | None],
        wheel: Callable[[Drawing, MouseEvent, int], None],
    ) -> None:
        """``draw``: for a width and a height; ``wheel``: 1 is towards oneself, −1 away."""
        super().__init__(id=id)
        self.drawing: Drawing | None = None
        self._make, self._clicked, self._wheeled = draw, click, wheel

    def rows(self, width: int, height: int) -> list[Row]:
        """As the room draws them."""
        self.drawing = self._make(width, height)
        return self.drawing.rows

    async def on_click(self, event: Click) -> None:
        """What it means depends on what is there."""
        if self.drawing is not None:
            waiting = self._clicked(self.drawing, event)
            if waiting is not None:
                await waiting

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Towards oneself."""
        self._scroll(event, 1)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Away from oneself."""
        self._scroll(event, -1)

    def _scroll(self, event: MouseEvent, by: int) -> None:
        event.stop()
        if self.drawing is not None:
            self._wheeled(self.drawing, event, by)
