"""Keys typed faster than pages and rooms come and go: each means what it would have meant later."""

from collections.abc import Callable

from textual.events import Key
from textual.pilot import Pilot

from ssi_tui.settings import profile_folder
from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
from tests.tui.helpers import TODAY, settled, text_of

Make = Callable[..., SsiApp]
SIZE = (80, 24)


async def at_once(pilot: Pilot[None], *keys: str) -> None:
    """All keys before the app has done anything about the first."""
    for key in keys:
        pilot.app.post_message(Key(key, key if len(key) == 1 else None))
    for _ in range(4):
        await settled(pilot)


async def test_only_the_first_key_closes_the_help(make_app: Make, store: Store) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("?")
        await pilot.pause()
        await at_once(pilot, "c", "c", "p")
        assert app.screen is app.main
    assert store.read().day_counts(TODAY) == {"comment": 1, "post": 1}


async def test_a_second_enter_answers_nothing_twice(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(":", *"high con")
        await pilot.pause()
        await at_once(pilot, "enter", "enter")
        assert app.screen is app.main
        assert app.theme == "light"


async def test_a_room_is_waited_for_by_the_keys_that_follow_its_digit(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await at_once(pilot, "6", "n", "Z", "o", "e", "enter")
        await settled(pilot)
        assert "Made Zoe, and opened it." in text_of(app)
    assert Store(profile_folder("zoe")).name == "Zoe"


async def test_what_changes_while_a_room_is_out_of_sight_is_there_when_it_comes_back(
    make_app: Make, store: Store
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("c", "c", "7")
        await settled(pilot)
        store.log("comment", TODAY, 3)
        await pilot.pause(0.3)
        await settled(pilot)
        await pilot.press("1")
        await settled(pilot)
        assert "Comments                  5" in text_of(app)
