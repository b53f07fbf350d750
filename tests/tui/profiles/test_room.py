"""Profiles: another person's journal while the app runs, and none of it ever mixed up or lost."""

import errno
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from ssi_tui.disk import Disk
from ssi_tui.model.entries import Action, Reading
from ssi_tui.model.journal import Journal
from ssi_tui.settings import load_settings, profile_folder
from ssi_tui.store import Store
from ssi_tui.store.profiles import create_profile, list_profiles
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.profiles.draw import draw
from ssi_tui.tui.profiles.summaries import WEEKS, ProfileLine, Summary, summarise
from tests.tui.helpers import NOW, TODAY, fill, settled, text_of

Make = Callable[..., SsiApp]
SIZE = (80, 24)


@pytest.fixture
def ben() -> Store:
    """Another person's journal."""
    made = create_profile("Ben [client]")
    store = Store(profile_folder(made.folder), now=lambda: NOW)
    store.log("post", TODAY, 2)
    return store


async def enter_profiles(pilot: Pilot[None]) -> None:
    """The list is there and read."""
    await pilot.press("6")
    await settled(pilot)
    await settled(pilot)


def line_of(app: SsiApp, name: str) -> str:
    """The line of the screen that has a name."""
    return next(line for line in text_of(app).split("\n") if name in line)


async def test_enter_opens_another_journal_and_what_is_logged_then_goes_there(
    make_app: Make, store: Store, ben: Store
) -> None:
    store.log("comment", TODAY, 3)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("n", "x", "enter")
        await enter_profiles(pilot)
        assert "✓  default" in line_of(app, "default")
        assert "1 day" in line_of(app, "Ben [client]")
        await pilot.press("up", "enter")
        await settled(pilot)
        assert "Ben [client] is open." in text_of(app)
        assert "Ben [client]" in text_of(app).split("\n")[0]
        await pilot.press("1", "c")
        await settled(pilot)
        assert "Posts                     2" in text_of(app)
    assert ben.read().day_counts(TODAY) == {"post": 2, "comment": 1}
    assert store.read().day_counts(TODAY) == {"comment": 3}
    assert store.read().note(TODAY) == "x"
    assert load_settings().profile == "ben-client"


@pytest.mark.usefixtures("ben")
async def test_rooms_that_were_entered_follow_to_the_other_journal(
    make_app: Make, store: Store
) -> None:
    fill(store)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("left", "8")
        await settled(pilot)
        await enter_profiles(pilot)
        await pilot.press("up", "enter")
        await settled(pilot)
        assert set(app.main.rooms) == {"today", "profiles"}
        await pilot.press("8")
        await settled(pilot)
        assert "profiles/ben-client" in text_of(app)
        await pilot.press("1")
        await settled(pilot)
        assert "Friday 20 November" in text_of(app)


@pytest.mark.usefixtures("ben")
async def test_the_sample_is_a_line_that_is_opened_and_left(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await enter_profiles(pilot)
        await pilot.press("down", "down", "enter")
        await settled(pilot)
        assert "✓  Workshop demo" in line_of(app, "Workshop demo")
        assert "made-up data" in text_of(app).split("\n")[0]
        await pilot.press("up", "enter")
        await settled(pilot)
        assert app.diary is app.own
        assert "✓  default" in line_of(app, "default")
    assert Store(profile_folder("default")).read().empty


async def test_a_new_journal_is_made_and_opened(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await enter_profiles(pilot)
        await pilot.press("n", *"Zoe", "enter")
        await settled(pilot)
        assert "Made Zoe, and opened it." in text_of(app)
        assert not app.main.room.open_forms()
        await pilot.press("n", *"zoe", "enter")
        await settled(pilot)
        assert "That name is taken." in text_of(app)
        await pilot.press("escape", "1", "p")
        await settled(pilot)
    assert Store(profile_folder("zoe")).read().count("post", TODAY) == 1


@pytest.mark.usefixtures("ben")
async def test_a_journal_is_renamed_in_its_folder(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await enter_profiles(pilot)
        await pilot.press("up", "r", *" jr", "enter")
        await settled(pilot)
        assert "Now called Ben [client] jr" in text_of(app)
        await pilot.press("down", "r")
        await settled(pilot)
        await pilot.press(*"x", "enter")
        await settled(pilot)
        assert "defaultx" in text_of(app).split("\n")[0]
    names = {one.folder: one.name for one in list_profiles()}
    assert names == {"ben-client": "Ben [client] jr", "default": "defaultx"}


async def test_a_journal_is_deleted_only_by_its_whole_name_and_lies_in_the_trash(
    make_app: Make, ben: Store, home: Path
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await enter_profiles(pilot)
        await pilot.press("up", "x")
        assert "x does nothing here; ? lists the keys." in text_of(app)
        await pilot.press("delete", *"Ben", "enter")
        await settled(pilot)
        assert "enter delete  esc leave" in text_of(app).split("\n")[-1]
        assert Path(ben.folder).is_dir()
        await pilot.press("escape", "enter")
        await settled(pilot)
        await pilot.press("backspace", *"Ben [client]", "enter")
        await settled(pilot)
        assert "Deleted Ben [client]" in text_of(app)
        assert "✓  default" in line_of(app, "default")
    assert not Path(ben.folder).exists()
    assert Store(home / "trash" / "2026-11-20-ben-client").read().count("post", TODAY) == 2
    assert load_settings().profile == "default"


@pytest.mark.usefixtures("ben")
async def test_what_the_disk_refuses_keeps_the_journal_open(folder: Path) -> None:
    class Full(Disk):
        def replace(self, *names: Any, **options: Any) -> Any:
            raise OSError(errno.ENOSPC, "No space left on device")

    app = SsiApp(Store(folder, now=lambda: NOW, disk=Full()), now=lambda: NOW)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("c")
        await enter_profiles(pilot)
        await pilot.press("up", "enter")
        await settled(pilot)
        assert "this journal stays open until it is" in text_of(app)
        assert app.own.store.folder == str(folder)
        assert app.own.unsaved == 1


async def test_a_damaged_journal_is_not_opened_unless_it_is_mended(
    make_app: Make, ben: Store
) -> None:
    (Path(ben.folder) / "2026-11.json").write_bytes(b"\0" * 99)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await enter_profiles(pilot)
        assert "2026-11.json is damaged" in line_of(app, "Ben [client]")
        await pilot.press("up", "enter")
        await settled(pilot)
        assert "cannot be opened" in text_of(app)
        await pilot.press("q")
        await settled(pilot)
        assert app.is_running
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert app.own.store.folder == ben.folder


async def test_a_half_typed_name_is_not_lost_by_an_accidental_quit(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await enter_profiles(pilot)
        await pilot.press("n", *"Zo", "ctrl+c")
        await settled(pilot)
        assert app.is_running
        assert "Something is NOT saved" in text_of(app)
        await pilot.press("e", "enter")
        await settled(pilot)
    assert Store(profile_folder("zoe")).name == "Zoe"


def test_a_line_says_score_days_last_entry_and_how_much_of_each_week_was_done() -> None:
    days = [TODAY - timedelta(days=back) for back in (0, 7, 8, 21)]
    actions = [Action(id=n, kind="comment", day=day, count=9) for n, day in enumerate(days)]
    reading = Reading(id=1, day=days[1], total=44.0)
    found = summarise(Journal(actions=actions, readings=[reading]), TODAY, "monday")
    assert found.score == 44.0
    assert (found.days, found.last) == (4, TODAY)
    assert len(found.weeks) == WEEKS
    assert found.weeks[: WEEKS - 4] == (None,) * (WEEKS - 4)
    done = 1 / 6  # one of six goals, however far it was passed
    assert found.weeks[-4:] == pytest.approx((done, 0.0, done, done))


@pytest.mark.parametrize("width", [40, 60, 80, 200])
@pytest.mark.parametrize("height", [8, 20, 46])
def test_the_table_fits_every_size_and_shows_the_chosen_line(width: int, height: int) -> None:
    known = Summary(50.2, 120, TODAY, (None, 0.0, 0.2, 0.5, 0.7, 0.9, 1.0, 1.0))
    lines = [ProfileLine(f"p{n}", f"Zoë van Dam {n} 日本語", known, n == 0) for n in range(30)]
    drawn = draw(lines, 29, TODAY, width, height)
    assert len(drawn.rows) <= height
    assert all(sum(cell_len(text) for text, _style in row) <= width for row in drawn.rows)
    assert 29 in drawn.line_at.values()
