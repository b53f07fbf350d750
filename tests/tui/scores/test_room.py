"""Scores: readings typed, put right and taken out; the model asked only for what is in sight."""

from collections.abc import Callable

import pytest
from textual.events import MouseScrollDown

from sim.errors import SimError
from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.scores import answers
from ssi_tui.tui.scores.answers import ScoreAnswer, ScoreQuestion
from ssi_tui.tui.scores.draw import LEARNED, READINGS, SCORE, WHY
from ssi_tui.tui.scores.room import ScoresRoom
from tests.tui.helpers import TODAY, days_ago, fill, settled, text_of
from tests.tui.made_answers import answer

Make = Callable[..., SsiApp]
NEWEST = days_ago(1)


def room(app: SsiApp) -> ScoresRoom:
    """The room in sight."""
    found = app.main.room
    assert isinstance(found, ScoresRoom)
    return found


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[ScoreQuestion]:
    """Every question, answered at once."""
    found: list[ScoreQuestion] = []

    def noted(forecaster: object, question: ScoreQuestion) -> ScoreAnswer:
        found.append(question)
        return answer(forecaster, question)  # type: ignore[arg-type]

    monkeypatch.setattr(answers, "answer", noted)
    return found


async def test_the_score_with_its_pillars_needs_no_model(
    make_app: Make, store: Store, asked: list[ScoreQuestion]
) -> None:
    fill(store)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "down", "down", "w")
        await settled(pilot)
        screen = text_of(pilot.app)
        assert "as LinkedIn showed it on Thu 19 Nov" in screen
        assert "▸ ● People" in screen
        assert "People, the last 6 months" in screen
    assert not asked


async def test_each_view_asks_for_its_own_answer_once(
    make_app: Make, store: Store, asked: list[ScoreQuestion]
) -> None:
    fill(store)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "v", "v")
        await settled(pilot)
        assert "Where your " in text_of(pilot.app)
        await pilot.press("v")
        await settled(pilot)
        assert "Why it moved from Thu 12 Nov to Thu 19 Nov" in text_of(pilot.app)
        await pilot.press("v")
        await settled(pilot)
        assert "On your last 8 readings" in text_of(pilot.app)
        await pilot.press("down")
        assert "On your last 8 readings" not in text_of(pilot.app)
        await pilot.press("up")
        assert "On your last 8 readings" in text_of(pilot.app)
        await pilot.press("V", "V")
        await settled(pilot)
    assert [one.last and one.last.day for one in asked] == [NEWEST, None]


@pytest.mark.usefixtures("asked")
async def test_arrows_choose_the_readings_that_a_change_is_told_between(
    make_app: Make, store: Store
) -> None:
    fill(store)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "v", "v", "v", "left")
        await settled(pilot)
        assert "from Thu 5 Nov to Thu 12 Nov" in text_of(pilot.app)
        await pilot.press("+", "+", "right", "-")
        await settled(pilot)
        assert "from Thu 5 Nov to Thu 19 Nov" in text_of(pilot.app)
        await pilot.press("home")
        await settled(pilot)
        assert "from Thu 12 Nov to Thu 19 Nov" in text_of(pilot.app)


async def test_a_past_reading_is_put_right_and_keeps_its_ranks(
    make_app: Make, store: Store
) -> None:
    fill(store)
    pillars = {"brand": 14, "people": 6, "insights": 4, "relationships": 15}
    store.add_reading(days_ago(8), **pillars, industry_rank=20, network_average=36.5)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "v", "down", "enter")
        await settled(pilot)
        await pilot.press("backspace", "backspace", *"13,5", "enter")
        await settled(pilot)
        assert "13.5" in text_of(pilot.app)
    reading = store.read().reading(days_ago(8))
    assert reading is not None
    assert (reading.brand, reading.people) == (13.5, 6)
    assert (reading.industry_rank, reading.network_average) == (20, 36.5)


async def test_todays_score_is_typed_here_too(make_app: Make, store: Store) -> None:
    fill(store)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "s", "up", *"61", "enter")
        await settled(pilot)
        assert "SSI 61" in text_of(pilot.app)
        assert not room(pilot.app).open_forms()
    found = store.read().reading(TODAY)
    assert found is not None
    assert found.total == 61


async def test_a_reading_is_taken_out_and_undo_brings_it_back(make_app: Make, store: Store) -> None:
    fill(store)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "delete")
        await settled(pilot)
        assert room(pilot.app).active == READINGS
        assert store.read().reading(NEWEST) is not None  # shown first, gone with the second press
        await pilot.press("delete")
        await settled(pilot)
        assert store.read().reading(NEWEST) is None
        assert "Reading of Thu 19 Nov taken out · u brings it back" in text_of(pilot.app)
        await pilot.press("u")
        await settled(pilot)
        assert "Taken back: the reading for Thu 19 Nov taken out" in text_of(pilot.app)
    assert store.read().reading(NEWEST) is not None


@pytest.mark.usefixtures("asked")
async def test_wide_windows_show_two_views_and_a_click_takes_the_keys_along(
    make_app: Make, store: Store
) -> None:
    fill(store)
    async with make_app().run_test(size=(140, 40)) as pilot:
        await pilot.press("3")
        await settled(pilot)
        above = text_of(pilot.app).splitlines()[5]
        assert above.index("━") < above.index("─")
        assert "8 readings" in text_of(pilot.app)
        await pilot.click("#board", offset=(100, 5))
        await settled(pilot)
        above = text_of(pilot.app).splitlines()[5]
        assert above.index("━") > above.index("─")
        assert room(pilot.app).active == READINGS
        assert room(pilot.app).day == days_ago(15)
        board = pilot.app.screen.query_one("#board")
        board.post_message(MouseScrollDown(board, 100, 5, 0, 0, 0, False, False, False))
        await settled(pilot)
        assert room(pilot.app).day == days_ago(22)
        await pilot.click("#board", offset=(100, 7), times=2)
        await settled(pilot)
        assert room(pilot.app).day == days_ago(29)
        assert "enter save" in text_of(pilot.app)
        await pilot.press("escape")
        await pilot.click("#board", offset=(10, 20))
        await settled(pilot)
        assert room(pilot.app).active == SCORE
        await pilot.press("down", "up", "enter")
        assert room(pilot.app).active == READINGS
        title = text_of(pilot.app).splitlines()[4].index("Why it moved")
        await pilot.click("#board", offset=(title, 0))
        await settled(pilot)
        assert room(pilot.app).active == WHY
        screen = text_of(pilot.app)
        assert "Where your " in screen
        assert "Why it moved from " in screen


async def test_the_model_itself_answers(make_app: Make, store: Store) -> None:
    fill(store)
    async with make_app().run_test(size=(140, 40)) as pilot:
        await pilot.press("3", "v", "v")
        await settled(pilot)
        assert "together" in text_of(pilot.app)
        await pilot.press("x")
        await settled(pilot)
        assert "what you keep anyway: " in text_of(pilot.app)
        await pilot.press("x", "V", "V", "V")
        await settled(pilot)
        assert room(pilot.app).active == LEARNED
        assert "readings" in text_of(pilot.app) or "scores can’t tell" in text_of(pilot.app)


async def test_what_the_model_refuses_is_said_where_the_answer_would_stand(
    make_app: Make, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> ScoreAnswer:
        raise SimError("too long ago")

    fill(store)
    monkeypatch.setattr(answers, "answer", refuse)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "v", "v")
        await settled(pilot)
        assert "too long ago" in text_of(pilot.app)
        assert "computing" not in text_of(pilot.app)


async def test_without_a_score_the_first_step_stands_there_with_its_key(make_app: Make) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("3", "v", "v", "down", "left", "+", "enter", "delete", "x", "home")
        await settled(pilot)
        assert "type in the SSI that LinkedIn shows you" in text_of(pilot.app)
        assert "◆   Relationships  Build relationships" in text_of(pilot.app)
        await pilot.press("s", "up", *"44", "enter")
        await settled(pilot)
        assert "SSI 44" in text_of(pilot.app)
