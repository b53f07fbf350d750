"""A deck on the projector: curves, sliders, guesses and phones, and that nothing ends the talk."""

import asyncio
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import aiohttp
import pytest

from sim.terms import ActionKind
from ssi_tui.chart.text import plain_text
from ssi_tui.model.journal import Journal
from ssi_tui.tui.decks.app import DeckApp
from ssi_tui.tui.decks.draw import draw_stage
from ssi_tui.tui.decks.notes import NotesApp, hear, place_file
from ssi_tui.tui.live.draw import closest, guess_row, histogram
from ssi_tui.tui.live.slide import LiveState
from ssi_tui.workshop.deck import DECKS, check_names, find_deck, read_deck, shipped_decks
from tests.tui.helpers import text_of as screen_of

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


LOOK_SECONDS = 0.05
"""Between two looks at a file, instead of half a second."""


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is edited is seen soon."""
    for module in ("app", "notes"):
        monkeypatch.setattr(f"ssi_tui.tui.decks.{module}.LOOK_SECONDS", LOOK_SECONDS)


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
    return "\n".join(plain_text(app.parts(width, height).rows))


def has(app: DeckApp, at: int) -> bool:
    """Whether the curves of a slide are there."""
    return at in app.controls and app.controls[at].answer is not None


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
        await until(app, lambda: has(app, 1))
        assert "B One comment" in text_of(app) or "B " in text_of(app)
        assert app.control.state.revealed == {"A"}
        await pilot.press("space")
        assert app.control.state.revealed == {"A", "B"}
        assert "B: what moves most is" in text_of(app)
        await pilot.press("space")
        assert app.at == 2
        await pilot.press("pageup", "pageup")
        assert (app.at, app.control.state.revealed) == (1, {"A"}) or app.at == 1


async def test_what_was_revealed_and_turned_is_there_when_one_comes_back(deck: Path) -> None:
    app = app_of(deck)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space")
        await until(app, lambda: has(app, 1))
        await pilot.press("right", "right", "up")
        await until(app, lambda: len(app.controls[1].answer.outlook.curves) == 3)
        before = app.control.state
        assert len(before.turned) == 2
        await pilot.press("home", "space")
        assert app.control.state == before
        assert "C " in text_of(app)


async def test_a_slider_moves_the_curve_and_back_again_it_is_gone(deck: Path) -> None:
    app = app_of(deck)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space")
        await until(app, lambda: has(app, 1))
        await pilot.press("up", "up", "up")
        await until(app, lambda: len(app.controls[1].answer.outlook.curves) == 3)
        assert (
            app.controls[1].answer.outlook.curves[2].total.median[-1]
            > app.controls[1].answer.outlook.curves[1].total.median[-1]
        )
        await pilot.press("r")
        await until(app, lambda: has(app, 1) and len(app.controls[1].answer.letters) == 2)
        assert app.control.state.turned == ()


async def test_guesses_are_typed_counted_and_the_closest_is_told_without_names(deck: Path) -> None:
    app = app_of(deck)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space")
        await until(app, lambda: has(app, 1))
        await pilot.press("4", "0", "enter", "9", "9", "enter", "5", "backspace", "3", "6", "enter")
        assert sorted(app.control.state.guesses.values()) == [36, 40, 99]
        assert "3 guesses, the middle one 40" in text_of(app)
        await pilot.press("space")
        assert "the closest is" in text_of(app)
        await pilot.press("1", "0", "1", "enter")
        assert len(app.control.state.guesses) == 3


async def test_a_group_is_shown_without_names_until_they_are_asked_for(deck: Path) -> None:
    app = app_of(deck)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space")
        await until(app, lambda: has(app, 1))
        await pilot.press("space", "space")
        assert "Example" not in text_of(app)
        await pilot.press("space")
        assert "12 people, the middle score" in text_of(app)
        assert "Example" not in text_of(app)
        await pilot.press("3", "0", "enter", "4", "1", "enter")
        assert "2 guesses" in text_of(app)
        assert "the closest is 41" in text_of(app)
        await pilot.press("x")
        assert "Ada Example" in text_of(app)


async def test_a_deck_that_is_edited_is_read_again_and_its_faults_end_nothing(deck: Path) -> None:
    app = app_of(deck)
    async with app.run_test(size=SIZE):
        deck.write_text("# x\n\n```ssi\nscenaro: y\n```\n")
        await until(app, lambda: "deck.md:4" in app.fault)
        assert "did you mean" in " ".join(text_of(app).split())  # wherever the file's name is cut
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
@pytest.mark.parametrize("name", shipped_decks("en"))
async def test_every_slide_of_every_shipped_deck_fits_every_size(
    name: str, size: tuple[int, int]
) -> None:
    app = app_of(DECKS / "en" / f"{name}.md")
    async with app.run_test(size=size) as pilot:
        for _slide in app.deck.slides:
            rows = app.parts(*size).rows
            assert len(rows) <= size[1]
            await pilot.press("pagedown")


@pytest.mark.parametrize("language", ["en", "de", "nl", "da"])
@pytest.mark.parametrize("name", shipped_decks("en"))
def test_every_question_and_bullet_is_whole_at_80x24(name: str, language: str) -> None:
    app = app_of(DECKS / language / f"{name}.md")
    for at, slide in enumerate(app.deck.slides):
        stage = app.stage()._replace(
            slide=slide, number=at + 1, slides=len(app.deck.slides), joined=99, said=""
        )
        rows = plain_text(draw_stage(stage, *SIZE).rows)
        text = " ".join(" ".join(row.replace("99 phones", "").split()) for row in rows)
        for said in [slide.live.question if slide.live else "", *(one.text for one in slide.lines)]:
            if slide.live and said != slide.live.question:
                continue  # its heading stands in the notes alone
            words = said.split()
            assert all(word in text for word in words), (said, text)
            assert "…" not in text


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
            "a",
            "a",
            "y",
            "y",
            ".",
            ".",
            "k",
            "k",
            "tab",
            "tab",
            "q",
            "q",
        ]:
            await pilot.press(key)
    assert app.return_code in (None, 0)


async def test_a_phone_joins_guesses_and_the_coachs_phone_steps(deck: Path) -> None:
    app = app_of(deck, host="127.0.0.1")
    jar = aiohttp.CookieJar(unsafe=True)
    async with app.run_test(size=SIZE) as pilot, aiohttp.ClientSession(cookie_jar=jar) as phone:
        assert app.desk.phones is not None
        await phone.post(app.desk.phones.address, data={"do": "join", "name": "Ann"})
        async with await phone.post(app.desk.phones.remote_address, data={"step": "1"}) as response:
            assert response.status == 200
        assert app.at == 1
        await phone.post(app.desk.phones.address, data={"do": "guess", "guess": "44"})
        await until(app, lambda: has(app, 1))
        assert "1 guess, the middle one 44" in text_of(app)
        assert "1 phone" in text_of(app)
        assert "Ann" not in text_of(app)
        await pilot.press("j")
        assert app.desk.phones.address in text_of(app, 120, 50)
        await pilot.press("q", "q")
        assert app.is_running, "the first q closed the code"
        assert app.desk.phones.address not in text_of(app, 120, 50)
        await phone.post(app.desk.phones.remote_address, data={"step": "-1"})
        assert app.at == 0
    assert [person.name for person in app.people] == ["Ann"]
    assert app.desk.phones.room.people == ()


async def test_what_phones_guessed_stays_with_its_slide_and_names_come_by_a_key(
    deck: Path,
) -> None:
    app = app_of(deck, host="127.0.0.1")
    jar, large = aiohttp.CookieJar(unsafe=True), (120, 30)
    async with app.run_test(size=large) as pilot, aiohttp.ClientSession(cookie_jar=jar) as phone:
        assert app.desk.phones is not None
        await pilot.press("space")
        await until(app, lambda: has(app, 1))
        await phone.post(app.desk.phones.address, data={"do": "join", "name": "Ann"})
        await phone.post(app.desk.phones.address, data={"do": "guess", "guess": "44"})
        await pilot.press("9", "enter")
        assert "2 guesses" in text_of(app, *large)
        await pilot.press("space", "space")
        assert app.at == 2
        assert "2 guesses" not in text_of(app, *large), "they were about another question"
        await pilot.press("pageup")
        assert "2 guesses, the middle one 44 · the closest is 44" in text_of(app, *large)
        assert "Ann" not in text_of(app, *large)
        await pilot.press("x")
        assert "closest: Ann" in text_of(app, *large)


async def test_a_clicker_goes_on_and_back_makes_it_dark_and_ends_nothing(deck: Path) -> None:
    app = app_of(deck)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("pagedown", "pagedown")
        await until(app, lambda: has(app, 1))
        await pilot.press("pageup")
        await pilot.press("b")
        assert text_of(app) == ""
        assert app.theme == "dark"
        await pilot.press("b")
        assert app.theme == "projector"
        await pilot.press("b", "x")
        assert app.theme == "projector", "any other key brings the light back, too"
        assert app.control.state.revealed == {"A"}
        await pilot.click()
        assert app.control.state.revealed == {"A", "B"}
        await pilot.press("escape")
        assert "again ends the talk" in text_of(app)
        await pilot.press("f5", "pagedown", "escape")
        assert app.is_running
        await pilot.press("q")
    assert app.return_code == 0


async def test_the_room_assumes_otherwise_and_the_deck_keeps_it(deck: Path) -> None:
    app = app_of(deck)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space")
        await until(app, lambda: has(app, 1))
        await pilot.press("space", "a", "right")
        await until(app, lambda: "B, as you assume" in text_of(app))
        await pilot.press("k", "a")
        assert "assume: half-life 45\n" in deck.read_text()
        state = app.control.state
        await asyncio.sleep(3 * LOOK_SECONDS)
        assert app.control.state == state, "our own line in the file throws nothing away"
        await pilot.press("home", "r", "space", "r")
        await until(app, lambda: "B, as you assume" in text_of(app) or "A, as you" in text_of(app))
        await pilot.press("a", "0", "k")
        await until(app, lambda: "as you assume" not in text_of(app))
        assert "assume" not in deck.read_text()


async def test_an_edited_deck_keeps_what_was_done_on_slides_that_stayed_as_they_were(
    deck: Path,
) -> None:
    app = app_of(deck)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("space")
        await until(app, lambda: has(app, 1))
        await pilot.press("space", "3", "3", "enter")
        deck.write_text(deck.read_text().replace("# Words", "# First\n\n---\n\n# Words"))
        await until(app, lambda: len(app.deck.slides) == 4)
        await pilot.press("home", "space", "space")
        assert app.at == 2
        assert app.control.state.revealed == {"A", "B"}
        assert "1 guess, the middle one 33" in text_of(app)


async def test_a_race_is_revealed_one_strategy_after_the_other(deck: Path) -> None:
    deck.write_text("```ssi\ngroup: room\nrace: comments, comment_daily\nweeks: 2\n```\n")
    app = app_of(deck)
    async with app.run_test(size=SIZE) as pilot:
        await until(app, lambda: 0 in app.races)
        assert "best for" not in text_of(app)
        await pilot.press("space")
        assert text_of(app).count("of 12") == 1
        await pilot.press("space")
        assert text_of(app).count("of 12") == 2
        assert "against going on as usual" in text_of(app)


async def test_why_one_should_believe_it_is_a_slide(deck: Path) -> None:
    deck.write_text("```ssi\npage: believe\n```\n\n---\n\n# After\n")
    app = app_of(deck)
    async with app.run_test(size=SIZE) as pilot:
        assert "Why should I believe you?" in text_of(app)
        assert "What it does not know" in text_of(app)
        await pilot.press("5", "a", "left", "pagedown")
        assert app.at == 1


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
        async with notes.run_test(size=SIZE) as beside:
            deck.write_text("```ssi\nnonsense: 1\n```\n", encoding="utf-8")
            for _look in range(100):
                if "deck.md:2" in screen_of(notes):
                    break
                await asyncio.sleep(LOOK_SECONDS)
            assert "deck.md:2" in screen_of(notes)
            await beside.press("x", "q")
        assert not notes.is_running
    assert hear() is None
    assert "Waiting for the slides" in "\n".join(plain_text(notes.rows(80, 24)))


def test_a_damaged_place_file_is_nobody_presenting() -> None:
    place_file().parent.mkdir(parents=True, exist_ok=True)
    for content in ("", "[]", '{"deck": 1}', '{"deck": "x", "slide": "y"}'):
        place_file().write_text(content)
        assert hear() is None


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
    assert plain_text([guess_row({"Ann": 0, "Ben": 0, "Cem": 100}, 24)]) == ["  0 █··········▄ 100"]


def test_hiding_never_hides_as_usual() -> None:
    state = LiveState().reveal("B").hide().hide()
    assert state.revealed == {"A"}


def test_drawing_takes_any_size(deck: Path) -> None:
    app = app_of(deck)
    for width in (1, 5, 20, 200):
        for height in (1, 2, 5, 60):
            assert len(draw_stage(app.stage(), width, height).rows) <= height
