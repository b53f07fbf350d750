"""Rows as text for a terminal: colours in the depth that it has, and a twin without any."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from unicodedata import category

from ssi_tui.chart.cells import Row
from ssi_tui.chart.palette import BOLD, Palette, nearest_of_256

_RESET = "\x1b[0m"
_OWN = frozenset(
    {"", "text", "strong", "title", "point", "today", "today-label", "lane-today", "ground"}
)
"""Written in the terminal's own foreground: visible on a dark and on a light ground alike."""

_SHADE = "░"
_LOWER = " ▁▂▃▄▅▆▇█"


class Depth(StrEnum):
    """How many colours a terminal shows."""

    NONE = "none"
    ANSI = "16"
    XTERM = "256"
    TRUE = "truecolor"


def colour_depth(environ: Mapping[str, str], *, is_terminal: bool) -> Depth:
    """What to send, from the environment: NO_COLOR first, then FORCE_COLOR, then the terminal."""
    if environ.get("NO_COLOR"):
        return Depth.NONE
    forced = environ.get("FORCE_COLOR", "").lower()
    if forced in ("0", "false"):
        return Depth.NONE
    if not forced and (not is_terminal or environ.get("TERM") == "dumb"):
        return Depth.NONE
    asked = {"1": Depth.ANSI, "2": Depth.XTERM, "3": Depth.TRUE}.get(forced)
    return asked or _shown(environ)


def _shown(environ: Mapping[str, str]) -> Depth:
    term = environ.get("TERM", "")
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit") or term.endswith("-direct"):
        return Depth.TRUE
    if environ.get("WT_SESSION"):  # Windows Terminal sets no COLORTERM
        return Depth.TRUE
    return Depth.XTERM if "256color" in term else Depth.ANSI


def ground_is_light(environ: Mapping[str, str]) -> bool:
    """Whether the terminal says, by COLORFGBG, that its background is light."""
    return environ.get("COLORFGBG", "").rpartition(";")[2] in ("7", "15")


def to_ansi(rows: Iterable[Row], palette: Palette, depth: Depth) -> list[str]:
    """One string a row, without line ends; with Depth.NONE the same as `without_colour`.

    Control characters never get through, whatever the rows hold.
    """
    if depth is Depth.NONE:
        return without_colour(rows)
    codes: dict[str, str] = {}
    lines = []
    for row in rows:
        pieces = []
        for text, style in row:
            if style not in codes:
                codes[style] = _code(style, palette, depth)
            code = codes[style]
            shown = _harmless(text)
            pieces.append(f"\x1b[{code}m{shown}{_RESET}" if code else shown)
        lines.append("".join(pieces))
    return lines


def _code(style: str, palette: Palette, depth: Depth) -> str:
    """The numbers of one style's escape sequence; empty for the terminal's own colours."""
    name, _, ground = style.partition("@")
    if name == "ground" and ground:  # the lower edge of a band: its colour, turned round
        return "7;" + _colour(ground, palette, depth, 30)
    codes = ["1"] if name in BOLD else []
    if name not in _OWN:
        codes.append(_colour(name, palette, depth, 30))
    if ground:
        codes.append(_colour(ground, palette, depth, 40))
    return ";".join(code for code in codes if code)


def _colour(name: str, palette: Palette, depth: Depth, base: int) -> str:
    """Foreground (base 30) or background (base 40) in this depth."""
    if depth is Depth.ANSI:
        number = palette.ansi.get(name)
        if number is None:
            return ""
        return str(base + number if number < 8 else base + 60 + number - 8)
    colour = palette.colours[name]
    if depth is Depth.XTERM:
        return f"{base + 8};5;{palette.xterm.get(name) or nearest_of_256(colour)}"
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"{base + 8};2;{red};{green};{blue}"


def without_colour(rows: Iterable[Row]) -> list[str]:
    """The rows as characters alone; grounds, which no character shows, become ░."""
    return ["".join(_shaded(text, style) for text, style in row).rstrip() for row in rows]


def _shaded(text: str, style: str) -> str:
    name, _, ground = style.partition("@")
    text = _harmless(text)
    if name.startswith("band-"):  # upper edge: the lower part of the cell belongs to the band
        return "".join(_SHADE if _LOWER.find(char) >= 4 else " " for char in text)
    if name == "ground":  # lower edge: the upper part does
        return "".join(_SHADE if _LOWER.find(char) <= 4 else " " for char in text)
    if ground:
        return text.replace(" ", _SHADE).replace("┈", _SHADE)
    return text


def _harmless(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(char for char in text if category(char) != "Cc")
