"""The doors of the app: each room is loaded, 5 to 20 ms, when it is first entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_tui.tui.keys import tabs
from ssi_tui.tui.screens.room import Door, Room

if TYPE_CHECKING:
    from ssi_tui.tui.forecasts import Forecaster


def doors(forecaster: Forecaster) -> tuple[Door, ...]:
    """Every room but Today, in the order of their digits."""

    def what_if() -> Room:
        from ssi_tui.tui.screens.what_if import WhatIf

        return WhatIf(forecaster)

    return (Door(tabs.WHAT_IF, what_if),)
