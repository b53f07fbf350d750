"""What the slides and the speaker's notes have in common: our looks, and one painted surface."""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType

from ssi_tui.chart import PALETTES
from ssi_tui.tui.live.draw import Parts
from ssi_tui.tui.live.surface import Surface
from ssi_tui.tui.theme import depth_of, textual_theme

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
        """One surface."""
        yield self.surface

    def parts(self, width: int, height: int) -> Parts:
        """What is in sight."""
        raise NotImplementedError
