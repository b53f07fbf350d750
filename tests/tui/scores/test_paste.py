"""A score page pasted into the app: shown as it was understood, and kept only by Enter."""

import re
from collections.abc import Callable

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
from tests.tui.helpers import TODAY, days_ago, settled, text_of

Make = Callable[..., SsiApp]
SIZE = (80, 24)
PAGE = """Your Social Selling Index
Top 85% Industry SSI rank
Top 65% Network SSI rank
Current Social Selling Index
33 out of 100
12.275 | Establish your professional brand
3.68 | Find the right people
5.3 | Engage with insights
11.608 | Build relationships
Sales professionals in the Bakery industry have an average SSI of 31.
People in your network have an average SSI of 30.
"""


async def paste(pilot: Pilot[None], text: str) -> None:
    """As a terminal hands it on."""
    pilot.app.post_message(Paste(text))
    await settled(pilot)
    await pilot.pause()


async def test_a_page_pasted_on_today_is_shown_then_kept_by_enter(
    make_app: Make, store: Store
) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await paste(pilot, PAGE)
        shown = text_of(pilot.app)
        for part in ("This is what I understood", "12.28", "33", "top 85 % · average 31"):
            assert part in shown
        assert store.read().empty
        await pilot.press("enter")
        await settled(pilot)
        assert "SSI 32.9, today · u takes it back" in text_of(pilot.app)
    reading = store.read().reading(TODAY)
    assert reading
    assert (reading.total, reading.brand) == (32.863, 12.275)
    assert (reading.industry_rank, reading.network_rank) == (85, 65)


async def test_escape_leaves_everything_as_it_was(make_app: Make, store: Store) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await paste(pilot, PAGE)
        await pilot.press("escape")
        await settled(pilot)
        assert "Friday 20 November" in text_of(pilot.app)
    assert store.read().empty


async def test_it_is_kept_for_the_day_on_screen_and_says_what_it_replaces(
    make_app: Make, store: Store
) -> None:
    store.add_reading(days_ago(1), 30)
    async with make_app().run_test(size=SIZE) as pilot:
        await pilot.press("left")
        await paste(pilot, PAGE)
        assert "Thursday 19 November" in text_of(pilot.app)
        assert "It takes the place of 30" in text_of(pilot.app)
        await pilot.press("enter")
        await settled(pilot)
    reading = store.read().reading(days_ago(1))
    assert reading
    assert reading.total == 32.863


async def test_the_palette_asks_for_a_page_from_everywhere(make_app: Make, store: Store) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await pilot.press("4")
        await settled(pilot)
        await pilot.press(":", *"paste", "enter")
        await settled(pilot)
        assert "paste it here" in " ".join(text_of(pilot.app).split())
        await paste(pilot, PAGE)
        await pilot.press("enter")
        await settled(pilot)
        assert "SSI 32.9" in text_of(pilot.app)
    assert store.read().reading(TODAY)


async def test_a_page_pasted_in_another_room_is_for_today_and_leaves_one_there(
    make_app: Make, store: Store
) -> None:
    store.add_reading(days_ago(8), 30)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("left", "3", "p")
        await settled(pilot)
        await pilot.press("escape")
        assert "3 Scores" in text_of(app).split("\n")[0]
        await paste(pilot, PAGE)
        await pilot.press("enter")
        await settled(pilot)
        assert app.main.room.TAB.id == "scores"
        assert "SSI 32.9   as LinkedIn showed it on Fri 20 Nov" in text_of(app)
        await paste(pilot, PAGE.replace("33 out of 100", ""))
        await pilot.press("enter")
        await settled(pilot)
        assert app.main.room.TAB.id == "today"
        assert "Friday 20 November" in text_of(app)
        assert app.main.room.open_forms()
    assert store.read().reading(days_ago(1)) is None


async def test_what_does_not_fit_is_shown_and_goes_on_in_the_form(
    make_app: Make, store: Store
) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await paste(pilot, PAGE.replace("33 out of 100", ""))
        assert "This text has only a part of the score." in text_of(pilot.app)
        assert re.search("Total +–", text_of(pilot.app))
        await pilot.press("enter")
        await settled(pilot)
        assert "Brand 12.275" in text_of(pilot.app)
        await pilot.press("3", "3", "enter")
        await settled(pilot)
    reading = store.read().reading(TODAY)
    assert reading
    assert (reading.total, reading.network_rank) == (32.863, 65)


async def test_pillars_that_do_not_add_up_are_never_kept(make_app: Make, store: Store) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await paste(pilot, PAGE.replace("33 out", "43 out"))
        assert "do not add up to its total" in text_of(pilot.app)
        await pilot.press("enter", "enter")
        await settled(pilot)
        assert "is not the sum of the pillars" in text_of(pilot.app)
    assert store.read().empty


@pytest.mark.parametrize("text", ["a shopping list", "0 out of 100\n" * 3, "[/]\x1b[2J"])
async def test_other_texts_are_no_readings(make_app: Make, store: Store, text: str) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await paste(pilot, text)
        assert "✗" in text_of(pilot.app)
        await pilot.press("enter")
        await pilot.pause()
        await paste(pilot, PAGE)  # and again, without leaving
        await pilot.press("enter")
        await settled(pilot)
    assert store.read().reading(TODAY)


async def test_the_score_form_takes_numbers_and_whole_pages(make_app: Make, store: Store) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await pilot.press("s")
        await settled(pilot)
        await paste(pilot, "12,5")
        assert "Brand 12,5" in text_of(pilot.app)
        await paste(pilot, PAGE)
        assert "This is what I understood" in text_of(pilot.app)
        await pilot.press("enter")
        await settled(pilot)
        assert "Relationships  11.6" in text_of(pilot.app)
        assert "enter save" not in text_of(pilot.app)
    assert store.read().reading(TODAY)


async def test_a_note_takes_what_is_pasted_as_text(make_app: Make) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await pilot.press("n")
        await settled(pilot)
        await paste(pilot, "Two good talks, and a long thought about them")
        assert "Two good talks, and a long thought" in text_of(pilot.app)


@pytest.mark.parametrize(
    "row",
    [
        "18.4 20.1 15.9 17.6",
        "18,4; 20,1; 15,9; 17,6",
        "72 18.4 20.1 15.9 17.6",
        "18.4 , 20.1 , 15.9 , 17.6 , 72",
        " 18.4\n20.1\n15.9\n17.6\n",
    ],
)
async def test_a_row_of_numbers_pasted_into_a_field_fills_the_fields(
    make_app: Make, store: Store, row: str
) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await pilot.press("s")
        await settled(pilot)
        await paste(pilot, row)
        assert "= 72" in text_of(pilot.app)
        await pilot.press("enter")
        await settled(pilot)
    reading = store.read().reading(TODAY)
    assert reading
    pillars = (reading.brand, reading.people, reading.insights, reading.relationships)
    assert pillars == (18.4, 20.1, 15.9, 17.6)


@pytest.mark.parametrize("row", ["18 20 16", "18 20 16 18 99", "30 20 1 1", "0 0 0 0", "a b c d"])
async def test_a_row_that_is_no_score_binds_nothing(make_app: Make, store: Store, row: str) -> None:
    async with make_app().run_test(size=SIZE) as pilot:
        await pilot.press("s")
        await settled(pilot)
        await paste(pilot, row)
        assert row in text_of(pilot.app)
        await pilot.press("enter")
        await settled(pilot)
    assert store.read().empty
