"""What one says of oneself: lines of Settings, and the one question of the first run."""

from collections.abc import Callable
from itertools import takewhile

from rich.cells import cell_len
from textual.events import Key

from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.settings.room import WAYS, AskActivity, ask_activity
from tests.tui.helpers import settled, text_of
from tests.tui.settings.test_room import NAMES

Make = Callable[..., SsiApp]
SIZE = (80, 24)


def first_run(make_app: Make) -> SsiApp:
    """The app as it is launched where there is no journal yet."""
    app = make_app()
    app.first.first_run = ask_activity
    return app


async def test_facts_are_lines_of_settings_kept_at_once_and_taken_back(
    make_app: Make, store: Store
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("8")
        await settled(pilot)
        room = app.main.room
        assert "What you say of yourself" in text_of(app)
        room.choose(len(NAMES))  # type: ignore[attr-defined]
        await pilot.press("right", "right")
        await settled(pilot)
        assert store.read().activity == "little"
        assert app.journal.activity == "little"
        assert "How active: a little" in app.main.notice.text
        await pilot.press("down", "right", "down", *["right"] * 6, "down", *["right"] * 8)
        await settled(pilot)
        journal = store.read()
        assert journal.licence == "yes"
        assert dict(journal.stocks) == {"network": 500.0, "profile": 0.8}
        assert room.shell_command() == "ssi config profile"
        await pilot.press(*["left"] * 8)
        await settled(pilot)
        assert "profile" not in store.read().stocks
        await pilot.press("u")
        await settled(pilot)
        assert "profile" in store.read().stocks


async def test_the_first_run_asks_once_how_active_one_is(make_app: Make, store: Store) -> None:
    app = first_run(make_app)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "How active are you usually" in text_of(app)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert store.read().activity == "regularly"
        assert "Welcome" in text_of(app)


async def test_escape_does_not_say_it_and_is_not_asked_again(make_app: Make, store: Store) -> None:
    app = first_run(make_app)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
    assert store.read().activity == "unsaid"
    assert store.read().empty


async def test_a_letter_is_meant_for_today_and_logs_at_once(make_app: Make, store: Store) -> None:
    app = first_run(make_app)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, AskActivity)
        await pilot.press("c")
        await settled(pilot)
        assert app.screen is app.main
        assert app.journal.count("comment", app.today) == 1
    assert store.read().activity == ""


async def test_no_key_overtakes_the_one_that_answers_the_question(
    make_app: Make, store: Store
) -> None:
    app = first_run(make_app)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        page = app.screen
        assert isinstance(page, AskActivity)
        app.post_message(Key("u", "u"))  # it is with the app while the page has the c
        page.on_key(Key("c", "c"))
        await settled(pilot)
        assert app.journal.empty  # counted, and taken back
    assert store.read().empty


async def test_who_has_a_journal_or_is_quicker_is_not_asked(make_app: Make, store: Store) -> None:
    store.step("comment", store.read().last or make_app().today, 1)
    app = first_run(make_app)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert app.screen is app.main


def test_what_a_way_means_stands_two_cells_behind_the_longest_word() -> None:
    rows = [*takewhile(bool, AskActivity().draw_ways(200))]
    assert len(rows) == len(WAYS)
    words = [row[2][0] for row in rows]
    assert {cell_len(word) for word in words} == {max(len(word.rstrip()) for word in words) + 2}
    assert [row[1][0].strip() for row in rows] == [str(n) for n in range(1, len(WAYS) + 1)]
    for width in (40, 60):
        for row in takewhile(bool, AskActivity().draw_ways(width)):
            assert sum(cell_len(text) for text, _style in row) <= width
