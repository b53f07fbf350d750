"""An invented log, a fixed day, and what stands on the screen."""

from datetime import date, datetime, timedelta

from textual.app import App
from textual.pilot import Pilot

from ssi_tui.model.entries import Action, Reading
from ssi_tui.store import Store
from ssi_tui.store.batch import put

NOW = datetime(2026, 11, 20, 10, 30)
TODAY = NOW.date()
"""A Friday."""


async def settled(pilot: Pilot[None]) -> None:
    """What was typed is on the disk and on the screen."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def fill(store: Store, weeks: int = 8) -> None:
    """An invented log: some of each on working days, a score each Thursday, one note."""
    actions: list[tuple[str, date, int]] = []
    readings = []
    for back in range(weeks * 7, 0, -1):
        day = TODAY - timedelta(days=back)
        if day.weekday() < 5:
            actions += [("comment", day, 1 + back % 2), ("profile-view", day, 1 + back % 4)]
            if back % 3 == 0:
                actions.append(("message", day, 2))
        if day.weekday() == 1:
            actions.append(("post", day, 1))
        if day.weekday() == 3:
            grown = 8 * (1 - back / 7 / weeks)
            points = {
                "brand": 12 + grown / 2,
                "people": 5 + grown / 4,
                "insights": 2 + grown / 2,
                "relationships": 14 + grown / 4,
            }
            readings.append(Reading(id=1000 + back, day=day, total=sum(points.values()), **points))
    put(
        store,
        actions=[
            Action(id=number, kind=kind, day=day, count=count)
            for number, (kind, day, count) in enumerate(actions, 1)
        ],
        readings=readings,
        notes={TODAY - timedelta(days=1): "Two good talks after the [AI] post"},
    )


def text_of(app: App[None]) -> str:
    """What stands on the screen, line by line."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def days_ago(days: int) -> date:
    """A day before today."""
    return TODAY - timedelta(days=days)
