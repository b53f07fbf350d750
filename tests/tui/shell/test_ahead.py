"""Rooms made ahead: all of them, out of sight, and entered as if they had been asked for."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
from tests.tui.helpers import TODAY, fill, settled, text_of

Make = Callable[..., SsiApp]
SOON = 0.02


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make them a blink after the first frame."""
    monkeypatch.setattr("ssi_tui.tui.shell.main.PAUSE", SOON)
    monkeypatch.setattr("ssi_tui.tui.shell.main.BETWEEN", 0.0)


@pytest.mark.usefixtures("soon")
async def test_every_room_is_made_and_only_the_first_is_in_sight(
    make_app: Make, store: Store
) -> None:
    fill(store)
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await asyncio.sleep(SOON * 2)
        await settled(pilot)
        ready = {id for id, door in app.main.doors.items() if not door.models}
        assert ready <= {*app.main.rooms}
        assert [room for room in app.main.rooms.values() if room.display] == [app.first]
        for tab, said in (("2", "less"), ("8", "Colours"), ("6", "Profiles   "), ("3", "Total")):
            await pilot.press(tab)
            await settled(pilot)
            assert said in text_of(app)
            assert sum(room.display for room in app.main.rooms.values()) == 1
        await pilot.press("1", "c")
        await settled(pilot)
    assert store.read().count("comment", TODAY) == 1


@pytest.mark.usefixtures("soon")
async def test_a_room_asked_for_while_it_is_being_made_opens(make_app: Make, store: Store) -> None:
    fill(store)
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        for id, digit in (("history", "2"), ("scores", "3"), ("settings", "8")):
            making = asyncio.create_task(app.main.make_ahead(id))
            await asyncio.sleep(0)
            await pilot.press(digit)
            await making
            await settled(pilot)
            assert app.main.room.TAB.id == id
            assert [room.TAB.id for room in app.main.rooms.values() if room.display] == [id]


@pytest.mark.usefixtures("soon")
async def test_the_days_copy_is_made_before_the_first_write_asks(
    make_app: Make, store: Store, folder: Path
) -> None:
    fill(store)
    for copy in folder.glob("backups/*.zip"):
        copy.unlink()
    async with make_app().run_test(size=(80, 24)) as pilot:
        await asyncio.sleep(SOON * 2)
        await settled(pilot)
        assert len([*folder.glob("backups/*.zip")]) == 1
        await pilot.press("c")
        await settled(pilot)
        assert len([*folder.glob("backups/*.zip")]) == 1


@pytest.mark.usefixtures("soon")
async def test_an_app_that_is_only_looked_at_leaves_an_empty_home_empty(
    make_app: Make, home: Path
) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await asyncio.sleep(SOON * 2)
        await settled(pilot)
    assert not [*home.rglob("*.json"), *home.rglob("*.zip")]
