"""A deck on the projector: curves, sliders, guesses and phones, and that nothing ends the talk."""

import asyncio
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import aiohttp
import pytest

from sim.terms import ActionKind
from ssi_tui.chart import plain_text
from ssi_tui.model.journal import Journal
from ssi_tui.tui.decks import follow
from ssi_tui.tui.decks.app import DeckApp, NotesApp
from ssi_tui.tui.decks.draw import draw_stage
from ssi_tui.tui.decks.live import LiveState, closest, histogram
from ssi_tui.workshop.deck import DECKS, check_names, find_deck, read_deck, shipped_decks

TODAY = date(2026, 11, 21)
SIZE = (80, 24)
DECK = """\
---
minutes: 20
---
# Words

- one

<!-- Say it. -->

---

```ssi
scenario: comment_daily
member: ordinary
question: Where will it be?
slider: comment, post
```

---

```ssi
group: sample
question: And the room?
```
"""


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    file = tmp_path / "deck.md"
    file.write_text(DECK, encoding="utf-8")
    return file


def app_of(deck: Path, **more: str) -> DeckApp:
    return DeckApp(
        deck,
        journal=lambda _name: Journal(),
        today=TODAY,
        now=lambda: datetime(2026, 11, 21, 9),
        **more,
    )


def text_of(app: DeckApp, width: int = 80, height: int = 24) -> str:
    return "\n".join(plain_text(app.rows(width, height)))


async def until(app: DeckApp, is_so: Callable[[], bool]) -> None:
    for _try in range(400):
        if is_so():
            return
        await asyncio.sleep(0.02)
    raise AssertionError(text_of(app))


async def test_space_reveals_the_curves_and_then_goes_on(deck: Path) -> None:
    app = app_of(deck)
    async with app.run_test(size=SIZE) as pilot:
        assert "one" in text_of(app)
        await pilot.press("space")
        await until(app, lambda: 1 in app.outlooks)
        assert "B One comment" in text_of(app) or "B " in text_of(app)
        assert app.slide_state.revealed == {"A"}
        await pilot.press("space")
        assert app.slide_state.revealed == {"A", "B"}
        assert "B: what moves most is" in text_of(app)
        await pilot.press("space")
        assert app.at == 2
        await pilot.press("b", "b")
        assert (app.at, app.slide_state.revealed) == (1, {"A"}) or app.at == 1


async def test_what_was_revealed_and_turned_is_there_when_one_comes_back(deck: Path) -> None:
    app = app_of(deck)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space")
        await until(app, lambda: 1 in app.outlooks)
        await pilot.press("right", "right", "up")
        await until(app, lambda: len(app.outlooks[1].curves) == 3)
        before = app.slide_state
        assert len(before.turned) == 2
        await pilot.press("home", "space")
        assert app.slide_state == before
        assert "C " in text_of(app)


async def test_a_slider_moves_the_curve_and_back_again_it_is_gone(deck: Path) -> None:
    app = app_of(deck)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space")
        await until(app, lambda: 1 in app.outlooks)
        await pilot.press("up", "up", "up")
        await until(app, lambda: len(app.outlooks[1].curves) == 3)
        assert (
            app.outlooks[1].curves[2].total.median[-1] > app.outlooks[1].curves[1].total.median[-1]
        )
        await pilot.press("r")
        await until(
            app,
            lambda: (
                len(app.outlooks.get(1, app.outlooks).curves) == 2 if 1 in app.outlooks else False
            ),
        )
        assert app.slide_state.turned == ()


async def test_guesses_are_typed_counted_and_the_closest_is_told_without_names(deck: Path) -> None:
    app = app_of(deck)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space")
        await until(app, lambda: 1 in app.outlooks)
        await pilot.press("4", "0", "enter", "9", "9", "enter", "5", "backspace", "3", "6", "enter")
        assert sorted(app.slide_state.guesses.values()) == [36, 40, 99]
        assert "3 guesses, the middle one 40" in text_of(app)
        await pilot.press("space")
        assert "the closest is" in text_of(app)
        await pilot.press("1", "0", "1", "enter")
        assert len(app.slide_state.guesses) == 3


async def test_a_group_is_shown_without_names_until_they_are_asked_for(deck: Path) -> None:
    app = app_of(deck)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space")
        await until(app, lambda: 1 in app.outlooks)
        await pilot.press("space", "space")
        assert "Example" not in text_of(app)
        await pilot.press("space")
        assert "12 people, the middle score" in text_of(app)
        assert "Example" not in text_of(app)
        await pilot.press("x")
        assert "Ada Example" in text_of(app)


async def test_a_deck_that_is_edited_is_read_again_and_its_faults_end_nothing(deck: Path) -> None:
    app = app_of(deck)
    async with app.run_test(size=SIZE):
        deck.write_text("# x\n\n```ssi\nscenaro: y\n```\n")
        await until(app, lambda: "deck.md:4" in app.fault)
        assert "did you mean" in text_of(app)
        deck.write_text("# Better\n")
        await until(app, lambda: not app.fault)
        assert "Better" in text_of(app)


async def test_a_scenario_that_is_not_there_is_said_on_its_slide(deck: Path) -> None:
    deck.write_text("```ssi\nscenario: nowhere\n```\n\n---\n\n# After\n")
    app = app_of(deck)
    async with app.run_test(size=SIZE) as pilot:
        await until(app, lambda: bool(app.fault))
        await pilot.press("pagedown")
        assert app.at == 1


@pytest.mark.parametrize("size", [(80, 24), (140, 40), (40, 12), (20, 6)])
async def test_every_slide_of_every_shipped_deck_fits_every_size(size: tuple[int, int]) -> None:
    app = app_of(DECKS / "en" / "20-minutes.md")
    async with app.run_test(size=size) as pilot:
        for _slide in app.deck.slides:
            rows = app.rows(*size)
            assert len(rows) <= size[1]
            await pilot.press("pagedown")


async def test_keys_pressed_twice_and_at_random_end_nothing(deck: Path) -> None:
    app = app_of(deck)
    async with app.run_test(size=SIZE) as pilot:
        for key in [
            "space",
            "space",
            "b",
            "b",
            "z",
            "z",
            "x",
            "x",
            "r",
            "r",
            "t",
            "t",
            "j",
            "j",
            "?",
            "?",
            "5",
            "5",
            "enter",
            "enter",
            "left",
            "left",
            "up",
            "up",
            "q",
        ]:
            await pilot.press(key)
    assert app.return_code in (None, 0)


async def test_a_phone_joins_guesses_and_the_coachs_phone_steps(deck: Path) -> None:
    app = app_of(deck, host="127.0.0.1")
    jar = aiohttp.CookieJar(unsafe=True)
    async with app.run_test(size=SIZE) as pilot, aiohttp.ClientSession(cookie_jar=jar) as phone:
        assert app.phones is not None
        await phone.post(app.phones.address, data={"do": "join", "name": "Ann"})
        async with await phone.post(app.phones.remote_address, data={"step": "1"}) as response:
            assert response.status == 200
        assert app.at == 1
        await phone.post(app.phones.address, data={"do": "guess", "guess": "44"})
        await until(app, lambda: 1 in app.outlooks)
        assert "1 guess, the middle one 44" in text_of(app)
        assert "1 phone" in text_of(app)
        assert "Ann" not in text_of(app)
        await pilot.press("j")
        assert app.phones.address in text_of(app, 120, 50)
    assert [person.name for person in app.people] == ["Ann"]
    assert app.phones.room.people == ()


async def test_the_notes_follow_with_clock_time_spent_and_the_next_slide(deck: Path) -> None:
    slides = app_of(deck)
    notes = NotesApp(deck, now=lambda: datetime(2026, 11, 21, 9, 25))
    async with slides.run_test(size=SIZE) as pilot:
        said = "\n".join(plain_text(notes.rows(80, 24)))
        assert "Say it." in said
        assert "09:25  25 of 20 min" in said
        assert "Next: Where will it be?" in said
        await pilot.press("space")
        assert "2 of 3" in "\n".join(plain_text(notes.rows(80, 24)))
    assert follow.hear() is None
    assert "Waiting for the slides" in "\n".join(plain_text(notes.rows(80, 24)))


def test_a_damaged_place_file_is_nobody_presenting() -> None:
    follow.place_file().parent.mkdir(parents=True, exist_ok=True)
    for content in ("", "[]", '{"deck": 1}', '{"deck": "x", "slide": "y"}'):
        follow.place_file().write_text(content)
        assert follow.hear() is None


@pytest.mark.parametrize("language", ["en", "de", "nl", "da"])
def test_every_shipped_deck_is_without_a_fault_and_in_its_language(language: str) -> None:
    from ssi_tui.forecasting.library import TEACHING_ORDER

    decks = shipped_decks(language)
    assert decks.keys() == shipped_decks("en").keys()
    for name, file in decks.items():
        deck = read_deck(file)
        check_names(
            deck, name, scenarios=dict.fromkeys(TEACHING_ORDER, True), kinds=tuple(ActionKind)
        )
        assert deck.language == language
        assert all(slide.notes for slide in deck.slides), "no notes for the speaker"
        assert find_deck(name, language) == file


def test_the_closest_are_all_who_are_equally_near() -> None:
    assert closest({"a": 40, "b": 44, "c": 90}, 42) == ("a", "b")
    assert closest({}, 42) == ()


def test_a_histogram_has_a_bar_where_the_guesses_are() -> None:
    assert histogram([0, 0, 100], 4) == "█  ▄"
    assert histogram([], 4) == "    "


def test_hiding_never_hides_as_usual() -> None:
    state = LiveState().reveal("B").hide().hide()
    assert state.revealed == {"A"}


def test_drawing_takes_any_size(deck: Path) -> None:
    app = app_of(deck)
    for width in (1, 5, 20, 200):
        for height in (1, 2, 5, 60):
            assert len(draw_stage(app.stage(), width, height)) <= height
