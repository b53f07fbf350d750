"""Import as a room: every way in and out has its key, and files that were found are offered."""

import asyncio
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.events import Paste

from ssi_tui.model.entries import Action
from ssi_tui.store import Store
from ssi_tui.store.batch import put
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.exchange.draw import FoundFile, draw, items
from ssi_tui.tui.exchange.room import REST, ImportRoom, look_for
from tests.exchange.linkedin.archive_maker import Made
from tests.tui.helpers import TODAY, settled, text_of

Make = Callable[..., SsiApp]
SIZE = (80, 24)


async def test_a_file_that_was_found_is_shown_by_enter_and_imported_by_another(
    make_app: Make, store: Store, tmp_path: Path
) -> None:
    (tmp_path / "Downloads").mkdir()
    Made().everything().zip(tmp_path / "Downloads" / "Complete_LinkedInDataExport_11-01-2026.zip")
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("7")
        await settled(pilot)
        await settled(pilot)
        assert "Complete_LinkedInDataExport_11-01-2026.zip   ~/Downloads" in text_of(app)
        await pilot.press(*["down"] * 9, "enter")
        await settled(pilot)
        await settled(pilot)
        assert "229 actions are new" in text_of(app)
        assert store.read().empty
        await pilot.press("enter")
        await settled(pilot)
        assert "one u takes all of it back" in text_of(app)
    assert not store.read().empty


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("i", "enter read"),
        ("a", "enter read"),
        ("o", "enter read"),
        ("w", "enter read"),
        ("p", "Paste a score page"),
        ("e", "Export everything"),
        ("b", "Keep a copy now"),
    ],
)
async def test_each_way_has_its_key_and_escape_comes_back(
    make_app: Make, key: str, title: str
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("7")
        await settled(pilot)
        await pilot.press(key)
        await settled(pilot)
        assert title in text_of(app)
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen is app.main


@pytest.mark.parametrize("form", ["{}", "'{}' ", "file://{}"])
async def test_a_file_dropped_on_the_window_is_shown_and_other_text_is_a_score_page(
    make_app: Make, tmp_path: Path, form: str
) -> None:
    Made().everything().zip(tmp_path / "export.zip")
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("7")
        await settled(pilot)
        app.post_message(Paste(form.format(tmp_path / "export.zip")))
        await settled(pilot)
        await settled(pilot)
        assert "229 actions are new" in text_of(app)
        await pilot.press("escape")
        app.post_message(Paste("nothing\nof a page"))
        await settled(pilot)
        assert "Nothing of a score page is in this text." in text_of(app)


async def test_a_click_does_what_its_line_says(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("7")
        await settled(pilot)
        lines = text_of(app).split("\n")
        y = next(number for number, line in enumerate(lines) if "Export everything" in line)
        await pilot.click(offset=(10, y))
        await settled(pilot)
        assert "enter write" in text_of(app)


def test_only_files_that_look_meant_for_the_journal_are_found_newest_first(tmp_path: Path) -> None:
    names = [
        "Complete_LinkedInDataExport_11-01-2026.zip",
        "Basic_LinkedInDataExport_01-02-2026 (1).zip",
        "AggregateAnalytics_Ana Bell_2026.xlsx",
        "ssi-tui-2026-11-20.json",
        "holiday.zip",
        "budget.xlsx",
        "notes.json",
    ]
    for age, name in enumerate(names):
        file = tmp_path / name
        file.touch()
        os.utime(file, (1_700_000_000 - age, 1_700_000_000 - age))
    found = look_for(["~", "~/nowhere"])
    assert [one.name for one in found] == names[:4]
    assert {one.folder for one in found} == {"~"}


@pytest.mark.parametrize("width", [40, 60, 80, 200])
@pytest.mark.parametrize("height", [8, 15, 20, 46])
def test_the_list_fits_every_size_and_shows_the_chosen_line(width: int, height: int) -> None:
    files = [FoundFile(f"~/Downloads/Complete_LinkedInDataExport_{n}.zip", TODAY) for n in range(5)]
    files.append(FoundFile("~/Downloads/日本語" * 9 + ".zip", date(2025, 1, 2)))
    listed = items(files, TODAY)
    for at in (0, 6, len(listed) - 1):
        drawn = draw(listed, at, width, height)
        assert len(drawn.rows) <= height
        assert all(sum(cell_len(text) for text, _style in row) <= width for row in drawn.rows)
        assert at in drawn.line_at.values()


LARGE = (140, 40)


async def test_a_wide_window_shows_what_the_chosen_file_would_bring_and_why_another_cannot_come_in(
    make_app: Make, store: Store, tmp_path: Path
) -> None:
    (tmp_path / "Downloads").mkdir()
    made = Made().everything().zip(tmp_path / "Downloads" / "Complete_LinkedInDataExport.zip")
    os.utime(made, (2_000_000_000, 2_000_000_000))
    (tmp_path / "Downloads" / "ssi-tui-2026-06-01.json").write_text("{")
    app = make_app()
    async with app.run_test(size=LARGE) as pilot:
        await pilot.press("7")
        await settled(pilot)
        await settled(pilot)
        shown = text_of(app)
        assert "How to get LinkedIn’s archive" in shown
        assert "229 actions are new, 0 are in the journal already." in shown
        await pilot.press(*["down"] * 8)
        await settled(pilot)
        shown = text_of(app)
        assert "How to get" not in shown
        assert "Mon 6 Jan 2025 to Mon 16 Jun 2025" in shown
        assert "more lines" in shown
        await pilot.press("down")
        await settled(pilot)
        assert "ssi-tui-2026-06-01.json is not JSON" in text_of(app)
    assert store.read().empty


async def test_a_file_that_is_passed_by_is_not_read(
    make_app: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Downloads").mkdir()
    (tmp_path / "Downloads" / "ssi-tui-2026-06-01.json").write_text("{")
    asked: list[object] = []
    monkeypatch.setattr("ssi_tui.tui.exchange.importing.read", lambda *given: asked.append(given))
    app = make_app()
    async with app.run_test(size=LARGE) as pilot:
        await pilot.press("7")
        await settled(pilot)
        room = app.query_one(ImportRoom)
        for at in (*range(9), 7):
            room.choose(at)
            await asyncio.sleep(0)
        await pilot.pause(2 * REST)
    assert not asked


@pytest.mark.parametrize("size", [SIZE, LARGE])
async def test_enter_takes_one_import_back_and_leaves_what_came_later(
    make_app: Make, store: Store, size: tuple[int, int]
) -> None:
    put(store, actions=[Action(id=1, kind="comment", day=TODAY, count=3)])
    put(store, actions=[Action(id=2, kind="post", day=TODAY, count=2)])
    store.log("message", TODAY)
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await pilot.press("7")
        await settled(pilot)
        await pilot.press(*["down"] * 9)
        assert "Enter takes this import back" in text_of(app)
        await pilot.press("enter")
        await settled(pilot)
        await settled(pilot)
        assert store.read().day_counts(TODAY) == {"post": 2, "message": 1}
        assert "taken back" in text_of(app)
        await pilot.press("enter")
        await settled(pilot)
        assert store.read().day_counts(TODAY) == {"comment": 3, "post": 2, "message": 1}
