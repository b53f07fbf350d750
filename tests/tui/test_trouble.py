"""A disk that refuses, a lock, a damaged file, an error of our own: nothing typed is lost."""

import asyncio
import errno
import fcntl
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key

from ssi_tui.disk import Disk
from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.journal.diary import TRY_AGAIN_SECONDS
from ssi_tui.tui.launch import report
from tests.tui.helpers import NOW, TODAY, fill, settled, text_of

Make = Callable[..., SsiApp]
SECONDS = 10
"""For an app to leave."""


class FullDisk(Disk):
    """Refuses to replace anything while it is full."""

    full = False

    def replace(self, *names: Any, **options: Any) -> Any:
        """As the system says it."""
        if self.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().replace(*names, **options)


async def test_what_the_disk_refuses_stays_visible_and_is_tried_again(folder: Path) -> None:
    disk = FullDisk()
    app = SsiApp(Store(folder, now=lambda: NOW, disk=disk), now=lambda: NOW)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        disk.full = True
        await pilot.press("c", "p")
        await settled(pilot)
        screen = text_of(app)
        assert "2 entries NOT saved" in screen
        assert "NOT saved: " in screen
        assert "2 / 5" in screen
        disk.full = False
        await pilot.press("m")
        await settled(pilot)
        assert "NOT saved" not in text_of(app)
    assert Store(folder).read().day_counts(TODAY) == {"comment": 2, "post": 1, "message": 1}


async def test_what_the_disk_refused_is_saved_without_a_key_press_once_it_can_be(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [0.0]
    monkeypatch.setattr("ssi_tui.tui.journal.diary.monotonic", lambda: clock[0])
    disk = FullDisk()
    disk.full = True
    app = SsiApp(Store(folder, now=lambda: NOW, disk=disk), now=lambda: NOW)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c", "p")
        await settled(pilot)
        assert "2 entries NOT saved" in text_of(app)
        disk.full = False
        clock[0] += 2 * TRY_AGAIN_SECONDS
        for _try in range(500):
            if not app.diary.line:  # not `unsaved`, which counts what was refused once more
                break
            await asyncio.sleep(0.02)
        assert "NOT saved" not in text_of(app)
    assert Store(folder).read().day_counts(TODAY) == {"comment": 1, "post": 1}


async def test_quitting_with_unsaved_entries_is_asked_about_once(folder: Path) -> None:
    disk = FullDisk()
    disk.full = True
    app = SsiApp(Store(folder, now=lambda: NOW, disk=disk), now=lambda: NOW)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("c")
        await settled(pilot)
        await pilot.press("q")
        await pilot.pause()
        assert app.is_running
        assert "Something is NOT saved" in text_of(app)
        await pilot.press("q")
        await pilot.pause()
    assert not app.is_running


async def test_a_half_typed_note_is_not_lost_by_an_accidental_quit(make_app: Make) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n", "o", "k", "ctrl+c")
        await pilot.pause()
        assert app.is_running
        assert "ok" in text_of(app)


@pytest.mark.parametrize("keys", ["c:\x03", "7i\x03", "n\x03", "cn\x03", "cnok\x03"])
async def test_ctrl_c_comes_behind_the_keys_that_were_pressed_before_it(
    make_app: Make, store: Store, keys: str
) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for key in keys:  # at once, as from a terminal that was slow
            name = "ctrl+c" if key == "\x03" else key
            app.post_message(Key(name, key).set_sender(app))
        stays = keys.endswith("ok\x03")
        if stays:
            await settled(pilot)
        else:  # no pilot waits for an app that is going
            async with asyncio.timeout(SECONDS):
                while app.is_running:
                    await asyncio.sleep(0.01)
        assert app.crash is None
        assert app.is_running == stays
    assert store.read().count("comment", TODAY) == keys.count("c")


async def test_a_held_lock_is_said_and_the_entry_waits(make_app: Make, folder: Path) -> None:
    Store(folder, now=lambda: NOW).log("comment", TODAY)
    app = make_app()
    with (folder / ".lock").open("rb+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        fcntl.lockf(lock, fcntl.LOCK_EX)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("p")
            await settled(pilot)
            if "another program holds the journal" not in text_of(app):
                pytest.skip("the lock is of another kind here")
            print(text_of(app))
            assert "1 entry NOT saved" in text_of(app)
            fcntl.flock(lock, fcntl.LOCK_UN)
            fcntl.lockf(lock, fcntl.LOCK_UN)
            await pilot.press("p")
            await settled(pilot)
    assert Store(folder).read().count("post", TODAY) == 2


async def test_a_damaged_file_at_the_start_is_named_and_left_alone(
    make_app: Make, folder: Path, store: Store
) -> None:
    store.log("comment", TODAY)
    file = folder / "2026-11.json"
    file.write_bytes(b"\0" * 200)
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        screen = text_of(app)
        assert "cannot be opened" in screen
        assert "2026-11.json" in screen
        await pilot.press("q")
    assert app.return_code == 5
    assert file.read_bytes() == b"\0" * 200


async def test_a_damaged_old_month_does_not_keep_today_from_working(
    make_app: Make, folder: Path, store: Store
) -> None:
    fill(store, weeks=30)
    (folder / "2026-06.json").write_bytes(b"{")
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "2026-06.json" in text_of(app)
        await pilot.press("c")
        await settled(pilot)
    assert store.read(TODAY, TODAY).count("comment", TODAY) == 1


def test_a_report_has_places_and_no_words_of_the_user() -> None:
    secret = "Lea wants the red contract"

    def deep() -> None:
        note = secret
        raise KeyError(note)

    try:
        deep()
    except KeyError as error:
        text = report(error, NOW)
    assert "KeyError" in text
    assert "deep" in text
    assert "Lea" not in text


async def test_an_error_of_our_own_ends_the_app_without_a_page_of_values(
    make_app: Make, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    app = make_app()
    monkeypatch.setattr(app.main.everywhere, "do_theme", lambda: 1 // 0)

    async def press_t() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("t")
            await asyncio.sleep(0.1)

    with pytest.raises(ZeroDivisionError):
        await press_t()
    assert isinstance(app.crash, ZeroDivisionError)
    assert app.return_code == 1
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
