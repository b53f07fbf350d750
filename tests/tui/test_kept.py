"""Nothing that is typed, pasted or turned is lost without a word."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.events import Paste

from ssi_tui.store import Store
from ssi_tui.store.profiles import create_profile
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.shell.score_form import look_at_score, read_score
from ssi_tui.tui.what_if import library
from ssi_tui.tui.what_if.room import WhatIfRoom
from tests.tui.helpers import TODAY, fill, settled, text_of
from tests.tui.walk import answered_by_formulas

Make = Callable[..., SsiApp]
NOTHING = {"brand": "", "people": "", "insights": "", "relationships": "", "total": ""}


async def test_all_lines_of_a_paste_go_into_a_note(make_app: Make, store: Store) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", *"so")
        app.post_message(Paste(" first\n\nsecond \r\nthird\n"))
        await pilot.pause()
        await pilot.press("enter")
        await settled(pilot)
    assert store.read().note(TODAY) == "sofirst · second · third"


async def test_a_total_alone_is_taken_where_it_is_typed_first(make_app: Make, store: Store) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", *"61")
        assert "Total 61" in text_of(app)
        await pilot.press("enter")
        await settled(pilot)
        assert not app.main.room.open_forms()
    reading = store.read().reading(TODAY)
    assert reading is not None
    assert (reading.total, reading.brand) == (61, None)


@pytest.mark.parametrize("text", ["25.5", "26", "61", "100"])
def test_more_than_a_pillar_has_is_the_total(text: str) -> None:
    reading = read_score({**NOTHING, "brand": text}, TODAY)
    assert reading is not None
    assert reading.total == float(text)


def test_a_pillar_stays_a_pillar_and_too_much_stays_wrong() -> None:
    assert read_score({**NOTHING, "brand": "25"}, TODAY) is None
    assert not look_at_score({**NOTHING, "brand": "101"}, TODAY).good
    assert not look_at_score({**NOTHING, "brand": "61", "people": "3"}, TODAY).good


async def test_keys_ahead_of_the_scenarios_come_to_them(
    make_app: Make, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)
    answered_by_formulas(monkeypatch)
    gate, read = threading.Event(), library.read_items

    def late(*arguments: object) -> object:
        gate.wait(10)
        return read(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(library, "read_items", late)
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        for key in ("4", "down", "space", "1"):
            app.simulate_key(key)
            await pilot.pause(0.05)
        room = app.main.room
        assert isinstance(room, WhatIfRoom)
        gate.set()
        await settled(pilot)
        await pilot.pause()
        assert [*room.sight.curves] == ["A", "C"]
        assert app.main.room is app.main.first


async def test_what_is_saved_over_the_sample_stays_with_it(
    make_app: Make, store: Store, folder: Path
) -> None:
    fill(store)
    app = make_app(sample=True)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("4")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("right", "s", *"Mine", "enter")
        await settled(pilot)
        assert "Saved" in text_of(app)
        assert (Path(app.store.folder) / "scenarios" / "mine.yaml").is_file()
    assert not (folder / "scenarios").exists()


async def turned(app: SsiApp, pilot: object) -> WhatIfRoom:
    """What-if, with a slider that is not saved."""
    await pilot.press("4")  # type: ignore[attr-defined]
    await settled(pilot)  # type: ignore[arg-type]
    await pilot.press("enter")  # type: ignore[attr-defined]
    await settled(pilot)  # type: ignore[arg-type]
    await pilot.press("right")  # type: ignore[attr-defined]
    await settled(pilot)  # type: ignore[arg-type]
    room = app.main.room
    assert isinstance(room, WhatIfRoom)
    assert room.unsaved_work()
    return room


async def test_sliders_are_asked_for_before_another_journal_is_shown(
    make_app: Make, store: Store
) -> None:
    fill(store)
    create_profile("Bo")
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await turned(app, pilot)
        await pilot.press("1", "d")
        await settled(pilot)
        assert not app.is_sample
        assert "Sliders are not saved" in text_of(app)
        await pilot.press("6")
        await pilot.pause()
        await settled(pilot)
        await pilot.press("up", "enter")
        await settled(pilot)
        assert "Sliders are not saved" in text_of(app)
        assert app.own.store.folder.endswith("default")
        await pilot.press("enter")
        await settled(pilot)
        assert app.own.store.folder.endswith("bo")


async def test_turned_sliders_are_asked_for_once_before_the_app_is_left(
    make_app: Make, store: Store
) -> None:
    fill(store)
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await turned(app, pilot)
        await pilot.press("1", "q")
        await settled(pilot)
        assert "Sliders are not saved" in text_of(app)
        assert app.is_running
        await pilot.press("q")
        await settled(pilot)
        assert app.return_code == 0


async def test_another_language_keeps_the_sliders(make_app: Make, store: Store) -> None:
    fill(store)
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        room = await turned(app, pilot)
        await pilot.press("8")
        app.change_settings(language="de")
        await settled(pilot)
        await pilot.press("4")
        await settled(pilot)
        assert app.main.room is room
        assert room.unsaved_work().startswith("Regler")
        assert "Mein Was-wenn" in text_of(app)
