"""Widgets that draw rows themselves and repaint only those that changed."""

from itertools import zip_longest
from typing import NamedTuple

from textual.events import MouseEvent, MouseScrollDown, MouseScrollUp
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from ssi_tui.chart import Row
from ssi_tui.tui.render import to_strip
from ssi_tui.tui.theme import depth_of, look_of


class Drawn(NamedTuple):
    """What was drawn last, and for which size and theme."""

    size: Size
    theme: str
    rows: list[Row]
    strips: list[Strip]


class Canvas(Widget):
    """Sub-classes answer `rows`; `redraw` says that the answer may have changed."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._drawn: Drawn | None = None

    def rows(self, width: int, height: int) -> list[Row]:
        """What to show in so many cells; missing rows stay empty."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Draw again, and have the rows that differ painted."""
        if not self.size.area:  # out of sight: drawn when it comes back
            self._drawn = None
            self.refresh()
            return
        before = self._drawn
        now = self._draw()
        if before is None or before[:2] != now[:2]:
            self.refresh()
            return
        pairs = zip(before.strips, now.strips, strict=True)
        width = self.size.width
        changed = [Region(0, y, width, 1) for y, (old, new) in enumerate(pairs) if old is not new]
        if changed:
            self.refresh(*changed)

    def render_line(self, y: int) -> Strip:
        """One line, drawn together with the others and kept."""
        drawn = self._drawn
        if drawn is None or drawn[:2] != (self.size, self.app.theme):
            drawn = self._draw()
        return drawn.strips[y]

    def _draw(self) -> Drawn:
        """All rows; a strip is made only for those that are not as before."""
        size, theme, before = self.size, self.app.theme, self._drawn
        rows = self.rows(size.width, size.height)[: size.height]
        rows += [[] for _ in range(size.height - len(rows))]
        style = look_of(theme, depth_of(self.app)).style
        known = before if before and before[:2] == (size, theme) else Drawn(size, theme, [], [])
        strips = [
            strip if strip is not None and row == old else to_strip(row, size.width, style)
            for row, old, strip in zip_longest(rows, known.rows, known.strips)
        ]
        self._drawn = Drawn(size, theme, rows, strips)
        return self._drawn


class Wheeled(Canvas):
    """A canvas on which the wheel of the mouse does something."""

    def wheel(self, event: MouseEvent, by: int) -> None:
        """A notch of the wheel: 1 is down, −1 is up."""
        raise NotImplementedError

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Towards oneself."""
        event.stop()
        self.wheel(event, 1)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Away from oneself."""
        event.stop()
        self.wheel(event, -1)
