"""History: the keys walk over the days, a day opens in Today, and words find it."""

from collections.abc import Callable
from datetime import timedelta

from ssi_tui.settings import Settings
from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.history.room import HistoryRoom
from ssi_tui.tui.history.values import Subject
from ssi_tui.tui.today.room import TodayRoom
from tests.tui.helpers import TODAY, days_ago, fill, settled, text_of

Make = Callable[..., SsiApp]


def room(app: SsiApp) -> HistoryRoom:
    """The room in sight."""
    found = app.main.room
    assert isinstance(found, HistoryRoom)
    return found


async def test_arrows_walk_days_and_weeks_and_never_into_the_future(
    make_app: Make, store: Store
) -> None:
    fill(store)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "right", "down")
        assert room(pilot.app).day == TODAY
        await pilot.press("left", "left", "up")
        await settled(pilot)
        assert room(pilot.app).day == days_ago(15)
        assert "▸ Thu 5 Nov · " in text_of(pilot.app)
        await pilot.press("home")
        assert room(pilot.app).day == TODAY


async def test_a_year_back_moves_the_map_and_a_year_on_brings_it_home(
    make_app: Make, store: Store
) -> None:
    fill(store)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "y")
        await settled(pilot)
        assert room(pilot.app).day == TODAY - timedelta(days=364)
        assert "  2025   " in text_of(pilot.app)
        await pilot.press("pagedown", "Y")
        await settled(pilot)
        assert room(pilot.app).day == TODAY
        assert "  2026   " in text_of(pilot.app)


async def test_walking_out_of_sight_moves_the_map_and_back_it_stands_still(
    make_app: Make, store: Store
) -> None:
    fill(store)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await settled(pilot)
        room(pilot.app).go_to(days_ago(280))
        begin = room(pilot.app).grid(80).begin
        assert begin <= room(pilot.app).day < begin + timedelta(days=7)
        await pilot.press("right", "right")
        assert room(pilot.app).grid(80).begin == begin


async def test_enter_opens_the_day_in_today_where_it_is_put_right(
    make_app: Make, store: Store
) -> None:
    fill(store)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "left", "enter")
        await settled(pilot)
        today = pilot.app.main.room
        assert isinstance(today, TodayRoom)
        assert today.shown.day == days_ago(7)
        await pilot.press("p", "2")
        await settled(pilot)
        assert "1 post" in text_of(pilot.app)
    assert store.read().count("post", days_ago(7)) == 1


async def test_a_day_of_rest_says_why_and_a_day_to_come_takes_no_click(
    make_app: Make, store: Store
) -> None:
    fill(store)
    store.skip(None, days_ago(63), days_ago(63), "a week by the sea")
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("2", *["left"] * 9)
        await settled(pilot)
        assert "Fri 18 Sep · planned rest: a week by the sea" in text_of(app)
        drawn = app.screen.query_one("#days").drawing  # type: ignore[attr-defined]
        x, y = room(app).grid(100).place(TODAY) or (0, 0)
        await pilot.click("#days", offset=(x, drawn.map_top + y + 1))
        assert room(app).day == days_ago(63)
        await pilot.click("#days", offset=(x, drawn.map_top + y))
        await settled(pilot)
        assert "▸ Fri 20 Nov" in text_of(app)


async def test_search_goes_to_the_day_of_a_note(make_app: Make, store: Store) -> None:
    fill(store)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "/", *"talks", "enter")
        await settled(pilot)
        assert room(pilot.app).day == days_ago(1)
        assert "Two good talks after the [AI] post" in text_of(pilot.app)


async def test_search_opens_a_day_ahead_of_today_where_a_clock_put_an_entry(
    make_app: Make, store: Store
) -> None:
    fill(store)
    ahead = TODAY + timedelta(days=300)
    store.log("post", ahead, 2)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "/", *"2027", "enter")
        await settled(pilot)
        today = pilot.app.main.room
        assert isinstance(today, TodayRoom)
        assert today.shown.day == ahead
        await pilot.press("P", "P", "u")
        await settled(pilot)
    assert store.read().count("post", ahead) == 1


async def test_one_action_or_one_pillar_alone(make_app: Make, store: Store) -> None:
    fill(store)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "a")
        await settled(pilot)
        assert "2026  Comments" in text_of(pilot.app)
        await pilot.press("a", "A", "A")
        await settled(pilot)
        assert room(pilot.app).subject == Subject()
        await pilot.press("p", "p", "p")
        await settled(pilot)
        assert "▲ Insights" in text_of(pilot.app)


async def test_the_mouse_selects_a_day_opens_it_and_chooses_an_action(
    make_app: Make, store: Store
) -> None:
    fill(store)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await settled(pilot)
        days = pilot.app.main.room.query_one("#days")
        drawn = days.drawing
        assert drawn is not None
        place = room(pilot.app).grid(80).place(days_ago(10))
        assert place is not None
        spot = (place[0], drawn.map_top + place[1])
        await pilot.click("#days", offset=spot)
        assert room(pilot.app).day == days_ago(10)
        await pilot.click("#days", offset=(8, next(iter(drawn.subject_at))))
        assert room(pilot.app).subject == Subject("comment")
        await pilot.click("#days", offset=spot, times=2)
        await settled(pilot)
        assert isinstance(pilot.app.main.room, TodayRoom)


async def test_words_stand_on_a_sheet_that_any_key_closes(make_app: Make, store: Store) -> None:
    fill(store)
    async with make_app(settings=Settings(streaks="hidden")).run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "x")
        await settled(pilot)
        assert "Week from Mon 16 Nov: " in text_of(pilot.app)
        assert "streak" not in text_of(pilot.app)
        await pilot.press("x")
        await settled(pilot)
        assert "less ■ " in text_of(pilot.app)


async def test_an_empty_journal_gets_the_first_step(make_app: Make) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "left", "a", "p", "/")
        await settled(pilot)
        assert "Nothing is logged yet." in text_of(pilot.app)
        assert "Wed" in text_of(pilot.app)
        assert "[" not in text_of(pilot.app)


async def test_entries_ahead_of_today_are_on_the_map_edited_and_removed(
    make_app: Make, store: Store
) -> None:
    fill(store)
    near, far = TODAY + timedelta(days=2), TODAY + timedelta(days=400)
    store.log("post", near, 2)
    store.log("comment", far, 3)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await settled(pilot)
        assert "2 days ahead of today have entries" in text_of(pilot.app)
        assert room(pilot.app).past(room(pilot.app).grid(80)).days.totals[near] == 2
        await pilot.press("end")
        await settled(pilot)
        assert room(pilot.app).day == far
        assert "3 comments" in text_of(pilot.app)
        await pilot.press("home", "end", "enter", "C", "C", "C")
        await settled(pilot)
        assert store.read().count("comment", far) == 0
        await pilot.press("2", "end", "enter", "p")
        await settled(pilot)
        assert store.read().count("post", near) == 3
        await pilot.press("P", "P", "P", "2")
        await settled(pilot)
        assert "ahead of today" not in text_of(pilot.app)
        assert room(pilot.app).last == TODAY
        await pilot.press("home", "down")
        assert room(pilot.app).day == TODAY
    assert (store.read().last_day or TODAY) <= TODAY


async def test_a_score_or_a_note_ahead_of_today_can_be_opened(make_app: Make, store: Store) -> None:
    fill(store)
    ahead = TODAY + timedelta(days=9)
    store.set_note(ahead, "from tomorrow")
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "end", "enter")
        await settled(pilot)
        today = pilot.app.main.room
        assert isinstance(today, TodayRoom)
        assert today.shown.day == ahead
