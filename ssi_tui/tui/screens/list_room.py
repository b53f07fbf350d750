"""A room that is a list of lines, one of them chosen."""

from __future__ import annotations

from ssi_tui.tui.screens.room import Room
from ssi_tui.tui.widgets.canvas import Wheeled


class ListRoom(Room):
    """Sub-classes compose one `Wheeled` that draws the lines, and say how many there are."""

    def __init__(self) -> None:
        super().__init__()
        self.at = 0
        """The chosen line."""

    @property
    def count(self) -> int:
        """How many lines there are."""
        raise NotImplementedError

    def show(self) -> None:
        """Draw what changed."""
        if self.is_mounted:
            self.query_one(Wheeled).redraw()
        self.ssi.main.refresh_frame()

    def choose(self, at: int) -> None:
        """Another line."""
        self.at = max(0, min(self.count - 1, at))
        self.ssi.say("")
        self.show()

    def do_up(self) -> None:
        """The line above."""
        self.choose(self.at - 1)

    def do_down(self) -> None:
        """The line below."""
        self.choose(self.at + 1)
