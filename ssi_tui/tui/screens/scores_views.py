"""The parts of Scores as widgets: the heading, and the views under it, two where there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Click, MouseEvent

from ssi_tui.chart import Row
from ssi_tui.tui.render import row_width
from ssi_tui.tui.screens.scores_head import heading, strip, view_at
from ssi_tui.tui.screens.scores_rows import READINGS, SCORE, empty_rows
from ssi_tui.tui.widgets.canvas import Canvas, Wheeled

if TYPE_CHECKING:
    from ssi_tui.tui.screens.scores import Scores

_AIRY = 10
"""Rows from which on an empty one stands under the strip."""


class ScoreHeading(Canvas):
    """The newest score."""

    def __init__(self, room: Scores) -> None:
        super().__init__(id="heading")
        self.room = room

    def rows(self, width: int, height: int) -> list[Row]:
        """One row under an empty one."""
        return [[], heading(self.room.view, width)]


class Board(Wheeled):
    """The strip with the views' names, and the views."""

    def __init__(self, room: Scores) -> None:
        super().__init__(id="board")
        self.room = room
        self.at: dict[str, dict[int, int]] = {}
        """View → row → choice or reading."""

    def rows(self, width: int, height: int) -> list[Row]:
        """As the room has it."""
        room = self.room
        if room.view is None:
            return empty_rows(width)
        shown = room.shown(width)
        rows: list[Row] = [strip(room.active, shown, width)]
        if height >= _AIRY:
            rows.append([])
        top = len(rows)
        wide = width if len(shown) == 1 else (width - 2) // 2
        self.at = {}
        panes = []
        for name in shown:
            drawn = room.pane(name, wide, height - top)
            self.at[name] = {row + top: at for row, at in drawn.at.items()}
            panes.append(drawn.rows)
        if len(panes) == 1:
            return rows + panes[0]
        first, second = panes
        for y in range(max(len(first), len(second))):
            left_row = first[y] if y < len(first) else []
            gap = " " * (wide + 2 - row_width(left_row))
            rows.append([*left_row, (gap, "text"), *(second[y] if y < len(second) else [])])
        return rows

    def on_click(self, event: Click) -> None:
        """A name opens its view, a row is chosen; a second click puts a reading right."""
        width = self.size.width
        if event.y == 0:
            name = view_at(event.x, width)
            if name:
                self.room.open_view(name)
            return
        shown = self.room.shown(width)
        name = shown[-1] if len(shown) > 1 and event.x > width // 2 else shown[0]
        at = self.at.get(name, {}).get(event.y)
        if at is None or name not in (SCORE, READINGS):
            self.room.open_view(name)
            return
        self.room.choose(name, at)
        if name == READINGS and event.chain == 2:
            self.room.do_edit()

    def wheel(self, event: MouseEvent, by: int) -> None:
        """Walk as the arrows do."""
        self.room.walk(by)
