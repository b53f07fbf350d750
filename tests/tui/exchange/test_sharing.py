"""The app exchanges with a shared folder by itself, once it was told so."""

from datetime import datetime
from pathlib import Path

from ssi_tui.settings import choose, load_settings, profile_folder
from ssi_tui.store import Store
from ssi_tui.sync import sync
from ssi_tui.tui.app import SsiApp

NOON = datetime(2026, 11, 20, 12)


def _app() -> SsiApp:
    store = Store(profile_folder(), now=lambda: NOON)
    return SsiApp(store, settings=load_settings(), now=lambda: NOON)


async def _until(pilot, done) -> None:  # type: ignore[no-untyped-def]
    for _ in range(200):
        await pilot.pause(0.02)
        if done():
            return
    raise AssertionError(
        f"it never came: {pilot.app.main.notice.text!r}, {pilot.app.settings.sync!r}"
    )


async def test_what_others_did_comes_in_and_what_was_done_here_goes_out(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    other = Store(tmp_path / "other" / "default", now=lambda: NOON)
    other.log("comment", NOON.date(), 4)
    sync(other, str(folder))
    choose(sync=str(folder))
    app = _app()
    async with app.run_test(size=(80, 24)) as pilot:
        await _until(
            pilot, lambda: "1 change came from your other machines." in app.main.notice.text
        )
        await _until(pilot, lambda: app.journal.count("comment", NOON.date()) == 4)
        app.store.log("post", NOON.date())
        await app.quit()
    sync(other, str(folder))
    assert other.read().count("post", NOON.date()) == 1


async def test_a_folder_that_is_gone_is_said_once_and_stops_nothing(tmp_path: Path) -> None:
    choose(sync=str(tmp_path / "stick"))
    Store(profile_folder()).log("post", NOON.date())
    app = _app()
    async with app.run_test(size=(80, 24)) as pilot:
        await _until(pilot, lambda: "no folder is called" in app.main.notice.text)
        app.say("")
        app.sharing.now()
        await pilot.pause(0.2)
        assert app.main.notice.text == ""


async def test_without_a_folder_nothing_is_exchanged() -> None:
    app = _app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.1)
        assert not Path(profile_folder(), "sync").exists()
