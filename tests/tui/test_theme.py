"""Colours on every terminal: what a palette means is what is sent, and colour is never alone."""

from collections.abc import Callable

import pytest
from rich.color import Color, ColorSystem

from ssi_tui.chart.palette import PALETTES, Depth, Palette, nearest_of_256
from ssi_tui.settings import Settings
from ssi_tui.tui.app import SsiApp
from ssi_tui.tui.theme import colours_of, depth_of, look_of
from tests.tui.helpers import settled

Make = Callable[..., SsiApp]
GREYS_OF_THE_CUBE = (59, 102, 145, 188)
"""Rich never sends them: it takes the nearest of the finer greys."""


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda one: one.name)
def test_rich_sends_exactly_the_colours_that_old_terminals_were_given(palette: Palette) -> None:
    for name, colour in colours_of(palette, Depth.XTERM).items():
        meant = palette.xterm.get(name) or nearest_of_256(palette.colours[name])
        if meant not in GREYS_OF_THE_CUBE:
            assert Color.parse(colour).downgrade(ColorSystem.EIGHT_BIT).number == meant
    for name, colour in colours_of(palette, Depth.ANSI).items():
        sent = Color.parse(colour).downgrade(ColorSystem.STANDARD).number
        assert sent == palette.ansi.get(name, 0 if palette.ansi["ground"] else 15)


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("depth", [Depth.TRUE, Depth.XTERM, Depth.ANSI, Depth.NONE])
@pytest.mark.parametrize("name", ["text", "tab-on", "key", "key-open", "key-done", "bad", "muted"])
def test_text_is_never_on_a_ground_of_its_own_colour(theme: str, depth: Depth, name: str) -> None:
    style = look_of(theme, depth).style(name)
    assert style.color != style.bgcolor


def test_without_colours_the_open_tab_and_what_is_wrong_are_underlined() -> None:
    look = look_of("dark", Depth.NONE)
    assert all(look.style(name).underline for name in ("tab-on", "bad", "key-done"))
    assert not look_of("dark").style("tab-on").underline
    assert not look.style("tab").underline


@pytest.mark.parametrize(
    ("set_to", "depth"),
    [
        ({"COLORTERM": "truecolor"}, Depth.TRUE),
        ({"COLORTERM": "", "TERM": "screen-256color"}, Depth.XTERM),
        ({"COLORTERM": "", "TERM": "screen"}, Depth.ANSI),
        ({"COLORTERM": "truecolor", "NO_COLOR": "1"}, Depth.NONE),
    ],
)
def test_the_terminal_says_how_many_colours_it_has(
    make_app: Make, monkeypatch: pytest.MonkeyPatch, set_to: dict[str, str], depth: Depth
) -> None:
    for name, value in set_to.items():
        monkeypatch.setenv(name, value)
    assert depth_of(make_app()) is depth


async def test_every_theme_of_the_settings_is_one_of_the_app(make_app: Make) -> None:
    app = make_app(settings=Settings(theme="projector"))
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.theme == "projector"
        await pilot.press("t")
        await settled(pilot)
        assert app.theme == "dark"


@pytest.mark.parametrize("palette", PALETTES.values(), ids=lambda one: one.name)
def test_on_256_colours_more_is_still_farther_from_the_ground(palette: Palette) -> None:
    colours = colours_of(palette, Depth.XTERM)

    def light(name: str) -> float:
        red, green, blue = Color.parse(colours[name]).get_truecolor()
        return 0.3 * red + 0.59 * green + 0.11 * blue

    away = [abs(light(f"heat-{level}") - light("ground")) for level in range(1, 5)]
    assert away == sorted(set(away))
