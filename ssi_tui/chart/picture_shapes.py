"""Blocks, Braille and lines of a terminal as shapes: no font is needed, and no column shifts."""

from functools import lru_cache
from typing import NamedTuple

from ssi_tui.chart.vector_parts import number

CELL_WIDTH, CELL_HEIGHT = 10, 20
"""Pixels of one cell; a Braille dot stands every 5 pixels, across the cells' borders too."""

_W, _H = CELL_WIDTH, CELL_HEIGHT
Box = tuple[float, float, float, float]
"""Left, top, width, height inside a cell."""


def _blocks() -> dict[str, tuple[Box, ...]]:
    half, middle = _W / 2, _H / 2
    quarters = {1: (0, 0), 2: (half, 0), 4: (0, middle), 8: (half, middle)}
    found: dict[str, tuple[Box, ...]] = {"█": ((0, 0, _W, _H),)}
    for eighth, char in enumerate("▁▂▃▄▅▆▇", 1):
        found[char] = ((0, _H - eighth * _H / 8, _W, eighth * _H / 8),)
    for eighth, char in enumerate("▏▎▍▌▋▊▉", 1):
        found[char] = ((0, 0, eighth * _W / 8, _H),)
    for bits, char in enumerate(" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"):
        if bits and char not in found:
            boxes = [(*place, half, middle) for bit, place in quarters.items() if bits & bit]
            found[char] = tuple(boxes)
    found["▀"], found["▐"] = ((0, 0, _W, middle),), ((half, 0, half, _H),)
    found["■"] = ((1, 6, 8, 8),)
    found["▪"] = ((3, 8, 4, 4),)
    return found


BLOCKS = _blocks()
"""Character → the boxes that it fills."""

POLYGONS: dict[str, tuple[tuple[float, float], ...]] = {
    "▲": ((5, 5), (9.5, 14), (0.5, 14)),
    "▼": ((5, 15), (9.5, 6), (0.5, 6)),
    "◆": ((5, 5), (9.5, 10), (5, 15), (0.5, 10)),
    "▸": ((1.5, 5.5), (8.5, 10), (1.5, 14.5)),
}
"""Character → its corners."""

_ARMS = {
    "─": "0101", "│": "1010", "┌": "0110", "┐": "0011", "└": "1100", "┘": "1001",
    "├": "1110", "┤": "1011", "┬": "0111", "┴": "1101", "┼": "1111",
    "━": "0202", "┃": "2020", "┏": "0220", "┓": "0022", "┗": "2200", "┛": "2002",
    "┣": "2220", "┫": "2022", "┳": "0222", "┻": "2202", "╋": "2222",
    "╸": "0002", "╹": "2000", "╺": "0200", "╻": "0020",
}  # fmt: skip
"""Character → weight of its arms: up, right, down, left."""
_ENDS = ((5, 0), (_W, 10), (5, _H), (0, 10))

DASHES = {"┈": "1.4 3.6", "╌": "3 2"}
"""Character → the dashes of a line through the middle of its cells."""


class Segment(NamedTuple):
    """One stroke inside a cell."""

    weight: int
    """1 thin, 2 thick."""
    x: float
    y: float
    to_x: float
    to_y: float


@lru_cache
def strokes(char: str) -> tuple[Segment, ...]:
    """The lines of a box-drawing character; a straight one is one stroke."""
    up, right, down, left = (int(weight) for weight in _ARMS[char])
    if right and right == left and not up and not down:
        return (Segment(right, 0, 10, _W, 10),)
    if up and up == down and not right and not left:
        return (Segment(up, 5, 0, 5, _H),)
    arms = zip((up, right, down, left), _ENDS, strict=True)
    return tuple(Segment(weight, 5, 10, *end) for weight, end in arms if weight)


def is_braille(char: str) -> bool:
    """Whether it is a cell of up to eight dots."""
    return "⠀" <= char <= "⣿"


_DOTS = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
"""Bit → column and row."""


def braille(char: str, left: float, top: float) -> str:
    """The dots of a cell, as points to be drawn with a round end of the line."""
    bits = ord(char) - 0x2800
    return "".join(
        f"M{number(left + 2.5 + 5 * x)} {number(top + 2.5 + 5 * y)}h0"
        for bit, (x, y) in enumerate(_DOTS)
        if bits >> bit & 1
    )


def is_shape(char: str) -> bool:
    """Whether a character is drawn here, and not by a font."""
    return (
        char in BLOCKS
        or char in POLYGONS
        or char in _ARMS
        or char in DASHES
        or char in "░▒▓●"
        or is_braille(char)
    )
