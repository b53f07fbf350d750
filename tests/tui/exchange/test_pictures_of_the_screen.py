"""Pictures out of the app: the screen, the chart and the slide, as SVG or PNG."""

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.exchange.exporting import picture_page, screen_inks
from ssi_tui.tui.shell.file_pages import WriteFile
from tests.tui.helpers import fill, settled, text_of
from tests.tui.test_pictures import Formula

Make = Callable[..., SsiApp]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def curves(make_app: Make, store: Store, monkeypatch: pytest.MonkeyPatch) -> SsiApp:
    """The app on eight weeks of log, with curves by a formula."""
    fill(store)
    monkeypatch.setattr("ssi_tui.tui.app.Forecaster", Formula)
    app: SsiApp = make_app()
    app.animation_level = "none"
    return app


def words(file: Path) -> str:
    """All that is written in a picture."""
    root = Xml.fromstring(file.read_text(encoding="utf-8"))
    return " ".join(found.text or "" for found in root.iter(f"{SVG}text"))


async def test_the_screen_in_sight_becomes_a_file(curves: SsiApp, tmp_path: Path) -> None:
    async with curves.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(":", *"picture of this", "enter")
        await settled(pilot)
        assert "~/ssi-tui-today-2026-11-20.svg" in text_of(curves)
        await pilot.press("enter")
        await settled(pilot)
        file = tmp_path / "ssi-tui-today-2026-11-20.svg"
        assert f"Wrote the picture to {file}"[:60] in text_of(curves)
        said = words(file)
        assert "Requests with a note" in said
        assert "All commands" not in said, "the room, not the palette over it"


async def test_a_file_is_replaced_only_when_asked_twice(curves: SsiApp, tmp_path: Path) -> None:
    file = tmp_path / "a.svg"
    file.write_text("mine", encoding="utf-8")
    async with curves.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        asked = picture_page("t", str(file), lambda: "<svg/>")
        curves.push_screen(asked)
        await settled(pilot)
        await pilot.press("enter")
        assert "Enter again replaces it" in text_of(curves)
        assert file.read_text(encoding="utf-8") == "mine"
        await pilot.press("enter")
        await settled(pilot)
        assert file.read_text(encoding="utf-8") == "<svg/>"


async def test_other_endings_and_missing_folders_are_refused(
    curves: SsiApp, tmp_path: Path
) -> None:
    async with curves.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for name, why in (
            (tmp_path / "a.gif", ".svg or .png"),
            (tmp_path / "no" / "a.svg", "can’t"),
        ):
            asked = picture_page("t", str(name), lambda: "<svg/>")
            curves.push_screen(asked)
            await settled(pilot)
            await pilot.press("enter")
            await settled(pilot)
            assert why in text_of(curves)
            await pilot.press("escape")


async def test_the_chart_is_drawn_as_a_chart_and_the_slide_too(
    curves: SsiApp, tmp_path: Path
) -> None:
    async with curves.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("4")
        await settled(pilot)
        await curves.main.run_command("drawing")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert "A As now 56" in words(tmp_path / "ssi-tui-what-if-2026-11-20.svg")
        await pilot.press("p")
        await settled(pilot)
        await pilot.press("space", "s")
        await settled(pilot)
        asked = curves.screen
        assert isinstance(asked, WriteFile)
        asked.entry.value = asked.entry.value.replace(".svg", ".png")
        await pilot.press("enter")
        await settled(pilot)
        assert "Wrote the picture" in text_of(curves)
        png = (tmp_path / "ssi-tui-slide-2026-11-20.png").read_bytes()
        assert png.startswith(b"\x89PNG")
        await pilot.press("space")
        assert "Wrote" not in text_of(curves)


async def test_cells_keep_their_colours(curves: SsiApp) -> None:
    async with curves.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        rows = screen_inks(curves.main)
        assert len(rows) == 24
        first = rows[0][0]
        assert (first.text, first.bold) == (" 1 Today ", True)
        assert first.colour != first.ground
