"""What-if's live slide, as it lies over the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_tui.tui.live.screen import LiveScreen, SaveSlide

if TYPE_CHECKING:
    from ssi_tui.tui.what_if.room import WhatIfRoom


def slide_over(room: WhatIfRoom, save: SaveSlide, *, assuming: bool) -> LiveScreen:
    """The slide of what is on; ``assuming``: with the assumptions in sight."""
    return LiveScreen(
        room.services,
        room.sight,
        room.sight.memory,
        room.look_ahead,
        save,
        room.saver.keep_doubts,
        assuming=assuming,
    )
