"""The score on Today: its half year with the outlook, asked for where it is seen and only there."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from textual.pilot import Pilot

from ssi_tui.chart.text import plain_text
from ssi_tui.model.journal import Journal
from ssi_tui.settings import Settings
from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.forecaster import Wish
from ssi_tui.tui.today.draw import body, heading
from ssi_tui.tui.today.score import curve, last_notes, weeks_map
from ssi_tui.tui.today.shown import TodayView, habits
from tests.tui.helpers import TODAY, days_ago, fill, settled, text_of
from tests.tui.test_pictures import Formula

Make = Callable[..., SsiApp]
LARGE, SMALL = (140, 40), (80, 24)
SOON = 0.02


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Wish]:
    """What the model is asked for, a blink after the last key."""
    wishes: list[Wish] = []

    class Counted(Formula):
        def compute(self, wish: Wish):  # type: ignore[no-untyped-def]
            wishes.append(wish)
            return super().compute(wish)

    monkeypatch.setattr("ssi_tui.tui.app.Forecaster", Counted)
    monkeypatch.setattr("ssi_tui.tui.today.shown.PAUSE", SOON)
    monkeypatch.setattr("ssi_tui.tui.today.room.best_next", lambda *_asked: None)
    return wishes


async def answered(pilot: Pilot[None]) -> str:
    """The screen once the model has answered, however long that takes."""
    today = pilot.app.main.first
    for _ in range(200):
        await settled(pilot)
        if not any(one._timer or one._busy for one in (today.advice, today.outlook)):
            break
        await asyncio.sleep(SOON)
    return text_of(pilot.app)


def view(journal: Journal, **more: object) -> TodayView:
    """Today as the room makes it."""
    rows = habits(journal, TODAY)
    return TodayView(journal, rows, TODAY, TODAY, 0, **more)  # type: ignore[arg-type]


async def test_half_a_year_and_its_outlook_stand_below_the_habits(
    make_app: Make, store: Store, asked: list[Wish]
) -> None:
    fill(store)
    async with make_app().run_test(size=LARGE) as pilot:
        text = await answered(pilot)
        assert "as now" in text
        assert "80%:" in text
        assert "4 in 5 runs" in text
        assert "● People" in text
        await pilot.press("down", "up")
        await answered(pilot)
        assert len(asked) == 1
        await pilot.press("c")
        await answered(pilot)
        assert len(asked) == 2


async def test_the_model_is_not_asked_for_what_has_no_room_or_is_hidden(
    make_app: Make, store: Store, asked: list[Wish]
) -> None:
    fill(store)
    async with make_app().run_test(size=SMALL) as pilot:
        await answered(pilot)
    async with make_app(settings=Settings(pillars="hidden")).run_test(size=LARGE) as pilot:
        assert "as now" not in await answered(pilot)
    assert asked == []


def test_without_a_score_the_first_step_stands_in_its_place(store: Store) -> None:
    store.log("comment", TODAY)
    journal = store.read()
    assert "No score yet" in "\n".join(plain_text(curve(journal, None, TODAY, 90, 20)))
    assert "No score yet" in "\n".join(plain_text(body(view(journal), 140, 34).rows))


def test_all_of_it_keeps_to_its_rows_and_cells(store: Store) -> None:
    fill(store)
    journal = store.read()
    for width in (80, 100, 108, 140, 200):
        for height in range(10, 50):
            rows = plain_text(body(view(journal), width, height).rows)
            assert len(rows) <= height
            assert max(map(len, rows)) <= width


def test_a_note_takes_its_rows_from_the_curve_and_not_from_the_habits(store: Store) -> None:
    fill(store)
    store.set_note(TODAY, "A talk about the next workshop")
    seen = view(store.read())
    for height in range(30, 50):
        drawn = body(seen, 140, height)
        assert len(set(drawn.line_at.values())) == len(seen.habits)
        assert any("next workshop" in line for line in plain_text(drawn.rows))


def test_habits_stand_as_far_apart_with_a_note_as_without_where_both_have_room(
    store: Store,
) -> None:
    fill(store)
    bare = view(store.read())
    store.set_note(TODAY, "A talk about the next workshop")
    noted = view(store.read())
    for height in range(44, 60):
        assert body(noted, 140, height).line_at == body(bare, 140, height).line_at


def test_a_narrow_heading_drops_the_score_before_how_the_day_stands(store: Store) -> None:
    fill(store)
    seen = view(store.read())
    texts = ["".join(text for text, _ in heading(seen, width)) for width in range(30, 120)]
    assert {("SSI" in text, " of " in text) for text in texts} == {
        (True, True),
        (False, True),
        (False, False),
    }


def test_the_first_frame_has_each_habit_where_it_stays_and_no_curve_yet(store: Store) -> None:
    fill(store)
    seen = view(store.read())
    for height in range(30, 50):
        first, whole = (body(seen, 140, height, at_once=at_once) for at_once in (True, False))
        assert first.line_at == whole.line_at
        last = max(whole.line_at)
        assert plain_text(first.rows)[: last + 1] == plain_text(whole.rows)[: last + 1]
        assert "Score" not in "".join(plain_text(first.rows[last + 1 :]))


def test_notes_before_the_day_are_named_newest_first(store: Store) -> None:
    for back in (0, 1, 40, 3):
        store.set_note(days_ago(back), f"note {back}")
    found = plain_text(last_notes(store.read(), TODAY, 60, 2))
    assert [row.split()[-1] for row in found] == ["Notes", "1", "3"]


def test_a_map_ends_with_the_day_in_brackets(store: Store) -> None:
    store.log("comment", TODAY)
    rows = plain_text(weeks_map(store.read(), TODAY, "monday", 40))
    assert rows[5].endswith("[■]")
    assert len(rows) == 8


def test_only_today_is_done_for_today(store: Store) -> None:
    for back in (0, 1):
        for kind in ("comment", "request-with-note", "message", "people-search", "profile-view"):
            store.log(kind, days_ago(back), 10)
        store.log("post", days_ago(back), 1)
    journal = store.read()

    def said(back: int) -> str:
        day = days_ago(back)
        rows = habits(journal, day)
        return "".join(text for text, _ in heading(TodayView(journal, rows, day, TODAY, 0), 100))

    assert "done for today" in said(0)
    assert "done for today" not in said(1)
    assert "all done" in said(1)
    assert TODAY - timedelta(days=1) == days_ago(1)
