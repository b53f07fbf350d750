"""The app's looks, dark, light and high contrast: for our own rows and for Textual's widgets."""

from functools import lru_cache

from rich.style import Style
from textual.theme import Theme

from ssi_tui.chart.palette import BOLD, PALETTES, Palette

ORDER = ("dark", "light", "contrast")
"""The order in which one key walks through them."""

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


class Look:
    """One palette as Rich styles."""

    def __init__(self, palette: Palette) -> None:
        self.palette = palette
        self._styles: dict[str, Style] = {}

    def style(self, name: str) -> Style:
        """``name`` or ``name@ground``; always with a background, so that no cell shows through."""
        found = self._styles.get(name)
        if found is None:
            found = self._styles[name] = self._make(name)
        return found

    def _make(self, name: str) -> Style:
        front, _, ground = name.partition("@")
        own, _, own_ground = _OURS.get(front, front).partition("@")
        colours = self.palette.colours
        return Style(
            color=colours.get(own or "text", colours["text"]),
            bgcolor=colours[ground or own_ground or "ground"],
            bold=front in _BOLD,
        )


@lru_cache
def look_of(theme: str) -> Look:
    """The look of a theme of ours; Textual's own theme, set before ours, counts as dark."""
    return Look(PALETTES.get(theme, PALETTES[ORDER[0]]))


def textual_theme(name: str) -> Theme:
    """The same colours for Textual's own widgets, of which we use the input line."""
    palette = PALETTES[name]
    colours = palette.colours
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
