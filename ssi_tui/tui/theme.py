"""The app's looks, in as many colours as the terminal has: for our rows and Textual's widgets.

Rich sends the nearest colour that a terminal has, which makes three heat levels of five; so old
terminals get colours of their own, chosen so that the nearest one is exactly the one meant.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from rich.style import Style
from textual.app import App
from textual.theme import Theme

from ssi_tui.chart.palette import BOLD, PALETTES, Depth, Palette, nearest_of_256

ORDER = ("dark", "light", "contrast")
"""The order in which one key walks through them; "projector" is chosen in the settings."""
_OURS = {
    "brand": "on-accent@accent",
    "tab": "muted",
    "tab-on": "strong@selected",
    "key": "accent",
    "key-open": "ground@text",
    "key-done": "on-accent@accent",
    "key-dim": "muted@surface",
    "number": "strong",
    "bad": "warn",
    "missing": "axis",
}
"""Names of the app's own beside those of the palette."""
_BOLD = BOLD | {"brand", "tab-on", "key", "key-open", "key-done", "number", "bad"}
_UNDERLINED = frozenset({"tab-on", "bad", "warn", "key-done"})
"""Where no colour is wanted, grey alone would be too little."""
_SIXTEEN = (
    *("#000000", "#aa0000", "#00aa00", "#aa5500", "#0000aa", "#aa00aa", "#00aaaa", "#aaaaaa"),
    *("#555555", "#ff5555", "#55ff55", "#ffff55", "#5555ff", "#ff55ff", "#55ffff", "#ffffff"),
)
"""What Rich takes the sixteen named colours for."""
_LEVELS = (0, 95, 135, 175, 215, 255)


def following(looks: Sequence[str], look: str) -> str:
    """The one behind a look; the first where that is the last or none of them."""
    return looks[(looks.index(look) + 1) % len(looks) if look in looks else 0]


def depth_of(app: App[Any]) -> Depth:
    """How many colours the terminal of an app shows."""
    if app.no_color:
        return Depth.NONE
    systems = {"256": Depth.XTERM, "standard": Depth.ANSI, "windows": Depth.ANSI}
    return systems.get(app.console.color_system or "", Depth.TRUE)


def colours_of(palette: Palette, depth: Depth) -> Mapping[str, str]:
    """Style name → "#rrggbb", such that the terminal shows the colour that the palette means."""
    if depth is Depth.XTERM:
        return {
            name: _of_256(palette.xterm.get(name) or nearest_of_256(colour))
            for name, colour in palette.colours.items()
        }
    if depth is Depth.ANSI:
        own = palette.ansi["on-accent"] ^ 15  # black on white, white on black
        return {name: _SIXTEEN[palette.ansi.get(name, own)] for name in palette.colours}
    return palette.colours


def _of_256(number: int) -> str:
    if number >= 232:  # Rich takes twenty-fifths of the lightness for a grey
        return "#" + f"{round((number - 231) / 25 * 255):02x}" * 3
    red, rest = divmod(number - 16, 36)
    return "#" + "".join(f"{_LEVELS[step]:02x}" for step in (red, *divmod(rest, 6)))


class Look:
    """One palette as Rich styles."""

    def __init__(self, palette: Palette, depth: Depth = Depth.TRUE) -> None:
        self.palette, self.depth = palette, depth
        self.colours = colours_of(palette, depth)
        self._styles: dict[str, Style] = {}

    def style(self, name: str) -> Style:
        """``name`` or ``name@ground``; always with a background, so that no cell shows through."""
        style = self._styles.get(name)
        if style is None:
            style = self._styles[name] = self._make(name)
        return style

    def _make(self, name: str) -> Style:
        front, _, ground = name.partition("@")
        own, _, own_ground = _OURS.get(front, front).partition("@")
        colours = self.colours
        return Style(
            color=colours.get(own or "text", colours["text"]),
            bgcolor=colours[ground or own_ground or "ground"],
            bold=front in _BOLD,
            underline=self.depth is Depth.NONE and front in _UNDERLINED,
        )


@lru_cache
def look_of(theme: str, depth: Depth = Depth.TRUE) -> Look:
    """The look of a theme of ours; Textual's own theme, set before ours, counts as dark."""
    return Look(PALETTES.get(theme, PALETTES[ORDER[0]]), depth)


def textual_theme(name: str, depth: Depth = Depth.TRUE) -> Theme:
    """The same colours for Textual's own widgets, of which we use the input line."""
    colours = colours_of(PALETTES[name], depth)
    return Theme(
        name=name,
        primary=colours["accent"],
        secondary=colours["accent"],
        accent=colours["accent"],
        warning=colours["warn"],
        error=colours["warn"],
        success=colours["bar-done"],
        foreground=colours["text"],
        background=colours["ground"],
        surface=colours["surface"],
        panel=colours["surface"],
        dark=colours["ground"] < "#888888",
        variables={
            "muted": colours["muted"],
            "input-cursor-background": colours["text"],
            "input-cursor-foreground": colours["ground"],
            "input-selection-background": colours["selected"],
            "input-selection-foreground": colours["text"],
        },
    )
