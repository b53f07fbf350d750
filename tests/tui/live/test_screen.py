"""What-if's live slide: revealed, turned, guessed and doubted, and there again when one returns."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from ssi_tui.chart.text import plain_text
from ssi_tui.forecasting import load
from ssi_tui.places import shelf_folder
from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.live.screen import STEPS, BelievePage, LiveScreen
from ssi_tui.tui.what_if.room import WhatIfRoom
from tests.tui.helpers import fill, settled, text_of
from tests.tui.test_pictures import Formula

Make = Callable[..., SsiApp]


@pytest.fixture
def curves(make_app: Make, store: Store, monkeypatch: pytest.MonkeyPatch) -> Make:
    """The app on eight weeks of log, with curves by a formula, and nothing that moves."""
    fill(store)
    monkeypatch.setattr("ssi_tui.tui.app.Forecaster", Formula)

    def make() -> SsiApp:
        app = make_app()
        app.animation_level = "none"
        return app

    return make


def slide_of(app: SsiApp) -> LiveScreen:
    """The slide in sight."""
    assert isinstance(app.screen, LiveScreen)
    return app.screen


async def test_space_reveals_b_hides_and_leaving_brings_the_look_back(curves: Make) -> None:
    app = curves()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await settled(pilot)
        await pilot.press("p")
        await settled(pilot)
        assert app.theme == "projector"
        assert "1 of 3" in text_of(app)
        assert "A As now" in text_of(app)
        assert "−13" not in text_of(app)
        await pilot.press("space", "space")
        assert "3 of 3" in text_of(app)
        assert "−13" in text_of(app), "the difference to the first curve"
        assert "8–22" not in text_of(app)
        await pilot.press("b")
        assert "2 of 3" in text_of(app)
        await pilot.click("#slide")
        assert "3 of 3" in text_of(app)
        await pilot.press("q")
        await settled(pilot)
        assert isinstance(app.main.room, WhatIfRoom)
        assert app.screen is app.main
        assert app.theme == app.settings.theme == "dark"


async def test_what_was_revealed_guessed_and_turned_is_there_again(curves: Make) -> None:
    app = curves()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await settled(pilot)
        await pilot.press("p")
        await settled(pilot)
        await pilot.press("space", "4", "4", "enter", "right")
        await settled(pilot)
        before = slide_of(app).control.state
        assert before.turned
        assert "D " in text_of(app), "what the sliders come to is a curve of its own"
        await pilot.press("escape")
        await settled(pilot)
        await pilot.press("p")
        await settled(pilot)
        assert slide_of(app).control.state == before
        assert "1 guess, the middle one 44" in text_of(app)
        await pilot.press("r")
        await settled(pilot)
        assert not slide_of(app).control.state.turned


async def test_tab_takes_the_next_two_sliders(curves: Make) -> None:
    app = curves()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await settled(pilot)
        await pilot.press("p")
        await settled(pilot)
        first = slide_of(app).control.sliders
        await pilot.press("tab")
        assert {one.name for one in slide_of(app).control.sliders}.isdisjoint(
            {one.name for one in first}
        )


async def test_from_any_room_by_its_name_and_with_another_time_span(curves: Make) -> None:
    app = curves()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(":", *"as a slide", "enter")
        await settled(pilot)
        await settled(pilot)
        slide = slide_of(app)
        assert slide.control.answer
        days = slide.control.answer.outlook.days
        await pilot.press("+")
        await settled(pilot)
        assert slide.control.answer.outlook.days == 2 * days
        await pilot.press("-")
        await settled(pilot)
        assert slide.control.answer.outlook.days == days
        near = text_of(app)
        await pilot.press("z")
        assert text_of(app) != near
        await pilot.press("z")
        assert text_of(app) == near
        await pilot.press("?")
        assert "reveal the next curve" in text_of(app)
        await pilot.press("x", "t")
        assert app.theme == "dark"
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen is app.main


async def test_with_nothing_on_the_slide_says_how_to_go_on(curves: Make) -> None:
    app = curves()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await settled(pilot)
        await pilot.press("a", "b", "c", "p")
        await settled(pilot)
        assert "No scenario is on yet" in text_of(app)
        await pilot.press("space", "b", "k", "s", "right", "escape")
        await settled(pilot)
        assert app.screen is app.main


async def test_a_curve_is_drawn_from_left_to_right_and_any_key_ends_that(curves: Make) -> None:
    app = curves()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await settled(pilot)
        app.animation_level = "full"
        await pilot.press("p")
        await settled(pilot)
        slide = slide_of(app)
        slide.do_reveal()
        assert 0 < slide.surface.step < STEPS
        partly = plain_text(slide.surface.rows(80, 24))
        await pilot.press("x")
        assert slide.surface.step == 0
        whole = plain_text(slide.surface.rows(80, 24))
        assert partly != whole
        assert any("?" in row or "█" not in row for row in partly[-6:]), "numbers wait"
        slide.do_reveal()
        async with asyncio.timeout(5):
            while slide.surface.step:
                await pilot.pause(0.05)


async def test_the_room_changes_what_it_doubts_sees_both_and_puts_it_back_with_one_key(
    make_app: Make, store: Store
) -> None:
    fill(store)
    app = make_app()
    app.animation_level = "none"
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await settled(pilot)
        await pilot.press("g")
        await settled(pilot)
        assert "half-life" in text_of(app)
        await pilot.press("right", "right", "right")
        await settled(pilot)
        assert "Your assumptions: half-life" in text_of(app)
        assert "A, as you assume" in text_of(app)
        slide = slide_of(app)
        answer = slide.control.answer
        assert answer is not None
        assert answer.own is not None
        await pilot.press("down", "right")
        await settled(pilot)
        assert "half-pace × 1.5" in text_of(app)
        await pilot.press("up", "space")
        assert "▸ half-life" not in text_of(app)
        await pilot.press("space")
        await settled(pilot)
        assert "B, as you assume" in text_of(app)
        await pilot.press("k")
        await settled(pilot)
        await settled(pilot)
        assert "Saved:" in text_of(app)
        (kept,) = Path(shelf_folder()).glob("*.yaml")
        assert load(kept).doubts == slide.control.state.doubts
        await pilot.press("k")
        await settled(pilot)
        await settled(pilot)
        assert len(list(Path(shelf_folder()).glob("*.yaml"))) == 2, "never over another file"
        await pilot.press("a", "0")
        await settled(pilot)
        assert slide.control.state.doubts is None
        assert "as you assume" not in text_of(app)


async def test_why_should_i_believe_you_is_one_page_in_what_if_and_on_the_slide(
    curves: Make,
) -> None:
    app = curves()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await settled(pilot)
        await pilot.press("y")
        assert isinstance(app.screen, BelievePage)
        assert "What it does not know" in text_of(app)
        assert "does for reach" in text_of(app), "to its last line"
        await pilot.press("x", "p")
        await settled(pilot)
        await pilot.press("y")
        assert isinstance(app.screen, BelievePage)
        await pilot.press("x")
        assert isinstance(app.screen, LiveScreen)
