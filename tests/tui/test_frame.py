"""The frame: tabs, keys, help, palette, themes and sizes."""

from collections.abc import Callable

import pytest
from rich.cells import cell_len
from textual.events import Key

from ssi_tui.settings import load_settings
from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
from tests.tui.helpers import TODAY, fill, settled, text_of

Make = Callable[..., SsiApp]
SIZES = [(40, 12), (60, 20), (80, 24), (100, 30), (140, 40), (200, 50)]


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_every_screen_fills_every_size_exactly(
    make_app: Make, store: Store, size: tuple[int, int]
) -> None:
    fill(store)
    async with make_app().run_test(size=size) as pilot:
        for keys in (["1"], ["s"], ["escape", "4"], ["v"], ["?"]):
            await pilot.press(*keys)
            await settled(pilot)
            lines = text_of(pilot.app).split("\n")
            assert len(lines) == size[1]
            assert {cell_len(line) for line in lines} == {size[0]}


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_way_to_the_other_keys_is_never_dropped(
    make_app: Make, size: tuple[int, int]
) -> None:
    async with make_app().run_test(size=size) as pilot:
        await pilot.pause()
        assert "? keys" in text_of(pilot.app).split("\n")[-1]
        await pilot.press("4")
        await settled(pilot)
        assert "? keys" in text_of(pilot.app).split("\n")[-1]


async def test_a_smaller_terminal_gets_one_sentence(make_app: Make) -> None:
    async with make_app().run_test(size=(39, 11)) as pilot:
        await pilot.pause()
        assert "needs 40 columns and 12 rows" in " ".join(text_of(pilot.app).split())
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "Friday 20 November" in text_of(pilot.app)


async def test_any_key_closes_the_help_and_does_nothing_else(make_app: Make, store: Store) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("?")
        await pilot.pause()
        assert "any key closes" in text_of(pilot.app)
        assert "Comments" in text_of(pilot.app)
        await pilot.press("c")
        await settled(pilot)
        assert "any key closes" not in text_of(pilot.app)
    assert store.read().empty


@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
async def test_the_palette_finds_commands_by_name(make_app: Make, store: Store, key: str) -> None:
    store.log("comment", TODAY)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(key)
        await pilot.pause()
        assert "All commands" in text_of(pilot.app)
        await pilot.press(*"undo", "enter")
        await settled(pilot)
    assert store.read().empty


async def test_the_palette_opens_screens_too(make_app: Make) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press(":", *"what-if", "enter")
        await settled(pilot)
        assert "in 26 weeks" in text_of(pilot.app)


async def test_the_theme_changes_by_key_and_is_kept(make_app: Make) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        seen = []
        for _ in range(3):
            await pilot.press("t")
            await pilot.pause()
            seen.append(pilot.app.theme)
        assert seen == ["light", "contrast", "dark"]
        await pilot.press("t")
        await pilot.pause()
    assert load_settings().theme == "light"


async def test_tabs_rows_and_letters_take_clicks(make_app: Make, store: Store) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.click("#habits", offset=(3, 3))
        await settled(pilot)
        await pilot.click("#tabs", offset=(18, 0))
        await settled(pilot)
        assert "in 26 weeks" in text_of(pilot.app)
        await pilot.click("#tabs", offset=(8, 0))
        await settled(pilot)
        assert "Friday 20 November" in text_of(pilot.app)
    assert sum(store.read().day_counts(TODAY).values()) == 1


@pytest.mark.parametrize("key", ["q", "ctrl+c"])
async def test_leaving_waits_for_what_is_on_its_way(make_app: Make, store: Store, key: str) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"ccccc", key)
        await pilot.pause()
    assert app.return_code == 0
    assert store.read().count("comment", TODAY) == 5


async def test_a_command_typed_faster_than_the_palette_opens_is_no_row_of_habits(
    make_app: Make, store: Store
) -> None:
    store.log("comment", TODAY)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for key in (":", *"undo", "enter"):
            pilot.app.post_message(Key(key, key if len(key) == 1 else None))
        for _ in range(3):
            await settled(pilot)
    assert store.read().empty
