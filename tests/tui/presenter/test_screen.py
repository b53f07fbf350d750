"""The presenter: one curve after the other on a slide, and the app afterwards as it was before."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from ssi_tui.chart import plain_text, row_len
from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.presenter.draw import (
    Slide,
    cut,
    digit_rows,
    draw,
    draw_partly,
    meaning,
    over,
    revealed,
    title,
    wiped,
)
from ssi_tui.tui.presenter.screen import STEPS, Presenter
from ssi_tui.tui.what_if.room import WhatIfRoom
from tests.chart.plots import a_line, a_plot
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


def slide(**changes: object) -> Slide:
    return Slide(a_plot())._replace(**changes)  # type: ignore[arg-type]


def text(*, width: int = 80, height: int = 24, **changes: object) -> str:
    return "\n".join(plain_text(draw(slide(**changes), width, height)))


def test_at_first_there_is_the_log_and_a_question() -> None:
    shown = text()
    assert shown.startswith("  Where will it be on 22 May?")
    assert "0 of 3" in shown
    assert "Guess first" in shown
    assert "A  Plan A" in shown, "the question names what will be revealed"
    assert "72" not in shown
    assert "▚" not in shown
    assert "80%" not in shown


def test_each_curve_brings_its_question_band_and_number() -> None:
    one, two = text(shown=1), text(shown=2)
    assert "What if: Plan A?" in one
    assert "1 of 3" in one
    assert "fall in A’s band" in one
    assert "80%: 63–80" in one
    assert "B As now" not in one
    assert "What if: As now?" in two
    assert "fall in B’s band" in two
    assert text(shown=2, now="B").startswith("  What if nothing changes?")


def test_a_letter_keeps_the_band() -> None:
    assert "fall in A’s band" in text(shown=3, band="A")
    assert "fall in B’s band" in text(shown=2, band="C"), "not that of one still hidden"


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (140, 40), (200, 50), (90, 34)])
def test_nothing_but_the_curve_moves_when_it_is_revealed(size: tuple[int, int]) -> None:
    slides = [draw(slide(shown=shown), *size) for shown in range(4)]
    axes = [[line for line in plain_text(rows) if "Jul" in line or "─" in line] for rows in slides]
    assert len({tuple(found) for found in axes}) == 1


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (200, 50), (40, 12), (30, 5)])
def test_a_slide_stays_inside_its_window(size: tuple[int, int]) -> None:
    for shown in range(4):
        rows = draw(slide(shown=shown, aside="made-up data"), *size)
        assert len(rows) <= size[1]
        assert all(row_len(row) <= size[0] for row in rows)


def test_of_five_curves_the_last_and_the_next_have_numbers() -> None:
    five = a_plot(lines=[a_line(letter, 40 + 5 * n) for n, letter in enumerate("ABCDE")])
    last = [line for line in plain_text(draw(Slide(five, 3), 80, 24)) if "C  Stop" in line]
    assert "B  As now" in last[0]
    assert "D  Post weekly" in last[0]
    assert "A  " not in last[0]


def test_what_there_is_to_do_without_curves_is_said() -> None:
    nothing = Slide(a_plot(lines=[]))
    assert "No scenario is on" in title(nothing)
    assert "space" in meaning(nothing)
    assert "computing" in "".join(plain_text(draw(Slide(None), 80, 24)))
    refused = Slide(None, said="The plan lies too far back.")
    assert "too far back" in "".join(plain_text(draw(refused, 80, 24)))


def test_the_axis_has_room_for_every_band_from_the_start() -> None:
    low, high = revealed(slide()).bounds or (0, 0)
    assert low < 25
    assert high > 79
    assert replace(revealed(slide(shown=3))).bounds == (low, high)


def test_digits_are_blocks_three_or_six_rows_high() -> None:
    assert digit_rows("1", 3) == [" ▄█ ", "  █ ", " ▄█▄"]
    for high in (3, 6):
        rows = digit_rows("1234567890?", high)
        assert len(rows) == high
        assert len({len(row) for row in rows}) == 1


def test_rows_are_cut_at_cells() -> None:
    row = [("ab", "x"), ("日本", "y")]
    assert cut(row, 1, 4) == [("b", "x"), ("日", "y")]
    assert over([("abcdef", "x")], 2, "??", "y") == [("ab", "x"), ("??", "y"), ("ef", "x")]
    assert wiped([[("aaaa", "x")]], [[("bbbb", "x")]], 1) == [[("b", "x"), ("aaa", "x")]]


async def test_space_reveals_b_hides_and_leaving_brings_the_look_back(curves: Make) -> None:
    app = curves()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await settled(pilot)
        await pilot.press("p")
        await settled(pilot)
        assert app.theme == "projector"
        assert "0 of 3" in text_of(app)
        await pilot.press("space", "space")
        assert "2 of 3" in text_of(app)
        assert "fall in B’s band" in text_of(app)
        await pilot.press("a")
        assert "fall in A’s band" in text_of(app)
        await pilot.press("b")
        assert "1 of 3" in text_of(app)
        await pilot.click("#slide")
        assert "2 of 3" in text_of(app)
        await pilot.press("space", "space", "space")
        assert "3 of 3" in text_of(app)
        await pilot.press("q")
        await settled(pilot)
        assert isinstance(app.main.room, WhatIfRoom)
        assert app.screen is app.main
        assert app.theme == app.settings.theme == "dark"


async def test_from_any_room_by_its_name_and_with_another_time_span(curves: Make) -> None:
    app = curves()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(":", *"as a slide", "enter")
        await settled(pilot)
        await settled(pilot)
        assert isinstance(app.screen, Presenter)
        assert "on 21 May" in text_of(app)
        await pilot.press("+")
        await settled(pilot)
        assert "on 19 Nov" in text_of(app)
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
        await pilot.press("space", "b", "escape")
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
        presenter = app.screen
        assert isinstance(presenter, Presenter)
        presenter.do_reveal()
        assert 0 < presenter.view.step < STEPS
        partly = presenter.view.rows(80, 24)
        await pilot.press("x")
        assert presenter.view.step == 0
        assert presenter.view.rows(80, 24) != partly
        presenter.do_reveal()
        async with asyncio.timeout(5):
            while presenter.view.step:
                await pilot.pause(0.05)
        assert "2 of 3" in text_of(app)


def test_the_number_waits_for_the_whole_curve() -> None:
    partly = "\n".join(plain_text(draw_partly(slide(), slide(shown=1), 0.6, 80, 24)))
    assert "What if: Plan A?" in partly
    assert "A Plan A" not in partly, "its label too"
    assert partly.splitlines()[-3:] == text().splitlines()[-3:]
    assert partly not in (text(), text(shown=1))
    whole = draw_partly(slide(), slide(shown=1), 1, 80, 24)
    assert whole[:19] == draw(slide(shown=1), 80, 24)[:19]
