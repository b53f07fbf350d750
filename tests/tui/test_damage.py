"""A journal that cannot be read: the ways on, and the app goes on once one of them worked."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ssi_tui.chart.text import plain_text
from ssi_tui.disk import Disk
from ssi_tui.settings import settings_file
from ssi_tui.store import Store
from ssi_tui.store.file_format import SCHEMA, encode
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.exchange.upkeep import Damage
from tests.tui.helpers import NOW, TODAY, days_ago, fill, settled, text_of

Make = Callable[..., SsiApp]
SIZE = (80, 24)


def spoil(folder: Path) -> Path:
    """Cut this month's file in the middle, as a full disk of an older program did."""
    file = folder / "2026-11.json"
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 2])
    return file


async def test_a_damaged_file_is_mended_from_a_backup_and_the_app_goes_on(
    make_app: Make, store: Store, folder: Path
) -> None:
    fill(store)
    assert store.back_up()
    before = store.read().day_counts(days_ago(1))
    spoil(folder)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "Mend this file" in text_of(app)
        await pilot.press("enter")
        await settled(pilot)
        await settled(pilot)
        assert "Mended: " in text_of(app)
        await pilot.press("c")
        await settled(pilot)
    assert store.read().day_counts(days_ago(1)) == before
    assert store.read().count("comment", TODAY) == 1


async def test_a_backup_is_put_in_place_of_a_damaged_journal(
    make_app: Make, store: Store, folder: Path
) -> None:
    store.log("comment", TODAY, 4)
    assert store.back_up()
    store.log("comment", TODAY, 3)
    spoil(folder)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "Put the backup of " in text_of(app)
        await pilot.press("down", "enter")
        await settled(pilot)
        await settled(pilot)
        assert "Restored." in text_of(app)
        assert "Friday 20 November" in text_of(app)
    assert store.read().count("comment", TODAY) == 4


async def test_each_row_of_the_window_shows_one_way_more(
    make_app: Make, store: Store, folder: Path
) -> None:
    store.log("comment", TODAY)
    copies = 9
    for _ in range(copies):
        assert store.back_up()
    spoil(folder)
    async with make_app().run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        page = pilot.app.screen
        assert isinstance(page, Damage)
        assert len({way.name for way in page.ways}) == len(page.ways) == copies + 1
        head = len(page.draw(100, 40).rows) - 2 - (copies + 1)
        for height in range(head + 5, 40):
            for at in (0, 4, copies):
                page.at = at
                rows, way_at = page.draw(100, height)
                assert len(way_at) == min(copies + 1, height - head - 4), height
                assert max(way_at) < len(rows) - 2
                assert at in way_at.values()
                assert "choose" in plain_text(rows)[-1]


async def test_a_newer_journal_offers_nothing_that_could_harm_it(
    make_app: Make, store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.log("comment", TODAY)
    with monkeypatch.context() as newer:
        newer.setattr("ssi_tui.store.file_format.SCHEMA", SCHEMA + 1)
        spoiled = encode({"actions": {}}, 7)
    file = folder / "2026-11.json"
    file.write_bytes(spoiled)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "Update ssi-tui and start it again." in text_of(app)
        assert "Mend" not in text_of(app)
        await pilot.press("enter", "q")
        await settled(pilot)
    assert app.return_code == 5
    assert file.read_bytes() == spoiled


async def test_a_backup_that_could_not_be_made_is_said_once(folder: Path) -> None:
    class NoCopies(Disk):
        def make_folder(self, path: Any, *args: Any, **options: Any) -> Any:
            if "backups" in str(path):
                raise OSError(28, "No space left on device")
            return super().make_folder(path, *args, **options)

    yesterday = datetime(2026, 11, 19, 9, 0)
    Store(folder, now=lambda: yesterday).log("comment", yesterday.date())
    app = SsiApp(Store(folder, now=lambda: NOW, disk=NoCopies()), now=lambda: NOW)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("c")
        await settled(pilot)
        assert "backup could not be made" in text_of(app)
        await pilot.press("p")
        await settled(pilot)
        assert "backup could not be made" not in text_of(app)
    assert Store(folder).read().day_counts(TODAY) == {"comment": 1, "post": 1}


async def test_a_damaged_old_month_is_mended_where_the_backups_are(
    make_app: Make, store: Store, folder: Path
) -> None:
    fill(store, weeks=30)
    assert store.back_up()
    before = store.read().counts()
    (folder / "2026-06.json").write_bytes(b"{")
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        assert "2026-06.json can’t be read · 7, then b" in text_of(app)
        await pilot.press("7", "b")
        await settled(pilot)
        await settled(pilot)
        assert "Mend this file" in text_of(app)
        await pilot.press("enter")
        await settled(pilot)
        await settled(pilot)
        assert "Mended: " in text_of(app)
        assert app.diary.shown.counts() == before


async def test_a_lost_month_and_odd_settings_are_said_once(folder: Path) -> None:
    store = Store(folder, now=lambda: NOW)
    store.log("comment", NOW.date())
    store.log("comment", NOW.date() - timedelta(days=60))
    next(path for path in folder.glob("20*.json") if "11" not in path.name).unlink()
    Path(settings_file()).write_text('{"theme": "sunrise"}')
    app = SsiApp(Store(folder, now=lambda: NOW), now=lambda: NOW)
    async with app.run_test(size=SIZE) as pilot:
        said = set()
        for _ in range(3):  # one remark a reading; the app may read by itself in between
            await settled(pilot)
            said.add(app.main.notice.text)
            said |= app.remarks._told
            app.read_on()
        assert any("sunrise" in text for text in said)
        assert any("is not there any more: `ssi doctor`" in text for text in said)
        await pilot.press("c")
        app.read_on()
        await settled(pilot)
        assert "doctor" not in app.main.notice.text


async def test_a_journal_whose_folder_vanished_is_not_made_anew(folder: Path) -> None:
    Store(folder, now=lambda: NOW).log("comment", NOW.date())
    app = SsiApp(Store(folder, now=lambda: NOW), now=lambda: NOW)
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        folder.rename(folder.with_name("moved"))
        await pilot.press("c")
        await settled(pilot)
        assert "NOT saved" in app.main.notice.text
        assert not folder.exists()
        folder.with_name("moved").rename(folder)
        await pilot.press("p")
        await settled(pilot)
    assert Store(folder).read().total("comment", NOW.date(), NOW.date()) == 2


async def test_rows_astray_are_shown_and_mended_with_a_count_of_each(
    make_app: Make, store: Store, folder: Path
) -> None:
    fill(store, weeks=8)
    before = store.read().counts()
    october, november = (folder / name for name in ("2026-10.json", "2026-11.json"))
    swapped = october.read_bytes()
    october.write_bytes(november.read_bytes())
    november.write_bytes(swapped)
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        while "Mend this file" in text_of(app):
            await pilot.press("enter")
            for _ in range(3):
                await settled(pilot)
        assert "moved to their month" in text_of(app)
    assert Store(folder).read().counts() == before


async def test_what_the_doctor_finds_is_shown_and_mended_in_the_app(
    make_app: Make, store: Store, folder: Path
) -> None:
    fill(store, weeks=30)
    assert store.back_up()
    before = store.read().counts()
    (folder / "2026-06.json").unlink()
    foreign = Store(folder.with_name("other"), now=lambda: NOW)
    foreign.log("comment", NOW.date() - timedelta(days=130))
    name = next(path.name for path in Path(foreign.folder).glob("20*.json"))
    (folder / name).write_bytes((Path(foreign.folder) / name).read_bytes())
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("7", "d")
        for _ in range(3):
            await settled(pilot)
        assert "2026-06.json is not there any more" in text_of(app)
        assert f"{name} belongs to another profile" in text_of(app)
        await pilot.press("enter")
        for _ in range(4):
            await settled(pilot)
        assert "rows brought back from a copy" in text_of(app)
        assert "only set aside" in text_of(app)
        await pilot.press("escape")
        for _ in range(3):
            await settled(pilot)
        assert app.diary.shown.counts() == before


async def test_a_journal_that_is_well_says_so_and_offers_nothing(
    make_app: Make, store: Store
) -> None:
    fill(store)
    assert store.back_up()
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await pilot.press("7", "d")
        for _ in range(3):
            await settled(pilot)
        assert "All is well in" in text_of(app)
        assert "enter mend" not in text_of(app)
        await pilot.press("enter", "q")
        await settled(pilot)
        assert app.screen is app.main
