"""The surface of a slide: a revealed curve is drawn from left to right; and an app of just that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.timer import Timer

from ssi_tui.chart import PALETTES, Row
from ssi_tui.tui.live.draw import Parts, wiped
from ssi_tui.tui.shell.rows import RowCanvas
from ssi_tui.tui.theme import depth_of, textual_theme

STEPS, STEPS_A_SECOND = 14, 25
"""About half a second; nothing else on a slide ever moves."""


def partly(before: Sequence[Row], now: Parts, part: float, width: int) -> list[Row]:
    """On the way from one picture to the next: a `part` (0–1) of the chart.

    The numbers come with the whole curve, so that nobody reads on before it is there.
    """
    begin, end = now.begin, now.end
    if len(before) != len(now.rows):
        return now.rows
    chart = wiped(before[begin:end], now.rows[begin:end], int(width * part))
    return [*now.rows[:begin], *chart, *before[end:]]


class Surface(RowCanvas):
    """Draws what its owner makes; `reveal` draws the next picture bit by bit."""

    def __init__(self, id: str, make: Callable[[int, int], Parts]) -> None:
        super().__init__(id=id)
        self._make = make
        self.step = 0
        """How much of the new picture is in sight, up to `STEPS`; 0: nothing is on its way."""
        self._before: list[Row] = []
        self._last: list[Row] = []
        self._timer: Timer | None = None

    def rows(self, width: int, height: int) -> list[Row]:
        now = self._make(width, height)
        if self.step:
            return partly(self._before, now, self.step / STEPS, width)
        self._last = now.rows
        return now.rows

    def reveal(self) -> None:
        """From the picture in sight to the next one."""
        self.stop()
        if self.app.animation_level != "none":
            self._before, self.step = self._last, 1
            self._timer = self.set_interval(1 / STEPS_A_SECOND, self._on)
        self.redraw()

    def _on(self) -> None:
        self.step += 1
        if self.step >= STEPS:
            self.stop()
        self.redraw()

    def stop(self) -> None:
        """The whole of the new picture at once."""
        self.step = 0
        if self._timer is not None:
            self._timer.stop()
            self._timer = None


LOOK_SECONDS = 0.5
"""How often the file of the deck, and the phones, are looked at."""


class Looked(App[None]):
    """One surface in one of our looks."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    CSS = "Screen { overflow: hidden; } #stage { height: 1fr; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c,ctrl+q", "quit", show=False, priority=True, system=True)
    ]

    def __init__(self, look: str) -> None:
        super().__init__()
        for name in PALETTES:
            self.register_theme(textual_theme(name, depth_of(self)))
        self.theme = look
        self.surface = Surface("stage", self.parts)

    def compose(self) -> ComposeResult:
        yield self.surface

    def parts(self, width: int, height: int) -> Parts:
        raise NotImplementedError
