"""The frame: tabs, keys, help, palette, themes and sizes."""

import re
from collections.abc import Callable

import pytest
from rich.cells import cell_len
from textual.events import Key
from textual.screen import Screen

from ssi_tui.settings import load_settings
from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.live.screen import LiveScreen
from ssi_tui.tui.shell.dialogs import ChoiceList, keys_text
from ssi_tui.tui.shell.frame import key_at
from ssi_tui.tui.shell.main import Main
from tests.tui import quick, walk
from tests.tui.helpers import TODAY, days_ago, settled, text_of

Make = Callable[..., SsiApp]
SIZES = [(40, 12), (60, 20), (80, 24), (120, 40), (140, 40), (200, 50)]
EXTREMES = [SIZES[0], SIZES[-1]]


@pytest.mark.parametrize("journal", ["empty", "filled"])
async def test_everything_fills_every_size_exactly(
    make_app: Make, store: Store, monkeypatch: pytest.MonkeyPatch, journal: str
) -> None:
    """One app walks through it, and at each stop its window changes."""
    walk.answered_by_formulas(monkeypatch)
    monkeypatch.setattr(Screen, "_compositor_refresh", lambda _: None)  # painted for the look only
    if journal == "filled":
        walk.journal(store)
    app = make_app()
    seen, faults = 0, []
    async with app.run_test(size=SIZES[-1]) as pilot:
        async for stop, _text in walk.walk(app, pilot):
            page = not isinstance(app.screen, Main | LiveScreen)
            often = page or app.main.room.open_forms()  # a few sorts, each seen many times
            sizes = SIZES
            if often:
                sizes = EXTREMES if journal == "filled" else []
            elif journal == "empty":  # the smallest, the largest, and the others by turns
                sizes = [*EXTREMES, SIZES[1 + seen % 4]]
            for size in sizes:
                await quick.resize(pilot, *size)
                lines = text_of(app).split("\n")
                seen += 1
                if len(lines) != size[1] or {cell_len(line) for line in lines} != {size[0]}:
                    faults.append((stop.name, size))
    assert seen > 100
    assert not faults


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_every_room_opens_in_every_size(
    make_app: Make, store: Store, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    walk.answered_by_formulas(monkeypatch)
    walk.journal(store)
    app = make_app()
    async with app.run_test(size=size) as pilot:
        async for stop, text in walk.walk(app, pilot, walk.ROOMS):
            lines = text.split("\n")
            assert len(lines) == size[1], stop.name
            assert {cell_len(line) for line in lines} == {size[0]}, stop.name
            assert "? keys" in lines[-1], stop.name


async def test_a_smaller_terminal_gets_one_sentence(make_app: Make) -> None:
    async with make_app().run_test(size=(39, 11)) as pilot:
        await pilot.pause()
        assert "needs 40 columns and 12 rows" in " ".join(text_of(pilot.app).split())
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "Friday 20 November" in text_of(pilot.app)


async def test_any_key_closes_the_help_and_does_nothing_else(make_app: Make, store: Store) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("?")
        await pilot.pause()
        assert "any key closes" in text_of(pilot.app)
        assert "Comments" in text_of(pilot.app)
        await pilot.press("c")
        await settled(pilot)
        assert "any key closes" not in text_of(pilot.app)
        await pilot.press("?")
        await pilot.pause()
        await pilot.click(offset=(20, 8))  # a row of habits lies there below
        await settled(pilot)
        assert "any key closes" not in text_of(pilot.app)
    assert store.read().empty


@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
async def test_the_palette_finds_commands_by_name(make_app: Make, store: Store, key: str) -> None:
    store.log("comment", TODAY)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(key)
        await pilot.pause()
        assert "All commands" in text_of(pilot.app)
        await pilot.press(*"undo", "enter")
        await settled(pilot)
    assert store.read().empty


async def test_the_palette_says_how_many_commands_are_below(make_app: Make) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press(":")
        await settled(pilot)
        found = re.search(r"↓ (\d+) more lines", text_of(pilot.app))
        choices = pilot.app.screen.query_one(ChoiceList)
        assert found
        assert int(found[1]) == len(choices.all) - choices.listed + 1
        await pilot.press(*["pagedown"] * 4)
        await settled(pilot)
        assert "more lines" not in text_of(pilot.app)
        assert "▸ Settings" in text_of(pilot.app)


async def test_a_search_counts_what_fits_and_says_the_chosen_line_whole(make_app: Make) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await settled(pilot)
        choices = pilot.app.screen.query_one(ChoiceList)
        shown = text_of(pilot.app)
        assert f" {len(choices.all)} " in shown.split("\n")[3]
        assert "whatever you did…" in shown
        assert "\n    you were on LinkedIn that day, whatever you did there" in shown
        await pilot.press(*"posts")
        await settled(pilot)
        fitting = len(choices.fitting)
        assert 0 < fitting < len(choices.all)
        assert f"{fitting} / {len(choices.all)}" in text_of(pilot.app).split("\n")[3]


def test_keys_of_a_page_stand_out_and_words_do_not() -> None:
    said = keys_text("↑↓ choose · enter take · esc leave")
    assert str(said) == "↑↓ choose · enter take · esc leave"
    assert [str(said)[span.start : span.end] for span in said.spans] == ["↑↓", "enter", "esc"]
    assert not keys_text("any other key closes").spans


@pytest.mark.parametrize(("digit", "key"), [("1", "z"), ("2", "z"), ("6", "tab"), ("8", "9")])
async def test_a_key_that_does_nothing_says_so(make_app: Make, digit: str, key: str) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press(digit, key)
        await settled(pilot)
        assert f"{key} does nothing here; ? lists the keys." in text_of(pilot.app)


async def test_the_palette_opens_screens_too(make_app: Make) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.press(":", *"what-if", "enter")
        await settled(pilot)
        assert "in 26 weeks" in text_of(pilot.app)


async def test_the_theme_changes_by_key_and_is_kept(make_app: Make) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        seen = []
        for _ in range(3):
            await pilot.press("t")
            await pilot.pause()
            seen.append(pilot.app.theme)
        assert seen == ["light", "contrast", "dark"]
        await pilot.press("t")
        await pilot.pause()
    assert load_settings().theme == "light"


async def test_tabs_rows_and_letters_take_clicks(make_app: Make, store: Store) -> None:
    async with make_app().run_test(size=(80, 24)) as pilot:
        await pilot.click("#habits", offset=(3, 3))
        await settled(pilot)
        await pilot.click("#tabs", offset=(31, 0))
        await settled(pilot)
        assert "in 26 weeks" in text_of(pilot.app)
        await pilot.click("#tabs", offset=(3, 0))
        await settled(pilot)
        assert "Friday 20 November" in text_of(pilot.app)
    assert sum(store.read().day_counts(TODAY).values()) == 1


@pytest.mark.parametrize("name", ["", "Ana", "A. N. Ordinary-Longname"])
@pytest.mark.parametrize("sample", [False, True])
async def test_tabs_keep_their_names_at_80_columns_whosever_journal_it_is(
    make_app: Make, name: str, sample: bool
) -> None:
    app = make_app(sample=sample)
    app.journals.name = name
    app.journals.host.new_aside()
    async with app.run_test(size=(80, 24)) as pilot:
        for key in "18":
            await pilot.press(key)
            row = text_of(pilot.app).split("\n")[0]
            assert all(one in row for one in ("Today", "6", "Profiles", "7", "Import", "Settings"))
            assert ("made up" if sample else name[:8]) in row


async def test_where_there_is_room_the_brand_and_the_whole_name_are_there(make_app: Make) -> None:
    async with make_app().run_test(size=(100, 24)) as pilot:
        assert text_of(pilot.app).startswith(" ssi ")
        assert "Ana" in text_of(pilot.app).split("\n")[0]


@pytest.mark.parametrize("width", [40, 60, 80, 90, 120])
async def test_a_click_on_a_tab_opens_it_however_close_they_stand(
    make_app: Make, width: int
) -> None:
    app = make_app(sample=True)
    async with app.run_test(size=(width, 24)) as pilot:
        for digit in "3571":
            await pilot.click("#tabs", offset=(text_of(app).split("\n")[0].index(digit), 0))
            await settled(pilot)
            assert app.main.tabs.current == app.main.tabs.tabs[int(digit) - 1].id


async def test_a_key_of_the_key_row_can_be_clicked(make_app: Make, store: Store) -> None:
    store.log("comment", TODAY)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        row = text_of(pilot.app).split("\n")[-1]
        await pilot.click("#keys", offset=(row.index("c "), 0))
        await settled(pilot)
        assert store.read().count("comment", TODAY) == 2
        await pilot.click("#keys", offset=(row.index("undo"), 0))
        await settled(pilot)
        assert store.read().count("comment", TODAY) == 1
        await pilot.click("#keys", offset=(row.index("←→"), 0))
        await settled(pilot)
        assert "Thursday 19 November" in text_of(pilot.app)
        await pilot.click("#keys", offset=(row.index("←→") + 1, 0))
        await pilot.click("#keys", offset=(row.index("n note"), 0))
        await settled(pilot)
        await pilot.press(*"Tk")
        row = text_of(pilot.app).split("\n")[-1]
        await pilot.click("#keys", offset=(row.index("enter"), 0))
        await settled(pilot)
    assert store.read().note(TODAY) == "Tk"


@pytest.mark.parametrize(
    ("keys", "offset", "key"),
    [
        ("v V", 0, "v"),
        ("v V", 2, "V"),
        ("v V", 9, "v"),
        ("[ ]", 2, "]"),
        ("↑↓", 1, "down"),
        ("enter", 3, "enter"),
        ("esc", 1, "escape"),
        ("+ -", 2, "-"),
        ("ctrl+c", 2, "ctrl+c"),
    ],
)
def test_a_hint_says_which_key_stands_where(keys: str, offset: int, key: str) -> None:
    assert key_at(keys, offset) == key


@pytest.mark.parametrize("key", ["q", "ctrl+c"])
async def test_leaving_waits_for_what_is_on_its_way(make_app: Make, store: Store, key: str) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"ccccc", key)
        await pilot.pause()
    assert app.return_code == 0
    assert store.read().count("comment", TODAY) == 5


async def test_a_command_typed_faster_than_the_palette_opens_is_no_row_of_habits(
    make_app: Make, store: Store
) -> None:
    store.log("comment", TODAY)
    async with make_app().run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for key in (":", *"undo", "enter"):
            pilot.app.post_message(Key(key, key if len(key) == 1 else None))
        for _ in range(3):
            await settled(pilot)
    assert store.read().empty


@pytest.mark.parametrize("sample", [True, False])
async def test_a_journal_is_read_whole_also_when_another_one_was_open_before(
    make_app: Make, store: Store, sample: bool
) -> None:
    store.log("comment", days_ago(400))
    app = make_app(sample=sample)
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(2):
            quick.strike(app, "d")
            await settled(pilot)
            await settled(pilot)
            assert app.diary.shown.first is None
    assert app.own.shown.first is None or not sample
