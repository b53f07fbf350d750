"""The pictures in README and docs/, taken of the app itself: `make shots`.

The sample journal on the tests' Friday, so that the same app gives the same bytes.  With `--all`
every room in four languages and two sizes goes to build/shots, to be looked at.
"""

import asyncio
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner
from textual.app import App
from textual.pilot import Pilot

from ssi_tui import i18n
from ssi_tui.chart.svg_screen import draw_picture
from ssi_tui.cli.main import ssi
from ssi_tui.cli.shared.session import Session
from ssi_tui.model.journal import Journal
from ssi_tui.settings import Settings, profile_folder
from ssi_tui.store import Store
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.decks.app import DeckApp
from ssi_tui.tui.exchange.exporting import screen_inks
from ssi_tui.tui.live.screen import LiveScreen
from ssi_tui.workshop.deck import find_deck
from tests.tui.helpers import NOW, fill

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pictures"
ROOM, SLIDE = (108, 30), (80, 24)
"""Cells: on a page a room stands about a thousand pixels wide."""
LANGUAGES = ("en", "de", "nl", "da")
SIZES = ((80, 24), (140, 40))
STILL, PATIENCE = 0.2, 60
"""Seconds without a change, and for a room to compute what it shows."""


async def settled(pilot: Pilot[None]) -> None:
    """Nothing is being computed any more, and nothing has changed for a while."""
    before: list[str] = []
    async with asyncio.timeout(PATIENCE):
        while True:
            await pilot.pause(STILL)
            rows = [strip.text for strip in pilot.app.screen._compositor.render_strips()]
            if rows == before and all(one.is_finished for one in pilot.app.workers):
                return
            before = rows


def picture(app: App[None], title: str) -> str:
    """The screen in sight; the folder that was made for it is called home."""
    home = os.environ["HOME"]
    rows = [
        [one._replace(text=one.text.replace(home, "~").ljust(len(one.text))) for one in row]
        for row in screen_inks(app.screen)
    ]
    return draw_picture(rows, app.size.width, title=title)


async def rooms(size: tuple[int, int], language: str = "en") -> dict[str, str]:
    """Name → picture of every room there is, on the sample."""
    i18n.use(language)
    app = SsiApp(Store(profile_folder()), settings=Settings(), now=lambda: NOW, sample=True)
    found = {}
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for tab in app.main.tabs.tabs:
            await pilot.press(tab.digit)
            await settled(pilot)
            found[tab.id] = picture(app, f"ssi-tui: {i18n._(tab.title)}")
    return found


async def slide(size: tuple[int, int], language: str = "en") -> str:
    """What-if's slide with two curves, over twelve weeks."""
    i18n.use(language)
    app = SsiApp(Store(profile_folder()), settings=Settings(), now=lambda: NOW, sample=True)
    app.animation_level = "none"
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for keys in ("4", "c", "p", "-", "  "):
            await pilot.press(*("space" if key == " " else key for key in keys))
            await settled(pilot)
        assert isinstance(app.screen, LiveScreen)
        return picture(app, "ssi-tui: a slide")


DECK_KEYS = {
    "room": "space 3 3 enter 4 1 enter 5 2 enter space",
    "believe": "space",
    "guesses": "space 3 3 enter 3 8 enter 4 5 enter space",
    "sliders": "right right",
    "doubts": "a right right down down right right",
    "pitches": "a" + 9 * " pagedown",
}
"""Slide → what leads to it from the one before: the deck of twenty minutes, played."""


async def deck(size: tuple[int, int], language: str = "en") -> dict[str, str]:
    """Slides of the short deck with guesses, sliders and doubts."""
    i18n.use(language)
    app = DeckApp(
        find_deck("20-minutes", language),
        journal=lambda _name: Journal(),
        today=NOW.date(),
        now=lambda: NOW,
    )
    app.animation_level = "none"
    found = {}
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for name, keys in DECK_KEYS.items():
            for key in keys.split():
                await pilot.press(key)
                await settled(pilot)
            found[f"deck-{name}"] = picture(app, f"ssi present: {name}")
    return found


def chart() -> str:
    """What `ssi sim --svg` draws."""
    call = ["--sample", "sim", "quiet_month", "comment_daily", "--svg", "-"]
    done = CliRunner().invoke(ssi, call, obj=Session(now=lambda: NOW))
    assert done.exit_code == 0, done.output
    return done.stdout


def write(folder: Path, pictures: dict[str, str]) -> None:
    """Each as NAME.svg; what is as before is not touched."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, svg in pictures.items():
        file = folder / f"{name}.svg"
        if not file.exists() or file.read_text(encoding="utf-8") != svg:
            file.write_text(svg, encoding="utf-8")
            print(f"{file.relative_to(ROOT)}  {len(svg.encode()) / 1000:.0f} kB")


def main() -> None:
    """Those of the pages, or with `--all` those for looking at."""
    with TemporaryDirectory() as home:
        os.environ |= {"SSI_HOME": f"{home}/ssi", "HOME": home, "LANG": "C.UTF-8"}
        os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        os.environ.pop("NO_COLOR", None)
        fill(Store(profile_folder(), now=lambda: NOW))
        if "--all" not in sys.argv:
            found = asyncio.run(rooms(ROOM))
            slides = {"slide": asyncio.run(slide(SLIDE)), **asyncio.run(deck(SLIDE))}
            kept = {name: slides[name] for name in ("slide", "deck-sliders", "deck-doubts")}
            write(FOLDER, {**found, **kept, "chart": chart()})
            return
        for language in LANGUAGES:
            for size in SIZES:
                folder = ROOT / "build" / "shots" / f"{language}-{size[0]}x{size[1]}"
                found = asyncio.run(rooms(size, language))
                slides = asyncio.run(deck(size, language))
                write(folder, {**found, **slides, "slide": asyncio.run(slide(size, language))})


if __name__ == "__main__":
    main()
