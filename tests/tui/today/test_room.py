"""Today: keys become entries on the disk, and nothing typed is lost."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import App
from textual.events import Key

from ssi_tui.model.entries import Action
from ssi_tui.model.terms import default_targets
from ssi_tui.store import Store
from ssi_tui.store.batch import put
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.journal.diary import alike, same
from ssi_tui.tui.journal.writes import LogStep, SetCount, SetNote, SetTarget, Write
from ssi_tui.tui.shell.forms import Entry
from ssi_tui.tui.today.shown import habits
from tests.tui.helpers import TODAY, days_ago, fill, settled, text_of

Make = Callable[..., SsiApp]


async def test_a_letter_adds_one_and_its_capital_takes_one_back(make_app: Make, store: Store):
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "c", "p", "C")
        await settled(pilot)
        assert store.read().day_counts(TODAY) == {"comment": 1, "post": 1}
        assert "1 comment, today" in text_of(pilot.app)


async def test_keys_typed_quickly_all_count(make_app: Make, store: Store):
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press(*"cpmcpmcpmcccvvvvC")
        await settled(pilot)
    counts = store.read().day_counts(TODAY)
    assert counts == {"comment": 5, "post": 3, "message": 3, "profile-view": 4}


@pytest.mark.parametrize(
    "write",
    [
        LogStep("comment", TODAY, 1),
        LogStep("comment", days_ago(9), -1),
        LogStep("article", TODAY, 2),
        SetCount("post", days_ago(40), 7),
        SetNote(TODAY, "called"),
    ],
)
def test_a_write_on_the_disk_is_what_was_drawn_with_its_key(store: Store, write: Write) -> None:
    fill(store)
    hoped = write.hope(store.read())
    write.run(store, None)
    saved = store.read()
    assert alike(hoped, saved)
    assert not same(hoped, saved)
    assert habits(hoped, TODAY) == habits(saved, TODAY)
    for other in (
        LogStep("comment", TODAY, 1),
        SetNote(days_ago(3), "else"),
        SetTarget("post", None),
    ):
        assert not alike(hoped, other.hope(saved))


async def test_what_was_drawn_with_the_key_is_not_drawn_again_once_it_is_saved(
    make_app: Make, store: Store
) -> None:
    fill(store)
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        drawn = []
        app.watch(app, "journal", lambda: drawn.append(app.first.habits._drawn), init=False)
        await pilot.press("c")
        await settled(pilot)
        assert len(drawn) == 2  # with the key, and from the disk
        assert drawn[0] is drawn[1] is app.first.habits._drawn
        assert app.first.view.journal is app.journal
        store.log("post", TODAY)  # another program
        app._look()
        await settled(pilot)
        assert app.first.habits._drawn is not drawn[1]


async def test_the_arrows_change_the_day_but_never_into_the_future(make_app: Make, store: Store):
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("left", "left", "c", "right", "right", "right")
        await settled(pilot)
        assert "still to come" in text_of(pilot.app)
        await pilot.press("p")
        await settled(pilot)
    journal = store.read()
    assert journal.count("comment", days_ago(2)) == 1
    assert journal.count("post", TODAY) == 1


async def test_enter_types_an_exact_number(make_app: Make, store: Store):
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "enter", "1", "2", "enter")
        await settled(pilot)
    assert store.read().count("post", TODAY) == 12


async def test_a_wrong_number_is_named_and_stays_to_be_corrected(make_app: Make, store: Store):
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "1", "x", "enter")
        await pilot.pause()
        assert "“1x” is not a whole number" in text_of(pilot.app)
        await pilot.press("backspace", "enter")
        await settled(pilot)
    assert store.read().count("comment", TODAY) == 1


async def test_a_note_is_kept_as_typed(make_app: Make, store: Store):
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("n", *"[AI]", "space", *"ok?", "enter")
        await settled(pilot)
        assert "[AI] ok?" in text_of(pilot.app)
    assert store.read().note(TODAY) == "[AI] ok?"


async def test_a_form_writes_once(make_app: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    app, written = make_app(), []
    monkeypatch.setattr(app, "write", written.append)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", *"once", "enter")
        await settled(pilot)
    assert written == [SetNote(TODAY, "once")]


async def test_escape_leaves_a_form_without_writing(make_app: Make, store: Store):
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("n", *"cc", "escape", "c")
        await settled(pilot)
    journal = store.read()
    assert journal.note(TODAY) == ""
    assert journal.count("comment", TODAY) == 1


async def test_the_score_takes_decimal_commas_and_is_saved_with_enter(make_app: Make, store: Store):
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("s", *"17,2", "tab", *"13.8", "tab", *"12", "tab", *"17.9")
        await pilot.pause()
        assert "= 60.9" in text_of(pilot.app)
        await pilot.press("enter")
        await settled(pilot)
        assert "SSI 60.9" in text_of(pilot.app)
    reading = store.read().reading(TODAY)
    assert reading is not None
    assert (reading.brand, reading.total) == (17.2, 60.9)


async def test_the_total_alone_is_enough(make_app: Make, store: Store):
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "up", *"61", "enter")
        await settled(pilot)
    reading = store.read().reading(TODAY)
    assert reading is not None
    assert (reading.brand, reading.total) == (None, 61)


@pytest.mark.parametrize("known", [False, True])
async def test_more_than_a_pillar_has_is_the_total(
    make_app: Make, store: Store, known: bool
) -> None:
    if known:
        parts = {"brand": 10.0, "people": 11.0, "insights": 12.0, "relationships": 13.0}
        store.add_reading(TODAY, **parts)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        await settled(pilot)
        if known:
            await pilot.press("home", *["delete"] * 4)
        await pilot.press(*"61")
        await settled(pilot)
        assert "total alone" not in text_of(pilot.app)  # it stands where totals stand
        await pilot.press(*".5", "enter")
        await settled(pilot)
    reading = store.read().reading(TODAY)
    assert reading is not None
    assert (reading.brand, reading.total) == (None, 61.5)


async def test_ctrl_z_lets_go_of_the_journal_first(
    make_app: Make, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def suspended(_app: App[None]) -> None:
        seen.append(store.read().count("comment", TODAY))

    monkeypatch.setattr(App, "action_suspend_process", suspended)
    store.log("comment", TODAY)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press(*"ccc", "ctrl+z")
        await settled(pilot)
    assert seen == [4]


async def test_a_score_typed_again_keeps_its_ranks(make_app: Make, store: Store) -> None:
    store.add_reading(TODAY, total=40.0, industry_rank=20, network_average=36.5)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "up", *"44", "enter")
        await settled(pilot)
    reading = store.read().reading(TODAY)
    assert reading
    assert (reading.total, reading.industry_rank, reading.network_average) == (44, 20, 36.5)


async def test_a_refused_score_says_why_and_keeps_what_was_typed(make_app: Make, store: Store):
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("s", *"101", "enter")
        await pilot.pause()
        assert "Brand: “101” is not a number from 0 to 25" in text_of(pilot.app)
        await pilot.press("backspace", "enter")
        await pilot.pause()
        assert "3 of the four pillars to go" in text_of(pilot.app)
    assert store.read().readings == ()


async def test_undo_and_redo_belong_to_both_front_ends(make_app: Make, store: Store):
    async with make_app().run_test(size=(80, 24)) as pilot:
        store.log("post", TODAY, 3)
        await pilot.press("c", "u")
        await settled(pilot)
        assert store.read().day_counts(TODAY) == {"post": 3}
        await pilot.press("u")
        await settled(pilot)
        assert "Taken back: 3 posts" in text_of(pilot.app)
        assert store.read().day_counts(TODAY) == {}
        records = json.loads(Path(store.folder, f"{TODAY:%Y-%m}.json").read_text())[
            "changes"
        ].values()
        assert {record["undone_by"] for record in records if record["undone"]} == {"tui"}
        await pilot.press("U")
        await settled(pilot)
        assert store.read().day_counts(TODAY) == {"post": 3}


async def test_any_action_of_the_catalogue_can_be_added(make_app: Make, store: Store):
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("a", *"meet", "enter")
        await settled(pilot)
        assert "Meetings" in text_of(pilot.app)
    assert store.read().day_counts(TODAY) == {"meeting": 1}


async def test_what_another_program_writes_appears(make_app: Make, store: Store):
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        store.log("comment", TODAY, 7)
        for _ in range(60):
            await pilot.pause(0.1)
            if "7 / 5" in text_of(pilot.app):
                break
        assert "7 / 5" in text_of(pilot.app)


async def test_an_empty_journal_greets_and_shows_the_way(make_app: Make):
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = text_of(pilot.app)
        assert "Welcome" in screen
        assert "press c now" in screen
        assert "linkedin.com/sales/ssi" in screen


async def test_the_sample_is_marked_and_left_again_without_a_trace(make_app: Make, store: Store):
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("d")
        await settled(pilot)
        assert "made up" in text_of(pilot.app).split("\n")[0]
        await pilot.press("c")
        await settled(pilot)
        assert "u takes it back" in text_of(pilot.app)
        await pilot.press("d")
        await settled(pilot)
        assert "made up" not in text_of(pilot.app).split("\n")[0]
    assert store.read().empty


async def test_done_is_a_state(make_app: Make, store: Store):
    for kind in ("comment", "post", "request-with-note", "message", "people-search"):
        store.log(kind, TODAY, 10)
    store.log("profile-view", TODAY, 10)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "✓ done for today" in text_of(pilot.app)


async def test_the_day_of_an_older_score_is_named(make_app: Make, store: Store):
    fill(store)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "in 7 d · Thu 19 Nov" in text_of(pilot.app)


async def test_a_letter_pressed_right_behind_backspace_is_not_taken_away_by_it(
    make_app: Make,
) -> None:
    async with make_app().run_test() as pilot:
        await pilot.press("n", "9", "9", "9")
        await settled(pilot)
        field = pilot.app.screen.query(Entry).last()
        for key, character in (
            *[("backspace", "\x7f")] * 3,
            ("5", "5"),
            ("left", None),
            ("4", "4"),
        ):
            pilot.app.post_message(Key(key, character))
        await settled(pilot)
        assert field.value == "45"


async def test_keys_of_a_row_do_nothing_where_there_is_none(make_app: Make, store: Store) -> None:
    none = dict.fromkeys(default_targets(), "none")
    put(store, actions=[Action(id=1, kind="comment", day=days_ago(100), count=1)], targets=none)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("plus", "minus", "enter", "e", "down", "up")
        await settled(pilot)
        assert not pilot.app.main.room.view.habits
        assert not pilot.app.main.room.open_forms()
