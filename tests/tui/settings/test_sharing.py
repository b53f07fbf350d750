"""The shared folder in Settings: named once, exchanged at once, said what came of it, ended."""

from collections.abc import Callable
from pathlib import Path

from ssi_tui.store import Store
from ssi_tui.sync import sync
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.settings.room import SYNC
from tests.tui.helpers import NOW, TODAY, settled, text_of

Make = Callable[..., SsiApp]


def place(app: SsiApp) -> int:
    """Steps down to the folder's line."""
    return [option.name for option in app.main.room.options].index(SYNC)  # type: ignore[attr-defined]


async def test_a_folder_is_named_exchanged_with_and_ended(
    make_app: Make, store: Store, tmp_path: Path
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    store.log("comment", TODAY, 2)
    other = Store(tmp_path / "elsewhere" / "profiles" / "default", now=lambda: NOW)
    other.log("post", TODAY, 1)
    sync(other, str(shared))
    app = make_app()
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("8")
        await settled(pilot)
        await pilot.press(*["down"] * place(app), "enter")
        await settled(pilot)
        await pilot.press("end", *["backspace"] * 2, *str(tmp_path / "nowhere"))
        await settled(pilot)
        assert "There is no folder" in text_of(app)
        await pilot.press("enter")  # refused, and nothing typed is lost
        await pilot.press(*["backspace"] * len("nowhere"), *"shared", "enter")
        for _ in range(3):
            await settled(pilot)
        assert app.settings.sync == str(shared)
        text = text_of(app)
        assert "Last exchange" in text
        assert "10:30 · Taken in: " in text
        assert "(1 other machine)" in text
        await pilot.press("left")
        await settled(pilot)
        assert app.settings.sync == ""
        assert "Last exchange" not in text_of(app)
    assert store.read().day_counts(TODAY) == {"comment": 2, "post": 1}
    sync(other, str(shared))
    assert other.read().day_counts(TODAY) == {"comment": 2, "post": 1}
