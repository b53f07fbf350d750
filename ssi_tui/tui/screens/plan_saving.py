"""A plan as a file: a scenario for What-if, or a calendar."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from ssi_tui.errors import NotSavedError
from ssi_tui.exchange.whole import write_whole
from ssi_tui.i18n import _
from ssi_tui.tui.dialogs.writing import Writing, ask_where
from ssi_tui.tui.render import plain

if TYPE_CHECKING:
    from ssi_tui.forecasting import WeeklyPlan
    from ssi_tui.tui.screens.plan import Plan

SCENARIOS = "scenarios"
"""The folder of a profile in which What-if looks; made when the first one is saved."""


class Saving(Writing):
    """One text as a file."""

    def __init__(self, title: str, about: str, place: str, make: Callable[[], str]) -> None:
        super().__init__(title, about, place)
        self.ENDINGS = (Path(place).suffix,)
        self.make = make

    def write(self, path: Path) -> str:
        """The folder of scenarios is made where there is none."""
        try:
            if path.parent.name == SCENARIOS:
                path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NotSavedError(path, error.strerror or str(error)) from error
        write_whole(path, self.make().encode())
        return _("Wrote {file}").format(file=plain(str(path)))


def save_scenario(room: Plan, made: WeeklyPlan) -> None:
    """Where What-if finds it, unless one says otherwise."""
    from ssi_tui.forecasting.taking_over import scenario_text

    folder = Path(room.ssi.own.store.folder) / SCENARIOS
    place = str(folder / f"plan-{made.by.isoformat()}.yaml")
    about = _("What-if shows what lies in this folder; ssi sim takes any such file.")
    title = _("Save the plan as a scenario")
    ask_where(room.ssi, Saving(title, about, place, lambda: scenario_text(made)))


def save_calendar(room: Plan, made: WeeklyPlan) -> None:
    """All-day entries for any calendar."""
    from ssi_tui.forecasting.taking_over import calendar_text

    now = room.ssi.now()
    place = f"~/ssi-plan-{made.by.isoformat()}.ics"
    about = _("All-day entries that come back every week until the date, for any calendar.")
    title = _("Save the plan as a calendar")
    ask_where(room.ssi, Saving(title, about, place, lambda: calendar_text(made, now)))
