"""Today's habits: how often, own actions, rest, sentences; and keys typed ahead of a form."""

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from ssi_tui.model.terms import OwnAction, Target
from ssi_tui.settings import Settings
from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.shell.commands import letters
from ssi_tui.tui.today.shown import best_week, habits, weeks_in_a_row
from tests.tui.helpers import TODAY, days_ago, settled, text_of

Make = Callable[..., SsiApp]
SMALL = (80, 24)


async def at_once(pilot: Pilot[None], *keys: str) -> None:
    """All keys before the app has looked at any of them."""
    for key in keys:
        pilot.app.simulate_key(key)
    for _ in range(4):
        await pilot.pause()
        await settled(pilot)


async def test_keys_typed_ahead_go_where_they_were_meant_for(make_app: Make, store: Store) -> None:
    async with make_app().run_test(size=SMALL) as pilot:
        await at_once(pilot, "n", *"cpm", "enter", "c", "n", *"vv", "escape", "p")
    journal = store.read()
    assert journal.note(TODAY) == "cpm"
    assert journal.day_counts(TODAY) == {"comment": 1, "post": 1}


async def test_a_score_typed_in_one_go_is_taken_field_by_field(
    make_app: Make, store: Store
) -> None:
    async with make_app().run_test(size=SMALL) as pilot:
        keys = [*"17,2", "tab", *"13.8", "tab", *"12", "tab", *"17.9", "enter"]
        await at_once(pilot, "s", *keys, "m")
    reading = store.read().reading(TODAY)
    assert reading is not None
    assert (reading.brand, reading.relationships, reading.total) == (17.2, 17.9, 60.9)
    assert store.read().day_counts(TODAY) == {"message": 1}


async def test_a_refusal_gives_the_keys_behind_it_to_the_form(make_app: Make, store: Store) -> None:
    async with make_app().run_test(size=SMALL) as pilot:
        await at_once(pilot, "enter", "x", "enter", "backspace")
        await at_once(pilot, "4", "enter")
    assert store.read().count("comment", TODAY) == 4


async def test_e_says_how_often_one_wants_to(make_app: Make, store: Store) -> None:
    async with make_app().run_test(size=SMALL) as pilot:
        await pilot.press("e", *"mon,fri", "enter")
        await settled(pilot)
        assert "Target for comments: Mon, Fri" in text_of(pilot.app)
        assert store.read().targets["comment"] == Target.parse("comment", "mon,fri")
        await pilot.press("u", "down", "e", *"3 times", "enter")
        await pilot.pause()
        assert "3/week, 2/day, daily" in text_of(pilot.app)
        await pilot.press(*["backspace"] * 7, *"none", "enter")
        await settled(pilot)
    targets = store.read().targets
    assert str(targets["comment"]) == "5/week"
    assert "post" not in targets


async def test_an_action_of_ones_own_is_made_logged_and_taken_back(
    make_app: Make, store: Store
) -> None:
    async with make_app().run_test(size=(140, 40)) as pilot:
        await pilot.press("a", *"your own", "enter")
        await pilot.pause()
        await pilot.press(*"[Talk]", "tab", *"insi", "tab", "tab", "k", "enter")
        await settled(pilot)
        assert "[Talk]" in text_of(pilot.app)
        assert store.read().own_actions == {"[Talk]": OwnAction("[Talk]", "insights", None, "k")}
        await pilot.press("k", "k")
        await settled(pilot)
        assert store.read().day_counts(TODAY) == {"[Talk]": 2}
        await pilot.press("u", "a", *"talk", "enter")
        await settled(pilot)
        assert store.read().day_counts(TODAY) == {"[Talk]": 2}


async def test_an_own_action_without_a_pillar_is_not_kept(make_app: Make, store: Store) -> None:
    async with make_app().run_test(size=(140, 40)) as pilot:
        await pilot.press("a", *"your own", "enter")
        await pilot.pause()
        await pilot.press(*"Talk", "tab", *"zz", "enter")
        await settled(pilot)
        assert "The pillar is one of Brand, People" in text_of(pilot.app)
        assert not store.read().own_actions


async def test_a_day_of_rest_is_planned_by_name_and_ends_the_same_way(
    make_app: Make, store: Store
) -> None:
    async with make_app().run_test(size=SMALL) as pilot:
        await pilot.press("c", ":", *"rest", "enter")
        await settled(pilot)
        screen = text_of(pilot.app)
        assert "– a day of rest" in screen
        assert "A day of rest: nothing is due." in screen
        assert store.read().rest(TODAY) is not None
        await pilot.press("c")  # what is on its way keeps the rest
        await pilot.pause()
        assert "– a day of rest" in text_of(pilot.app)
        await pilot.press(":", *"rest", "enter")
        await settled(pilot)
        assert "no day of rest any more" in text_of(pilot.app)
    assert store.read().rest(TODAY) is None


async def test_the_day_stands_in_sentences(make_app: Make, store: Store) -> None:
    store.log("comment", TODAY, 2)
    store.set_note(TODAY, "[ok]")
    store.add_reading(TODAY, total=61)
    async with make_app().run_test(size=SMALL) as pilot:
        await settled(pilot)
        await pilot.press("x")
        await pilot.pause()
        screen = " ".join(text_of(pilot.app).split())
        assert "Comments: 2 today, 2 of 5 this week, open, usual 2.0 a week. Key c." in screen
        assert "note: [ok]" in screen
        assert "SSI 61" in screen
        await pilot.press("c", "c")
        await settled(pilot)
    assert store.read().count("comment", TODAY) == 3  # the first one closed the page


async def test_bars_show_without_any_colour_how_much_is_left(make_app: Make, store: Store) -> None:
    store.log("comment", TODAY, 2)
    async with make_app().run_test(size=(80, 15)) as pilot:
        await pilot.pause()
        assert "▆▆▆▆▁▁▁▁▁▁" in text_of(pilot.app)
    async with make_app().run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        assert "████▌░░░░░" in text_of(pilot.app)


async def test_the_wheel_chooses_and_writes_nothing(make_app: Make, store: Store) -> None:
    store.log("comment", TODAY)
    async with make_app().run_test(size=SMALL) as pilot:
        await pilot.pause()
        today = pilot.app.main.first  # type: ignore[attr-defined]
        await pilot.click("#habits", offset=(20, 3))
        assert today.view.at == 1
        await pilot.click("#habits", offset=(3, 3))
        await settled(pilot)
    assert store.read().day_counts(TODAY) == {"comment": 1, "post": 1}


@pytest.mark.parametrize("shown", ["shown", "hidden"])
async def test_weeks_in_a_row_are_for_those_who_want_them(
    make_app: Make, store: Store, shown: str
) -> None:
    for kind in list(store.read().targets):
        store.set_target(Target.parse(kind, "1/week") if kind == "post" else None, kind)
    for back in (0, 7, 14):
        store.log("post", days_ago(back))
    async with make_app(settings=Settings(streaks=shown)).run_test(size=(140, 40)) as pilot:
        await settled(pilot)
        assert ("3 weeks in a row" in text_of(pilot.app)) == (shown == "shown")


def test_the_best_week_is_any_seven_days_on_end(store: Store) -> None:
    for back, count in ((0, 1), (6, 5), (7, 4), (13, 9), (90, 50)):
        store.log("post", days_ago(back), count)
    journal = store.read()
    assert best_week(journal.counts()["post"], TODAY) == 13
    (row,) = (one for one in habits(journal, TODAY) if one.kind == "post")
    assert row.best == 13


def test_one_target_missed_ends_the_weeks_in_a_row(store: Store) -> None:
    store.log("post", TODAY)
    assert weeks_in_a_row(store.read(), TODAY, "monday") == 0


def test_own_keys_are_given_unless_they_have_another_meaning() -> None:
    given = letters(["comment", "[Talk]", "Walk"], {"[Talk]": "k", "Walk": "s"})
    assert given["[Talk]"] == "k"
    assert given["Walk"] not in ("s", "k", "c")
    assert letters(["comment", "[Talk]"], {"[Talk]": "c"})["[Talk]"] == "c"
