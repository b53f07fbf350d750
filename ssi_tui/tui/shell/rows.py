"""Widgets that draw rows themselves and repaint only those that changed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Generic, NamedTuple, Protocol, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual.events import Click, MouseEvent, MouseScrollDown, MouseScrollUp
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from ssi_tui.chart.palette import Depth, as_heights
from ssi_tui.chart.text import Row, cell_len, fit, row_width, wrap
from ssi_tui.i18n import ngettext
from ssi_tui.tui.theme import depth_of, look_of

Item = TypeVar("Item")


def paragraph(text: str, width: int, style: str, *, margin: int = 2) -> list[Row]:
    """The words in rows, so many cells in from both edges."""
    return [[(" " * margin + line, style)] for line in wrap(text, width - 2 * margin)]


def refusal(text: str, width: int) -> list[Row]:
    """Why something cannot be done, behind a cross."""
    return [
        [("    " if number else "  ✗ ", "bad"), (line, "strong")]
        for number, line in enumerate(wrap(text, width - 6))
    ]


def titled(title: str, about: str, width: int) -> Row:
    """A title, and beside it what it is about where that has room."""
    row: Row = [("  " + title, "strong")]
    if cell_len(title) + cell_len(about) + 7 <= width:
        row.append(("   " + about, "muted"))
    return row


def keyed(lines: Iterable[tuple[str, str]], width: int) -> list[Row]:
    """Keys, each with what it leads to: the first steps where nothing is there yet."""
    return [[(f"   {key} ", "key"), ("  " + fit(text, width - 8), "muted")] for key, text in lines]


def pointed(text: str, *, on: bool) -> Row:
    """How a line of a list begins: the pointer before the chosen one, and its name."""
    return [("  ▸ " if on else "    ", "accent"), (text, "strong" if on else "text")]


def first_shown(at: int, count: int, room: int) -> int:
    """Which of so many lines comes first, where there is no room for all round the chosen one."""
    return max(0, min(at - room // 2, count - room))


def in_sight(lines: Sequence[Item], at: int, room: int) -> list[tuple[int, Item]]:
    """Those that have room round the chosen one, each with its number."""
    first = first_shown(at, len(lines), room)
    return [*enumerate(lines)][first : first + max(0, room)]


def scrolled(rows: list[Row], top: int, height: int) -> list[Row]:
    """Those in sight from a row on, and how many are below."""
    top = max(0, min(top, len(rows) - height))
    below = len(rows) - top - height
    if below <= 0:
        return rows[top:]
    text = ngettext("↓ {n} more line", "↓ {n} more lines", below + 1).format(n=below + 1)
    return [*rows[top : top + height - 1], [("  " + text, "accent")]]


def filled(rows: Sequence[Row], height: int) -> list[Row]:
    """Exactly so many rows: the first of them, or empty ones behind them."""
    return [*rows[:height], *([] for _blank in range(height - len(rows)))]


def beside(first: Sequence[Row], second: Sequence[Row], width: int) -> list[Row]:
    """Two blocks, the second from so many cells on."""
    rows = []
    for y in range(max(len(first), len(second))):
        row = first[y] if y < len(first) else []
        gap = " " * max(0, width - row_width(row))
        rows.append([*row, (gap, "text"), *(second[y] if y < len(second) else [])])
    return rows


def to_strip(row: Row, width: int, style: Callable[[str], Style]) -> Strip:
    """One row, cut or filled to the width, as Textual draws it."""
    strip = Strip([Segment(text, style(name)) for text, name in row if text])
    return strip.adjust_cell_length(width, style("text"))


def solid(bar: Row, style: str, *, low: bool) -> Row:
    """A bar of one colour; ``low``: not as high as the line, where lines stand close.

    The rest has another shape, too: colour alone would say nothing where there is none.
    """
    if not low:
        return [(text, name.replace("-done", "")) for text, name in bar]
    rest = sum(len(text) for text, name in bar if name.startswith("bar-rest"))
    done = sum(len(text) for text, _name in bar) - rest
    return [("▆" * done, style), ("▁" * rest, "bar-rest")]


class Drawn(NamedTuple):
    """What was drawn last, and for which size and theme."""

    size: Size
    theme: str
    rows: list[Row]
    strips: list[Strip]


class RowCanvas(Widget):
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
        rows = filled(self.rows(size.width, size.height), size.height)
        depth = depth_of(self.app)
        if depth in (Depth.ANSI, Depth.NONE):
            rows = [as_heights(row) for row in rows]
        style = look_of(theme, depth).style
        known = before if before and before[:2] == (size, theme) else Drawn(size, theme, [], [])
        strips = [
            strip if strip is not None and row == old else to_strip(row, size.width, style)
            for row, old, strip in zip_longest(rows, known.rows, known.strips)
        ]
        self._drawn = Drawn(size, theme, rows, strips)
        return self._drawn


class Painted(RowCanvas):
    """Rows that whoever owns it makes."""

    def __init__(self, id: str, make: Callable[[int, int], list[Row]]) -> None:
        """``make``: for a width and a height."""
        super().__init__(id=id)
        self._make = make

    def rows(self, width: int, height: int) -> list[Row]:
        return self._make(width, height)


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
        self.drawing = self._make(width, height)
        return self.drawing.rows

    async def on_click(self, event: Click) -> None:
        if self.drawing is not None:
            waiting = self._clicked(self.drawing, event)
            if waiting is not None:
                await waiting

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        self._scroll(event, 1)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        self._scroll(event, -1)

    def _scroll(self, event: MouseEvent, by: int) -> None:
        event.stop()
        if self.drawing is not None:
            self._wheeled(self.drawing, event, by)
