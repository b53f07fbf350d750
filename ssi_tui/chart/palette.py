"""The colours: style names to colours for each theme, and to 256 and 16 colours for old terminals.

Smallest distance (CIEDE2000) between two of the five curves, and two of the four pillars, for
usual sight and full protanopia, deuteranopia, tritanopia (tests/chart/test_palette.py):
curves     dark 22 14 15 10   light 26 15 17 23   contrast 21 19 17 18   projector 23 15 16 20
pillars    dark 34 21 22 28   light 29 14 13 18   contrast 32 22 18 25   projector 29 14 14 17
Letters and line patterns say the same without any colour.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from sim.terms import Pillar
from ssi_tui.chart.text import Row, plain

PILLAR_GLYPHS: Mapping[Pillar, str] = {
    Pillar.BRAND: "■",
    Pillar.PEOPLE: "●",
    Pillar.INSIGHTS: "▲",
    Pillar.RELATIONSHIPS: "◆",
}
"""Beside each pillar's colour (LinkedIn's yellow, violet, red and green)."""
BOLD = frozenset(
    {"strong", "today-label", "lane-key", "target", "title"} | {f"label-{slot}" for slot in "abcde"}
)
"""Styles that are also bold."""
SQUARE = "■"
"""Of every level: brightness alone tells them apart, so that a map lies still."""
HEAT_GLYPHS = "·▂▃▅▇"
"""Where brightness cannot: a dot and four heights, below the line so that weeks stay apart."""


def as_heights(row: Row) -> Row:
    """The row for sixteen colours or none: squares become what their level is as a height."""
    heat = "heat-"
    return [
        (
            text.replace(SQUARE, HEAT_GLYPHS[int(style[5])]) if style.startswith(heat) else text,
            style,
        )
        for text, style in row
    ]


class Palette(NamedTuple):
    """One theme; every palette knows the same names."""

    name: str
    """dark, light, contrast or projector."""
    colours: Mapping[str, str]
    """Style name → "#rrggbb"; "ground" is the screen's own background."""
    xterm: Mapping[str, int]
    """Style names whose nearest of 256 colours would mislead → 16–255."""
    ansi: Mapping[str, int]
    """Style name → 0–15; names that are left out take the terminal's own foreground."""


def mix(ground: str, colour: str, share: float) -> str:
    """`share` (0–1) of a colour on a ground."""
    pairs = zip(_parts(ground), _parts(colour), strict=True)
    return "#" + "".join(f"{round(a * (1 - share) + b * share):02x}" for a, b in pairs)


def _parts(colour: str) -> tuple[int, int, int]:
    """Red, green and blue (0–255) of "#rrggbb"."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def _palette(  # noqa: PLR0913  # a colour each
    name: str,
    *,
    ground: str,
    text: str,
    muted: str,
    faint: str,
    curves: tuple[str, str, str, str, str],
    pillars: tuple[str, str, str, str],
    warn: str,
    tint: float,
    light: bool,
) -> Palette:
    """A theme from its few own colours; `tint` is the share of a curve's colour in its band."""
    accent = curves[0]
    colours = {
        "ground": ground,
        "surface": mix(ground, text, 0.06),
        "selected": mix(ground, accent, tint),
        "accent": accent,
        "on-accent": ground,
        "text": text,
        "strong": text,
        "title": text,
        "muted": muted,
        "note": muted,
        "tick": muted,
        "range": muted,
        "axis": mix(ground, muted, 0.6),
        "grid": faint,
        "today": text,
        "today-label": text,
        "point": text,
        "trail": mix(ground, text, 0.55),
        "average": muted,
        "target": warn,
        "warn": warn,
        "lane": mix(ground, accent, 0.85),
        "lane-plan": mix(ground, accent, 0.45),
        "lane-today": text,
        "lane-key": accent,
        "lane-name": muted,
        "lane-title": muted,
        "bar": accent,
        "bar-done": pillars[3],
        "bar-rest": mix(ground, text, 0.14),
        "spark": mix(ground, accent, 0.85),
    }
    for slot, curve in zip("abcde", curves, strict=True):
        colours[f"curve-{slot}"] = colours[f"label-{slot}"] = curve
        colours[f"band-{slot}"] = mix(ground, curve, tint)
    for pillar, colour in zip(Pillar, pillars, strict=True):
        colours[f"pillar-{pillar.value}"] = colour
    for level, share in enumerate((0.0, 0.4, 0.6, 0.8, 1.0)):
        colours[f"heat-{level}"] = mix(ground, accent, share) if level else mix(ground, text, 0.1)
    return Palette(name, colours, _xterm(light), _ansi(light))


def _xterm(light: bool) -> dict[str, int]:
    """Bands in 256 colours: the nearest dark tints are far too strong, grey keeps curves apart.

    Heat: of the nearest colours one is grey and one is green, so blues from one row of the cube.
    """
    heat = dict(zip(_HEAT, (153, 111, 69, 26) if light else (24, 31, 74, 117), strict=True))
    if light:
        bands = dict(zip(_BANDS, (153, 223, 225, 194, 254), strict=True))
        return {**bands, **heat, "grid": 250}
    bands = dict.fromkeys(_BANDS, 237)
    return {**bands, **heat, "grid": 239, "bar-rest": 237, "selected": 237}


def _ansi(light: bool) -> dict[str, int]:
    """The sixteen named colours; orange is not among them."""
    curves = (4, 1, 5, 2, 0) if light else (14, 11, 13, 10, 7)
    quiet = 8 if light else 7
    named = dict.fromkeys(_BANDS, 7 if light else 8)
    named |= dict(zip((f"curve-{slot}" for slot in "abcde"), curves, strict=True))
    named |= dict(zip((f"label-{slot}" for slot in "abcde"), curves, strict=True))
    named |= dict.fromkeys(
        ("muted", "note", "tick", "range", "average", "lane-name", "lane-title"), quiet
    )
    named |= dict.fromkeys(("grid", "axis", "heat-0"), 7 if light else 8)
    named |= dict.fromkeys(("surface", "bar-rest", "selected"), 7 if light else 8)
    named |= dict.fromkeys(("accent", "bar", "lane-key", "heat-3", "heat-4"), curves[0])
    named |= dict.fromkeys(("lane", "lane-plan", "spark", "heat-1", "heat-2"), 4 if light else 6)
    named |= dict.fromkeys(("warn", "target"), 1 if light else 11)
    named |= {"on-accent": 15 if light else 0, "ground": 15 if light else 0, "bar-done": 2}
    pillars = (3, 5, 1, 2) if light else (11, 13, 9, 10)
    return named | {f"pillar-{p.value}": code for p, code in zip(Pillar, pillars, strict=True)}


_BANDS = tuple(f"band-{slot}" for slot in "abcde")
_HEAT = tuple(f"heat-{level}" for level in range(1, 5))
DARK = _palette(
    "dark",
    ground="#101418",
    text="#f2f2f2",
    muted="#9aa5b1",
    faint="#46525e",
    # Okabe and Ito's sky, orange and purple; the other two lie farthest from them and the points.
    curves=("#56b4e9", "#e69f00", "#cc79a7", "#bfffb2", "#9d987b"),
    pillars=("#ffd414", "#8e67e9", "#d45854", "#85e0ba"),
    warn="#ffd75f",
    tint=0.24,
    light=False,
)
LIGHT = _palette(
    "light",
    ground="#ffffff",
    text="#16191d",
    muted="#55606b",
    faint="#b4bcc4",
    curves=("#006deb", "#b85b0a", "#602459", "#0c450c", "#636363"),
    pillars=("#856c00", "#70279b", "#91081a", "#1b6a49"),
    warn="#8a4b00",
    tint=0.2,
    light=True,
)
CONTRAST = _palette(
    "contrast",
    ground="#000000",
    text="#ffffff",
    muted="#d0d0d0",
    faint="#6a6a6a",
    curves=("#66b2ff", "#ff9e1b", "#ffffff", "#bfffb2", "#a6a6a6"),
    pillars=("#ffd829", "#a581f8", "#ff6b66", "#95e4c3"),
    warn="#ffff66",
    tint=0.3,
    light=False,
)
PROJECTOR = _palette(
    "projector",
    ground="#ffffff",
    text="#000000",
    muted="#3a4048",
    faint="#9aa2aa",
    curves=("#0064d6", "#ad4000", "#511f4b", "#18391e", "#5c5c5c"),
    pillars=("#856c00", "#7c2bab", "#861713", "#1b6a49"),
    warn="#7a4000",
    tint=0.28,
    light=True,
)
PALETTES: Mapping[str, Palette] = {p.name: p for p in (DARK, LIGHT, CONTRAST, PROJECTOR)}
STYLE_NAMES = frozenset(DARK.colours)
"""Every name that may stand in a style, before or after the "@"; "" is plain text."""


@lru_cache(maxsize=256)
def nearest_of_256(colour: str) -> int:
    """The number (16–255) of the xterm colour nearest to "#rrggbb"."""
    parts, levels = _parts(colour), (0, 95, 135, 175, 215, 255)
    steps = [min(range(6), key=lambda i: abs(levels[i] - part)) for part in parts]
    grey = min(max(round((sum(parts) / 3 - 8) / 10), 0), 23)

    def distance(shades: Sequence[int]) -> int:
        return sum((a - b) ** 2 for a, b in zip(shades, parts, strict=True))

    if distance([8 + 10 * grey] * 3) < distance([levels[step] for step in steps]):
        return 232 + grey
    return 16 + 36 * steps[0] + 6 * steps[1] + steps[2]


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
    if depth is Depth.ANSI:
        rows = map(as_heights, rows)
    codes: dict[str, str] = {}
    lines = []
    for row in rows:
        pieces = []
        for text, style in row:
            if style not in codes:
                codes[style] = _code(style, palette, depth)
            code = codes[style]
            shown = plain(text)
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
        return "" if number is None else str(base + number + (52 if number >= 8 else 0))
    colour = palette.colours[name]
    if depth is Depth.XTERM:
        return f"{base + 8};5;{palette.xterm.get(name) or nearest_of_256(colour)}"
    red, green, blue = _parts(colour)
    return f"{base + 8};2;{red};{green};{blue}"


def without_colour(rows: Iterable[Row]) -> list[str]:
    """The rows as characters alone; grounds, which no character shows, become ░."""
    return [
        "".join(_shaded(text, style) for text, style in as_heights(row)).rstrip() for row in rows
    ]


def _shaded(text: str, style: str) -> str:
    name, _, ground = style.partition("@")
    text = plain(text)
    if name.startswith("band-"):  # upper edge: the lower part of the cell belongs to the band
        return "".join(_SHADE if _LOWER.find(char) >= 4 else " " for char in text)
    if name == "ground":  # lower edge: the upper part does
        return "".join(_SHADE if _LOWER.find(char) <= 4 else " " for char in text)
    if ground:
        return text.replace(" ", _SHADE).replace("┈", _SHADE)
    return text
