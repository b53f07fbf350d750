"""The doors of the app: each room is loaded, 5 to 20 ms, when it is first entered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ssi_tui.tui.keys import tabs
from ssi_tui.tui.screens.room import Door, Room

if TYPE_CHECKING:
    from ssi_tui.tui.forecasts import Forecaster


def doors(forecaster: Forecaster) -> tuple[Door, ...]:
    """Every room but Today, in the order of their digits."""

    def history() -> Room:
        from ssi_tui.tui.screens.history import History

        return History()

    def scores() -> Room:
        from ssi_tui.tui.screens.scores import Scores

        return Scores(forecaster)

    def profiles() -> Room:
        from ssi_tui.tui.screens.profiles import Profiles

        return Profiles()

    def imports() -> Room:
        from ssi_tui.tui.screens.imports import Imports

        return Imports()

    def settings() -> Room:
        from ssi_tui.tui.screens.settings import SettingsRoom

        return SettingsRoom()

    def what_if() -> Room:
        from ssi_tui.tui.screens.what_if import WhatIf

        return WhatIf(forecaster)

    def plan() -> Room:
        from ssi_tui.tui.screens.plan import Plan

        return Plan(forecaster)

    return (
        Door(tabs.HISTORY, history),
        Door(tabs.SCORES, scores),
        Door(tabs.WHAT_IF, what_if),
        Door(tabs.PLAN, plan),
        Door(tabs.PROFILES, profiles),
        Door(tabs.IMPORT, imports),
        Door(tabs.SETTINGS, settings),
    )
